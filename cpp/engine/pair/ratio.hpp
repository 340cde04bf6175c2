// Separable ratios: sharp bounds by Dinkelbach's method (Theorem 1), their witnesses, values and contributions.
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "engine/catalogue/indicator.hpp"
#include "engine/panel/problem.hpp"

namespace chirograph {

/// Least and greatest value of sum w f / sum w g over all completions, with a witness for each. Completions with
/// sum w g = 0 are left out and flagged. Exact in whole numbers below 2^53 when the weights have whole proportions.
/// Throws Error(Code::infeasible) when no completion satisfies the counters; those too many for a dynamic programme are
/// left to the solver.
[[nodiscard]] Range ratio_range(const PairProblem& problem, TermsOf terms, const Arguments& arguments,
                                const Budget& budget);

/// w f and w g per area and option, in the order of PairProblem::options.
using WeightedTerms = std::vector<std::vector<Terms>>;

/// One end of a ratio: its value and the option picked in each area (none when it is undefined).
struct RatioEnd {
    double value = std::numeric_limits<double>::quiet_NaN();
    std::vector<std::size_t> picks;
};
struct RatioEnds {
    RatioEnd lower;
    RatioEnd upper;
    bool undefined_possible = false;
    bool defined_possible = false;
};

/// The same ends from terms already worked out, whatever the options stand for; nothing when no choice satisfies the
/// counters, which must be affordable.
[[nodiscard]] std::optional<RatioEnds> ratio_ends(const PairProblem& problem, const WeightedTerms& terms);

/// The value of one completion; NaN when it is 0/0.
[[nodiscard]] double ratio_value(std::span<const Cell> cells, std::span<const double> weights, TermsOf terms,
                                 const Arguments& arguments);

/// What each area adds to the value: w f / sum w g. They sum to the value; NaN when it is 0/0.
[[nodiscard]] std::vector<double> ratio_contributions(std::span<const Cell> cells, std::span<const double> weights,
                                                      TermsOf terms, const Arguments& arguments);

}  // namespace chirograph
