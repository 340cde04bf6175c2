#include "engine/interop/dimensions.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <numeric>
#include <utility>

#include "engine/base/power_mean.hpp"
#include "engine/interop/hub.hpp"
#include "engine/interop/means.hpp"
#include "engine/interop/monotone.hpp"
#include "engine/interop/search.hpp"
#include "engine/search/counters.hpp"

namespace chirograph {
namespace {

constexpr double tolerance = 1e-12;

Dyad dyad(std::span<const Side> sides, std::span<const Halves> between) {
    return {sides[0], sides[1], between};
}

/// What every item adds to T_d and A_d, per step.
class Slopes {
public:
    explicit Slopes(const InteropData& data) : scale_(data.scale()), columns_(data.panel().columns()) {}

    [[nodiscard]] double direct(std::size_t d, std::size_t item, std::span<const unsigned> values) const {
        const double slope = item < columns_ ? scale_.area_slope(d, item) : scale_.system_slope(d, item - columns_);
        return slope * std::min(values[0], values[1]);
    }
    [[nodiscard]] double taken(std::size_t d, std::size_t item, unsigned value) const {
        const InteropModel& model = scale_.model();
        if (item < columns_) return scale_.menu_slope(d, item) * std::min<unsigned>(value, model.menu[item]);
        return scale_.offer_slope(d, item - columns_) * std::min<unsigned>(value, model.offered[item - columns_]);
    }

    /// The least that T_d, or A_d, is when it is not 0.
    [[nodiscard]] double least(std::size_t d, bool of_hub) const {
        double found = 1.0;
        const auto see = [&](double slope) {
            if (slope > 0.0) found = std::min(found, slope);
        };
        for (std::size_t i = 0; i < columns_; ++i) see(of_hub ? scale_.menu_slope(d, i) : scale_.area_slope(d, i));
        for (std::size_t s = 0; s < scale_.model().systems; ++s) {
            see(of_hub ? scale_.offer_slope(d, s) : scale_.system_slope(d, s));
        }
        return found;
    }

private:
    const InteropScale& scale_;
    std::size_t columns_;
};

/// A difference of means as a question; owns the surface the question points to.
class MeanQuestion {
public:
    MeanQuestion(const InteropData& data, const std::vector<std::size_t>& rows, Mean plus, Mean minus)
        : slopes_(data), alone_(rows.size() == 1) {
        std::vector<Span3> places;
        std::vector<Mean> kept{{plus.direct, plus.rho, {}}, {minus.direct, minus.rho, {}}};
        for (std::size_t d = 0; d < data.model().dimensions; ++d) {
            if (!(plus.weights[d] > 0.0) && !(minus.weights[d] > 0.0)) continue;
            const bool hub = !alone_ && data.scale().hub_offers(d) && !(plus.direct && minus.direct);
            dimensions_.push_back({d, hub});
            places.push_back({margins_, hub, margins_ + 1, slopes_.least(d, alone_)});
            margins_ += hub ? 3 : 1;
            kept[0].weights.push_back(plus.weights[d]);
            kept[1].weights.push_back(minus.weights[d]);
        }
        linear_.assign(dimensions_.size(), 0.0);
        take_linear(kept[0], 1.0);
        take_linear(kept[1], -1.0);
        const auto spent = [](const Mean& mean) {
            return std::none_of(mean.weights.begin(), mean.weights.end(), [](double weight) { return weight > 0.0; });
        };
        if (spent(kept[0]) && spent(kept[1])) {
            margins_ = 0;
        } else {
            surface_ = std::make_unique<MeanDifference>(std::move(places), std::move(kept[0]), std::move(kept[1]));
        }
    }

    /// The question, as long as this lives.
    [[nodiscard]] Question question(Setting setting, double low, double high, const CompletionValue& value) const {
        Question found{std::move(setting), plain_frame(low, high), {}, value};
        found.frame.surface = surface_.get();
        found.frame.margins = margins_;
        found.adds = [this](std::size_t item, std::span<const unsigned> values, std::span<double> sums) {
            return adds(item, values, sums);
        };
        return found;
    }

private:
    struct Dimension {
        std::size_t index = 0;
        bool hub = false;
    };

