// What a pair has through the hub and not directly: B - T, in one dimension and over all. Neither side of the
// difference can be bounded alone, because both rise with the same depths.
#pragma once

#include <cstddef>

#include "engine/interop/forms.hpp"

namespace chirograph {

/// B_d - T_d = max{0, min(A_d(p), A_d(q)) - T_d}: the lower end is exact, the upper a maximin, exact within the budget
/// and else a certified outer bound. 0 where the hub offers nothing.
[[nodiscard]] InteropRange hub_only_dimension(const PairCases& pair, std::size_t dimension);

/// M_rho(B) - M_rho(T). For the mean (rho = 1) and the weakest link each end is the best of a few minimax problems,
/// one per choice of what is counted where, exact within the budget. For any other rho the ends are outer unless a
/// completion found on the way attains them: T is cut into boxes, and B stays within what a dimension can gain.
[[nodiscard]] InteropRange hub_only_by_forms(const PairCases& pair, double rho);

/// The same for any rho, by cutting the possible T into boxes: outer ends, replaced by attained ones where a completion
/// found on the way meets them.
[[nodiscard]] InteropRange hub_only_by_boxes(const PairCases& pair, double rho);

}  // namespace chirograph
