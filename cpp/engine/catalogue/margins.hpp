// What each index of the 2x2 table, or of the two margins, is made of. A row of the catalogue points here.
#pragma once

#include <algorithm>
#include <cmath>

#include "engine/catalogue/indicator.hpp"
#include "engine/catalogue/terms.hpp"

namespace chirograph::tables {

using Margins = std::span<const double>;
using Steps = std::span<std::int64_t>;

constexpr double one_if(bool condition) {
    return condition ? 1.0 : 0.0;
}
constexpr std::size_t one_margin(const Arguments&) {
    return 1;
}
constexpr std::size_t two_margins(const Arguments&) {
    return 2;
}

// ---- indices of two lists: overlap, Ochiai, phi ----------------------------------------------------------------

constexpr Terms both(Cell cell, const Arguments& arguments) {
    const auto [x, y] = terms::reached(cell, arguments);
    return {one_if(x && y), 0.0};
}
constexpr Terms list_sides(Cell cell, const Arguments& arguments) {
    const auto [x, y] = terms::reached(cell, arguments);
    return {one_if(x), one_if(y)};
}
constexpr void list_lengths(Cell cell, const Arguments& arguments, Steps steps) {
    const auto [x, y] = terms::reached(cell, arguments);
    steps[0] = x ? 1 : 0;
    steps[1] = y ? 1 : 0;
}

/// min(X, Y) = (X + Y - |X - Y|) / 2, so one margin is enough: the difference of the lengths.
constexpr Terms overlap_terms(Cell cell, const Arguments& arguments) {
    const auto [x, y] = terms::reached(cell, arguments);
    return {2.0 * one_if(x && y), one_if(x) + one_if(y)};
}
constexpr void length_difference(Cell cell, const Arguments& arguments, Steps steps) {
    const auto [x, y] = terms::reached(cell, arguments);
    steps[0] = (x ? 1 : 0) - (y ? 1 : 0);
}
inline Terms overlap_offset(Margins margins, double, const Arguments&) {
    return {0.0, -std::abs(margins[0])};
}

inline Terms geometric_offset(Margins margins, double, const Arguments&) {
    return {0.0, std::sqrt(margins[0] * margins[1])};
}

inline Terms phi_offset(Margins margins, double total, const Arguments&) {
    const double x = std::max(0.0, margins[0] * (total - margins[0]));
    const double y = std::max(0.0, margins[1] * (total - margins[1]));
    return {-margins[0] * margins[1], std::sqrt(x * y)};
}
constexpr PairTerms phi_between(Cell one, Cell two, const Arguments& arguments) {
    const auto [x1, y1] = terms::reached(one, arguments);
    const auto [x2, y2] = terms::reached(two, arguments);
    const double dx = one_if(x1) - one_if(x2);
    const double dy = one_if(y1) - one_if(y2);
    return {dx * dy, dx * dx, dy * dy};
}

// ---- cosine ----------------------------------------------------------------------------------------------------

constexpr Terms product(Cell cell, const Arguments&) {
    return {static_cast<double>(cell.x * cell.y), 0.0};
}
constexpr Terms square_sides(Cell cell, const Arguments&) {
    return {static_cast<double>(cell.x * cell.x), static_cast<double>(cell.y * cell.y)};
}
constexpr void square_sums(Cell cell, const Arguments&, Steps steps) {
    steps[0] = cell.x * cell.x;
    steps[1] = cell.y * cell.y;
}

// ---- agreement beyond chance: kappa, alignment -----------------------------------------------------------------

constexpr double gap(Cell cell) {
    return static_cast<double>(cell.x < cell.y ? cell.y - cell.x : cell.x - cell.y);
}
constexpr double differs(Cell cell, const Arguments&) {
    return one_if(cell.x != cell.y);
}
constexpr double absolute_gap(Cell cell, const Arguments&) {
    return gap(cell);
}
constexpr double squared_gap(Cell cell, const Arguments&) {
    return gap(cell) * gap(cell);
}
/// v of Cohen's kappa by its weighting (0 nominal, 1 linear, 2 quadratic); dividing by a power of L would cancel.
constexpr double kappa_gap(Cell cell, const Arguments& arguments) {
    if (arguments.values[0] == 0.0) return differs(cell, arguments);
    return arguments.values[0] == 1.0 ? gap(cell) : gap(cell) * gap(cell);
}
constexpr bool quadratic(const Arguments& arguments) {
    return arguments.values[0] == 2.0;
}

/// Margins: how many areas (by weight) reach each depth 1..L, first for x, then for y.
constexpr std::size_t reach_margins(const Arguments& arguments) {
    return 2U * arguments.max_depth;
}
constexpr void reach_counts(Cell cell, const Arguments& arguments, Steps steps) {
    for (std::size_t t = 0; t < arguments.max_depth; ++t) {
        steps[t] = cell.x > t ? 1 : 0;
        steps[arguments.max_depth + t] = cell.y > t ? 1 : 0;
    }
}
/// Weight at exactly this depth, from the weights reaching each depth.
constexpr double at_level(Margins reach, double total, std::size_t level) {
    const double here = level == 0 ? total : reach[level - 1];
    return level < reach.size() ? here - reach[level] : here;
}
using Disagreement = double (*)(Cell, const Arguments&);
constexpr double expected_gap(Margins margins, double total, const Arguments& arguments, Disagreement v) {
    const std::size_t levels = arguments.max_depth;
    double sum = 0.0;
    for (std::size_t i = 0; i <= levels; ++i) {
        for (std::size_t j = 0; j <= levels; ++j) {
            const double gap_ij = v({static_cast<Depth>(i), static_cast<Depth>(j)}, arguments);
            if (gap_ij == 0.0) continue;
            sum += gap_ij * at_level(margins.first(levels), total, i) *
                   at_level(margins.subspan(levels, levels), total, j);
        }
    }
    return sum;
}
constexpr PairTerms chance_between(Cell one, Cell two, const Arguments& arguments, Disagreement v) {
    const double expected = v({one.x, two.y}, arguments) + v({two.x, one.y}, arguments);
    return {expected - v(one, arguments) - v(two, arguments), expected, 0.0};
}

/// Quadratic kappa needs only Sx, Sy: it is 2 (W C - Sx Sy) / (W P - 2 Sx Sy) with C = sum xy, P = sum x^2 + y^2.
constexpr std::size_t kappa_margins(const Arguments& arguments) {
    return quadratic(arguments) ? 2U : reach_margins(arguments);
}
constexpr void depth_sums(Cell cell, const Arguments&, Steps steps) {
    steps[0] = cell.x;
    steps[1] = cell.y;
}
constexpr void kappa_steps(Cell cell, const Arguments& arguments, Steps steps) {
    quadratic(arguments) ? depth_sums(cell, arguments, steps) : reach_counts(cell, arguments, steps);
}
constexpr Terms kappa_terms(Cell cell, const Arguments& arguments) {
    if (!quadratic(arguments)) return {-kappa_gap(cell, arguments), 0.0};
    return {2.0 * cell.x * cell.y, static_cast<double>(cell.x * cell.x + cell.y * cell.y)};
}
constexpr Terms kappa_offset(Margins margins, double total, const Arguments& arguments) {
    const double chance =
        quadratic(arguments) ? -2.0 * margins[0] * margins[1] : expected_gap(margins, total, arguments, kappa_gap);
    return {chance, chance};
}
constexpr PairTerms kappa_between(Cell one, Cell two, const Arguments& arguments) {
    return chance_between(one, two, arguments, kappa_gap);
}

/// A = (2 / L)(expected |x - y| - mean |x - y|).
constexpr Terms alignment_terms(Cell cell, const Arguments&) {
    return {-gap(cell), 0.0};
}
constexpr Terms alignment_offset(Margins margins, double total, const Arguments& arguments) {
    return {expected_gap(margins, total, arguments, absolute_gap), 0.5 * arguments.max_depth * total * total};
}
constexpr PairTerms alignment_between(Cell one, Cell two, const Arguments& arguments) {
    return {chance_between(one, two, arguments, absolute_gap).f, static_cast<double>(arguments.max_depth), 0.0};
}

/// A squared = 4 cov(x, y) / L^2 with the population covariance.
constexpr double scale_squared(const Arguments& arguments) {
    return static_cast<double>(arguments.max_depth * arguments.max_depth);
}
constexpr Terms covariance_terms(Cell cell, const Arguments&) {
    return {2.0 * cell.x * cell.y, 0.0};
}
constexpr Terms covariance_offset(Margins margins, double total, const Arguments& arguments) {
    return {-2.0 * margins[0] * margins[1], 0.5 * scale_squared(arguments) * total * total};
}
constexpr PairTerms covariance_between(Cell one, Cell two, const Arguments& arguments) {
    return {chance_between(one, two, arguments, squared_gap).f, scale_squared(arguments), 0.0};
}

// ---- Scott's pi ------------------------------------------------------------------------------------------------

/// Margins: how many cells of both programmes together reach each depth 1..L.
constexpr std::size_t pooled_margins(const Arguments& arguments) {
    return arguments.max_depth;
}
constexpr void pooled_counts(Cell cell, const Arguments& arguments, Steps steps) {
    for (std::size_t t = 0; t < arguments.max_depth; ++t) steps[t] = (cell.x > t ? 1 : 0) + (cell.y > t ? 1 : 0);
}
constexpr Terms disagreement_terms(Cell cell, const Arguments& arguments) {
    return {-differs(cell, arguments), 0.0};
}
/// W^2 (1 - p_e): the disagreement of two cells drawn from the pooled margin.
constexpr Terms pooled_offset(Margins margins, double total, const Arguments& arguments) {
    double sum = 0.0;
    double above = 2.0 * total;
    for (std::size_t level = 0; level <= arguments.max_depth; ++level) {
        const double here = at_level(margins, 2.0 * total, level);
        above -= here;
        sum += here * std::max(0.0, above);
    }
    return {0.5 * sum, 0.5 * sum};
}
constexpr PairTerms pooled_between(Cell one, Cell two, const Arguments& arguments) {
    const double across =
        one_if(one.x != two.x) + one_if(one.x != two.y) + one_if(one.y != two.x) + one_if(one.y != two.y);
    return {0.5 * across - differs(one, arguments) - differs(two, arguments), 0.5 * across, 0.0};
}

// ---- the rows --------------------------------------------------------------------------------------------------

inline constexpr TableIndex overlap{.margins = one_margin,
                                    .margin_step = length_difference,
                                    .terms = overlap_terms,
                                    .offset = overlap_offset,
                                    .no_value = NoValue::empty_side,
                                    .reached_only = true,
                                    .sides = list_sides};
inline constexpr TableIndex ochiai{.margins = two_margins,
                                   .margin_step = list_lengths,
                                   .terms = both,
                                   .offset = geometric_offset,
                                   .no_value = NoValue::empty_side,
                                   .reached_only = true,
                                   .sides = list_sides,
                                   .root = true};
inline constexpr TableIndex phi{.margins = two_margins,
                                .margin_step = list_lengths,
                                .terms = both,
                                .offset = phi_offset,
                                .times_total_weight = true,
                                .no_value = NoValue::constant_side,
                                .reached_only = true,
                                .between = phi_between,
                                .root = true};
inline constexpr TableIndex cosine{.margins = two_margins,
                                   .margin_step = square_sums,
                                   .terms = product,
                                   .offset = geometric_offset,
                                   .no_value = NoValue::empty_side,
                                   .sides = square_sides,
                                   .root = true};
inline constexpr TableIndex cohen_kappa{.margins = kappa_margins,
                                        .margin_step = kappa_steps,
                                        .terms = kappa_terms,
                                        .offset = kappa_offset,
                                        .times_total_weight = true,
                                        .no_value = NoValue::single_level,
                                        .disagreement = kappa_gap,
                                        .chance_below = true,
                                        .between = kappa_between};
inline constexpr TableIndex scott_pi{.margins = pooled_margins,
                                     .margin_step = pooled_counts,
                                     .terms = disagreement_terms,
                                     .offset = pooled_offset,
                                     .times_total_weight = true,
                                     .no_value = NoValue::single_level,
                                     .pooled = differs,
                                     .between = pooled_between};
inline constexpr TableIndex alignment{.margins = reach_margins,
                                      .margin_step = reach_counts,
                                      .terms = alignment_terms,
                                      .offset = alignment_offset,
                                      .times_total_weight = true,
                                      .disagreement = absolute_gap,
                                      .between = alignment_between};
inline constexpr TableIndex alignment_squared{.margins = two_margins,
                                              .margin_step = depth_sums,
                                              .terms = covariance_terms,
                                              .offset = covariance_offset,
                                              .times_total_weight = true,
                                              .disagreement = squared_gap,
                                              .between = covariance_between};

}  // namespace chirograph::tables
