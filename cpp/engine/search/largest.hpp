// The least that the largest of several sums can be, when one option is picked per item and further sums must end
// within limits.
#pragma once

#include <cstddef>
#include <limits>
#include <vector>

#include "engine/search/fraction.hpp"

namespace chirograph {

/// Sum k starts at offset[k]; further sums, such as counts, start at 0. Both may be of any sign.
struct LargestProblem {
    std::vector<double> offset;
    std::vector<Limits> limits;        ///< of each further sum
    std::vector<std::size_t> options;  ///< per item: how many it has
    std::vector<double> adds;          ///< item after item, option after option: to each sum, then to each further one
};

struct LargestEnd {
    double bound = 0.0;  ///< no picks have a smaller largest sum, but for what is not below `beat`
    double value = std::numeric_limits<double>::infinity();  ///< of `picks`
    std::vector<std::size_t> picks;                          ///< per item; empty when none better was found
};

/// How far to go.
struct LargestEffort {
    double steps = 1e8;                                     ///< left; what is spent is taken out
    double beat = std::numeric_limits<double>::infinity();  ///< only less than this is sought
    std::size_t states =
        65'536;  ///< partial sums kept after an item; 0: only bounds, with picks that the weights prefer
    double floor = -std::numeric_limits<double>::infinity();  ///< known: nothing is less
    std::vector<double> prices{};  ///< those of a problem like it, to begin with; then those found
};

/// Weights on the sums make the items independent and bound from below; what is left is closed item by item over
/// partial sums that may still end below the best known. Those alike but for a constant are one; of too many the most
/// promising stay, and the least bound of the others is what is proven. A bound of infinity: nothing keeps the limits.
[[nodiscard]] LargestEnd least_largest(const LargestProblem& problem, LargestEffort& effort);

}  // namespace chirograph
