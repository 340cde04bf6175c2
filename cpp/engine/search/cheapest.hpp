// The best choice of one option per area when costs add up: area by area, or, when counts tie the areas together, by
// dynamic programming over the counts.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "engine/panel/problem.hpp"

namespace chirograph {

/// Costs per area and option, in the order of PairProblem::options.
using Costs = std::vector<std::vector<double>>;

/// Option index per area that minimises the sum of costs subject to the counters; nothing when no choice satisfies
/// them. Ties fall to the first option. Area by area without counters; else O(areas x options x product of counts).
[[nodiscard]] std::optional<std::vector<std::size_t>> cheapest(const PairProblem& problem, const Costs& costs);

/// Does `cheapest` fit the budget?
[[nodiscard]] bool affordable(const PairProblem& problem, const Budget& budget);

/// The same problem without its counters, marked inexact when there were any.
[[nodiscard]] PairProblem without_counters(PairProblem problem);

}  // namespace chirograph
