// The least possible value of the largest of several sums, when one option is picked per column.
#pragma once

#include <cstddef>
#include <limits>
#include <vector>

namespace chirograph {

/// Sum k starts at offset[k]; the option picked in a column adds to every sum.
struct MinimaxProblem {
    std::vector<double> offset;
    std::vector<std::size_t> options;  ///< per column: how many it has
    std::vector<double> adds;          ///< column after column, option after option: what it adds to each sum
};

struct MinimaxAnswer {
    double value = 0.0;              ///< certified: no picks give a smaller largest sum
    bool exact = true;               ///< `picks` attain it
    std::vector<std::size_t> picks;  ///< the best picks found, also when not exact
    double attained = 0.0;           ///< their largest sum
};

/// Column by column over partial sums that none other beats in every sum, cut by Lagrangian bounds (weights on the
/// sums make the problem separable); after `comparisons` comparisons of partial sums, branch and bound over the picks
/// with the same bounds; and when that ends early too, the least bound left and exact = false. It looks for answers
/// below `give_up` only: when there is none, `value` is a bound of at least about that much and need not be exact.
[[nodiscard]] MinimaxAnswer least_largest_sum(const MinimaxProblem& problem, std::size_t comparisons,
                                              double give_up = std::numeric_limits<double>::infinity());

}  // namespace chirograph
