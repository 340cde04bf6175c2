// One side of a pair, the other side being free: what its areas may be, and the gain of each choice.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "engine/pair/table_case.hpp"

namespace chirograph {

/// sign (F - value G), written as alpha (expected disagreement) - sign W (disagreement) + constant.
struct Aim {
    double sign = 1.0;
    double value = 0.0;
    double alpha = 0.0;
    double constant = 0.0;
};

/// Areas with equal options, weight and counters. Areas without weight are left out.
struct Kind {
    std::vector<std::size_t> areas;
    std::vector<Depth> levels;  ///< what the fixed side may be, ascending
};

class ChanceSide {
public:
    /// @param second  fix y instead of x
    ChanceSide(const TableCase& table_case, bool second);

    [[nodiscard]] const std::vector<Kind>& kinds() const noexcept { return kinds_; }
    [[nodiscard]] std::size_t levels() const noexcept { return case_.arguments.max_depth + std::size_t{1}; }
    [[nodiscard]] Depth fixed(Cell cell) const { return second_ ? cell.y : cell.x; }
    [[nodiscard]] bool on_fixed_side(const Counter& counter) const { return counter.second == second_; }
    [[nodiscard]] Aim aim(double sign, double value) const;

    /// Expected disagreement with each level of the free side, given the weight at each level of the fixed side.
    [[nodiscard]] std::vector<double> expected(const std::vector<double>& weight_at_level) const;
    [[nodiscard]] double gain(std::size_t area, Cell cell, const Aim& aim, const std::vector<double>& expected) const;

    /// Best option of an area when the fixed side has this level; no option when it cannot.
    struct Best {
        double gain = -std::numeric_limits<double>::infinity();
        std::size_t option = 0;
    };
    [[nodiscard]] Best best(std::size_t area, Depth level, const Aim& aim, const std::vector<double>& expected) const;

    /// Do all counters depend on the margins of the fixed side alone?
    [[nodiscard]] bool margins_decide() const;
    /// Do the counters allow these margins (areas at each level)?
    [[nodiscard]] bool allowed(const std::vector<std::int64_t>& at_level) const;

    [[nodiscard]] const TableCase& table_case() const noexcept { return case_; }
    /// Below this, a gain is rounding.
    [[nodiscard]] double tolerance() const noexcept { return tolerance_; }

private:
    [[nodiscard]] double gap(Cell cell) const { return gaps_[cell.x * levels() + cell.y]; }

    const TableCase& case_;
    bool second_;
    std::vector<Kind> kinds_;
    std::vector<double> gaps_;  ///< disagreement of every cell
    double constant_below_ = 0.0;
    double tolerance_ = 0.0;
};

}  // namespace chirograph
