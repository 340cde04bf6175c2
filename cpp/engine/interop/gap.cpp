#include "engine/interop/gap.hpp"

#include <utility>
#include <vector>

#include "engine/interop/forms.hpp"

namespace chirograph {
namespace {

/// factor (M_1 - T_k) as a sum over items.
Form gap_form(const InteropScale& scale, std::size_t k, double factor) {
    const std::vector<double>& alpha = scale.model().alpha;
    double total = 0.0;
    for (const double weight : alpha) total += weight;
    std::vector<Weighed> terms{{-factor, direct_form(scale, k)}};
    for (std::size_t d = 0; d < alpha.size(); ++d) {
        if (alpha[d] > 0.0) terms.push_back({factor * alpha[d] / total, direct_form(scale, d)});
    }
    return sum_of(std::move(terms));
}

InteropEnd end(FormBound bound, double factor) {
    return {not_below_zero(factor * bound.value), bound.sharp, std::move(bound.witness)};
}

}  // namespace

InteropRange compensation_gap(const InteropData& data, std::size_t p, std::size_t q, const InteropBudget& budget) {
    const InteropScale& scale = data.scale();
    std::vector<Form> forms;
    LeastForms greatest(data, p, q, budget);
    for (std::size_t d = 0; d < data.model().dimensions; ++d) {
        if (!(data.model().alpha[d] > 0.0)) continue;
        forms.push_back(gap_form(scale, d, 1.0));
        greatest.add({gap_form(scale, d, -1.0)});
    }
    InteropRange range;
    range.lower = end(least_largest_form(data, p, q, forms, budget), 1.0);
    range.upper = end(greatest.least(), -1.0);
    return range;
}

}  // namespace chirograph
