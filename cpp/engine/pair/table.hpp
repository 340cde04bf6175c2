// Indices of the 2x2 table or of the two margins: overlap, Ochiai, phi, cosine, kappa, pi, alignment. Values,
// contributions and bounds.
#pragma once

#include <span>
#include <vector>

#include "engine/catalogue/indicator.hpp"
#include "engine/panel/problem.hpp"

namespace chirograph {

/// Least and greatest value over all completions, with a witness for each. Completions that are 0/0 are left out and
/// flagged. An end that counting or a small lattice does not give is searched (search/anytime.hpp): it is sharp when
/// no more than sharp_gap is left between its best completion and its bound, else it stays open with both.
/// Throws Error(Code::infeasible) when no completion satisfies the counters. When these are too many to be followed
/// exactly, `undefined_possible` may be set although they forbid it.
[[nodiscard]] Range table_range(const PairProblem& problem, const Indicator& indicator, const Arguments& arguments,
                                const Budget& budget);

/// The value of one completion; NaN when it is 0/0.
[[nodiscard]] double table_value(std::span<const Cell> cells, std::span<const double> weights,
                                 const Indicator& indicator, const Arguments& arguments);

/// What each area adds to the value: its own term or, where areas count two by two, half of what it makes with every
/// area; over the denominator. None is much larger than the value may be, so that they sum to it; NaN when it is 0/0.
[[nodiscard]] std::vector<double> table_contributions(std::span<const Cell> cells, std::span<const double> weights,
                                                      const Indicator& indicator, const Arguments& arguments);

}  // namespace chirograph
