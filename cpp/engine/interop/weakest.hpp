// What the mean over dimensions hides of the weakest one, and which may be it. Corners do not tell: the gap neither
// rises nor falls with a depth, and the order of two dimensions may turn round between the corners.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/interop/forms.hpp"

namespace chirograph {

enum class CanBe : std::uint8_t {
    no,        ///< in no completion
    yes,       ///< in the completion found
    undecided  ///< the budget or a constraint ended the search
};

/// Per dimension: whether some completion makes its T_d the least of those with positive weight (of equals each is).
/// Dimension d can be iff the least value of max_k (T_d - T_k) over all completions is at most 0.
[[nodiscard]] std::vector<CanBe> can_be_weakest(const PairCases& pair);

/// M_1 - min_d T_d over dimensions of positive weight. It is the largest of as many sums as there are dimensions: the
/// upper end is exact; the lower end is a minimax, exact within the budget and else a certified outer bound.
[[nodiscard]] InteropRange compensation_gap(const PairCases& pair);

}  // namespace chirograph
