#include "engine/pair/ratio.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "engine/pair/ends.hpp"
#include "engine/pair/pair_search.hpp"
#include "engine/search/cheapest.hpp"
#include "engine/search/counters.hpp"

namespace chirograph {
namespace {

constexpr double undefined_value = std::numeric_limits<double>::quiet_NaN();
constexpr int most_iterations = 1000;

using Choice = std::vector<std::size_t>;

class Ratio {
public:
    Ratio(const PairProblem& problem, const WeightedTerms& terms) : problem_(problem), terms_(terms) {}

    /// The choice with the least denominator.
    [[nodiscard]] std::optional<Choice> emptiest() const {
        return best([](Terms term) { return term.g; });
    }
    [[nodiscard]] Terms total(const Choice& picks) const {
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
    [[nodiscard]] std::optional<Choice> best(Cost cost) const {
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
    [[nodiscard]] RatioEnd end(Choice picks, double sign) const {
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
        const double weight = problem.weights[column];
        auto& list = lists.emplace_back();
        for (const Cell cell : problem.options[column]) {
            const Terms term = terms(cell, arguments);
            list.push_back({weight * term.f, weight * term.g});
        }
    }
    return lists;
}

Bound bound(const PairProblem& problem, const RatioEnd& end) {
    return problem.exact ? attained_end(end.value, chosen_cells(problem, end.picks)) : outer_end(end.value);
}

bool whole_terms(const WeightedTerms& terms) {
    return std::all_of(terms.begin(), terms.end(), [](const auto& list) {
        return std::all_of(list.begin(), list.end(), [](Terms term) {
            return term.f == std::nearbyint(term.f) && term.g == std::nearbyint(term.g);
        });
    });
}

/// The ratio as the solver sees it: no margins, only sums of f and g. It lies between the ratios of the areas.
FractionFrame frame_of(const PairProblem& problem, const WeightedTerms& terms) {
    FractionFrame frame;
    frame.low = std::numeric_limits<double>::infinity();
    frame.high = -frame.low;
    double least = frame.low;
    for (const auto& list : terms) {
        double most = 0.0;
        for (const Terms term : list) {
            most = std::max({most, std::abs(term.f), term.g});
            if (!(term.g > 0.0)) continue;
            least = std::min(least, term.g);
            frame.low = std::min(frame.low, term.f / term.g);
            frame.high = std::max(frame.high, term.f / term.g);
        }
        frame.size += most;
    }
    frame.least = 0.5 * least;
    frame.whole = !problem.whole_weights.empty() && whole_terms(terms);
    return frame;
}

/// One end by the solver; nothing when it is proven that no completion has a value.
std::optional<Bound> searched_end(const PairProblem& problem, const WeightedTerms& terms, double sign, Budget& budget,
                                  std::size_t share) {
    PairSearch search(problem, frame_of(problem, terms), std::vector<double>(problem.columns(), 1.0),
                      [&](std::size_t column, std::size_t option) {
                          return PairSearch::Adds{{}, terms[column][option]};
                      });
    const auto value = [&](const Choice& picks) {
        const Terms sum = Ratio(problem, terms).total(picks);
        return sum.g > 0.0 ? sum.f / sum.g : undefined_value;
    };
    FractionEffort effort{static_cast<double>(share)};
    auto end = search.end(sign, {}, value, effort);
    static_cast<void>(budget.spend(static_cast<double>(share) - effort.steps));
    return end;
}

/// The least sum of g over the completions that keep the counters, as an end; nothing when there are none.
std::optional<Bound> emptiest_end(const PairProblem& problem, WeightedTerms terms, Budget& budget, std::size_t share) {
    for (auto& list : terms) {
        for (Terms& term : list) term = {term.g, 1.0};
    }
    return searched_end(problem, terms, -1.0, budget, share);
}

/// Where counters are too many for a dynamic programme the solver says what is possible, and bounds the ends.
Range searched_range(const PairProblem& problem, const WeightedTerms& terms, Budget left) {
    const std::size_t before = left.steps;
    const std::size_t share = left.steps / 3;
    const auto emptiest = emptiest_end(problem, terms, left, share);
    if (!emptiest) no_completion();
    Range range{{undefined_value, problem.exact, {}}, {undefined_value, problem.exact, {}}};
    range.undefined_possible = !(emptiest->value > 0.0);
    auto lower = searched_end(problem, terms, -1.0, left, share);
    auto upper = lower ? searched_end(problem, terms, 1.0, left, share) : std::nullopt;
    range.spent = before - left.steps;
    range.defined_possible = upper.has_value();
    if (!upper) return range;
    range.lower = problem.exact ? std::move(*lower) : outer_end(lower->value);
    range.upper = problem.exact ? std::move(*upper) : outer_end(upper->value);
    return range;
}

/// One completion that is 0/0; empty when there is none or it cannot be told.
std::vector<Cell> ratio_undefined(const PairProblem& problem, const Indicator& row, const Arguments& arguments,
                                  const Budget& budget) {
    const WeightedTerms lists = weighted(problem, row.terms, arguments);
    if (!affordable(problem, budget)) {
        Budget left = budget;
        auto end = emptiest_end(problem, lists, left, left.steps);
        return end && end->attained == 0.0 ? std::move(end->witness) : std::vector<Cell>{};
    }
    const Ratio ratio(problem, lists);
    const auto emptiest = ratio.emptiest();
    return emptiest && !(ratio.total(*emptiest).g > 0.0) ? chosen_cells(problem, *emptiest) : std::vector<Cell>{};
}

}  // namespace

std::optional<RatioEnds> ratio_ends(const PairProblem& problem, const WeightedTerms& terms) {
    return Ratio(problem, terms).ends();
}

Range ratio_range(const PairProblem& problem, TermsOf terms, const Arguments& arguments, const Budget& budget) {
    const WeightedTerms lists = weighted(problem, terms, arguments);
    if (!affordable(problem, budget)) return searched_range(problem, lists, budget);
    const auto ends = ratio_ends(problem, lists);
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
