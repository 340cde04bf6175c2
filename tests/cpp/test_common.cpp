// Areas common to a group, projected onto a pair: against every completion of the whole panel.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <random>
#include <set>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/catalogue/catalogue.hpp"
#include "engine/orders/compare.hpp"
#include "engine/pair/bounds.hpp"
#include "engine/pair/tighten.hpp"
#include "engine/panel/common.hpp"
#include "engine/panel/problem.hpp"
#include "engine/search/counters.hpp"
#include "rounds.hpp"

namespace chirograph {
namespace {

using Matrix = std::vector<Depth>;
using Pairs = std::set<std::vector<Cell>>;

/// Small panels of four programmes with common areas, and now and then something that ties the others.
struct Quartet {
    explicit Quartet(unsigned seed) : random(seed), panel(make()) {
        for (std::size_t i = 0; i < 1 + up_to(1); ++i) constraints.common.push_back(common());
        if (up_to(2) == 0) length();
        if (up_to(3) == 0) constraints.blocks.push_back({up_to(3), {0, 1 + up_to(columns - 2)}, 1});
        if (up_to(4) == 0)
            constraints.joint.push_back({up_to(columns - 1), {up_to(1), 2 + up_to(1)}, {{0, 0}, {1, 1}}});
    }
    std::size_t up_to(std::size_t most) { return std::uniform_int_distribution<std::size_t>(0, most)(random); }

    Panel make() {
        Matrix lower(rows * columns);
        Matrix upper(rows * columns);
        std::size_t left = 9;
        for (std::size_t i = 0; i < lower.size(); ++i) {
            lower[i] = upper[i] = static_cast<Depth>(up_to(2));
            if (up_to(1) == 0 || left == 0) continue;
            --left;
            lower[i] = static_cast<Depth>(up_to(1));
            upper[i] = static_cast<Depth>(lower[i] + 1);
        }
        return {rows, columns, lower, upper, {}, 2};
    }
    Common common() {
        Common one{{}, {}, 0, 0, static_cast<Depth>(1 + up_to(1))};
        for (std::size_t row = 0; row < rows; ++row) {
            if (up_to(3) != 0) one.rows.push_back(row);
        }
        if (one.rows.empty()) one.rows.push_back(0);
        for (std::size_t column = 0; column < columns; ++column) {
            if (up_to(4) != 0 || column == 0) one.columns.push_back(column);
        }
        one.minimum = std::min(up_to(2), one.columns.size());
        one.maximum = up_to(1) == 0 ? one.columns.size() : std::min(one.minimum + up_to(1), one.columns.size());
        return one;
    }
    void length() {
        const std::size_t most = 1 + up_to(columns - 1);
        constraints.lengths.push_back({up_to(rows - 1), up_to(most), most, static_cast<Depth>(1 + up_to(1))});
    }

    [[nodiscard]] bool allows(const Matrix& cells) const {
        const auto at = [&](std::size_t row, std::size_t column) { return cells[row * columns + column]; };
        const auto count = [&](const std::vector<std::size_t>& of, const std::vector<std::size_t>& in, Depth depth) {
            return static_cast<std::size_t>(std::ranges::count_if(in, [&](std::size_t column) {
                return std::ranges::all_of(of, [&](std::size_t row) { return at(row, column) >= depth; });
            }));
        };
        std::vector<std::size_t> every;
        for (std::size_t column = 0; column < columns; ++column) every.push_back(column);
        return std::ranges::all_of(constraints.common,
                                   [&](const Common& one) {
                                       const std::size_t found = count(one.rows, one.columns, one.threshold);
                                       return one.minimum <= found && found <= one.maximum;
                                   }) &&
               std::ranges::all_of(constraints.lengths,
                                   [&](const ListLength& one) {
                                       const std::size_t found = count({one.row}, every, one.threshold);
                                       return one.minimum <= found && found <= one.maximum;
                                   }) &&
               std::ranges::all_of(
                   constraints.blocks,
                   [&](const AtLeastOne& one) { return count({one.row}, one.columns, one.threshold) > 0; }) &&
               std::ranges::all_of(constraints.joint, [&](const JointDomain& one) {
                   return at(one.rows[0], one.column) == at(one.rows[1], one.column) && at(one.rows[0], one.column) < 2;
               });
    }

    /// What a pair may be in the completions of the whole panel.
    [[nodiscard]] Pairs truth(std::size_t p, std::size_t q) const {
        Pairs found;
        Matrix cells(panel.lower().begin(), panel.lower().end());
        const std::function<void(std::size_t)> visit = [&](std::size_t i) {
            if (i == cells.size()) {
                if (!allows(cells)) return;
                std::vector<Cell> both;
                for (std::size_t c = 0; c < columns; ++c)
                    both.push_back({cells[p * columns + c], cells[q * columns + c]});
                found.insert(std::move(both));
                return;
            }
            for (unsigned depth = panel.lower()[i]; depth <= panel.upper()[i]; ++depth) {
                cells[i] = static_cast<Depth>(depth);
                visit(i + 1);
            }
            cells[i] = panel.lower()[i];
        };
        visit(0);
        return found;
    }

