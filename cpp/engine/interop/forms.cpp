#include "engine/interop/forms.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "engine/base/power_mean.hpp"

namespace chirograph {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
/// More forms than this are not asked for: of the largest of some of them the bound is valid too.
constexpr std::size_t most_forms = 128;

/// The sum of both, the second times a factor >= 0.
Forms sum(const Forms& first, const Forms& second, double factor) {
    Forms all;
    for (const Form& a : first) {
        for (const Form& b : second) {
            if (all.size() == most_forms) return all;
            Form& form = all.emplace_back(a);
            for (std::size_t i = 0; i < form.slopes.size(); ++i) form.slopes[i] += factor * b.slopes[i];
            form.constant += factor * b.constant;
        }
    }
    return all;
}

}  // namespace

double Form::at(std::span<const double> sums) const {
    return std::inner_product(sums.begin(), sums.end(), slopes.begin(), constant);
}

double largest(const Forms& forms, std::span<const double> sums) {
    double most = -infinite;
    for (const Form& form : forms) most = std::max(most, form.at(sums));
    return most;
}

Forms MeanForms::forms_of(const Region& region) const {
    if (same(region)) return {constant(0.0)};
    return sum(mean_forms(region, true), mean_forms(region, false), 1.0);
}

Region MeanForms::everything() const {
    Region region;
    region.low = values_of(roles_.box(), low_);
    region.high = values_of(roles_.box(), high_);
    region.ways.assign(dimensions_.size(), Way::open);
    region.caps.assign(dimensions_.size(), {infinite, infinite});
    if (const Mean* mean = touched()) region.touched.push_back(values_of(*mean, middle()));
    for (std::size_t k = 0; k < dimensions_.size(); ++k) {
        const Dimension& one = dimensions_[k];
        if (!one.a) continue;
        if (std::min(high_[one.over(0)], high_[one.over(1)]) <= 0.0) region.ways[k] = Way::direct;
        if (!through_rises() && std::min(low_[one.over(0)], low_[one.over(1)]) >= 0.0) region.ways[k] = Way::first;
    }
    return region;
}

double MeanForms::cost_of(std::span<const double> sums) const {
    return mean_of(roles_.rising, rising_, values_of(roles_.rising, sums)) -
           mean_of(roles_.falling, falling_, values_of(roles_.falling, sums));
}

const Mean* MeanForms::touched() const {
    for (const bool rises : {true, false}) {
        const Mean& mean = rises ? roles_.rising : roles_.falling;
        if (mean.of == MeanOf::nothing || mean.rho == 1.0 || std::isinf(mean.rho)) continue;
        if (!Roles::needs_box(mean, rises)) return &mean;
    }
    return nullptr;
}

const std::vector<double>& MeanForms::box_weights() const {
    return roles_.boxed_rises() ? rising_ : falling_;
}

MeanForms::Plane MeanForms::plane_of(const Mean& mean, const std::vector<double>& weights, const Region& region) {
    Plane plane{power_mean(region.low, weights, mean.rho), std::vector<double>(weights.size())};
    const double least = plane.constant;
    std::vector<double> raised = region.low;
    for (std::size_t k = 0; k < weights.size(); ++k) {
        const double wide = region.high[k] - region.low[k];
        if (!(weights[k] > 0.0) || !(wide > 0.0)) continue;
        raised[k] = region.high[k];
        plane.slopes[k] = std::max(0.0, (power_mean(raised, weights, mean.rho) - least) / wide);
        raised[k] = region.low[k];
        plane.constant -= plane.slopes[k] * region.low[k];
    }
    return plane;
}

std::vector<double> MeanForms::tangent(const Mean& mean, const std::vector<double>& weights, std::vector<double> at) {
    constexpr double least = 1e-7;
    for (double& value : at) value = std::max(value, least);
    const double value = power_mean(at, weights, mean.rho);
    std::vector<double> slopes;
    for (std::size_t k = 0; k < at.size(); ++k) {
        slopes.push_back(weights[k] > 0.0 ? weights[k] * std::pow(value / at[k], 1.0 - mean.rho) : 0.0);
    }
    return slopes;
}

