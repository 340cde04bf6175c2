// The solver asked about a pair: areas with options and counters become a fraction, its end an end of a range.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "engine/panel/problem.hpp"
#include "engine/search/anytime.hpp"

namespace chirograph {

class PairSearch {
public:
    /// What an option of an area adds to the margins and to F and G, before its weight.
    struct Adds {
        std::vector<double> margins;
        Terms terms;
    };
    using AddsOf = std::function<Adds(std::size_t column, std::size_t option)>;
    /// F / G of a choice of options; NaN when it has no value.
    using ValueOf = std::function<double(const std::vector<std::size_t>& options)>;

    /// @param frame  without the counters, which are those of the problem
    PairSearch(const PairProblem& problem, FractionFrame frame, const std::vector<double>& weights, const AddsOf& adds);

    /// The upper (sign 1) or lower (sign -1) end, from this completion on where there is one. Nothing when it is proven
    /// that no completion has a value.
    [[nodiscard]] std::optional<Bound> end(double sign, const std::vector<Cell>& start, const ValueOf& value,
                                           FractionEffort& effort);

private:
    [[nodiscard]] std::vector<std::size_t> options(const Picks& picks) const;

    const PairProblem& problem_;
    Fraction fraction_;
    std::vector<Picks> numbers_;  ///< per area: what each option is to the fraction
};

/// The cells of a choice of options.
[[nodiscard]] std::vector<Cell> chosen_cells(const PairProblem& problem, const std::vector<std::size_t>& options);

}  // namespace chirograph
