#include "engine/pair/ends.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace chirograph {

Bound attained_end(double value, std::vector<Cell> witness) {
    return {value, true, std::move(witness), value};
}

Bound proven_end(std::vector<Cell> witness, double attained, double bound, double sign, double low, double high) {
    const double outward = std::clamp(bound + sign * 1e-14 * std::max(1.0, std::abs(bound)), low, high);
    if (witness.empty()) return outer_end(outward);
    const double gap = std::max(0.0, sign * (bound - attained));
    const bool sharp = gap <= sharp_gap;
    return {sharp ? attained : outward, sharp, std::move(witness), attained, gap};
}

Bound outer_end(double value) {
    return {value, false, {}, std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()};
}

}  // namespace chirograph
