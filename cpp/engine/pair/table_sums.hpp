// Total weight, and the least denominator that is not a rounded zero, for one set of weights.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/catalogue/indicator.hpp"
#include "engine/panel/problem.hpp"

namespace chirograph {

/// A denominator of a table index is either 0 or at least half the smallest positive weight (times the total weight
/// where the index is scaled by it). `floor` lies between.
struct Mass {
    double total = 0.0;
    double floor = 0.0;
    double scale = 1.0;  ///< what multiplies the sums of n and d
    double size = 1.0;   ///< numerator and denominator are sums of numbers up to this
    bool root = false;   ///< the denominator is a square root
};
[[nodiscard]] Mass mass_of(std::span<const double> weights, const TableIndex& table, const Arguments& arguments);

/// A(s) and B(s) of a table index.
[[nodiscard]] Terms offset_at(const TableOffset& offset, std::span<const double> margins, double total);

/// The margins a search must follow: all, but the first of a side where it follows from the others.
[[nodiscard]] std::vector<std::size_t> free_margins(const TableIndex& table, const Arguments& arguments);
/// Works out the margins that follow.
void complete_margins(const TableOffset& offset, std::span<double> margins, double total);

/// Are the sums of these weights whole numbers below 2^53 even when multiplied with each other?
[[nodiscard]] bool whole_sums(std::span<const double> weights, Depth max_depth);

/// Numerator and denominator of one completion, A + scale N and B + scale D. Without rounding for whole sums; for other
/// weights from sums that do not cancel, so small weights keep their digits beside large ones.
[[nodiscard]] Terms table_fraction(std::span<const Cell> cells, std::span<const double> weights,
                                   const TableIndex& table, const Arguments& arguments);

}  // namespace chirograph
