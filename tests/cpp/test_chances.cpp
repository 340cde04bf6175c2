// Draws: published numbers of the generator, streams that nobody's sharing moves, refusals, and laws of pairs.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "engine/base/error.hpp"
#include "engine/catalogue/catalogue.hpp"
#include "engine/chances/draw.hpp"
#include "engine/chances/law.hpp"
#include "engine/chances/tally.hpp"
#include "engine/chances/values.hpp"

namespace chirograph {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

// The test vectors that the authors of the generator publish with it.
static_assert(philox({0, 0, 0, 0}, {0, 0}) == PhiloxBlock{0x6627e8d5U, 0xe169c58dU, 0xbc57ac4cU, 0x9b00dbd8U});
static_assert(philox({0xffffffffU, 0xffffffffU, 0xffffffffU, 0xffffffffU}, {0xffffffffU, 0xffffffffU}) ==
              PhiloxBlock{0x408f276dU, 0x41c83b0eU, 0xa20bc7c6U, 0x6d5451fdU});
static_assert(philox({0x243f6a88U, 0x85a308d3U, 0x13198a2eU, 0x03707344U}, {0xa4093822U, 0x299f31d0U}) ==
              PhiloxBlock{0xd16cfe09U, 0x94fdccebU, 0x5001e420U, 0x24126ea1U});

/// Rows of open cells of presence, each present with the same chance.
struct Open {
    Open(std::size_t rows, std::size_t columns, double chance)
        : panel(rows, columns, std::vector<Depth>(rows * columns, 0), std::vector<Depth>(rows * columns, 1), {}, 1),
          weights(rows, 1.0) {
        for (std::size_t at = 0; at < rows * columns; ++at) chances.insert(chances.end(), {1.0 - chance, chance});
    }
    [[nodiscard]] Nodes nodes() const { return {panel, 1, weights, chances}; }

    Panel panel;
    std::vector<double> weights;
    std::vector<double> chances;
};

TEST(Chances, ReplicatesAreTheSameWhoeverDrawsThem) {
    const Open open(3, 70, 0.3);
    const Indicator& jaccard = find_indicator("jaccard");
    const Arguments arguments = make_arguments(jaccard, {}, 1);
    const RowPairs pairs{{0, 1}, {1, 2}};
    const auto drawn = [&](std::uint64_t first, std::size_t count, unsigned threads) {
        std::vector<double> values(count * pairs.size());
        sample(open.panel, {}, jaccard, arguments, pairs, open.nodes(), {11, first, count}, threads, values);
        return values;
    };
    const std::vector<double> whole = drawn(0, 600, 1);
    EXPECT_EQ(drawn(0, 600, 7), whole);
    std::vector<double> parts = drawn(0, 1, 2);
    for (const double value : drawn(1, 599, 2)) parts.push_back(value);
    EXPECT_EQ(parts, whole);
    std::vector<Depth> cells(std::size_t{600} * 3 * 70);
    draw(open.panel, {}, open.nodes(), {11, 0, 600}, 2, cells);
    std::vector<double> kept(whole.size());
    values_of(open.panel, jaccard, arguments, pairs, cells, {}, 2, kept);
    EXPECT_EQ(kept, whole);
}

TEST(Chances, WhatCannotBeDrawnIsRefused) {
    const Open open(2, 40, 0.05);
    const Indicator& jaccard = find_indicator("jaccard");
    const Arguments arguments = make_arguments(jaccard, {}, 1);
    std::vector<double> values(300);
    Constraints constraints;
    constraints.lengths.push_back({0, 39, 39, 1});
    for (const unsigned threads : {1U, 2U}) {
        EXPECT_THROW(
            sample(open.panel, constraints, jaccard, arguments, {{0, 1}}, open.nodes(), {1, 0, 300}, threads, values),
            Error);
    }
    constraints = {};
    constraints.joint.push_back({0, {0, 1}, {{0, 0}, {1, 1}}});
    constraints.common.push_back({{0, 1}, {0, 1, 2}, 1, 3, 1});
    try {
        sample(open.panel, constraints, jaccard, arguments, {{0, 1}}, open.nodes(), {1, 0, 300}, 1, values);
        FAIL() << "drawn";
    } catch (const Error& error) {
        EXPECT_EQ(error.faults().size(), 2U);
    }
}

TEST(Chances, NodesThatDoNotFitAreRefused) {
    Open open(2, 3, 0.5);
    open.chances[0] = 0.25;
    EXPECT_THROW((void)open.nodes(), Error);
    open.weights[1] = 0.5;
    EXPECT_THROW((void)open.nodes(), Error);
}

TEST(Chances, TwoAreasHaveTheLawOfPencilAndPaper) {
    const Open open(3, 2, 0.5);
    const Indicator& jaccard = find_indicator("jaccard");
    const Arguments arguments = make_arguments(jaccard, {}, 1);
    const Nodes nodes = open.nodes();
    const Chances chances{open.panel, {}, jaccard, arguments, nodes, none};
    const RowPairs pairs{{0, 1}, {0, 2}};
    const auto found = laws(chances, pairs, 1e6, 2);
    ASSERT_TRUE(found[0].has_value());
    // Of 16 completions 1 is 0/0, 8 have nothing in common, 4 one of two, and 3 all.
    EXPECT_EQ(found[0]->values, (std::vector{0.0, 0.5, 1.0}));
    EXPECT_EQ(found[0]->chances, (std::vector{8.0 / 16, 4.0 / 16, 3.0 / 16}));
    EXPECT_EQ(found[0]->undefined, 1.0 / 16);
    const auto order = orders(chances, pairs, found, 1e6, 2);
    ASSERT_TRUE(order[0].has_value());
    EXPECT_DOUBLE_EQ(order[0]->above, order[0]->below);
    EXPECT_FALSE(laws(chances, pairs, 1.0, 1)[0].has_value());
}

TEST(Chances, TiesShareTheirPlaces) {
    const std::vector<double> values{0.5, 0.5, 1.0, none, 0.25, 0.25};
    const Tally found = tally(values, 3, 2);
    EXPECT_EQ(found.ranked, (std::vector{0.0, 0.5, 0.5, 0.5, 1.0, 0.5, 1.5, 0.5, 0.0}));
    EXPECT_EQ(found.above, (std::vector<std::uint64_t>{0, 0, 0, 0, 0, 0, 1, 1, 0}));
    EXPECT_EQ(found.equal, (std::vector<std::uint64_t>{0, 1, 0, 1, 0, 1, 0, 1, 0}));
    EXPECT_EQ(found.defined, (std::vector<std::uint64_t>{1, 2, 2}));
}

}  // namespace
}  // namespace chirograph
