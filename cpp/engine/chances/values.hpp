// The index of pairs in completions: given ones, or drawn ones of which nothing but the index is kept.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "engine/catalogue/indicator.hpp"
#include "engine/chances/draw.hpp"
#include "engine/chances/nodes.hpp"
#include "engine/panel/constraints.hpp"
#include "engine/panel/panel.hpp"

namespace chirograph {

using RowPairs = std::vector<std::pair<std::size_t, std::size_t>>;

/// Fills `values`, completions x pairs; NaN where a pair is 0/0.
/// @param cells    completions x rows x columns depths of the scale
/// @param weights  completions x columns weights of areas; none takes those of the panel for every completion
void values_of(const Panel& panel, const Indicator& indicator, const Arguments& arguments, const RowPairs& pairs,
               std::span<const Depth> cells, std::span<const double> weights, unsigned threads,
               std::span<double> values);

/// Weights of areas that are drawn as well: Dirichlet with one parameter for all areas; 0 takes those of the panel.
struct DrawnWeights {
    double concentration = 0.0;
    std::span<double> weights{};  ///< count x columns, filled where they are drawn
};

/// The same for drawn completions: the values of `draw`, to the bit.
void sample(const Panel& panel, const Constraints& constraints, const Indicator& indicator, const Arguments& arguments,
            const RowPairs& pairs, const Nodes& nodes, const Replicates& replicates, unsigned threads,
            std::span<double> values, const DrawnWeights& weights = {});

}  // namespace chirograph
