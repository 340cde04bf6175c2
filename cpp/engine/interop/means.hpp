// Differences of power means over dimensions as a surface of the solver: of T_d, what a pair shares directly, and of
// B_d = max{T_d, min(A_d(p), A_d(q))}, what it has directly or through the hub.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "engine/search/fraction.hpp"

namespace chirograph {

/// M_rho of T (direct) or of B; 0 everywhere when all weights are 0.
struct Mean {
    bool direct = true;
    double rho = 1.0;
    std::vector<double> weights;  ///< per dimension, together 1 or 0
    bool added = false;           ///< of B - T instead of B; for rho 1
};

/// Where the margins of a dimension are: T, and where `hub` both A - T one after the other.
struct Span3 {
    std::size_t t = 0;
    bool hub = false;
    std::size_t u = 0;
    double step = 0.0;  ///< the least that T may be above 0
};

/// `plus` - `minus`. The bounds over boxes are exact for the means rho 1 and -infinity; for others one of the two is
/// replaced by a tangent plane in the middle of the box, above it or below it, and all else is exact.
class MeanDifference : public Surface {
public:
    MeanDifference(std::vector<Span3> dimensions, Mean plus, Mean minus);

    [[nodiscard]] double value(std::span<const double> margins) const override;
    [[nodiscard]] double most(double sign, std::span<const double> low, std::span<const double> high,
                              std::span<const double> prices, std::span<double> wanted) const override;
    [[nodiscard]] std::optional<Cut> cut(double sign, std::span<const double> low, std::span<const double> high,
                                         std::span<const double> prices, std::span<const double> mean) const override;

private:
    [[nodiscard]] double mean(const Mean& mean, std::span<const double> margins) const;

    std::vector<Span3> dimensions_;
    Mean plus_;
    Mean minus_;
};

}  // namespace chirograph
