// The solver: one end of a fraction, by branch and bound. It may stop at any step and then has the best completion it
// found and a bound that none passes.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/search/incumbent.hpp"

namespace chirograph {

struct FractionEnd {
    double value = 0.0;    ///< of `picks`, as ExactValue has it
    double bound = 0.0;    ///< no completion is beyond
    Picks picks;           ///< empty when no completion with a value was found; then `value` says nothing
    bool possible = true;  ///< false: it is proven that no completion has a value
    bool crowded = false;  ///< branches were set aside because there were too many; their bounds stand
};

/// How far to go.
struct FractionEffort {
    double steps = 1e8;     ///< left; what is spent is taken out
    bool enumerate = true;  ///< few completions are gone through; without, every end is proven by bounds alone (tests)
};

/// Differences of values below this are not followed.
inline constexpr double resolution = 1e-11;

/// The greatest (sign 1) or least (sign -1) F / G over the completions that keep the counters. `starts` are completions
/// to begin from; one that keeps the counters and has a value is what makes sure that there is a witness.
[[nodiscard]] FractionEnd fraction_end(Fraction& fraction, double sign, const std::vector<Picks>& starts,
                                       const ExactValue& exact, FractionEffort& effort);

}  // namespace chirograph
