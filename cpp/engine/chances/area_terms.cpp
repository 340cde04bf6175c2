#include "engine/chances/area_terms.hpp"

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

}  // namespace chirograph
