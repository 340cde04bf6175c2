// Every pair indicator against every completion of small random panels with systems and prerequisites.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <string>

#include "engine/base/power_mean.hpp"
#include "engine/catalogue/interop_rows.hpp"
#include "engine/catalogue/terms.hpp"
#include "engine/interop/dimensions.hpp"
#include "interop_brute.hpp"
#include "rounds.hpp"

namespace chirograph::testing {
namespace {

void compare_hub_only(const InteropData& data, std::array<std::size_t, 2> rows, double rho, Tally& tally,
                      const InteropBudget& budget = {.steps = 3'000'000}) {
    const InteropScale& scale = data.scale();
    compare(
        data, rows, answer(data, "hub_only", rows, {rho, -1}, budget),
        [&](std::span<const Side> s, std::span<const Halves> b) {
            const Dyad dyad{s[0], s[1], b};
            return scale.composite(scale.mediated(dyad), rho) - scale.composite(scale.profile(dyad), rho);
        },
        tally);
}

/// Of differences of other means so many in a hundred are closed; where one is open, both its ends are checked.
constexpr std::size_t most_closed = 98;

/// Shares of areas at every depth, in one dimension and in at least so many.
void compare_breadth(const InteropData& data, std::array<std::size_t, 2> rows, Tally& tally) {
    const std::size_t dimensions = data.model().dimensions;
    std::vector<std::size_t> with_areas;
    for (std::size_t d = 0; d < dimensions; ++d) {
        if (data.scale().has_areas(d)) with_areas.push_back(d);
    }
    for (Depth depth = 1; depth <= data.panel().max_depth(); ++depth) {
        for (std::size_t d = 0; d < dimensions; ++d) {
            const std::vector<std::size_t> one =
                data.scale().has_areas(d) ? std::vector<std::size_t>{d} : std::vector<std::size_t>{};
            compare(
                data, rows, answer(data, "shared_breadth", rows, {static_cast<double>(d), static_cast<double>(depth)}),
                [&](auto s, auto b) {
                    return data.scale().breadth({s[0], s[1], b}, one, depth, 1);
                },
                tally);
        }
        for (std::size_t least = 0; least <= dimensions; ++least) {
            compare(
                data, rows,
                answer(data, "shared_breadth", rows, {-1, static_cast<double>(depth), static_cast<double>(least)}),
                [&](auto s, auto b) {
                    return data.scale().breadth({s[0], s[1], b}, with_areas, depth, least);
                },
                tally);
        }
    }
}

/// All pair indicators of one pair, each with the value it bounds.
void compare_pair(const InteropData& data, std::array<std::size_t, 2> rows, Tally& monotone, Tally& other) {
    const InteropScale& scale = data.scale();
    const auto dyad = [](std::span<const Side> s, std::span<const Halves> b) { return Dyad{s[0], s[1], b}; };
    compare(
        data, rows, answer(data, "shared_depth", rows), [&](auto s, auto b) { return scale.shared_depth(dyad(s, b)); },
        monotone);
    compare_breadth(data, rows, monotone);
    for (const double rho : {1.0, 0.0, weakest_link, -2.0, 3.0}) {
        compare(
            data, rows, answer(data, "interoperability", rows, {rho, -1}),
            [&](auto s, auto b) { return scale.composite(scale.profile(dyad(s, b)), rho); }, monotone);
        compare(
            data, rows, answer(data, "hub_mediated", rows, {rho, -1}),
            [&](auto s, auto b) { return scale.composite(scale.mediated(dyad(s, b)), rho); }, monotone);
    }
    for (const double rho : {0.0, -2.0, 3.0}) compare_hub_only(data, rows, rho, other);
    for (std::size_t d = 0; d < data.model().dimensions; ++d) {
        const double number = static_cast<double>(d);
        compare(
            data, rows, answer(data, "dimension_profile", rows, {number}),
            [&](auto s, auto b) { return scale.profile(dyad(s, b))[d]; }, monotone);
        compare(
            data, rows, answer(data, "hub_mediated", rows, {1, number}),
            [&](auto s, auto b) { return scale.mediated(dyad(s, b))[d]; }, monotone);
    }
}

/// Differences of plain means and of weakest links, and ratios: everything here must be exact.
void compare_exact(const InteropData& data, std::array<std::size_t, 2> rows, Tally& tally) {
    const InteropScale& scale = data.scale();
    const Depth top = data.panel().max_depth();
    const auto dyad = [](std::span<const Side> s, std::span<const Halves> b) { return Dyad{s[0], s[1], b}; };
    for (std::size_t d = 0; d < data.model().dimensions; ++d) {
        compare(
            data, rows, answer(data, "hub_only", rows, {1, static_cast<double>(d)}),
            [&](auto s, auto b) { return scale.mediated(dyad(s, b))[d] - scale.profile(dyad(s, b))[d]; }, tally);
    }
    for (const double rho : {1.0, weakest_link}) compare_hub_only(data, rows, rho, tally);
    compare(
        data, rows, answer(data, "compensation_gap", rows),
        [&](auto s, auto b) {
            const std::vector<double> values = scale.profile(dyad(s, b));
            return scale.composite(values, 1.0) - scale.composite(values, weakest_link);
        },
        tally);
    const Arguments practice{{static_cast<double>(top > 1 ? 2 : 1), 1.0}, top};
    compare(data, rows, bound_interop(data, find_interop("shared_practice_ratio"), rows, practice),
            ratio_value(data, terms::shared_practice, practice), tally);
    Indicator ruzicka;
    ruzicka.terms = terms::ruzicka;
    const Arguments none{{}, top};
    compare(data, rows, bound_effective(data, ruzicka, rows[0], rows[1], none), ratio_value(data, terms::ruzicka, none),
            tally);
}

TEST(InteropBounds, EveryAnswerAboutPairsIsSharpWithoutConstraints) {
    Random random(101);
    Tally monotone;
    Tally other;
    Tally exact;
    const int most = slow::rounds(250);
    int done = 0;
    while (done < most) {
        const Shape shape{
            .columns = draw(random, 2, 4), .top = static_cast<Depth>(draw(random, 1, 3)), .ties = chance(random, 0.5)};
        const InteropData data = random_data(random, shape);
        const std::array<std::size_t, 2> rows{0, chance(random, 0.1) ? 0U : 1U};
        if (completions(data, rows) > most_completions) continue;
        ++done;
        compare_pair(data, rows, monotone, other);
        compare_exact(data, rows, exact);
        if (HasFatalFailure() || HasNonfatalFailure()) FAIL() << "instance " << done;
    }
    EXPECT_EQ(monotone.sharp, monotone.ends);
    EXPECT_EQ(exact.sharp, exact.ends);
    EXPECT_GE(100 * other.sharp, most_closed * other.ends);
}

TEST(InteropBounds, ConstraintsAreFollowedByEveryAnswer) {
    Random random(202);
    Tally monotone;
    Tally other;
    Tally exact;
    const int most = slow::rounds(150);
    int done = 0;
    while (done < most) {
        const Shape shape{.columns = draw(random, 2, 4),
                          .top = static_cast<Depth>(draw(random, 1, 3)),
                          .constrained = true,
                          .ties = chance(random, 0.5),
                          .joint = chance(random, 0.4),
                          .common = chance(random, 0.4)};
        const InteropData data = random_data(random, shape);
        const std::array<std::size_t, 2> rows{0, 1};
        if (completions(data, rows) > most_completions) continue;
        bool feasible = false;
        EveryCompletion(data, rows).visit([&](const Completion&) { feasible = true; });
        if (!feasible) continue;
        ++done;
        compare_pair(data, rows, monotone, other);
        compare_exact(data, rows, exact);
        if (HasFatalFailure() || HasNonfatalFailure()) FAIL() << "instance " << done;
    }
    for (const Tally* tally : {&monotone, &other, &exact}) EXPECT_EQ(tally->known, tally->ends);
    for (const Tally* tally : {&monotone, &exact}) EXPECT_LE(10'000 * (tally->ends - tally->sharp), tally->ends);
    EXPECT_GE(100 * other.sharp, most_closed * other.ends);
}

TEST(InteropBounds, ATightBudgetGivesOuterBoundsThatStillHold) {
    Random random(505);
    std::size_t outer = 0;
    const int most = slow::rounds(100);
    int done = 0;
    while (done < most) {
        const Shape shape{.columns = 3, .unknown = 0.6, .constrained = done % 2 == 1};
        const InteropData data = random_data(random, shape);
        const std::array<std::size_t, 2> rows{0, 1};
        if (completions(data, rows) > most_completions) continue;
        bool feasible = false;
        EveryCompletion(data, rows).visit([&](const Completion&) { feasible = true; });
        if (!feasible) continue;
        ++done;
        const InteropBudget tight{.scenarios = 1, .steps = 2};
        Indicator ruzicka;
        ruzicka.terms = terms::ruzicka;
        const Arguments none{{}, data.panel().max_depth()};
        Tally tally;
        compare(data, rows, bound_effective(data, ruzicka, 0, 1, none, tight), ratio_value(data, terms::ruzicka, none),
                tally);
        compare(
            data, rows, compensation_gap(data, 0, 1, tight),
            [&](auto s, auto b) {
                const std::vector<double> values = data.scale().profile({s[0], s[1], b});
                return data.scale().composite(values, 1.0) - data.scale().composite(values, weakest_link);
            },
            tally);
        for (const double rho : {1.0, 0.0, weakest_link, -2.0, 3.0}) {
            const InteropBudget little{.steps = std::array{2U, 1'000U, 20'000U}[static_cast<std::size_t>(done % 3)]};
            compare_hub_only(data, rows, rho, tally, little);
            compare(
                data, rows, answer(data, "hub_mediated", rows, {rho, -1}, little),
                [&](auto s, auto b) {
                    return data.scale().composite(data.scale().mediated({s[0], s[1], b}), rho);
                },
                tally);
        }
        outer += tally.ends - tally.sharp;
        if (HasFatalFailure() || HasNonfatalFailure()) FAIL() << "instance " << done;
    }
    EXPECT_GT(outer, 0U);
}

}  // namespace
}  // namespace chirograph::testing
