// What single dimensions say of a difference of means over them, by cutting the possible T into boxes.
#pragma once

#include <span>
#include <vector>

#include "engine/interop/means.hpp"

namespace chirograph {

/// Of each dimension of a pair.
struct DimensionLimits {
    std::vector<double> direct_low;  ///< of T
    std::vector<double> direct_high;
    std::vector<double> through_low;  ///< of B
    std::vector<double> through_high;
    std::vector<double> gain_low;  ///< of B - T; empty where one mean stands alone
    std::vector<double> gain_high;
};

/// An upper bound of M(plus) - M(minus) where all that ties the dimensions together is forgotten.
[[nodiscard]] double most_in_boxes(const Mean& plus, const Mean& minus, const DimensionLimits& limits);

}  // namespace chirograph
