// Random panels, and the matrices that all pairs of one are written into.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include "engine/pairs/all_pairs.hpp"
#include "engine/panel/panel.hpp"

namespace chirograph {

struct Matrices {
    explicit Matrices(std::size_t rows)
        : lower(rows * rows),
          upper(rows * rows),
          inner_lower(rows * rows),
          inner_upper(rows * rows),
          sharp(rows * rows),
          undefined(rows * rows),
          spent(rows * rows) {}
    std::vector<double> lower;
    std::vector<double> upper;
    std::vector<double> inner_lower;
    std::vector<double> inner_upper;
    std::vector<std::uint8_t> sharp;
    std::vector<std::uint8_t> undefined;
    std::vector<std::uint64_t> spent;
    PairMatrices out() { return {lower, upper, inner_lower, inner_upper, sharp, undefined, spent}; }
};

enum class Weights { equal, small, real };

inline Panel random_panel(std::size_t rows, std::size_t columns, Depth depth, unsigned seed, bool known,
                          Weights kind = Weights::equal) {
    std::mt19937 engine(seed);
    std::uniform_int_distribution<int> draw(0, depth);
    std::vector<Depth> lower(rows * columns);
    std::vector<Depth> upper(rows * columns);
    for (std::size_t i = 0; i < lower.size(); ++i) {
        const int a = draw(engine);
        const int b = known || draw(engine) != 0 ? a : draw(engine);
        lower[i] = static_cast<Depth>(std::min(a, b));
        upper[i] = static_cast<Depth>(std::max(a, b));
    }
    for (std::size_t i = 0; i < columns; ++i) lower[i] = upper[i] = 0;
    std::vector<double> weights;
    for (std::size_t i = 0; i < columns && kind != Weights::equal; ++i) {
        const double share = std::sqrt(static_cast<double>(engine()) / 4294967296.0);  // with all its digits
        weights.push_back(kind == Weights::small ? 1.0 + static_cast<double>(i % 3 % 2) : share);
    }
    return {rows, columns, lower, upper, weights, depth};
}

}  // namespace chirograph
