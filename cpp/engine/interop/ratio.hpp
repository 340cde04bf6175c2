// Separable ratios on effective depths: Theorem 1 inside every scenario of the prerequisites.
#pragma once

#include <cstddef>
#include <functional>

#include "engine/catalogue/indicator.hpp"
#include "engine/interop/data.hpp"

namespace chirograph {

/// What one area adds to numerator and denominator before its weight, from depths after prerequisites. For one
/// programme alone both depths are its own.
using EffectiveTerms = std::function<Terms(std::size_t column, Cell effective)>;

/// Least and greatest ratio over every completion that satisfies the constraints, with witnesses. `p` may equal `q`;
/// the witness then has one programme. With `prerequisites` off, effective depths are the stated ones. Exact while the
/// scenarios, and the counters of the constraints, stay within their budgets; else outer and not sharp.
[[nodiscard]] InteropRange effective_ratio(const InteropData& data, std::size_t p, std::size_t q,
                                           const EffectiveTerms& terms, bool prerequisites,
                                           const InteropBudget& budget = {});

}  // namespace chirograph
