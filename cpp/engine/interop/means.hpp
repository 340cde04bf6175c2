// Differences of power means over dimensions: of T_d, what a pair shares directly, and of B_d = max{T_d, min(A_d(p),
// A_d(q))}, what it has directly or through the hub; or of A_d, what one programme takes of the menu.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/interop/search.hpp"

namespace chirograph {

enum class MeanOf : std::uint8_t {
    nothing,  ///< 0
    direct,   ///< T_d of a pair, A_d of one programme
    through   ///< B_d
};

/// M_rho over the dimensions of positive weight.
struct Mean {
    MeanOf of = MeanOf::nothing;
    double rho = 1.0;
    std::vector<double> weights;  ///< per dimension, together 1
};

/// M(plus) - M(minus) of a completion of these rows.
struct Difference {
    std::vector<std::size_t> rows;
    Mean plus;
    Mean minus;
    CompletionValue value;
    double low = 0.0;  ///< no value is below
    double high = 1.0;
};

/// The greatest (sign 1) or least (sign -1) difference; nothing when no completion keeps the constraints. By branch and
/// bound: each mean is replaced by a few linear functions that bound it, exactly where it is linear or the weakest
/// link, and else by tangents on its one side and within a box on the other; what they make of a branch is the least
/// largest of several sums. `corner`: all that no constraint ties is at its low or high end.
[[nodiscard]] std::optional<InteropEnd> difference_end(const InteropData& data, const Difference& difference,
                                                       double sign, std::optional<bool> corner,
                                                       const InteropBudget& budget);

}  // namespace chirograph
