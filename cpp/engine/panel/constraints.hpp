// What is known beyond the single cell: list lengths, joint domains, blocks, common areas.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "engine/panel/panel.hpp"

namespace chirograph {

/// "The programme has between minimum and maximum areas": cells of one row at depth >= threshold.
struct ListLength {
    std::size_t row = 0;
    std::size_t minimum = 0;
    std::size_t maximum = 0;
    Depth threshold = 1;
};

/// "Both or neither", "either 0 or 3": the depths that the named rows may take together in one column.
struct JointDomain {
    std::size_t column = 0;
    std::vector<std::size_t> rows;
    std::vector<std::vector<Depth>> allowed;  ///< each entry has one depth per named row
};

/// "At least one of these areas": some named column of the row is at depth >= threshold.
struct AtLeastOne {
    std::size_t row = 0;
    std::vector<std::size_t> columns;
    Depth threshold = 1;
};

/// "Some ten areas are common to all of them": of the named columns, those in which every named row is at depth >=
/// threshold are between minimum and maximum.
struct Common {
    std::vector<std::size_t> rows;
    std::vector<std::size_t> columns;
    std::size_t minimum = 0;
    std::size_t maximum = 0;
    Depth threshold = 1;
};

struct Constraints {
    std::vector<ListLength> lengths;
    std::vector<JointDomain> joint;
    std::vector<AtLeastOne> blocks;
    std::vector<Common> common;
    [[nodiscard]] bool empty() const noexcept {
        return lengths.empty() && joint.empty() && blocks.empty() && common.empty();
    }
};

/// Is a row or a column among those a constraint names?
[[nodiscard]] inline bool among(std::span<const std::size_t> named, std::size_t one) {
    return std::ranges::find(named, one) != named.end();
}

/// Throws Error with every malformed constraint (Code::constraint) against this panel.
void check(const Constraints& constraints, const Panel& panel);

}  // namespace chirograph
