// The second way to a least largest sum, for problems with too many partial sums that none other beats: branch and
// bound over what columns may pick, best bound first.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/search/minimax.hpp"

namespace chirograph {

/// Sums of one pick per column, the greatest of them, and what weights on the sums say.
class MinimaxSums {
public:
    using Vector = std::vector<double>;
    using Picks = std::vector<std::size_t>;
    /// Options of a column that are worth trying, by their number.
    using Allowed = std::vector<std::vector<std::size_t>>;

    explicit MinimaxSums(const MinimaxProblem& problem) : problem_(problem) {}

    [[nodiscard]] std::size_t size() const { return problem_.offset.size(); }
    [[nodiscard]] Vector sums(const Picks& picks) const;
    [[nodiscard]] double largest(const Picks& picks) const;
    /// For weights on the sums: the cheapest allowed option of every column, and so a lower bound.
    [[nodiscard]] Picks cheapest(const Vector& weights, const Allowed& allowed) const;
    /// Changes one pick at a time as long as the largest sum falls, and returns it.
    double improve(Picks& picks, const Allowed& allowed) const;

private:
    const MinimaxProblem& problem_;
};

/// What is known of the least largest sum: no picks give less than `bound`, `picks` give `attained`.
struct MinimaxState {
    double bound = 0.0;
    double attained = 0.0;
    MinimaxSums::Picks picks;
};

/// Raises `bound` by multiplicative steps of the weights toward the sums that are large, as far as `goal` at most.
/// `seen[c][o]` counts the later rounds that picked option o of column c: a mixed column is where to branch.
void raise_prices(const MinimaxSums& sums, const MinimaxSums::Allowed& allowed, int rounds, double goal,
                  MinimaxSums::Vector& weights, MinimaxState& state, std::vector<std::vector<int>>* seen);

/// Goes on from `state` until nothing below min(attained, give_up) is left or `nodes` nodes were opened.
void branch(const MinimaxSums& sums, const MinimaxSums::Allowed& allowed, const MinimaxSums::Vector& weights,
            double give_up, std::size_t nodes, MinimaxState& state);

}  // namespace chirograph
