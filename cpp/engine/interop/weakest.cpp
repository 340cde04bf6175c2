#include "engine/interop/weakest.hpp"

#include "engine/interop/forms.hpp"

namespace chirograph {
namespace {

constexpr double tolerance = 1e-12;

/// T_d - T_k as a sum over items.
Form lead_form(const InteropScale& scale, std::size_t d, std::size_t k) {
    return sum_of({{1.0, direct_form(scale, d)}, {-1.0, direct_form(scale, k)}});
}

CanBe decide(const FormBound& least) {
    if (least.value > tolerance) return CanBe::no;
    return least.sharp ? CanBe::yes : CanBe::undecided;
}

}  // namespace

std::vector<CanBe> can_be_weakest(const InteropData& data, std::size_t p, std::size_t q, const InteropBudget& budget) {
    const std::vector<double>& weights = data.model().alpha;
    std::vector<CanBe> found;
    for (std::size_t d = 0; d < weights.size(); ++d) {
        std::vector<Form> forms;
        for (std::size_t k = 0; k < weights.size(); ++k) {
            if (k != d && weights[k] > 0.0) forms.push_back(lead_form(data.scale(), d, k));
        }
        if (!(weights[d] > 0.0)) {
            found.push_back(CanBe::no);
        } else {  // a dimension alone is the weakest
            found.push_back(forms.empty() ? CanBe::yes : decide(least_largest_form(data, p, q, forms, budget)));
        }
    }
    return found;
}

}  // namespace chirograph
