// The least largest of several sums, against every choice of options.
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>
#include <vector>

#include "engine/search/largest.hpp"
#include "rounds.hpp"

namespace chirograph {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double tolerance = 1e-9;

class Draw {
public:
    explicit Draw(std::uint64_t seed) : random_(seed) {}
    int whole(int low, int high) { return std::uniform_int_distribution<>(low, high)(random_); }
    double real() { return std::uniform_real_distribution<>(-1.0, 1.0)(random_); }

    /// Few sums of few items, with up to two further ones, counts or of any sign, with limits on one side or both;
    /// steps of sevenths, or real ones.
    LargestProblem problem() {
        LargestProblem found;
        const int sums = whole(1, 5);
        const int counts = whole(0, 2);
        const bool smooth = whole(0, 1) == 1;
        const bool counted = whole(0, 2) > 0;
        for (int k = 0; k < sums; ++k) found.offset.push_back(whole(-3, 3) / 4.0);
        for (int c = 0; c < counts; ++c) {
            const double least = counted ? whole(0, 2) : real();
            found.limits.push_back({least, least + whole(0, 3)});
            if (whole(0, 3) == 0) found.limits.back().low = -infinite;
            if (whole(0, 3) == 0) found.limits.back().high = infinite;
        }
        for (int items = whole(1, 6); items > 0; --items) {
            found.options.push_back(static_cast<std::size_t>(whole(1, 4)));
            for (std::size_t o = 0; o < found.options.back(); ++o) {
                for (int k = 0; k < sums; ++k) found.adds.push_back(smooth ? real() : whole(-3, 3) / 7.0);
                for (int c = 0; c < counts; ++c) found.adds.push_back(counted ? whole(0, 1) : real());
            }
        }
        return found;
    }

private:
    std::mt19937_64 random_;
};

/// The largest sum of these picks; infinity when a further sum misses its limits.
double largest_of(const LargestProblem& problem, const std::vector<std::size_t>& picks) {
    const std::size_t width = problem.offset.size() + problem.limits.size();
    std::vector<double> sums = problem.offset;
    sums.resize(width);
    std::size_t row = 0;
    for (std::size_t item = 0; item < picks.size(); ++item) {
        for (std::size_t k = 0; k < width; ++k) sums[k] += problem.adds[(row + picks[item]) * width + k];
        row += problem.options[item];
    }
    for (std::size_t c = 0; c < problem.limits.size(); ++c) {
        const double sum = sums[problem.offset.size() + c];
        if (sum < problem.limits[c].low || sum > problem.limits[c].high) return infinite;
    }
    return *std::max_element(sums.begin(), sums.begin() + static_cast<std::ptrdiff_t>(problem.offset.size()));
}

double by_hand(const LargestProblem& problem) {
    std::vector<std::size_t> picks(problem.options.size(), 0);
    double least = infinite;
    for (bool more = true; more;) {
        least = std::min(least, largest_of(problem, picks));
        more = false;
        for (std::size_t i = 0; i < picks.size() && !more; ++i) {
            more = ++picks[i] < problem.options[i];
            if (!more) picks[i] = 0;
        }
    }
    return least;
}

TEST(Largest, IsExactOnSmallProblems) {
    Draw draw(811);
    std::size_t impossible = 0;
    const int most = slow::rounds(6000);
    for (int round = 0; round < most; ++round) {
        const LargestProblem problem = draw.problem();
        const double truth = by_hand(problem);
        LargestEffort effort;
        const LargestEnd end = least_largest(problem, effort);
        if (truth == infinite) {
            ++impossible;
            EXPECT_TRUE(end.picks.empty());
            EXPECT_EQ(end.bound, infinite);
            continue;
        }
        ASSERT_EQ(end.picks.size(), problem.options.size());
        EXPECT_NEAR(end.value, truth, tolerance) << "round " << round;
        EXPECT_NEAR(end.bound, truth, tolerance) << "round " << round;
        EXPECT_LE(end.bound, truth) << "the bound cuts off a choice";
        EXPECT_NEAR(largest_of(problem, end.picks), end.value, 1e-12);
        if (HasFailure()) FAIL();
    }
    EXPECT_GT(impossible, 0U);
}

TEST(Largest, WhateverEndsItEarlyTheBoundHolds) {
    Draw draw(812);
    std::size_t open = 0;
    const int most = slow::rounds(6000);
    for (int round = 0; round < most; ++round) {
        const LargestProblem problem = draw.problem();
        const double truth = by_hand(problem);
        LargestEffort effort;
        effort.states = static_cast<std::size_t>(draw.whole(0, 4));
        if (draw.whole(0, 1) == 1) effort.steps = draw.whole(1, 500);
        if (draw.whole(0, 2) == 0) effort.beat = truth + draw.whole(-1, 1) * 0.05;
        const double beat = effort.beat;
        const bool searched = effort.states > 0;
        const LargestEnd end = least_largest(problem, effort);
        EXPECT_LE(std::min(end.bound, beat), truth + tolerance) << "round " << round;
        if (searched && !end.picks.empty()) {
            EXPECT_GE(largest_of(problem, end.picks), truth - tolerance);
        }
        open += end.bound < std::min(truth, beat) - tolerance ? 1U : 0U;
        if (HasFailure()) FAIL();
    }
    EXPECT_GT(open, 0U);
}

TEST(Largest, WhatMissesALimitByRoundingKeepsIt) {
    // Three times 0.1 is a little more than 0.3.
    const LargestProblem problem{{0.0}, {{0.0, 0.3}}, {2, 2, 2}, {1, 0.1, 2, 0.5, 1, 0.1, 2, 0.5, 1, 0.1, 2, 0.5}};
    LargestEffort effort;
    const LargestEnd end = least_largest(problem, effort);
    EXPECT_EQ(end.picks, (std::vector<std::size_t>{0, 0, 0}));
    EXPECT_NEAR(end.bound, 3.0, tolerance);
}

TEST(Largest, WhatIsKnownToBeBeatenIsNotSought) {
    Draw draw(813);
    for (int round = 0; round < 2000; ++round) {
        const LargestProblem problem = draw.problem();
        const double truth = by_hand(problem);
        if (truth == infinite) continue;
        LargestEffort effort;
        effort.beat = truth - 0.01;
        const LargestEnd end = least_largest(problem, effort);
        EXPECT_GE(end.bound, effort.beat - tolerance) << "round " << round;
    }
}

}  // namespace
}  // namespace chirograph
