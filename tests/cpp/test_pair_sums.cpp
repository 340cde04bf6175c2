// Sums over the areas of many pairs: plans of counts, and sums counted or added up, against loops over the areas.
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "engine/catalogue/catalogue.hpp"
#include "engine/pairs/pair_sums.hpp"
#include "random_panels.hpp"
#include "rounds.hpp"

namespace chirograph {
namespace {

using Interval = std::pair<int, int>;

std::vector<Interval> known_levels(int top) {
    std::vector<Interval> kinds;
    for (int depth = 0; depth <= top; ++depth) kinds.emplace_back(depth, depth);
    return kinds;
}

std::vector<Interval> intervals(int top) {
    std::vector<Interval> kinds;
    for (int low = 0; low <= top; ++low) {
        for (int high = low; high <= top; ++high) kinds.emplace_back(low, high);
    }
    return kinds;
}

Panel panel_of(std::size_t rows, std::size_t columns, const std::vector<Interval>& kinds, std::mt19937& engine,
               const std::vector<double>& weights = {}) {
    std::vector<Depth> lower;
    std::vector<Depth> upper;
    for (std::size_t cell = 0; cell < rows * columns; ++cell) {
        const auto [low, high] = kinds[cell < kinds.size() ? cell : engine() % kinds.size()];
        lower.push_back(static_cast<Depth>(low));
        upper.push_back(static_cast<Depth>(high));
    }
    return {rows, columns, lower, upper, weights, 7};
}

CellKinds kinds_of(const Panel& panel) {
    const Indicator& row = find_indicator("ruzicka");  // tells all intervals apart
    return {panel, row, make_arguments(row, {}, panel.max_depth())};
}

/// What an index might add: of the ends of two intervals, or of nothing but their numbers.
KindNumbers random_sum(const CellKinds& kinds, std::mt19937& engine) {
    const int form = static_cast<int>(engine() % 6);
    const double unit = engine() % 4 == 0 ? 1e6 : 1.0;
    KindNumbers sum;
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        for (std::size_t j = 0; j < kinds.size(); ++j) {
            const double low = std::min(kinds.least(i), kinds.least(j));
            const double high = std::max(kinds.most(i), kinds.most(j));
            const double gap = std::abs(kinds.most(i) - kinds.most(j));
            const double drawn = static_cast<double>(engine() % 3) - 1.0;
            const double of_form[] = {low, high - low, unit * gap, gap * gap - 3.0 * low, i == j ? 1.0 : 0.0, drawn};
            sum.push_back(of_form[form]);
        }
    }
    return sum;
}

double looped(const KindNumbers& sum, const CellKinds& kinds, std::size_t p, std::size_t q,
              const std::vector<double>& weights) {
    double total = 0.0;
    for (std::size_t column = 0; column < weights.size(); ++column) {
        total += weights[column] * sum[kinds.at(p, column) * kinds.size() + kinds.at(q, column)];
    }
    return total;
}

double planned(const Plan& plan, std::size_t sum, const CellKinds& kinds, std::size_t p, std::size_t q,
               std::size_t columns) {
    double total = 0.0;
    for (std::size_t column = 0; column < columns; ++column) {
        const std::size_t one = kinds.at(p, column);
        const std::size_t two = kinds.at(q, column);
        total += plan.sums[sum].first[one] + plan.sums[sum].second[two];
        for (std::size_t group = 0; group < plan.groups.size(); ++group) {
            for (const Product& product : plan.groups[group]) {
                total += plan.sums[sum].each[group] * product.first[one] * product.second[two];
            }
        }
    }
    return total;
}

/// A random choice of these kinds, in random order.
std::vector<Interval> some_of(std::vector<Interval> kinds, std::mt19937& engine) {
    std::shuffle(kinds.begin(), kinds.end(), engine);
    kinds.resize(1 + engine() % kinds.size());
    return kinds;
}

void expect_plan(const Plan& plan, const std::vector<KindNumbers>& sums, const CellKinds& kinds, const Panel& panel) {
    ASSERT_LE(plan.groups.size(), most_groups);
    ASSERT_EQ(plan.sums.size(), sums.size());
    for (std::size_t sum = 0; sum < sums.size(); ++sum) {
        for (std::size_t p = 0; p < panel.rows(); ++p) {
            for (std::size_t q = 0; q < panel.rows(); ++q) {
                const std::vector<double> equal(panel.columns(), 1.0);
                ASSERT_EQ(planned(plan, sum, kinds, p, q, panel.columns()), looped(sums[sum], kinds, p, q, equal));
            }
        }
    }
}

TEST(Plans, GiveTheSumTheyArePlannedFor) {
    std::mt19937 engine(1);
    int plans = 0;
    const int rounds = slow::rounds(240);
    for (int round = 0; round < rounds; ++round) {
        const int top = static_cast<int>(1 + engine() % 7);
        const auto kinds_drawn = round % 3 == 0   ? known_levels(top)
                                 : round % 3 == 1 ? intervals(1 + 2 * (top % 2))
                                                  : some_of(intervals(top), engine);
        const Panel panel = panel_of(4, 12, kinds_drawn, engine);
        const CellKinds kinds = kinds_of(panel);
        std::vector<KindNumbers> sums;
        for (std::size_t sum = 0; sum <= engine() % 3; ++sum) sums.push_back(random_sum(kinds, engine));
        const auto plan = plan_of(kinds, sums);
        if (!plan) continue;
        ++plans;
        expect_plan(*plan, sums, kinds, panel);
        if (HasFatalFailure()) return;
    }
    EXPECT_GT(plans, rounds / 2);
}

TEST(Plans, CountNothingThatIsNoWholeNumber) {
    std::mt19937 engine(2);
    const Panel panel = panel_of(3, 8, intervals(1), engine);
    const CellKinds kinds = kinds_of(panel);
    KindNumbers sum(kinds.size() * kinds.size(), 2.0);
    EXPECT_TRUE(plan_of(kinds, {sum}));
    EXPECT_TRUE(plan_of(kinds, {sum})->groups.empty()) << "a number alone needs no bits";
    for (const double odd : {0.5, 0.1, std::nan("")}) {
        sum.back() = odd;
        EXPECT_FALSE(plan_of(kinds, {sum}));
        EXPECT_FALSE(plan_of(kinds, {KindNumbers(sum.size(), 1.0), sum}));
    }
}

/// For each depth that both reach one product, so the smaller of two depths is one group.
TEST(Plans, HaveFewProducts) {
    std::mt19937 engine(3);
    const Panel panel = panel_of(3, 8, known_levels(7), engine);
    const CellKinds kinds = kinds_of(panel);
    KindNumbers smaller;
    KindNumbers larger;
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        for (std::size_t j = 0; j < kinds.size(); ++j) {
            smaller.push_back(std::min(kinds.least(i), kinds.least(j)));
            larger.push_back(std::max(kinds.least(i), kinds.least(j)));
        }
    }
    const auto plan = plan_of(kinds, {smaller, larger});
    ASSERT_TRUE(plan);
    ASSERT_EQ(plan->groups.size(), 1U);
    EXPECT_EQ(plan->groups.front().size(), 7U);
}

