// The one door for a pair: from panel, constraints and a row of the catalogue to bounds, witnesses and contributions.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/catalogue/indicator.hpp"
#include "engine/panel/constraints.hpp"
#include "engine/panel/panel.hpp"
#include "engine/panel/problem.hpp"

namespace chirograph {

/// Bounds of one pair and what each area adds at either witness (empty where there is no witness).
struct PairAnswer {
    Range range;
    std::vector<Cell> undefined_witness;  ///< a completion that is 0/0; empty when none is known to be
    std::vector<double> contributions_lower;
    std::vector<double> contributions_upper;
};

/// Range of an index over every completion of the pair. Throws Error when the indicator is not one of a pair, does
/// not take weights that the panel has, or when no completion satisfies the constraints.
[[nodiscard]] Range bound_range(const Panel& panel, const Constraints& constraints, std::size_t p, std::size_t q,
                                const Indicator& indicator, const Arguments& arguments, const Budget& budget = {});

/// The same for a pair already put together, from a panel whose cells were tightened (tighten.hpp).
[[nodiscard]] Range bound_range(const PairProblem& problem, const Indicator& indicator, const Arguments& arguments,
                                const Budget& budget = {});

/// The same with witnesses of 0/0 and contributions. A symmetric index answers (q, p) as it does (p, q), to the bit.
[[nodiscard]] PairAnswer bound_pair(const Panel& panel, const Constraints& constraints, std::size_t p, std::size_t q,
                                    const Indicator& indicator, const Arguments& arguments, const Budget& budget = {});

/// Value of one completion: one cell per area. NaN when it is 0/0.
[[nodiscard]] double pair_value(std::span<const Cell> cells, std::span<const double> weights,
                                const Indicator& indicator, const Arguments& arguments);

/// Range of the Jaccard index over completions and over every increasing scoring of the levels: the scored Ruzicka
/// index of any completion lies between the least and the greatest Jaccard of the levels (mediant inequality).
[[nodiscard]] Range scoring_free_range(const Panel& panel, const Constraints& constraints, std::size_t p, std::size_t q,
                                       const Budget& budget = {});
[[nodiscard]] Range scoring_free_range(const PairProblem& problem, const Budget& budget = {});

/// Throws Error(Code::unsupported) when the indicator cannot be computed for pairs of this panel.
void require_pair_indicator(const Indicator& indicator, const Panel& panel);

}  // namespace chirograph