Forms MeanForms::below(const Region& region, std::size_t k) const {
    const Dimension& one = dimensions_[k];
    Forms forms{single(one.t, 1.0)};
    if (roles_.rising.of != MeanOf::through || !one.a) return forms;
    if (region.ways[k] == Way::first) forms.push_back(single(*one.a, 1.0));
    if (region.ways[k] == Way::second) forms.push_back(single(*one.a + 1, 1.0));
    if (roles_.boxed_rises() && region.low[k] > 0.0) forms.push_back(constant(region.low[k]));
    return forms;
}

Forms MeanForms::above(const Region& region, std::size_t k) const {
    const Dimension& one = dimensions_[k];
    if (roles_.falling.of != MeanOf::through || !one.a || region.ways[k] == Way::direct) return {single(one.t, -1.0)};
    Forms forms;
    for (const std::size_t side : {0U, 1U}) {
        if (region.ways[k] != Way::open) {
            forms.push_back(single(*one.a + side, -1.0));
            continue;
        }
        // max{0, A - T} is below the line from 0 at the least A - T to the greatest.
        const double least = std::min(0.0, low_[one.over(side)]);
        const double most = std::max(0.0, high_[one.over(side)]);
        const double slope = most > 0.0 ? most / (most - least) : 0.0;
        Form form = single(one.over(side), -slope);
        form.slopes[one.t] = -1.0;
        form.constant = slope * least;
        forms.push_back(std::move(form));
    }
    if (!roles_.boxed_rises() && roles_.boxed() && region.high[k] < 1.0) forms.push_back(constant(-region.high[k]));
    return forms;
}

std::vector<double> MeanForms::middle() const {
    std::vector<double> at(width_);
    for (std::size_t i = 0; i < width_; ++i) at[i] = 0.5 * (low_[i] + high_[i]);
    return at;
}

Form MeanForms::single(std::size_t at, double slope) const {
    Form form{std::vector<double>(width_), 0.0};
    form.slopes[at] = slope;
    return form;
}

Forms MeanForms::one_of(const Region& region, bool rises, std::size_t k) const {
    return rises ? below(region, k) : above(region, k);
}

Forms MeanForms::weighted(const Region& region, bool rises, const std::vector<double>& slopes) const {
    Forms forms{constant(0.0)};
    for (std::size_t k = 0; k < slopes.size(); ++k) {
        if (slopes[k] > 0.0) forms = sum(forms, one_of(region, rises, k), slopes[k]);
    }
    return forms;
}

Forms MeanForms::mean_forms(const Region& region, bool rises) const {
    const Mean& mean = rises ? roles_.rising : roles_.falling;
    const std::vector<double>& weights = rises ? rising_ : falling_;
    if (mean.of == MeanOf::nothing) return {constant(0.0)};
    if (mean.rho == 1.0) return weighted(region, rises, weights);
    const bool boxed = Roles::needs_box(mean, rises);
    if (boxed && std::isinf(mean.rho)) return one_of(region, rises, *region.chosen);
    if (boxed) {
        const double sign = rises ? 1.0 : -1.0;
        const Plane plane = plane_of(mean, weights, region);
        Forms forms = weighted(region, rises, plane.slopes);
        for (Form& form : forms) form.constant += sign * plane.constant;
        return forms;
    }
    Forms all;
    if (std::isinf(mean.rho)) {
        for (std::size_t k = 0; k < weights.size(); ++k) {
            if (!(weights[k] > 0.0)) continue;
            for (Form& form : one_of(region, rises, k)) all.push_back(std::move(form));
        }
        return all;
    }
    if (always_zero(mean, weights)) return {constant(0.0)};
    for (const std::vector<double>& at : region.touched) {
        for (Form& form : weighted(region, rises, tangent(mean, weights, at))) {
            if (all.size() < most_forms) all.push_back(std::move(form));
        }
    }
    return all;
}