    /// A mean that is a sum over items needs no margins.
    void take_linear(Mean& mean, double sign) {
        const auto counted = [](double weight) { return weight > 0.0; };
        const bool one = std::count_if(mean.weights.begin(), mean.weights.end(), counted) < 2;
        if (!(one || mean.rho == 1.0)) return;
        for (std::size_t k = 0; k < linear_.size(); ++k) {
            linear_[k] += sign * mean.weights[k];  // of B what T is of it; what the hub adds is left
            if (mean.direct || !dimensions_[k].hub) mean.weights[k] = 0.0;
        }
        if (mean.direct) return;
        mean.rho = 1.0;
        mean.added = true;
    }

    [[nodiscard]] Terms adds(std::size_t item, std::span<const unsigned> values, std::span<double> sums) const {
        Terms terms;
        std::size_t at = 0;
        for (std::size_t k = 0; k < dimensions_.size(); ++k) {
            const auto [d, hub] = dimensions_[k];
            const double own = alone_ ? slopes_.taken(d, item, values[0]) : slopes_.direct(d, item, values);
            terms.f += linear_[k] * own;
            if (margins_ == 0) continue;
            sums[at++] = own;
            if (!hub) continue;
            sums[at++] = slopes_.taken(d, item, values[0]) - own;
            sums[at++] = slopes_.taken(d, item, values[1]) - own;
        }
        return terms;
    }

    Slopes slopes_;
    bool alone_;
    std::size_t margins_ = 0;
    std::vector<Dimension> dimensions_;
    std::vector<double> linear_;  ///< per dimension: what T is worth by itself
    std::unique_ptr<MeanDifference> surface_;
};

/// The mean itself; or, where it is whichever dimension is best for it, each of them alone.
std::vector<Mean> choices(const Mean& mean, bool of_each) {
    if (!of_each) return {mean};
    std::vector<Mean> found;
    for (std::size_t d = 0; d < mean.weights.size(); ++d) {
        if (!(mean.weights[d] > 0.0)) continue;
        found.push_back({mean.direct, 1.0, std::vector<double>(mean.weights.size(), 0.0)});
        found.back().weights[d] = 1.0;
    }
    return found;
}

/// M(plus) - M(minus) of a completion of these rows, within low..high.
struct Difference {
    std::vector<std::size_t> rows;
    Mean plus;
    Mean minus;
    CompletionValue value;
    double low = 0.0;
    double high = 1.0;

