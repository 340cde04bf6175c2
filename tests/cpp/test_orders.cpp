// Orders of pairs and the value of documents, held against every completion of small panels.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "engine/catalogue/catalogue.hpp"
#include "engine/orders/compare.hpp"
#include "engine/orders/documents.hpp"
#include "engine/pair/bounds.hpp"

namespace chirograph {
namespace {

/// What 0/0 counts as: nothing.
constexpr double left_out = std::numeric_limits<double>::quiet_NaN();

/// A random panel of presence with at most nine open cells, and all of its completions.
struct Small {
    explicit Small(unsigned seed) : random(seed), panel(make()) {
        std::vector<std::size_t> open;
        for (std::size_t i = 0; i < rows * columns; ++i) {
            if (panel.lower()[i] != panel.upper()[i]) open.push_back(i);
        }
        for (std::size_t bits = 0; bits < std::size_t{1} << open.size(); ++bits) {
            std::vector<Depth> cells(panel.lower().begin(), panel.lower().end());
            for (std::size_t i = 0; i < open.size(); ++i) cells[open[i]] = static_cast<Depth>(bits >> i & 1U);
            completions.push_back(std::move(cells));
        }
    }
    Panel make() {
        std::vector<Depth> lower(rows * columns);
        std::vector<Depth> upper(rows * columns);
        std::size_t left = 9;
        for (std::size_t i = 0; i < lower.size(); ++i) {
            lower[i] = static_cast<Depth>(random() % 2);
            upper[i] = lower[i];
            if (random() % 2 == 0 || left == 0) continue;
            --left;
            lower[i] = 0;
            upper[i] = 1;
        }
        return {rows, columns, lower, upper, {}, 1};
    }
    [[nodiscard]] double value(const std::vector<Depth>& cells, const std::array<std::size_t, 2>& pair) const {
        std::vector<Cell> both;
        for (std::size_t c = 0; c < columns; ++c) {
            both.push_back({cells[pair[0] * columns + c], cells[pair[1] * columns + c]});
        }
        return pair_value(both, panel.weights(), find_indicator("jaccard"), arguments);
    }
    /// The least and the greatest sign over completions that agree with some cells.
    [[nodiscard]] Signs signs(const Comparison& asked, const std::vector<Depth>& lower,
                              const std::vector<Depth>& upper) const {
        Signs found = Signs::none();
        for (const auto& cells : completions) {
            bool inside = true;
            for (std::size_t i = 0; i < cells.size(); ++i)
                inside = inside && cells[i] >= lower[i] && cells[i] <= upper[i];
            const double difference = value(cells, asked.first) - value(cells, asked.second);
            if (!inside || std::isnan(difference)) continue;
            const int sign = (difference > 1e-12) - (difference < -1e-12);
            found = found.defined ? Signs::sharp(std::min(found.least, sign), std::max(found.greatest, sign))
                                  : Signs::sharp(sign, sign);
        }
        return found;
    }

