#include "engine/chances/nodes.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/error.hpp"

namespace chirograph {
namespace {

constexpr double rounding = 1e-9;
constexpr std::size_t most_faults = 100;

bool adds_up(std::span<const double> chances) {
    double sum = 0.0;
    for (const double chance : chances) {
        if (!(chance >= 0.0)) return false;
        sum += chance;
    }
    return std::abs(sum - 1.0) <= rounding;
}

bool inside(const Panel& panel, std::size_t row, std::size_t column, std::span<const double> chances) {
    for (std::size_t depth = 0; depth < chances.size(); ++depth) {
        const bool allowed = panel.lower(row, column) <= depth && depth <= panel.upper(row, column);
        if (!allowed && chances[depth] != 0.0) return false;
    }
    return true;
}

}  // namespace

Nodes::Nodes(const Panel& panel, std::size_t nodes, std::span<const double> weights, std::span<const double> chance)
    : nodes_(nodes),
      columns_(panel.columns()),
      levels_(std::size_t{panel.max_depth()} + 1),
      weights_(weights),
      chance_(chance) {
    const std::size_t rows = panel.rows();
    if (nodes == 0 || weights.size() != rows * nodes || chance.size() != rows * nodes * columns_ * levels_) {
        throw Error({Code::shape, "", "nodes", std::to_string(weights.size()) + " weights",
                     "weights are (rows, nodes) and chances (rows, nodes, areas, depths)", "give one of each"});
    }
    std::vector<Fault> faults;
    for (std::size_t row = 0; row < rows; ++row) {
        if (!adds_up(weights.subspan(row * nodes, nodes))) {
            faults.push_back({Code::parameter, "", "row " + std::to_string(row), "its weights of nodes",
                              "they are not negative and add up to 1", "divide them by their sum"});
        }
        for (std::size_t at = 0; at < nodes * columns_ && faults.size() < most_faults; ++at) {
            const auto chances = this->chance(row, at / columns_, at % columns_);
            if (adds_up(chances) && inside(panel, row, at % columns_, chances)) continue;
            faults.push_back({Code::parameter, "",
                              "row " + std::to_string(row) + ", column " + std::to_string(at % columns_),
                              "its chances at node " + std::to_string(at / columns_),
                              "they are not negative, add up to 1, and are 0 outside the interval of the cell",
                              "give the depths that the cell allows their chances"});
        }
    }
    if (!faults.empty()) throw Error(std::move(faults));
}

RowNodes distinct_nodes(const Panel& panel, const Nodes& nodes, std::size_t row) {
    const auto same = [&](std::size_t one, std::size_t two) {
        for (std::size_t column = 0; column < panel.columns(); ++column) {
            if (!std::ranges::equal(nodes.chance(row, one, column), nodes.chance(row, two, column))) return false;
        }
        return true;
    };
    RowNodes found;
    for (std::size_t node = 0; node < nodes.size(); ++node) {
        if (!(nodes.weight(row, node) > 0.0)) continue;
        if (!found.nodes.empty() && same(found.nodes.back(), node)) {
            found.weights.back() += nodes.weight(row, node);
            continue;
        }
        found.nodes.push_back(node);
        found.weights.push_back(nodes.weight(row, node));
    }
    return found;
}

}  // namespace chirograph