    /// The greatest of dimensions that rise, and less the least of those that fall, are for each of them to choose.
    [[nodiscard]] std::optional<InteropEnd> end(const InteropData& data, double sign, std::optional<bool> corner,
                                                const InteropBudget& budget) const {
        const double choosing = sign > 0.0 ? -weakest_link : weakest_link;
        std::vector<std::unique_ptr<MeanQuestion>> owners;
        std::vector<Question> questions;
        for (const Mean& rising : choices(plus, plus.rho == choosing)) {
            for (const Mean& falling : choices(minus, minus.rho == -choosing)) {
                owners.push_back(std::make_unique<MeanQuestion>(data, rows, rising, falling));
                questions.push_back(owners.back()->question({rows, true, corner, {}}, low, high, value));
            }
        }
        return search_end(data, questions, sign, budget);
    }
    [[nodiscard]] InteropRange range(const InteropData& data, const InteropBudget& budget) const {
        auto lower = end(data, -1.0, std::nullopt, budget);
        auto upper = end(data, 1.0, std::nullopt, budget);
        if (!lower || !upper) no_completion();
        return {std::move(*lower), std::move(*upper), false, true};
    }
    [[nodiscard]] InteropRange monotone(const InteropData& data, const InteropBudget& budget) const {
        return monotone_range(data, rows, value,
                              [&](bool high_end) { return end(data, high_end ? 1.0 : -1.0, high_end, budget); });
    }
};

/// The weights of the model over these dimensions, or one alone.
Mean mean_over(const InteropData& data, bool direct, Over over, bool offered = false) {
    const InteropModel& model = data.model();
    Mean mean{direct, over.rho, std::vector<double>(model.dimensions, 0.0)};
    double total = 0.0;
    for (std::size_t d = 0; d < model.dimensions; ++d) {
        if (over.one ? d != *over.one : offered && !data.scale().hub_offers(d)) continue;
        mean.weights[d] = over.one ? 1.0 : model.alpha[d];
        total += mean.weights[d];
    }
    for (double& weight : mean.weights) weight = total > 0.0 ? weight / total : 0.0;
    return mean;
}

Mean nothing(const InteropData& data) {
    return {true, 1.0, std::vector<double>(data.model().dimensions, 0.0)};
}

/// One of the values, or their mean.
double over(const InteropScale& scale, const std::vector<double>& values, Over over) {
    return over.one ? values[*over.one] : scale.composite(values, over.rho);
}

/// Bounds of B_d from those of T_d and of both A_d, each alone; 0 for dimensions that are not asked about.
std::vector<double> mediated_ends(const InteropData& data, std::size_t p, std::size_t q, bool high, Over wanted,
                                  const InteropBudget& budget) {
    const auto end = [high](const InteropRange& range) { return high ? range.upper.value : range.lower.value; };
    std::vector<double> ends(data.model().dimensions, 0.0);
    for (std::size_t d = 0; d < ends.size(); ++d) {
        if (wanted.one && d != *wanted.one) continue;
        ends[d] = end(direct_range(data, p, q, {1.0, d}, budget));
        if (!data.scale().hub_offers(d)) continue;
        const double both = std::min(end(attainment_range(data, p, {1.0, d}, budget)),
                                     end(attainment_range(data, q, {1.0, d}, budget)));
        ends[d] = std::max(ends[d], both);
    }
    return ends;
}

}  // namespace

double value_of(const InteropData& data, const Completion& completion, const CompletionValue& value) {
    std::vector<std::vector<Depth>> effective;
    std::vector<Side> sides;
    for (std::size_t i = 0; i < completion.depths.size(); ++i) {
        effective.push_back(data.prerequisites().effective(completion.depths[i], completion.members[i]));
    }
    for (std::size_t i = 0; i < effective.size(); ++i) sides.push_back({effective[i], completion.members[i]});
    return value(sides, completion.between);
}

InteropRange shared_depth_range(const InteropData& data, std::size_t p, std::size_t q, const InteropBudget& budget) {
    const Panel& panel = data.panel();
    double total = 0.0;
    for (const double weight : panel.weights()) total += weight * panel.max_depth();
    Question question{{{p, q}, false, {}, {}},
                      plain_frame(0.0, 1.0),
                      [&](std::size_t item, std::span<const unsigned> values, std::span<double>) {
                          return Terms{panel.weights()[item] / total * std::min(values[0], values[1]), 0.0};
                      },
                      [&](std::span<const Side> sides, std::span<const Halves> between) {
                          return data.scale().shared_depth(dyad(sides, between));
                      }};
    return monotone_range(data, question, budget);
}

InteropRange direct_range(const InteropData& data, std::size_t p, std::size_t q, Over wanted,
                          const InteropBudget& budget) {
    const auto value = [&](std::span<const Side> sides, std::span<const Halves> between) {
        return over(data.scale(), data.scale().profile(dyad(sides, between)), wanted);
    };
    return Difference{{p, q}, mean_over(data, true, wanted), nothing(data), value}.monotone(data, budget);
}

InteropRange attainment_range(const InteropData& data, std::size_t row, Over wanted, const InteropBudget& budget) {
    const auto value = [&](std::span<const Side> sides, std::span<const Halves>) {
        return over(data.scale(), data.scale().attainment(sides[0]), wanted);
    };
    return Difference{{row}, mean_over(data, true, wanted, true), nothing(data), value}.monotone(data, budget);
}

InteropRange mediated_range(const InteropData& data, std::size_t p, std::size_t q, Over wanted,
                            const InteropBudget& budget) {
    const auto value = [&](std::span<const Side> sides, std::span<const Halves> between) {
        return over(data.scale(), data.scale().mediated(dyad(sides, between)), wanted);
    };
    InteropRange range =
        Difference{{p, q}, mean_over(data, false, wanted), nothing(data), value}.monotone(data, budget);
    for (const bool high : {false, true}) {
        InteropEnd& end = high ? range.upper : range.lower;
        if (end.sharp) continue;
        const double other = over(data.scale(), mediated_ends(data, p, q, high, wanted, budget), wanted);
        const double bound = high ? std::min(end.value, other) : std::max(end.value, other);
        end = proven_end(std::move(end.witness), end.attained, bound, high ? 1.0 : -1.0);
    }
    return range;
}

InteropRange hub_only(const InteropData& data, std::size_t p, std::size_t q, Over wanted, const InteropBudget& budget) {
    const auto value = [&](std::span<const Side> sides, std::span<const Halves> between) {
        const Dyad pair = dyad(sides, between);
        return not_below_zero(over(data.scale(), data.scale().mediated(pair), wanted) -
                              over(data.scale(), data.scale().profile(pair), wanted));
    };
    const PairCases pair(data, p, q, budget);
    InteropRange range = wanted.one ? hub_only_dimension(pair, *wanted.one) : hub_only_by_forms(pair, wanted.rho);
    const Difference difference{{p, q}, mean_over(data, false, wanted), mean_over(data, true, wanted), value};
    for (const double sign : {-1.0, 1.0}) {
        InteropEnd& end = sign < 0.0 ? range.lower : range.upper;
        if (end.sharp) {
            end.attained = end.value;
            continue;
        }
        auto found = difference.end(data, sign, std::nullopt, budget);
        if (!found) no_completion();
        const double bound = sign * std::min(sign * end.value, sign * found->value);
        end = proven_end(std::move(found->witness), found->attained, bound, sign);
    }
    return range;
}

InteropRange compensation_gap(const InteropData& data, std::size_t p, std::size_t q, const InteropBudget& budget) {
    const auto value = [&](std::span<const Side> sides, std::span<const Halves> between) {
        const std::vector<double> values = data.scale().profile(dyad(sides, between));
        return not_below_zero(data.scale().composite(values, 1.0) - data.scale().composite(values, weakest_link));
    };
    const Mean weakest = mean_over(data, true, {weakest_link, {}});
    return Difference{{p, q}, mean_over(data, true, {}), weakest, value}.range(data, budget);
}

std::vector<CanBe> can_be_weakest(const InteropData& data, std::size_t p, std::size_t q, const InteropBudget& budget) {
    std::vector<CanBe> found;
    for (std::size_t d = 0; d < data.model().dimensions; ++d) {
        if (!(data.model().alpha[d] > 0.0)) {
            found.push_back(CanBe::no);
            continue;
        }
        const auto value = [&](std::span<const Side> sides, std::span<const Halves> between) {
            const std::vector<double> values = data.scale().profile(dyad(sides, between));
            return std::min(0.0, data.scale().composite(values, weakest_link) - values[d]);
        };
        const Difference below{
            {p, q}, mean_over(data, true, {weakest_link, {}}), mean_over(data, true, {1.0, d}), value, -1.0, 0.0};
        const auto end = below.end(data, 1.0, std::nullopt, budget);
        const bool can = end && end->attained >= -tolerance;
        found.push_back(can ? CanBe::yes : end && end->value >= -tolerance ? CanBe::undecided : CanBe::no);
    }
    return found;
}

}  // namespace chirograph
