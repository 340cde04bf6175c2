#include "engine/interop/weakest.hpp"

#include <numeric>

namespace chirograph {
namespace {

constexpr double tolerance = 1e-12;

CanBe decide(const InteropEnd& least) {
    if (least.value > tolerance) return CanBe::no;
    return least.sharp ? CanBe::yes : CanBe::undecided;
}

/// factor (M_1 - T_k)
Form gap_form(const std::vector<double>& weights, std::size_t k, double factor) {
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    Form form{{-factor, Way::direct, k}};
    for (std::size_t d = 0; d < weights.size(); ++d) {
        if (weights[d] > 0.0) form.push_back({factor * weights[d] / total, Way::direct, d});
    }
    return form;
}

}  // namespace

std::vector<CanBe> can_be_weakest(const PairCases& pair) {
    const std::vector<double>& weights = pair.data().model().alpha;
    std::vector<CanBe> found;
    for (std::size_t d = 0; d < weights.size(); ++d) {
        std::vector<Form> forms;
        for (std::size_t k = 0; k < weights.size(); ++k) {
            if (k != d && weights[k] > 0.0) forms.push_back({{1.0, Way::direct, d}, {-1.0, Way::direct, k}});
        }
        if (!(weights[d] > 0.0)) {
            found.push_back(CanBe::no);
        } else {  // a dimension alone is the weakest
            found.push_back(forms.empty() ? CanBe::yes : decide(least_largest_form(pair, forms, 1.0)));
        }
    }
    return found;
}

InteropRange compensation_gap(const PairCases& pair) {
    const std::vector<double>& weights = pair.data().model().alpha;
    std::vector<Form> forms;
    LeastForms greatest(pair);
    for (std::size_t d = 0; d < weights.size(); ++d) {
        if (!(weights[d] > 0.0)) continue;
        forms.push_back(gap_form(weights, d, 1.0));
        greatest.add({gap_form(weights, d, -1.0)});
    }
    return {least_largest_form(pair, forms, 1.0), greatest.end(-1.0)};
}

}  // namespace chirograph
