// Table indices: bounds against every completion of small random pairs, one algorithm against another on larger ones.
#include <gtest/gtest.h>

#include <numeric>
#include <string>

#include "all_completions.hpp"
#include "engine/catalogue.hpp"
#include "engine/chance.hpp"
#include "engine/error.hpp"
#include "engine/table.hpp"
#include "engine/table_case.hpp"

namespace chirograph {
namespace {

struct Row {
    const Indicator* indicator;
    Arguments arguments;
};

/// Every table index with every setting that makes sense on this scale.
std::vector<Row> table_rows(Depth max_depth) {
    std::vector<Row> rows;
    for (const Indicator& row : catalogue) {
        if (row.family != Family::table) continue;
        const bool threshold = row.parameters[0].name == "threshold";
        const bool weighting = row.parameters[0].name == "weighting";
        const double first = threshold ? 1.0 : 0.0;
        const double last = threshold ? max_depth : weighting ? 2.0 : 0.0;
        for (double value = first; value <= last; value += 1.0) rows.push_back({&row, {{value}, max_depth}});
    }
    return rows;
}

std::string name(const Row& row) {
    return std::string(row.indicator->key) + " " + std::to_string(row.arguments.values[0]);
}

void expect_end(const Bound& end, double truth, double sign, const PairProblem& problem, const Row& row) {
    if (!end.sharp) {
        EXPECT_TRUE(end.witness.empty());
        EXPECT_GE(sign * end.value, sign * truth - 1e-12);
        EXPECT_GE(end.value, row.indicator->low);
        EXPECT_LE(end.value, row.indicator->high);
        return;
    }
    EXPECT_NEAR(end.value, truth, 1e-12);
    EXPECT_TRUE(slow::among_options(problem, end.witness));
    EXPECT_TRUE(slow::within_counters(problem, end.witness));
    EXPECT_NEAR(table_value(end.witness, problem.weights, *row.indicator, row.arguments), truth, 1e-12);
}

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
    for (int round = 0; round < 2500 && !HasFailure(); ++round) {
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

/// Where only the problem without its counters can be solved, its ends are sharp just when they keep the counters.
TEST(Table, EndsWithoutCountersAreHeldAgainstThem) {
    slow::RandomProblems random(19);
    for (int round = 0; round < 3000 && !HasFailure(); ++round) {
        const PairProblem problem = random.next(6, 3, 1000, false, true);
        for (const Row& row : table_rows(problem.max_depth)) {
            if (row.indicator->table->disagreement == nullptr) continue;
            expect_truth(problem, row, {15 + random.up_to(20), 200'000'000}, false);
        }
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

/// The double sum over pairs of areas, on which the outer bounds rest, gives the same value as the margins.
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
            const double below = table.root ? std::sqrt(sum.g * sum.h) : sum.g;
            ASSERT_NEAR(sum.f / below, value, 1e-12) << name(row);
            ++compared;
        }
    }
    EXPECT_GT(compared, 1000);
}

/// On pairs too large for brute force the sweep over one side and the lattice over both give the same ends.
TEST(Table, SweepAndLatticeAgreeOnLargerPairs) {
    slow::RandomProblems random(11);
    int compared = 0;
    for (int round = 0; round < 60; ++round) {
        const PairProblem problem = random.next(12, 3, 1e7, round % 2 == 0, round % 3 == 0);
        for (const Row& row : table_rows(problem.max_depth)) {
            if (row.indicator->table->disagreement == nullptr) continue;
            try {
                if (!table_range(problem, *row.indicator, row.arguments, {}).defined_possible) continue;
            } catch (const Error&) {
                continue;
            }
            const TableCase table_case(problem, *row.indicator, row.arguments);
            const auto sweep = chance_ends(table_case, {});
            const auto lattice = lattice_ends(table_case, {});
            if (!sweep || !lattice) continue;
            ++compared;
            ASSERT_NEAR(sweep->lower.value, lattice->lower.value, 1e-12) << name(row);
            ASSERT_NEAR(sweep->upper.value, lattice->upper.value, 1e-12) << name(row);
        }
    }
    EXPECT_GT(compared, 100);
}

/// Without any search over margins, the upper ends of overlap, Ochiai and cosine are still exact, and so is the lower
/// end of overlap on equally weighted free cells.
TEST(Table, PolynomialEndsEqualTheLattice) {
    slow::RandomProblems random(13);
    for (int round = 0; round < 150; ++round) {
        const PairProblem problem = random.next(24, 3, 1e30, round % 2 == 0, false);
        for (const Row& row : table_rows(problem.max_depth)) {
            if (row.indicator->table->sides == nullptr) continue;
            const Range exact = table_range(problem, *row.indicator, row.arguments, {});
            const Range quick = table_range(problem, *row.indicator, row.arguments, {.states = 1, .steps = 1});
            if (!exact.defined_possible) continue;
            ASSERT_TRUE(quick.upper.sharp) << name(row);
            if (exact.upper.sharp) {
                ASSERT_NEAR(quick.upper.value, exact.upper.value, 1e-12) << name(row);
            }
            ASSERT_LE(quick.lower.value, exact.lower.value + 1e-12) << name(row);
        }
    }
}

PairProblem boxes(const std::vector<std::vector<int>>& x_low, Depth max_depth) {
    PairProblem problem;
    problem.max_depth = max_depth;
    for (std::size_t c = 0; c < x_low[0].size(); ++c) {
        auto& options = problem.options.emplace_back();
        for (int x = x_low[0][c]; x <= x_low[1][c]; ++x) {
            for (int y = x_low[2][c]; y <= x_low[3][c]; ++y) {
                options.push_back({static_cast<Depth>(x), static_cast<Depth>(y)});
            }
        }
    }
    problem.weights.assign(problem.columns(), 1.0);
    problem.whole_weights.assign(problem.columns(), 1);
    return problem;
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
