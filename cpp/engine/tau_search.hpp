// Branch and bound for Kendall's tau-b when the reachable tables are too many to list.
#pragma once

#include <optional>
#include <vector>

#include "engine/pair_problem.hpp"

namespace chirograph {

/// What a search knows when it stops.
struct TauEnd {
    double value = 0.0;
    std::vector<Cell> witness;  ///< attains the value; empty when none was found
    bool complete = false;      ///< no completion is beyond the value
};

/// The greatest (sign 1) or least (sign -1) tau-b. First climbs from a few starts, then branches area by area; a branch
/// is cut when no sum over pairs of areas can beat the best completion found. At most `nodes` branches are opened.
[[nodiscard]] TauEnd search_tau(const PairProblem& problem, double sign, std::size_t nodes);

}  // namespace chirograph
