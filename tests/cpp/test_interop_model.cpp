// Prerequisites, the checks of a model, breadth and the explanation of a pair.
#include <gtest/gtest.h>

#include <array>
#include <string>

#include "engine/base/error.hpp"
#include "engine/interop/detail.hpp"
#include "engine/interop/interop.hpp"
#include "interop_random.hpp"

namespace chirograph {
namespace {

TEST(Prerequisites, AnAreaStaysAtItsCapUntilTheSystemIsHeld) {
    const Prerequisites rules(2, 3, {{1, 1, 0, full_member}}, {});
    const std::vector<Depth> stated{3, 3};
    EXPECT_EQ(rules.effective(stated, std::vector<Halves>{0}), (std::vector<Depth>{3, 1}));
    EXPECT_EQ(rules.effective(stated, std::vector<Halves>{1}), (std::vector<Depth>{3, 1}))
        << "an observer is no member";
    EXPECT_EQ(rules.effective(stated, std::vector<Halves>{2}), stated);
}

TEST(Prerequisites, ChainsCloseWhateverTheOrderTheyAreGivenIn) {
    // 0 needs 1, 1 needs 2, 2 needs the system: without it all three stay at 1.
    const std::vector<AreaNeed> chain{{0, 1, 1, 2}, {1, 1, 2, 2}};
    const Prerequisites rules(3, 3, {{2, 1, 0, full_member}}, chain);
    const std::vector<Depth> stated{3, 3, 3};
    EXPECT_EQ(rules.effective(stated, std::vector<Halves>{0}), (std::vector<Depth>{1, 1, 1}));
    EXPECT_EQ(rules.effective(stated, std::vector<Halves>{2}), stated);
    const std::vector<AreaNeed> reversed{chain[1], chain[0]};
    const Prerequisites same(3, 3, {{2, 1, 0, full_member}}, reversed);
    EXPECT_EQ(same.effective(stated, std::vector<Halves>{0}), (std::vector<Depth>{1, 1, 1}));
}

TEST(Prerequisites, ACircleIsRefusedAndNamed) {
    try {
        const Prerequisites rules(4, 3, {}, {{0, 1, 1, 2}, {1, 1, 2, 2}, {2, 1, 0, 2}});
        FAIL() << "a circle was accepted";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), Code::parameter);
        EXPECT_NE(std::string(error.what()).find("column 0 needs column 1 needs column 2 needs column 0"),
                  std::string::npos)
            << error.what();
    }
    EXPECT_THROW(Prerequisites(2, 3, {}, {{1, 1, 1, 2}}), Error) << "an area that needs itself";
}

TEST(Prerequisites, HoldsNameOnlyTheNeedsThatBind) {
    const Prerequisites rules(2, 3, {{0, 1, 0, full_member}, {0, 2, 1, full_member}}, {{1, 0, 0, 3}});
    const std::vector<Hold> holds = rules.holds(std::vector<Depth>{2, 1}, std::vector<Halves>{0, 0});
    ASSERT_EQ(holds.size(), 2U);
    EXPECT_EQ(holds[0].area, 0U);
    EXPECT_TRUE(holds[0].by_system);
    EXPECT_EQ(holds[0].need, 0U);
    EXPECT_EQ(holds[0].effective, 1);
    EXPECT_EQ(holds[1].area, 1U);
    EXPECT_FALSE(holds[1].by_system);
}

/// Two partners, two areas, one dimension, one system of the hub and one tie.
InteropModel small_model() {
    InteropModel model;
    model.systems = 2;
    model.dimensions = 1;
    model.member_low = {2, 0, 0, 0};
    model.member_high = {2, 0, 2, 0};
    model.between = {0, 1};
    model.between_low.assign(8, 0);
    model.between_high.assign(8, 0);
    model.relevance = {1, 1};
    model.system_relevance = {1, 1};
    model.system_values = {1, 1};
    model.theta = {0.5};
    model.alpha = {1};
    model.menu = {3, 3};
    model.offered = {2, 0};
    return model;
}

Panel small_panel() {
    return {2, 2, {3, 3, 3, 3}, {3, 3, 3, 3}, {}, 3};
}

template <class Change>
std::size_t faults(Change change) {
    InteropModel model = small_model();
    change(model);
    try {
        check(model, small_panel());
    } catch (const Error& error) {
        return error.faults().size();
    }
    return 0;
}

