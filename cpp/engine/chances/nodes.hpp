// What is believed of the cells: rows are independent, a row is a mixture over nodes, and given its node the cells of
// the row are independent.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/panel/panel.hpp"

namespace chirograph {

/// The caller's arrays, row-major.
class Nodes {
public:
    /// @param weights  rows x nodes, adding up to 1 in each row
    /// @param chance   rows x nodes x columns x (max_depth + 1), adding up to 1 in each cell, 0 outside its interval
    /// Throws Error with what does not fit the panel.
    Nodes(const Panel& panel, std::size_t nodes, std::span<const double> weights, std::span<const double> chance);

    [[nodiscard]] std::size_t size() const noexcept { return nodes_; }
    [[nodiscard]] double weight(std::size_t row, std::size_t node) const { return weights_[row * nodes_ + node]; }
    /// The chance of every depth of a cell, given the node.
    [[nodiscard]] std::span<const double> chance(std::size_t row, std::size_t node, std::size_t column) const {
        return chance_.subspan(((row * nodes_ + node) * columns_ + column) * levels_, levels_);
    }

private:
    std::size_t nodes_;
    std::size_t columns_;
    std::size_t levels_;
    std::span<const double> weights_;
    std::span<const double> chance_;
};

/// Nodes of a row that differ, with their weights.
struct RowNodes {
    std::vector<std::size_t> nodes;
    std::vector<double> weights;
};
[[nodiscard]] RowNodes distinct_nodes(const Panel& panel, const Nodes& nodes, std::size_t row);

}  // namespace chirograph
