#include "engine/pair/table_sums.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "engine/pair/table.hpp"

namespace chirograph {

Mass mass_of(std::span<const double> weights, const TableIndex& table, const Arguments& arguments) {
    const TableOffset offset = table.offset(arguments);
    double smallest = std::numeric_limits<double>::infinity();
    Mass mass;
    for (const double weight : weights) {
        mass.total += weight;
        if (weight > 0.0) smallest = std::min(smallest, weight);
    }
    mass.scale = table.times_total_weight ? mass.total : 1.0;
    mass.floor = mass.scale * smallest / 4.0;
    mass.size = mass.scale * mass.total * std::max(1.0, 2.0 * offset.linear.f * arguments.max_depth);
    mass.root = offset.shape == Shape::root || offset.shape == Shape::spread;
    return mass;
}

Terms offset_at(const TableOffset& offset, std::span<const double> margins, double total) {
    Terms sum{offset.constant.f * total * total, offset.constant.g * total * total};
    const std::size_t pieces = of_two(offset.shape) ? margins.size() / 2 : margins.size();
    double all = 0.0;
    for (std::size_t k = 0; k < pieces; ++k) {
        const double other = margins[margins.size() - pieces + k];
        const Terms piece = shape_terms(offset.shape, offset.factor, margins[k], other, total);
        sum.f += piece.f;
        sum.g += piece.g;
        all += of_two(offset.shape) ? margins[k] + other : margins[k];
    }
    return {sum.f + offset.linear.f * total * all, sum.g + offset.linear.g * total * all};
}

std::vector<std::size_t> free_margins(const TableIndex& table, const Arguments& arguments) {
    const TableOffset offset = table.offset(arguments);
    const std::size_t count = table.margins(arguments);
    const std::size_t side = of_two(offset.shape) ? count / 2 : count;
    std::vector<std::size_t> found;
    for (std::size_t m = 0; m < count; ++m) {
        if (!offset.complete || m % side != 0) found.push_back(m);
    }
    return found;
}

void complete_margins(const TableOffset& offset, std::span<double> margins, double total) {
    if (!offset.complete) return;
    const std::size_t side = of_two(offset.shape) ? margins.size() / 2 : margins.size();
    const double all = of_two(offset.shape) ? total : 2.0 * total;
    for (std::size_t first = 0; first < margins.size(); first += side) {
        const auto rest = margins.subspan(first + 1, side - 1);
        margins[first] = all - std::accumulate(rest.begin(), rest.end(), 0.0);
    }
}

bool whole_sums(std::span<const double> weights, Depth max_depth) {
    constexpr double largest = 67'108'864.0;  // 2^26
    double total = 0.0;
    for (const double weight : weights) {
        if (weight != std::nearbyint(weight)) return false;
        total += weight;
    }
    return total * max_depth <= largest;
}

namespace {

Terms margin_fraction(std::span<const Cell> cells, std::span<const double> weights, const TableIndex& table,
                      const Arguments& arguments) {
    std::array<std::int64_t, most_margins> steps{};
    std::array<double, most_margins> margins{};
    const std::size_t count = table.margins(arguments);
    const Mass mass = mass_of(weights, table, arguments);
    Terms sum;
    for (std::size_t c = 0; c < cells.size(); ++c) {
        table.margin_step(cells[c], arguments, std::span(steps).first(count));
        for (std::size_t m = 0; m < count; ++m) margins[m] += weights[c] * static_cast<double>(steps[m]);
        const Terms term = table.terms(cells[c], arguments);
        sum.f += weights[c] * term.f;
        sum.g += weights[c] * term.g;
    }
    const Terms offset = offset_at(table.offset(arguments), std::span(margins).first(count), mass.total);
    return {offset.f + mass.scale * sum.f, offset.g + mass.scale * sum.g};
}

/// N and min(X, Y), twice, as the terms of the overlap coefficient have them.
Terms side_fraction(std::span<const Cell> cells, std::span<const double> weights, const TableIndex& table,
                    const Arguments& arguments) {
    double both = 0.0;
    Terms sides;
    for (std::size_t c = 0; c < cells.size(); ++c) {
        const Terms side = table.sides(cells[c], arguments);
        both += weights[c] * table.terms(cells[c], arguments).f;
        sides.f += weights[c] * side.f;
        sides.g += weights[c] * side.g;
    }
    return {both, 2.0 * std::min(sides.f, sides.g)};
}

/// The depths that areas have, with the weight of those that have both.
std::vector<std::pair<Cell, double>> held(std::span<const Cell> cells, std::span<const double> weights) {
    constexpr std::size_t radix = depth_limit + 1;
    std::array<double, radix * radix> weight{};
    for (std::size_t c = 0; c < cells.size(); ++c) weight[cells[c].x * radix + cells[c].y] += weights[c];
    std::vector<std::pair<Cell, double>> kinds;
    for (std::size_t i = 0; i < weight.size(); ++i) {
        if (weight[i] > 0.0)
            kinds.push_back({{static_cast<Depth>(i / radix), static_cast<Depth>(i % radix)}, weight[i]});
    }
    return kinds;
}

/// The double sum over areas, areas with the same two depths taken together.
Terms pair_fraction(std::span<const Cell> cells, std::span<const double> weights, const TableIndex& table,
                    const Arguments& arguments) {
    const auto kinds = held(cells, weights);
    PairTerms sum;
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            const PairTerms term = table.between(kinds[i].first, kinds[j].first, arguments);
            const double times = (i == j ? 0.5 : 1.0) * kinds[i].second * kinds[j].second;
            sum = {sum.f + times * term.f, sum.g + times * term.g, sum.h + times * term.h};
        }
    }
    const bool root = table.offset(arguments).shape == Shape::spread;
    return {sum.f, root ? std::sqrt(sum.g) * std::sqrt(sum.h) : sum.g};
}

}  // namespace

Terms table_fraction(std::span<const Cell> cells, std::span<const double> weights, const TableIndex& table,
                     const Arguments& arguments) {
    if (whole_sums(weights, arguments.max_depth)) return margin_fraction(cells, weights, table, arguments);
    if (table.between != nullptr) return pair_fraction(cells, weights, table, arguments);
    if (table.sides != nullptr) return side_fraction(cells, weights, table, arguments);
    return margin_fraction(cells, weights, table, arguments);
}

double table_value(std::span<const Cell> cells, std::span<const double> weights, const Indicator& indicator,
                   const Arguments& arguments) {
    const Terms fraction = table_fraction(cells, weights, *indicator.table, arguments);
    if (fraction.g < mass_of(weights, *indicator.table, arguments).floor)
        return std::numeric_limits<double>::quiet_NaN();
    return fraction.f / fraction.g;
}

std::vector<double> table_contributions(std::span<const Cell> cells, std::span<const double> weights,
                                        const Indicator& indicator, const Arguments& arguments) {
    const TableIndex& table = *indicator.table;
    const Terms fraction = table_fraction(cells, weights, table, arguments);
    std::vector<double> shares(cells.size(), std::numeric_limits<double>::quiet_NaN());
    if (fraction.g < mass_of(weights, table, arguments).floor) return shares;
    const auto kinds = held(cells, weights);
    const auto part = [&](Cell cell) {
        if (table.between == nullptr) return table.terms(cell, arguments).f;
        double sum = 0.0;
        for (const auto& [other, weight] : kinds) sum += 0.5 * weight * table.between(cell, other, arguments).f;
        return sum;
    };
    for (std::size_t c = 0; c < cells.size(); ++c) shares[c] = weights[c] * part(cells[c]) / fraction.g;
    return shares;
}

}  // namespace chirograph
