// Certified ends of M_rho(B) - M_rho(T) for any rho, by cutting the possible T into boxes.
#pragma once

#include <cstddef>

#include "engine/interop/data.hpp"

namespace chirograph {

/// Outer ends, replaced by attained ones where a completion found on the way meets them.
[[nodiscard]] InteropRange hub_only_by_boxes(const InteropData& data, std::size_t p, std::size_t q, double rho,
                                             const InteropBudget& budget);

}  // namespace chirograph
