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

/// Theorem 2: least and greatest sum w min_p x_p / sum w max_p x_p over boxes lower..upper of `rows` programmes (row
/// after row), in closed form for the upper end and by one sorted scan for the lower; O(n k + n log n).
struct GroupEnds {
    double lower = std::numeric_limits<double>::quiet_NaN();
    double upper = std::numeric_limits<double>::quiet_NaN();
    bool undefined_possible = false;
    bool defined_possible = false;
    std::vector<Depth> witness_lower;  ///< rows x columns
    std::vector<Depth> witness_upper;
};
[[nodiscard]] GroupEnds group_ruzicka(std::span<const Depth> lower, std::span<const Depth> upper, std::size_t rows,
                                      std::span<const double> weights);

/// The rows, checked: at least one, all existing, none twice. Throws Error(Code::index).
void require_group(const InteropData& data, std::span<const std::size_t> rows);

}  // namespace chirograph
