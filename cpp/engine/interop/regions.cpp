// How a part of all completions is cut where the forms that bound it are wrong.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "engine/interop/forms.hpp"

namespace chirograph {

bool MeanForms::to_choose(const Region& region) const {
    return roles_.boxed() && std::isinf(roles_.box().rho) && !region.chosen;
}

std::vector<Region> MeanForms::choices(const Region& region) const {
    std::vector<Region> found;
    for (std::size_t k = 0; k < dimensions_.size(); ++k) {
        if (!(box_weights()[k] > 0.0)) continue;
        found.push_back(region);
        found.back().chosen = k;
    }
    return found;
}

std::optional<std::size_t> MeanForms::widest_way(const Region& region) const {
    const bool elsewhere = region.chosen && roles_.box().of == MeanOf::through;
    std::optional<std::size_t> found;
    double widest = 0.0;
    for (std::size_t k = 0; k < dimensions_.size(); ++k) {
        const Dimension& one = dimensions_[k];
        const double weight = through_rises() ? rising_[k] : falling_[k];
        if (!one.a || region.ways[k] != Way::open || (elsewhere && *region.chosen != k)) continue;
        const double wide = weight * std::max(high_[one.over(0)], high_[one.over(1)]);
        if (wide <= widest) continue;
        widest = wide;
        found = k;
    }
    return found;
}

std::vector<Region> MeanForms::decided(const Region& region, std::size_t k) const {
    std::vector<Region> both(2, region);
    both[0].ways[k] = through_rises() ? Way::second : Way::direct;
    both[1].ways[k] = Way::first;
    return both;
}

MeanForms::Wrong MeanForms::wrong_at(const Region& region, std::span<const double> sums) const {
    Wrong wrong;
    const auto planes = [](const std::vector<double>& slopes, const std::vector<double>& values) {
        return std::inner_product(values.begin(), values.end(), slopes.begin(), 0.0);
    };
    if (const Mean* mean = touched()) {
        const auto& weights = mean == &roles_.rising ? rising_ : falling_;
        const std::vector<double> values = values_of(*mean, sums);
        wrong.tangents = std::numeric_limits<double>::infinity();
        for (const std::vector<double>& at : region.touched) {
            const double there = planes(tangent(*mean, weights, at), values);
            wrong.tangents = std::min(wrong.tangents, std::abs(there - mean_of(*mean, weights, values)));
        }
    }
    if (roles_.boxed() && !std::isinf(roles_.box().rho)) {
        const std::vector<double> values = values_of(roles_.box(), sums);
        const Plane plane = plane_of(roles_.box(), box_weights(), region);
        const double there = plane.constant + planes(plane.slopes, values);
        wrong.box = std::abs(mean_of(roles_.box(), box_weights(), values) - there);
    }
    return wrong;
}

bool MeanForms::touch(Region& region, std::span<const double> sums) const {
    constexpr std::size_t most_touched = 4;
    const Mean* mean = touched();
    if (mean == nullptr) return false;
    if (region.touched.size() == most_touched) region.touched.erase(region.touched.begin());
    region.touched.push_back(values_of(*mean, sums));
    return true;
}

std::vector<Region> MeanForms::split(const Region& region, std::span<const double> sums, bool roughly) const {
    if (!roles_.boxed() || std::isinf(roles_.box().rho)) return {};
    std::vector<double> values = values_of(roles_.box(), sums);
    std::size_t at = values.size();
    double most = 0.0;
    for (std::size_t k = 0; k < values.size(); ++k) {
        values[k] = std::clamp(values[k], region.low[k], region.high[k]);
        const double above = values[k] - region.low[k];
        if (!(box_weights()[k] > 0.0) || above <= 4.0 * narrow_box) continue;
        const double score = box_weights()[k] * above / values[k];
        if (score <= most) continue;
        most = score;
        at = k;
    }
    if (at == values.size()) return {};
    const double low = region.low[at];
    double middle = values[at] - narrow_box;
    const bool nothing = low <= 0.0;  // or at least the least step
    if (nothing) {
        middle = least_step(at) * (1.0 - narrow_box);
    } else if (roughly || values[at] > 4.0 * low) {
        middle = std::sqrt(low * values[at]);
    }
    std::vector<Region> parts(2, region);
    parts[0].high[at] = nothing ? 0.0 : middle;
    parts[1].low[at] = middle;
    const Dimension& one = dimensions_[at];
    if (!roles_.boxed_rises() && roles_.box().of == MeanOf::through && one.a && region.ways[at] == Way::first) {
        parts.push_back(parts[0]);  // the lesser of two is at most that where one of them is
        for (const std::size_t side : {0U, 1U}) parts[2 * side].caps[at][side] = parts[0].high[at];
    }
    return parts;
}

}  // namespace chirograph
