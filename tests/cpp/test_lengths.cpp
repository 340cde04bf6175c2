// Choices under list lengths by the numbers of areas in both lists and in one, against every choice.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>

#include "all_completions.hpp"
#include "engine/search/cheapest.hpp"
#include "engine/search/cheapest_by_length.hpp"

namespace chirograph {
namespace {

constexpr double nothing = std::numeric_limits<double>::infinity();

double cost_of(const Costs& costs, const std::vector<std::size_t>& picks) {
    double sum = 0.0;
    for (std::size_t c = 0; c < picks.size(); ++c) sum += costs[c][picks[c]];
    return sum;
}

bool within(const PairProblem& problem, const std::vector<std::size_t>& picks) {
    std::vector<Cell> cells;
    for (std::size_t c = 0; c < picks.size(); ++c) cells.push_back(problem.options[c][picks[c]]);
    return slow::within_counters(problem, cells);
}

double least_cost(const PairProblem& problem, const Costs& costs) {
    double least = nothing;
    std::vector<std::size_t> picks(problem.columns());
    const std::function<void(std::size_t)> visit = [&](std::size_t column) {
        if (column == problem.columns()) {
            if (within(problem, picks)) least = std::min(least, cost_of(costs, picks));
            return;
        }
        for (picks[column] = 0; picks[column] < problem.options[column].size(); ++picks[column]) visit(column + 1);
    };
    visit(0);
    return least;
}

/// List lengths of one or both programmes, exact or a range; some are impossible.
void give_lengths(PairProblem& problem, slow::RandomProblems& random) {
    for (const bool second : {false, true}) {
        if (random.one_in(4)) continue;
        const std::size_t columns = problem.columns();
        const std::size_t maximum = random.up_to(columns);
        const std::size_t minimum = random.one_in(3) ? random.up_to(maximum) : maximum;
        const auto threshold = static_cast<Depth>(1 + random.up_to(problem.max_depth - 1U));
        problem.counters.push_back(
            {second, threshold, std::vector<std::uint8_t>(columns, 1), minimum, maximum, maximum});
    }
}

/// Joint domains included: areas that are in both lists or in neither, or in just one of them.
TEST(ListLengths, FindTheCheapestOfAllChoices) {
    slow::RandomProblems random(23);
    int impossible = 0;
    for (int round = 0; round < 4000 && !HasFailure(); ++round) {
        PairProblem problem = random.next(6, 3, 600, round % 2 == 0, false);
        give_lengths(problem, random);
        Costs costs;
        for (const auto& options : problem.options) {
            auto& list = costs.emplace_back();
            for (std::size_t i = 0; i < options.size(); ++i) {
                list.push_back(round % 2 == 0 ? static_cast<double>(random.up_to(4)) - 2.0
                                              : std::sqrt(static_cast<double>(random.up_to(900))) - 15.0);
            }
        }
        const double truth = least_cost(problem, costs);
        const auto lengths = ListLengths::of(problem);
        ASSERT_TRUE(lengths.has_value());
        const auto picks = lengths->cheapest(costs);
        ASSERT_EQ(picks.has_value(), truth < nothing);
        if (!picks) {
            ++impossible;
            continue;
        }
        EXPECT_TRUE(within(problem, *picks));
        EXPECT_NEAR(cost_of(costs, *picks), truth, 1e-12);
    }
    EXPECT_GT(impossible, 100);
}

/// Two thresholds for one programme, or "at least one of", are more than two lengths say.
TEST(ListLengths, AreNotAskedForOtherCounters) {
    PairProblem problem;
    problem.options.assign(3, {{0, 0}, {1, 1}});
    problem.weights.assign(3, 1.0);
    problem.counters.push_back({false, 1, {1, 0, 1}, 1, 3, 1});
    EXPECT_FALSE(ListLengths::of(problem).has_value());
    problem.counters.assign(2, {false, 1, {1, 1, 1}, 1, 1, 1});
    EXPECT_FALSE(ListLengths::of(problem).has_value());
}

}  // namespace
}  // namespace chirograph