TEST(InteropModel, EachBrokenPartIsRefused) {
    EXPECT_EQ(faults([](InteropModel&) {}), 0U);
    EXPECT_EQ(faults([](InteropModel& m) { m.relevance.pop_back(); }), 1U);
    EXPECT_EQ(faults([](InteropModel& m) { m.relevance[0] = -1; }), 1U);
    EXPECT_EQ(faults([](InteropModel& m) { m.theta[0] = 1.5; }), 1U);
    EXPECT_EQ(faults([](InteropModel& m) { m.alpha[0] = 0; }), 1U);
    EXPECT_EQ(faults([](InteropModel& m) { m.menu[0] = 4; }), 1U);
    EXPECT_EQ(faults([](InteropModel& m) { m.member_low[0] = 3; }), 1U);
    EXPECT_EQ(faults([](InteropModel& m) { m.member_high[0] = 1; }), 1U);
    EXPECT_EQ(faults([](InteropModel& m) { m.offered[1] = 2; }), 1U);
    EXPECT_EQ(faults([](InteropModel& m) { m.between_high[3] = 2; }), 1U)
        << "a tie read differently from the two sides";
    EXPECT_EQ(faults([](InteropModel& m) { m.system_needs = {{0, 3, 0, 2}}; }), 1U) << "a cap at the top caps nothing";
    EXPECT_EQ(faults([](InteropModel& m) { m.system_needs = {{0, 1, 1, 2}}; }), 1U) << "a tie is no prerequisite";
    EXPECT_EQ(faults([](InteropModel& m) { m.system_needs = {{5, 1, 7, 2}}; }), 2U);
    EXPECT_EQ(faults([](InteropModel& m) { m.area_needs = {{0, 1, 1, 0}}; }), 1U);
    EXPECT_EQ(faults([](InteropModel& m) {
                  m.relevance = {0, 0};
                  m.system_relevance = {0, 0};
              }),
              1U)
        << "a dimension about nothing";
}

TEST(InteropModel, EveryFaultIsReportedAtOnce) {
    EXPECT_EQ(faults([](InteropModel& m) {
                  m.theta[0] = -1;
                  m.menu[1] = 9;
                  m.system_values[0] = -2;
              }),
              3U);
}

InteropRange pair_answer(const InteropData& data, std::string_view key, std::array<double, 3> values = {}) {
    const std::array<std::size_t, 2> rows{0, 1};
    return bound_interop(data, find_interop(key), rows, Arguments{values, 3});
}

TEST(Dyad, AnUnconfirmedMembershipMovesTheValueToEitherEnd) {
    const InteropModel model = small_model();
    const InteropRange open = pair_answer(InteropData(small_panel(), {}, model), "interoperability", {1, -1});
    EXPECT_NEAR(open.lower.value, 0.5, 1e-15);
    EXPECT_NEAR(open.upper.value, 0.75, 1e-15);
    for (const Halves settled : {Halves{0}, full_member}) {
        InteropModel known = model;
        known.member_low[2] = known.member_high[2] = settled;
        const InteropRange one = pair_answer(InteropData(small_panel(), {}, known), "interoperability", {1, -1});
        EXPECT_EQ(one.lower.value, one.upper.value);
        EXPECT_EQ(one.lower.value, settled == 0 ? open.lower.value : open.upper.value);
    }
}

TEST(Dyad, ATieCountsForThePairAndNotForAttainment) {
    InteropModel model = small_model();
    for (const std::size_t at : {3U, 5U}) model.between_low[at] = model.between_high[at] = full_member;
    const InteropData data(small_panel(), {}, model);
    EXPECT_NEAR(pair_answer(data, "interoperability", {1, -1}).lower.value, 0.75, 1e-15);
    const std::array<std::size_t, 1> second{1};
    const InteropRange attained = bound_interop(data, find_interop("attainment"), second, Arguments{{1, -1}, 3});
    EXPECT_NEAR(attained.lower.value, 0.5, 1e-15);
    EXPECT_NEAR(attained.upper.value, 1.0, 1e-15);
}

TEST(Dyad, TheHubGivesWhatThePairDoesNotShareDirectly) {
    InteropModel model = small_model();
    model.member_low[2] = full_member;
    const InteropData data(small_panel(), {}, model);
    EXPECT_NEAR(pair_answer(data, "interoperability", {1, -1}).lower.value, 0.75, 1e-15) << "the tie is missing";
    EXPECT_NEAR(pair_answer(data, "hub_mediated", {1, -1}).lower.value, 1.0, 1e-15);
    EXPECT_NEAR(pair_answer(data, "hub_only", {1, -1}).lower.value, 0.25, 1e-12);
}

