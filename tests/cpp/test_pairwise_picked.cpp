// The highest of each and the pairs that reach a value, against looking at every pair.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <numeric>
#include <random>
#include <tuple>
#include <vector>

#include "engine/catalogue/catalogue.hpp"
#include "engine/pairs/many_pairs.hpp"
#include "random_panels.hpp"
#include "rounds.hpp"

namespace chirograph {
namespace {

constexpr double no_value_for = std::numeric_limits<double>::quiet_NaN();

/// All ends, worked out as a block, and which pairs have a value in every completion: a number that is no value shows.
struct Block {
    Block(const Panel& panel, const Indicator& row, double undefined)
        : symmetric(row.traits.symmetric),
          pairs(panel, {}, row, make_arguments(row, {}, panel.max_depth()), undefined),
          rows(pairs.rows()),
          lower(rows * rows),
          upper(rows * rows),
          always(rows * rows) {
        const ManyPairs shown(panel, {}, row, make_arguments(row, {}, panel.max_depth()), -9.0);
        shown.block<double>({0, rows}, {0, rows}, 1, lower, upper);
        for (std::size_t at = 0; at < always.size(); ++at) always[at] = !std::isnan(undefined) || lower[at] > -9.0;
        pairs.block<double>({0, rows}, {0, rows}, 1, lower, upper);
    }
    bool symmetric;
    ManyPairs pairs;
    std::size_t rows;
    std::vector<double> lower;
    std::vector<double> upper;
    std::vector<bool> always;
};

struct Highest {
    explicit Highest(std::size_t rows, std::size_t k)
        : others(rows * k), lower(rows * k), upper(rows * k), certain(rows * k), possible(rows) {}
    std::vector<std::int64_t> others;
    std::vector<double> lower;
    std::vector<double> upper;
    std::vector<std::uint8_t> certain;
    std::vector<std::int64_t> possible;
    ManyPairs::Top out() { return {others, lower, upper, certain, possible}; }
};

/// Every other that has a value, the highest first; equal ones in their order.
std::vector<std::size_t> ordered(const Block& all, std::size_t row) {
    std::vector<std::size_t> others;
    for (std::size_t other = 0; other < all.rows; ++other) {
        if (other != row && !std::isnan(all.lower[row * all.rows + other])) others.push_back(other);
    }
    std::ranges::stable_sort(others, std::greater<>(), [&](std::size_t q) { return all.lower[row * all.rows + q]; });
    return others;
}

void expect_highest(const Highest& found, const Block& all, RowRange rows, std::size_t k) {
    for (std::size_t row = rows.from; row < rows.to; ++row) {
        const auto others = ordered(all, row);
        const double* lower = &all.lower[row * all.rows];
        const double* upper = &all.upper[row * all.rows];
        const auto always = [&](std::size_t q) { return all.always[row * all.rows + q]; };
        const auto certain = [&](std::size_t one) {
            const auto above =
                std::ranges::count_if(others, [&](std::size_t q) { return q != one && upper[q] > lower[one]; });
            return always(one) && above < static_cast<std::ptrdiff_t>(k);
        };
        for (std::size_t place = 0; place < k; ++place) {
            const std::size_t at = (row - rows.from) * k + place;
            if (place >= others.size()) {
                ASSERT_EQ(found.others[at], -1);
                ASSERT_TRUE(std::isnan(found.lower[at]) && std::isnan(found.upper[at]) && found.certain[at] == 0);
                continue;
            }
            const std::size_t other = others[place];
            ASSERT_EQ(found.others[at], static_cast<std::int64_t>(other)) << row << " " << place;
            ASSERT_EQ(found.lower[at], lower[other]);
            ASSERT_EQ(found.upper[at], upper[other]);
            ASSERT_EQ(found.certain[at] != 0, certain(other)) << row << " " << place;
        }
        std::vector<std::size_t> sure;
        std::ranges::copy_if(others, std::back_inserter(sure), always);
        const double last = sure.size() < k ? -2.0 : lower[sure[k - 1]];
        const auto possible = std::ranges::count_if(others, [&](std::size_t q) { return upper[q] >= last; });
        ASSERT_EQ(found.possible[row - rows.from], possible) << row << ": " << k;
    }
}

using Found = std::vector<std::tuple<std::size_t, std::size_t, double, double>>;

Found looked_through(const Block& all, double least) {
    Found found;
    for (std::size_t p = 0; p < all.rows; ++p) {
        for (std::size_t q = all.symmetric ? p + 1 : 0; q < all.rows; ++q) {
            const std::size_t at = p * all.rows + q;
            if (p != q && all.upper[at] >= least) found.emplace_back(p, q, all.lower[at], all.upper[at]);
        }
    }
    return found;
}

/// What the parts find, put together; each is in order already.
Found reached(const ManyPairs& pairs, double least, std::size_t parts, unsigned threads) {
    Found found;
    for (std::size_t part = 0; part < parts; ++part) {
        const auto hits = pairs.reaching(least, part, parts, threads);
        for (std::size_t i = 0; i < hits.size(); ++i) {
            const auto key = [&](std::size_t at) { return std::pair(hits[at].row, hits[at].other); };
            EXPECT_TRUE(i == 0 || key(i - 1) < key(i));
            found.emplace_back(hits[i].row, hits[i].other, hits[i].lower, hits[i].upper);
        }
    }
    std::ranges::sort(found);
    return found;
}

void expect_picks(const Block& all) {
    struct Ask {
        RowRange rows;
        std::size_t k;
        unsigned threads;
    };
    for (const auto& [rows, k, threads] :
         {Ask{{0, all.rows}, 1, 3}, Ask{{3, 70}, 4, 1}, Ask{{9, 31}, all.rows + 2, 2}}) {
        Highest found(rows.size(), k);
        all.pairs.top(rows, k, threads, found.out());
        expect_highest(found, all, rows, k);
        if (testing::Test::HasFatalFailure()) return;
    }
    for (const double least : {-2.0, 0.0, 0.5, 2.0 / 3.0, 0.75, 1.0, 1.5, std::nextafter(0.5, 1.0), no_value_for}) {
        const auto expected = looked_through(all, least);
        ASSERT_EQ(reached(all.pairs, least, 1, 3), expected) << least;
        ASSERT_EQ(reached(all.pairs, least, 4, 1), expected) << least;
    }
}

/// Few areas, so that most values are tied, and rows without any, which are 0/0 with each other.
TEST(PickedPairs, AreThoseFoundByLookingAtEach) {
    for (const Weights kind : {Weights::equal, Weights::small}) {
        for (const bool known : {true, false}) {
            const Panel panel = random_panel(71, 5, 2, 9, known, kind);
            for (const char* key : {"jaccard", "ruzicka", "containment", "s_absolute", "phi", "cosine"}) {
                const Indicator& row = find_indicator(key);
                if (row.table != nullptr && !known) continue;
                for (const double undefined : {no_value_for, 0.5}) {
                    expect_picks(Block(panel, row, undefined));
                    if (HasFatalFailure()) FAIL() << key << " known " << known << ", 0/0 is " << undefined;
                }
            }
        }
    }
}

/// Rows of very different sizes, more than a tile has: whole tiles are skipped, none that matters.
TEST(PickedPairs, AreNotLostWithTilesThatAreSkipped) {
    constexpr std::size_t rows = 1100;
    constexpr std::size_t columns = 24;
    std::mt19937 engine(4);
    std::vector<Depth> lower;
    std::vector<Depth> upper;
    for (std::size_t cell = 0; cell < rows * columns; ++cell) {
        const bool some = engine() % rows < cell / columns;
        const bool open = engine() % 10 == 0;
        lower.push_back(some && !open ? 1 : 0);
        upper.push_back(some || open ? 1 : 0);
    }
    const Panel panel(rows, columns, lower, upper, {}, 1);
    for (const char* key : {"jaccard", "containment", "gower"}) {
        const Indicator& row = find_indicator(key);
        const Block all(panel, row, no_value_for);
        for (const double least : {0.8, 20.0 / 23.0, 1.0}) {
            const auto expected = looked_through(all, least);
            ASSERT_FALSE(expected.empty());
            ASSERT_TRUE(reached(all.pairs, least, 3, 2) == expected) << key << " " << least;
        }
        Highest found(100, 7);
        all.pairs.top({500, 600}, 7, 2, found.out());
        expect_highest(found, all, {500, 600}, 7);
    }
}

/// A programme and others with so much in common with it and so much of their own, of 15 a column.
std::vector<Depth> with(int common, int own) {
    std::vector<Depth> depths;
    const auto put = [&](int sum, int columns) {
        for (int column = 0; column < columns; ++column) {
            depths.push_back(static_cast<Depth>(std::clamp(sum - 15 * column, 0, 15)));
        }
    };
    put(common, 220);
    put(own, 60);
    return depths;
}

/// Two ratios that differ by less than floats do at 0.6, the higher one in another tile than all the rest.
TEST(PickedPairs, AreToldApartWhereFloatsAreNot) {
    constexpr int all = 15 * 220;
    std::vector<std::tuple<double, int, int>> ratios;
    for (int common = 2050; common < 2350; ++common) {
        for (int own = 0; own <= 900; ++own)
            ratios.emplace_back(static_cast<double>(common) / (all + own), common, own);
    }
    std::ranges::sort(ratios);
    const Indicator& row = find_indicator("ruzicka");
    int close = 0;
    const int rounds = slow::rounds(6);
    for (std::size_t at = 0; at + 1 < ratios.size() && close < rounds; at += 7) {
        const auto [low, low_common, low_own] = ratios[at];
        const auto [high, high_common, high_own] = ratios[at + 1];
        if (low == high || static_cast<float>(low) != static_cast<float>(high)) continue;
        ++close;
        std::vector<Depth> depths = with(all, 0);
        for (std::size_t other = 1; other < 1030; ++other) {
            const auto more = other == 5      ? with(low_common, low_own)
                              : other == 1029 ? with(high_common, high_own)
                                              : with(0, static_cast<int>(other % 16));
            depths.insert(depths.end(), more.begin(), more.end());
        }
        const Panel panel(1030, 280, depths, depths, {}, 15);
        const ManyPairs pairs(panel, {}, row, make_arguments(row, {}, 15), no_value_for);
        Highest found(1, 1);
        pairs.top({0, 1}, 1, 1, found.out());
        ASSERT_EQ(found.others.front(), 1029);
        ASSERT_EQ(found.lower.front(), high);
        const auto of_first = [&](double least) {
            Found hits = reached(pairs, least, 1, 2);
            std::erase_if(hits, [](const auto& hit) { return std::get<0>(hit) != 0; });
            return hits;
        };
        ASSERT_EQ(of_first(high), (Found{{0, 1029, high, high}}));
        ASSERT_EQ(of_first(low), (Found{{0, 5, low, low}, {0, 1029, high, high}}));
    }
    EXPECT_GT(close, 0);
}

}  // namespace
}  // namespace chirograph
