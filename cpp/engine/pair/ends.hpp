// How an end of a range says what it is: attained, proven to within a gap, or a bound alone.
#pragma once

#include <vector>

#include "engine/panel/problem.hpp"

namespace chirograph {

/// Both ends of a range, lower first.
struct Ends {
    Bound lower;
    Bound upper;
};

/// A sharp end.
[[nodiscard]] Bound attained_end(double value, std::vector<Cell> witness);

/// An end between the value of its best completion and a bound that none passes (sign 1: an upper end, -1 a lower one):
/// sharp, at the completion, when next to nothing is left between the two; else at the bound, moved outward by rounding
/// and kept within the range of the index.
[[nodiscard]] Bound proven_end(std::vector<Cell> witness, double attained, double bound, double sign, double low,
                               double high);

/// The bound alone: of a problem whose completions need not be completions of all programmes together.
[[nodiscard]] Bound outer_end(double value);

}  // namespace chirograph
