// The second way to a least largest sum, for problems with too many partial sums that none other beats: branch and
// bound over what columns may pick, best bound first.
#pragma once

#include <cstddef>
#include <numeric>
#include <span>
#include <vector>

#include "engine/search/minimax.hpp"

namespace chirograph {

/// Sums are fractions of small whole numbers; differences below this are rounding.
inline constexpr double minimax_tolerance = 1e-12;

/// Sum of the products of weights and sums.
[[nodiscard]] inline double dot(const std::vector<double>& weights, const double* sums) {
    return std::inner_product(weights.begin(), weights.end(), sums, 0.0);
}

/// Is a not above b in any sum?
[[nodiscard]] inline bool beats(const double* a, const double* b, std::size_t size) {
    for (std::size_t k = 0; k < size; ++k) {
        if (a[k] > b[k] + minimax_tolerance) return false;
    }
    return true;
}

/// The options worth trying, those that no other of their column beats in every sum, one after the other; sums of one
/// of them per column, the greatest of these, and what weights on the sums say.
class MinimaxSums {
public:
    using Vector = std::vector<double>;
    using Picks = std::vector<std::size_t>;  ///< per column: an option kept, numbered through all columns
    /// Per option kept what its cost starts from: 0, or infinity where it is not allowed.
    using Allowed = Vector;

    explicit MinimaxSums(const MinimaxProblem& problem);

    [[nodiscard]] std::size_t size() const { return offset_.size(); }
    [[nodiscard]] std::size_t columns() const { return starts_.size() - 1; }
    [[nodiscard]] std::size_t options() const { return numbers_.size(); }
    /// Where the options of a column start; those of the column before end there.
    [[nodiscard]] std::size_t start(std::size_t column) const { return starts_[column]; }
    [[nodiscard]] const Vector& offset() const { return offset_; }
    /// What an option adds to each sum.
    [[nodiscard]] const double* adds(std::size_t option) const { return adds_.data() + option * stride_; }
    /// Picks as options of the problem, numbered column by column.
    [[nodiscard]] std::vector<std::size_t> numbers(const Picks& picks) const;

    [[nodiscard]] Allowed all() const { return Allowed(options(), 0.0); }
    [[nodiscard]] Picks first() const { return {starts_.begin(), starts_.end() - 1}; }
    /// Works out anew what comes after the first pick that differs from those last asked about.
    [[nodiscard]] std::span<const double> sums(const Picks& picks);
    [[nodiscard]] double largest(const Picks& picks);
    /// For weights on the sums: the cheapest allowed option of every column, and so a lower bound.
    void cheapest(const Vector& weights, const Allowed& allowed, Picks& picks);
    /// Changes one pick at a time as long as the largest sum falls, and returns it.
    double improve(Picks& picks, const Allowed& allowed);

private:
    void keep_unbeaten(const double* adds, std::size_t count);

    static constexpr std::size_t lanes = 4;  ///< sums are worked out so many at a time, with zeros after the last
    std::size_t stride_;
    Vector offset_;
    std::vector<std::size_t> starts_{0};
    std::vector<std::size_t> numbers_;
    Vector adds_;    // options x sums
    Vector by_sum_;  // sums x options
    Vector costs_;
    Picks last_;
    Vector running_;  // sums of the last picks before the first column, after it, after the second, ...
};

/// What is known of the least largest sum: no picks give less than `bound`, `picks` give `attained`.
struct MinimaxState {
    double bound = 0.0;
    double attained = 0.0;
    MinimaxSums::Picks picks;
};

/// Raises `bound` by multiplicative steps of the weights toward the sums that are large, as far as `goal` at most.
/// `seen` counts per option the later rounds that picked it: a mixed column is where to branch.
void raise_prices(MinimaxSums& sums, const MinimaxSums::Allowed& allowed, int rounds, double goal,
                  MinimaxSums::Vector& weights, MinimaxState& state, std::vector<int>* seen);

/// Goes on from `state` until nothing below min(attained, give_up) is left or `nodes` nodes were opened.
void branch(MinimaxSums& sums, const MinimaxSums::Vector& weights, double give_up, std::size_t nodes,
            MinimaxState& state);

}  // namespace chirograph