/// All rows against all others, as many at once as a tile takes.
void expect_sums(const PairSums& sums, const std::vector<KindNumbers>& numbers, const CellKinds& kinds,
                 const std::vector<double>& weights, double within) {
    PairSums::Tile tile;
    std::vector<double> out(lanes_of_tile);
    std::vector<double> fraction(lanes_of_tile);
    const std::vector<double> empty(lanes_of_tile, -9.0);
    const std::size_t rows = sums.rows();
    for (std::size_t from = 0; from < rows; from += sums.most_rows()) {
        const std::size_t to = std::min(rows, from + sums.most_rows());
        for (std::size_t q = 0; q < rows; q += sums.most_lanes()) {
            const std::size_t lanes = std::min(rows - q, sums.most_lanes());
            sums.turn(tile, from, to, q, (lanes + lanes_of_block - 1) / lanes_of_block);
            for (std::size_t p = from; p < to; ++p) {
                if ((p - from) % rows_of_tile == 0) sums.take(tile, p, 0);
                if (rows > 200 && p % 97 > 1 && p + 3 < rows) continue;  // some rows will do
                const std::size_t r = (p - from) % rows_of_tile;
                sums.quotients<double>(tile, r, 0, 1, empty.data(), fraction.data());
                std::vector<double> first;
                for (std::size_t sum = 0; sum < numbers.size(); ++sum) {
                    sums.values(tile, r, sum, out.data());
                    if (sum == 0) first.assign(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(lanes));
                    for (std::size_t lane = 0; lane < lanes; ++lane) {
                        ASSERT_NEAR(out[lane], looped(numbers[sum], kinds, p, q + lane, weights), within);
                        if (sum != 1) continue;
                        ASSERT_EQ(fraction[lane], out[lane] > 0.0 ? first[lane] / out[lane] : -9.0);
                    }
                }
            }
        }
    }
}

