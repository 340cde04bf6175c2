#include "engine/table_sums.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "engine/table.hpp"

namespace chirograph {

Mass mass_of(std::span<const double> weights, const TableIndex& table) {
    double smallest = std::numeric_limits<double>::infinity();
    Mass mass;
    for (const double weight : weights) {
        mass.total += weight;
        if (weight > 0.0) smallest = std::min(smallest, weight);
    }
    const double noise = 64.0 * std::numeric_limits<double>::epsilon() * static_cast<double>(weights.size());
    mass.scale = table.times_total_weight ? mass.total : 1.0;
    mass.floor = mass.scale * std::max(smallest / 4.0, noise * mass.total);
    return mass;
}

Terms table_fraction(std::span<const Cell> cells, std::span<const double> weights, const TableIndex& table,
                     const Arguments& arguments) {
    std::array<std::int64_t, most_margins> steps{};
    std::array<double, most_margins> margins{};
    const std::size_t count = table.margins(arguments);
    const Mass mass = mass_of(weights, table);
    Terms sum;
    for (std::size_t c = 0; c < cells.size(); ++c) {
        table.margin_step(cells[c], arguments, std::span(steps).first(count));
        for (std::size_t m = 0; m < count; ++m) margins[m] += weights[c] * static_cast<double>(steps[m]);
        const Terms term = table.terms(cells[c], arguments);
        sum.f += weights[c] * term.f;
        sum.g += weights[c] * term.g;
    }
    const Terms offset = table.offset(std::span(margins).first(count), mass.total, arguments);
    return {offset.f + mass.scale * sum.f, offset.g + mass.scale * sum.g};
}

std::vector<double> working_weights(const PairProblem& problem) {
    if (problem.whole_weights.empty()) return problem.weights;
    std::vector<double> weights;
    weights.reserve(problem.whole_weights.size());
    for (const std::int64_t weight : problem.whole_weights) weights.push_back(static_cast<double>(weight));
    return weights;
}

double table_value(std::span<const Cell> cells, std::span<const double> weights, const Indicator& indicator,
                   const Arguments& arguments) {
    const Terms fraction = table_fraction(cells, weights, *indicator.table, arguments);
    if (fraction.g < mass_of(weights, *indicator.table).floor) return std::numeric_limits<double>::quiet_NaN();
    return fraction.f / fraction.g;
}

std::vector<double> table_contributions(std::span<const Cell> cells, std::span<const double> weights,
                                        const Indicator& indicator, const Arguments& arguments) {
    const TableIndex& table = *indicator.table;
    const Mass mass = mass_of(weights, table);
    const Terms fraction = table_fraction(cells, weights, table, arguments);
    const bool defined = !(fraction.g < mass.floor);
    double own = 0.0;
    for (std::size_t c = 0; c < cells.size(); ++c) own += weights[c] * table.terms(cells[c], arguments).f;
    const double offset = fraction.f - mass.scale * own;
    std::vector<double> shares;
    shares.reserve(cells.size());
    for (std::size_t c = 0; c < cells.size(); ++c) {
        const double part = mass.scale * table.terms(cells[c], arguments).f + offset / mass.total;
        shares.push_back(defined ? weights[c] * part / fraction.g : std::numeric_limits<double>::quiet_NaN());
    }
    return shares;
}

}  // namespace chirograph
