// Which dimensions may be the weakest of a pair. Corners do not tell: both ends of a dimension may lie above those of
// another and the order still turn round in between.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/interop/data.hpp"

namespace chirograph {

enum class CanBe : std::uint8_t {
    no,        ///< in no completion
    yes,       ///< in the completion found
    undecided  ///< the budget or a constraint ended the search
};

/// Per dimension: whether some completion makes its T_d the least of those with positive weight (of equals each is).
/// Dimension d can be iff the least value of max_k (T_d - T_k) over all completions is at most 0.
[[nodiscard]] std::vector<CanBe> can_be_weakest(const InteropData& data, std::size_t p, std::size_t q,
                                                const InteropBudget& budget = {});

}  // namespace chirograph
