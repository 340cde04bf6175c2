#include "engine/pair/table_search.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace chirograph {

TableSearch::TableSearch(const TableCase& table_case) : case_(table_case), fraction_(frame()) {
    const PairProblem& problem = case_.problem;
    for (std::size_t c = 0; c < problem.columns(); ++c) {
        auto& list = options_.emplace_back();
        for (const Cell cell : problem.options[c]) list.push_back(option(c, cell));
    }
    for (std::size_t c = 0; c < problem.columns(); ++c) {
        Fraction::Numbers numbers = options_[c];
        std::sort(numbers.begin(), numbers.end());
        numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
        fraction_.add_area(std::move(numbers), case_.weights[c]);
    }
}

FractionFrame TableSearch::frame() const {
    FractionFrame frame;
    const TableOffset& offset = case_.offset;
    const Mass& mass = case_.mass;
    frame.margins = case_.table.margins(case_.arguments);
    const std::size_t pieces = of_two(offset.shape) ? frame.margins / 2 : frame.margins;
    for (std::size_t k = 0; k < pieces; ++k) {
        frame.pieces.push_back({offset.shape, k, frame.margins - pieces + k, offset.factor});
    }
    frame.constant = {offset.constant.f * mass.total * mass.total, offset.constant.g * mass.total * mass.total};
    frame.total = mass.total;
    frame.scale = mass.scale;
    frame.size = mass.size;
    frame.least = 1.999 * mass.floor;
    frame.low = case_.indicator.low;
    frame.high = case_.indicator.high;
    frame.whole = case_.whole;
    if (mass.root) {  // a side that is empty, or full for phi, has no value
        const double least = 3.999 * mass.floor / mass.scale;
        const bool spread = offset.shape == Shape::spread;
        const double most = spread ? mass.total - least : std::numeric_limits<double>::infinity();
        frame.limits.assign(frame.margins, {least, most});
    }
    for (const Counter& counter : case_.problem.counters) {
        frame.counts.push_back({static_cast<double>(counter.minimum),
                                static_cast<double>(std::min(counter.maximum, case_.problem.columns()))});
        frame.side.push_back(counter.second ? 1 : 0);
    }
    return frame;
}

/// Areas without weight are told apart by the counters only.
std::uint16_t TableSearch::option(std::size_t column, Cell cell) {
    const std::size_t margins = fraction_.margins();
    std::vector<double> sums(margins);
    Terms terms;
    if (case_.weights[column] > 0.0) {
        std::array<std::int64_t, most_margins> steps{};
        case_.table.margin_step(cell, case_.arguments, steps);
        double all = 0.0;
        for (std::size_t m = 0; m < margins; ++m) all += sums[m] = static_cast<double>(steps[m]);
        terms = case_.table.terms(cell, case_.arguments);
        terms.f = case_.mass.scale * (terms.f + case_.offset.linear.f * all);
        terms.g = case_.mass.scale * (terms.g + case_.offset.linear.g * all);
    }
    for (const Counter& counter : case_.problem.counters) {
        sums.push_back(static_cast<double>(counter.step(column, cell)));
    }
    return fraction_.option(std::move(sums), terms);
}

Bound TableSearch::end(double sign, const std::vector<std::vector<Cell>>& starts, FractionEffort& effort) {
    const PairProblem& problem = case_.problem;
    const auto cells = [&](const Picks& picks) {
        std::vector<Cell> chosen;
        for (std::size_t c = 0; c < picks.size(); ++c) {
            const auto at = std::find(options_[c].begin(), options_[c].end(), picks[c]) - options_[c].begin();
            chosen.push_back(problem.options[c][static_cast<std::size_t>(at)]);
        }
        return chosen;
    };
    std::vector<Picks> picks;
    for (const auto& start : starts) {
        auto& list = picks.emplace_back();
        for (std::size_t c = 0; c < start.size(); ++c) {
            const auto at = std::find(problem.options[c].begin(), problem.options[c].end(), start[c]);
            list.push_back(options_[c][static_cast<std::size_t>(at - problem.options[c].begin())]);
        }
    }
    const ExactValue exact = [&](const Picks& chosen) {
        const Terms parts = case_.fraction(cells(chosen));
        return parts.g < case_.mass.floor ? std::numeric_limits<double>::quiet_NaN() : parts.f / parts.g;
    };
    const FractionEnd end = fraction_end(fraction_, sign, picks, exact, effort);
    const Indicator& row = case_.indicator;
    const double value = std::clamp(end.value, row.low, row.high);
    return proven_end(end.picks.empty() ? std::vector<Cell>{} : cells(end.picks), value, end.bound, sign, row.low,
                      row.high);
}

}  // namespace chirograph
