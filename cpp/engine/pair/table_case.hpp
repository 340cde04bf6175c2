// One pair and one table index, with what the solvers share: weights, total weight, the value of a choice of options.
#pragma once

#include <optional>
#include <vector>

#include "engine/pair/ends.hpp"
#include "engine/pair/table.hpp"
#include "engine/pair/table_sums.hpp"
#include "engine/search/reachable_sums.hpp"

namespace chirograph {

struct TableCase {
    TableCase(const PairProblem& pair, const Indicator& row, const Arguments& values)
        : problem(pair),
          indicator(row),
          table(*row.table),
          arguments(values),
          weights(pair.weights),
          offset(row.table->offset(values)),
          mass(mass_of(weights, table, values)),
          whole(whole_sums(weights, values.max_depth)) {}

    const PairProblem& problem;
    const Indicator& indicator;
    const TableIndex& table;
    const Arguments& arguments;
    const std::vector<double>& weights;
    TableOffset offset;
    Mass mass;
    bool whole;  ///< sums of weights and their products are exact

    [[nodiscard]] Terms fraction(const std::vector<Cell>& chosen) const {
        return table_fraction(chosen, weights, table, arguments);
    }
    /// A sharp end at this completion.
    [[nodiscard]] Bound attained(std::vector<Cell> chosen) const {
        const Terms parts = fraction(chosen);
        return attained_end(parts.f / parts.g, std::move(chosen));
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

/// Exact ends by counting: areas of one weight, two levels, and no counters but list lengths at the same threshold.
/// Nothing for others, and when no completion has a value.
[[nodiscard]] std::optional<Ends> counted_ends(const TableCase& table_case);

/// Exact ends by a lattice over few margins and counters, where weights are whole and plain arrays that the budget pays
/// for hold it; nothing for others. There must be a completion with a value.
[[nodiscard]] std::optional<Ends> lattice_ends(const TableCase& table_case, Budget& budget);

}  // namespace chirograph
