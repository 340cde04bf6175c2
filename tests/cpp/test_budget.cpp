// Whatever the budget: bounds enclose the exact ones, an end that claims to be sharp is exact and attained, an open one
// has a completion that attains what it says, and a larger budget never gives a wider range.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/catalogue/catalogue.hpp"
#include "engine/pair/bounds.hpp"

namespace chirograph {
namespace {

constexpr double rounding = 1e-12;
constexpr std::array budgets{Budget{0, 0},       Budget{1, 1},         Budget{20, 100},
                             Budget{200, 1'000}, Budget{2'000, 8'000}, Budget{20'000, 200'000}};

/// Two programmes with few known cells, so that there is much to search.
class Generator {
public:
    explicit Generator(unsigned seed) : engine_(seed) {}

    std::size_t up_to(std::size_t most) { return std::uniform_int_distribution<std::size_t>(0, most)(engine_); }

    Panel panel() {
        const std::size_t columns = 2 + up_to(6);
        const auto top = static_cast<Depth>(1 + up_to(2));
        std::vector<Depth> lower;
        std::vector<Depth> upper;
        for (std::size_t cell = 0; cell < 2 * columns; ++cell) {
            const std::size_t a = up_to(top);
            const std::size_t b = up_to(2) == 0 ? a : up_to(top);
            lower.push_back(static_cast<Depth>(std::min(a, b)));
            upper.push_back(static_cast<Depth>(std::max(a, b)));
        }
        return {2, columns, lower, upper, weights(columns), top};
    }

    Constraints constraints(const Panel& panel) {
        Constraints found;
        if (up_to(1) == 0) return found;
        for (const std::size_t row : {std::size_t{0}, std::size_t{1}}) {
            const std::size_t maximum = up_to(panel.columns());
            const auto threshold = static_cast<Depth>(1 + up_to(panel.max_depth() - 1U));
            if (up_to(1) == 0) found.lengths.push_back({row, up_to(maximum), maximum, threshold});
        }
        if (up_to(2) == 0) found.blocks.push_back({0, {0, panel.columns() - 1}, 1});
        return found;
    }

private:
    std::vector<double> weights(std::size_t columns) {
        const std::size_t kind = up_to(2);
        std::vector<double> drawn;
        for (std::size_t i = 0; i < columns && kind > 0; ++i) {
            const auto whole = static_cast<double>(1 + up_to(4));
            drawn.push_back(kind == 1 ? whole : std::sqrt(whole + 1.0) / 3.0);
        }
        return drawn;
    }

    std::mt19937 engine_;
};

void check_end(const Bound& end, const Bound& exact, double sign, const Panel& panel, const Indicator& row,
               const Arguments& arguments) {
    if (std::isnan(exact.value)) return;
    EXPECT_GE(sign * end.value, sign * exact.value - rounding);
    if (!end.witness.empty()) {
        ASSERT_EQ(end.witness.size(), panel.columns());
        EXPECT_NEAR(pair_value(end.witness, panel.weights(), row, arguments), end.attained, rounding);
        EXPECT_LE(sign * end.attained, sign * exact.value + rounding);
    }
    if (!end.sharp) {
        EXPECT_GE(end.value, row.low);
        EXPECT_LE(end.value, row.high);
        return;
    }
    EXPECT_NEAR(end.value, exact.value, rounding);
    EXPECT_FALSE(end.witness.empty());
}

struct Tally {
    std::size_t sharp = 0;
    std::size_t outer = 0;
};

void check_budgets(const Panel& panel, const Constraints& constraints, const Indicator& row, const Arguments& arguments,
                   Tally& tally) {
    const Range exact = bound_range(panel, constraints, 0, 1, row, arguments, {});
    ASSERT_TRUE(exact.lower.sharp && exact.upper.sharp);
    Range before = exact;
    before.lower.value = row.low;
    before.upper.value = row.high;
    for (const Budget& budget : budgets) {
        SCOPED_TRACE("budget of " + std::to_string(budget.states) + " states");
        const Range found = bound_range(panel, constraints, 0, 1, row, arguments, budget);
        check_end(found.lower, exact.lower, -1.0, panel, row, arguments);
        check_end(found.upper, exact.upper, 1.0, panel, row, arguments);
        EXPECT_TRUE(found.undefined_possible || !exact.undefined_possible);
        EXPECT_TRUE(found.defined_possible || !exact.defined_possible);
        if (found.defined_possible) {
            EXPECT_GE(found.lower.value, before.lower.value - rounding);
            EXPECT_LE(found.upper.value, before.upper.value + rounding);
            before = found;
        }
        ++(found.lower.sharp && found.upper.sharp ? tally.sharp : tally.outer);
    }
}

void check_everything(unsigned seed, Tally& tally) {
    Generator generator(seed);
    const Panel panel = generator.panel();
    const Constraints constraints = generator.constraints(panel);
    for (const Indicator& row : catalogue) {
        if (row.arity != Arity::pair || (!row.traits.weighted && !panel.equal_weights())) continue;
        SCOPED_TRACE(std::string(row.key) + ", seed " + std::to_string(seed));
        Arguments arguments = make_arguments(row, {}, panel.max_depth());
        if (row.key == "cohen_kappa") arguments.values[0] = static_cast<double>(seed % 3);
        try {
            check_budgets(panel, constraints, row, arguments, tally);
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), Code::infeasible);
        }
    }
}

TEST(Budget, NeverMakesABoundWrong) {
    Tally tally;
    for (unsigned seed = 1; seed <= 300; ++seed) check_everything(seed, tally);
    EXPECT_GT(tally.sharp, 1000U);
    EXPECT_GT(tally.outer, 100U);
}

}  // namespace
}  // namespace chirograph
