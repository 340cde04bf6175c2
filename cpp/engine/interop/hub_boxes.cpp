#include "engine/interop/hub_boxes.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <queue>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/base/power_mean.hpp"
#include "engine/interop/dimensions.hpp"
#include "engine/interop/forms.hpp"
#include "engine/interop/hub.hpp"

namespace chirograph {
namespace {

constexpr double tolerance = 1e-12;
constexpr std::size_t most_cuts = 2000;

using Values = std::vector<double>;

/// What each completion seen on the way gives, and the least and greatest of these.
class Attained {
public:
    Attained(const InteropData& data, std::array<std::size_t, 2> rows, CompletionValue value)
        : data_(data), rows_(rows), value_(std::move(value)) {}

    void consider(const std::optional<Completion>& completion) {
        if (!completion || !data_.allows(rows_, *completion)) return;
        const double value = value_of(data_, *completion, value_);
        if (!low_.witness || value < low_.value) low_ = {value, true, completion};
        if (!high_.witness || value > high_.value) high_ = {value, true, completion};
    }
    void consider(const InteropRange& range) {
        consider(range.lower.witness);
        consider(range.upper.witness);
    }
    [[nodiscard]] InteropRange meet(double lower, double upper) const {
        InteropRange range{{lower, false, std::nullopt}, {upper, false, std::nullopt}};
        if (low_.witness && low_.value <= lower + tolerance) range.lower = low_;
        if (high_.witness && high_.value >= upper - tolerance) range.upper = high_;
        return range;
    }

private:
    const InteropData& data_;
    std::array<std::size_t, 2> rows_;
    CompletionValue value_;
    InteropEnd low_;
    InteropEnd high_;
};

/// One side high and the other low, either way round.
std::array<Completion, 2> mixed(const Completion& low, const Completion& high) {
    std::array<Completion, 2> both{low, low};
    for (const std::size_t side : {0U, 1U}) {
        both[side].depths[side] = high.depths[side];
        both[side].members[side] = high.members[side];
    }
    return both;
}

struct Box {
    Values low;
    Values high;
    double bound = 0.0;
    bool operator<(const Box& other) const { return bound < other.bound; }
};

using BoxBound = std::function<double(const Values& low, const Values& high)>;

/// The two halves of a box in one dimension.
std::array<Box, 2> halves(const Box& box, std::size_t d, const BoxBound& bound) {
    std::array<Box, 2> both{box, box};
    both[0].high[d] = both[1].low[d] = (box.low[d] + box.high[d]) / 2.0;
    for (Box& half : both) half.bound = bound(half.low, half.high);
    return both;
}

/// An upper bound of a value over a box, by cutting where it helps most.
double greatest(Values low, Values high, const BoxBound& bound) {
    std::priority_queue<Box> open;
    const double whole = bound(low, high);
    open.push({std::move(low), std::move(high), whole});
    for (std::size_t cuts = 0; cuts < most_cuts; ++cuts) {
        const Box box = open.top();
        std::array<Box, 2> best;
        double best_sum = std::numeric_limits<double>::infinity();
        for (std::size_t d = 0; d < box.low.size(); ++d) {
            if (!(box.high[d] - box.low[d] > tolerance)) continue;
            std::array<Box, 2> both = halves(box, d, bound);
            const double sum = both[0].bound + both[1].bound;  // not the larger: often one half gains nothing at first
            if (sum < best_sum) {
                best_sum = sum;
                best = std::move(both);
            }
        }
        if (best[0].low.empty()) break;
        open.pop();
        for (Box& half : best) open.push(std::move(half));
    }
    return open.top().bound;
}

/// Least and greatest T and B, and what each dimension can gain through the hub.
struct Reach {
    Values direct_low;
    Values direct_high;
    Values through_low;
    Values through_high;
    Values least;
    Values most;
};

/// T and B of a completion.
std::pair<Values, Values> both_ways(const InteropData& data, const Completion& completion) {
    std::array<std::vector<Depth>, 2> depths;
    for (const std::size_t side : {0U, 1U}) {
        depths[side] = data.prerequisites().effective(completion.depths[side], completion.members[side]);
    }
    const Dyad dyad{{depths[0], completion.members[0]}, {depths[1], completion.members[1]}, completion.between};
    return {data.scale().profile(dyad), data.scale().mediated(dyad)};
}

double lower_end(const InteropScale& scale, const Reach& reach, double rho) {
    return -greatest(reach.direct_low, reach.direct_high, [&](const Values& low, const Values& high) {
        Values through = low;
        for (std::size_t d = 0; d < through.size(); ++d) {
            through[d] = std::max(through[d] + reach.least[d], reach.through_low[d]);
        }
        return scale.composite(high, rho) - scale.composite(through, rho);
    });
}

double upper_end(const InteropScale& scale, const Reach& reach, double rho) {
    return greatest(reach.direct_low, reach.direct_high, [&](const Values& low, const Values& high) {
        Values through = high;
        for (std::size_t d = 0; d < through.size(); ++d) {
            through[d] = std::min(through[d] + reach.most[d], reach.through_high[d]);
        }
        return scale.composite(through, rho) - scale.composite(low, rho);
    });
}

}  // namespace

InteropRange hub_only_by_boxes(const InteropData& data, std::size_t p, std::size_t q, double rho,
                               const InteropBudget& budget) {
    const InteropScale& scale = data.scale();
    const std::array rows{p, q};
    const Completion low = data.corner(rows, false);
    const Completion high = data.corner(rows, true);
    Reach reach;
    std::tie(reach.direct_low, reach.through_low) = both_ways(data, low);
    std::tie(reach.direct_high, reach.through_high) = both_ways(data, high);

    Attained attained(data, rows, [&](std::span<const Side> sides, std::span<const Halves> between) {
        const Dyad dyad{sides[0], sides[1], between};
        return not_below_zero(scale.composite(scale.mediated(dyad), rho) - scale.composite(scale.profile(dyad), rho));
    });
    attained.consider(low);
    attained.consider(high);
    if (p != q) {
        for (const Completion& completion : mixed(low, high)) attained.consider(completion);
    }
    for (std::size_t d = 0; d < data.model().dimensions; ++d) {
        const InteropRange one = hub_only_dimension(data, p, q, d, budget);
        attained.consider(one);
        reach.least.push_back(one.lower.value);
        reach.most.push_back(one.upper.value);
    }
    return attained.meet(not_below_zero(lower_end(scale, reach, rho)), not_below_zero(upper_end(scale, reach, rho)));
}

}  // namespace chirograph
