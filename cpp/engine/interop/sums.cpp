#include "engine/interop/sums.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "engine/base/power_mean.hpp"

namespace chirograph {
DimensionSums::DimensionSums(const InteropData& data, bool alone, const Roles& roles, Items items)
    : data_(data), roles_(roles), items_(std::move(items)), alone_(alone) {
    layout();
    read_adds();
}

void DimensionSums::layout() {
    const auto weight = [](const Mean& mean, std::size_t d) {
        return mean.of == MeanOf::nothing ? 0.0 : mean.weights[d];
    };
    const auto through = [](const Mean& mean, std::size_t d) {
        return mean.of == MeanOf::through && mean.weights[d] > 0.0;
    };
    for (std::size_t d = 0; d < data_.model().dimensions; ++d) {
        if (!(weight(roles_.rising, d) > 0.0) && !(weight(roles_.falling, d) > 0.0)) continue;
        Dimension& one = dimensions_.emplace_back(Dimension{d, width_++, std::nullopt});
        if (!data_.scale().hub_offers(d) || !(through(roles_.rising, d) || through(roles_.falling, d))) continue;
        one.a = width_;
        width_ += 4;
    }
    for (const auto& [from, to] : {std::pair{&roles_.rising, &rising_}, {&roles_.falling, &falling_}}) {
        for (const Dimension& one : dimensions_) to->push_back(weight(*from, one.index));
    }
}

void DimensionSums::read_adds() {
    constexpr double beyond = std::numeric_limits<double>::infinity();
    const InteropScale& scale = data_.scale();
    const InteropModel& model = data_.model();
    const std::size_t columns = data_.panel().columns();
    low_.assign(width_, 0.0);
    high_ = low_;
    const auto& all = items_.items();
    for (std::size_t item = 0; item < all.size(); ++item) {
        const bool area = item < columns;
        const std::size_t at = area ? item : item - columns;
        const unsigned menu = area ? model.menu[at] : model.offered[at];
        starts_.push_back(adds_.size() / std::max<std::size_t>(width_, 1));
        std::vector<double> least(width_, beyond);
        std::vector<double> most(width_, -beyond);
        for (const Option& option : all[item]) {
            const auto taken = [&](std::size_t d, unsigned value) {
                return (area ? scale.menu_slope(d, at) : scale.offer_slope(d, at)) * std::min(value, menu);
            };
            std::vector<double> row(width_);
            for (const Dimension& one : dimensions_) {
                const double slope = area ? scale.area_slope(one.index, at) : scale.system_slope(one.index, at);
                row[one.t] =
                    alone_ ? taken(one.index, option.values[0]) : slope * std::min(option.values[0], option.values[1]);
                if (one.a) {
                    row[*one.a] = taken(one.index, option.values[0]);
                    row[*one.a + 1] = taken(one.index, option.values[1]);
                    for (const std::size_t side : {0U, 1U}) row[one.over(side)] = row[*one.a + side] - row[one.t];
                }
            }
            for (std::size_t i = 0; i < width_; ++i) {
                least[i] = std::min(least[i], row[i]);
                most[i] = std::max(most[i], row[i]);
            }
            adds_.insert(adds_.end(), row.begin(), row.end());
        }
        for (std::size_t i = 0; i < width_; ++i) {
            low_[i] += least[i];
            high_[i] += most[i];
        }
    }
}

double DimensionSums::value_of(const Mean& mean, const Dimension& one, std::span<const double> sums) const {
    const double t = std::max(0.0, sums[one.t]);
    if (mean.of != MeanOf::through || !one.a) return t;
    return std::max(t, std::min(sums[*one.a], sums[*one.a + 1]));
}

std::vector<double> DimensionSums::values_of(const Mean& mean, std::span<const double> sums) const {
    std::vector<double> values;
    for (const Dimension& one : dimensions_) values.push_back(value_of(mean, one, sums));
    return values;
}

double DimensionSums::mean_of(const Mean& mean, const std::vector<double>& weights, const std::vector<double>& values) {
    return mean.of == MeanOf::nothing ? 0.0 : power_mean(values, weights, mean.rho);
}

std::vector<double> DimensionSums::sums_of(const std::vector<std::size_t>& picks) const {
    std::vector<double> sums(width_);
    for (std::size_t item = 0; item < picks.size(); ++item) {
        const std::span<const double> add = adds(item, picks[item]);
        for (std::size_t i = 0; i < width_; ++i) sums[i] += add[i];
    }
    return sums;
}

double DimensionSums::least_step(std::size_t k) const {
    double least = 1.0;
    for (std::size_t row = 0; row < adds_.size(); row += width_) {
        const Dimension& one = dimensions_[k];
        for (std::size_t i = one.t; i < (one.a ? *one.a + 2 : one.t + 1); ++i) {
            if (adds_[row + i] > 0.0) least = std::min(least, adds_[row + i]);
        }
    }
    return least;
}

}  // namespace chirograph
