// Separable ratios against every completion of small random pairs, with counters, weights and joint domains.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <random>

#include "all_completions.hpp"
#include "engine/base/error.hpp"
#include "engine/catalogue/catalogue.hpp"
#include "engine/pair/bounds.hpp"
#include "engine/pair/ratio.hpp"

namespace chirograph {
namespace {

struct Truth {
    double lower = 2e9;
    double upper = -2e9;
    bool undefined = false;
    bool defined = false;
    bool feasible = false;
};

bool within_counters(const PairProblem& problem, const std::vector<Cell>& cells) {
    for (const Counter& counter : problem.counters) {
        std::size_t count = 0;
        for (std::size_t c = 0; c < cells.size(); ++c) count += counter.step(c, cells[c]);
        if (count < counter.minimum || count > counter.maximum) return false;
    }
    return true;
}

Truth brute_force(const PairProblem& problem, const Indicator& row, const Arguments& arguments) {
    Truth truth;
    std::vector<Cell> cells(problem.columns());
    const std::function<void(std::size_t)> visit = [&](std::size_t column) {
        if (column < problem.columns()) {
            for (const Cell cell : problem.options[column]) {
                cells[column] = cell;
                visit(column + 1);
            }
            return;
        }
        if (!within_counters(problem, cells)) return;
        truth.feasible = true;
        const double value = pair_value(cells, problem.weights, row, arguments);
        if (std::isnan(value)) {
            truth.undefined = true;
            return;
        }
        truth.defined = true;
        truth.lower = std::min(truth.lower, value);
        truth.upper = std::max(truth.upper, value);
    };
    visit(0);
    return truth;
}

class RandomPairs {
public:
    explicit RandomPairs(unsigned seed) : engine_(seed) {}
    std::size_t up_to(std::size_t most) { return std::uniform_int_distribution<std::size_t>(0, most)(engine_); }

    Panel panel() {
        const std::size_t columns = 1 + up_to(4);
        const auto depth = static_cast<Depth>(1 + up_to(2));
        std::vector<Depth> lower;
        std::vector<Depth> upper;
        for (std::size_t i = 0; i < 3 * columns; ++i) {
            const auto a = static_cast<Depth>(up_to(depth));
            const auto b = up_to(1) == 0 ? a : static_cast<Depth>(up_to(depth));
            lower.push_back(std::min(a, b));
            upper.push_back(std::max(a, b));
        }
        std::vector<double> weights;
        const std::size_t kind = up_to(2);
        for (std::size_t c = 0; c < columns && kind != 0; ++c) {
            const double whole = static_cast<double>(1 + up_to(3));
            weights.push_back(kind == 1 ? whole : whole * 0.7320508);
        }
        return {3, columns, lower, upper, weights, depth};
    }