TEST(Breadth, IsTheShareOfAreasThatBothReachInOneDimensionOrInSoMany) {
    InteropModel model = small_model();
    model.dimensions = 2;
    model.relevance = {1, 3, 1, 0};
    model.system_relevance = {1, 1, 1, 1};
    model.theta = {0.5, 0.5};
    model.alpha = {1, 1};
    const InteropData data(Panel(2, 2, {3, 1, 2, 0}, {3, 3, 2, 3}, {}, 3), {}, model);
    const InteropRange first = pair_answer(data, "shared_breadth", {0, 1});
    EXPECT_EQ(first.lower.value, 0.25);
    EXPECT_EQ(first.upper.value, 1.0);
    EXPECT_EQ(pair_answer(data, "shared_breadth", {1, 2}).lower.value, 1.0);
    EXPECT_EQ(pair_answer(data, "shared_breadth", {1, 3}).upper.value, 0.0);
    EXPECT_EQ(pair_answer(data, "shared_breadth", {-1, 1, 0}).lower.value, 0.25) << "0 asks for all";
    EXPECT_EQ(pair_answer(data, "shared_breadth", {-1, 1, 1}).lower.value, 1.0);
    EXPECT_THROW((void)pair_answer(data, "shared_breadth", {-1, 1, 3}), Error);
}

TEST(Breadth, IsUndefinedWhereNoAreaIsRelevant) {
    InteropModel model = small_model();
    model.relevance = {0, 0};
    const InteropRange none = pair_answer(InteropData(small_panel(), {}, model), "shared_breadth", {0, 1});
    EXPECT_FALSE(none.defined_possible);
    EXPECT_TRUE(none.undefined_possible);
}

TEST(Detail, NamesTheHoldsAndTheGains) {
    InteropModel model = small_model();
    model.system_needs = {{1, 1, 0, full_member}};
    const InteropData data(small_panel(), {}, model);
    const std::array<std::size_t, 2> rows{0, 1};
    const DyadDetail detail = dyad_detail(data, data.corner(rows, false));
    EXPECT_EQ(detail.effective_q, (std::vector<Depth>{3, 1}));
    EXPECT_TRUE(detail.holds_p.empty());
    ASSERT_EQ(detail.holds_q.size(), 1U);
    EXPECT_EQ(detail.holds_q[0].area, 1U);
    EXPECT_NEAR(detail.gains[0].areas[1], 0.5 * 2.0 / 6.0, 1e-15);
    EXPECT_NEAR(detail.gains[0].systems[0], 0.25, 1e-15);
}

TEST(Door, WithoutDimensionsAProfileAndSharedDepthCanStillBeAsked) {
    InteropModel model = small_model();
    model.dimensions = 0;
    for (std::vector<double>* part : {&model.relevance, &model.system_relevance, &model.theta, &model.alpha}) {
        part->clear();
    }
    const InteropData data(small_panel(), {}, model);
    const std::array<std::size_t, 1> one{0};
    const std::array<std::size_t, 2> both{0, 1};
    const Arguments none{{1, 0}, 3};
    EXPECT_EQ(bound_interop(data, find_interop("accountable_share"), one, none).lower.value, 1.0);
    EXPECT_EQ(bound_interop(data, find_interop("shared_depth"), both, none).upper.value, 1.0);
    for (const std::string_view key :
         {"interoperability", "compensation_gap", "shared_breadth", "dimension_profile", "hub_mediated", "hub_only"}) {
        EXPECT_THROW((void)bound_interop(data, find_interop(key), both, none), Error) << key;
    }
    EXPECT_THROW((void)bound_interop(data, find_interop("attainment"), one, none), Error);
}

TEST(Door, RefusesWrongRowsDimensionsAndSets) {
    const InteropData data(small_panel(), {}, small_model());
    const std::array<std::size_t, 1> one{0};
    const std::array<std::size_t, 2> missing{0, 5};
    const std::array<std::size_t, 2> both{0, 1};
    const std::array<std::size_t, 2> twice{1, 1};
    const Arguments none{{1, -1}, 3};
    EXPECT_THROW((void)bound_interop(data, find_interop("interoperability"), one, none), Error);
    EXPECT_THROW((void)bound_interop(data, find_interop("interoperability"), missing, none), Error);
    EXPECT_THROW((void)bound_interop(data, find_interop("attainment"), both, none), Error);
    EXPECT_THROW((void)bound_interop(data, find_interop("dimension_profile"), both, Arguments{{7}, 3}), Error);
    EXPECT_THROW((void)bound_interop(data, find_interop("set_share"), one, none), Error);
    EXPECT_THROW((void)bound_interop(data, find_interop("concentration"), one, Arguments{{1}, 3}), Error);
    EXPECT_THROW((void)bound_interop(data, find_interop("m_of_k"), both, Arguments{{3}, 3}), Error);
    EXPECT_THROW((void)bound_interop(data, find_interop("m_of_k"), twice, Arguments{{1}, 3}), Error);
    EXPECT_THROW((void)find_interop("attainmant"), Error);
}

}  // namespace
}  // namespace chirograph