    static constexpr std::size_t rows = 4;
    static constexpr std::size_t columns = 4;
    std::mt19937 random;
    Panel panel;
    Constraints constraints;
};

/// What the pair by itself may be: its options, one per area, that keep its counters.
Pairs alone(const PairProblem& problem) {
    Pairs found;
    std::vector<Cell> cells(problem.columns());
    const std::function<void(std::size_t)> visit = [&](std::size_t column) {
        if (column == cells.size()) {
            if (keeps(problem, cells)) found.insert(cells);
            return;
        }
        for (const Cell cell : problem.options[column]) {
            cells[column] = cell;
            visit(column + 1);
        }
    };
    visit(0);
    return found;
}

/// No completion is lost; and where the problem says so, nothing is left that is none.
TEST(CommonAreas, OfAPairAreThoseOfEveryCompletionOfThePanel) {
    int exact = 0;
    int outer = 0;
    int tied = 0;
    const auto most = static_cast<unsigned>(slow::rounds(6000));
    for (unsigned seed = 0; seed < most && !HasFailure(); ++seed) {
        Quartet four(seed);
        const std::size_t p = four.up_to(3);
        const std::size_t q = four.up_to(3);
        const Pairs truth = four.truth(p, q);
        if (truth.empty()) continue;
        const Panel tight = tightened(four.panel, four.constraints);
        const PairProblem problem = pair_problem(tight, four.constraints, p, q);
        const Pairs found = alone(problem);
        EXPECT_TRUE(std::ranges::includes(found, truth)) << seed;
        if (problem.exact) {
            EXPECT_EQ(found.size(), truth.size()) << seed;
        }
        ++(problem.exact ? exact : outer);
        const Constraints& known = four.constraints;
        tied += problem.exact && !(known.lengths.empty() && known.blocks.empty()) ? 1 : 0;
    }
    EXPECT_GT(exact, slow::rounds(400));
    EXPECT_GT(outer, slow::rounds(20));
    EXPECT_GT(tied, slow::rounds(50));
}

/// By hand: P may have A1..A4, Q has A1, A2, may have A3; the third never has A2, has A1, may have A3 and A4. Two at
/// least are common: then A1 and A3 are of P and of Q. No more than one is common: A1 decides, whatever P has in A3.
TEST(CommonAreas, CountWhatTheOthersReach) {
    const Panel panel(3, 4, {0, 0, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0}, {1, 1, 1, 1, 1, 1, 1, 0, 1, 0, 1, 1}, {}, 1);
    const Common common{{0, 1, 2}, {0, 1, 2, 3}, 2, 4, 1};
    const std::array pair{std::size_t{0}, std::size_t{1}};
    const auto parts = projected(panel, common, pair);
    ASSERT_EQ(parts.size(), 1U);
    EXPECT_EQ(parts[0].columns, (std::vector<std::size_t>{0, 2, 3}));
    EXPECT_EQ(parts[0].minimum, 2U);
    Constraints constraints;
    constraints.common.push_back(common);
    const Panel tight = tightened(panel, constraints);
    for (const std::size_t row : {0U, 1U, 2U}) EXPECT_EQ(tight.lower(row, 0) + tight.lower(row, 2), 2);
    EXPECT_EQ(tight.lower(0, 1), 0);
    constraints.common[0].minimum = 0;
    constraints.common[0].maximum = 1;
    const auto few = projected(panel, constraints.common[0], pair);
    EXPECT_TRUE(few.empty());  // A1 alone is sure of the third, and one may be common
    constraints.common[0].maximum = 0;
    const Panel none = tightened(panel, constraints);
    EXPECT_EQ(none.upper(0, 0), 0);  // the others have A1, so P lacks it
    constraints.common[0] = {{0, 1, 2}, {1, 3}, 1, 2, 1};
    EXPECT_THROW(static_cast<void>(tightened(panel, constraints)), Error);
}

/// A list of another programme that has room limits nothing; one that has none may.
TEST(CommonAreas, AListWithRoomLimitsNothing) {
    const Panel panel(3, 3, Matrix(9, 0), Matrix(9, 1), {}, 1);
    Constraints constraints;
    constraints.common.push_back({{0, 1, 2}, {0, 1, 2}, 2, 3, 1});
    constraints.lengths.push_back({2, 0, 2, 1});
    const std::array pair{std::size_t{0}, std::size_t{1}};
    EXPECT_TRUE(projects_exactly(panel, constraints, pair));
    const Panel known(3, 3, {0, 0, 0, 0, 0, 0, 1, 0, 0}, {1, 1, 1, 1, 1, 1, 1, 1, 1}, {}, 1);
    EXPECT_FALSE(projects_exactly(known, constraints, pair));
    constraints.lengths[0] = {2, 2, 3, 1};
    EXPECT_TRUE(projects_exactly(known, constraints, pair));
}

/// Orders of pairs of a group are told by ranges, which hold.
TEST(CommonAreas, OrdersAreWhatEveryCompletionSaysOrOpen) {
    int decided = 0;
    for (unsigned seed = 0; seed < 800 && !HasFailure(); ++seed) {
        Quartet four(seed);
        const Indicator& row = find_indicator("simple_matching");
        const Arguments arguments = make_arguments(row, {}, 2);
        if (four.truth(0, 1).empty()) continue;
        const std::array asked{Comparison{{0, 1}, {0, 2}}};
        std::array<Compared, 1> found;
        compare(four.panel, four.constraints, row, arguments, std::nan(""), asked, 1, 1'000'000, found);
        const auto ends = [&](std::size_t q) {
            double least = 2.0;
            double most = -1.0;
            for (const auto& cells : four.truth(0, q)) {
                const double value = pair_value(cells, four.panel.weights(), row, arguments);
                least = std::min(least, value);
                most = std::max(most, value);
            }
            return std::pair(least, most);
        };
        const auto first = ends(1);
        const auto second = ends(2);
        EXPECT_TRUE(found[0].signs.least <= 0 || first.first > second.second) << seed;
        EXPECT_TRUE(found[0].signs.greatest >= 0 || first.second < second.first) << seed;
        decided += found[0].signs.least > 0 || found[0].signs.greatest < 0 ? 1 : 0;
    }
    EXPECT_GT(decided, 5);
}

}  // namespace
}  // namespace chirograph
