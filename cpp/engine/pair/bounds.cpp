#include "engine/pair/bounds.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "engine/base/error.hpp"
#include "engine/catalogue/terms.hpp"
#include "engine/pair/ratio.hpp"
#include "engine/pair/tighten.hpp"
#include "engine/pair/weighed.hpp"

namespace chirograph {
namespace {

/// Irrational weights can carry a value one rounding step out of the range the row declares.
double within(double value, const Indicator& indicator) {
    return std::isnan(value) ? value : std::clamp(value, indicator.low, indicator.high);
}

Range clamped_range(const PairProblem& problem, const Indicator& indicator, const Arguments& arguments,
                    const Budget& budget) {
    const Weighed kept(problem);
    Range range = indicator.solver->range(kept.problem(), indicator, arguments, budget);
    kept.fill(range);
    for (Bound* end : {&range.lower, &range.upper}) {
        end->value = within(end->value, indicator);
        end->attained = within(end->attained, indicator);
    }
    return range;
}

PairAnswer swapped(PairAnswer answer) {
    for (auto* cells : {&answer.range.lower.witness, &answer.range.upper.witness, &answer.undefined_witness}) {
        for (Cell& cell : *cells) std::swap(cell.x, cell.y);
    }
    return answer;
}

void widen(Range& all, const Range& level) {
    all.undefined_possible = all.undefined_possible && level.undefined_possible;
    if (!level.defined_possible) return;
    if (!all.defined_possible || level.lower.value < all.lower.value) all.lower = level.lower;
    if (!all.defined_possible || level.upper.value > all.upper.value) all.upper = level.upper;
    all.defined_possible = true;
}

}  // namespace

void require_pair_indicator(const Indicator& indicator, const Panel& panel) {
    const std::string name = "indicator '" + std::string(indicator.key) + "'";
    if (indicator.solver == nullptr) {
        throw Error({Code::unsupported, "", name, "a panel of depths", "it compares two programmes area by area",
                     "use the function its description names"});
    }
    if (!indicator.traits.weighted && !panel.equal_weights()) {
        throw Error({Code::unsupported, "", name, "unequal weights", "it is defined for equal weights only",
                     "drop the weights or choose an indicator that takes them"});
    }
}

Range bound_range(const PairProblem& problem, const Indicator& indicator, const Arguments& arguments,
                  const Budget& budget) {
    return clamped_range(problem, indicator, arguments, budget);
}

Range bound_range(const Panel& panel, const Constraints& constraints, std::size_t p, std::size_t q,
                  const Indicator& indicator, const Arguments& arguments, const Budget& budget) {
    require_pair_indicator(indicator, panel);
    return bound_range(pair_problem(tightened(panel, constraints), constraints, p, q), indicator, arguments, budget);
}

PairAnswer bound_pair(const Panel& panel, const Constraints& constraints, std::size_t p, std::size_t q,
                      const Indicator& indicator, const Arguments& arguments, const Budget& budget) {
    if (indicator.traits.symmetric && p > q) {
        return swapped(bound_pair(panel, constraints, q, p, indicator, arguments, budget));
    }
    require_pair_indicator(indicator, panel);
    const PairProblem problem = pair_problem(tightened(panel, constraints), constraints, p, q);
    PairAnswer answer;
    answer.range = clamped_range(problem, indicator, arguments, budget);
    if (answer.range.undefined_possible && problem.exact) {
        const Weighed kept(problem);
        answer.undefined_witness = indicator.solver->undefined(kept.problem(), indicator, arguments, budget);
        kept.fill(answer.undefined_witness);
    }
    const auto contributions = [&](const std::vector<Cell>& cells) {
        return cells.empty() ? std::vector<double>{}
                             : indicator.solver->contributions(cells, problem.weights, indicator, arguments);
    };
    answer.contributions_lower = contributions(answer.range.lower.witness);
    answer.contributions_upper = contributions(answer.range.upper.witness);
    return answer;
}

double pair_value(std::span<const Cell> cells, std::span<const double> weights, const Indicator& indicator,
                  const Arguments& arguments) {
    return within(indicator.solver->value(cells, weights, indicator, arguments), indicator);
}

Range scoring_free_range(const Panel& panel, const Constraints& constraints, std::size_t p, std::size_t q,
                         const Budget& budget) {
    return scoring_free_range(pair_problem(tightened(panel, constraints), constraints, p, q), budget);
}

Range scoring_free_range(const PairProblem& problem, const Budget& budget) {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    Range all{{none, problem.exact, {}}, {none, problem.exact, {}}, true, false};
    const Weighed kept(problem);
    for (Depth level = 1; level <= problem.max_depth; ++level) {
        const Arguments arguments{{static_cast<double>(level)}, problem.max_depth};
        widen(all, ratio_range(kept.problem(), terms::jaccard, arguments, budget));
    }
    kept.fill(all);
    return all;
}

}  // namespace chirograph