    Constraints constraints(const Panel& panel) {
        Constraints all;
        if (up_to(2) == 0) {
            const std::size_t most = up_to(panel.columns());
            all.lengths.push_back({up_to(1), up_to(most), most, static_cast<Depth>(1 + up_to(panel.max_depth() - 1U))});
        }
        if (up_to(2) == 0) all.blocks.push_back({up_to(1), {0, panel.columns() - 1}, 1});
        if (panel.columns() == 1 && !all.blocks.empty()) all.blocks.front().columns = {0};
        if (up_to(2) == 0) {
            JointDomain domain{up_to(panel.columns() - 1), {0, 1 + up_to(1)}, {}};
            for (Depth depth = 0; depth <= panel.max_depth(); ++depth) domain.allowed.push_back({depth, depth});
            all.joint.push_back(domain);
        }
        return all;
    }

private:
    std::mt19937 engine_;
};

void expect_range(const Truth& truth, const Range& range, const PairProblem& problem, const Indicator& row,
                  const Arguments& arguments) {
    ASSERT_EQ(range.defined_possible, truth.defined);
    ASSERT_EQ(range.undefined_possible, truth.undefined);
    if (!truth.defined) {
        ASSERT_TRUE(std::isnan(range.lower.value) && std::isnan(range.upper.value));
        return;
    }
    ASSERT_NEAR(range.lower.value, truth.lower, 1e-12) << row.key;
    ASSERT_NEAR(range.upper.value, truth.upper, 1e-12) << row.key;
    for (const Bound* end : {&range.lower, &range.upper}) {
        ASSERT_TRUE(end->sharp);
        ASSERT_TRUE(within_counters(problem, end->witness));
        ASSERT_NEAR(pair_value(end->witness, problem.weights, row, arguments), end->value, 1e-12) << row.key;
    }
}

TEST(Ratio, EqualsEveryCompletionOfRandomPairs) {
    RandomPairs random(20261123);
    int infeasible = 0;
    for (int round = 0; round < 1500; ++round) {
        const Panel panel = random.panel();
        const Constraints constraints = random.constraints(panel);
        PairProblem problem;
        try {
            problem = pair_problem(panel, constraints, 0, 1);
        } catch (const Error& error) {
            ASSERT_EQ(error.code(), Code::infeasible);
            ++infeasible;
            continue;
        }
        ASSERT_TRUE(problem.exact);
        for (const Indicator& row : catalogue) {
            if (row.solver != &ratio_index) continue;
            const Arguments arguments{{1.0, 0.3, 2.0}, panel.max_depth()};
            const Truth truth = brute_force(problem, row, arguments);
            if (!truth.feasible) {
                ASSERT_THROW(static_cast<void>(ratio_range(problem, row.terms, arguments, {})), Error);
                ++infeasible;
                continue;
            }
            expect_range(truth, ratio_range(problem, row.terms, arguments, {}), problem, row, arguments);
        }
    }
    EXPECT_GT(infeasible, 0);
}

/// Where counters cost more than a dynamic programme may, the solver takes them: the same ends, or open ones that hold.
TEST(Ratio, CountersBeyondTheDynamicProgrammeAreSearched) {
    slow::RandomProblems random(23);
    int compared = 0;
    int impossible = 0;
    for (int round = 0; round < 600 && !HasFailure(); ++round) {
        const PairProblem problem = random.next(14, 3, 1e6, round % 2 == 0, true);
        for (const Indicator& row : catalogue) {
            if (row.solver != &ratio_index) continue;
            const Arguments arguments{{1.0, 0.3, 2.0}, problem.max_depth};
            const Budget little{.states = 1, .steps = 10'000'000};
            std::optional<Range> exact;
            try {
                exact = ratio_range(problem, row.terms, arguments, {});
            } catch (const Error&) {
                ++impossible;
                EXPECT_THROW(static_cast<void>(ratio_range(problem, row.terms, arguments, little)), Error);
                continue;
            }
            if (!exact->defined_possible) continue;
            const Range found = ratio_range(problem, row.terms, arguments, little);
            EXPECT_TRUE(found.lower.sharp && found.upper.sharp) << row.key;
            EXPECT_NEAR(found.lower.value, exact->lower.value, 1e-12) << row.key;
            EXPECT_NEAR(found.upper.value, exact->upper.value, 1e-12) << row.key;
            EXPECT_TRUE(slow::within_counters(problem, found.lower.witness)) << row.key;
            ++compared;
        }
    }
    EXPECT_GT(compared, 1000);
    EXPECT_GT(impossible, 100);
}

TEST(Ratio, ThirdProgrammesWithListLengthsMakeTheBoundOuter) {
    const Panel panel(3, 2, {0, 0, 0, 0, 0, 0}, {1, 1, 1, 1, 1, 1}, {}, 1);
    Constraints constraints;
    constraints.joint.push_back({0, {0, 2}, {{0, 0}, {1, 1}}});
    EXPECT_TRUE(pair_problem(panel, constraints, 0, 1).exact);
    constraints.lengths.push_back({2, 0, 1, 1});
    EXPECT_FALSE(pair_problem(panel, constraints, 0, 1).exact);
}

TEST(Ratio, ContributionsSumToTheValue) {
    const std::vector<Cell> cells{{3, 1}, {2, 2}, {0, 1}};
    const std::vector<double> weights{1.0, 2.0, 0.5};
    const Indicator& ruzicka = find_indicator("ruzicka");
    const Arguments arguments{{}, 3};
    double sum = 0.0;
    for (const double share : ratio_contributions(cells, weights, ruzicka.terms, arguments)) sum += share;
    EXPECT_DOUBLE_EQ(sum, ratio_value(cells, weights, ruzicka.terms, arguments));
    EXPECT_DOUBLE_EQ(sum, 5.0 / 7.5);
}

}  // namespace
}  // namespace chirograph
