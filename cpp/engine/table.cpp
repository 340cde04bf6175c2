#include "engine/table.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "engine/chance.hpp"
#include "engine/choice.hpp"
#include "engine/outer.hpp"
#include "engine/possible.hpp"
#include "engine/table_case.hpp"

namespace chirograph {
namespace {

/// Exact ends, or nothing. With few margins the lattice is the cheaper way, else the sweep over one side.
std::optional<Ends> exact_ends(const TableCase& table_case, const Budget& budget) {
    const bool few = table_case.table.margins(table_case.arguments) <= 2;
    auto ends = few ? lattice_ends(table_case, budget) : chance_ends(table_case, budget);
    if (!ends) ends = few ? chance_ends(table_case, budget) : lattice_ends(table_case, budget);
    return ends;
}

bool within_counters(const PairProblem& problem, const std::vector<Cell>& cells) {
    return std::all_of(problem.counters.begin(), problem.counters.end(), [&](const Counter& counter) {
        std::size_t count = 0;
        for (std::size_t c = 0; c < cells.size(); ++c) count += counter.step(c, cells[c]);
        return count >= counter.minimum && count <= counter.maximum;
    });
}

/// The tighter of two valid ends.
const Bound& tighter(const Bound& one, const Bound& two, double sign) {
    return sign * one.value <= sign * two.value ? one : two;
}

/// An end of the problem without its counters bounds the problem with them, and is sharp if it happens to keep them.
Bound relaxed_end(const PairProblem& problem, Bound end, double sign, const Indicator& indicator) {
    if (end.sharp && within_counters(problem, end.witness)) return end;
    return certified(end.value, sign, indicator.low, indicator.high);
}

Ends outer_ends(const TableCase& table_case, const Budget& budget) {
    Ends ends{outer_end(table_case, -1.0), outer_end(table_case, 1.0)};
    if (table_case.problem.counters.empty() || table_case.table.disagreement == nullptr) return ends;
    const PairProblem loose = without_counters(table_case.problem);
    const auto exact = exact_ends(TableCase(loose, table_case.indicator, table_case.arguments), budget);
    if (!exact) return ends;
    const auto combine = [&](Bound outer, const Bound& end, double sign) {
        Bound other = relaxed_end(table_case.problem, end, sign, table_case.indicator);
        if (outer.sharp || other.sharp) return outer.sharp ? std::move(outer) : std::move(other);
        return tighter(outer, other, sign);
    };
    return {combine(std::move(ends.lower), exact->lower, -1.0), combine(std::move(ends.upper), exact->upper, 1.0)};
}

Ends ends_of(const TableCase& table_case, const Budget& budget) {
    if (known(table_case.problem)) {
        const Bound only = table_case.attained(first_options(table_case.problem));
        return {only, only};
    }
    auto exact = exact_ends(table_case, budget);
    return exact ? std::move(*exact) : outer_ends(table_case, budget);
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
    const TableIndex& table = table_case.table;
    const Sight sight{table.no_value, table.reached_only, arguments.values[0], arguments.max_depth};
    const Possible possible = possible_completions(table_case.problem, sight, table_case.weights);
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

}  // namespace chirograph
