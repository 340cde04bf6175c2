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
        : lower(rows * rows), upper(rows * rows), sharp(rows * rows), undefined(rows * rows) {}
    std::vector<double> lower;
    std::vector<double> upper;
    std::vector<std::uint8_t> sharp;
    std::vector<std::uint8_t> undefined;
    PairMatrices out() { return {lower, upper, sharp, undefined}; }
};

Panel random_panel(std::size_t rows, std::size_t columns, Depth depth, unsigned seed, bool known) {
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
    return {rows, columns, lower, upper, {}, depth};
}

bool same_bits(const std::vector<double>& a, const std::vector<double>& b) {
    return std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0;
}

class Pairwise : public testing::TestWithParam<std::tuple<int, bool>> {};

TEST_P(Pairwise, CountingEqualsTheGeneralSolver) {
    const auto [depth, known] = GetParam();
    const Panel panel = random_panel(40, 70, static_cast<Depth>(depth), 7, known);
    for (const Indicator& row : catalogue) {
        if (row.solver != &ratio_index) continue;
        const Arguments arguments{{1.0, 0.5, 2.0}, panel.max_depth()};
        Matrices all(panel.rows());
        bound_all(panel, {}, row, arguments, 1, all.out());
        for (std::size_t p = 0; p < panel.rows(); p += 3) {
            for (std::size_t q = 0; q < panel.rows(); ++q) {
                const Range range = bound_range(panel, {}, p, q, row, arguments);
                const std::size_t at = p * panel.rows() + q;
                ASSERT_EQ(all.undefined[at], static_cast<std::uint8_t>(undefined_state(range))) << row.key;
                if (!range.defined_possible) {
                    ASSERT_TRUE(std::isnan(all.lower[at]));
                    continue;
                }
                ASSERT_DOUBLE_EQ(all.lower[at], range.lower.value) << row.key << " " << p << " " << q;
                ASSERT_DOUBLE_EQ(all.upper[at], range.upper.value) << row.key << " " << p << " " << q;
            }
        }
    }
}

TEST_P(Pairwise, ThreadsDoNotChangeABit) {
    const auto [depth, known] = GetParam();
    const Panel panel = random_panel(36, 20, static_cast<Depth>(depth), 11, known);
    for (const char* key : {"jaccard", "ruzicka"}) {
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
