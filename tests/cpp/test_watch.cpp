// Calls that are watched: stopped, hurried, counted, whatever they do and on however many threads.
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <random>
#include <stdexcept>
#include <vector>

#include "engine/base/parallel.hpp"
#include "engine/base/watch.hpp"
#include "engine/catalogue/catalogue.hpp"
#include "engine/pair/bounds.hpp"
#include "engine/pairs/all_pairs.hpp"

namespace chirograph::testing {
namespace {

/// Between two neighbouring depths everywhere: the search for tau-b has no end that anyone would wait for.
Panel half_open(std::size_t rows, std::size_t columns) {
    std::mt19937 engine(7);
    std::vector<Depth> lower;
    for (std::size_t i = 0; i < rows * columns; ++i) lower.push_back(static_cast<Depth>(engine() % 3));
    std::vector<Depth> upper = lower;
    for (Depth& depth : upper) ++depth;
    return {rows, columns, lower, upper, {}, 3};
}

struct Matrices {
    explicit Matrices(std::size_t rows)
        : numbers(4, std::vector<double>(rows * rows)),
          flags(2, std::vector<std::uint8_t>(rows * rows)),
          spent(rows * rows) {}
    PairMatrices out() { return {numbers[0], numbers[1], numbers[2], numbers[3], flags[0], flags[1], spent}; }
    std::vector<std::vector<double>> numbers;
    std::vector<std::vector<std::uint8_t>> flags;
    std::vector<std::uint64_t> spent;
};

constexpr CallBudget endless{{.steps = std::size_t{1} << 60U}, std::size_t{1} << 62U};

TEST(Watch, StopsACallOnAnyNumberOfThreads) {
    const Panel panel = half_open(4, 60);
    const Indicator& row = find_indicator("tau_b");
    for (const unsigned threads : {1U, 3U}) {
        Matrices found(4);
        std::size_t asked = 0;
        Watch watch([&](const Progress&) { return ++asked < 1000 ? Wish::go_on : Wish::stop; });
        EXPECT_THROW(bound_all(panel, {}, row, make_arguments(row, {}, 3), threads, found.out(), endless), Stopped);
        EXPECT_EQ(asked, 1000U);
    }
    EXPECT_EQ(Watch::here(), nullptr);
}

TEST(Watch, HurryEndsSearchesWithBoundsThatHold) {
    const Panel panel = half_open(2, 40);
    const Indicator& row = find_indicator("tau_b");
    std::size_t asked = 0;
    Watch watch([&](const Progress&) { return ++asked < 1000 ? Wish::go_on : Wish::hurry; });
    const Range range = bound_range(panel, {}, 0, 1, row, make_arguments(row, {}, 3), endless.pair);
    EXPECT_TRUE(watch.cut());
    EXPECT_LT(range.lower.value, range.lower.attained);
    EXPECT_GT(range.upper.value, range.upper.attained);
}

TEST(Watch, IsNotCutWhereNothingWasHurried) {
    const Panel panel = half_open(2, 3);
    const Indicator& row = find_indicator("jaccard");
    const Watch watch([](const Progress&) { return Wish::go_on; });
    Matrices found(2);
    bound_all(panel, {}, row, make_arguments(row, {}, 3), 1, found.out());
    EXPECT_FALSE(watch.cut());
}

TEST(Watch, CountsWhatIsDoneUpToAllThereIs) {
    const Panel panel = half_open(5, 6);
    const Indicator& row = find_indicator("tau_b");
    Progress last;
    bool ordered = true;
    Watch watch([&](const Progress& now) {
        ordered = ordered && now.done >= last.done && now.done <= now.all;
        last = now;
        return Wish::go_on;
    });
    Matrices found(5);
    bound_all(panel, {}, row, make_arguments(row, {}, 3), 2, found.out());
    watch.pass();
    EXPECT_TRUE(ordered);
    EXPECT_EQ(last.all, 15U);
    EXPECT_EQ(last.done, 15U);
}

TEST(Watch, CountsThePairsAskedForAlone) {
    const Panel panel = half_open(5, 6);
    const Indicator& row = find_indicator("tau_b");
    Progress last;
    Watch watch([&](const Progress& now) {
        last = now;
        return Wish::go_on;
    });
    Matrices found(5);
    std::vector<std::uint8_t> asked(25);
    asked[1] = asked[5] = asked[22] = 1;  // one pair in both orders, and another
    PairMatrices out = found.out();
    out.asked = asked;
    bound_all(panel, {}, row, make_arguments(row, {}, 3), 2, out);
    watch.pass();
    EXPECT_EQ(last.all, 2U);
    EXPECT_EQ(last.done, 2U);
}

TEST(Watch, OfTwoTheInnerOneAnswers) {
    const Watch outer([](const Progress&) { return Wish::stop; });
    {
        const Watch inner([](const Progress&) { return Wish::go_on; });
        EXPECT_NO_THROW(checkpoint());
    }
    EXPECT_THROW(checkpoint(), Stopped);
    EXPECT_THROW(checkpoint(), Stopped);  // and for good
}

TEST(Watch, AnErrorOfAWorkerIsNotTakenForAStop) {
    Watch watch([](const Progress&) { return Wish::go_on; });
    EXPECT_THROW(parallel_rows(64, 3,
                               [](std::size_t at) {
                                   if (at == 40) throw std::runtime_error("forty");
                               }),
                 std::runtime_error);
}

}  // namespace
}  // namespace chirograph::testing
