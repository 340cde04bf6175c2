// Aggregates, group overlaps and floors against values that other software gave.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "engine/base/error.hpp"
#include "engine/base/power_mean.hpp"
#include "engine/interop/group.hpp"
#include "engine/interop/interop.hpp"
#include "interop_random.hpp"

namespace chirograph {
namespace {

using Rows = std::vector<std::vector<Depth>>;

const std::vector<double> four{0.9, 0.35, 0.6, 0.8};
const std::vector<double> double_first{2, 1, 1, 1};

/// COINr 1.1.14: a_amean, a_gmean, a_hmean, a_genmean(p = -2).
TEST(PowerMean, AgreesWithCoinr) {
    EXPECT_NEAR(power_mean(four, double_first, 1.0), 0.71, 1e-12);
    EXPECT_NEAR(power_mean(four, double_first, 0.0), 0.671056148832087, 1e-12);
    EXPECT_NEAR(power_mean(four, double_first, -1.0), 0.62531017369727, 1e-12);
    EXPECT_NEAR(power_mean(four, double_first, -2.0), 0.577876783623904, 1e-12);
}

/// COINr 1.1.14: a_genmean at p = -50, -1, 1, 3; at -50 it is close to the weakest link.
TEST(PowerMean, ApproachesTheWeakestLink) {
    const std::vector<double> x{0.9, 0.35, 0.6};
    const std::vector<double> w{1, 1, 1};
    EXPECT_NEAR(power_mean(x, w, -50.0), 0.357775394647453, 1e-10);
    EXPECT_NEAR(power_mean(x, w, -1.0), 0.532394366197183, 1e-10);
    EXPECT_NEAR(power_mean(x, w, 1.0), 0.616666666666667, 1e-10);
    EXPECT_NEAR(power_mean(x, w, 3.0), 0.690547536179424, 1e-10);
    EXPECT_NEAR(power_mean(x, w, -1e6), 0.35, 1e-5);
    EXPECT_EQ(power_mean(x, w, weakest_link), 0.35);
    EXPECT_EQ(power_mean(x, w, -weakest_link), 0.9);
}

TEST(PowerMean, IsContinuousInRhoAndNeverFallsInIt) {
    double last = 0.0;
    for (double rho = -30.0; rho <= 30.0; rho += 0.125) {
        const double value = power_mean(four, double_first, rho);
        EXPECT_GE(value, last - 1e-14);
        last = value;
    }
    EXPECT_NEAR(power_mean(four, double_first, 1e-9), power_mean(four, double_first, 0.0), 1e-8);
    EXPECT_NEAR(power_mean(four, double_first, -1e-9), power_mean(four, double_first, 0.0), 1e-8);
    EXPECT_NEAR(power_mean(four, double_first, 1.0 + 1e-9), power_mean(four, double_first, 1.0), 1e-8);
}

TEST(PowerMean, AZeroWithWeightBringsTheGeometricMeanAndTheWeakestLinkToZero) {
    const std::vector<double> x{0.0, 0.5};
    EXPECT_EQ(power_mean(x, std::vector<double>{1, 1}, 0.0), 0.0);
    EXPECT_EQ(power_mean(x, std::vector<double>{1, 1}, weakest_link), 0.0);
    EXPECT_EQ(power_mean(x, std::vector<double>{0, 1}, 0.0), 0.5);
    EXPECT_NEAR(power_mean(x, std::vector<double>{1, 1}, 2.0), 0.5 / std::sqrt(2.0), 1e-15);
}

TEST(PowerMean, RefusesWhatHasNoMean) {
    EXPECT_THROW((void)power_mean(four, std::vector<double>{1, 1}, 1.0), Error);
    EXPECT_THROW((void)power_mean(four, std::vector<double>{0, 0, 0, 0}, 1.0), Error);
    EXPECT_THROW((void)power_mean(four, std::vector<double>{1, -1, 1, 1}, 1.0), Error);
    EXPECT_THROW((void)power_mean(std::vector<double>{-0.1}, std::vector<double>{1}, 1.0), Error);
    EXPECT_THROW((void)power_mean(four, double_first, std::numeric_limits<double>::quiet_NaN()), Error);
}

InteropData group_of(const Rows& rows, Depth top, std::vector<double> weights = {}) {
    const std::size_t columns = rows[0].size();
    std::vector<Depth> cells;
    for (const auto& row : rows) cells.insert(cells.end(), row.begin(), row.end());
    InteropModel model;
    model.dimensions = 1;
    model.relevance.assign(columns, 1.0);
    model.theta = {0.0};
    model.alpha = {1.0};
    model.menu.assign(columns, top);
    return {Panel(rows.size(), columns, cells, cells, std::move(weights), top), {}, model};
}

std::vector<std::size_t> everyone(const Rows& rows) {
    std::vector<std::size_t> all(rows.size());
    std::iota(all.begin(), all.end(), 0U);
    return all;
}

const Rows binary{{1, 1, 1, 1, 0, 1, 0, 1, 1, 0},
                  {1, 1, 0, 1, 0, 0, 1, 1, 0, 0},
                  {1, 0, 1, 0, 1, 0, 0, 1, 1, 0},
                  {1, 1, 0, 0, 0, 0, 0, 1, 0, 0}};
const Rows depths{{3, 2, 1, 3, 0, 1, 0, 2, 1, 0},
                  {2, 2, 0, 1, 0, 0, 3, 1, 0, 0},
                  {1, 0, 2, 0, 1, 0, 0, 3, 2, 0},
                  {3, 1, 0, 0, 0, 0, 0, 1, 0, 0}};

/// base R: sum(pmin(...)) / sum(pmax(...)) over the four rows.
TEST(Collective, AgreesWithBaseR) {
    EXPECT_NEAR(collective_overlap(group_of(binary, 1), everyone(binary)).lower.value, 0.222222222222222, 1e-12);
    EXPECT_NEAR(collective_overlap(group_of(depths, 3), everyone(depths)).upper.value, 0.1, 1e-12);
}

/// vegan 2.6-4: specaccum('exact'): the expected number of areas that k of the four programmes cover.
TEST(Collective, CoverageAgreesWithVegan) {
    const InteropData data = group_of(binary, 1);
    const std::array<double, 4> expected{5, 7, 8.25, 9};
    std::array<double, 4> sum{};
    std::array<double, 4> count{};
    for (std::size_t subset = 1; subset < 16; ++subset) {
        std::vector<std::size_t> rows;
        for (std::size_t row = 0; row < 4; ++row) {
            if ((subset >> row & 1U) != 0) rows.push_back(row);
        }
        sum[rows.size() - 1] += m_of_k(data, rows, 1).lower.value * 10.0;
        count[rows.size() - 1] += 1.0;
    }
    for (std::size_t k = 0; k < 4; ++k) EXPECT_NEAR(sum[k] / count[k], expected[k], 1e-10);
}

/// vegan 2.6-4: designdist('J', terms = 'minimum') is the sum of minima of each pair.
TEST(SharedDepth, AgreesWithVegan) {
    const double expected[4][4] = {{0, 6, 5, 5}, {6, 0, 2, 4}, {5, 2, 0, 2}, {5, 4, 2, 0}};
    const InteropData data = group_of(depths, 3);
    for (std::size_t p = 0; p < 4; ++p) {
        for (std::size_t q = 0; q < 4; ++q) {
            if (p == q) continue;
            const std::array rows{p, q};
            const InteropRange range = bound_interop(data, find_interop("shared_depth"), rows, Arguments{{}, 3});
            EXPECT_NEAR(range.lower.value * 30.0, expected[p][q], 1e-12);
        }
    }
}

/// lpSolve 5.6.18: with seven more level-steps the weighted floor of four partners can reach 19. The floor is C_k; here
/// every completion within the steps is tried.
TEST(Collective, TheCoreReachesTheFloorOfAnIntegerProgramme) {
    const Rows levels{{2, 1, 1, 0, 3, 0}, {1, 1, 0, 0, 2, 1}, {2, 0, 1, 1, 2, 0}, {1, 1, 2, 0, 3, 0}};
    const std::vector<double> weights{3, 2, 2, 1, 3, 2};
    const double full = 3.0 * 13.0;
    double best = 0.0;
    for (std::size_t code = 0; code < 4096; ++code) {
        Rows raised = levels;
        std::size_t steps = 0;
        std::size_t rest = code;
        for (std::size_t area = 0; area < 6; ++area, rest /= 4) {
            const auto target = static_cast<Depth>(rest % 4);
            for (auto& row : raised) {
                if (row[area] >= target) continue;
                steps += target - row[area];
                row[area] = target;
            }
        }
        if (steps > 7) continue;
        const InteropData data = group_of(raised, 3, weights);
        best = std::max(best, m_of_k(data, everyone(raised), 4).lower.value * full);
    }
    EXPECT_NEAR(best, 19.0, 1e-9);
}

/// Collective overlap of programmes of which only intervals are known, row after row.
InteropRange collective(std::size_t rows, const std::vector<Depth>& low, const std::vector<Depth>& high,
                        std::vector<double> weights) {
    const std::size_t columns = weights.size();
    InteropModel model;
    model.menu.assign(columns, 3);
    std::vector<std::size_t> all(rows);
    std::iota(all.begin(), all.end(), 0U);
    return collective_overlap({Panel(rows, columns, low, high, std::move(weights), 3), {}, model}, all);
}

std::vector<Depth> in_a_row(const Completion& completion) {
    std::vector<Depth> cells;
    for (const auto& row : completion.depths) cells.insert(cells.end(), row.begin(), row.end());
    return cells;
}

/// Theorem 2 against every completion of random boxes.
TEST(GroupRuzicka, IsTheRangeOverEveryCompletion) {
    testing::Random random(7);
    for (int round = 0; round < 3000; ++round) {
        const std::size_t rows = testing::draw(random, 1, 4);
        const std::size_t columns = testing::draw(random, 1, 3);
        const std::size_t top = testing::draw(random, 1, 3);
        std::vector<Depth> low;
        std::vector<Depth> high;
        for (std::size_t i = 0; i < rows * columns; ++i) {
            low.push_back(static_cast<Depth>(testing::draw(random, 0, top)));
            const bool known = testing::chance(random, 0.5);
            high.push_back(known ? low.back() : static_cast<Depth>(testing::draw(random, low.back(), top)));
        }
        std::vector<double> weights;
        for (std::size_t c = 0; c < columns; ++c) weights.push_back(static_cast<double>(testing::draw(random, 1, 3)));
        const auto value = [&](const std::vector<Depth>& cells) {
            double least = 0.0;
            double greatest = 0.0;
            for (std::size_t c = 0; c < columns; ++c) {
                Depth min = cells[c];
                Depth max = cells[c];
                for (std::size_t row = 1; row < rows; ++row) {
                    min = std::min(min, cells[row * columns + c]);
                    max = std::max(max, cells[row * columns + c]);
                }
                least += weights[c] * min;
                greatest += weights[c] * max;
            }
            return greatest > 0.0 ? least / greatest : std::numeric_limits<double>::quiet_NaN();
        };
        double lower = 2.0;
        double upper = -1.0;
        bool undefined = false;
        std::vector<Depth> cells = low;
        for (bool more = true; more;) {
            const double one = value(cells);
            undefined = undefined || std::isnan(one);
            if (!std::isnan(one)) {
                lower = std::min(lower, one);
                upper = std::max(upper, one);
            }
            more = false;
            for (std::size_t i = 0; i < cells.size() && !more; ++i) {
                more = cells[i] < high[i];
                cells[i] = more ? static_cast<Depth>(cells[i] + 1) : low[i];
            }
        }
        const InteropRange ends = collective(rows, low, high, weights);
        EXPECT_EQ(ends.undefined_possible, undefined);
        ASSERT_EQ(ends.defined_possible, lower <= upper);
        if (!ends.defined_possible) continue;
        ASSERT_NEAR(ends.lower.value, lower, 1e-12);
        ASSERT_NEAR(ends.upper.value, upper, 1e-12);
        ASSERT_NEAR(value(in_a_row(*ends.lower.witness)), lower, 1e-12);
        ASSERT_NEAR(value(in_a_row(*ends.upper.witness)), upper, 1e-12);
    }
}

/// Binary cells need no search: the ends are counts of areas that all or any are known, or may be found, to have.
TEST(GroupRuzicka, BinaryEndsAreSetsOfKnownAndPossibleAreas) {
    testing::Random random(8);
    for (int round = 0; round < 2000; ++round) {
        const std::size_t rows = testing::draw(random, 2, 4);
        std::vector<Depth> low;
        std::vector<Depth> high;
        for (std::size_t i = 0; i < rows * 8; ++i) {
            low.push_back(testing::chance(random, 0.3) ? 1 : 0);
            high.push_back(low.back() != 0 || testing::chance(random, 0.5) ? 1 : 0);
        }
        double all_known = 0;
        double any_possible = 0;
        double all_possible = 0;
        double either = 0;
        for (std::size_t c = 0; c < 8; ++c) {
            std::size_t known = 0;
            std::size_t possible = 0;
            for (std::size_t row = 0; row < rows; ++row) {
                known += low[row * 8 + c];
                possible += high[row * 8 + c];
            }
            all_known += known == rows ? 1 : 0;
            any_possible += possible > 0 ? 1 : 0;
            all_possible += possible == rows ? 1 : 0;
            either += possible == rows || known > 0 ? 1 : 0;
        }
        const InteropRange ends = collective(rows, low, high, std::vector<double>(8, 1.0));
        if (!ends.defined_possible) continue;
        EXPECT_NEAR(ends.lower.value, all_known / any_possible, 1e-12);
        EXPECT_NEAR(ends.upper.value, either > 0 ? all_possible / either : 0.0, 1e-12);
    }
}

}  // namespace
}  // namespace chirograph
