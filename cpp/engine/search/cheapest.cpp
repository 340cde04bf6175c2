#include "engine/search/cheapest.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>

#include "engine/search/cheapest_by_length.hpp"

namespace chirograph {
namespace {

constexpr double unreachable = std::numeric_limits<double>::infinity();
constexpr std::uint16_t no_option = std::numeric_limits<std::uint16_t>::max();

std::size_t state_count(const PairProblem& problem) {
    std::size_t product = 1;
    for (const Counter& counter : problem.counters) {
        if (product > std::numeric_limits<std::size_t>::max() / (counter.cap + 2)) return product;
        product *= counter.cap + 1;
    }
    return product;
}

std::vector<std::size_t> area_by_area(const Costs& costs) {
    std::vector<std::size_t> picks;
    picks.reserve(costs.size());
    for (const auto& column : costs) {
        picks.push_back(static_cast<std::size_t>(std::min_element(column.begin(), column.end()) - column.begin()));
    }
    return picks;
}

/// The state after one area, or nothing when a count passes its maximum. States are mixed-radix counts.
std::optional<std::size_t> next_state(const PairProblem& problem, std::size_t state, std::size_t column, Cell cell) {
    std::size_t next = 0;
    std::size_t place = 1;
    for (const Counter& counter : problem.counters) {
        const std::size_t radix = counter.cap + 1;
        const auto count = counter.after(state % radix, counter.step(column, cell));
        if (!count) return std::nullopt;
        next += *count * place;
        place *= radix;
        state /= radix;
    }
    return next;
}

bool satisfied(const PairProblem& problem, std::size_t state) {
    for (const Counter& counter : problem.counters) {
        const std::size_t radix = counter.cap + 1;
        const std::size_t count = state % radix;
        if (count < std::min(counter.minimum, counter.cap) || count > counter.maximum) return false;
        state /= radix;
    }
    return true;
}

struct Step {
    std::uint32_t from = 0;
    std::uint16_t option = no_option;
};

void advance(const PairProblem& problem, const Costs& costs, std::size_t column, const std::vector<double>& before,
             std::vector<double>& after, std::vector<Step>& steps) {
    const auto& options = problem.options[column];
    for (std::size_t state = 0; state < before.size(); ++state) {
        if (before[state] == unreachable) continue;
        for (std::size_t option = 0; option < options.size(); ++option) {
            const auto next = next_state(problem, state, column, options[option]);
            if (!next) continue;
            const double cost = before[state] + costs[column][option];
            if (cost < after[*next]) {
                after[*next] = cost;
                steps[*next] = {static_cast<std::uint32_t>(state), static_cast<std::uint16_t>(option)};
            }
        }
    }
}

std::optional<std::vector<std::size_t>> by_counts(const PairProblem& problem, const Costs& costs) {
    const std::size_t states = state_count(problem);
    std::vector<double> cost(states, unreachable);
    cost[0] = 0.0;
    std::vector<std::vector<Step>> layers;
    layers.reserve(problem.columns());
    for (std::size_t column = 0; column < problem.columns(); ++column) {
        std::vector<double> after(states, unreachable);
        layers.emplace_back(states);
        advance(problem, costs, column, cost, after, layers.back());
        cost = std::move(after);
    }
    std::size_t best = states;
    for (std::size_t state = 0; state < states; ++state) {
        if (cost[state] == unreachable || !satisfied(problem, state)) continue;
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

double count_steps(const PairProblem& problem) {
    double options = 0.0;
    for (const auto& column : problem.options) options += static_cast<double>(column.size());
    return options * static_cast<double>(state_count(problem));
}

/// The list lengths, when they are all there is and counting them is the cheaper way.
std::optional<ListLengths> cheaper_lengths(const PairProblem& problem) {
    constexpr double little = 20'000.0;
    const double steps = count_steps(problem);
    if (steps <= little) return std::nullopt;
    auto lengths = ListLengths::of(problem);
    if (lengths && lengths->steps() > steps) lengths.reset();
    return lengths;
}

}  // namespace

double choice_steps(const PairProblem& problem) {
    if (problem.counters.empty()) return count_steps(problem);
    const auto lengths = cheaper_lengths(problem);
    return lengths ? lengths->steps() : count_steps(problem);
}

bool affordable(const PairProblem& problem, const Budget& budget) {
    if (problem.counters.empty()) return true;
    if (choice_steps(problem) > static_cast<double>(budget.steps)) return false;
    const double states = static_cast<double>(state_count(problem)) * static_cast<double>(problem.columns() + 1);
    return states <= static_cast<double>(budget.states) || cheaper_lengths(problem).has_value();
}

PairProblem without_counters(PairProblem problem) {
    problem.exact = problem.exact && problem.counters.empty();
    problem.counters.clear();
    return problem;
}

std::optional<std::vector<std::size_t>> cheapest(const PairProblem& problem, const Costs& costs) {
    if (problem.counters.empty()) return area_by_area(costs);
    if (const auto lengths = cheaper_lengths(problem)) return lengths->cheapest(costs);
    return by_counts(problem, costs);
}

}  // namespace chirograph
