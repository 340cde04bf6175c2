// Separable ratios on effective or stated depths: Theorem 1 inside every scenario of the prerequisites.
#pragma once

#include <cstddef>
#include <functional>
#include <span>

#include "engine/catalogue/indicator.hpp"
#include "engine/interop/items.hpp"
#include "engine/interop/search.hpp"

namespace chirograph {

/// What one area adds to numerator and denominator before its weight.
using AreaTerms = std::function<Terms(std::size_t column, std::span<const unsigned> values)>;

/// Least and greatest ratio over every completion that keeps the constraints. Exact by Dinkelbach's method where there
/// are no counters or going through their states is affordable; else what the one solver attains and proves.
[[nodiscard]] InteropRange ratio_range(const InteropData& data, const Setting& setting, const AreaTerms& terms,
                                       const InteropBudget& budget);

/// Can a sum over areas, none of them below 0, be 0 all the same? True also where the budget did not tell.
[[nodiscard]] bool can_be_nothing(const InteropData& data, const Setting& setting, const AreaTerms& terms,
                                  const InteropBudget& budget);

/// The weights of areas as whole numbers where there are such.
[[nodiscard]] std::vector<double> area_weights(const Panel& panel);
/// The least of them that is one.
[[nodiscard]] double least_weight(std::span<const double> weights);

}  // namespace chirograph
