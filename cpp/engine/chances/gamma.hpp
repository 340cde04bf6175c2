// Weights drawn from a symmetric Dirichlet distribution: gamma numbers divided by their sum, each gamma number by the
// rejection of Marsaglia and Tsang, "A simple method for generating gamma variables" (ACM TOMS 26, 2000).
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <span>

#include "engine/chances/philox.hpp"

namespace chirograph {

/// What weights are drawn for; rows have the numbers below.
inline constexpr std::uint32_t weights_purpose = 0xFFFFFFFFU;

/// A normal number by the method of Box and Muller.
[[nodiscard]] inline double draw_normal(Stream& stream) {
    const double radius = std::sqrt(-2.0 * std::log(stream.open_unit()));
    return radius * std::cos(2.0 * std::numbers::pi * stream.open_unit());
}

[[nodiscard]] inline double draw_gamma(Stream& stream, double shape) {
    if (shape == 1.0) return -std::log(stream.open_unit());
    if (shape < 1.0) {
        const double more = draw_gamma(stream, shape + 1.0);
        return more * std::pow(stream.open_unit(), 1.0 / shape);
    }
    const double d = shape - 1.0 / 3.0;
    const double c = 1.0 / std::sqrt(9.0 * d);
    while (true) {
        const double normal = draw_normal(stream);
        const double root = 1.0 + c * normal;
        if (root <= 0.0) continue;
        const double v = root * root * root;
        if (std::log(stream.open_unit()) < 0.5 * normal * normal + d * (1.0 - v + std::log(v))) return d * v;
    }
}

/// Fills `weights`, which add up to 1.
inline void draw_weights(std::uint64_t seed, std::uint64_t replicate, double concentration, std::span<double> weights) {
    Stream stream(seed, replicate, weights_purpose);
    double sum = 0.0;
    while (!(sum > 0.0)) {
        for (double& weight : weights) sum += weight = draw_gamma(stream, concentration);
    }
    for (double& weight : weights) weight /= sum;
}

}  // namespace chirograph
