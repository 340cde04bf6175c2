// A pair inside one scenario, cut into items that stand on their own: areas and systems. Sums over items are bounded
// item by item or by minimax.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

#include "engine/interop/data.hpp"
#include "engine/panel/problem.hpp"
#include "engine/search/minimax.hpp"

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

/// What an item adds to T_d.
[[nodiscard]] Form direct_form(const InteropScale& scale, std::size_t dimension);
/// What an item adds to A_d of one side. Nothing in a dimension in which the hub offers nothing.
[[nodiscard]] Form taken_form(const InteropScale& scale, std::size_t dimension, bool second);
/// Sum of factor times form.
struct Weighed {
    double factor = 1.0;
    Form form;
};
[[nodiscard]] Form sum_of(std::vector<Weighed> terms);

/// Least value, over every completion of the pair, of the smallest answer of several problems, each the largest of its
/// forms. Counters of the constraints are relaxed; the bound is sharp when the completion found satisfies them all the
/// same. Both the data and the forms' scale must outlive it.
class LeastForms {
public:
    LeastForms(const InteropData& data, std::size_t p, std::size_t q, const InteropBudget& budget);
    LeastForms(const LeastForms&) = delete;
    LeastForms& operator=(const LeastForms&) = delete;
    ~LeastForms();

    /// One more problem. What is already attained cuts its search short.
    void add(const std::vector<Form>& forms);
    [[nodiscard]] FormBound least() const;

private:
    struct Cases;
    std::unique_ptr<Cases> cases_;
    double attained_ = std::numeric_limits<double>::infinity();
    double bound_ = std::numeric_limits<double>::infinity();
    std::optional<Completion> witness_;
};

/// A difference that cannot be negative, freed of rounding: 0 where it is not above 0, and never -0.
[[nodiscard]] inline double not_below_zero(double value) {
    return value > 0.0 ? value : 0.0;
}

/// The answer of one problem.
[[nodiscard]] FormBound least_largest_form(const InteropData& data, std::size_t p, std::size_t q,
                                           const std::vector<Form>& forms, const InteropBudget& budget);

}  // namespace chirograph
