// The exact law of a separable ratio, and how likely one pair is above another. Areas are added one by one to a table
// over numerators and denominators, once for every two nodes of the two rows; two pairs that share a row go through one
// table over both ratios.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "engine/catalogue/indicator.hpp"
#include "engine/chances/nodes.hpp"
#include "engine/chances/values.hpp"
#include "engine/panel/constraints.hpp"
#include "engine/panel/panel.hpp"

namespace chirograph {

/// Every value a pair can have, rising, with its chance; the chance of 0/0 is what is left.
struct Law {
    std::vector<double> values;
    std::vector<double> chances;
    double undefined = 0.0;
};

/// The first of two pairs is above, equal or below; what is left is that one of them is 0/0.
struct Beats {
    double above = 0.0;
    double equal = 0.0;
    double below = 0.0;
};

/// What is asked of pairs under a prior.
struct Chances {
    const Panel& panel;
    const Constraints& constraints;
    const Indicator& indicator;
    const Arguments& arguments;
    const Nodes& nodes;
    double convention;  ///< what 0/0 counts as; NaN leaves it out
};

/// The law of every pair; nothing where the index has no whole terms, where a constraint names a row of the pair, or
/// where it would take more than `most` additions, shared equally by the pairs.
[[nodiscard]] std::vector<std::optional<Law>> laws(const Chances& chances, const RowPairs& pairs, double most,
                                                   unsigned threads);

/// The same for every two pairs, in the order (0, 1), (0, 2), ..., (1, 2), ...
[[nodiscard]] std::vector<std::optional<Beats>> orders(const Chances& chances, const RowPairs& pairs,
                                                       const std::vector<std::optional<Law>>& laws, double most,
                                                       unsigned threads);

}  // namespace chirograph
