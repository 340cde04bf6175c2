// What the data allow the difference of two pairs to be: its sign at either end.
#pragma once

#include <algorithm>

namespace chirograph {

/// Signs of I(first) - I(second) over all completions in which both have a value: -1, 0 or 1. Of each end what a
/// completion attains, and what none is beyond; where the two are equal the end is proven.
struct Signs {
    int least = -1;          ///< no completion is below
    int least_attained = 1;  ///< a completion is as low
    int greatest_attained = -1;
    int greatest = 1;
    bool defined = true;  ///< some completion gives both a value

    [[nodiscard]] bool proven() const noexcept {
        return !defined || (least == least_attained && greatest == greatest_attained);
    }
    /// One sign in every completion: higher, lower, or equal.
    [[nodiscard]] bool settled() const noexcept { return defined && least == greatest; }
    /// Never reversed: higher or equal in every completion, or lower or equal.
    [[nodiscard]] bool one_sided() const noexcept { return defined && (least >= 0 || greatest <= 0); }
    /// Completions of both kinds are at hand.
    [[nodiscard]] bool reversible() const noexcept { return defined && least_attained < 0 && greatest_attained > 0; }

    [[nodiscard]] static Signs sharp(int least, int greatest) { return {least, least, greatest, greatest, true}; }
    [[nodiscard]] static Signs none() { return {0, 0, 0, 0, false}; }
    /// The same of the second pair against the first.
    [[nodiscard]] Signs turned() const { return {-greatest, -greatest_attained, -least_attained, -least, defined}; }
};

}  // namespace chirograph