TEST(PairSums, AreThoseOfALoop) {
    std::mt19937 engine(4);
    for (const std::size_t rows : {1U, 2U, 5U, 63U, 64U, 65U, 128U, 1023U, 1025U}) {
        const std::size_t columns = 1 + engine() % 20;
        for (const Weights kind : {Weights::equal, Weights::small, Weights::real}) {
            std::vector<double> weights(columns, 1.0);
            for (std::size_t c = 0; c < columns && kind != Weights::equal; ++c) {
                weights[c] = kind == Weights::small ? static_cast<double>(1 + c % 3) : 0.1 + 0.7 * std::sqrt(c);
            }
            const Panel panel = panel_of(rows, columns, some_of(intervals(3), engine), engine, weights);
            const CellKinds kinds = kinds_of(panel);
            const std::vector<KindNumbers> numbers{random_sum(kinds, engine), random_sum(kinds, engine),
                                                   random_sum(kinds, engine)};
            const auto given = kind == Weights::equal ? std::span<const double>() : std::span<const double>(weights);
            const auto plan = kind == Weights::equal ? plan_of(kinds, numbers) : std::nullopt;
            const PairSums sums(panel, kinds, numbers, plan, given);
            EXPECT_EQ(sums.counted(), plan.has_value());
            expect_sums(sums, numbers, kinds, weights, kind == Weights::real ? 1e-7 : 0.0);
            if (HasFatalFailure()) return;
        }
    }
}

/// Whichever kernel counts; and as floats, where all sums are whole numbers that these hold.
TEST(PairSums, HaveTheSameBitsWhicheverKernelCounts) {
    std::mt19937 engine(5);
    const Panel panel = panel_of(70, 290, intervals(1), engine);
    const CellKinds kinds = kinds_of(panel);
    const KindNumbers both{0, 0, 0, 0, 1, 1, 0, 1, 1};
    const KindNumbers either{0, 1, 1, 1, 1, 1, 1, 1, 1};
    ASSERT_EQ(kinds.size(), 3U);
    const PairSums sums(panel, kinds, {both, either}, plan_of(kinds, {both, either}), {});
    ASSERT_TRUE(sums.counted() && sums.fit_float());
    const std::string before(kernel().name);
    const std::vector<double> equal(panel.columns(), 1.0);
    const std::vector<float> empty(lanes_of_tile, 0.0F);
    for (const Kernel* one : kernels()) {
        use_kernel(one->name);
        PairSums::Tile tile;
        sums.turn(tile, 2, 70, 0, 2);
        sums.take(tile, 66, 0);
        for (std::size_t r = 0; r < rows_of_tile; ++r) {
            std::vector<float> found(lanes_of_tile);
            sums.quotients<float>(tile, r, 0, 1, empty.data(), found.data());
            for (std::size_t q = 0; q < 70; ++q) {
                const double f = looped(both, kinds, 66 + r, q, equal);
                const double g = looped(either, kinds, 66 + r, q, equal);
                EXPECT_EQ(found[q], static_cast<float>(f) / static_cast<float>(g)) << one->name;
            }
        }
    }
    use_kernel(before);
}

/// Rows with more and more areas, in which most is told of a ratio by how many there are.
Panel growing(std::size_t rows, std::size_t columns, unsigned top, std::mt19937& engine) {
    std::vector<Depth> depths;
    for (std::size_t cell = 0; cell < rows * columns; ++cell) {
        const bool some = engine() % rows < cell / columns;
        depths.push_back(static_cast<Depth>(some ? 1 + engine() % top : 0));
    }
    depths.front() = 0;
    depths.back() = static_cast<Depth>(top);
    return {rows, columns, depths, depths, {}, static_cast<Depth>(top)};
}

/// A ratio of sums from 0 to 1 is at most what the sizes of its rows let it be.
TEST(PairSums, BoundARatioBySizes) {
    std::mt19937 engine(6);
    bool told = false;
    const int rounds = slow::rounds(12);
    for (const char* key : {"jaccard", "dice", "containment", "ruzicka", "braycurtis"}) {
        const Indicator& row = find_indicator(key);
        for (int round = 0; round < rounds; ++round) {
            const Panel panel = growing(130, 9, round % 2 == 0 ? 1 : 3, engine);
            const Arguments arguments = make_arguments(row, {}, panel.max_depth());
            const CellKinds kinds(panel, row, arguments);
            std::vector<KindNumbers> numbers(2);
            for (std::size_t i = 0; i < kinds.size() * kinds.size(); ++i) {
                const Terms terms =
                    row.terms({kinds.least(i / kinds.size()), kinds.least(i % kinds.size())}, arguments);
                numbers[0].push_back(terms.f);
                numbers[1].push_back(terms.g);
            }
            const PairSums sums(panel, kinds, numbers, plan_of(kinds, numbers), {});
            const std::vector<double> equal(panel.columns(), 1.0);
            for (std::size_t from = 0; from < 130; from += 5) {
                const std::size_t p = engine() % 126;
                const double most = sums.most(p, p + 4, from, from + 5, 0, 1);
                told = told || most < 0.9;
                for (std::size_t at = 0; at < 20; ++at) {
                    const double f = looped(numbers[0], kinds, p + at / 5, from + at % 5, equal);
                    const double g = looped(numbers[1], kinds, p + at / 5, from + at % 5, equal);
                    ASSERT_LE(g > 0.0 ? f / g : 0.0, most * (1.0 + 1e-12)) << key;
                }
            }
        }
    }
    EXPECT_TRUE(told);
}

}  // namespace
}  // namespace chirograph
