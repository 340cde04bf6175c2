// All pairs where lists have known lengths: against the general solver, every completion, and the errors of either.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "all_completions.hpp"
#include "engine/base/error.hpp"
#include "engine/catalogue/catalogue.hpp"
#include "engine/pair/bounds.hpp"
#include "engine/pairs/all_pairs.hpp"
#include "engine/panel/problem.hpp"
#include "random_panels.hpp"
#include "rounds.hpp"

namespace chirograph {
namespace {

struct Lists {
    Panel panel;
    Constraints constraints;
};

/// What is said of a list is true of one completion, so every length can be kept.
class RandomLists {
public:
    explicit RandomLists(unsigned seed) : engine_(seed) {}

    /// @param threshold  at which lengths are counted; any of the scale where it is 0
    /// @param others     are there rows of which more, and rows of which nothing is known?
    Lists next(Depth top, Depth threshold, bool others) {
        const std::size_t rows = 3 + up_to(3);
        const std::size_t columns = 1 + up_to(6);
        Lists lists{random_panel(rows, columns, top, static_cast<unsigned>(up_to(1'000'000)), false), {}};
        std::vector<Depth> truth;
        for (std::size_t cell = 0; cell < rows * columns; ++cell) {
            const Depth low = lists.panel.lower()[cell];
            truth.push_back(static_cast<Depth>(low + up_to(lists.panel.upper()[cell] - low)));
        }
        for (std::size_t row = 0; row < rows; ++row) {
            if (others && one_in(3)) continue;
            for (std::size_t times = 0; times <= (one_in(5) ? 1U : 0U); ++times) {
                const auto at = static_cast<Depth>(threshold != 0 ? threshold : 1 + up_to(top - 1U));
                const auto* first = &truth[row * columns];
                const auto length =
                    static_cast<std::size_t>(std::count_if(first, first + columns, [at](Depth d) { return d >= at; }));
                lists.constraints.lengths.push_back(
                    {row, length - std::min(length, up_to(2)), std::min(columns, length + up_to(2)), at});
            }
        }
        if (others && one_in(2)) tie(lists, truth);
        return lists;
    }
    std::size_t up_to(std::size_t most) { return std::uniform_int_distribution<std::size_t>(0, most)(engine_); }
    bool one_in(std::size_t times) { return up_to(times - 1) == 0; }

private:
    void tie(Lists& lists, const std::vector<Depth>& truth) {
        const std::size_t columns = lists.panel.columns();
        const auto depth = [&](std::size_t row, std::size_t column) { return truth[row * columns + column]; };
        const std::size_t column = up_to(columns - 1);
        JointDomain domain{column, {1, 2}, {{depth(1, column), depth(2, column)}}};
        for (const Depth both : {Depth{0}, Depth{1}}) domain.allowed.push_back({both, both});
        lists.constraints.joint.push_back(std::move(domain));
        std::vector<std::size_t> all(columns);
        for (std::size_t c = 0; c < columns; ++c) all[c] = c;
        if (std::any_of(all.begin(), all.end(), [&](std::size_t c) { return depth(0, c) > 0; })) {
            lists.constraints.blocks.push_back({0, all, 1});
        }
    }

