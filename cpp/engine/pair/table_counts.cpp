// The ends of a 2x2 table that can be counted, for one pair as the solvers see it.
#include <algorithm>
#include <functional>
#include <iterator>

#include "engine/pair/table_case.hpp"
#include "engine/pair/two_by_two.hpp"
#include "engine/search/counters.hpp"

namespace chirograph {
namespace {

/// Where x or y stands by its options: below the threshold, open, at it. Nothing when depths depend on each other.
std::optional<std::size_t> table_kind(const std::vector<Cell>& options, Depth threshold) {
    bool seen[4] = {false, false, false, false};
    for (const Cell cell : options) seen[2 * (cell.x >= threshold ? 1 : 0) + (cell.y >= threshold ? 1 : 0)] = true;
    const auto stands = [](bool below, bool at) { return below ? (at ? 1U : 0U) : 2U; };
    const std::size_t x = stands(seen[0] || seen[1], seen[2] || seen[3]);
    const std::size_t y = stands(seen[0] || seen[2], seen[1] || seen[3]);
    const auto count = std::count(std::begin(seen), std::end(seen), true);
    const auto box = (x == 1 ? 2 : 1) * (y == 1 ? 2 : 1);
    return count == box ? std::optional(3 * x + y) : std::nullopt;
}

/// The first option where x and y are at the threshold or below it.
Cell option_at(const std::vector<Cell>& options, Depth threshold, Cell at) {
    return *std::find_if(options.begin(), options.end(), [&](Cell cell) {
        return (cell.x >= threshold) == (at.x != 0) && (cell.y >= threshold) == (at.y != 0);
    });
}

}  // namespace

std::optional<Ends> counted_ends(const TableCase& table_case) {
    const PairProblem& problem = table_case.problem;
    if (!TwoByTwo::serves(table_case.indicator, problem.max_depth)) return std::nullopt;
    const auto& whole = problem.whole_weights;
    if (whole.empty() || std::adjacent_find(whole.begin(), whole.end(), std::not_equal_to<>()) != whole.end()) {
        return std::nullopt;
    }
    const auto threshold = static_cast<Depth>(table_case.table.reached_only ? table_case.arguments.values[0] : 1.0);
    LengthRange lengths[2];
    for (const Counter& counter : problem.counters) {
        const bool both = counter.sees == Counter::Sees::both;
        if (both || counter.threshold != threshold || !counts_all(counter)) return std::nullopt;
        LengthRange& length = lengths[counter.sees == Counter::Sees::y ? 1 : 0];
        length = {std::max(length.least, counter.minimum), std::min(length.most, counter.maximum)};
    }
    TableKinds kinds{};
    std::vector<std::size_t> kind_of;
    for (const auto& options : problem.options) {
        const auto kind = table_kind(options, threshold);
        if (!kind) return std::nullopt;
        kind_of.push_back(*kind);
        ++kinds[*kind];
    }
    const TwoByTwo table(table_case.indicator, table_case.arguments, problem.columns());
    const auto found = table.ends(kinds, lengths[0], lengths[1]);
    if (!found.defined()) return std::nullopt;
    const auto end = [&](double value) {
        TableChoice choice = table.choice(kinds, lengths[0], lengths[1], value);
        std::vector<Cell> cells;
        for (std::size_t c = 0; c < kind_of.size(); ++c) {
            cells.push_back(option_at(problem.options[c], threshold, choice.take(kind_of[c])));
        }
        return table_case.attained(std::move(cells));
    };
    return Ends{end(found.lower), end(found.upper)};
}

}  // namespace chirograph
