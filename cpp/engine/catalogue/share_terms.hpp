// What one area adds to each share of a programme.
#pragma once

#include "engine/catalogue/indicator.hpp"

namespace chirograph {

/// What one area adds to a share of a programme, from its depth after prerequisites (or as stated) and whether it is in
/// the set the share is about.
using ShareTerms = Terms (*)(Depth depth, bool in_set, const Arguments& arguments);

namespace shares {

/// Areas of the set among the areas at depth >= the first argument.
constexpr Terms of_named(Depth depth, bool in_set, const Arguments& arguments) {
    const bool named = static_cast<double>(depth) >= arguments.values[0];
    return {named && in_set ? 1.0 : 0.0, named ? 1.0 : 0.0};
}

/// Areas at depth >= the first argument among the areas named at all.
constexpr Terms practice(Depth depth, bool, const Arguments& arguments) {
    return {depth >= 1 && static_cast<double>(depth) >= arguments.values[0] ? 1.0 : 0.0, depth >= 1 ? 1.0 : 0.0};
}

/// Areas at the top of the scale among the areas named at all.
constexpr Terms accountable(Depth depth, bool, const Arguments& arguments) {
    return {depth >= arguments.max_depth ? 1.0 : 0.0, depth >= 1 ? 1.0 : 0.0};
}

/// Areas at exactly the depth of the first argument among all areas.
constexpr Terms at_depth(Depth depth, bool, const Arguments& arguments) {
    return {static_cast<double>(depth) == arguments.values[0] ? 1.0 : 0.0, 1.0};
}

}  // namespace shares

}  // namespace chirograph
