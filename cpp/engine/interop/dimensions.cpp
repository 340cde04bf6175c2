#include "engine/interop/dimensions.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "engine/base/power_mean.hpp"
#include "engine/interop/boxes.hpp"
#include "engine/interop/means.hpp"
#include "engine/interop/monotone.hpp"
#include "engine/search/counters.hpp"

namespace chirograph {
namespace {

constexpr double tolerance = 1e-12;

Dyad dyad(std::span<const Side> sides, std::span<const Halves> between) {
    return {sides[0], sides[1], between};
}

/// The weights of the model over these dimensions, or one alone.
Mean mean_over(const InteropData& data, MeanOf of, Over over, bool offered = false) {
    const InteropModel& model = data.model();
    Mean mean{of, over.rho, std::vector<double>(model.dimensions, 0.0)};
    double total = 0.0;
    for (std::size_t d = 0; d < model.dimensions; ++d) {
        if (over.one ? d != *over.one : offered && !data.scale().hub_offers(d)) continue;
        mean.weights[d] = over.one ? 1.0 : model.alpha[d];
        total += mean.weights[d];
    }
    for (double& weight : mean.weights) weight = total > 0.0 ? weight / total : 0.0;
    return mean;
}

/// One of the values, or their mean.
double over(const InteropScale& scale, const std::vector<double>& values, Over over) {
    return over.one ? values[*over.one] : scale.composite(values, over.rho);
}

/// A difference that cannot be negative, freed of rounding: never -0.
double not_below_zero(double value) {
    return value > 0.0 ? value : 0.0;
}

/// What single dimensions have, as far as the means ask for it.
DimensionLimits limits_of(const InteropData& data, const Difference& difference, const InteropBudget& budget) {
    const std::size_t p = difference.rows.front();
    const std::size_t q = difference.rows.back();
    const auto asked = [&](MeanOf of) { return difference.plus.of == of || difference.minus.of == of; };
    const bool through = asked(MeanOf::through);
    DimensionLimits limits;
    const auto add = [](std::vector<double>& low, std::vector<double>& high, const InteropRange& range) {
        low.push_back(range.lower.value);
        high.push_back(range.upper.value);
    };
    for (std::size_t d = 0; d < data.model().dimensions; ++d) {
        const Over one{1.0, d};
        add(limits.direct_low, limits.direct_high,
            difference.rows.size() == 1 ? attainment_range(data, p, one, budget)
                                        : direct_range(data, p, q, one, budget));
        if (through) add(limits.through_low, limits.through_high, mediated_range(data, p, q, one, budget));
        if (through && asked(MeanOf::direct)) add(limits.gain_low, limits.gain_high, hub_only(data, p, q, one, budget));
    }
    return limits;
}

/// An end of a difference; one that the search leaves open is not beyond what single dimensions leave possible.
std::optional<InteropEnd> end_of(const InteropData& data, const Difference& difference, double sign,
                                 std::optional<bool> corner, const InteropBudget& budget) {
    auto end = difference_end(data, difference, sign, corner, budget);
    const auto& weights = difference.plus.weights;
    const auto counted = std::count_if(weights.begin(), weights.end(), [](double weight) { return weight > 0.0; });
    if (!end || end->sharp || counted < 2) return end;
    const DimensionLimits limits = limits_of(data, difference, budget);
    const double most = sign > 0.0 ? most_in_boxes(difference.plus, difference.minus, limits)
                                   : most_in_boxes(difference.minus, difference.plus, limits);
    return proven_end(end->witness, end->attained, sign * std::min(sign * end->value, most), sign);
}

InteropRange range_of(const InteropData& data, const Difference& difference, const InteropBudget& budget) {
    auto lower = end_of(data, difference, -1.0, std::nullopt, budget);
    auto upper = end_of(data, difference, 1.0, std::nullopt, budget);
    if (!lower || !upper) no_completion();
    return {std::move(*lower), std::move(*upper), false, true};
}

InteropRange monotone_range(const InteropData& data, const Difference& difference, const InteropBudget& budget) {
    return monotone_range(data, difference.rows, difference.value,
                          [&](bool high) { return end_of(data, difference, high ? 1.0 : -1.0, high, budget); });
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
    return monotone_range(data, {{p, q}, mean_over(data, MeanOf::direct, wanted), {}, value}, budget);
}

InteropRange attainment_range(const InteropData& data, std::size_t row, Over wanted, const InteropBudget& budget) {
    const auto value = [&](std::span<const Side> sides, std::span<const Halves>) {
        return over(data.scale(), data.scale().attainment(sides[0]), wanted);
    };
    return monotone_range(data, {{row}, mean_over(data, MeanOf::direct, wanted, true), {}, value}, budget);
}

InteropRange mediated_range(const InteropData& data, std::size_t p, std::size_t q, Over wanted,
                            const InteropBudget& budget) {
    const auto value = [&](std::span<const Side> sides, std::span<const Halves> between) {
        return over(data.scale(), data.scale().mediated(dyad(sides, between)), wanted);
    };
    return monotone_range(data, {{p, q}, mean_over(data, MeanOf::through, wanted), {}, value}, budget);
}

InteropRange hub_only(const InteropData& data, std::size_t p, std::size_t q, Over wanted, const InteropBudget& budget) {
    const auto value = [&](std::span<const Side> sides, std::span<const Halves> between) {
        const Dyad pair = dyad(sides, between);
        return not_below_zero(over(data.scale(), data.scale().mediated(pair), wanted) -
                              over(data.scale(), data.scale().profile(pair), wanted));
    };
    const Mean through = mean_over(data, MeanOf::through, wanted);
    const Mean direct = mean_over(data, MeanOf::direct, wanted);
    return range_of(data, {{p, q}, through, direct, value}, budget);
}

InteropRange compensation_gap(const InteropData& data, std::size_t p, std::size_t q, const InteropBudget& budget) {
    const auto value = [&](std::span<const Side> sides, std::span<const Halves> between) {
        const std::vector<double> values = data.scale().profile(dyad(sides, between));
        return not_below_zero(data.scale().composite(values, 1.0) - data.scale().composite(values, weakest_link));
    };
    const Mean mean = mean_over(data, MeanOf::direct, {});
    const Mean weakest = mean_over(data, MeanOf::direct, {weakest_link, {}});
    return range_of(data, {{p, q}, mean, weakest, value}, budget);
}

std::vector<CanBe> can_be_weakest(const InteropData& data, std::size_t p, std::size_t q, const InteropBudget& budget) {
    std::vector<CanBe> found;
    const Mean weakest = mean_over(data, MeanOf::direct, {weakest_link, {}});
    for (std::size_t d = 0; d < data.model().dimensions; ++d) {
        if (!(data.model().alpha[d] > 0.0)) {
            found.push_back(CanBe::no);
            continue;
        }
        const auto value = [&](std::span<const Side> sides, std::span<const Halves> between) {
            const std::vector<double> values = data.scale().profile(dyad(sides, between));
            return not_below_zero(values[d] - data.scale().composite(values, weakest_link));
        };
        const Difference above{{p, q}, mean_over(data, MeanOf::direct, {1.0, d}), weakest, value};
        const auto end = difference_end(data, above, -1.0, std::nullopt, budget);
        const bool can = end && end->attained <= tolerance;
        found.push_back(can ? CanBe::yes : end && end->value <= tolerance ? CanBe::undecided : CanBe::no);
    }
    return found;
}

}  // namespace chirograph
