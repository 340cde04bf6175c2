// What each index of the 2x2 table, or of the two margins, is made of. A row of the catalogue points here.
#pragma once

#include <algorithm>
#include <cmath>

#include "engine/catalogue/indicator.hpp"
#include "engine/catalogue/terms.hpp"

namespace chirograph::tables {

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
constexpr TableOffset overlap_offset(const Arguments&) {
    return {.shape = Shape::absolute, .factor = {0.0, -1.0}};
}
constexpr TableOffset geometric_offset(const Arguments&) {
    return {.shape = Shape::root, .factor = {0.0, 1.0}};
}
constexpr TableOffset phi_offset(const Arguments&) {
    return {.shape = Shape::spread, .factor = {-1.0, 1.0}};
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

/// Margins: how many areas (by weight) reach each depth 1..L, first for x, then for y. sum v e for v = |x - y| is
/// W (sum of these margins) - 2 (sum over depths of their products).
constexpr std::size_t reach_margins(const Arguments& arguments) {
    return 2U * arguments.max_depth;
}
constexpr void reach_counts(Cell cell, const Arguments& arguments, Steps steps) {
    for (std::size_t t = 0; t < arguments.max_depth; ++t) {
        steps[t] = cell.x > t ? 1 : 0;
        steps[arguments.max_depth + t] = cell.y > t ? 1 : 0;
    }
}
using Disagreement = double (*)(Cell, const Arguments&);
constexpr PairTerms chance_between(Cell one, Cell two, const Arguments& arguments, Disagreement v) {
    const double expected = v({one.x, two.y}, arguments) + v({two.x, one.y}, arguments);
    return {expected - v(one, arguments) - v(two, arguments), expected, 0.0};
}

/// Quadratic kappa needs only Sx, Sy: it is 2 (W C - Sx Sy) / (W P - 2 Sx Sy) with C = sum xy, P = sum x^2 + y^2;
/// nominal kappa how many areas are at each depth, for which sum v e is W^2 - sum over depths of the products.
constexpr bool nominal(const Arguments& arguments) {
    return arguments.values[0] == 0.0;
}
constexpr std::size_t kappa_margins(const Arguments& arguments) {
    return quadratic(arguments) ? 2U : reach_margins(arguments) + (nominal(arguments) ? 2U : 0U);
}
constexpr void depth_sums(Cell cell, const Arguments&, Steps steps) {
    steps[0] = cell.x;
    steps[1] = cell.y;
}
constexpr void level_counts(Cell cell, const Arguments& arguments, Steps steps) {
    for (std::size_t level = 0; level <= arguments.max_depth; ++level) {
        steps[level] = cell.x == level ? 1 : 0;
        steps[arguments.max_depth + 1U + level] = cell.y == level ? 1 : 0;
    }
}
constexpr void kappa_steps(Cell cell, const Arguments& arguments, Steps steps) {
    if (nominal(arguments)) return level_counts(cell, arguments, steps);
    quadratic(arguments) ? depth_sums(cell, arguments, steps) : reach_counts(cell, arguments, steps);
}
constexpr Terms kappa_terms(Cell cell, const Arguments& arguments) {
    if (!quadratic(arguments)) return {-kappa_gap(cell, arguments), 0.0};
    return {2.0 * cell.x * cell.y, static_cast<double>(cell.x * cell.x + cell.y * cell.y)};
}
constexpr TableOffset kappa_offset(const Arguments& arguments) {
    if (nominal(arguments)) return {.factor = {-1.0, -1.0}, .constant = {1.0, 1.0}, .complete = true};
    if (quadratic(arguments)) return {.factor = {-2.0, -2.0}};
    return {.factor = {-2.0, -2.0}, .linear = {1.0, 1.0}};
}
constexpr PairTerms kappa_between(Cell one, Cell two, const Arguments& arguments) {
    return chance_between(one, two, arguments, kappa_gap);
}

/// A = (2 / L)(expected |x - y| - mean |x - y|).
constexpr Terms alignment_terms(Cell cell, const Arguments&) {
    return {-gap(cell), 0.0};
}
constexpr TableOffset alignment_offset(const Arguments& arguments) {
    return {.factor = {-2.0, 0.0}, .linear = {1.0, 0.0}, .constant = {0.0, 0.5 * arguments.max_depth}};
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
constexpr TableOffset covariance_offset(const Arguments& arguments) {
    return {.factor = {-2.0, 0.0}, .constant = {0.0, 0.5 * scale_squared(arguments)}};
}
constexpr PairTerms covariance_between(Cell one, Cell two, const Arguments& arguments) {
    return {chance_between(one, two, arguments, squared_gap).f, scale_squared(arguments), 0.0};
}

// ---- Scott's pi ------------------------------------------------------------------------------------------------

/// Margins: how many cells of both programmes together are at each depth.
constexpr std::size_t pooled_margins(const Arguments& arguments) {
    return arguments.max_depth + 1U;
}
constexpr void pooled_counts(Cell cell, const Arguments& arguments, Steps steps) {
    for (std::size_t level = 0; level <= arguments.max_depth; ++level) {
        steps[level] = (cell.x == level ? 1 : 0) + (cell.y == level ? 1 : 0);
    }
}
constexpr Terms disagreement_terms(Cell cell, const Arguments& arguments) {
    return {-differs(cell, arguments), 0.0};
}
/// W^2 (1 - p_e): the disagreement of two cells drawn from the pooled margin.
constexpr TableOffset pooled_offset(const Arguments&) {
    return {.shape = Shape::square, .factor = {-0.25, -0.25}, .constant = {1.0, 1.0}, .complete = true};
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
                                   .reached_only = true};
inline constexpr TableIndex phi{.margins = two_margins,
                                .margin_step = list_lengths,
                                .terms = both,
                                .offset = phi_offset,
                                .times_total_weight = true,
                                .no_value = NoValue::constant_side,
                                .reached_only = true,
                                .between = phi_between};
inline constexpr TableIndex cosine{.margins = two_margins,
                                   .margin_step = square_sums,
                                   .terms = product,
                                   .offset = geometric_offset,
                                   .no_value = NoValue::empty_side};
inline constexpr TableIndex cohen_kappa{.margins = kappa_margins,
                                        .margin_step = kappa_steps,
                                        .terms = kappa_terms,
                                        .offset = kappa_offset,
                                        .times_total_weight = true,
                                        .no_value = NoValue::single_level,
                                        .between = kappa_between};
inline constexpr TableIndex scott_pi{.margins = pooled_margins,
                                     .margin_step = pooled_counts,
                                     .terms = disagreement_terms,
                                     .offset = pooled_offset,
                                     .times_total_weight = true,
                                     .no_value = NoValue::single_level,
                                     .between = pooled_between};
inline constexpr TableIndex alignment{.margins = reach_margins,
                                      .margin_step = reach_counts,
                                      .terms = alignment_terms,
                                      .offset = alignment_offset,
                                      .times_total_weight = true,
                                      .between = alignment_between};
inline constexpr TableIndex alignment_squared{.margins = two_margins,
                                              .margin_step = depth_sums,
                                              .terms = covariance_terms,
                                              .offset = covariance_offset,
                                              .times_total_weight = true,
                                              .between = covariance_between};

}  // namespace chirograph::tables
