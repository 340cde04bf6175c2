// All pairs: the counting kernels against the general solver, and the same bits on any number of threads.
#include <gtest/gtest.h>

#include <cstring>
#include <random>
#include <stdexcept>

#include "engine/base/parallel.hpp"
#include "engine/catalogue/catalogue.hpp"
#include "engine/pair/bounds.hpp"
#include "engine/pairs/all_pairs.hpp"
#include "random_panels.hpp"

namespace chirograph {
namespace {

bool same_bits(const std::vector<double>& a, const std::vector<double>& b) {
    return std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0;
}

class Pairwise : public testing::TestWithParam<std::tuple<int, bool>> {};

/// What all pairs are told at once is what each is told alone, to rounding where weights are real.
void expect_the_general_solver(const Panel& panel, const Constraints& constraints, const Indicator& row,
                               const Arguments& arguments) {
    Matrices all(panel.rows());
    bound_all(panel, constraints, row, arguments, 1, all.out());
    for (std::size_t p = 0; p < panel.rows(); p += 3) {
        for (std::size_t q = 0; q < panel.rows(); ++q) {
            const Range range = bound_range(panel, constraints, p, q, row, arguments);
            const std::size_t at = p * panel.rows() + q;
            ASSERT_EQ(all.undefined[at], static_cast<std::uint8_t>(undefined_state(range))) << row.key;
            if (!range.defined_possible) {
                ASSERT_TRUE(std::isnan(all.lower[at]));
                continue;
            }
            const bool sharp = range.lower.sharp && range.upper.sharp;
            ASSERT_GE(all.sharp[at], sharp ? 1 : 0) << row.key;
            if (!sharp) continue;
            ASSERT_NEAR(all.lower[at], range.lower.value, 1e-14) << row.key << " " << p << " " << q;
            ASSERT_NEAR(all.upper[at], range.upper.value, 1e-14) << row.key << " " << p << " " << q;
        }
    }
}

TEST_P(Pairwise, CountingEqualsTheGeneralSolver) {
    const auto [depth, known] = GetParam();
    const auto scale = static_cast<Depth>(depth);
    for (const Weights kind : {Weights::equal, Weights::small, Weights::real}) {
        const Panel large = random_panel(30, 70, scale, 7, known, kind);
        const Panel small = random_panel(9, 8, scale, 8, known, kind);
        for (const Indicator& row : catalogue) {
            if (row.solver == nullptr || (kind != Weights::equal && !row.traits.weighted)) continue;
            for (double first = 0.0; first <= 2.0; first += 1.0) {
                if (first < row.parameters[0].low || first > std::min<double>(depth, row.parameters[0].high)) continue;
                const Panel& panel = row.solver == &ratio_index ? large : small;
                expect_the_general_solver(panel, {}, row, {{first, 0.5, 2.0}, scale});
            }
        }
    }
}

/// Pairs that a constraint names go to the general solver, the others are counted as ever.
TEST(CountedPairs, StandBesideConstrainedOnes) {
    const Panel panel = random_panel(18, 9, 1, 5, false);
    Constraints constraints;
    constraints.lengths.push_back({2, 1, 6, 1});
    constraints.joint.push_back({0, {3, 4}, {{0, 0}, {1, 1}, {0, 1}}});
    constraints.blocks.push_back({5, {0, 1, 2, 3, 4, 5, 6, 7, 8}, 1});
    for (const char* key : {"jaccard", "phi", "overlap", "cohen_kappa"}) {
        const Indicator& row = find_indicator(key);
        expect_the_general_solver(panel, constraints, row, make_arguments(row, {}, 1));
    }
}

/// Holds a choice of pairs against all of them: the same where asked for, nothing elsewhere.
void expect_a_part(const Matrices& part, const Matrices& all, const std::vector<std::uint8_t>& asked) {
    for (std::size_t at = 0; at < asked.size(); ++at) {
        for (const auto ends : {&Matrices::lower, &Matrices::upper, &Matrices::inner_lower, &Matrices::inner_upper}) {
            const double expected = asked[at] != 0 ? (all.*ends)[at] : std::nan("");
            ASSERT_EQ(std::isnan((part.*ends)[at]), std::isnan(expected)) << at;
            ASSERT_TRUE(std::isnan(expected) || (part.*ends)[at] == expected) << at;
        }
        ASSERT_EQ(part.sharp[at], asked[at] != 0 ? all.sharp[at] : 0) << at;
        ASSERT_EQ(part.undefined[at], asked[at] != 0 ? all.undefined[at] : 0) << at;
        ASSERT_EQ(part.spent[at], asked[at] != 0 ? all.spent[at] : 0U) << at;
    }
}

/// Counted and searched, free and tied, whatever the weights, with and without the diagonal.
TEST(SomePairs, HaveTheBitsOfAllOfThem) {
    constexpr CallBudget each{{.steps = 200}, std::size_t{1} << 60U};
    constexpr std::size_t rows = 37;
    std::mt19937 engine(3);
    for (const Weights kind : {Weights::equal, Weights::small, Weights::real}) {
        const Panel panel = random_panel(rows, 9, 2, 21, false, kind);
        Constraints constraints;
        constraints.lengths.push_back({20, 1, 8, 1});
        constraints.blocks.push_back({5, {0, 1, 2, 3, 4, 5, 6, 7, 8}, 1});
        for (const char* key : {"jaccard", "containment", "ruzicka", "phi", "cohen_kappa", "tau_b"}) {
            const Indicator& row = find_indicator(key);
            if (kind != Weights::equal && !row.traits.weighted) continue;
            const Arguments arguments = make_arguments(row, {}, 2);
            Matrices all(rows);
            bound_all(panel, constraints, row, arguments, 1, all.out(), each);
            for (const unsigned one_in : {1U, 3U, 300U}) {
                std::vector<std::uint8_t> asked(rows * rows);
                for (auto& flag : asked) flag = engine() % one_in == 0 ? 1 : 0;
                for (const unsigned threads : {1U, 3U}) {
                    Matrices part(rows);
                    PairMatrices out = part.out();
                    out.asked = asked;
                    bound_all(panel, constraints, row, arguments, threads, out, each);
                    std::vector<std::uint8_t> expected = asked;
                    for (std::size_t at = 0; at < asked.size() && row.traits.symmetric; ++at) {
                        expected[at] |= asked[at % rows * rows + at / rows];
                    }
                    expect_a_part(part, all, expected);
                }
            }
        }
    }
}

/// Pairs that are not asked for take no share of the steps.
TEST(SomePairs, ShareTheStepsOfTheCall) {
    const Panel panel = random_panel(12, 9, 2, 5, false);
    const Indicator& row = find_indicator("tau_b");
    const CallBudget call{{.steps = 1'000'000}, 6000};
    std::vector<std::uint8_t> asked(144);
    asked[5 * 12 + 2] = asked[2 * 12 + 5] = asked[11] = 1;
    Matrices found(12);
    PairMatrices out = found.out();
    EXPECT_EQ(bound_all(panel, {}, row, make_arguments(row, {}, 2), 1, out, {call.pair, 0}), 0U);
    out.asked = asked;
    EXPECT_GE(bound_all(panel, {}, row, make_arguments(row, {}, 2), 1, out, call), 3000U);
    asked[11] = 0;
    EXPECT_EQ(bound_all(panel, {}, row, make_arguments(row, {}, 2), 1, out, call), 6000U);
}

TEST(SomePairs, OfEveryScoringAreThoseOfAll) {
    const Panel panel = random_panel(20, 12, 3, 9, false);
    std::vector<std::uint8_t> asked(400);
    for (std::size_t q = 0; q < 20; ++q) asked[7 * 20 + q] = asked[q * 20 + 7] = 1;
    Matrices all(20);
    Matrices part(20);
    scoring_free_all(panel, {}, 2, all.out());
    PairMatrices out = part.out();
    out.asked = asked;
    scoring_free_all(panel, {}, 2, out);
    expect_a_part(part, all, asked);
}

TEST_P(Pairwise, ThreadsDoNotChangeABit) {
    const auto [depth, known] = GetParam();
    const Panel panel = random_panel(36, 20, static_cast<Depth>(depth), 11, known);
    for (const char* key : {"jaccard", "ruzicka", "phi", "cohen_kappa"}) {
        const Indicator& row = find_indicator(key);
        const Arguments arguments = make_arguments(row, {}, panel.max_depth());
        Matrices one(panel.rows());
        bound_all(panel, {}, row, arguments, 1, one.out());
        for (const unsigned threads : {2U, 7U}) {
            Matrices many(panel.rows());
            bound_all(panel, {}, row, arguments, threads, many.out());
            EXPECT_TRUE(same_bits(one.lower, many.lower) && same_bits(one.upper, many.upper));
            EXPECT_EQ(one.undefined, many.undefined);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Scales, Pairwise, testing::Combine(testing::Values(1, 3), testing::Bool()));

TEST(Parallel, VisitsEveryRowOnceAndRethrowsTheFirstException) {
    std::vector<std::atomic<int>> seen(100);
    parallel_rows(seen.size(), 3, [&](std::size_t row) { ++seen[row]; });
    for (const auto& count : seen) EXPECT_EQ(count, 1);
    EXPECT_THROW(parallel_rows(100, 3,
                               [](std::size_t row) {
                                   if (row == 5) throw std::runtime_error("five");
                               }),
                 std::runtime_error);
}

}  // namespace
}  // namespace chirograph
