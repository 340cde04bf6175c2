// The searches behind the bounds of table indices: one against another, and the outer bounds against what is exact.
#include <gtest/gtest.h>

#include "engine/base/error.hpp"
#include "engine/pair/chance.hpp"
#include "engine/pair/outer.hpp"
#include "engine/pair/table_case.hpp"
#include "table_rows.hpp"

namespace chirograph {
namespace {

/// On pairs too large for brute force the sweep over one side and the lattice over both give the same ends.
TEST(TableSearches, SweepAndLatticeAgreeOnLargerPairs) {
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
            Budget budget;
            const auto sweep = chance_ends(table_case, budget);
            budget = {};
            const auto lattice = lattice_ends(table_case, budget);
            if (!sweep || !lattice) continue;
            ++compared;
            ASSERT_NEAR(sweep->lower.value, lattice->lower.value, 1e-12) << name(row);
            ASSERT_NEAR(sweep->upper.value, lattice->upper.value, 1e-12) << name(row);
        }
    }
    EXPECT_GT(compared, 100);
}

/// Every completion one by one gives the same ends as the searches.
TEST(TableSearches, EveryCompletionAgreesWithTheSearches) {
    slow::RandomProblems random(31);
    int compared = 0;
    for (int round = 0; round < 200; ++round) {
        const PairProblem problem = random.next(8, 3, 5000, round % 2 == 0, round % 3 == 0);
        for (const Row& row : table_rows(problem.max_depth)) {
            try {
                if (!table_range(problem, *row.indicator, row.arguments, {}).defined_possible) continue;
            } catch (const Error&) {
                continue;
            }
            const TableCase table_case(problem, *row.indicator, row.arguments);
            Budget budget;
            const auto every = every_ends(table_case, budget);
            const auto lattice = lattice_ends(table_case, budget);
            if (!every || !lattice) continue;
            ++compared;
            ASSERT_NEAR(every->lower.value, lattice->lower.value, 1e-11) << name(row);
            ASSERT_NEAR(every->upper.value, lattice->upper.value, 1e-11) << name(row);
        }
    }
    EXPECT_GT(compared, 1000);
}

/// Whatever the budget, the bound from boxes of margins holds every completion; it is narrower than the index's range.
TEST(TableSearches, BoxesOfMarginsHoldEveryCompletion) {
    slow::RandomProblems random(41);
    int tighter = 0;
    for (int round = 0; round < 600 && !HasFailure(); ++round) {
        const PairProblem problem = random.next(6, 3, 600, round % 2 == 0, round % 3 == 0);
        for (const Row& row : table_rows(problem.max_depth)) {
            SCOPED_TRACE(name(row));
            const slow::Truth truth = slow::every_completion(problem, [&](const std::vector<Cell>& cells) {
                return table_value(cells, problem.weights, *row.indicator, row.arguments);
            });
            if (!truth.defined) continue;
            const TableCase table_case(problem, *row.indicator, row.arguments);
            Budget budget{1, 10'000 * (1 + random.up_to(9))};
            const double high = chance_bound(table_case, 1.0, row.indicator->high, budget);
            EXPECT_GE(high, truth.upper - 1e-12);
            budget = {1, 50'000};
            EXPECT_LE(chance_bound(table_case, -1.0, row.indicator->low, budget), truth.lower + 1e-12);
            tighter += high < row.indicator->high ? 1 : 0;
        }
    }
    EXPECT_GT(tighter, 1000);
}

/// Without any search over margins, the upper ends of overlap, Ochiai and cosine are still exact, and so is the lower
/// end of overlap on equally weighted free cells.
TEST(TableSearches, PolynomialEndsEqualTheLattice) {
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

}  // namespace
}  // namespace chirograph
