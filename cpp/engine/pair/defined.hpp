// Which completions exist at all: with a value, or 0/0.
#pragma once

#include <span>
#include <vector>

#include "engine/catalogue/indicator.hpp"
#include "engine/panel/problem.hpp"

namespace chirograph {

struct Possible {
    bool defined = false;    ///< some completion has a value
    bool undefined = false;  ///< some completion is 0/0
    [[nodiscard]] bool feasible() const noexcept { return defined || undefined; }
};

/// How an index sees one side of a cell: the depth, or only whether it reaches the threshold.
struct Sight {
    NoValue no_value = NoValue::never;
    bool reached_only = false;
    double threshold = 1.0;
    Depth max_depth = 1;
    [[nodiscard]] unsigned level(Depth depth) const {
        if (reached_only) return static_cast<double>(depth) >= threshold ? 1U : 0U;
        return depth;
    }
    [[nodiscard]] unsigned top() const { return reached_only ? 1U : max_depth; }
};

/// Goes through the areas keeping, for each side, whether it has shown nothing yet, one level only, or several; and the
/// counters. Areas without weight count for the counters only. O(areas x options x levels^2 x counts).
[[nodiscard]] Possible possible_completions(const PairProblem& problem, const Sight& sight,
                                            std::span<const double> weights);

/// One completion that is 0/0 and keeps the counters; empty when there is none or the counters cannot be followed.
/// Costs as much again as possible_completions, and a byte for every state of every area.
[[nodiscard]] std::vector<Cell> undefined_completion(const PairProblem& problem, const Sight& sight,
                                                     std::span<const double> weights);

/// One completion that has a value and keeps the counters, which must be followable; there must be one.
[[nodiscard]] std::vector<Cell> defined_completion(const PairProblem& problem, const Sight& sight,
                                                   std::span<const double> weights);

/// Can the counters be followed at all in reasonable time?
[[nodiscard]] bool followable(const PairProblem& problem);

/// Is every area known? Then the first options are the only completion.
[[nodiscard]] bool known(const PairProblem& problem);
[[nodiscard]] std::vector<Cell> first_options(const PairProblem& problem);

}  // namespace chirograph
