// What prerequisites turn on, told apart case by case: inside one scenario every area stands on its own again.
#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "engine/base/watch.hpp"
#include "engine/interop/prerequisites.hpp"

namespace chirograph {

/// One cap an area may have inside a scenario, and the memberships that give it.
struct Alternative {
    Depth cap = 0;
    std::vector<std::pair<std::size_t, Halves>> members;
};

/// One case of the unknowns that prerequisites turn on, for one programme. Every value inside the intervals below gives
/// the same caps.
struct Scenario {
    std::vector<Depth> low;  ///< stated depth left open, per area
    std::vector<Depth> high;
    std::vector<Halves> member_low;  ///< membership left open, per system
    std::vector<Halves> member_high;
    std::vector<std::vector<Alternative>> alternatives;  ///< per area, at least one
};

struct Scenarios {
    std::vector<Scenario> cases;
    bool exact = true;  ///< false: there were more cases than allowed, and one looser case covers them all
};

/// What is known of one programme.
struct Knowledge {
    std::span<const Depth> low;
    std::span<const Depth> high;
    std::span<const Halves> member_low;
    std::span<const Halves> member_high;
};

/// The next way to take one of size(i) for every i; false, and the first way again, after the last.
template <class Size>
bool next_choice(std::vector<std::size_t>& choice, Size size) {
    checkpoint();
    for (std::size_t i = 0; i < choice.size(); ++i) {
        if (++choice[i] < size(i)) return true;
        choice[i] = 0;
    }
    return false;
}

/// Every case. With `fold`, a membership that bears on one area only becomes alternatives of that area instead of
/// cases; use it where memberships count for nothing but their caps. More than `most` cases collapse into one in which
/// each area takes any cap between its least and its greatest: bounds over it are outer.
[[nodiscard]] Scenarios scenarios(const Prerequisites& prerequisites, const Knowledge& known, bool fold,
                                  std::size_t most);

}  // namespace chirograph
