#include "engine/interop/boxes.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <queue>
#include <utility>

#include "engine/base/power_mean.hpp"
#include "engine/base/watch.hpp"

namespace chirograph {
namespace {

/// Where T may lie, with plus at the top of it and minus at its bottom.
struct Box {
    std::vector<double> low;
    std::vector<double> high;
    double plus = 0.0;
    double minus = 0.0;
    [[nodiscard]] double bound() const { return plus - minus; }
    [[nodiscard]] friend bool operator<(const Box& a, const Box& b) { return a.bound() < b.bound(); }
};

/// Where a box is cut, the new end of each half, and the sum of what both are bounded by.
struct Cut {
    std::size_t dimension = 0;
    double middle = 0.0;
    double plus = 0.0;
    double minus = 0.0;
    double sum = std::numeric_limits<double>::infinity();
};

class Boxes {
public:
    Boxes(const Mean& plus, const Mean& minus, const DimensionLimits& limits)
        : plus_(plus), minus_(minus), limits_(limits) {}

    [[nodiscard]] double most() const {
        constexpr std::size_t most_cuts = 2000;
        std::priority_queue<Box> open;
        open.push({limits_.direct_low, limits_.direct_high, top(limits_.direct_high), bottom(limits_.direct_low)});
        const bool alone = plus_.of == MeanOf::nothing || minus_.of == MeanOf::nothing;
        for (std::size_t cuts = 0; cuts < most_cuts && !alone; ++cuts) {
            checkpoint();
            const Cut cut = best_cut(open.top());
            if (cut.sum == std::numeric_limits<double>::infinity()) break;
            Box lower = open.top();
            Box upper = lower;
            open.pop();
            lower.high[cut.dimension] = upper.low[cut.dimension] = cut.middle;
            lower.plus = cut.plus;
            upper.minus = cut.minus;
            open.push(std::move(lower));
            open.push(std::move(upper));
        }
        return open.top().bound();
    }

private:
    /// The most of plus where T is `at`.
    [[nodiscard]] double top(std::vector<double> at) const {
        if (plus_.of == MeanOf::nothing) return 0.0;
        for (std::size_t d = 0; plus_.of == MeanOf::through && d < at.size(); ++d) {
            const double sum = limits_.gain_high.empty() ? 1.0 : at[d] + limits_.gain_high[d];
            at[d] = std::min(sum, limits_.through_high[d]);
        }
        return power_mean(at, plus_.weights, plus_.rho);
    }
    /// The least of minus there.
    [[nodiscard]] double bottom(std::vector<double> at) const {
        if (minus_.of == MeanOf::nothing) return 0.0;
        for (std::size_t d = 0; minus_.of == MeanOf::through && d < at.size(); ++d) {
            const double sum = limits_.gain_low.empty() ? 0.0 : at[d] + limits_.gain_low[d];
            at[d] = std::max(sum, limits_.through_low[d]);
        }
        return power_mean(at, minus_.weights, minus_.rho);
    }

    /// The least sum, not the least of the larger: often one half gains nothing at first.
    [[nodiscard]] Cut best_cut(const Box& box) const {
        constexpr double narrow = 1e-12;
        Cut best;
        for (std::size_t d = 0; d < box.low.size(); ++d) {
            if (!(box.high[d] - box.low[d] > narrow)) continue;
            Cut cut{d, (box.low[d] + box.high[d]) / 2.0};
            std::vector<double> at = box.high;
            at[d] = cut.middle;
            cut.plus = top(at);
            at = box.low;
            at[d] = cut.middle;
            cut.minus = bottom(std::move(at));
            cut.sum = (cut.plus - box.minus) + (box.plus - cut.minus);
            if (cut.sum < best.sum) best = cut;
        }
        return best;
    }

    const Mean& plus_;
    const Mean& minus_;
    const DimensionLimits& limits_;
};

}  // namespace

double most_in_boxes(const Mean& plus, const Mean& minus, const DimensionLimits& limits) {
    return Boxes(plus, minus, limits).most();
}

}  // namespace chirograph