bool MeanForms::always_zero(const Mean& mean, const std::vector<double>& weights) const {
    const std::vector<double> most = values_of(mean, high_);
    for (std::size_t k = 0; k < most.size(); ++k) {
        if (mean.rho <= 0.0 && weights[k] > 0.0 && !(most[k] > 0.0)) return true;
    }
    return false;
}

bool MeanForms::same(const Region& region) const {
    if (roles_.rising.of == MeanOf::nothing || roles_.rising.rho != roles_.falling.rho || rising_ != falling_) {
        return false;
    }
    for (std::size_t k = 0; k < dimensions_.size(); ++k) {
        if (dimensions_[k].a && region.ways[k] != Way::direct) return false;
    }
    return true;
}

std::vector<std::pair<std::size_t, Limits>> MeanForms::limits_of(const Region& region, double best) const {
    std::vector<std::pair<std::size_t, Limits>> found;
    const Limit limit = [&](std::size_t at, double low, double high) {
        if (low > low_[at] || high < high_[at]) found.emplace_back(at, Limits{low, high});
    };
    // Where a value of 0 makes all that falls 0, what is left is not below 0.
    const bool above_zero = best <= 0.0 && touched() == &roles_.falling && roles_.falling.rho <= 0.0;
    for (std::size_t k = 0; k < dimensions_.size(); ++k) {
        const Dimension& one = dimensions_[k];
        if (above_zero && falling_[k] > 0.0) {
            const double least = least_step(k) * (1.0 - narrow_box);
            if (roles_.falling.of != MeanOf::through || !one.a || region.ways[k] == Way::direct) {
                limit(one.t, least, infinite);
            } else if (region.ways[k] != Way::open) {
                for (const std::size_t side : {0U, 1U}) limit(*one.a + side, least, infinite);
            }
        }
        if (roles_.boxed() && box_weights()[k] > 0.0) box_limits(region, k, limit);
    }
    return found;
}

LargestProblem MeanForms::problem(const Forms& forms, const Region& region, double best) const {
    LargestProblem found;
    for (const Form& form : forms) found.offset.push_back(form.constant);
    for (const Counter& counter : items_.counters()) {
        found.limits.push_back({static_cast<double>(counter.minimum),
                                static_cast<double>(std::min(counter.maximum, data_.panel().columns()))});
    }
    const auto limits = limits_of(region, best);
    for (const auto& limit : limits) found.limits.push_back(limit.second);
    const auto& all = items_.items();
    for (std::size_t item = 0; item < all.size(); ++item) {
        found.options.push_back(all[item].size());
        for (std::size_t o = 0; o < all[item].size(); ++o) {
            const std::span<const double> sums = adds(item, o);
            for (const Form& form : forms) found.adds.push_back(form.at(sums) - form.constant);
            for (std::size_t c = 0; c < items_.counters().size(); ++c) {
                found.adds.push_back(static_cast<double>(items_.counted(c, item, all[item][o])));
            }
            for (const auto& limit : limits) found.adds.push_back(sums[limit.first]);
        }
    }
    return found;
}

void MeanForms::box_limits(const Region& region, std::size_t k, const Limit& limit) const {
    const Dimension& one = dimensions_[k];
    if (roles_.box().of != MeanOf::through || !one.a || region.ways[k] == Way::direct) {
        limit(one.t, region.low[k], region.high[k]);
        return;
    }
    if (roles_.boxed_rises()) limit(one.t, -infinite, region.high[k]);
    if (region.ways[k] == Way::open) return;
    for (const std::size_t side : {0U, 1U}) {
        if (!roles_.boxed_rises()) {
            limit(*one.a + side, region.low[k], region.caps[k][side]);
        } else if ((region.ways[k] == Way::second) == (side == 1)) {
            limit(*one.a + side, -infinite, region.high[k]);
        }
    }
}

}  // namespace chirograph
