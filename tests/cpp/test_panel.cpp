// Panels, weights, constraints and messages.
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/base/near_names.hpp"
#include "engine/catalogue/catalogue.hpp"
#include "engine/panel/constraints.hpp"
#include "engine/panel/panel.hpp"

namespace chirograph {
namespace {

template <class Call>
std::vector<Fault> faults_of(Call call) {
    try {
        call();
    } catch (const Error& error) {
        return error.faults();
    }
    return {};
}

TEST(Panel, ReportsEveryFaultAtOnce) {
    const auto faults = faults_of([] { Panel(1, 3, {0, 2, 5}, {1, 1, 1}, {1.0, -1.0, 1.0}, 3); });
    ASSERT_EQ(faults.size(), 3U);
    EXPECT_EQ(faults[0].place, "row 0, column 1");
    EXPECT_EQ(faults[0].rule, "the lower end is not above the upper end");
    EXPECT_EQ(faults[1].value, "[5, 1]");
    EXPECT_EQ(faults[2].code, Code::weight);
}

TEST(Panel, RefusesWrongShapesAndScales) {
    EXPECT_EQ(faults_of([] { Panel(2, 2, {0}, {0}, {}, 3); }).size(), 2U);
    EXPECT_EQ(faults_of([] { Panel(0, 0, {}, {}, {}, 3); }).front().code, Code::shape);
    EXPECT_EQ(faults_of([] { Panel(1, 1, {0}, {0}, {}, 0); }).front().code, Code::depth);
    EXPECT_EQ(faults_of([] { Panel(1, 1, {0}, {0}, {0.0}, 1); }).front().rule, "at least one weight is positive");
}

TEST(Panel, FindsWholeProportionsOfWeights) {
    EXPECT_EQ(whole_proportions(std::array{0.25, 0.21, 0.2}), (std::vector<std::int64_t>{25, 21, 20}));
    EXPECT_EQ(whole_proportions(std::array{2.0, 4.0}), (std::vector<std::int64_t>{1, 2}));
    EXPECT_EQ(whole_proportions(std::array{1.0 / 3.0, 1.0}), (std::vector<std::int64_t>{1, 3}));
    EXPECT_TRUE(whole_proportions(std::array{1.0, 1.4142135623730951}).empty());
}

TEST(Constraints, ReportsEveryMalformedOne) {
    const Panel panel(2, 2, {0, 0, 0, 0}, {1, 1, 1, 1}, {}, 1);
    Constraints constraints;
    constraints.lengths.push_back({5, 2, 1, 2});
    constraints.joint.push_back({9, {0, 0}, {}});
    constraints.blocks.push_back({0, {}, 1});
    constraints.common.push_back({{0, 0, 7}, {0, 1}, 2, 3, 2});
    const auto faults = faults_of([&] { check(constraints, panel); });
    EXPECT_EQ(faults.size(), 11U);
    for (const Fault& fault : faults) EXPECT_EQ(fault.code, Code::constraint);
}

TEST(Names, NearOnesAreSuggested) {
    EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
    EXPECT_EQ(did_you_mean("jacard", {"jaccard", "dice"}, "none"), "did you mean 'jaccard'?");
    EXPECT_EQ(did_you_mean("zzzzzz", {"jaccard", "dice"}, "see the list"), "see the list");
}

TEST(Catalogue, RefusesUnknownKeysAndParameters) {
    EXPECT_EQ(faults_of([] { static_cast<void>(find_indicator("jacard")); }).front().repair, "did you mean 'jaccard'?");
    const Indicator& jaccard = find_indicator("jaccard");
    const auto faults = faults_of([&] {
        static_cast<void>(make_arguments(jaccard, {{"threshold", 4.0}, {"treshold", 1.0}}, 3));
    });
    ASSERT_EQ(faults.size(), 2U);
    EXPECT_EQ(faults[0].rule, "it is a whole number between 1 and 3");
    EXPECT_EQ(faults[1].repair, "did you mean 'threshold'?");
    EXPECT_EQ(make_arguments(jaccard, {{"threshold", 2.0}}, 3).values[0], 2.0);
}

}  // namespace
}  // namespace chirograph
