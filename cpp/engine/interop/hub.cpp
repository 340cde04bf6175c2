#include "engine/interop/hub.hpp"

#include <array>
#include <utility>
#include <vector>

#include "engine/base/power_mean.hpp"
#include "engine/interop/dimensions.hpp"
#include "engine/interop/forms.hpp"
#include "engine/interop/hub_boxes.hpp"

namespace chirograph {
namespace {

/// More dimensions than this have too many choices of what is counted where; their ends come from boxes.
constexpr std::size_t most_choices = 5;

/// One dimension that counts: its share of the composite, T_d, and what each side takes of the hub's menu.
struct Dimension {
    std::size_t index = 0;
    double share = 0.0;
    bool offered = false;
    Form direct;
    std::array<Form, 2> taken;
};

std::vector<Dimension> counted(const InteropScale& scale) {
    const InteropModel& model = scale.model();
    double total = 0.0;
    for (const double weight : model.alpha) total += weight;
    std::vector<Dimension> found;
    for (std::size_t d = 0; d < model.dimensions; ++d) {
        if (!(model.alpha[d] > 0.0)) continue;
        found.push_back({d, model.alpha[d] / total, scale.hub_offers(d), direct_form(scale, d), {}});
        if (found.back().offered) found.back().taken = {taken_form(scale, d, false), taken_form(scale, d, true)};
    }
    return found;
}

bool chosen(std::size_t choice, std::size_t k) {
    return ((choice >> k) & 1U) != 0;
}

InteropEnd end(FormBound bound, double sign) {
    return {not_below_zero(sign * bound.value), bound.sharp, std::move(bound.witness)};
}

Form less(const Form& first, const Form& second) {
    return sum_of({{1.0, first}, {-1.0, second}});
}

/// factor x sum over the dimensions of `subset` of share (A_d of the side `sides` names - T_d).
Form mean_form(const std::vector<Dimension>& all, std::size_t subset, std::size_t sides, double factor) {
    std::vector<Weighed> terms;
    for (std::size_t k = 0; k < all.size(); ++k) {
        if (!chosen(subset, k)) continue;
        terms.push_back({factor * all[k].share, all[k].taken[chosen(sides, k) ? 1 : 0]});
        terms.push_back({-factor * all[k].share, all[k].direct});
    }
    return sum_of(std::move(terms));
}

/// Parts of `set`, the set itself first.
std::vector<std::size_t> parts_of(std::size_t set) {
    std::vector<std::size_t> parts{set};
    while (parts.back() != 0) parts.push_back((parts.back() - 1) & set);
    return parts;
}

/// rho = 1: sum of share max{0, min(A_d(p), A_d(q)) - T_d}. At most: the best set of dimensions, in each the lesser
/// side. At least: the best side in each, over every set of dimensions.
InteropRange of_mean(const InteropData& data, std::size_t p, std::size_t q, const InteropBudget& budget) {
    std::vector<Dimension> all;
    for (Dimension& one : counted(data.scale())) {
        if (one.offered) all.push_back(std::move(one));
    }
    const std::vector<std::size_t> sets = parts_of((std::size_t{1} << all.size()) - 1);
    LeastForms greatest(data, p, q, budget);
    LeastForms least(data, p, q, budget);
    for (const std::size_t subset : sets) {
        std::vector<Form> forms;
        for (const std::size_t sides : parts_of(subset)) forms.push_back(mean_form(all, subset, sides, -1.0));
        greatest.add(forms);
    }
    for (const std::size_t sides : sets) {
        std::vector<Form> forms;
        for (const std::size_t subset : sets) forms.push_back(mean_form(all, subset, sides, 1.0));
        least.add(forms);
    }
    InteropRange range;
    range.lower = end(least.least(), 1.0);
    range.upper = end(greatest.least(), -1.0);
    return range;
}

/// rho = -inf, at most: min B - T_k for some weakest dimension k of T, and in every dimension the way B goes.
InteropEnd most_of_weakest(const InteropData& data, std::size_t p, std::size_t q, const InteropBudget& budget) {
    const std::vector<Dimension> all = counted(data.scale());
    std::size_t offered = 0;
    for (std::size_t k = 0; k < all.size(); ++k) offered |= static_cast<std::size_t>(all[k].offered) << k;
    LeastForms greatest(data, p, q, budget);
    for (std::size_t weakest = 0; weakest < all.size(); ++weakest) {
        for (const std::size_t through : parts_of(offered)) {
            if (!chosen(through, weakest)) continue;  // the direct way there gains nothing
            std::vector<Form> forms;
            for (std::size_t k = 0; k < all.size(); ++k) {
                const auto add = [&](const Form& way) { forms.push_back(less(all[weakest].direct, way)); };
                if (!chosen(through, k)) {
                    if (k != weakest) add(all[k].direct);
                    continue;
                }
                for (const Form& taken : all[k].taken) add(taken);
            }
            greatest.add(forms);
        }
    }
    greatest.add({sum_of({})});  // nothing gained: any completion
    return end(greatest.least(), -1.0);
}

/// rho = -inf, at least: B_k - min T for some weakest dimension k of B, reached directly and by the lesser side.
InteropEnd least_of_weakest(const InteropData& data, std::size_t p, std::size_t q, const InteropBudget& budget) {
    const std::vector<Dimension> all = counted(data.scale());
    LeastForms least(data, p, q, budget);
    for (const Dimension& weakest : all) {
        for (const bool second : {false, true}) {
            if (second && !weakest.offered) continue;
            std::vector<Form> forms;
            for (const Dimension& other : all) {
                forms.push_back(less(weakest.direct, other.direct));
                if (weakest.offered) forms.push_back(less(weakest.taken[second ? 1 : 0], other.direct));
            }
            least.add(forms);
        }
    }
    return end(least.least(), 1.0);
}

}  // namespace

InteropRange hub_only_dimension(const InteropData& data, std::size_t p, std::size_t q, std::size_t dimension,
                                const InteropBudget& budget) {
    const InteropScale& scale = data.scale();
    LeastForms least(data, p, q, budget);
    std::vector<Form> both;
    if (scale.hub_offers(dimension)) {
        for (const bool second : {false, true}) {
            const Form taken = taken_form(scale, dimension, second);
            least.add({less(taken, direct_form(scale, dimension)), sum_of({})});
            both.push_back(less(direct_form(scale, dimension), taken));
        }
    } else {  // always 0: any completion is a witness
        least.add({sum_of({})});
        both.push_back(sum_of({}));
    }
    InteropRange range;
    range.lower = end(least.least(), 1.0);
    range.upper = end(least_largest_form(data, p, q, both, budget), -1.0);
    return range;
}

InteropRange hub_only(const InteropData& data, std::size_t p, std::size_t q, double rho, const InteropBudget& budget) {
    if (counted(data.scale()).size() <= most_choices) {
        if (rho == 1.0) return of_mean(data, p, q, budget);
        if (rho == weakest_link) {
            InteropRange range;
            range.lower = least_of_weakest(data, p, q, budget);
            range.upper = most_of_weakest(data, p, q, budget);
            return range;
        }
    }
    return hub_only_by_boxes(data, p, q, rho, budget);
}

}  // namespace chirograph
