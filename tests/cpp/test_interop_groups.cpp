// Every programme and group indicator against every completion of small random panels.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include "engine/base/power_mean.hpp"
#include "engine/interop/group.hpp"
#include "engine/interop/profile.hpp"
#include "interop_brute.hpp"
#include "rounds.hpp"

namespace chirograph::testing {
namespace {

void compare_programme(const InteropData& data, std::array<std::size_t, 1> rows, Tally& tally) {
    const InteropScale& scale = data.scale();
    const Depth top = data.panel().max_depth();
    for (const double rho : {1.0, 0.0, weakest_link}) {
        compare(
            data, rows, answer(data, "attainment", rows, {rho, -1}),
            [&](auto s, auto) { return scale.composite(scale.attainment(s[0]), rho); }, tally);
    }
    const auto share = [&](ShareTerms terms, std::optional<std::size_t> set,
                           const Arguments& arguments) -> CompletionValue {
        return [&data, terms, set, arguments](std::span<const Side> s, std::span<const Halves>) {
            double f = 0.0;
            double g = 0.0;
            for (std::size_t i = 0; i < data.panel().columns(); ++i) {
                const bool in = !set || data.sets().sets[*set][i] != 0;
                const Terms term = terms(s[0].depths[i], in, arguments);
                f += data.panel().weights()[i] * term.f;
                g += data.panel().weights()[i] * term.g;
            }
            return g > 0.0 ? f / g : std::numeric_limits<double>::quiet_NaN();
        };
    };
    const Arguments wide{{1, 1, 1}, top};
    compare(data, rows, bound_interop(data, find_interop("set_share"), rows, wide), share(shares::of_named, 1, wide),
            tally);
    const Arguments two{{static_cast<double>(top > 1 ? 2 : 1), 1}, top};
    compare(data, rows, bound_interop(data, find_interop("practice_ratio"), rows, two),
            share(shares::practice, std::nullopt, two), tally);
    compare(data, rows, bound_interop(data, find_interop("depth_share"), rows, two),
            share(shares::at_depth, std::nullopt, two), tally);
}

TEST(InteropGroups, ProgrammesAreExactWithAndWithoutListLengths) {
    Random random(303);
    Tally tally;
    Tally concentrated;
    std::size_t done = 0;
    const auto most = static_cast<std::size_t>(slow::rounds(700));
    while (done < most) {
        const Shape shape{.rows = 2,
                          .columns = draw(random, 3, 5),
                          .top = static_cast<Depth>(draw(random, 1, 3)),
                          .constrained = chance(random, 0.4)};
        const InteropData data = random_data(random, shape);
        const std::array<std::size_t, 1> rows{0};
        if (completions(data, rows) > most_completions) continue;
        ++done;
        compare_programme(data, rows, tally);
        const Depth threshold = static_cast<Depth>(draw(random, 1, shape.top));
        const auto value = [&](const Completion& completion) {
            std::array<double, 3> groups{};
            double total = 0.0;
            for (std::size_t i = 0; i < shape.columns; ++i) {
                if (completion.depths[0][i] < threshold) continue;
                groups[data.sets().groups[i]] += data.panel().weights()[i];
                total += data.panel().weights()[i];
            }
            double squares = 0.0;
            for (const double group : groups) squares += group * group;
            return total > 0.0 ? squares / (total * total) : std::numeric_limits<double>::quiet_NaN();
        };
        Truth truth;
        EveryCompletion(data, rows).visit([&](const Completion& completion) {
            const double one = value(completion);
            if (std::isnan(one)) return;
            truth.lower = std::min(truth.lower, one);
            truth.upper = std::max(truth.upper, one);
        });
        const InteropRange range = answer(data, "concentration", rows, {static_cast<double>(threshold)});
        if (truth.lower > truth.upper) continue;
        for (const auto& [end, real, sign] :
             {std::tuple{&range.lower, truth.lower, 1.0}, std::tuple{&range.upper, truth.upper, -1.0}}) {
            ++concentrated.ends;
            EXPECT_LE(sign * end->value, sign * real + tolerance);
            if (!end->sharp) continue;
            ++concentrated.sharp;
            EXPECT_NEAR(end->value, real, tolerance);
            EXPECT_NEAR(value(*end->witness), real, tolerance);
        }
        if (HasFatalFailure() || HasNonfatalFailure()) FAIL() << "instance " << done;
    }
    EXPECT_GT(tally.sharp * 100, tally.ends * 95);
    EXPECT_GT(concentrated.sharp * 100, concentrated.ends * 80);
}

/// Every indicator of groups, on random groups of two or three programmes with at least one completion.
void compare_groups(Random& random, bool constrained, Tally& tally) {
    std::size_t done = 0;
    const auto most = static_cast<std::size_t>(slow::rounds(constrained ? 400 : 700));
    while (done < most) {
        const Shape shape{.rows = draw(random, 2, 3),
                          .columns = draw(random, 2, 3),
                          .systems = 2,
                          .dimensions = 2,
                          .top = static_cast<Depth>(draw(random, 1, 3)),
                          .unknown = 0.5,
                          .constrained = constrained,
                          .prerequisites = chance(random, 0.7),
                          .ties = false,
                          .common = chance(random, 0.5)};
        const InteropData data = random_data(random, shape);
        std::vector<std::size_t> rows;
        for (std::size_t row = 0; row < shape.rows; ++row) rows.push_back(row);
        if (completions(data, rows) > most_completions) continue;
        bool feasible = false;
        EveryCompletion(data, rows).visit([&](const Completion&) { feasible = true; });
        if (!feasible) continue;
        ++done;
        for (std::size_t m = 1; m <= shape.rows; ++m) {
            compare(
                data, rows, answer(data, "m_of_k", rows, {static_cast<double>(m)}),
                [&](auto s, auto) { return depth_of_m(data, s, m); }, tally);
        }
        compare(
            data, rows, answer(data, "collective_overlap", rows),
            [&](auto s, auto) {
                const double coverage = depth_of_m(data, s, 1);
                return coverage > 0.0 ? depth_of_m(data, s, s.size()) / coverage
                                      : std::numeric_limits<double>::quiet_NaN();
            },
            tally);
        if (::testing::Test::HasFailure()) FAIL() << "instance " << done;
    }
}

TEST(InteropGroups, GroupsAreSharpWithoutConstraints) {
    Random random(404);
    Tally tally;
    compare_groups(random, false, tally);
    EXPECT_EQ(tally.sharp, tally.ends);
}

TEST(InteropGroups, GroupsUnderConstraintsAreSharpToo) {
    Random random(606);
    Tally tally;
    compare_groups(random, true, tally);
    EXPECT_GT(tally.sharp * 10, tally.ends * 4);
    EXPECT_EQ(tally.sharp, tally.ends);
    EXPECT_EQ(tally.known, tally.ends);
}

}  // namespace
}  // namespace chirograph::testing
