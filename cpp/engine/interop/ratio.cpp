#include "engine/interop/ratio.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "engine/pair/ratio.hpp"
#include "engine/search/cheapest.hpp"
#include "engine/search/counters.hpp"

namespace chirograph {
namespace {

/// One case of the items as a problem of a pair; cells are the stated depths, which counters look at.
struct Case {
    PairProblem problem;
    WeightedTerms terms;
};

Case build(const Items& items, const AreaTerms& terms, const std::vector<double>& weights, bool same) {
    Case found;
    for (std::size_t c = 0; c < items.items().size(); ++c) {
        auto& cells = found.problem.options.emplace_back();
        auto& list = found.terms.emplace_back();
        for (const Option& option : items.items()[c]) {
            const Terms term = terms(c, option.values);
            cells.push_back({option.stated.front(), option.stated.back()});
            list.push_back({weights[c] * term.f, weights[c] * term.g});
        }
    }
    found.problem.counters = items.counters();
    for (std::size_t c = 0; c < found.problem.counters.size(); ++c) {
        const auto& places = items.places_of(c);
        const auto last = places.back() == 0 ? Counter::Sees::x : Counter::Sees::y;
        found.problem.counters[c].sees = same ? Counter::Sees::x : places.size() > 1 ? Counter::Sees::both : last;
    }
    return found;
}

CompletionValue value_by(const AreaTerms& terms, std::vector<double> weights) {
    return [&terms, weights = std::move(weights)](std::span<const Side> sides, std::span<const Halves>) {
        Terms sum;
        for (std::size_t c = 0; c < weights.size(); ++c) {
            Values values;
            for (const Side& side : sides) values.push_back(side.depths[c]);
            const Terms term = terms(c, values);
            sum.f += weights[c] * term.f;
            sum.g += weights[c] * term.g;
        }
        return sum.g > 0.0 ? sum.f / sum.g : std::numeric_limits<double>::quiet_NaN();
    };
}

/// What the solver finds, with 0/0 asked about apart.
InteropRange by_search(const InteropData& data, const Setting& setting, const AreaTerms& terms,
                       const InteropBudget& budget) {
    const std::vector<double> weights = area_weights(data.panel());
    FractionFrame frame = plain_frame(0.0, 1.0);
    frame.constant.g = 0.0;
    frame.least = least_weight(weights) * (1.0 - 1e-6);
    frame.size = 0.0;
    for (const double weight : weights) frame.size += weight * data.panel().max_depth();
    const auto adds = [&](std::size_t item, std::span<const unsigned> values, std::span<double>) {
        const Terms term = terms(item, values);
        return Terms{weights[item] * term.f, weights[item] * term.g};
    };
    const Question question{setting, frame, adds, value_by(terms, weights)};
    InteropRange range = nothing_yet();
    range.undefined_possible = can_be_nothing(data, setting, terms, budget);
    auto lower = search_end(data, {&question, 1}, -1.0, budget);
    auto upper = search_end(data, {&question, 1}, 1.0, budget);
    if (!lower || !upper) {
        if (!range.undefined_possible) no_completion();
        return range;
    }
    return {std::move(*lower), std::move(*upper), range.undefined_possible, true};
}

}  // namespace

std::vector<double> area_weights(const Panel& panel) {
    const auto whole = panel.whole_weights();
    return whole.empty() ? std::vector<double>(panel.weights().begin(), panel.weights().end())
                         : std::vector<double>(whole.begin(), whole.end());
}

double least_weight(std::span<const double> weights) {
    double least = std::numeric_limits<double>::infinity();
    for (const double weight : weights) least = weight > 0.0 ? std::min(least, weight) : least;
    return least;
}

bool can_be_nothing(const InteropData& data, const Setting& setting, const AreaTerms& terms,
                    const InteropBudget& budget) {
    const std::vector<double> weights = area_weights(data.panel());
    FractionFrame frame = plain_frame(0.0, std::numeric_limits<double>::max());
    const AreaTerms one = [&](std::size_t c, std::span<const unsigned> values) {
        return Terms{terms(c, values).g > 0.0 ? 1.0 : 0.0, 0.0};
    };
    const auto adds = [&](std::size_t item, std::span<const unsigned> values, std::span<double>) {
        return Terms{weights[item] > 0.0 ? one(item, values).f : 0.0, 0.0};
    };
    const CompletionValue value = [&](std::span<const Side> sides, std::span<const Halves>) {
        double sum = 0.0;
        for (std::size_t c = 0; c < weights.size(); ++c) {
            Values values;
            for (const Side& side : sides) values.push_back(side.depths[c]);
            sum += adds(c, values, {}).f;
        }
        return sum;
    };
    frame.high = static_cast<double>(weights.size());
    const Question question{setting, frame, adds, value, 1.0};
    const auto end = search_end(data, {&question, 1}, -1.0, budget);
    if (!end) no_completion();
    return !(end->value > 0.0);
}

InteropRange ratio_range(const InteropData& data, const Setting& setting, const AreaTerms& terms,
                         const InteropBudget& budget) {
    const std::vector<double> weights = area_weights(data.panel());
    const CompletionValue value = value_by(terms, weights);
    Items items(data, setting, budget);
    const bool pair = setting.rows.size() <= 2;
    const bool same = setting.rows.front() == setting.rows.back();
    InteropRange all = nothing_yet();
    bool feasible = false;
    while (items.next()) {
        if (items.items().empty()) continue;
        const Case found = build(items, terms, weights, same);
        if (!found.problem.counters.empty() && !(pair && affordable(found.problem, Budget{}))) {
            return by_search(data, setting, terms, budget);
        }
        const auto ends = ratio_ends(found.problem, found.terms);
        if (!ends) continue;
        feasible = true;
        const auto end_of = [&](const RatioEnd& end, double sign) {
            if (end.picks.empty()) return attained_end(end.value, std::nullopt);
            Completion completion = items.completion(end.picks);
            if (!data.allows(setting.rows, completion)) return proven_end(std::nullopt, end.value, end.value, sign);
            const double reached = items.exact() ? end.value : value_in(data, {setting, {}, {}, value}, completion);
            return proven_end(std::move(completion), reached, end.value, sign);
        };
        widen(all,
              {end_of(ends->lower, -1.0), end_of(ends->upper, 1.0), ends->undefined_possible, ends->defined_possible});
    }
    if (!feasible) no_completion();
    return all;
}

}  // namespace chirograph
