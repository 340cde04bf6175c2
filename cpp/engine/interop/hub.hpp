// What a pair has through the hub and not directly: B - T, in one dimension and over all. Neither side of the
// difference can be bounded alone, because both rise with the same depths.
#pragma once

#include <cstddef>

#include "engine/interop/data.hpp"

namespace chirograph {

/// B_d - T_d = max{0, min(A_d(p), A_d(q)) - T_d}: the lower end is exact, the upper a maximin, exact within the budget
/// and else a certified outer bound. 0 where the hub offers nothing.
[[nodiscard]] InteropRange hub_only_dimension(const InteropData& data, std::size_t p, std::size_t q,
                                              std::size_t dimension, const InteropBudget& budget = {});

/// M_rho(B) - M_rho(T). For the mean (rho = 1) and the weakest link each end is the best of a few minimax problems,
/// one per choice of what is counted where, exact within the budget. For any other rho the ends are outer unless a
/// completion found on the way attains them: T is cut into boxes, and B stays within what a dimension can gain.
[[nodiscard]] InteropRange hub_only(const InteropData& data, std::size_t p, std::size_t q, double rho,
                                    const InteropBudget& budget = {});

}  // namespace chirograph
