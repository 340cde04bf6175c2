// What constraints say about single cells, and completions that are 0/0.
#include <gtest/gtest.h>

#include <cmath>

#include "all_completions.hpp"
#include "engine/base/error.hpp"
#include "engine/catalogue/catalogue.hpp"
#include "engine/pair/bounds.hpp"
#include "engine/pair/defined.hpp"
#include "engine/pair/table.hpp"
#include "engine/pair/tau.hpp"
#include "engine/pair/tighten.hpp"

namespace chirograph {
namespace {

Panel open_panel(std::size_t rows, std::size_t columns, Depth top) {
    return {rows, columns, std::vector<Depth>(rows * columns, 0), std::vector<Depth>(rows * columns, top), {}, top};
}

/// A list as long as its areas is full, and what is full of one programme passes to another by a joint domain.
TEST(Tightened, PassesOnWhatOneProgrammeRulesOut) {
    const Panel panel = open_panel(3, 3, 2);
    Constraints constraints;
    constraints.lengths.push_back({0, 3, 3, 1});
    constraints.joint.push_back({0, {0, 1}, {{0, 0}, {1, 1}, {2, 2}}});
    constraints.blocks.push_back({2, {1}, 2});
    const Panel tight = tightened(panel, constraints);
    for (std::size_t column = 0; column < 3; ++column) EXPECT_EQ(tight.lower(0, column), 1);
    EXPECT_EQ(tight.lower(1, 0), 1);
    EXPECT_EQ(tight.lower(1, 1), 0);
    EXPECT_EQ(tight.lower(2, 1), 2);
}

/// A full list closes its open areas.
TEST(Tightened, ClosesWhatAFullListLeavesOpen) {
    const Panel panel(2, 3, {1, 0, 0, 0, 0, 0}, {1, 1, 1, 1, 1, 1}, {}, 1);
    Constraints constraints;
    constraints.lengths.push_back({0, 0, 1, 1});
    constraints.joint.push_back({2, {0, 1}, {{0, 0}, {1, 1}}});
    const Panel tight = tightened(panel, constraints);
    EXPECT_EQ(tight.upper(0, 1), 0);
    EXPECT_EQ(tight.upper(1, 2), 0);
    EXPECT_EQ(tight.upper(1, 1), 1);
}

TEST(Tightened, RefusesWhatLeavesNothing) {
    const Panel panel = open_panel(2, 2, 1);
    Constraints constraints;
    constraints.lengths.push_back({0, 2, 2, 1});
    constraints.lengths.push_back({1, 0, 0, 1});
    constraints.joint.push_back({0, {0, 1}, {{0, 0}, {1, 1}}});
    EXPECT_THROW(static_cast<void>(tightened(panel, constraints)), Error);
}

/// With the third programme's cell settled, the pair is answered sharply: its own cell follows and 0/0 is ruled out.
TEST(Tightened, AThirdProgrammeThatIsSettledLeavesThePairSharp) {
    const Panel panel = open_panel(3, 3, 1);
    Constraints constraints;
    constraints.lengths.push_back({0, 3, 3, 1});
    constraints.joint.push_back({0, {0, 1}, {{0, 0}, {1, 1}}});
    const Indicator& row = find_indicator("ruzicka");
    const PairAnswer answer = bound_pair(panel, constraints, 1, 2, row, {{}, 1});
    EXPECT_TRUE(answer.range.lower.sharp && answer.range.upper.sharp);
    EXPECT_FALSE(answer.range.undefined_possible);
    EXPECT_TRUE(answer.undefined_witness.empty());
}

/// Where some completion is 0/0, one is given: it is possible, and it is 0/0.
TEST(UndefinedCompletion, IsOneWhereThereIsOne) {
    slow::RandomProblems random(29);
    int found = 0;
    for (int round = 0; round < 1500 && !HasFailure(); ++round) {
        const PairProblem problem = random.next(6, 3, 600, round % 2 == 0, round % 3 != 0);
        for (const Indicator& row : catalogue) {
            if (row.solver != &table_index && row.solver != &tau_b_index) continue;
            const Arguments arguments{{row.parameters[0].name == "threshold" ? 1.0 : 0.0}, problem.max_depth};
            const auto value = [&](const std::vector<Cell>& cells) {
                return row.solver->value(cells, problem.weights, row, arguments);
            };
            const auto cells = row.solver->undefined(problem, row, arguments, {});
            EXPECT_EQ(!cells.empty(), slow::every_completion(problem, value).undefined) << row.key;
            if (cells.empty()) continue;
            ++found;
            EXPECT_TRUE(slow::among_options(problem, cells) && slow::within_counters(problem, cells)) << row.key;
            EXPECT_TRUE(std::isnan(value(cells))) << row.key;
        }
    }
    EXPECT_GT(found, 1000);
}

/// A symmetric index says the same of (q, p) as of (p, q), to the bit, with the two programmes swapped.
TEST(BoundPair, OfASymmetricIndexIsTheSameBothWays) {
    const Panel panel(2, 4, {0, 1, 0, 2, 1, 0, 0, 0}, {3, 2, 3, 2, 2, 3, 0, 3}, {1.41, 0.7, 2.03, 1.9}, 3);
    for (const Indicator& row : catalogue) {
        if (row.arity != Arity::pair || !row.traits.symmetric || !row.traits.weighted) continue;
        const Arguments arguments = make_arguments(row, {}, 3);
        const PairAnswer one = bound_pair(panel, {}, 0, 1, row, arguments);
        const PairAnswer two = bound_pair(panel, {}, 1, 0, row, arguments);
        EXPECT_EQ(one.range.lower.value, two.range.lower.value) << row.key;
        EXPECT_EQ(one.range.upper.value, two.range.upper.value) << row.key;
        for (std::size_t c = 0; c < one.range.lower.witness.size(); ++c) {
            EXPECT_EQ(one.range.lower.witness[c].x, two.range.lower.witness[c].y) << row.key;
        }
    }
}

}  // namespace
}  // namespace chirograph
