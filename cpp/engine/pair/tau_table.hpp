// Kendall's tau-b from the contingency table of depths.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>

#include "engine/panel/problem.hpp"

namespace chirograph {

/// How many areas have depths (x, y).
class TauTable {
public:
    explicit TauTable(Depth max_depth) : levels_(max_depth + std::size_t{1}) {}

    void add(Cell cell, std::int64_t count) { counts_[cell.x * levels_ + cell.y] += count; }
    [[nodiscard]] std::int64_t at(std::size_t x, std::size_t y) const { return counts_[x * levels_ + y]; }
    [[nodiscard]] std::size_t levels() const noexcept { return levels_; }

    /// Concordant minus discordant pairs, and pairs not tied in x and in y.
    struct Parts {
        double sign = 0.0;
        double untied_x = 0.0;
        double untied_y = 0.0;
        [[nodiscard]] double below() const { return std::sqrt(untied_x * untied_y); }
        [[nodiscard]] double value() const {
            return below() > 0.0 ? sign / below() : std::numeric_limits<double>::quiet_NaN();
        }
    };
    [[nodiscard]] Parts parts() const;
    /// Pairs of one more area at this cell: concordant minus discordant.
    [[nodiscard]] std::int64_t sign_of(Cell cell) const;

private:
    std::size_t levels_;
    std::array<std::int64_t, (depth_limit + 1) * (depth_limit + 1)> counts_{};
};

/// The table of a completion.
[[nodiscard]] TauTable tau_table(std::span<const Cell> cells);

}  // namespace chirograph
