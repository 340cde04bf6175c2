// Branch and bound for Kendall's tau-b when the reachable tables are too many to list.
#pragma once

#include <optional>
#include <vector>

#include "engine/panel/problem.hpp"

namespace chirograph {

/// What a search knows when it stops.
struct TauEnd {
    double value = 0.0;         ///< of the best completion found
    std::vector<Cell> witness;  ///< that completion; empty when none was found
    double bound = 0.0;         ///< no completion is beyond this
    std::size_t nodes = 0;      ///< branches opened
    [[nodiscard]] bool complete() const { return !witness.empty() && bound == value; }
};

/// The greatest (sign 1) or least (sign -1) tau-b. First climbs from a few starts, then branches area by area; a branch
/// is cut when no sum over pairs of areas can beat the best completion found. At most `nodes` branches are opened; if
/// that does not end the search, shorter searches prove that nothing beats some value farther out.
[[nodiscard]] TauEnd search_tau(const PairProblem& problem, double sign, std::size_t nodes);

}  // namespace chirograph