    static constexpr std::size_t rows = 4;
    static constexpr std::size_t columns = 4;
    std::mt19937 random;
    Arguments arguments{{1.0}, 1};
    Panel panel;
    std::vector<std::vector<Depth>> completions;
};

std::vector<Comparison> all_comparisons() {
    std::vector<std::array<std::size_t, 2>> pairs;
    for (std::size_t p = 0; p < Small::rows; ++p) {
        for (std::size_t q = p + 1; q < Small::rows; ++q) pairs.push_back({p, q});
    }
    std::vector<Comparison> all;
    for (std::size_t e = 0; e < pairs.size(); ++e) {
        for (std::size_t f = e + 1; f < pairs.size(); ++f) all.push_back({pairs[e], pairs[f]});
    }
    return all;
}

TEST(Orders, CountingAndSearchingSayWhatEveryCompletionSays) {
    const std::vector<Comparison> asked = all_comparisons();
    for (unsigned seed = 0; seed < 40; ++seed) {
        const Small small(seed);
        std::vector<Compared> counted(asked.size());
        std::vector<Compared> searched(asked.size());
        const Indicator& jaccard = find_indicator("jaccard");
        compare(small.panel, {}, jaccard, small.arguments, left_out, asked, 2, 1'000'000, counted);
        // "At least one of" all areas of a row that has one already: it changes nothing, and counting leaves it alone.
        Constraints tied;
        for (std::size_t c = 0; c < Small::columns && tied.empty(); ++c) {
            if (small.panel.lower(0, c) == 1) tied.blocks.push_back({0, {0, 1, 2, 3}, 1});
        }
        compare(small.panel, tied, jaccard, small.arguments, left_out, asked, 1, 100'000'000, searched);
        for (std::size_t i = 0; i < asked.size(); ++i) {
            const std::vector<Depth> lower(small.panel.lower().begin(), small.panel.lower().end());
            const std::vector<Depth> upper(small.panel.upper().begin(), small.panel.upper().end());
            const Signs truth = small.signs(asked[i], lower, upper);
            for (const Compared& found : {counted[i], searched[i]}) {
                ASSERT_EQ(found.signs.defined, truth.defined) << seed << " " << i;
                if (!truth.defined) continue;
                ASSERT_TRUE(found.signs.proven()) << seed << " " << i;
                ASSERT_EQ(found.signs.least, truth.least) << seed << " " << i;
                ASSERT_EQ(found.signs.greatest, truth.greatest) << seed << " " << i;
            }
            ASSERT_EQ(counted[i].test, chirograph::Test::counting);
            ASSERT_EQ(searched[i].test == chirograph::Test::counting, tied.empty());
        }
    }
}

TEST(Orders, ADocumentSettlesWhatEveryCompletionSays) {
    const std::vector<Comparison> asked = all_comparisons();
    for (unsigned seed = 0; seed < 12; ++seed) {
        Small small(seed);
        std::vector<std::uint8_t> owned(Small::rows * Small::columns, 0);
        for (std::uint8_t& own : owned) own = small.random() % 2 == 0 ? 1 : 0;
        const auto presence = Presence::of(small.panel, {}, find_indicator("jaccard"), small.arguments);
        ASSERT_TRUE(presence);
        const Document document(*presence, owned, 1e6, 2);
        const DocumentEnds ends = document.ends();
        double worst = 1e9;
        double best = -1;
        double sum = 0;
        double count = 0;
        for (const auto& says : small.completions) {
            std::vector<Depth> lower(small.panel.lower().begin(), small.panel.lower().end());
            std::vector<Depth> upper(small.panel.upper().begin(), small.panel.upper().end());
            bool fresh = true;  // what the document does not own tells no two of its completions apart
            for (std::size_t i = 0; i < owned.size(); ++i) {
                if (owned[i] != 0) lower[i] = upper[i] = says[i];
                fresh = fresh && (owned[i] != 0 || says[i] == lower[i]);
            }
            if (!fresh) continue;
            double settled = 0;
            for (const Comparison& one : asked) settled += small.signs(one, lower, upper).settled() ? 1 : 0;
            worst = std::min(worst, settled);
            best = std::max(best, settled);
            sum += settled;
            count += 1;
        }
        ASSERT_EQ(ends.worst.proven, worst) << seed;
        ASSERT_EQ(ends.worst.found, worst) << seed;
        ASSERT_EQ(ends.best.proven, best) << seed;
        ASSERT_EQ(ends.best.found, best) << seed;
        const std::vector<double> half(owned.size(), 0.5);
        const Component component{1.0, half};
        const auto chance = document.chance({&component, 1}, true);
        ASSERT_TRUE(chance);
        double expected = 0;
        for (std::size_t i = 0; i < chance->counts.size(); ++i) expected += static_cast<double>(i) * chance->counts[i];
        EXPECT_NEAR(expected, sum / count, 1e-12) << seed;
    }
}

TEST(Orders, CountingServesWhatGrowsWithJaccardAndNothingElse) {
    const auto serves = [](std::string_view key, Depth top) {
        const Indicator& row = find_indicator(key);
        return presence_threshold(row, make_arguments(row, {}, top)).has_value();
    };
    EXPECT_TRUE(serves("jaccard", 3));
    EXPECT_TRUE(serves("dice", 3));
    EXPECT_TRUE(serves("tversky", 3));
    EXPECT_TRUE(serves("ruzicka", 1));
    EXPECT_FALSE(serves("ruzicka", 2));
    EXPECT_FALSE(serves("containment", 3));
    EXPECT_FALSE(serves("simple_matching", 1));
    EXPECT_FALSE(serves("tau_b", 1));
}

}  // namespace
}  // namespace chirograph
