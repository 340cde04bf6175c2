// Every pair as plain numbers: against the general solver, and what is picked from them against looking at each.
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/catalogue/catalogue.hpp"
#include "engine/pair/bounds.hpp"
#include "engine/pairs/many_pairs.hpp"
#include "engine/panel/problem.hpp"
#include "random_panels.hpp"
#include "rounds.hpp"

namespace chirograph {
namespace {

constexpr double no_number = std::numeric_limits<double>::quiet_NaN();

bool is(double one, double two) {
    return one == two || (std::isnan(one) && std::isnan(two));
}

struct Asked {
    const Indicator* row;
    Arguments arguments;
};

/// Every index whose pairs are counted, with settings that matter.
std::vector<Asked> counted_rows(const Panel& panel) {
    std::vector<Asked> asked;
    for (const Indicator& row : catalogue) {
        if (row.solver != &ratio_index && (row.solver != &table_index || !panel.known())) continue;
        if (!panel.equal_weights() && !row.traits.weighted) continue;
        asked.push_back({&row, make_arguments(row, {}, panel.max_depth())});
        if (row.key == "tversky") {
            for (const auto& [alpha, beta] : {std::pair{0.0, 0.0}, {0.1, 0.5}, {0.0, 1.0}, {2.0, 0.0}}) {
                asked.push_back({&row, {{1.0, alpha, beta}, panel.max_depth()}});
            }
        }
        const bool threshold = row.parameters[0].name == "threshold" && panel.max_depth() > 1;
        if (threshold || row.parameters[0].name == "weighting") {
            asked.push_back({&row, {{2.0, 0.5, 1.0}, panel.max_depth()}});
        }
    }
    return asked;
}

/// Both ends of all pairs at once.
struct Ends {
    explicit Ends(const ManyPairs& pairs, unsigned threads = 1)
        : rows(pairs.rows()), lower(rows * rows), upper(rows * rows) {
        pairs.block<double>({0, rows}, {0, rows}, threads, lower, upper);
    }
    std::size_t rows;
    std::vector<double> lower;
    std::vector<double> upper;
};

void expect_the_solver(const Panel& panel, const Asked& asked, double undefined) {
    const Indicator& row = *asked.row;
    const ManyPairs pairs(panel, {}, row, asked.arguments, undefined);
    const Ends ends(pairs);
    for (std::size_t p = 0; p < panel.rows(); p += 16) {
        for (std::size_t q = 0; q < panel.rows(); ++q) {
            const Range range = bound_range(panel, {}, p, q, row, asked.arguments);
            double lower = range.defined_possible ? range.lower.value : no_number;
            double upper = range.defined_possible ? range.upper.value : no_number;
            if (range.undefined_possible && !std::isnan(undefined)) {
                lower = std::fmin(lower, undefined);
                upper = std::fmax(upper, undefined);
            }
            const std::size_t at = p * panel.rows() + q;
            ASSERT_EQ(std::isnan(ends.lower[at]), std::isnan(lower)) << row.key << " " << p << " " << q;
            if (std::isnan(lower)) continue;
            ASSERT_NEAR(ends.lower[at], lower, 1e-14) << row.key << " " << p << " " << q;
            ASSERT_NEAR(ends.upper[at], upper, 1e-14) << row.key << " " << p << " " << q;
        }
    }
}

/// More than one block of others and, at depth 3, areas that leave the lower ends a choice.
TEST(ManyPairs, HaveTheEndsOfTheGeneralSolver) {
    for (const Weights kind : {Weights::equal, Weights::small, Weights::real}) {
        for (const Depth depth : {Depth{1}, Depth{3}}) {
            for (const bool known : {false, true}) {
                const Panel panel = random_panel(67, 11, depth, 5U + depth, known, kind);
                double undefined = known == (depth == 3) ? no_number : 0.25;
                for (const Asked& asked : counted_rows(panel)) {
                    expect_the_solver(panel, asked, undefined);
                    if (HasFatalFailure()) return;
                    undefined = std::isnan(undefined) ? 0.25 : no_number;
                }
            }
        }
    }
}

/// Few kinds, so that equal weights are counted, and a choice in many of the pairs.
TEST(ManyPairs, ChooseWhereCountsLeaveAChoice) {
    std::mt19937 engine(3);
    std::vector<Depth> lower;
    std::vector<Depth> upper;
    for (int cell = 0; cell < 67 * 9; ++cell) {
        const unsigned kind = engine() % 4;
        lower.push_back(kind < 2 ? 1 : 0);
        upper.push_back(kind < 2 ? 1 : kind == 2 ? 3 : 0);
    }
    for (const bool weighted : {false, true}) {
        std::vector<double> weights;
        for (int column = 0; column < 9 && weighted; ++column) weights.push_back(0.3 + 0.1 * std::sqrt(column));
        const Panel panel(67, 9, lower, upper, weights, 3);
        for (const char* key : {"ruzicka", "braycurtis"}) {
            const Indicator& row = find_indicator(key);
            expect_the_solver(panel, {&row, make_arguments(row, {}, 3)}, no_number);
            if (HasFatalFailure()) return;
        }
    }
}

/// Tables of known rows are values: to the bit where weights are whole numbers.
TEST(ManyPairs, HaveTheValuesOfKnownTables) {
    for (const Weights kind : {Weights::equal, Weights::small, Weights::real}) {
        const Panel panel = random_panel(66, 13, 3, 4, true, kind);
        const std::vector<double> weights = computing_weights(panel);
        for (const Asked& asked : counted_rows(panel)) {
            if (asked.row->table == nullptr) continue;
            const Ends ends(ManyPairs(panel, {}, *asked.row, asked.arguments, no_number));
            for (std::size_t at = 0; at < ends.lower.size(); at += 7) {
                std::vector<Cell> cells;
                for (std::size_t column = 0; column < panel.columns(); ++column) {
                    cells.push_back({panel.lower(at / 66, column), panel.lower(at % 66, column)});
                }
                const double value = pair_value(cells, weights, *asked.row, asked.arguments);
                ASSERT_TRUE(is(ends.lower[at], ends.upper[at]));
                ASSERT_EQ(std::isnan(ends.lower[at]), std::isnan(value)) << asked.row->key;
                if (std::isnan(value)) continue;
                ASSERT_NEAR(ends.lower[at], value, kind == Weights::real ? 1e-13 : 1e-15) << asked.row->key;
            }
        }
    }
}

/// Any rows with any others, one after the other or each two once, in doubles or floats, on any number of threads.
TEST(ManyPairs, AreTheSameInAnyShape) {
    constexpr std::size_t rows = 135;
    for (const Weights kind : {Weights::equal, Weights::real}) {
        const Panel panel = random_panel(rows, 9, 3, 6, false, kind);
        for (const char* key : {"jaccard", "ruzicka", "containment"}) {
            const Indicator& row = find_indicator(key);
            const ManyPairs pairs(panel, {}, row, make_arguments(row, {}, 3), no_number);
            const Ends all(pairs);
            for (const auto& [some, others] : {std::pair{RowRange{3, 50}, RowRange{65, 131}},
                                               {RowRange{0, 1}, RowRange{134, 135}},
                                               {RowRange{60, 135}, RowRange{1, 64}}}) {
                const std::size_t size = some.size() * others.size();
                std::vector<double> lower(size);
                std::vector<double> upper(size);
                std::vector<float> narrow(size);
                pairs.block<double>(some, others, 3, lower, upper);
                pairs.block<float>(some, others, 1, narrow, {});
                for (std::size_t i = 0; i < size; ++i) {
                    const std::size_t at = (some.from + i / others.size()) * rows + others.from + i % others.size();
                    ASSERT_TRUE(is(lower[i], all.lower[at]) && is(upper[i], all.upper[at])) << key << " " << i;
                    const double rounded = static_cast<double>(static_cast<float>(all.lower[at]));
                    ASSERT_TRUE(is(static_cast<double>(narrow[i]), rounded) || std::abs(narrow[i] - rounded) < 1e-7);
                }
            }
            for (const RowRange some : {RowRange{0, rows}, RowRange{5, 71}, RowRange{rows - 1, rows}}) {
                std::vector<std::size_t> places;
                for (std::size_t p = some.from; p < some.to; ++p) {
                    for (std::size_t q = p + 1; q < rows; ++q) places.push_back(p * rows + q);
                }
                std::vector<double> lower(places.size());
                std::vector<double> upper(places.size());
                pairs.condensed<double>(some, 3, lower, upper);
                for (std::size_t i = 0; i < places.size(); ++i) {
                    ASSERT_TRUE(is(lower[i], all.lower[places[i]]) && is(upper[i], all.upper[places[i]])) << key;
                }
            }
        }
    }
}

/// Where the order of two does not matter no digit depends on it, whatever the weights.
TEST(ManyPairs, HaveTheSameBitsInEitherOrder) {
    for (const Depth depth : {Depth{1}, Depth{3}, Depth{7}}) {
        for (const bool known : {false, true}) {
            const Panel panel = random_panel(66, 31, depth, 12, known, Weights::real);
            for (const Asked& asked : counted_rows(panel)) {
                if (!asked.row->traits.symmetric) continue;
                const Ends ends(ManyPairs(panel, {}, *asked.row, asked.arguments, no_number));
                Matrices all(66);
                bound_all(panel, {}, *asked.row, asked.arguments, 2, all.out());
                for (std::size_t at = 0; at < ends.lower.size(); ++at) {
                    const std::size_t turned = at % 66 * 66 + at / 66;
                    ASSERT_TRUE(is(ends.lower[at], ends.lower[turned])) << asked.row->key << " " << at;
                    ASSERT_TRUE(is(ends.upper[at], ends.upper[turned])) << asked.row->key << " " << at;
                    ASSERT_TRUE(is(all.lower[at], ends.lower[at])) << asked.row->key << " " << at;
                    ASSERT_TRUE(is(all.upper[at], ends.upper[at])) << asked.row->key << " " << at;
                }
            }
        }
    }
}

/// Sums that floats do not hold are worked out in doubles, whatever is asked for: in floats this would be 1.125.
TEST(ManyPairs, AreRoundedOnceToFloats) {
    std::vector<Depth> depths(3 * 9, 1);
    std::fill(depths.begin() + 18, depths.end(), Depth{0});
    const Panel panel(3, 9, depths, depths, {}, 1);
    const ManyPairs pairs(panel, {}, find_indicator("tversky"), {{1.0, 999983.0, 999981.0}, 1}, no_number);
    std::vector<float> values(9);
    pairs.block<float>({0, 3}, {0, 3}, 1, values, {});
    EXPECT_EQ(values[1], 1.0F);
    EXPECT_EQ(values[2], 0.0F);
    EXPECT_TRUE(std::isnan(values[8]));
}

TEST(ManyPairs, WriteNothingWhereNothingIsAsked) {
    const Panel panel = random_panel(130, 3, 1, 2, false);
    const Indicator& row = find_indicator("jaccard");
    const ManyPairs pairs(panel, {}, row, make_arguments(row, {}, 1), no_number);
    EXPECT_NO_THROW(pairs.block<double>({0, 2}, {70, 70}, 2, {}, {}));
    EXPECT_NO_THROW(pairs.block<double>({7, 7}, {0, 130}, 2, {}, {}));
    EXPECT_NO_THROW(pairs.condensed<double>({129, 130}, 2, {}, {}));
    EXPECT_TRUE(pairs.reaching(0.0, 5, 3, 2).empty()) << "a part there is not";
}

TEST(ManyPairs, RefuseWhatIsNoSum) {
    const Panel panel = random_panel(4, 5, 1, 1, false);
    Constraints constraints;
    constraints.lengths.push_back({0, 1, 3, 1});
    const auto refused = [&](const Constraints& given, const char* key) {
        const Indicator& row = find_indicator(key);
        try {
            const ManyPairs pairs(panel, given, row, make_arguments(row, {}, 1), no_number);
        } catch (const Error& error) {
            return error.code() == Code::unsupported;
        }
        return false;
    };
    EXPECT_TRUE(refused(constraints, "jaccard"));
    EXPECT_TRUE(refused({}, "tau_b"));
    EXPECT_TRUE(refused({}, "phi")) << "a table of unknown cells";
    EXPECT_FALSE(refused({}, "jaccard"));
}

}  // namespace
}  // namespace chirograph
