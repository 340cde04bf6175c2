#include "engine/pair/table_search.hpp"

#include <array>
#include <limits>

namespace chirograph {
namespace {

FractionFrame frame_of(const TableCase& table_case) {
    FractionFrame frame;
    const TableOffset& offset = table_case.offset;
    const Mass& mass = table_case.mass;
    frame.margins = table_case.table.margins(table_case.arguments);
    const std::size_t pieces = of_two(offset.shape) ? frame.margins / 2 : frame.margins;
    for (std::size_t k = 0; k < pieces; ++k) {
        frame.pieces.push_back({offset.shape, k, frame.margins - pieces + k, offset.factor});
    }
    frame.constant = {offset.constant.f * mass.total * mass.total, offset.constant.g * mass.total * mass.total};
    frame.total = mass.total;
    frame.scale = mass.scale;
    frame.size = mass.size;
    frame.least = 1.999 * mass.floor;
    frame.low = table_case.indicator.low;
    frame.high = table_case.indicator.high;
    frame.whole = table_case.whole;
    if (mass.root) {  // a side that is empty, or full for phi, has no value
        const double least = 3.999 * mass.floor / mass.scale;
        const bool spread = offset.shape == Shape::spread;
        const double most = spread ? mass.total - least : std::numeric_limits<double>::infinity();
        frame.limits.assign(frame.margins, {least, most});
    }
    return frame;
}

/// Areas without weight add nothing, so that the counters alone tell their options apart.
PairSearch::Adds adds_of(const TableCase& table_case, std::size_t column, std::size_t option) {
    const std::size_t margins = table_case.table.margins(table_case.arguments);
    PairSearch::Adds adds{std::vector<double>(margins), {}};
    if (!(table_case.weights[column] > 0.0)) return adds;
    const Cell cell = table_case.problem.options[column][option];
    std::array<std::int64_t, most_margins> steps{};
    table_case.table.margin_step(cell, table_case.arguments, steps);
    double all = 0.0;
    for (std::size_t m = 0; m < margins; ++m) all += adds.margins[m] = static_cast<double>(steps[m]);
    const Terms terms = table_case.table.terms(cell, table_case.arguments);
    adds.terms.f = table_case.mass.scale * (terms.f + table_case.offset.linear.f * all);
    adds.terms.g = table_case.mass.scale * (terms.g + table_case.offset.linear.g * all);
    return adds;
}

}  // namespace

PairSearch table_search(const TableCase& table_case) {
    return {table_case.problem, frame_of(table_case), table_case.weights,
            [&](std::size_t column, std::size_t option) { return adds_of(table_case, column, option); }};
}

double value_of(const TableCase& table_case, const std::vector<std::size_t>& options) {
    const Terms parts = table_case.fraction(chosen_cells(table_case.problem, options));
    return parts.g < table_case.mass.floor ? std::numeric_limits<double>::quiet_NaN() : parts.f / parts.g;
}

}  // namespace chirograph
