#include "engine/pair/table.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "engine/pair/defined.hpp"
#include "engine/pair/table_case.hpp"
#include "engine/pair/table_search.hpp"
#include "engine/search/cheapest.hpp"
#include "engine/search/counters.hpp"

namespace chirograph {
namespace {

/// How an index sees the cells: as its row says.
Sight sight_of(const Indicator& indicator, const Arguments& arguments) {
    return {indicator.table->no_value, indicator.table->reached_only, arguments.values[0], arguments.max_depth};
}

/// What can be counted is, and a pair with few states is solved by the lattice, whatever the budget. For others the
/// solver bounds either end with two fifths of the steps; an end it leaves open may have a lattice that fits the rest.
/// Nothing when it turns out that no completion has a value.
std::optional<Ends> ends_of(const TableCase& table_case, const std::vector<Cell>& start, Budget& budget) {
    if (known(table_case.problem)) {
        const Bound only = table_case.attained(first_options(table_case.problem));
        return Ends{only, only};
    }
    if (auto counted = counted_ends(table_case)) return counted;
    constexpr std::size_t little = 200'000;
    Budget free{little, little};
    if (auto few = lattice_ends(table_case, free)) return few;
    PairSearch search = table_search(table_case);
    const auto value = [&](const std::vector<std::size_t>& options) { return value_of(table_case, options); };
    const double share = 0.4 * static_cast<double>(budget.steps);
    const auto find = [&](double sign) {
        FractionEffort effort{share};
        auto end = search.end(sign, start, value, effort);
        static_cast<void>(budget.spend(share - effort.steps));
        return end;
    };
    auto lower = find(-1.0);
    auto upper = lower ? find(1.0) : std::nullopt;
    if (upper && lower->sharp && upper->sharp) return Ends{std::move(*lower), std::move(*upper)};
    if (auto exact = upper ? lattice_ends(table_case, budget) : std::nullopt) return exact;
    return upper ? std::optional(Ends{std::move(*lower), std::move(*upper)}) : std::nullopt;
}

}  // namespace

Range table_range(const PairProblem& problem, const Indicator& indicator, const Arguments& arguments,
                  const Budget& budget) {
    const bool follow = followable(problem);
    const TableCase table_case(problem, indicator, arguments);
    const PairProblem loose = follow ? PairProblem{} : without_counters(problem);
    const PairProblem& seen = follow ? problem : loose;
    const Sight sight = sight_of(indicator, arguments);
    const Possible possible = possible_completions(seen, sight, table_case.weights);
    if (!possible.feasible()) no_completion();

    Range range;
    range.undefined_possible = possible.undefined;
    range.defined_possible = possible.defined;
    if (!possible.defined) {
        constexpr double none = std::numeric_limits<double>::quiet_NaN();
        range.lower = range.upper = {none, problem.exact, {}};
        return range;
    }
    std::vector<Cell> start;
    if (follow && !problem.counters.empty()) start = defined_completion(problem, sight, table_case.weights);
    Budget left = budget;
    auto ends = ends_of(table_case, start, left);
    range.spent = budget.steps - left.steps;
    if (!ends) no_completion();
    range.lower = std::move(ends->lower);
    range.upper = std::move(ends->upper);
    if (problem.exact) return range;
    // A completion of the pair alone may not be one of all programmes together.
    for (Bound* end : {&range.lower, &range.upper}) *end = outer_end(end->value);
    return range;
}

constexpr PairIndex table_index{
    "table", table_range, table_value, table_contributions,
    [](const PairProblem& problem, const Indicator& row, const Arguments& arguments, const Budget&) {
        return undefined_completion(problem, sight_of(row, arguments), problem.weights);
    }};

}  // namespace chirograph
