#include "engine/pair/chance_side.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/search/kinds.hpp"

namespace chirograph {

ChanceSide::ChanceSide(const TableCase& table_case, bool second) : case_(table_case), second_(second) {
    const auto& problem = case_.problem;
    for (std::size_t x = 0; x < levels(); ++x) {
        for (std::size_t y = 0; y < levels(); ++y) {
            const Cell cell{static_cast<Depth>(x), static_cast<Depth>(y)};
            gaps_.push_back(case_.table.disagreement(cell, case_.arguments));
        }
    }
    for (auto& areas : kinds_of(problem, case_.weights)) {
        if (!(case_.weights[areas.front()] > 0.0)) continue;
        Kind kind{std::move(areas), {}};
        for (const Cell cell : problem.options[kind.areas.front()]) kind.levels.push_back(fixed(cell));
        std::sort(kind.levels.begin(), kind.levels.end());
        kind.levels.erase(std::unique(kind.levels.begin(), kind.levels.end()), kind.levels.end());
        kinds_.push_back(std::move(kind));
    }
    if (!case_.table.chance_below) {
        const std::array<double, most_margins> none{};
        constant_below_ =
            case_.table
                .offset(std::span(none).first(case_.table.margins(case_.arguments)), case_.mass.total, case_.arguments)
                .g;
    }
    const double top = case_.arguments.max_depth;
    tolerance_ = 1e-15 * case_.mass.total * case_.mass.total * top * top;
}

Aim ChanceSide::aim(double sign, double value) const {
    const bool below = case_.table.chance_below;
    return {sign, value, below ? sign * (1.0 - value) : sign, below ? 0.0 : -sign * value * constant_below_};
}

std::vector<double> ChanceSide::expected(const std::vector<double>& weight_at_level) const {
    std::vector<double> all(levels());
    for (std::size_t free = 0; free < levels(); ++free) {
        for (std::size_t l = 0; l < levels(); ++l) {
            const Cell cell{static_cast<Depth>(l), static_cast<Depth>(free)};
            all[free] += weight_at_level[l] * gap(cell);
        }
    }
    return all;
}

double ChanceSide::gain(std::size_t area, Cell cell, const Aim& aim, const std::vector<double>& expected) const {
    const Depth free = second_ ? cell.x : cell.y;
    return case_.weights[area] * (aim.alpha * expected[free] - aim.sign * case_.mass.total * gap(cell));
}

ChanceSide::Best ChanceSide::best(std::size_t area, Depth level, const Aim& aim,
                                  const std::vector<double>& expected) const {
    Best best;
    const auto& options = case_.problem.options[area];
    for (std::size_t option = 0; option < options.size(); ++option) {
        if (fixed(options[option]) != level) continue;
        const double value = gain(area, options[option], aim, expected);
        if (value > best.gain) best = {value, option};
    }
    return best;
}

bool ChanceSide::margins_decide() const {
    const auto& weights = case_.weights;
    const bool equal = std::all_of(weights.begin(), weights.end(),
                                   [&](double weight) { return weight == weights.front() && weight > 0.0; });
    const auto whole = [&](const Counter& counter) {
        return counter.second == second_ && std::all_of(counter.counted.begin(), counter.counted.end(),
                                                        [](std::uint8_t counted) { return counted != 0; });
    };
    const auto& counters = case_.problem.counters;
    if (!counters.empty()) return equal && std::all_of(counters.begin(), counters.end(), whole);
    double weight = 0.0;
    for (const double each : weights) {
        if (each > 0.0 && weight > 0.0 && each != weight) return false;
        if (each > 0.0) weight = each;
    }
    return true;
}

bool ChanceSide::allowed(const std::vector<std::int64_t>& at_level) const {
    return std::all_of(case_.problem.counters.begin(), case_.problem.counters.end(), [&](const Counter& counter) {
        std::int64_t count = 0;
        for (std::size_t l = counter.threshold; l < at_level.size(); ++l) count += at_level[l];
        return count >= static_cast<std::int64_t>(counter.minimum) &&
               count <= static_cast<std::int64_t>(counter.maximum);
    });
}

}  // namespace chirograph
