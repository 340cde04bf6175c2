#include "engine/interop/hub.hpp"

#include <array>
#include <numeric>
#include <vector>

#include "engine/base/power_mean.hpp"

namespace chirograph {
namespace {

/// More dimensions than this have too many choices of what is counted where; their ends come from boxes.
constexpr std::size_t most_choices = 5;

constexpr std::array taken_ways{Way::first, Way::second};

/// One dimension that counts: its share of the composite, and whether the hub offers something in it.
struct Dimension {
    std::size_t index = 0;
    double share = 0.0;
    bool offered = false;
};

std::vector<Dimension> counted(const InteropScale& scale) {
    const InteropModel& model = scale.model();
    const double total = std::accumulate(model.alpha.begin(), model.alpha.end(), 0.0);
    std::vector<Dimension> found;
    for (std::size_t d = 0; d < model.dimensions; ++d) {
        if (model.alpha[d] > 0.0) found.push_back({d, model.alpha[d] / total, scale.hub_offers(d)});
    }
    return found;
}

bool chosen(std::size_t choice, std::size_t k) {
    return ((choice >> k) & 1U) != 0;
}

/// T_d - T_k, or with A of one side in the place of either.
Form less(Way way, std::size_t d, Way other, std::size_t k) {
    return {{1.0, way, d}, {-1.0, other, k}};
}

/// factor x sum over the dimensions of `subset` of share (A_d of the side `sides` names - T_d).
Form mean_form(const std::vector<Dimension>& all, std::size_t subset, std::size_t sides, double factor) {
    Form form;
    for (std::size_t k = 0; k < all.size(); ++k) {
        if (!chosen(subset, k)) continue;
        form.push_back({factor * all[k].share, chosen(sides, k) ? Way::second : Way::first, all[k].index});
        form.push_back({-factor * all[k].share, Way::direct, all[k].index});
    }
    return form;
}

/// Parts of `set`, the set itself first.
std::vector<std::size_t> parts_of(std::size_t set) {
    std::vector<std::size_t> parts{set};
    while (parts.back() != 0) parts.push_back((parts.back() - 1) & set);
    return parts;
}

/// rho = 1: sum of share max{0, min(A_d(p), A_d(q)) - T_d}. At most: the best set of dimensions, in each the lesser
/// side. At least: the best side in each, over every set of dimensions.
InteropRange of_mean(const PairCases& pair) {
    std::vector<Dimension> all = counted(pair.data().scale());
    std::erase_if(all, [](const Dimension& one) { return !one.offered; });
    const std::vector<std::size_t> sets = parts_of((std::size_t{1} << all.size()) - 1);
    LeastForms greatest(pair);
    LeastForms least(pair);
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
    return {least.end(1.0), greatest.end(-1.0)};
}

/// rho = -inf, at most: min B - T_k for some weakest dimension k of T, and in every dimension the way B goes.
InteropEnd most_of_weakest(const PairCases& pair) {
    const std::vector<Dimension> all = counted(pair.data().scale());
    std::size_t offered = 0;
    for (std::size_t k = 0; k < all.size(); ++k) offered |= static_cast<std::size_t>(all[k].offered) << k;
    LeastForms greatest(pair);
    for (std::size_t weakest = 0; weakest < all.size(); ++weakest) {
        for (const std::size_t through : parts_of(offered)) {
            if (!chosen(through, weakest)) continue;  // the direct way there gains nothing
            std::vector<Form> forms;
            for (std::size_t k = 0; k < all.size(); ++k) {
                const auto add = [&](Way way) {
                    forms.push_back(less(Way::direct, all[weakest].index, way, all[k].index));
                };
                if (chosen(through, k)) {
                    for (const Way taken : taken_ways) add(taken);
                } else if (k != weakest) {
                    add(Way::direct);
                }
            }
            greatest.add(forms);
        }
    }
    greatest.add({Form{}});  // nothing gained: any completion
    return greatest.end(-1.0);
}

/// rho = -inf, at least: B_k - min T for some weakest dimension k of B, reached directly and by the lesser side.
InteropEnd least_of_weakest(const PairCases& pair) {
    const std::vector<Dimension> all = counted(pair.data().scale());
    LeastForms least(pair);
    for (const Dimension& weakest : all) {
        for (const Way taken : taken_ways) {
            if (taken == Way::second && !weakest.offered) continue;
            std::vector<Form> forms;
            for (const Dimension& other : all) {
                forms.push_back(less(Way::direct, weakest.index, Way::direct, other.index));
                if (weakest.offered) forms.push_back(less(taken, weakest.index, Way::direct, other.index));
            }
            least.add(forms);
        }
    }
    return least.end(1.0);
}

}  // namespace

InteropRange hub_only_dimension(const PairCases& pair, std::size_t dimension) {
    LeastForms least(pair);
    std::vector<Form> both;
    if (pair.data().scale().hub_offers(dimension)) {
        for (const Way taken : taken_ways) {
            least.add({less(taken, dimension, Way::direct, dimension), {}});
            both.push_back(less(Way::direct, dimension, taken, dimension));
        }
    } else {  // always 0: any completion is a witness
        least.add({Form{}});
        both.emplace_back();
    }
    return {least.end(1.0), least_largest_form(pair, both, -1.0)};
}

InteropRange hub_only_by_forms(const PairCases& pair, double rho) {
    if (counted(pair.data().scale()).size() <= most_choices) {
        if (rho == 1.0) return of_mean(pair);
        if (rho == weakest_link) return {least_of_weakest(pair), most_of_weakest(pair)};
    }
    return hub_only_by_boxes(pair, rho);
}

}  // namespace chirograph
