#include "engine/chances/area_terms.hpp"

#include <algorithm>
#include <cmath>

namespace chirograph {

std::optional<AreaTerms> AreaTerms::of(const Panel& panel, const Indicator& indicator, const Arguments& arguments) {
    if (indicator.terms == nullptr) return std::nullopt;
    AreaTerms made;
    made.levels_ = std::size_t{panel.max_depth()} + 1;
    const auto whole = panel.whole_weights();
    made.weights_.assign(whole.begin(), whole.end());
    if (panel.equal_weights()) made.weights_.assign(panel.columns(), 1);
    if (made.weights_.empty()) return std::nullopt;
    std::vector<double> sizes;
    std::vector<bool> below;
    for (std::size_t at = 0; at < made.levels_ * made.levels_; ++at) {
        const Cell cell{static_cast<Depth>(at / made.levels_), static_cast<Depth>(at % made.levels_)};
        const Terms terms = indicator.terms(cell, arguments);
        sizes.insert(sizes.end(), {std::abs(terms.f), terms.g});
        below.push_back(terms.f < 0.0);
    }
    const std::vector<std::int64_t> units = whole_proportions(sizes);
    if (units.empty()) return std::nullopt;
    for (std::size_t at = 0; at < below.size(); ++at) {
        made.terms_.push_back({below[at] ? -units[2 * at] : units[2 * at], units[2 * at + 1]});
    }
    return made;
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
