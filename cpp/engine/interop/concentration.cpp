// Concentration over groups of areas: squares of sums in numerator and denominator.
#include <algorithm>
#include <map>
#include <utility>

#include "engine/base/error.hpp"
#include "engine/interop/profile.hpp"
#include "engine/interop/ratio.hpp"
#include "engine/search/counters.hpp"

namespace chirograph {
namespace {

/// sum of squares / square of the sum
double concentration_of(const std::vector<double>& groups) {
    double squares = 0.0;
    double total = 0.0;
    for (const double weight : groups) {
        squares += weight * weight;
        total += weight;
    }
    return total > 0.0 ? squares / (total * total) : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

InteropRange concentration(const InteropData& data, std::size_t row, Depth threshold, const InteropBudget& budget) {
    if (data.sets().groups.empty()) {
        throw Error({Code::unsupported, "", "indicator 'concentration'", "no groups", "every area has a group",
                     "give the groups"});
    }
    const std::vector<double> weights = area_weights(data.panel());
    std::map<std::size_t, std::size_t> numbers;
    for (const std::size_t group : data.sets().groups) numbers.emplace(group, numbers.size());
    const auto group_of = [&](std::size_t item) { return numbers.at(data.sets().groups[item]); };
    FractionFrame frame = plain_frame(0.0, 1.0);
    frame.margins = numbers.size() + 1;
    for (std::size_t g = 0; g < numbers.size(); ++g) frame.pieces.push_back({Shape::square, g, g, {1.0, 0.0}});
    frame.pieces.push_back({Shape::square, numbers.size(), numbers.size(), {0.0, 1.0}});
    double total = 0.0;
    for (const double weight : weights) total += weight;
    const double least = least_weight(weights);
    frame.constant.g = 0.0;
    frame.size = total * total;
    frame.least = least * least * (1.0 - 1e-6);
    frame.whole = !data.panel().whole_weights().empty();
    const auto adds = [&](std::size_t item, std::span<const unsigned> values, std::span<double> sums) {
        if (values[0] >= threshold) sums[group_of(item)] = sums.back() = weights[item];
        return Terms{};
    };
    const CompletionValue value = [&](std::span<const Side> sides, std::span<const Halves>) {
        std::vector<double> groups(numbers.size());
        for (std::size_t i = 0; i < weights.size(); ++i) {
            if (sides[0].depths[i] >= threshold) groups[group_of(i)] += weights[i];
        }
        return concentration_of(groups);
    };
    const Setting setting{{row}, false, {}, {}, true};
    const AreaTerms reached = [&](std::size_t, std::span<const unsigned> values) {
        return Terms{0.0, values[0] >= threshold ? 1.0 : 0.0};
    };
    InteropRange range = nothing_yet();
    range.undefined_possible = can_be_nothing(data, setting, reached, budget);
    const Question question{setting, frame, adds, value};
    auto lower = search_end(data, {&question, 1}, -1.0, budget);
    auto upper = search_end(data, {&question, 1}, 1.0, budget);
    if (!lower || !upper) {
        if (!range.undefined_possible) no_completion();
        return range;
    }
    return {std::move(*lower), std::move(*upper), range.undefined_possible, true};
}

}  // namespace chirograph
