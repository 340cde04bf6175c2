#include "engine/pair/table.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "engine/pair/chance.hpp"
#include "engine/pair/defined.hpp"
#include "engine/pair/outer.hpp"
#include "engine/pair/table_case.hpp"
#include "engine/search/cheapest.hpp"
#include "engine/search/counters.hpp"

namespace chirograph {
namespace {

/// How an index sees the cells: as its row says.
Sight sight_of(const Indicator& indicator, const Arguments& arguments) {
    return {indicator.table->no_value, indicator.table->reached_only, arguments.values[0], arguments.max_depth};
}

/// Ends by one of the exact ways, or nothing. With few margins the lattice is cheaper than the sweep over one side;
/// where weights have no common unit, completions one by one are sure of their digits, and so they are where rounding
/// left an end in doubt.
std::optional<Ends> exact_ends(const TableCase& table_case, Budget& budget) {
    using Way = std::optional<Ends> (*)(const TableCase&, Budget&);
    const bool few = table_case.table.margins(table_case.arguments) <= 2;
    std::vector<Way> ways{lattice_ends, chance_ends};
    if (!few) std::swap(ways[0], ways[1]);
    ways.insert(table_case.whole ? ways.end() : ways.begin(), every_ends);
    std::optional<Ends> ends;
    for (const Way way : ways) {
        auto found = way(table_case, budget);
        const bool sharp = found && found->lower.sharp && found->upper.sharp;
        if (sharp || !ends) ends = std::move(found);
        if (sharp) break;
    }
    return ends;
}

/// The tighter of two valid ends.
const Bound& tighter(const Bound& one, const Bound& two, double sign) {
    return sign * one.value <= sign * two.value ? one : two;
}

/// An end of the problem without its counters bounds the problem with them, and is sharp if it happens to keep them.
Bound relaxed_end(const PairProblem& problem, Bound end, double sign, const Indicator& indicator) {
    if (end.sharp && keeps(problem, end.witness)) return end;
    return certified(end.value, sign, indicator.low, indicator.high);
}

/// Sharp if either is, else the tighter of the two.
Bound combined(Bound one, Bound two, double sign) {
    if (one.sharp || two.sharp) return one.sharp ? std::move(one) : std::move(two);
    return tighter(one, two, sign);
}

/// What the problem without its counters says about the problem with them, when that can be solved.
void use_without_counters(const TableCase& table_case, Ends& ends, Budget& budget) {
    if (table_case.problem.counters.empty() || table_case.table.disagreement == nullptr) return;
    const PairProblem loose = without_counters(table_case.problem);
    const auto exact = exact_ends(TableCase(loose, table_case.indicator, table_case.arguments), budget);
    if (!exact) return;
    const auto use = [&](Bound& end, const Bound& other, double sign) {
        end = combined(std::move(end), relaxed_end(table_case.problem, other, sign, table_case.indicator), sign);
    };
    use(ends.lower, exact->lower, -1.0);
    use(ends.upper, exact->upper, 1.0);
}

/// A pair with few states is solved at once. For others an outer bound comes first: it takes little, and a completion
/// may attain it.
Ends ends_of(const TableCase& table_case, Budget budget) {
    if (known(table_case.problem)) {
        const Bound only = table_case.attained(first_options(table_case.problem));
        return {only, only};
    }
    Budget little{budget.states, std::min<std::size_t>(budget.steps, 1'000'000)};
    if (auto exact = exact_ends(table_case, little)) return std::move(*exact);
    Ends ends{outer_end(table_case, -1.0, budget), outer_end(table_case, 1.0, budget)};
    if (ends.lower.sharp && ends.upper.sharp) return ends;
    const std::size_t kept = budget.steps / 4;  // for the last word on an outer end
    budget.steps -= kept;
    if (auto exact = exact_ends(table_case, budget)) {
        return {combined(std::move(ends.lower), std::move(exact->lower), -1.0),
                combined(std::move(ends.upper), std::move(exact->upper), 1.0)};
    }
    use_without_counters(table_case, ends, budget);
    Budget rest{budget.states, budget.steps + kept};
    for (Bound* end : {&ends.lower, &ends.upper}) {
        if (end->sharp) continue;
        const double sign = end == &ends.upper ? 1.0 : -1.0;
        end->value = chance_bound(table_case, sign, end->value, rest);
    }
    return ends;
}

/// Bounds of a relaxed problem are outer, whatever the search said.
void settle(Bound& end, bool exact) {
    end.sharp = end.sharp && exact;
    if (!end.sharp) end.witness.clear();
}

}  // namespace

Range table_range(const PairProblem& problem, const Indicator& indicator, const Arguments& arguments,
                  const Budget& budget) {
    const bool follow = followable(problem);
    const PairProblem loose = follow ? PairProblem{} : without_counters(problem);
    const TableCase table_case(follow ? problem : loose, indicator, arguments);
    const Possible possible =
        possible_completions(table_case.problem, sight_of(indicator, arguments), table_case.weights);
    if (!possible.feasible()) no_completion();

    Range range;
    range.undefined_possible = possible.undefined;
    range.defined_possible = possible.defined;
    const bool exact = table_case.problem.exact;
    if (!possible.defined) {
        constexpr double none = std::numeric_limits<double>::quiet_NaN();
        range.lower = range.upper = {none, exact, {}};
        return range;
    }
    Ends ends = ends_of(table_case, budget);
    settle(ends.lower, exact);
    settle(ends.upper, exact);
    range.lower = std::move(ends.lower);
    range.upper = std::move(ends.upper);
    return range;
}

constexpr PairIndex table_index{
    "table", table_range, table_value, table_contributions,
    [](const PairProblem& problem, const Indicator& row, const Arguments& arguments, const Budget&) {
        return undefined_completion(problem, sight_of(row, arguments), problem.weights);
    }};

}  // namespace chirograph
