// Bounds of the indicators that never fall when a depth or a membership rises: two corners, or, under constraints that
// rule a corner out, the exact bounds of one dimension at a time.
#pragma once

#include <cstddef>
#include <functional>
#include <span>

#include "engine/interop/data.hpp"

namespace chirograph {

/// A value of one completion of some programmes, from depths after prerequisites. `between` is empty unless the
/// programmes are a pair of a model with ties.
using CompletionValue = std::function<double(std::span<const Side> sides, std::span<const Halves> between)>;

/// The value of one completion.
[[nodiscard]] double value_of(const InteropData& data, const Completion& completion, const CompletionValue& value);

/// Both ends of a monotone value at the corners. Sharp with the corners as witnesses; where constraints rule a corner
/// out, that end is an outer bound and not sharp.
[[nodiscard]] InteropRange corner_range(const InteropData& data, std::span<const std::size_t> rows,
                                        const CompletionValue& value);

/// E1, exact under constraints too.
[[nodiscard]] InteropRange shared_depth_range(const InteropData& data, std::size_t p, std::size_t q,
                                              const InteropBudget& budget = {});
/// T_d of one dimension, exact under constraints too.
[[nodiscard]] InteropRange dimension_range(const InteropData& data, std::size_t p, std::size_t q, std::size_t dimension,
                                           const InteropBudget& budget = {});
/// A_d of one programme, exact under constraints too; always undefined where the hub offers nothing.
[[nodiscard]] InteropRange attainment_range(const InteropData& data, std::size_t row, std::size_t dimension,
                                            const InteropBudget& budget = {});

/// A composite that never falls in any of the ranges of its dimensions. At the corners where they are possible; else
/// from the ends of the ranges, sharp only where one completion seen on the way attains them all.
[[nodiscard]] InteropRange composite_range(const InteropData& data, std::span<const std::size_t> rows,
                                           const CompletionValue& value,
                                           const std::function<std::vector<InteropRange>()>& dimensions,
                                           const std::function<double(std::span<const double>)>& combine);

}  // namespace chirograph
