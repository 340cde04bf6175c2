#include "engine/pair/ratio.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "engine/pair/ends.hpp"
#include "engine/search/cheapest.hpp"
#include "engine/search/counters.hpp"

namespace chirograph {
namespace {

constexpr double undefined_value = std::numeric_limits<double>::quiet_NaN();
constexpr int most_iterations = 1000;

using Picks = std::vector<std::size_t>;

class Ratio {
public:
    Ratio(const PairProblem& problem, const WeightedTerms& terms) : problem_(problem), terms_(terms) {}

    /// The choice with the least denominator.
    [[nodiscard]] std::optional<Picks> emptiest() const {
        return best([](Terms term) { return term.g; });
    }
    [[nodiscard]] Terms total(const Picks& picks) const {
        Terms sum;
        for (std::size_t column = 0; column < picks.size(); ++column) {
            sum.f += terms_[column][picks[column]].f;
            sum.g += terms_[column][picks[column]].g;
        }
        return sum;
    }

    [[nodiscard]] std::optional<RatioEnds> ends() const {
        const auto fullest = best([](Terms term) { return -term.g; });
        const auto least = emptiest();
        if (!fullest || !least) return std::nullopt;
        RatioEnds ends;
        ends.undefined_possible = !(total(*least).g > 0.0);
        ends.defined_possible = total(*fullest).g > 0.0;
        if (!ends.defined_possible) return ends;
        ends.lower = end(*fullest, 1.0);
        ends.upper = end(*fullest, -1.0);
        return ends;
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

    /// Dinkelbach: sign 1 for the least value, -1 for the greatest. Each round picks the completion that minimises
    /// sign (f G - g F) and stops when the ratio no longer improves, which whole numbers decide without rounding.
    [[nodiscard]] RatioEnd end(Picks picks, double sign) const {
        Terms sum = total(picks);
        for (int iteration = 0; iteration < most_iterations; ++iteration) {
            auto next = best([&](Terms term) { return sign * (term.f * sum.g - term.g * sum.f); });
            const Terms candidate = total(*next);
            if (!(candidate.g > 0.0) || !(sign * (candidate.f * sum.g - sum.f * candidate.g) < 0.0)) break;
            picks = std::move(*next);
            sum = candidate;
        }
        return {sum.f / sum.g, std::move(picks)};
    }

    const PairProblem& problem_;
    const WeightedTerms& terms_;
};

WeightedTerms weighted(const PairProblem& problem, TermsOf terms, const Arguments& arguments) {
    WeightedTerms lists;
    lists.reserve(problem.columns());
    for (std::size_t column = 0; column < problem.columns(); ++column) {
        const double weight = weight_of(problem, column);
        auto& list = lists.emplace_back();
        for (const Cell cell : problem.options[column]) {
            const Terms term = terms(cell, arguments);
            list.push_back({weight * term.f, weight * term.g});
        }
    }
    return lists;
}

std::vector<Cell> chosen(const PairProblem& problem, const Picks& picks) {
    std::vector<Cell> cells;
    cells.reserve(picks.size());
    for (std::size_t column = 0; column < picks.size(); ++column) {
        cells.push_back(problem.options[column][picks[column]]);
    }
    return cells;
}

Bound bound(const PairProblem& problem, const RatioEnd& end) {
    return problem.exact ? attained_end(end.value, chosen(problem, end.picks)) : outer_end(end.value);
}

void narrow(Range& range, const Range& other) {
    range.undefined_possible = range.undefined_possible && other.undefined_possible;
    range.defined_possible = range.defined_possible && other.defined_possible;
    range.lower.value = std::max(range.lower.value, other.lower.value);
    range.upper.value = std::min(range.upper.value, other.upper.value);
}

/// Every counter on its own, and none: each relaxation holds, so their intersection does. It is an outer bound, and
/// it still notices a counter that no completion can satisfy.
Range relaxed_range(const PairProblem& problem, TermsOf terms, const Arguments& arguments, const Budget& budget) {
    PairProblem one = without_counters(problem);
    Range range = ratio_range(one, terms, arguments, budget);
    for (const Counter& counter : problem.counters) {
        one.counters.assign(1, counter);
        if (affordable(one, budget)) narrow(range, ratio_range(one, terms, arguments, budget));
    }
    return range;
}

/// One completion that is 0/0; empty when there is none or it cannot be told.
std::vector<Cell> ratio_undefined(const PairProblem& problem, const Indicator& row, const Arguments& arguments,
                                  const Budget& budget) {
    if (!affordable(problem, budget)) return {};
    const WeightedTerms lists = weighted(problem, row.terms, arguments);
    const Ratio ratio(problem, lists);
    const auto emptiest = ratio.emptiest();
    return emptiest && !(ratio.total(*emptiest).g > 0.0) ? chosen(problem, *emptiest) : std::vector<Cell>{};
}

}  // namespace

double weight_of(const PairProblem& problem, std::size_t column) {
    if (problem.whole_weights.empty()) return problem.weights[column];
    return static_cast<double>(problem.whole_weights[column]);
}

std::optional<RatioEnds> ratio_ends(const PairProblem& problem, const WeightedTerms& terms) {
    return Ratio(problem, terms).ends();
}

Range ratio_range(const PairProblem& problem, TermsOf terms, const Arguments& arguments, const Budget& budget) {
    if (!affordable(problem, budget)) return relaxed_range(problem, terms, arguments, budget);
    const auto ends = ratio_ends(problem, weighted(problem, terms, arguments));
    if (!ends) no_completion();
    return {bound(problem, ends->lower), bound(problem, ends->upper), ends->undefined_possible, ends->defined_possible};
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

constexpr PairIndex ratio_index{
    "separable_ratio",
    [](const PairProblem& problem, const Indicator& row, const Arguments& arguments, const Budget& budget) {
        return ratio_range(problem, row.terms, arguments, budget);
    },
    [](std::span<const Cell> cells, std::span<const double> weights, const Indicator& row, const Arguments& arguments) {
        return ratio_value(cells, weights, row.terms, arguments);
    },
    [](std::span<const Cell> cells, std::span<const double> weights, const Indicator& row, const Arguments& arguments) {
        return ratio_contributions(cells, weights, row.terms, arguments);
    },
    ratio_undefined};

}  // namespace chirograph
