// Which of two pairs is higher in every completion, which of them can be: exact where counting answers or the search
// ends, and proven one way or open where it does not.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/catalogue/indicator.hpp"
#include "engine/orders/signs.hpp"
#include "engine/panel/constraints.hpp"
#include "engine/panel/panel.hpp"
#include "engine/panel/problem.hpp"

namespace chirograph {

/// How a comparison was decided.
enum class Test : std::uint8_t {
    counting,  ///< by how many areas are in each state: exact
    ranges,    ///< by the ranges of the two pairs, which have no programme in common or do not meet
    search     ///< by completing what they have in common, with the range of each pair as bound
};

struct Comparison {
    std::array<std::size_t, 2> first;
    std::array<std::size_t, 2> second;
};

struct Compared {
    Signs signs;
    Test test = Test::counting;
};

/// Compares pairs of one panel. `convention` is what 0/0 counts as; NaN leaves such completions out. Each
/// comparison may take so many steps of search. Digits do not depend on threads.
void compare(const Panel& panel, const Constraints& constraints, const Indicator& indicator, const Arguments& arguments,
             double convention, std::span<const Comparison> asked, unsigned threads, std::size_t steps,
             std::span<Compared> out);

}  // namespace chirograph
