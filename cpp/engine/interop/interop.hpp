// The one door for interoperability and profiles: from data and a row of the catalogue to bounds with witnesses.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "engine/catalogue/interop_row.hpp"
#include "engine/interop/data.hpp"

namespace chirograph {

/// The row with its solver. Throws Error(Code::unknown_key) with near names.
[[nodiscard]] const InteropRow& find_interop(std::string_view key);

/// Bounds of an indicator for its rows: one for a programme, two for a pair, any number for a group. A pair may be a
/// programme with itself. Throws Error(Code::index) for rows that do not exist or are too few or many,
/// Error(Code::parameter) for a dimension that does not exist, Error(Code::unsupported) for a set or groups the
/// codebook does not define, Error(Code::infeasible) when no completion satisfies the constraints.
[[nodiscard]] InteropRange bound_interop(const InteropData& data, const InteropRow& row,
                                         std::span<const std::size_t> rows, const Arguments& arguments,
                                         const InteropBudget& budget = {});

/// E2 and any other separable ratio of a pair, on depths after prerequisites. Throws Error(Code::unsupported) when the
/// row is not one.
[[nodiscard]] InteropRange bound_effective(const InteropData& data, const Indicator& row, std::size_t p, std::size_t q,
                                           const Arguments& arguments, const InteropBudget& budget = {});

}  // namespace chirograph
