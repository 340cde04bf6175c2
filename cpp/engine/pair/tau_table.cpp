#include "engine/pair/tau_table.hpp"

#include <algorithm>

namespace chirograph {

TauTable tau_table(std::span<const Cell> cells) {
    Depth top = 1;
    for (const Cell cell : cells) top = std::max({top, cell.x, cell.y});
    TauTable table(top);
    for (const Cell cell : cells) table.add(cell, 1);
    return table;
}

/// Row by row: `before[y]` holds how many areas of lower x have depth y, so every pair is met once.
TauTable::Parts TauTable::parts() const {
    std::array<std::int64_t, depth_limit + 1> before{};
    std::int64_t sign = 0;
    std::int64_t total = 0;
    std::int64_t squares_x = 0;
    for (std::size_t x = 0; x < levels_; ++x) {
        std::int64_t row = 0;
        std::int64_t below = 0;
        std::int64_t above = 0;
        for (std::size_t y = 0; y < levels_; ++y) above += before[y];
        for (std::size_t y = 0; y < levels_; ++y) {
            above -= before[y];
            sign += at(x, y) * (below - above);
            below += before[y];
        }
        for (std::size_t y = 0; y < levels_; ++y) {
            before[y] += at(x, y);
            row += at(x, y);
        }
        total += row;
        squares_x += row * row;
    }
    std::int64_t squares_y = 0;
    for (std::size_t y = 0; y < levels_; ++y) squares_y += before[y] * before[y];
    const auto untied = [total](std::int64_t squares) { return static_cast<double>(total * total - squares) / 2.0; };
    return {static_cast<double>(sign), untied(squares_x), untied(squares_y)};
}

std::int64_t TauTable::sign_of(Cell cell) const {
    std::int64_t sign = 0;
    for (std::size_t x = 0; x < levels_; ++x) {
        for (std::size_t y = 0; y < levels_; ++y) {
            const int same = (x > cell.x) - (x < cell.x);
            const int way = (y > cell.y) - (y < cell.y);
            sign += same * way * at(x, y);
        }
    }
    return sign;
}

}  // namespace chirograph
