// Weighted power means: from the sum that lets strengths make up for gaps to the weakest link that does not.
#pragma once

#include <limits>
#include <span>

namespace chirograph {

inline constexpr double weakest_link = -std::numeric_limits<double>::infinity();

/// (sum w x^rho / sum w)^(1/rho): 1 arithmetic, 0 geometric, -1 harmonic, -infinity the minimum, +infinity the
/// maximum. Values of weight zero are left out. With rho <= 0 one value of zero makes the whole mean zero.
/// Throws Error(Code::shape) when lengths differ, Error(Code::weight) when a weight is negative, not finite or all
/// are zero, Error(Code::parameter) when a value is negative or rho is NaN.
[[nodiscard]] double power_mean(std::span<const double> values, std::span<const double> weights, double rho);

/// The three means always shown together, and how much the first hides of the last.
struct Means {
    double arithmetic = 0.0;
    double geometric = 0.0;
    double weakest = 0.0;
    [[nodiscard]] double gap() const { return arithmetic - weakest; }
};
[[nodiscard]] Means three_means(std::span<const double> values, std::span<const double> weights);

}  // namespace chirograph
