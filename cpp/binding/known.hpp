// The panel as Python holds it, and an index asked of it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/catalogue/catalogue.hpp"
#include "engine/panel/constraints.hpp"
#include "engine/panel/panel.hpp"

namespace chirograph::binding {

/// A panel with what else is known about it. Immutable, so any number of threads may read it.
struct Known {
    Panel panel;
    Constraints constraints;
};

using Parameters = std::map<std::string, double>;

/// The row of the catalogue, and its parameters with presets where none are given.
inline std::pair<const Indicator*, Arguments> row_of(const std::string& key, const Parameters& parameters,
                                                     Depth max_depth) {
    const Indicator& indicator = find_indicator(key);
    const std::vector<std::pair<std::string_view, double>> given(parameters.begin(), parameters.end());
    return {&indicator, make_arguments(indicator, given, max_depth)};
}

}  // namespace chirograph::binding
