#include "engine/ratio.hpp"

#include <limits>
#include <optional>
#include <utility>

#include "engine/choice.hpp"
#include "engine/error.hpp"

namespace chirograph {
namespace {

constexpr double undefined_value = std::numeric_limits<double>::quiet_NaN();
constexpr int most_iterations = 1000;

using Picks = std::vector<std::size_t>;

/// One pair with its weighted terms worked out once.
class Ratio {
public:
    Ratio(const PairProblem& problem, TermsOf terms, const Arguments& arguments) : problem_(problem) {
        for (std::size_t column = 0; column < problem.columns(); ++column) {
            const double weight = problem.whole_weights.empty() ? problem.weights[column]
                                                                : static_cast<double>(problem.whole_weights[column]);
            auto& list = terms_.emplace_back();
            for (const Cell cell : problem.options[column]) {
                const Terms term = terms(cell, arguments);
                list.push_back({weight * term.f, weight * term.g});
            }
        }
    }

    [[nodiscard]] Range range() const {
        Range range;
        const Picks fullest = require(best([](Terms term) { return -term.g; }));
        const Picks emptiest = require(best([](Terms term) { return term.g; }));
        range.undefined_possible = !(total(emptiest).g > 0.0);
        range.defined_possible = total(fullest).g > 0.0;
        range.lower = end(fullest, 1.0, range.defined_possible);
        range.upper = end(fullest, -1.0, range.defined_possible);
        return range;
    }

private:
    template <class Cost>
    [[nodiscard]] std::optional<Picks> best(Cost cost) const {
        Costs costs;
        costs.reserve(terms_.size());
        for (const auto& list : terms_) {
            auto& column = costs.emplace_back();
            column.reserve(list.size());
            for (const Terms term : list) column.push_back(cost(term));
        }
        return cheapest(problem_, costs);
    }

    [[nodiscard]] static Picks require(std::optional<Picks> picks) {
        if (!picks) {
            throw Error({Code::infeasible, "", "constraints", "no completion",
                         "some completion of the cells satisfies the list lengths and blocks",
                         "loosen the constraint or correct the cells"});
        }
        return std::move(*picks);
    }

    [[nodiscard]] Terms total(const Picks& picks) const {
        Terms sum;
        for (std::size_t column = 0; column < picks.size(); ++column) {
            sum.f += terms_[column][picks[column]].f;
            sum.g += terms_[column][picks[column]].g;
        }
        return sum;
    }

    /// Dinkelbach: sign 1 for the least value, -1 for the greatest. Each round picks the completion that minimises
    /// sign (f G - g F) and stops when the ratio no longer improves, which whole numbers decide without rounding.
    [[nodiscard]] Bound end(Picks picks, double sign, bool defined) const {
        if (!defined) return {undefined_value, problem_.exact, {}};
        Terms sum = total(picks);
        for (int iteration = 0; iteration < most_iterations; ++iteration) {
            Picks next = require(best([&](Terms term) { return sign * (term.f * sum.g - term.g * sum.f); }));
            const Terms candidate = total(next);
            if (!(candidate.g > 0.0) || !(sign * (candidate.f * sum.g - sum.f * candidate.g) < 0.0)) break;
            picks = std::move(next);
            sum = candidate;
        }
        Bound bound{sum.f / sum.g, problem_.exact, {}};
        if (!problem_.exact) return bound;
        for (std::size_t column = 0; column < picks.size(); ++column) {
            bound.witness.push_back(problem_.options[column][picks[column]]);
        }
        return bound;
    }

    const PairProblem& problem_;
    std::vector<std::vector<Terms>> terms_;
};

}  // namespace

Range ratio_range(const PairProblem& problem, TermsOf terms, const Arguments& arguments, const Budget& budget) {
    if (affordable(problem, budget)) return Ratio(problem, terms, arguments).range();
    const PairProblem relaxed = without_counters(problem);
    return Ratio(relaxed, terms, arguments).range();
}

double ratio_value(std::span<const Cell> cells, std::span<const double> weights, TermsOf terms,
                   const Arguments& arguments) {
    Terms sum;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const Terms term = terms(cells[i], arguments);
        sum.f += weights[i] * term.f;
        sum.g += weights[i] * term.g;
    }
    return sum.g > 0.0 ? sum.f / sum.g : undefined_value;
}

std::vector<double> ratio_contributions(std::span<const Cell> cells, std::span<const double> weights, TermsOf terms,
                                        const Arguments& arguments) {
    std::vector<double> shares;
    double denominator = 0.0;
    for (std::size_t i = 0; i < cells.size(); ++i) denominator += weights[i] * terms(cells[i], arguments).g;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        shares.push_back(denominator > 0.0 ? weights[i] * terms(cells[i], arguments).f / denominator : undefined_value);
    }
    return shares;
}

}  // namespace chirograph
