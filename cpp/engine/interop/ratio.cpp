#include "engine/interop/ratio.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "engine/pair/ratio.hpp"
#include "engine/search/cheapest.hpp"
#include "engine/search/counters.hpp"

namespace chirograph {
namespace {

/// The options of a pair inside one scenario of each side, and which alternative each option uses.
struct Case {
    PairProblem problem;
    WeightedTerms terms;
    std::vector<std::vector<std::pair<std::size_t, std::size_t>>> alternatives;
};

/// Nothing when some area has no option left.
std::optional<Case> build(const PairProblem& base, const EffectiveTerms& terms, const Scenario& first,
                          const Scenario& second, bool same) {
    Case found{base, WeightedTerms(base.columns()), {}};
    found.alternatives.resize(base.columns());
    for (std::size_t column = 0; column < base.columns(); ++column) {
        const auto& own = first.alternatives[column];
        const auto& others = second.alternatives[column];
        found.problem.options[column].clear();
        for (const Cell cell : base.options[column]) {
            if (cell.x < first.low[column] || cell.x > first.high[column]) continue;
            if (cell.y < second.low[column] || cell.y > second.high[column]) continue;
            for (std::size_t a = 0; a < own.size(); ++a) {
                for (std::size_t b = same ? a : 0; b < (same ? a + 1 : others.size()); ++b) {
                    const Terms term = terms(column, {std::min(cell.x, own[a].cap), std::min(cell.y, others[b].cap)});
                    const double weight = base.weights[column];
                    found.problem.options[column].push_back(cell);
                    found.terms[column].push_back({weight * term.f, weight * term.g});
                    found.alternatives[column].emplace_back(a, b);
                }
            }
        }
        if (found.problem.options[column].empty()) return std::nullopt;
    }
    return found;
}

std::vector<Halves> memberships(const Scenario& scenario, const Case& found, const std::vector<std::size_t>& picks,
                                bool second) {
    std::vector<Halves> members = scenario.member_low;
    for (std::size_t column = 0; column < picks.size(); ++column) {
        const auto [a, b] = found.alternatives[column][picks[column]];
        const Alternative& chosen = scenario.alternatives[column][second ? b : a];
        for (const auto& [system, value] : chosen.members) members[system] = value;
    }
    return members;
}

InteropEnd interop_end(const InteropData& data, std::size_t p, std::size_t q, const Case& found,
                       const std::pair<const Scenario&, const Scenario&>& sides, const RatioEnd& end) {
    InteropEnd result{end.value, found.problem.exact, std::nullopt};
    if (!found.problem.exact || end.picks.empty()) return result;
    Completion completion;
    completion.depths.resize(p == q ? 1 : 2);
    for (std::size_t column = 0; column < end.picks.size(); ++column) {
        const Cell cell = found.problem.options[column][end.picks[column]];
        completion.depths[0].push_back(cell.x);
        if (p != q) completion.depths[1].push_back(cell.y);
    }
    completion.members.push_back(memberships(sides.first, found, end.picks, false));
    if (p != q) {
        completion.members.push_back(memberships(sides.second, found, end.picks, true));
        const auto ties = data.between(p, q, false);
        completion.between.assign(ties.begin(), ties.end());
    }
    result.witness = std::move(completion);
    return result;
}

}  // namespace

InteropRange effective_ratio(const InteropData& data, std::size_t p, std::size_t q, const EffectiveTerms& terms,
                             bool prerequisites, const InteropBudget& budget) {
    const Prerequisites none(data.panel().columns(), data.panel().max_depth(), {}, {});
    const std::array rows{p, q};
    const auto sides = scenarios_of(data, prerequisites ? data.prerequisites() : none,
                                    std::span(rows).first(p == q ? 1 : 2), true, budget.scenarios);
    const Scenarios& first = sides.front();
    const Scenarios& second = sides.back();
    PairProblem base = pair_problem(data.panel(), data.constraints(), p, q);
    base.exact = base.exact && first.exact && second.exact;
    InteropRange all = nothing_yet();
    bool feasible = false;
    for (std::size_t i = 0; i < first.cases.size(); ++i) {
        for (std::size_t j = p == q ? i : 0; j < (p == q ? i + 1 : second.cases.size()); ++j) {
            auto found = build(base, terms, first.cases[i], second.cases[j], p == q);
            if (!found) continue;
            if (!affordable(found->problem, Budget{})) found->problem = without_counters(std::move(found->problem));
            const auto ends = ratio_ends(found->problem, found->terms);
            if (!ends) continue;
            feasible = true;
            const std::pair<const Scenario&, const Scenario&> both{first.cases[i], second.cases[j]};
            widen(all, {interop_end(data, p, q, *found, both, ends->lower),
                        interop_end(data, p, q, *found, both, ends->upper), ends->undefined_possible,
                        ends->defined_possible});
        }
    }
    if (!feasible) no_completion();
    return all;
}

}  // namespace chirograph
