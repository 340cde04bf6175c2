// The solver behind the bounds of table indices against every completion, with and without going through the last
// completions one by one; and against the lattice where brute force ends.
#include <gtest/gtest.h>

#include <cmath>

#include "engine/base/error.hpp"
#include "engine/pair/defined.hpp"
#include "engine/pair/table_search.hpp"
#include "rounds.hpp"
#include "table_rows.hpp"

namespace chirograph {
namespace {

/// What a run of the solver was worth.
struct Proven {
    std::size_t ends = 0;
    std::size_t open = 0;
    double widest = 0.0;
};

/// The bound holds for every completion; the witness is one and attains what it is said to; a closed end is the truth.
void expect_proven(const Bound& end, double truth, double sign, const PairProblem& problem, const Row& row,
                   Proven& tally) {
    const double bound = end.sharp ? end.attained + sign * end.gap : end.value;
    ASSERT_GE(sign * bound, sign * truth - 1e-11) << name(row);
    ASSERT_TRUE(slow::among_options(problem, end.witness)) << name(row);
    ASSERT_TRUE(slow::within_counters(problem, end.witness)) << name(row);
    const double value = table_value(end.witness, problem.weights, *row.indicator, row.arguments);
    ASSERT_NEAR(end.attained, value, 1e-10) << name(row);
    ASSERT_LE(sign * end.attained, sign * truth + 1e-10) << name(row);
    if (end.sharp) {
        ASSERT_NEAR(end.value, truth, 1e-9 + 1e-10) << name(row);
    }
    ++tally.ends;
    tally.open += end.sharp ? 0 : 1;
    tally.widest = std::max(tally.widest, end.gap);
}

/// Besides the weights that random problems have: two decimals, and six decades.
void reweigh(PairProblem& problem, int round, slow::RandomProblems& random) {
    if (round % 5 > 1) return;
    const bool decimals = round % 5 == 0;
    problem.whole_weights.clear();
    for (double& weight : problem.weights) {
        weight = decimals ? static_cast<double>(20 + random.up_to(480))
                          : std::pow(10.0, 0.001 * static_cast<double>(random.up_to(6000)) - 3.0);
        if (decimals) problem.whole_weights.push_back(static_cast<std::int64_t>(weight));
    }
}

Proven against_brute_force(unsigned seed, int rounds, bool enumerate) {
    slow::RandomProblems random(seed);
    Proven tally;
    for (int round = 0; round < rounds; ++round) {
        PairProblem problem = random.next(8, 3, 3000, round % 4 != 0, round % 3 == 0);
        reweigh(problem, round, random);
        for (const Row& row : table_rows(problem.max_depth)) {
            const auto truth = slow::every_completion(problem, [&](const std::vector<Cell>& cells) {
                return table_value(cells, problem.weights, *row.indicator, row.arguments);
            });
            if (!truth.defined) continue;
            const TableCase table_case(problem, *row.indicator, row.arguments);
            PairSearch search = table_search(table_case);
            const Sight sight{row.indicator->table->no_value, row.indicator->table->reached_only,
                              row.arguments.values[0], problem.max_depth};
            const std::vector<Cell> start = defined_completion(problem, sight, table_case.weights);
            for (const double sign : {-1.0, 1.0}) {
                FractionEffort effort{2e7, enumerate};
                const auto value = [&](const std::vector<std::size_t>& options) {
                    return value_of(table_case, options);
                };
                const auto end = search.end(sign, start, value, effort);
                EXPECT_TRUE(end.has_value()) << name(row);
                if (!end) return tally;
                expect_proven(*end, sign > 0.0 ? truth.upper : truth.lower, sign, problem, row, tally);
                if (testing::Test::HasFatalFailure()) {
                    ADD_FAILURE() << "round " << round << " sign " << sign;
                    return tally;
                }
            }
        }
    }
    return tally;
}

TEST(TableSearches, EveryEndIsProvenAgainstBruteForce) {
    const Proven tally = against_brute_force(501, slow::rounds(150), true);
    EXPECT_GT(tally.ends, static_cast<std::size_t>(slow::rounds(2000)));
    EXPECT_EQ(tally.open, 0U);
    RecordProperty("ends", static_cast<int>(tally.ends));
    std::printf("%zu ends, %zu open, widest %g\n", tally.ends, tally.open, tally.widest);
}

TEST(TableSearches, BoundsAloneAreNeverWrong) {
    const Proven tally = against_brute_force(502, slow::rounds(150), false);
    EXPECT_GT(tally.ends, static_cast<std::size_t>(slow::rounds(2000)));
    EXPECT_LE(tally.open, tally.ends / 500);
    std::printf("%zu ends, %zu open, widest %g\n", tally.ends, tally.open, tally.widest);
}

}  // namespace
}  // namespace chirograph
