// Differences of two values that share cells: what the mean hides of the weakest dimension, and what a pair has only
// through the hub. Neither rises or falls with a depth, so corners do not bound them.
#pragma once

#include <cstddef>

#include "engine/interop_data.hpp"

namespace chirograph {

/// M_1 - min_d T_d over dimensions of positive weight. It is the largest of as many sums as there are dimensions: the
/// upper end is exact; the lower end is a minimax, exact within the budget and else a certified outer bound.
[[nodiscard]] InteropRange compensation_gap(const InteropData& data, std::size_t p, std::size_t q,
                                            const InteropBudget& budget = {});

/// B_d - T_d = max{0, min(A_d(p), A_d(q)) - T_d}: the lower end is exact, the upper a maximin, exact within the budget
/// and else a certified outer bound. 0 where the hub offers nothing.
[[nodiscard]] InteropRange hub_only_dimension(const InteropData& data, std::size_t p, std::size_t q,
                                              std::size_t dimension, const InteropBudget& budget = {});

/// M_rho(B) - M_rho(T). The ends come from the ends of both means and, for rho >= 1 (Minkowski's inequality) and for
/// the weakest link, from the dimensions; they are outer unless a completion found on the way attains them.
[[nodiscard]] InteropRange hub_only(const InteropData& data, std::size_t p, std::size_t q, double rho,
                                    const InteropBudget& budget = {});

}  // namespace chirograph
