#include "engine/search/grain.hpp"

#include <algorithm>
#include <bitset>
#include <cmath>

namespace chirograph {
namespace {

constexpr std::size_t most_values = 8192;
constexpr double rounding = 1e-12;

bool divides(double unit, const std::vector<double>& steps) {
    return std::all_of(steps.begin(), steps.end(),
                       [unit](double step) { return std::abs(step / unit - std::round(step / unit)) < 1e-9; });
}

}  // namespace

Grain::Grain(const Fraction& fraction) : fraction_(fraction), units_(fraction.margins()) {
    for (std::size_t f = 0; f < units_.size(); ++f) {
        std::vector<double> steps;
        double range = 0.0;
        for (const Fraction::Area& area : fraction.areas()) {
            const double least = fraction.least(area.set)[f];
            for (const std::uint16_t o : fraction.set(area.set)) {
                const double step = area.weight * (fraction.adds(o)[f] - least);
                if (step > rounding) steps.push_back(step);
            }
            range += area.weight * (fraction.most(area.set)[f] - least);
        }
        std::sort(steps.begin(), steps.end());
        steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
        constexpr int most_parts = 64;
        for (int part = 1; !steps.empty() && part <= most_parts && units_[f] == 0.0; ++part) {
            const double unit = steps.front() / part;
            if (range / unit > static_cast<double>(most_values - 2)) break;
            if (divides(unit, steps)) units_[f] = unit;
        }
    }
}

std::pair<double, double> Grain::around(const Groups& groups, std::size_t margin, double at) const {
    const double unit = units_[margin];
    if (unit == 0.0) return {at, at};
    std::bitset<most_values> values;
    values.set(0);
    double base = 0.0;
    std::vector<std::size_t> steps;
    for (const Group& group : groups) {
        const double least = fraction_.least(group.set)[margin];
        base += group.weight * static_cast<double>(group.count) * least;
        steps.clear();
        for (const std::uint16_t o : fraction_.set(group.set)) {
            steps.push_back(
                static_cast<std::size_t>(std::lround(group.weight * (fraction_.adds(o)[margin] - least) / unit)));
        }
        std::sort(steps.begin(), steps.end());
        steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
        if (steps.size() < 2) continue;
        for (std::size_t i = 0; i < group.count; ++i) {
            std::bitset<most_values> next;
            for (const std::size_t step : steps) next |= values << step;
            values = next;
        }
    }
    const double place = (at - base) / unit + 1e-6;
    if (place < 0.0 || place >= static_cast<double>(most_values)) return {at, at};
    auto below = static_cast<std::size_t>(place);
    std::size_t above = below + 1;
    while (below > 0 && !values[below]) --below;
    while (above < most_values && !values[above]) ++above;
    if (above == most_values) return {at, at};
    return {base + unit * static_cast<double>(below) + rounding, base + unit * static_cast<double>(above) - rounding};
}

}  // namespace chirograph
