// A pair inside one scenario, cut into items that stand on their own: areas and systems. Sums over items are bounded
// item by item or by minimax.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "engine/interop_data.hpp"
#include "engine/minimax.hpp"
#include "engine/pair_problem.hpp"

namespace chirograph {

/// An area or a system, with the values the two sides have in it: depths after prerequisites, or memberships.
struct Item {
    bool system = false;
    std::size_t index = 0;
};

/// One linear form over items: what an item adds when the sides have a and b in it.
using Form = std::function<double(const Item& item, unsigned a, unsigned b)>;

/// A least value found over all scenarios: a certified bound and, when it is attained, where.
struct FormBound {
    double value = std::numeric_limits<double>::infinity();
    bool sharp = true;
    std::optional<Completion> witness;
};

/// Least value of the largest form over every completion of the pair. Counters of the constraints are relaxed; the
/// bound is sharp when the completion found satisfies them all the same.
[[nodiscard]] FormBound least_largest_form(const InteropData& data, std::size_t p, std::size_t q,
                                           const std::vector<Form>& forms, const InteropBudget& budget);

}  // namespace chirograph
