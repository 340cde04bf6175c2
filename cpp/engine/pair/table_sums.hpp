// Total weight, and the least denominator that is not a rounded zero, for one set of weights.
#pragma once

#include <span>

#include "engine/catalogue/indicator.hpp"
#include "engine/panel/problem.hpp"

namespace chirograph {

/// A denominator of a table index is either 0 or at least half the smallest positive weight (times the total weight
/// where the index is scaled by it). `floor` lies between.
struct Mass {
    double total = 0.0;
    double floor = 0.0;
    double scale = 1.0;  ///< what multiplies the sums of n and d
    /// The most by which rounding moves a value f / g made of sums that cancel.
    [[nodiscard]] double rounding(double g, double value, const TableIndex& table) const;
};
[[nodiscard]] Mass mass_of(std::span<const double> weights, const TableIndex& table);

/// Are the sums of these weights whole numbers below 2^53 even when multiplied with each other?
[[nodiscard]] bool whole_sums(std::span<const double> weights, Depth max_depth);

/// Numerator and denominator of one completion, A + scale N and B + scale D. Without rounding for whole sums; for other
/// weights from sums that do not cancel, so small weights keep their digits beside large ones.
[[nodiscard]] Terms table_fraction(std::span<const Cell> cells, std::span<const double> weights,
                                   const TableIndex& table, const Arguments& arguments);

/// Weights to compute with: whole numbers when the problem has them.
[[nodiscard]] std::vector<double> working_weights(const PairProblem& problem);

}  // namespace chirograph
