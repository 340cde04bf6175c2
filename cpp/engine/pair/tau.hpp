// Kendall's tau-b: do two programmes order the areas alike? Defined for equal weights only.
#pragma once

#include <span>
#include <vector>

#include "engine/panel/problem.hpp"

namespace chirograph {

/// Least and greatest tau-b over all completions. Exact when the reachable contingency tables fit the budget, or when
/// a completion attains the outer bound, or when branch and bound ends within the budget; else certified outer bounds.
/// Weights are ignored. Throws Error(Code::infeasible) when no completion satisfies the counters.
[[nodiscard]] Range tau_b_range(const PairProblem& problem, const Budget& budget);

/// tau-b of one completion, from its contingency table in O(areas + levels^2); NaN when a side is constant.
[[nodiscard]] double tau_b_value(std::span<const Cell> cells);

/// What each area adds: half of the sign products of the pairs it belongs to, over the denominator. They sum to the
/// value; NaN when it is 0/0.
[[nodiscard]] std::vector<double> tau_b_contributions(std::span<const Cell> cells);

}  // namespace chirograph
