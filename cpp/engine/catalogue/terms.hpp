// What one area adds to numerator and denominator of each separable ratio.
#pragma once

#include "engine/catalogue/indicator.hpp"

namespace chirograph::terms {

/// Does each side reach the threshold (the first argument)?
struct Reached {
    bool x;
    bool y;
};
constexpr Reached reached(Cell cell, const Arguments& arguments) {
    const double threshold = arguments.values[0];
    return {static_cast<double>(cell.x) >= threshold, static_cast<double>(cell.y) >= threshold};
}

constexpr double smaller(Cell cell) {
    return cell.x < cell.y ? cell.x : cell.y;
}
constexpr double larger(Cell cell) {
    return cell.x < cell.y ? cell.y : cell.x;
}
constexpr double distance(Cell cell) {
    return larger(cell) - smaller(cell);
}

constexpr Terms jaccard(Cell cell, const Arguments& arguments) {
    const auto [x, y] = reached(cell, arguments);
    return {x && y ? 1.0 : 0.0, x || y ? 1.0 : 0.0};
}

constexpr Terms dice(Cell cell, const Arguments& arguments) {
    const auto [x, y] = reached(cell, arguments);
    return {x && y ? 2.0 : 0.0, (x ? 1.0 : 0.0) + (y ? 1.0 : 0.0)};
}

constexpr Terms containment(Cell cell, const Arguments& arguments) {
    const auto [x, y] = reached(cell, arguments);
    return {x && y ? 1.0 : 0.0, x ? 1.0 : 0.0};
}

constexpr Terms tversky(Cell cell, const Arguments& arguments) {
    const auto [x, y] = reached(cell, arguments);
    if (x && y) return {1.0, 1.0};
    if (x) return {0.0, arguments.values[1]};
    return {0.0, y ? arguments.values[2] : 0.0};
}

constexpr Terms simple_matching(Cell cell, const Arguments&) {
    return {cell.x == cell.y ? 1.0 : 0.0, 1.0};
}

constexpr Terms ruzicka(Cell cell, const Arguments&) {
    return {smaller(cell), larger(cell)};
}

constexpr Terms braycurtis(Cell cell, const Arguments&) {
    return {2.0 * smaller(cell), smaller(cell) + larger(cell)};
}

constexpr Terms gower(Cell cell, const Arguments& arguments) {
    const double scale = arguments.max_depth;
    return {scale - distance(cell), scale};
}

constexpr Terms s_absolute(Cell cell, const Arguments& arguments) {
    const double scale = arguments.max_depth;
    return {scale - 2.0 * distance(cell), scale};
}

constexpr Terms s_squared(Cell cell, const Arguments& arguments) {
    const double scale = static_cast<double>(arguments.max_depth) * arguments.max_depth;
    return {scale - 2.0 * distance(cell) * distance(cell), scale};
}

}  // namespace chirograph::terms
