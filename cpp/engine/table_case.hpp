// One pair and one table index, with what the solvers share: weights, total weight, the value of a choice of options.
#pragma once

#include <optional>
#include <vector>

#include "engine/lattice.hpp"
#include "engine/table.hpp"
#include "engine/table_sums.hpp"

namespace chirograph {

struct TableCase {
    TableCase(const PairProblem& pair, const Indicator& row, const Arguments& values)
        : problem(pair),
          indicator(row),
          table(*row.table),
          arguments(values),
          weights(working_weights(pair)),
          mass(mass_of(weights, table)) {}

    const PairProblem& problem;
    const Indicator& indicator;
    const TableIndex& table;
    const Arguments& arguments;
    std::vector<double> weights;
    Mass mass;

    [[nodiscard]] std::vector<Cell> cells(const std::vector<std::size_t>& picks) const {
        std::vector<Cell> chosen;
        chosen.reserve(picks.size());
        for (std::size_t c = 0; c < picks.size(); ++c) chosen.push_back(problem.options[c][picks[c]]);
        return chosen;
    }
    [[nodiscard]] Terms fraction(const std::vector<Cell>& chosen) const {
        return table_fraction(chosen, weights, table, arguments);
    }
    /// The cell as the index sees it: depths, or reached (the threshold) and not reached (0).
    [[nodiscard]] Cell seen(Cell cell) const {
        if (!table.reached_only) return cell;
        const auto threshold = static_cast<Depth>(arguments.values[0]);
        return {cell.x >= threshold ? threshold : Depth{0}, cell.y >= threshold ? threshold : Depth{0}};
    }
    /// A sharp end at this completion.
    [[nodiscard]] Bound attained(std::vector<Cell> chosen) const {
        const Terms parts = fraction(chosen);
        return {parts.f / parts.g, true, std::move(chosen)};
    }
    /// One number per area and option.
    template <class Of>
    [[nodiscard]] Gains each(Of of) const {
        Gains all;
        all.reserve(problem.columns());
        for (std::size_t c = 0; c < problem.columns(); ++c) {
            auto& list = all.emplace_back();
            list.reserve(problem.options[c].size());
            for (const Cell cell : problem.options[c]) list.push_back(of(c, cell));
        }
        return all;
    }
};

/// The completion whose sides are as alike (sign 1) or as unlike (sign -1) as the counters allow, by sum w |x - y| of
/// what the index sees; nothing when no completion satisfies the counters.
[[nodiscard]] std::optional<std::vector<Cell>> most_alike(const TableCase& table_case, double sign);

/// Both ends of a range, lower first.
struct Ends {
    Bound lower;
    Bound upper;
};

/// Exact ends by a lattice over the margins and the counters; nothing when that passes the budget. There must be a
/// completion with a value.
[[nodiscard]] std::optional<Ends> lattice_ends(const TableCase& table_case, const Budget& budget);

}  // namespace chirograph
