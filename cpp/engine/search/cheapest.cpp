#include "engine/search/cheapest.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>

#include "engine/base/watch.hpp"
#include "engine/search/counters.hpp"

namespace chirograph {
namespace {

constexpr double unreachable = std::numeric_limits<double>::infinity();
constexpr std::uint16_t no_option = std::numeric_limits<std::uint16_t>::max();

std::vector<std::size_t> area_by_area(const Costs& costs) {
    std::vector<std::size_t> picks;
    picks.reserve(costs.size());
    for (const auto& column : costs) {
        picks.push_back(static_cast<std::size_t>(std::min_element(column.begin(), column.end()) - column.begin()));
    }
    return picks;
}

struct Step {
    std::uint32_t from = 0;
    std::uint16_t option = no_option;
};

void advance(const CounterStates& counts, const std::vector<Cell>& options, const std::vector<double>& costs,
             std::size_t column, const std::vector<double>& before, std::vector<double>& after,
             std::vector<Step>& steps) {
    for (std::size_t state = 0; state < before.size(); ++state) {
        if (state % 1024 == 0) checkpoint();
        if (before[state] == unreachable) continue;
        for (std::size_t option = 0; option < options.size(); ++option) {
            const auto next = counts.after(state, column, options[option]);
            if (!next) continue;
            const double cost = before[state] + costs[option];
            if (cost < after[*next]) {
                after[*next] = cost;
                steps[*next] = {static_cast<std::uint32_t>(state), static_cast<std::uint16_t>(option)};
            }
        }
    }
}

std::optional<std::vector<std::size_t>> by_counts(const PairProblem& problem, const Costs& costs) {
    const CounterStates counts(problem);
    const std::size_t states = counts.size();
    std::vector<double> cost(states, unreachable);
    cost[0] = 0.0;
    std::vector<std::vector<Step>> layers;
    layers.reserve(problem.columns());
    for (std::size_t column = 0; column < problem.columns(); ++column) {
        std::vector<double> after(states, unreachable);
        layers.emplace_back(states);
        advance(counts, problem.options[column], costs[column], column, cost, after, layers.back());
        cost = std::move(after);
    }
    std::size_t best = states;
    for (std::size_t state = 0; state < states; ++state) {
        if (cost[state] == unreachable || !counts.satisfied(state)) continue;
        if (best == states || cost[state] < cost[best]) best = state;
    }
    if (best == states) return std::nullopt;
    std::vector<std::size_t> picks(problem.columns());
    for (std::size_t column = problem.columns(); column-- > 0;) {
        const Step step = layers[column][best];
        picks[column] = step.option;
        best = step.from;
    }
    return picks;
}

}  // namespace

bool affordable(const PairProblem& problem, const Budget& budget) {
    if (problem.counters.empty()) return true;
    double options = 0.0;
    for (const auto& column : problem.options) options += static_cast<double>(column.size());
    const auto states = static_cast<double>(CounterStates(problem).size());
    return options * states <= static_cast<double>(budget.steps) &&
           states * static_cast<double>(problem.columns() + 1) <= static_cast<double>(budget.states);
}

PairProblem without_counters(PairProblem problem) {
    problem.exact = problem.exact && problem.counters.empty();
    problem.counters.clear();
    return problem;
}

std::optional<std::vector<std::size_t>> cheapest(const PairProblem& problem, const Costs& costs) {
    if (problem.counters.empty()) return area_by_area(costs);
    return by_counts(problem, costs);
}

}  // namespace chirograph
