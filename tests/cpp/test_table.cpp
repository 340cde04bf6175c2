// Table indices: bounds against every completion of small random pairs, and against what other packages gave.
#include <gtest/gtest.h>

#include <numeric>
#include <string>

#include "engine/base/error.hpp"
#include "rounds.hpp"
#include "table_rows.hpp"

namespace chirograph {
namespace {

/// Returns false when the pair has no completion at all.
bool expect_truth(const PairProblem& problem, const Row& row, const Budget& budget, bool sharp) {
    SCOPED_TRACE(name(row));
    const slow::Truth truth = slow::every_completion(problem, [&](const std::vector<Cell>& cells) {
        return table_value(cells, problem.weights, *row.indicator, row.arguments);
    });
    if (!truth.defined && !truth.undefined) {
        EXPECT_THROW(static_cast<void>(table_range(problem, *row.indicator, row.arguments, budget)), Error);
        return false;
    }
    const Range range = table_range(problem, *row.indicator, row.arguments, budget);
    EXPECT_EQ(range.defined_possible, truth.defined);
    EXPECT_EQ(range.undefined_possible, truth.undefined);
    if (!truth.defined) {
        EXPECT_TRUE(std::isnan(range.lower.value) && std::isnan(range.upper.value));
        return true;
    }
    if (sharp) {
        EXPECT_TRUE(range.lower.sharp && range.upper.sharp);
    }
    expect_end(range.lower, truth.lower, -1.0, problem, row);
    expect_end(range.upper, truth.upper, 1.0, problem, row);
    return true;
}

/// With the usual budget both ends are the least and greatest value over all completions.
TEST(Table, EqualsEveryCompletionOfRandomPairs) {
    slow::RandomProblems random(20261123);
    int infeasible = 0;
    for (int round = 0, most = slow::rounds(2500); round < most && !HasFailure(); ++round) {
        const PairProblem problem = random.next(6, 3, 2000, round % 2 == 0, round % 3 == 0);
        for (const Row& row : table_rows(problem.max_depth)) infeasible += expect_truth(problem, row, {}, true) ? 0 : 1;
    }
    EXPECT_GT(infeasible, 0);
}

/// With too small a budget every end still encloses the truth, is called sharp only when attained, and the flags hold.
TEST(Table, EnclosesTheTruthWhenTheBudgetIsTiny) {
    slow::RandomProblems random(7);
    for (const Budget budget : {Budget{1, 1}, Budget{1, 200'000'000}, Budget{12, 2'000}, Budget{60, 200'000'000}}) {
        for (int round = 0; round < 600 && !HasFailure(); ++round) {
            const PairProblem problem = random.next(6, 3, 1000, round % 2 == 0, round % 3 == 0);
            for (const Row& row : table_rows(problem.max_depth)) expect_truth(problem, row, budget, false);
        }
    }
}

/// Weights up to 1e9 apart: a value keeps its digits, and ends are exact or say that they are not.
TEST(Table, WeightsFarApartKeepTheirDigits) {
    PairProblem problem = boxes({{0, 0}, {1, 1}, {0, 0}, {1, 1}}, 1);
    problem.whole_weights.clear();
    problem.weights = {684821681.0, 133.0};
    const Indicator& phi = find_indicator("phi");
    EXPECT_EQ(table_value(std::vector<Cell>{{1, 1}, {0, 0}}, problem.weights, phi, {{1.0}, 1}), 1.0);
    const std::vector<Cell> cells{{1, 1}, {0, 2}, {1, 1}, {1, 1}};
    const std::vector<double> weights{236.0, 38.0, 203871565.0, 72.0};
    EXPECT_NEAR(table_value(cells, weights, find_indicator("cohen_kappa"), {{2.0}, 3}), -0.9999996272169841, 1e-12);
    slow::RandomProblems random(37);
    for (int round = 0; round < 300 && !HasFailure(); ++round) {
        PairProblem spread = random.next(6, 3, 600, false, round % 3 == 0);
        spread.whole_weights.clear();
        for (double& weight : spread.weights) weight = std::pow(10.0, 0.001 * static_cast<double>(random.up_to(9000)));
        for (const Row& row : table_rows(spread.max_depth)) expect_truth(spread, row, {}, true);
    }
}

/// Contributions of the areas add up to the value of the completion.
TEST(Table, ContributionsSumToTheValue) {
    slow::RandomProblems random(3);
    int defined = 0;
    for (int round = 0; round < 400; ++round) {
        const PairProblem problem = random.next(6, 3, 1, true, false);
        std::vector<Cell> cells;
        for (const auto& options : problem.options) cells.push_back(options.front());
        for (const Row& row : table_rows(problem.max_depth)) {
            const auto shares = table_contributions(cells, problem.weights, *row.indicator, row.arguments);
            const double value = table_value(cells, problem.weights, *row.indicator, row.arguments);
            ASSERT_EQ(shares.size(), cells.size());
            if (std::isnan(value)) {
                ASSERT_TRUE(std::isnan(shares.front()));
                continue;
            }
            ++defined;
            ASSERT_NEAR(std::accumulate(shares.begin(), shares.end(), 0.0), value, 1e-12) << name(row);
        }
    }
    EXPECT_GT(defined, 1000);
}

/// The double sum over pairs of areas, from which values of real weights are taken, gives the same value as the
/// margins.
TEST(Table, PairsOfAreasGiveTheSameValue) {
    slow::RandomProblems random(5);
    int compared = 0;
    for (int round = 0; round < 400; ++round) {
        const PairProblem problem = random.next(6, 3, 1, true, false);
        for (const Row& row : table_rows(problem.max_depth)) {
            const TableIndex& table = *row.indicator->table;
            if (table.between == nullptr) continue;
            PairTerms sum;
            for (std::size_t i = 0; i < problem.columns(); ++i) {
                for (std::size_t j = 0; j < problem.columns(); ++j) {
                    const double weight = 0.5 * problem.weights[i] * problem.weights[j];
                    const PairTerms term =
                        table.between(problem.options[i].front(), problem.options[j].front(), row.arguments);
                    sum = {sum.f + weight * term.f, sum.g + weight * term.g, sum.h + weight * term.h};
                }
            }
            std::vector<Cell> cells;
            for (const auto& options : problem.options) cells.push_back(options.front());
            const double value = table_value(cells, problem.weights, *row.indicator, row.arguments);
            if (std::isnan(value)) continue;
            const double below = table.offset(row.arguments).shape == Shape::spread ? std::sqrt(sum.g * sum.h) : sum.g;
            ASSERT_NEAR(sum.f / below, value, 1e-12) << name(row);
            ++compared;
        }
    }
    EXPECT_GT(compared, 1000);
}

void expect_range(const PairProblem& problem, std::string_view key, double setting, double lower, double upper) {
    const Indicator& row = find_indicator(key);
    const Range range = table_range(problem, row, {{setting}, problem.max_depth}, {});
    EXPECT_NEAR(range.lower.value, lower, 1e-12) << key;
    EXPECT_NEAR(range.upper.value, upper, 1e-12) << key;
    EXPECT_TRUE(range.lower.sharp && range.upper.sharp) << key;
}

/// Ranges that other packages gave when called on every completion (C03: proxy; C05, C16: proxy; C06: irr; C14: fpsim).
TEST(Table, ReferenceRanges) {
    const PairProblem binary = boxes(
        {{1, 1, 0, 0, 0, 1, 0, 0}, {1, 1, 1, 1, 0, 1, 1, 0}, {1, 0, 0, 1, 0, 0, 0, 0}, {1, 1, 1, 1, 1, 0, 0, 1}}, 1);
    expect_range(binary, "overlap", 1, 0.25, 1.0);
    expect_range(binary, "cosine", 0, 0.223606797749979, 0.894427190999916);
    expect_range(binary, "ochiai", 1, 0.223606797749979, 0.894427190999916);
    expect_range(binary, "cohen_kappa", 0, -0.75, 0.75);
    const PairProblem graded =
        boxes({{0, 1, 3, 0, 2, 1}, {3, 1, 3, 2, 3, 1}, {1, 0, 0, 0, 0, 1}, {1, 3, 1, 0, 2, 1}}, 3);
    expect_range(graded, "cohen_kappa", 2, -0.5, 0.545454545454545);
    expect_range(graded, "cosine", 0, 0.144337567297406, 0.938194187433142);
}

/// 24 areas of depths 0..3: a complete list of 11 against one that is mostly unknown, and two that are mostly unknown.
TEST(Table, RealisticPairsAreExact) {
    std::vector<std::vector<int>> listed(4);
    std::vector<std::vector<int>> unknown(4);
    for (int c = 0; c < 24; ++c) {
        const bool korea = c >= 13;
        const bool japan = c < 3 || (c >= 13 && c < 20);
        for (const auto& [at, value] :
             {std::pair(0, korea ? 1 : 0), std::pair(1, korea ? 3 : 0), std::pair(2, japan ? 1 : 0), std::pair(3, 3)}) {
            listed[static_cast<std::size_t>(at)].push_back(value);
        }
        for (const auto& [at, value] :
             {std::pair(0, c < 10 ? 1 : 0), std::pair(1, 3), std::pair(2, japan ? 1 : 0), std::pair(3, 3)}) {
            unknown[static_cast<std::size_t>(at)].push_back(value);
        }
    }
    for (const PairProblem& problem : {boxes(listed, 3), boxes(unknown, 3)}) {
        for (const Row& row : table_rows(3)) {
            SCOPED_TRACE(name(row));
            const Range range = table_range(problem, *row.indicator, row.arguments, {});
            EXPECT_TRUE(range.lower.sharp && range.upper.sharp);
            expect_end(range.lower, range.lower.value, -1.0, problem, row);
            expect_end(range.upper, range.upper.value, 1.0, problem, row);
            std::mt19937 engine(1);
            for (int sample = 0; sample < 2000; ++sample) {
                std::vector<Cell> cells;
                for (const auto& options : problem.options) cells.push_back(options[engine() % options.size()]);
                const double value = table_value(cells, problem.weights, *row.indicator, row.arguments);
                if (std::isnan(value)) continue;
                ASSERT_GE(value, range.lower.value - 1e-12);
                ASSERT_LE(value, range.upper.value + 1e-12);
            }
        }
    }
}

/// Bounds of a relaxed problem are never called sharp and carry no witness.
TEST(Table, RelaxedConstraintsAreNeverSharp) {
    slow::RandomProblems random(17);
    for (int round = 0; round < 50; ++round) {
        PairProblem problem = random.next(4, 2, 200, false, false);
        problem.exact = false;
        for (const Row& row : table_rows(problem.max_depth)) {
            const Range range = table_range(problem, *row.indicator, row.arguments, {});
            EXPECT_FALSE(range.lower.sharp || range.upper.sharp);
            EXPECT_TRUE(range.lower.witness.empty() && range.upper.witness.empty());
        }
    }
}

}  // namespace
}  // namespace chirograph
