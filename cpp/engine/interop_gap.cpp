#include "engine/interop_gap.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "engine/aggregate.hpp"
#include "engine/interop_forms.hpp"
#include "engine/interop_pair.hpp"

namespace chirograph {
namespace {

constexpr double tolerance = 1e-12;

double slope(const InteropScale& scale, std::size_t dimension, const Item& item) {
    return item.system ? scale.system_slope(dimension, item.index) : scale.area_slope(dimension, item.index);
}

/// M_1 - T_k as a sum over items.
Form gap_form(const InteropScale& scale, std::size_t k, double sign) {
    double total = 0.0;
    for (const double weight : scale.model().alpha) total += weight;
    return [&scale, k, sign, total](const Item& item, unsigned a, unsigned b) {
        double sum = -slope(scale, k, item);
        for (std::size_t d = 0; d < scale.model().dimensions; ++d) {
            sum += scale.model().alpha[d] / total * slope(scale, d, item);
        }
        return sign * sum * std::min(a, b);
    };
}

/// A_d of one side minus T_d as a sum over items.
Form hub_form(const InteropScale& scale, std::size_t dimension, bool second, double sign) {
    return [&scale, dimension, second, sign](const Item& item, unsigned a, unsigned b) {
        const unsigned own = second ? b : a;
        const double direct = slope(scale, dimension, item) * std::min(a, b);
        const InteropModel& model = scale.model();
        double taken = 0.0;
        if (!item.system) {
            taken = scale.menu_slope(dimension, item.index) * std::min<unsigned>(own, model.menu[item.index]);
        } else if (model.between[item.index] == 0) {
            taken = scale.offer_slope(dimension, item.index) * std::min<unsigned>(own, model.offered[item.index]);
        }
        return sign * (taken - direct);
    };
}

InteropEnd end(FormBound bound, double sign) {
    return {sign * bound.value, bound.sharp, std::move(bound.witness)};
}

void not_below_zero(InteropEnd& end) {
    end.value = std::max(end.value, 0.0);
}

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
    /// Outer ends, replaced by attained ones where they meet.
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

}  // namespace

InteropRange compensation_gap(const InteropData& data, std::size_t p, std::size_t q, const InteropBudget& budget) {
    const InteropScale& scale = data.scale();
    std::vector<Form> forms;
    InteropRange range;
    range.upper.value = -std::numeric_limits<double>::infinity();
    for (std::size_t d = 0; d < data.model().dimensions; ++d) {
        if (!(data.model().alpha[d] > 0.0)) continue;
        forms.push_back(gap_form(scale, d, 1.0));
        InteropEnd one = end(least_largest_form(data, p, q, {gap_form(scale, d, -1.0)}, budget), -1.0);
        if (one.value > range.upper.value) range.upper = std::move(one);
    }
    range.lower = end(least_largest_form(data, p, q, forms, budget), 1.0);
    not_below_zero(range.lower);
    not_below_zero(range.upper);
    return range;
}

InteropRange hub_only_dimension(const InteropData& data, std::size_t p, std::size_t q, std::size_t dimension,
                                const InteropBudget& budget) {
    const InteropScale& scale = data.scale();
    InteropRange range;
    if (!scale.hub_offers(dimension)) {  // always 0: any completion is a witness
        range = shared_depth_range(data, p, q, budget);
        range.lower.value = 0.0;
        range.upper.value = 0.0;
        return range;
    }
    for (const bool second : {false, true}) {
        InteropEnd one = end(least_largest_form(data, p, q, {hub_form(scale, dimension, second, 1.0)}, budget), 1.0);
        if (!second || one.value < range.lower.value) range.lower = std::move(one);
    }
    const std::vector<Form> both{hub_form(scale, dimension, false, -1.0), hub_form(scale, dimension, true, -1.0)};
    range.upper = end(least_largest_form(data, p, q, both, budget), -1.0);
    not_below_zero(range.lower);
    not_below_zero(range.upper);
    return range;
}

InteropRange hub_only(const InteropData& data, std::size_t p, std::size_t q, double rho, const InteropBudget& budget) {
    const InteropScale& scale = data.scale();
    const std::array rows{p, q};
    const auto direct = [&](std::span<const Side> sides, std::span<const Halves> between) {
        return scale.composite(scale.profile({sides[0], sides[1], between}), rho);
    };
    const auto hub = [&](std::span<const Side> sides, std::span<const Halves> between) {
        return scale.composite(scale.mediated({sides[0], sides[1], between}), rho);
    };
    Attained attained(data, rows, [&](std::span<const Side> sides, std::span<const Halves> between) {
        return std::max(0.0, hub(sides, between) - direct(sides, between));
    });
    const Completion low = data.corner(rows, false);
    const Completion high = data.corner(rows, true);
    attained.consider(low);
    attained.consider(high);
    if (p != q) {
        for (const Completion& completion : mixed(low, high)) attained.consider(completion);
    }
    double lower = std::max(0.0, value_of(data, low, hub) - value_of(data, high, direct));
    double upper = std::max(0.0, value_of(data, high, hub) - value_of(data, low, direct));
    std::vector<double> least;
    std::vector<double> most;
    for (std::size_t d = 0; d < data.model().dimensions; ++d) {
        const InteropRange one = hub_only_dimension(data, p, q, d, budget);
        attained.consider(one.lower.witness);
        attained.consider(one.upper.witness);
        least.push_back(one.lower.value);
        most.push_back(one.upper.value);
    }
    if (rho >= 1.0) upper = std::min(upper, scale.composite(most, rho));
    if (rho == 1.0) lower = std::max(lower, scale.composite(least, rho));
    if (rho == weakest_link) {  // min B - min T is at most B - T where T is least, at least B - T where B is least
        upper = std::min(upper, scale.composite(most, -weakest_link));
        lower = std::max(lower, scale.composite(least, weakest_link));
    }
    return attained.meet(lower, upper);
}

}  // namespace chirograph
