// Agreement of coders: every end against all completions, whatever route found it, and what a search says when it is
// cut.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "engine/agreement/agreement.hpp"
#include "engine/base/error.hpp"
#include "engine/base/watch.hpp"

namespace chirograph {
namespace {

struct Shape3 {
    std::size_t coders;
    std::size_t units;
    Depth top;
};

/// Sets at random: a tenth not coded, this share of the others open.
std::vector<ValueSet> random_sets(std::mt19937& engine, const Shape3& shape, unsigned open_percent) {
    std::vector<ValueSet> sets;
    for (std::size_t i = 0; i < shape.coders * shape.units; ++i) {
        auto set = static_cast<ValueSet>(1U << engine() % (shape.top + 1U));
        if (engine() % 10 == 0) set = 0;
        if (set != 0 && engine() % 100 < open_percent) {
            set = static_cast<ValueSet>(1U + engine() % ((2U << shape.top) - 1U));
        }
        sets.push_back(set);
    }
    return sets;
}

struct Brute {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();
    bool undefined = false;
};

/// Every completion, one after another; nothing when there are more than this.
bool go_through(const Codings& codings, const Coefficient& row, Metric metric, std::size_t most, Brute& found) {
    std::vector<std::vector<Depth>> choices;
    double all = 1.0;
    for (std::size_t coder = 0; coder < codings.coders(); ++coder) {
        for (std::size_t unit = 0; unit < codings.units(); ++unit) {
            auto& list = choices.emplace_back();
            for (Depth v = 0; v <= codings.top(); ++v) {
                if ((codings.set(coder, unit) >> v & 1U) != 0) list.push_back(v);
            }
            if (list.empty()) list.push_back(uncoded);
            all *= static_cast<double>(list.size());
        }
    }
    if (all > static_cast<double>(most)) return false;
    std::vector<std::size_t> at(choices.size());
    CodedUnits completion(choices.size());
    for (bool more = true; more;) {
        for (std::size_t i = 0; i < at.size(); ++i) completion[i] = choices[i][at[i]];
        const double value = agreement_value(codings, completion, row, metric);
        if (std::isnan(value)) {
            found.undefined = true;
        } else {
            found.low = std::min(found.low, value);
            found.high = std::max(found.high, value);
        }
        more = false;
        for (std::size_t i = 0; i < at.size() && !more; ++i) {
            more = ++at[i] < choices[i].size();
            if (!more) at[i] = 0;
        }
    }
    return true;
}

bool fits(const Codings& codings, const CodedUnits& witness) {
    for (std::size_t i = 0; i < witness.size(); ++i) {
        const ValueSet set = codings.set(i / codings.units(), i % codings.units());
        if (set == 0 ? witness[i] != uncoded : (set >> witness[i] & 1U) == 0) return false;
    }
    return true;
}

/// That the range holds what is known of it: the truth where all completions were gone through, else its own witnesses.
void check_end(const Codings& codings, const Coefficient& row, Metric metric, const AgreementEnd& end, double sign,
               double truth) {
    ASSERT_TRUE(fits(codings, end.witness));
    EXPECT_NEAR(agreement_value(codings, end.witness, row, metric), end.attained, 1e-12);
    EXPECT_GE(sign * (end.value - truth), -1e-9);
    EXPECT_LE(sign * (end.attained - truth), 1e-9);
    EXPECT_NEAR(sign * (end.value - end.attained), end.gap, 1e-12);
    EXPECT_EQ(end.sharp, end.gap == 0.0);
}

template <class Check>
void each_metric(const Codings& codings, Check check) {
    for (const Coefficient& row : coefficients) {
        if (row.two_coders && codings.coders() != 2) continue;
        for (std::size_t i = 0; i < row.metric_count(); ++i) {
            SCOPED_TRACE(std::string(row.key) + " " + std::string(row.metrics[i].name));
            check(row, row.metrics[i].metric);
        }
    }
}

void check_all(const Codings& codings, const Budget& budget, bool sharp) {
    each_metric(codings, [&](const Coefficient& row, Metric metric) {
        Brute brute;
        if (!go_through(codings, row, metric, 3000, brute)) return;
        const AgreementRange range = agreement_range(codings, row, metric, budget);
        EXPECT_EQ(range.undefined_possible, brute.undefined);
        EXPECT_EQ(range.reason.empty(), brute.low <= brute.high);
        if (!range.reason.empty()) return;
        check_end(codings, row, metric, range.lower, -1.0, brute.low);
        check_end(codings, row, metric, range.upper, 1.0, brute.high);
        if (sharp) {
            EXPECT_TRUE(range.lower.sharp && range.upper.sharp);
        }
    });
}

TEST(Agreement, EveryEndIsThatOfAllCompletions) {
    for (std::uint32_t seed = 1; seed <= 150; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        std::mt19937 engine(seed);
        const Shape3 shape{2 + engine() % 4, 1 + engine() % 6, static_cast<Depth>(1 + engine() % 3)};
        const auto sets = random_sets(engine, shape, 35);
        check_all({shape.coders, shape.units, sets, shape.top}, {}, true);
        std::vector<double> often(shape.units);
        for (double& times : often) times = static_cast<double>(1 + engine() % (seed % 10 == 0 ? 1000 : 4));
        check_all({shape.coders, shape.units, sets, shape.top, often}, {}, true);
        check_all({shape.coders, shape.units, sets, shape.top, often}, {.steps = 50}, false);
    }
}

TEST(Agreement, ASearchThatIsCutSaysLessAndNothingWrong) {
    for (std::uint32_t seed = 500; seed < 540; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        std::mt19937 engine(seed);
        const Shape3 shape{2 + engine() % 3, 5, 3};
        const Codings codings(shape.coders, shape.units, random_sets(engine, shape, 35), shape.top);
        check_all(codings, {.steps = 2}, false);
    }
}

TEST(Agreement, HundredUnknownEntriesAreSharpOnEveryRoute) {
    std::mt19937 engine(11);
    for (const Shape3& shape : {Shape3{2, 200, 2}, Shape3{3, 200, 3}, Shape3{5, 60, 2}}) {
        std::vector<ValueSet> sets;
        for (std::size_t i = 0; i < shape.coders * shape.units; ++i) {
            sets.push_back(static_cast<ValueSet>(
                1U << (engine() % 3 != 0 ? i % shape.units % (shape.top + 1U) : engine() % (shape.top + 1U))));
        }
        for (int k = 0; k < 60; ++k) sets[engine() % sets.size()] = static_cast<ValueSet>((2U << shape.top) - 1U);
        const Codings codings(shape.coders, shape.units, std::move(sets), shape.top);
        each_metric(codings, [&](const Coefficient& row, Metric metric) {
            const AgreementRange range = agreement_range(codings, row, metric, {});
            EXPECT_TRUE(range.lower.sharp && range.upper.sharp);
            EXPECT_LT(range.lower.value, range.upper.value);
        });
    }
}

/// What nobody would wait for: everything open, many values.
Codings open_codings() {
    return {3, 60, std::vector<ValueSet>(180, 0xFF), 7};
}

TEST(Agreement, StopsAndHurries) {
    const Codings codings = open_codings();
    const Coefficient& alpha = find_coefficient("krippendorff_alpha");
    constexpr Budget endless{.steps = std::size_t{1} << 60U};
    for (const Metric metric : {Metric::nominal, Metric::ordinal}) {
        std::size_t asked = 0;
        {
            Watch watch([&](const Progress&) { return ++asked < 20 ? Wish::go_on : Wish::stop; });
            EXPECT_THROW((void)agreement_range(codings, alpha, metric, endless), Stopped);
        }
        asked = 0;
        Watch watch([&](const Progress&) { return ++asked < 20 ? Wish::go_on : Wish::hurry; });
        const AgreementRange range = agreement_range(codings, alpha, metric, endless);
        EXPECT_LE(range.lower.value, range.lower.attained);
        EXPECT_GE(range.upper.value, range.upper.attained);
        EXPECT_TRUE(fits(codings, range.lower.witness));
    }
}

TEST(Agreement, TooManyWaysOfAUnitLeaveTheWidestRange) {
    std::vector<ValueSet> sets(24, 0xFFFF);
    sets[0] = 1;
    const Codings codings(12, 2, std::move(sets), 15);
    for (const Metric metric : {Metric::nominal, Metric::ordinal}) {
        const AgreementRange range = agreement_range(codings, find_coefficient("krippendorff_alpha"), metric, {});
        EXPECT_EQ(range.upper.value, 1.0);
        EXPECT_EQ(range.lower.value, -1.0);
        EXPECT_LE(range.lower.value, range.lower.attained);
        EXPECT_LE(range.upper.attained, 1.0);
        EXPECT_FALSE(range.lower.sharp);
    }
}

TEST(Agreement, RefusesWhatItCannotTake) {
    EXPECT_THROW((void)Codings(1, 2, {1, 8}, 2), Error);
    EXPECT_THROW((void)Codings(1, 2, {1, 1}, 2, {1.0}), Error);
    EXPECT_THROW((void)Codings(1, 2, {1, 1}, 2, {1.0, 0.5}), Error);
    EXPECT_THROW((void)find_coefficient("alfa"), Error);
    EXPECT_THROW((void)find_metric(find_coefficient("kappa"), "ordinal"), Error);
    const Codings three(3, 1, {1, 1, 2}, 1);
    EXPECT_THROW((void)agreement_range(three, find_coefficient("kappa"), Metric::nominal, {}), Error);
}

}  // namespace
}  // namespace chirograph
