// All pairs: the counting kernels against the general solver, and the same bits on any number of threads.
#include <gtest/gtest.h>

#include <cstring>
#include <random>
#include <stdexcept>

#include "engine/base/parallel.hpp"
#include "engine/catalogue/catalogue.hpp"
#include "engine/pair/bounds.hpp"
#include "engine/pairs/all_pairs.hpp"

namespace chirograph {
namespace {

struct Matrices {
    explicit Matrices(std::size_t rows)
        : lower(rows * rows),
          upper(rows * rows),
          inner_lower(rows * rows),
          inner_upper(rows * rows),
          sharp(rows * rows),
          undefined(rows * rows),
          spent(rows * rows) {}
    std::vector<double> lower;
    std::vector<double> upper;
    std::vector<double> inner_lower;
    std::vector<double> inner_upper;
    std::vector<std::uint8_t> sharp;
    std::vector<std::uint8_t> undefined;
    std::vector<std::uint64_t> spent;
    PairMatrices out() { return {lower, upper, inner_lower, inner_upper, sharp, undefined, spent}; }
};

enum class Weights { equal, small, real };

Panel random_panel(std::size_t rows, std::size_t columns, Depth depth, unsigned seed, bool known,
                   Weights kind = Weights::equal) {
    std::mt19937 engine(seed);
    std::uniform_int_distribution<int> draw(0, depth);
    std::vector<Depth> lower(rows * columns);
    std::vector<Depth> upper(rows * columns);
    for (std::size_t i = 0; i < lower.size(); ++i) {
        const int a = draw(engine);
        const int b = known || draw(engine) != 0 ? a : draw(engine);
        lower[i] = static_cast<Depth>(std::min(a, b));
        upper[i] = static_cast<Depth>(std::max(a, b));
    }
    for (std::size_t i = 0; i < columns; ++i) lower[i] = upper[i] = 0;
    std::vector<double> weights;
    for (std::size_t i = 0; i < columns && kind != Weights::equal; ++i) {
        const double share = static_cast<double>(engine()) / 4294967296.0;
        weights.push_back(kind == Weights::small ? 1.0 + static_cast<double>(i % 3 % 2) : share);
    }
    return {rows, columns, lower, upper, weights, depth};
}

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
