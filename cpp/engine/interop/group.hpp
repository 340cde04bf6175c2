// What a group of programmes has in common: by at least m of them, and the core against the coverage.
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "engine/interop/data.hpp"

namespace chirograph {

/// E7: C_m = sum w e_(m) / (L sum w), e_(m) the m-th largest effective depth of an area. C_1 is coverage, C_k the core.
[[nodiscard]] double depth_of_m(const InteropData& data, std::span<const Side> sides, std::size_t m);
/// Its bounds. Throws Error(Code::parameter) unless 1 <= m <= number of rows.
[[nodiscard]] InteropRange m_of_k(const InteropData& data, std::span<const std::size_t> rows, std::size_t m,
                                  const InteropBudget& budget = {});

/// R_k = C_k / C_1, the Ruzicka index of the whole group on effective depths.
[[nodiscard]] InteropRange collective_overlap(const InteropData& data, std::span<const std::size_t> rows,
                                              const InteropBudget& budget = {});

/// The rows, checked: at least one, all existing, none twice. Throws Error(Code::index).
void require_group(const InteropData& data, std::span<const std::size_t> rows);

}  // namespace chirograph
