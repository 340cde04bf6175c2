// Certified ends of M_rho(B) - M_rho(T) for any rho, by cutting the possible T into boxes.
#include <algorithm>
#include <array>
#include <queue>
#include <utility>
#include <vector>

#include "engine/interop/dimensions.hpp"
#include "engine/interop/hub.hpp"

namespace chirograph {
namespace {

constexpr double tolerance = 1e-12;
constexpr std::size_t most_cuts = 2000;

using Values = std::vector<double>;

/// What each completion seen on the way gives, and the least and greatest of these.
class Attained {
public:
    Attained(const PairCases& pair, CompletionValue value) : pair_(pair), value_(std::move(value)) {}

    void consider(const std::optional<Completion>& completion) {
        if (!completion || !pair_.data().allows(pair_.rows(), *completion)) return;
        const double value = value_of(pair_.data(), *completion, value_);
        if (!low_.witness || value < low_.value) low_ = {value, true, completion};
        if (!high_.witness || value > high_.value) high_ = {value, true, completion};
    }
    [[nodiscard]] InteropRange meet(double lower, double upper) const {
        InteropRange range{{lower, false, std::nullopt}, {upper, false, std::nullopt}};
        if (low_.witness && low_.value <= lower + tolerance) range.lower = low_;
        if (high_.witness && high_.value >= upper - tolerance) range.upper = high_;
        return range;
    }

private:
    const PairCases& pair_;
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

/// T and B of a completion.
std::pair<Values, Values> both_ways(const InteropData& data, const Completion& completion) {
    std::array<std::vector<Depth>, 2> depths;
    for (const std::size_t side : {0U, 1U}) {
        depths[side] = data.prerequisites().effective(completion.depths[side], completion.members[side]);
    }
    const Dyad dyad{{depths[0], completion.members[0]}, {depths[1], completion.members[1]}, completion.between};
    return {data.scale().profile(dyad), data.scale().mediated(dyad)};
}

/// Where T may lie, and one side of the difference at the top of it and the other at its bottom.
struct Box {
    Values low;
    Values high;
    double plus = 0.0;
    double minus = 0.0;
    [[nodiscard]] double bound() const { return plus - minus; }
    bool operator<(const Box& other) const { return bound() < other.bound(); }
};

/// The sum of the bounds of both halves, with the new end of each.
struct Cut {
    std::size_t dimension = 0;
    double middle = 0.0;
    double plus = 0.0;
    double minus = 0.0;
    double sum = std::numeric_limits<double>::infinity();
};

/// The greatest M_rho(B) - M_rho(T), or M_rho(T) - M_rho(B), with T in a box and B_d within what dimension d gains.
class Boxes {
public:
    /// `gain` is the most that a dimension gains and `limit` the greatest B, or else the least of both.
    Boxes(const InteropScale& scale, double rho, bool most, Values gain, Values limit)
        : scale_(scale), rho_(rho), most_(most), gain_(std::move(gain)), limit_(std::move(limit)) {}

    /// M_rho of T, or of B where T is `at`, which it overwrites.
    [[nodiscard]] double mean(Values& at, bool through) const {
        for (std::size_t d = 0; through && d < at.size(); ++d) {
            at[d] = most_ ? std::min(at[d] + gain_[d], limit_[d]) : std::max(at[d] + gain_[d], limit_[d]);
        }
        return scale_.composite(at, rho_);
    }

    /// An upper bound, by cutting where it helps most.
    [[nodiscard]] double greatest(const Values& low, const Values& high) const {
        std::priority_queue<Box> open;
        Values top = high;
        Values bottom = low;
        open.push({low, high, mean(top, most_), mean(bottom, !most_)});
        for (std::size_t cuts = 0; cuts < most_cuts; ++cuts) {
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
    /// The least sum, not the least of the larger: often one half gains nothing at first.
    [[nodiscard]] Cut best_cut(const Box& box) const {
        Cut best;
        Values at;
        for (std::size_t d = 0; d < box.low.size(); ++d) {
            if (!(box.high[d] - box.low[d] > tolerance)) continue;
            Cut cut{d, (box.low[d] + box.high[d]) / 2.0};
            at = box.high;
            at[d] = cut.middle;
            cut.plus = mean(at, most_);
            at = box.low;
            at[d] = cut.middle;
            cut.minus = mean(at, !most_);
            cut.sum = (cut.plus - box.minus) + (box.plus - cut.minus);
            if (cut.sum < best.sum) best = cut;
        }
        return best;
    }

    const InteropScale& scale_;
    double rho_;
    bool most_;
    Values gain_;
    Values limit_;
};

}  // namespace

InteropRange hub_only_by_boxes(const PairCases& pair, double rho) {
    const InteropData& data = pair.data();
    const InteropScale& scale = data.scale();
    const Completion low = data.corner(pair.rows(), false);
    const Completion high = data.corner(pair.rows(), true);
    Attained attained(pair, [&](std::span<const Side> sides, std::span<const Halves> between) {
        const Dyad dyad{sides[0], sides[1], between};
        return not_below_zero(scale.composite(scale.mediated(dyad), rho) - scale.composite(scale.profile(dyad), rho));
    });
    attained.consider(low);
    attained.consider(high);
    if (pair.rows()[0] != pair.rows()[1]) {
        for (const Completion& completion : mixed(low, high)) attained.consider(completion);
    }
    Values least;
    Values most;
    for (std::size_t d = 0; d < data.model().dimensions; ++d) {
        const InteropRange one = hub_only_dimension(pair, d);
        attained.consider(one.lower.witness);
        attained.consider(one.upper.witness);
        least.push_back(one.lower.value);
        most.push_back(one.upper.value);
    }
    const auto [direct_low, through_low] = both_ways(data, low);
    const auto [direct_high, through_high] = both_ways(data, high);
    const Boxes lesser(scale, rho, false, least, through_low);
    const Boxes greater(scale, rho, true, most, through_high);
    Values direct = direct_high;
    Values through = direct_high;
    const bool nothing = lesser.mean(direct, false) >= lesser.mean(through, true);  // so no box with this T tells more
    return attained.meet(nothing ? 0.0 : not_below_zero(-lesser.greatest(direct_low, direct_high)),
                         not_below_zero(greater.greatest(direct_low, direct_high)));
}

}  // namespace chirograph
