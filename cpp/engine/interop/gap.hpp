// What the mean over dimensions hides of the weakest one. It neither rises nor falls with a depth, so corners do not
// bound it.
#pragma once

#include <cstddef>

#include "engine/interop/data.hpp"

namespace chirograph {

/// M_1 - min_d T_d over dimensions of positive weight. It is the largest of as many sums as there are dimensions: the
/// upper end is exact; the lower end is a minimax, exact within the budget and else a certified outer bound.
[[nodiscard]] InteropRange compensation_gap(const InteropData& data, std::size_t p, std::size_t q,
                                            const InteropBudget& budget = {});

}  // namespace chirograph
