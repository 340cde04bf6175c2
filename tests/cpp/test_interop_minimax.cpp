// The least largest sum against every choice of options.
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "engine/search/minimax.hpp"
#include "engine/search/minimax_branch.hpp"
#include "interop_random.hpp"

namespace chirograph {
namespace {

MinimaxProblem random_problem(testing::Random& random) {
    MinimaxProblem problem;
    const std::size_t sums = testing::draw(random, 1, 7);
    const auto number = [&] { return (static_cast<double>(testing::draw(random, 0, 12)) - 6.0) / 12.0; };
    for (std::size_t k = 0; k < sums; ++k) problem.offset.push_back(number());
    for (std::size_t c = testing::draw(random, 0, 6); c-- > 0;) {
        problem.options.push_back(testing::draw(random, 1, 4));
        for (std::size_t i = problem.options.back() * sums; i-- > 0;) problem.adds.push_back(number());
    }
    return problem;
}

double largest(const MinimaxProblem& problem, const std::vector<std::size_t>& picks) {
    std::vector<double> sums = problem.offset;
    std::size_t start = 0;
    for (std::size_t c = 0; c < picks.size(); ++c) {
        for (std::size_t k = 0; k < sums.size(); ++k) sums[k] += problem.adds[(start + picks[c]) * sums.size() + k];
        start += problem.options[c];
    }
    return *std::max_element(sums.begin(), sums.end());
}

double brute_force(const MinimaxProblem& problem) {
    std::vector<std::size_t> picks(problem.options.size(), 0);
    double best = std::numeric_limits<double>::infinity();
    for (bool more = true; more;) {
        best = std::min(best, largest(problem, picks));
        more = false;
        for (std::size_t c = 0; c < picks.size() && !more; ++c) {
            more = picks[c] + 1 < problem.options[c];
            picks[c] = more ? picks[c] + 1 : 0;
        }
    }
    return best;
}

TEST(Minimax, IsExactOnSmallProblems) {
    testing::Random random(11);
    for (int round = 0; round < 4000; ++round) {
        const MinimaxProblem problem = random_problem(random);
        const MinimaxAnswer answer = least_largest_sum(problem, 1'000'000);
        ASSERT_TRUE(answer.exact);
        ASSERT_NEAR(answer.value, brute_force(problem), 1e-9);
        ASSERT_NEAR(largest(problem, answer.picks), answer.value, 1e-9);
    }
}

TEST(Minimax, WithoutABudgetItStillBoundsFromBelow) {
    testing::Random random(12);
    std::size_t inexact = 0;
    for (int round = 0; round < 4000; ++round) {
        const MinimaxProblem problem = random_problem(random);
        const MinimaxAnswer answer = least_largest_sum(problem, 0);
        const double truth = brute_force(problem);
        ASSERT_LE(answer.value, truth + 1e-9);
        ASSERT_GE(answer.attained, truth - 1e-9);
        ASSERT_NEAR(largest(problem, answer.picks), answer.attained, 1e-9);
        ASSERT_TRUE(!answer.exact || answer.value > truth - 1e-9);
        inexact += answer.exact ? 0U : 1U;
    }
    EXPECT_GT(inexact, 0U);
}

TEST(Minimax, BranchingEndsAtTheLeastAndHoldsWhereverItStops) {
    testing::Random random(14);
    std::size_t stopped = 0;
    for (int round = 0; round < 1000; ++round) {
        const MinimaxProblem problem = random_problem(random);
        MinimaxSums sums(problem);
        const double truth = brute_force(problem);
        const MinimaxSums::Vector weights(sums.size(), 1.0 / static_cast<double>(sums.size()));
        for (const std::size_t nodes : {3U, 100'000U}) {
            MinimaxState state{-1e9, 0.0, sums.first()};
            state.attained = sums.largest(state.picks);
            branch(sums, weights, std::numeric_limits<double>::infinity(), nodes, state);
            ASSERT_LE(state.bound, truth + 1e-9);
            ASSERT_GE(state.attained, truth - 1e-9);
            ASSERT_NEAR(largest(problem, sums.numbers(state.picks)), state.attained, 1e-9);
            if (nodes > 3) {
                ASSERT_NEAR(state.bound, truth, 1e-9);
                ASSERT_NEAR(state.attained, truth, 1e-9);
            } else {
                stopped += state.bound < truth - 1e-9 ? 1U : 0U;
            }
        }
    }
    EXPECT_GT(stopped, 0U);
}

TEST(Minimax, GivesUpOnlyOnAnswersThatAreNotWanted) {
    testing::Random random(13);
    for (int round = 0; round < 4000; ++round) {
        const MinimaxProblem problem = random_problem(random);
        const double truth = brute_force(problem);
        const double wanted = truth + (testing::chance(random, 0.5) ? 0.05 : -0.05);
        const MinimaxAnswer answer = least_largest_sum(problem, 1'000'000, wanted);
        if (truth < wanted) {
            ASSERT_TRUE(answer.exact);
            ASSERT_NEAR(answer.value, truth, 1e-9);
        } else {
            ASSERT_GE(answer.value, wanted - 1e-9);
            ASSERT_LE(answer.value, truth + 1e-9);
        }
    }
}

}  // namespace
}  // namespace chirograph
