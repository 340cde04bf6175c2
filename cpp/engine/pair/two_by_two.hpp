// Indices of a 2x2 table, and ratios of two lists, when areas weigh the same: given how long both lists are, only the
// number of areas in both is left to choose, and its least and greatest are known at once.
#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "engine/pair/ends.hpp"
#include "engine/pair/table_sums.hpp"

namespace chirograph {

/// How many areas are [below, open, at] the threshold for x, and for y: place 3 (x) + (y).
using TableKinds = std::array<std::size_t, 9>;

/// A completion by numbers of areas. Of the areas open for one side only, how many it takes where the other side is at
/// the threshold, or below it; of those open for both, how many go to both, to one side, to the other.
struct TableChoice {
    std::size_t x_at = 0, x_below = 0, y_at = 0, y_below = 0, both = 0, x_only = 0, y_only = 0;
    /// Where the next area of this kind is: 1 at the threshold, 0 below. It is taken out.
    [[nodiscard]] Cell take(std::size_t kind);
};

/// What a list length allows.
struct LengthRange {
    std::size_t least = 0;
    std::size_t most = static_cast<std::size_t>(-1);
};

class TwoByTwo {
public:
    struct Found {
        double lower = std::numeric_limits<double>::infinity();
        double upper = -std::numeric_limits<double>::infinity();
        bool undefined = false;  ///< some completion is 0/0
        [[nodiscard]] bool defined() const { return lower <= upper; }
        [[nodiscard]] bool any() const { return undefined || defined(); }  ///< is there a completion at all?
    };

    /// Does the index look at two levels on this scale?
    [[nodiscard]] static bool serves(const Indicator& indicator, Depth max_depth) {
        if (max_depth == 1) return indicator.table != nullptr || indicator.terms != nullptr;
        return indicator.table != nullptr ? indicator.table->reached_only
                                          : indicator.terms != nullptr && !indicator.traits.uses_levels;
    }
    /// @param often  for many pairs: what depends on the two lengths alone is worked out beforehand
    TwoByTwo(const Indicator& indicator, const Arguments& arguments, std::size_t areas, bool often = false);

    [[nodiscard]] Found ends(const TableKinds& kinds, LengthRange x = {}, LengthRange y = {}) const;
    /// A completion with this value, which is one of the ends.
    [[nodiscard]] TableChoice choice(const TableKinds& kinds, LengthRange x, LengthRange y, double value) const;
    /// A programme with itself: areas below, open, at the threshold.
    [[nodiscard]] Found self(std::size_t open, std::size_t at, LengthRange length = {}) const;

private:
    [[nodiscard]] Terms offset(std::size_t x, std::size_t y) const;
    void take(Found& found, Terms sum, double both) const;

    TableOffset form_;
    std::size_t areas_;
    Mass mass_;
    std::vector<std::array<double, 3>> margins_;  ///< per margin: with all areas in neither; per area of x; of y
    std::array<Terms, 4> terms_{};                ///< the same of n and d, and per area in both
    std::vector<Terms> offsets_;                  ///< per x and y, where they are few
};

}  // namespace chirograph
