// Properties that hold for every panel: symmetry, order, replication, fixed goalposts, monotony, and their limits.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "engine/base/power_mean.hpp"
#include "engine/catalogue/terms.hpp"
#include "engine/interop/group.hpp"
#include "engine/interop/interop.hpp"
#include "interop_random.hpp"
#include "rounds.hpp"

namespace chirograph {
namespace {

using testing::Random;
using testing::Shape;

const int rounds = slow::rounds(400);

/// Everything an InteropData is built from, so that a test can change one part.
struct Parts {
    std::size_t rows;
    std::size_t columns;
    Depth top;
    std::vector<Depth> low;
    std::vector<Depth> high;
    std::vector<double> weights;
    InteropModel model;

    [[nodiscard]] InteropData build() const { return {Panel(rows, columns, low, high, weights, top), {}, model}; }
};

Parts draw_parts(Random& random, const Shape& shape) {
    const Panel panel = testing::draw_panel(random, shape);
    const auto copy = [](auto span) { return std::vector(span.begin(), span.end()); };
    return {shape.rows,
            shape.columns,
            shape.top,
            copy(panel.lower()),
            copy(panel.upper()),
            copy(panel.weights()),
            testing::draw_model(random, shape)};
}

Shape some_shape(Random& random) {
    return {.columns = testing::draw(random, 2, 5),
            .top = static_cast<Depth>(testing::draw(random, 1, 3)),
            .ties = testing::chance(random, 0.5)};
}

struct Ends {
    double lower;
    double upper;
};
constexpr std::array keys{"shared_depth", "interoperability", "compensation_gap",     "shared_breadth",
                          "hub_mediated", "hub_only",         "shared_practice_ratio"};

Ends ends_of(const InteropData& data, std::string_view key, std::size_t p, std::size_t q, double rho = 1.0) {
    const std::array rows{p, q};
    Arguments arguments{{rho, -1.0}, data.panel().max_depth()};
    if (key == "shared_practice_ratio") arguments.values = {1.0, 1.0};
    if (key == "shared_breadth") arguments.values = {-1.0, 1.0};
    const InteropRange range = bound_interop(data, find_interop(key), rows, arguments);
    return {range.lower.value, range.upper.value};
}

void expect_same(Ends a, Ends b, std::string_view key) {
    if (std::isnan(a.lower) && std::isnan(b.lower)) return;
    EXPECT_NEAR(a.lower, b.lower, 1e-12) << key;
    EXPECT_NEAR(a.upper, b.upper, 1e-12) << key;
}

TEST(Properties, APairReadsTheSameFromEitherSide) {
    Random random(1);
    for (int round = 0; round < rounds; ++round) {
        const InteropData data = draw_parts(random, some_shape(random)).build();
        for (const std::string_view key : keys) expect_same(ends_of(data, key, 0, 1), ends_of(data, key, 1, 0), key);
    }
}

TEST(Properties, AddingAPartnerChangesNoOtherPair) {
    Random random(2);
    for (int round = 0; round < rounds; ++round) {
        Shape shape = some_shape(random);
        shape.ties = false;
        const Parts three = draw_parts(random, shape);
        Parts two = three;
        two.rows = 2;
        two.low.resize(2 * two.columns);
        two.high.resize(2 * two.columns);
        two.model.member_low.resize(2 * two.model.systems);
        two.model.member_high.resize(2 * two.model.systems);
        const InteropData before = two.build();
        const InteropData after = three.build();
        for (const std::string_view key : keys) {
            const Ends a = ends_of(before, key, 0, 1);
            const Ends b = ends_of(after, key, 0, 1);
            if (std::isnan(a.lower) && std::isnan(b.lower)) continue;
            EXPECT_EQ(a.lower, b.lower) << key;
            EXPECT_EQ(a.upper, b.upper) << key;
        }
    }
}

/// The areas in another order, or each of them twice.
Parts rearranged(const Parts& parts, const std::vector<std::size_t>& order) {
    Parts other = parts;
    other.columns = order.size();
    other.low.clear();
    other.high.clear();
    other.weights.clear();
    other.model.relevance.clear();
    other.model.menu.clear();
    for (std::size_t row = 0; row < parts.rows; ++row) {
        for (const std::size_t c : order) {
            other.low.push_back(parts.low[row * parts.columns + c]);
            other.high.push_back(parts.high[row * parts.columns + c]);
        }
    }
    for (std::size_t d = 0; d < parts.model.dimensions; ++d) {
        for (const std::size_t c : order) other.model.relevance.push_back(parts.model.relevance[d * parts.columns + c]);
    }
    for (const std::size_t c : order) {
        other.weights.push_back(parts.weights[c]);
        other.model.menu.push_back(parts.model.menu[c]);
    }
    return other;
}

TEST(Properties, TheOrderOfAreasDoesNotMatter) {
    Random random(3);
    for (int round = 0; round < rounds; ++round) {
        const Parts parts = draw_parts(random, some_shape(random));
        std::vector<std::size_t> order(parts.columns);
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        std::shuffle(order.begin(), order.end(), random);
        std::vector<std::size_t> place(order.size());
        for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = i;
        Parts other = rearranged(parts, order);
        for (SystemNeed& need : other.model.system_needs) need.area = place[need.area];
        for (AreaNeed& need : other.model.area_needs) {
            need.area = place[need.area];
            need.needs = place[need.needs];
        }
        const InteropData one = parts.build();
        const InteropData two = other.build();
        for (const std::string_view key : keys) expect_same(ends_of(one, key, 0, 1), ends_of(two, key, 0, 1), key);
    }
}

TEST(Properties, EveryKnownAreaTwiceChangesNothing) {
    Random random(4);
    for (int round = 0; round < rounds; ++round) {
        Shape shape = some_shape(random);
        shape.unknown = 0.0;
        Parts parts = draw_parts(random, shape);
        std::vector<std::size_t> order;
        for (std::size_t c = 0; c < parts.columns; ++c) order.push_back(c);
        for (std::size_t c = 0; c < parts.columns; ++c) order.push_back(c);
        Parts twice = rearranged(parts, order);
        for (const SystemNeed& need : parts.model.system_needs) {
            twice.model.system_needs.push_back({need.area + parts.columns, need.cap, need.system, need.at_least});
        }
        for (const AreaNeed& need : parts.model.area_needs) {
            twice.model.area_needs.push_back(
                {need.area + parts.columns, need.cap, need.needs + parts.columns, need.at_least});
        }
        const InteropData one = parts.build();
        const InteropData two = twice.build();
        for (const std::string_view key : keys) expect_same(ends_of(one, key, 0, 1), ends_of(two, key, 0, 1), key);
    }
}

TEST(Properties, TheWeakestDimensionIsNeverAboveTheGeometricMeanNorThatAboveTheMean) {
    Random random(5);
    for (int round = 0; round < rounds; ++round) {
        const InteropData data = draw_parts(random, some_shape(random)).build();
        const Ends weakest = ends_of(data, "interoperability", 0, 1, weakest_link);
        const Ends geometric = ends_of(data, "interoperability", 0, 1, 0.0);
        const Ends arithmetic = ends_of(data, "interoperability", 0, 1, 1.0);
        EXPECT_LE(weakest.lower, geometric.lower + 1e-12);
        EXPECT_LE(geometric.lower, arithmetic.lower + 1e-12);
        EXPECT_LE(weakest.upper, geometric.upper + 1e-12);
        EXPECT_LE(geometric.upper, arithmetic.upper + 1e-12);
    }
}

TEST(Properties, LearningADepthOrAMembershipNeverWidensAnAnswer) {
    Random random(6);
    for (int round = 0; round < rounds; ++round) {
        const Parts parts = draw_parts(random, some_shape(random));
        Parts settled = parts;
        const std::size_t cell = testing::draw(random, 0, parts.low.size() - 1);
        settled.low[cell] = settled.high[cell] =
            static_cast<Depth>(testing::draw(random, parts.low[cell], parts.high[cell]));
        const std::size_t member = testing::draw(random, 0, parts.model.member_low.size() - 1);
        settled.model.member_low[member] = settled.model.member_high[member] =
            static_cast<Halves>(testing::draw(random, parts.model.member_low[member], parts.model.member_high[member]));
        const InteropData open = parts.build();
        const InteropData known = settled.build();
        for (const std::string_view key : keys) {
            const Ends wide = ends_of(open, key, 0, 1);
            const Ends narrow = ends_of(known, key, 0, 1);
            if (std::isnan(narrow.lower)) continue;
            EXPECT_GE(narrow.lower, wide.lower - 1e-12) << key;
            EXPECT_LE(narrow.upper, wide.upper + 1e-12) << key;
        }
    }
}

TEST(Properties, MonotoneIndicatorsNeverFallWhenACellRises) {
    Random random(7);
    for (int round = 0; round < rounds; ++round) {
        Shape shape = some_shape(random);
        shape.unknown = 0.0;
        Parts parts = draw_parts(random, shape);
        const std::size_t cell = testing::draw(random, 0, parts.low.size() - 1);
        if (parts.low[cell] == parts.top) continue;
        Parts risen = parts;
        risen.low[cell] = risen.high[cell] = static_cast<Depth>(parts.low[cell] + 1);
        const InteropData before = parts.build();
        const InteropData after = risen.build();
        for (const std::string_view key : {"shared_depth", "interoperability", "shared_breadth", "hub_mediated"}) {
            EXPECT_GE(ends_of(after, key, 0, 1).lower, ends_of(before, key, 0, 1).lower - 1e-12) << key;
        }
        const std::array<std::size_t, 3> all{0, 1, 2};
        for (std::size_t m = 1; m <= 3; ++m) {
            EXPECT_GE(m_of_k(after, all, m).lower.value, m_of_k(before, all, m).lower.value - 1e-12);
        }
    }
}

TEST(Properties, SharedDepthIsAtMostTheAreaPartOfTheLowerAttainmentOfAFullMenu) {
    Random random(8);
    for (int round = 0; round < rounds; ++round) {
        const Shape shape = some_shape(random);
        Parts parts = draw_parts(random, shape);
        parts.model.dimensions = 1;
        parts.model.relevance.assign(parts.columns, 1.0);
        parts.model.system_relevance.assign(parts.model.systems, 0.0);
        parts.model.theta = {0.5};
        parts.model.alpha = {1.0};
        parts.model.menu.assign(parts.columns, parts.top);
        const InteropData data = parts.build();
        const Ends direct = ends_of(data, "shared_depth", 0, 1);
        Ends least{1.0, 1.0};
        for (const std::size_t row : {0U, 1U}) {
            const std::array<std::size_t, 1> rows{row};
            const InteropRange one =
                bound_interop(data, find_interop("attainment"), rows, Arguments{{1, -1}, parts.top});
            least = {std::min(least.lower, one.lower.value), std::min(least.upper, one.upper.value)};
        }
        EXPECT_LE(direct.lower, least.lower + 1e-12);
        EXPECT_LE(direct.upper, least.upper + 1e-12);
    }
}

TEST(Properties, TheProfileOfMFallsAndItsMeanIsTheMeanDepth) {
    Random random(9);
    for (int round = 0; round < rounds; ++round) {
        Shape shape = some_shape(random);
        shape.unknown = 0.0;
        shape.prerequisites = false;
        const InteropData data = draw_parts(random, shape).build();
        const std::array<std::size_t, 3> all{0, 1, 2};
        double sum = 0.0;
        double last = 1.0;
        for (std::size_t m = 1; m <= 3; ++m) {
            const double value = m_of_k(data, all, m).lower.value;
            EXPECT_LE(value, last + 1e-15);
            last = value;
            sum += value;
        }
        double mean = 0.0;
        double total = 0.0;
        for (std::size_t c = 0; c < shape.columns; ++c) {
            for (const std::size_t row : all) mean += data.panel().weights()[c] * data.panel().lower(row, c);
            total += 3.0 * data.panel().weights()[c] * shape.top;
        }
        EXPECT_NEAR(sum / 3.0, mean / total, 1e-12);
    }
}

TEST(Properties, TheOverlapOfAPairIsTheCollectiveOverlapOfTwo) {
    Random random(10);
    for (int round = 0; round < rounds; ++round) {
        const InteropData data = draw_parts(random, some_shape(random)).build();
        const std::array<std::size_t, 2> both{0, 1};
        Indicator ruzicka;
        ruzicka.terms = terms::ruzicka;
        const InteropRange pair = bound_effective(data, ruzicka, 0, 1, Arguments{{}, data.panel().max_depth()});
        const InteropRange group = collective_overlap(data, both);
        EXPECT_EQ(pair.defined_possible, group.defined_possible);
        if (!pair.defined_possible) continue;
        expect_same({pair.lower.value, pair.upper.value}, {group.lower.value, group.upper.value}, "ruzicka");
    }
}

}  // namespace
}  // namespace chirograph