    std::mt19937 engine_;
};

struct Setting {
    const Indicator* row;
    Arguments arguments;
};

/// Indices that look at two levels of this scale, and how.
std::vector<Setting> two_levels(Depth top, double threshold) {
    std::vector<Setting> settings;
    for (const Indicator& row : catalogue) {
        if (row.solver != &ratio_index && row.solver != &table_index) continue;
        if (top > 1 && row.traits.uses_levels) continue;
        const bool weighting = row.parameters[0].name == "weighting";
        const double first = row.parameters[0].name == "threshold" ? threshold : 0.0;
        for (double value = first; value <= (weighting ? 2.0 : first); value += 1.0) {
            if (row.key != "tversky") settings.push_back({&row, {{value}, top}});
        }
        for (const double alpha : {0.0, 0.1, 0.5, 1.0}) {
            for (const double beta : {0.0, 0.1, 0.5, 1.0}) {
                if (row.key == "tversky") settings.push_back({&row, {{threshold, alpha, beta}, top}});
            }
        }
    }
    return settings;
}

std::string told(const Setting& setting, std::size_t p, std::size_t q) {
    const auto& values = setting.arguments.values;
    return std::string(setting.row->key) + " " + std::to_string(values[0]) + " " + std::to_string(values[1]) + " " +
           std::to_string(values[2]) + ": " + std::to_string(p) + ", " + std::to_string(q);
}

void expect_every_completion(const Lists& lists, const Setting& setting, const Matrices& all, std::size_t p,
                             std::size_t q) {
    PairProblem problem = pair_problem(lists.panel, lists.constraints, p, q);
    double completions = 1.0;
    for (const auto& options : problem.options) completions *= static_cast<double>(options.size());
    if (completions > 3000.0 || !problem.exact) return;
    const slow::Truth truth = slow::every_completion(problem, [&](const std::vector<Cell>& cells) {
        return pair_value(cells, problem.weights, *setting.row, setting.arguments);
    });
    const std::size_t at = p * lists.panel.rows() + q;
    const Undefined state = !truth.undefined ? Undefined::never
                            : truth.defined  ? Undefined::possible
                                             : Undefined::always;
    ASSERT_EQ(all.undefined[at], static_cast<std::uint8_t>(state)) << told(setting, p, q);
    if (!truth.defined) return;
    ASSERT_NEAR(all.lower[at], truth.lower, 1e-12) << told(setting, p, q);
    ASSERT_NEAR(all.upper[at], truth.upper, 1e-12) << told(setting, p, q);
}

void expect_all(const Lists& lists, const Setting& setting, bool slowly) {
    const std::size_t rows = lists.panel.rows();
    Matrices all(rows);
    bound_all(lists.panel, lists.constraints, *setting.row, setting.arguments, slowly ? 1 : 3, all.out());
    for (std::size_t p = 0; p < rows; ++p) {
        for (std::size_t q = 0; q < rows; ++q) {
            const Range range = bound_range(lists.panel, lists.constraints, p, q, *setting.row, setting.arguments);
            const std::size_t at = p * rows + q;
            ASSERT_EQ(all.undefined[at], static_cast<std::uint8_t>(undefined_state(range))) << told(setting, p, q);
            if (!range.defined_possible) {
                ASSERT_TRUE(std::isnan(all.lower[at]) && std::isnan(all.upper[at])) << told(setting, p, q);
                continue;
            }
            ASSERT_NEAR(all.lower[at], range.lower.value, 1e-12) << told(setting, p, q);
            ASSERT_NEAR(all.upper[at], range.upper.value, 1e-12) << told(setting, p, q);
            ASSERT_GE(all.sharp[at], range.lower.sharp && range.upper.sharp ? 1 : 0) << told(setting, p, q);
            if (slowly) expect_every_completion(lists, setting, all, p, q);
            if (testing::Test::HasFatalFailure()) return;
        }
    }
}

/// @param top, threshold  of the scale and of the index; lengths are counted at any threshold where `any` is true
void expect_random_lists(Depth top, Depth threshold, bool any, bool others, int many, unsigned seed) {
    RandomLists random(seed);
    const auto settings = two_levels(top, threshold);
    const int rounds = slow::rounds(many);
    for (int round = 0; round < rounds; ++round) {
        const Lists lists = random.next(top, any ? Depth{0} : threshold, others);
        for (const Setting& setting : settings) {
            expect_all(lists, setting, round % 5 == 0);
            if (testing::Test::HasFatalFailure()) FAIL() << "round " << round;
        }
    }
}

TEST(PairwiseLists, HaveTheEndsOfTheGeneralSolver) {
    expect_random_lists(1, 1, false, false, 24, 1);
    expect_random_lists(3, 2, false, false, 24, 2);
}

/// Beside lists there are rows of which nothing is known, joint domains, "at least one of", other thresholds.
TEST(PairwiseLists, StandBesideOtherRows) {
    expect_random_lists(1, 1, false, true, 20, 3);
    expect_random_lists(3, 2, true, true, 20, 4);
}

/// What the call for all says is what one of its pairs says alone.
TEST(PairwiseLists, ThatCannotBeAreRefusedAlike) {
    RandomLists random(5);
    int refused = 0;
    const int rounds = slow::rounds(60);
    for (int round = 0; round < rounds; ++round) {
        Lists lists = random.next(3, 2, round % 2 == 0);
        const std::size_t row = random.up_to(lists.panel.rows() - 1);
        const std::size_t least = random.up_to(lists.panel.columns());
        const std::size_t most = least + random.up_to(lists.panel.columns() - least);
        lists.constraints.lengths.push_back({row, least, most, static_cast<Depth>(1 + random.up_to(2))});
        for (const char* key : {"jaccard", "phi", "tversky"}) {
            const Indicator& index = find_indicator(key);
            const Arguments arguments{{2.0, 0.5, 0.0}, 3};
            std::set<std::string> alone;
            for (std::size_t p = 0; p < lists.panel.rows(); ++p) {
                for (std::size_t q = 0; q < lists.panel.rows(); ++q) {
                    try {
                        static_cast<void>(bound_range(lists.panel, lists.constraints, p, q, index, arguments));
                    } catch (const Error& error) {
                        EXPECT_EQ(error.code(), Code::infeasible);
                        alone.insert(error.what());
                    }
                }
            }
            std::optional<std::string> together;
            Matrices all(lists.panel.rows());
            try {
                bound_all(lists.panel, lists.constraints, index, arguments, 2, all.out());
            } catch (const Error& error) {
                together = error.what();
            }
            ASSERT_EQ(together.has_value(), !alone.empty()) << key << " " << round;
            ASSERT_TRUE(!together || alone.contains(*together)) << *together;
            refused += together ? 1 : 0;
        }
    }
    EXPECT_GT(refused, 0);
}

}  // namespace
}  // namespace chirograph
