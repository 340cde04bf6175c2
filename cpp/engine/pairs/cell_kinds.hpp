// Cells of a panel as an index sees them. With no constraint, an index of a pair depends only on how much weight each
// pair of kinds of cell holds, so all pairs are solved from sums over their kinds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/catalogue/indicator.hpp"
#include "engine/pairs/all_pairs.hpp"
#include "engine/panel/panel.hpp"

namespace chirograph {

/// A kind is an interval of depths or, for an index that looks only at a threshold, one of: below it, open, at or
/// above it. Columns whose weights differ may be of different classes.
class CellKinds {
public:
    CellKinds(const Panel& panel, const Indicator& indicator, const Arguments& arguments);

    [[nodiscard]] std::size_t size() const noexcept { return depths_.size(); }
    [[nodiscard]] std::size_t at(std::size_t row, std::size_t column) const { return kind_[row * columns_ + column]; }
    [[nodiscard]] Depth least(std::size_t kind) const { return depths_[kind].front(); }
    [[nodiscard]] Depth most(std::size_t kind) const { return depths_[kind].back(); }
    /// What an area of these two kinds may be; of one programme with itself, its two depths are one unknown, not two.
    [[nodiscard]] std::vector<Cell> cells(std::size_t one, std::size_t two, bool self) const;

private:
    std::size_t columns_;
    std::vector<std::vector<Depth>> depths_;
    std::vector<std::uint16_t> kind_;
};

/// Bounds of one pair from what its kinds hold. All are attained.
struct KindEnds {
    double lower;
    double upper;
    Undefined undefined;
};

}  // namespace chirograph
