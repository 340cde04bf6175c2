// Which dimensions can be the weakest of a pair, against every completion.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "engine/interop/dimensions.hpp"
#include "interop_brute.hpp"
#include "interop_random.hpp"

namespace chirograph::testing {
namespace {

std::vector<bool> by_hand(const InteropData& data, std::span<const std::size_t> rows) {
    const std::vector<double>& weights = data.model().alpha;
    std::vector<bool> found(weights.size(), false);
    EveryCompletion every(data, rows);
    every.visit([&](const Completion& completion) {
        std::vector<double> values;
        (void)value_of(data, completion, [&](auto s, auto b) {
            values = data.scale().profile({s[0], s[1], b});
            return 0.0;
        });
        double least = std::numeric_limits<double>::infinity();
        for (std::size_t d = 0; d < values.size(); ++d) {
            if (weights[d] > 0.0) least = std::min(least, values[d]);
        }
        for (std::size_t d = 0; d < values.size(); ++d) {
            if (weights[d] > 0.0 && values[d] <= least + tolerance) found[d] = true;
        }
    });
    return found;
}

TEST(Weakest, IsWhatTryingEveryCompletionFinds) {
    Random random(717);
    std::size_t done = 0;
    std::size_t open = 0;  // pairs of which every dimension can be the weakest
    while (done < 300) {
        const Shape shape{.columns = 3, .unknown = 0.5};
        const InteropData data = random_data(random, shape);
        const std::array<std::size_t, 2> rows{0, 1};
        if (completions(data, rows) > most_completions) continue;
        ++done;
        const std::vector<CanBe> found = can_be_weakest(data, 0, 1);
        const std::vector<bool> truth = by_hand(data, rows);
        for (std::size_t d = 0; d < truth.size(); ++d) {
            EXPECT_EQ(found[d], truth[d] ? CanBe::yes : CanBe::no) << "instance " << done << ", dimension " << d;
        }
        open += static_cast<std::size_t>(std::count(truth.begin(), truth.end(), true)) == truth.size() ? 1U : 0U;
        if (HasNonfatalFailure()) FAIL();
    }
    EXPECT_GT(open, 0U);
}

TEST(Weakest, WithoutABudgetNothingWrongIsSaid) {
    Random random(718);
    std::size_t done = 0;
    while (done < 100) {
        const InteropData data = random_data(random, {.columns = 3, .unknown = 0.6});
        const std::array<std::size_t, 2> rows{0, 1};
        if (completions(data, rows) > most_completions) continue;
        ++done;
        const std::vector<CanBe> found = can_be_weakest(data, 0, 1, {.scenarios = 1, .steps = 2});
        const std::vector<bool> truth = by_hand(data, rows);
        for (std::size_t d = 0; d < truth.size(); ++d) {
            if (found[d] == CanBe::undecided) continue;
            EXPECT_EQ(found[d] == CanBe::yes, truth[d]) << "instance " << done << ", dimension " << d;
        }
    }
}

}  // namespace
}  // namespace chirograph::testing
