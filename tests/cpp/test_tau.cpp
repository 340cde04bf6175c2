// Kendall's tau-b: bounds against every completion of small random pairs, values that other packages gave.
#include <gtest/gtest.h>

#include <numeric>

#include "all_completions.hpp"
#include "engine/base/error.hpp"
#include "engine/pair/tau.hpp"
#include "engine/pair/tau_search.hpp"
#include "rounds.hpp"

namespace chirograph {
namespace {

double tau_of(const std::vector<Cell>& cells) {
    return tau_b_value(cells);
}

void expect_end(const Bound& end, double truth, double sign, const PairProblem& problem) {
    if (!end.witness.empty()) {
        EXPECT_TRUE(slow::among_options(problem, end.witness));
        EXPECT_TRUE(slow::within_counters(problem, end.witness));
        EXPECT_NEAR(tau_b_value(end.witness), end.attained, 1e-12);
    }
    if (!end.sharp) {
        EXPECT_GE(sign * end.value, sign * truth - 1e-12);
        EXPECT_LE(std::abs(end.value), 1.0);
        return;
    }
    EXPECT_NEAR(end.value, truth, 1e-12);
    EXPECT_FALSE(end.witness.empty());
}

/// The least and greatest value over all completions, with any budget; sharp whenever the budget allows.
TEST(Tau, EqualsEveryCompletionOfRandomPairs) {
    slow::RandomProblems random(20261123);
    int infeasible = 0;
    for (const Budget budget : {Budget{}, Budget{1, 200'000'000}, Budget{1, 1}, Budget{1, 40'000}}) {
        for (int round = 0, most = slow::rounds(1500); round < most && !HasFailure(); ++round) {
            const PairProblem problem = random.next(7, 3, 2000, false, round % 2 == 0);
            const slow::Truth truth = slow::every_completion(problem, tau_of);
            if (!truth.defined && !truth.undefined) {
                ++infeasible;
                EXPECT_THROW(static_cast<void>(tau_b_range(problem, budget)), Error);
                continue;
            }
            const Range range = tau_b_range(problem, budget);
            ASSERT_EQ(range.defined_possible, truth.defined);
            ASSERT_EQ(range.undefined_possible, truth.undefined);
            if (!truth.defined) {
                EXPECT_TRUE(std::isnan(range.lower.value) && std::isnan(range.upper.value));
                continue;
            }
            if (budget.steps > 40'000) {
                EXPECT_TRUE(range.lower.sharp && range.upper.sharp);
            }
            expect_end(range.lower, truth.lower, -1.0, problem);
            expect_end(range.upper, truth.upper, 1.0, problem);
        }
    }
    EXPECT_GT(infeasible, 0);
}

/// Branch and bound alone finds the ends, and its bound holds even when it is stopped early.
TEST(Tau, SearchFindsTheEndsAndItsBoundHolds) {
    slow::RandomProblems random(5);
    int stopped = 0;
    for (int round = 0; round < 800; ++round) {
        const PairProblem problem = random.next(7, 3, 2000, false, round % 2 == 0);
        const slow::Truth truth = slow::every_completion(problem, tau_of);
        if (!truth.defined) continue;
        for (const double sign : {-1.0, 1.0}) {
            const double end = sign < 0.0 ? truth.lower : truth.upper;
            const TauEnd full = search_tau(problem, sign, 1'000'000);
            ASSERT_TRUE(full.complete());
            ASSERT_NEAR(full.value, end, 1e-12);
            const TauEnd brief = search_tau(problem, sign, 4);
            ASSERT_GE(sign * brief.bound, sign * end - 1e-12);
            stopped += brief.complete() ? 0 : 1;
        }
    }
    EXPECT_GT(stopped, 20);
}

/// 24 areas of depths 0..3, 13 known to be absent from one list, the other list exactly 16 long: exact within a second.
TEST(Tau, RealisticPairWithAListLengthIsExact) {
    PairProblem problem;
    problem.max_depth = 3;
    for (int c = 0; c < 24; ++c) {
        auto& options = problem.options.emplace_back();
        const bool japan = c < 3 || (c >= 13 && c < 20);
        for (int x = c < 13 ? 0 : 1; x <= (c < 13 ? 0 : 3); ++x) {
            for (int y = japan ? 1 : 0; y <= 3; ++y) options.push_back({static_cast<Depth>(x), static_cast<Depth>(y)});
        }
    }
    problem.weights.assign(24, 1.0);
    problem.whole_weights.assign(24, 1);
    const Range free = tau_b_range(problem, {});
    EXPECT_TRUE(free.lower.sharp && free.upper.sharp);
    EXPECT_DOUBLE_EQ(free.lower.value, -1.0);
    EXPECT_DOUBLE_EQ(free.upper.value, 1.0);
    problem.counters.push_back({Counter::Sees::y, 1, std::vector<std::uint8_t>(24, 1), 16, 16, 16});
    const Range range = tau_b_range(problem, {});
    EXPECT_TRUE(range.lower.sharp && range.upper.sharp);
    expect_end(range.lower, range.lower.value, -1.0, problem);
    expect_end(range.upper, range.upper.value, 1.0, problem);
    EXPECT_GT(range.lower.value, -1.0);
    EXPECT_LT(range.upper.value, 1.0);
}

std::vector<Cell> cells_of(const std::vector<int>& x, const std::vector<int>& y) {
    std::vector<Cell> cells;
    for (std::size_t i = 0; i < x.size(); ++i) cells.push_back({static_cast<Depth>(x[i]), static_cast<Depth>(y[i])});
    return cells;
}

/// A20 A35 A60 A61: R 4.2.2 cor(method = "kendall"), the second also printed by fpsim; P09: scipy 1.10.1.
TEST(Tau, ReferenceValues) {
    EXPECT_NEAR(tau_b_value(cells_of({3, 2, 0, 1, 0, 3, 1, 2, 0, 0, 1, 3, 2, 0, 0, 1, 2, 0, 3, 0},
                                     {2, 2, 1, 0, 0, 3, 0, 1, 1, 0, 2, 1, 2, 0, 0, 0, 3, 1, 2, 0})),
                0.5684525467199, 1e-12);
    EXPECT_NEAR(tau_b_value(cells_of({3, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0},
                                     {0, 3, 1, 3, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})),
                0.0303169531295416, 1e-12);
    const std::vector<int> usa{3, 3, 3, 1, 1, 1, 3, 3, 3, 1, 3, 3, 1, 1, 2, 3,
                               3, 3, 3, 3, 3, 3, 3, 1, 3, 1, 3, 3, 3, 3, 3, 3};
    const std::vector<int> russia{1, 1, 1, 3, 3, 3, 1, 3, 3, 3, 1, 1, 3, 3, 1, 3,
                                  1, 1, 1, 1, 1, 1, 3, 3, 3, 3, 1, 3, 1, 1, 2, 3};
    const std::vector<int> uk{3, 3, 3, 1, 1, 1, 3, 2, 1, 1, 3, 3, 1, 1, 3, 1,
                              3, 3, 3, 3, 3, 3, 3, 3, 3, 1, 3, 3, 1, 1, 2, 2};
    EXPECT_NEAR(tau_b_value(cells_of(usa, russia)), -0.530281033764593, 1e-12);
    EXPECT_NEAR(tau_b_value(cells_of(usa, uk)), 0.509013012845469, 1e-12);
    std::vector<int> one(26);
    std::vector<int> two(26);
    one[0] = 3;
    for (const std::size_t i : {1U, 2U, 3U, 4U, 7U, 12U}) two[i] = 3;
    EXPECT_NEAR(tau_b_value(cells_of(one, two)), -0.109544511501033, 1e-12);
}

/// A constant side has no order to compare (A53), and a single area has none either.
TEST(Tau, ConstantSideIsNaN) {
    EXPECT_TRUE(std::isnan(tau_b_value(cells_of({1, 1, 1, 1, 1, 1}, {0, 1, 2, 3, 1, 0}))));
    EXPECT_TRUE(std::isnan(tau_b_value(cells_of({2}, {1}))));
    EXPECT_TRUE(std::isnan(tau_b_contributions(cells_of({1, 1}, {0, 1})).front()));
}

/// Contributions add up to the value, and equal half the sign products counted pair by pair.
TEST(Tau, ContributionsSumToTheValue) {
    slow::RandomProblems random(9);
    for (int round = 0; round < 300; ++round) {
        const PairProblem problem = random.next(8, 3, 1, false, false);
        std::vector<Cell> cells;
        for (const auto& options : problem.options) cells.push_back(options.front());
        const double value = tau_b_value(cells);
        if (std::isnan(value)) continue;
        const auto shares = tau_b_contributions(cells);
        ASSERT_NEAR(std::accumulate(shares.begin(), shares.end(), 0.0), value, 1e-12);
        double untied_x = 0.0;
        double untied_y = 0.0;
        std::vector<double> signs(cells.size());
        for (std::size_t i = 0; i < cells.size(); ++i) {
            for (std::size_t j = 0; j < cells.size(); ++j) {
                const int dx = (cells[i].x > cells[j].x) - (cells[i].x < cells[j].x);
                const int dy = (cells[i].y > cells[j].y) - (cells[i].y < cells[j].y);
                signs[i] += 0.5 * dx * dy;
                untied_x += 0.5 * dx * dx;
                untied_y += 0.5 * dy * dy;
            }
        }
        for (std::size_t i = 0; i < cells.size(); ++i) {
            ASSERT_NEAR(shares[i], signs[i] / std::sqrt(untied_x * untied_y), 1e-12);
        }
    }
}

}  // namespace
}  // namespace chirograph
