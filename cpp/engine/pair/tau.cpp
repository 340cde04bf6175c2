#include "engine/pair/tau.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "engine/catalogue/indicator.hpp"
#include "engine/pair/defined.hpp"
#include "engine/pair/ends.hpp"
#include "engine/pair/pair_search.hpp"
#include "engine/pair/tau_search.hpp"
#include "engine/pair/tau_table.hpp"
#include "engine/search/cheapest.hpp"
#include "engine/search/counters.hpp"
#include "engine/search/kinds.hpp"
#include "engine/search/reachable_sums.hpp"

namespace chirograph {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// Depths are looked at as they are; a side that is constant has no value.
Sight sight_of(const PairProblem& problem) {
    return {NoValue::constant_side, false, 1.0, problem.max_depth};
}

/// Every reachable contingency table once.
class TauTables {
public:
    explicit TauTables(const PairProblem& problem) : problem_(problem) {
        for (const auto& options : problem.options) {
            for (const Cell cell : options) {
                if (std::find(cells_.begin(), cells_.end(), cell) == cells_.end()) cells_.push_back(cell);
            }
        }
    }

    [[nodiscard]] std::optional<Ends> ends(Budget& budget) const {
        auto lattice = Lattice::make(sums(), budget);
        if (!lattice) return std::nullopt;
        Gains gains;
        for (const auto& options : problem_.options) gains.emplace_back(options.size(), 0.0);
        if (!lattice->solve(gains, budget)) return std::nullopt;
        double low = std::numeric_limits<double>::infinity();
        double high = -low;
        std::size_t at_low = 0;
        std::size_t at_high = 0;
        lattice->each_end([&](std::size_t end, std::span<const std::int64_t> totals, double) {
            TauTable table(problem_.max_depth);
            for (std::size_t c = 0; c < cells_.size(); ++c) table.add(cells_[c], totals[c]);
            const double value = table.parts().value();
            if (value < low) {
                low = value;
                at_low = end;
            }
            if (value > high) {
                high = value;
                at_high = end;
            }
        });
        return Ends{attained_end(low, chosen_cells(problem_, lattice->trace(at_low))),
                    attained_end(high, chosen_cells(problem_, lattice->trace(at_high)))};
    }

private:
    /// One sum per cell of the table, one per counter.
    [[nodiscard]] std::vector<LatticeSum> sums() const {
        std::vector<LatticeSum> all;
        for (const Cell cell : cells_) {
            auto& sum = all.emplace_back();
            for (const auto& options : problem_.options) {
                auto& list = sum.steps.emplace_back();
                for (const Cell option : options) list.push_back(option == cell ? 1 : 0);
            }
        }
        for (const Counter& counter : problem_.counters) all.push_back(count_sum(counter, problem_));
        return all;
    }

    const PairProblem& problem_;
    std::vector<Cell> cells_;
};

/// Few tables are listed; else the search, which often meets a bound at once; else the list after all, if it fits.
Ends ends_of(const PairProblem& problem, Budget& budget) {
    if (known(problem)) {
        const Bound only = attained_end(tau_b_value(first_options(problem)), first_options(problem));
        return {only, only};
    }
    const TauTables tables(problem);
    const double most_tables = completions(problem, kinds_of(problem));
    const bool few = most_tables <= static_cast<double>(budget.states);
    if (few) {
        if (auto all = tables.ends(budget)) return std::move(*all);
    }
    const std::size_t each = 32 * (problem.columns() + 32);
    const std::size_t nodes = budget.steps / each;
    TauEnd low = search_tau(problem, -1.0, nodes);
    TauEnd high = search_tau(problem, 1.0, nodes);
    static_cast<void>(budget.spend(static_cast<double>(each) * static_cast<double>(low.nodes + high.nodes)));
    // Tables of different kinds of area often coincide, so there may be far fewer than their product.
    const bool perhaps = !few && most_tables <= 1000.0 * static_cast<double>(budget.states);
    if (perhaps && !(low.complete() && high.complete())) {
        if (auto all = tables.ends(budget)) return std::move(*all);
    }
    const auto end = [](TauEnd found, double sign) {
        return proven_end(std::move(found.witness), found.value, found.bound, sign, -1.0, 1.0);
    };
    return {end(std::move(low), -1.0), end(std::move(high), 1.0)};
}

}  // namespace

Range tau_b_range(const PairProblem& problem, const Budget& budget) {
    const bool follow = followable(problem);
    const PairProblem loose = follow ? PairProblem{} : without_counters(problem);
    const PairProblem& seen = follow ? problem : loose;
    const std::vector<double> ones(seen.columns(), 1.0);
    const Possible possible = possible_completions(seen, sight_of(seen), ones);
    if (!possible.feasible()) no_completion();
    Range range{{none, seen.exact, {}}, {none, seen.exact, {}}, possible.undefined, possible.defined};
    if (!possible.defined) return range;
    Budget left = budget;
    Ends ends = ends_of(seen, left);
    range.spent = budget.steps - left.steps;
    range.lower = std::move(ends.lower);
    range.upper = std::move(ends.upper);
    if (seen.exact) return range;
    for (Bound* end : {&range.lower, &range.upper}) *end = outer_end(end->value);
    return range;
}

double tau_b_value(std::span<const Cell> cells) {
    return tau_table(cells).parts().value();
}

std::vector<double> tau_b_contributions(std::span<const Cell> cells) {
    const TauTable table = tau_table(cells);
    const double below = table.parts().below();
    std::vector<double> shares;
    shares.reserve(cells.size());
    for (const Cell cell : cells) {
        shares.push_back(below > 0.0 ? 0.5 * static_cast<double>(table.sign_of(cell)) / below : none);
    }
    return shares;
}

constexpr PairIndex tau_b_index{"own",
                                [](const PairProblem& problem, const Indicator&, const Arguments&,
                                   const Budget& budget) { return tau_b_range(problem, budget); },
                                [](std::span<const Cell> cells, std::span<const double>, const Indicator&,
                                   const Arguments&) { return tau_b_value(cells); },
                                [](std::span<const Cell> cells, std::span<const double>, const Indicator&,
                                   const Arguments&) { return tau_b_contributions(cells); },
                                [](const PairProblem& problem, const Indicator&, const Arguments&, const Budget&) {
                                    return undefined_completion(problem, sight_of(problem),
                                                                std::vector<double>(problem.columns(), 1.0));
                                }};

}  // namespace chirograph
