// Theorem 2 in closed form. The least ratio has every programme of an area at its lower end but one at its upper end;
// the greatest has all of them as close together as they can be.
#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "engine/interop/group.hpp"

namespace chirograph {
namespace {

/// Smallest and greatest depth of one area under one choice.
struct Ends {
    double least = 0.0;
    double greatest = 0.0;
};

/// What one area can do. A keeps the smallest programme down and lifts `other`; B lifts `first`, the smallest.
struct Area {
    std::size_t first = 0;
    std::size_t other = 0;
    Depth least_high = 0;
    Depth most_low = 0;
    Ends a;
    Ends b;
};

class Boxes {
public:
    Boxes(std::span<const Depth> lower, std::span<const Depth> upper, std::size_t rows, std::size_t columns)
        : lower_(lower), upper_(upper), rows_(rows), columns_(columns) {}

    [[nodiscard]] Depth low(std::size_t row, std::size_t column) const { return lower_[row * columns_ + column]; }
    [[nodiscard]] Depth high(std::size_t row, std::size_t column) const { return upper_[row * columns_ + column]; }

    [[nodiscard]] Area area(std::size_t column) const {
        Area area;
        for (std::size_t row = 1; row < rows_; ++row) {
            const bool lower_still = low(row, column) < low(area.first, column);
            const bool same = low(row, column) == low(area.first, column);
            if (lower_still || (same && high(row, column) > high(area.first, column))) area.first = row;
        }
        area.other = area.first == 0 ? std::min<std::size_t>(1, rows_ - 1) : 0;
        area.least_high = high(0, column);
        Depth second = std::numeric_limits<Depth>::max();
        for (std::size_t row = 0; row < rows_; ++row) {
            area.least_high = std::min(area.least_high, high(row, column));
            area.most_low = std::max(area.most_low, low(row, column));
            if (row == area.first) continue;
            second = std::min(second, low(row, column));
            if (high(row, column) > high(area.other, column)) area.other = row;
        }
        const Depth lifted = high(area.first, column);
        const Depth other = rows_ > 1 ? high(area.other, column) : lifted;
        area.a = {static_cast<double>(rows_ > 1 ? low(area.first, column) : lifted),
                  static_cast<double>(std::max(area.most_low, other))};
        area.b = {static_cast<double>(std::min(second, lifted)), static_cast<double>(std::max(area.most_low, lifted))};
        return area;
    }

private:
    std::span<const Depth> lower_;
    std::span<const Depth> upper_;
    std::size_t rows_;
    std::size_t columns_;
};

/// An area that lowers the ratio by going from A to B once the ratio is above its threshold.
struct Step {
    double threshold = 0.0;
    std::size_t column = 0;
};

/// Lower end: start with A everywhere, switch in the order of thresholds while that lowers the ratio.
double lowest(const std::vector<Area>& areas, std::span<const double> weights, std::vector<std::uint8_t>& switched) {
    Ends sum;
    std::vector<Step> steps;
    for (std::size_t c = 0; c < areas.size(); ++c) {
        sum.least += weights[c] * areas[c].a.least;
        sum.greatest += weights[c] * areas[c].a.greatest;
        const double more = areas[c].b.greatest - areas[c].a.greatest;
        if (more > 0.0 && weights[c] > 0.0) steps.push_back({(areas[c].b.least - areas[c].a.least) / more, c});
    }
    std::sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) { return a.threshold < b.threshold; });
    double ratio = sum.greatest > 0.0 ? sum.least / sum.greatest : std::numeric_limits<double>::infinity();
    for (const Step& step : steps) {
        if (step.threshold >= ratio) break;
        const Area& area = areas[step.column];
        sum.least += weights[step.column] * (area.b.least - area.a.least);
        sum.greatest += weights[step.column] * (area.b.greatest - area.a.greatest);
        ratio = sum.least / sum.greatest;
        switched[step.column] = 1;
    }
    return ratio;
}

double highest(const std::vector<Area>& areas, std::span<const double> weights) {
    Ends sum;
    for (std::size_t c = 0; c < areas.size(); ++c) {
        sum.least += weights[c] * areas[c].least_high;
        sum.greatest += weights[c] * std::max(areas[c].least_high, areas[c].most_low);
    }
    return sum.greatest > 0.0 ? sum.least / sum.greatest : 0.0;
}

}  // namespace

GroupEnds group_ruzicka(std::span<const Depth> lower, std::span<const Depth> upper, std::size_t rows,
                        std::span<const double> weights) {
    const std::size_t columns = weights.size();
    const Boxes boxes(lower, upper, rows, columns);
    std::vector<Area> areas;
    GroupEnds ends;
    ends.undefined_possible = true;
    for (std::size_t c = 0; c < columns; ++c) {
        areas.push_back(boxes.area(c));
        for (std::size_t row = 0; row < rows; ++row) {
            ends.undefined_possible = ends.undefined_possible && !(weights[c] * boxes.low(row, c) > 0.0);
            ends.defined_possible = ends.defined_possible || weights[c] * boxes.high(row, c) > 0.0;
        }
    }
    if (!ends.defined_possible) return ends;
    std::vector<std::uint8_t> switched(columns, 0);
    ends.lower = lowest(areas, weights, switched);
    ends.upper = highest(areas, weights);
    ends.witness_lower.assign(lower.begin(), lower.end());
    ends.witness_upper.assign(lower.begin(), lower.end());
    const bool nothing = !(ends.upper > 0.0);  // then any completion with a maximum above zero attains it
    for (std::size_t c = 0; c < columns; ++c) {
        const std::size_t lifted = switched[c] != 0 || rows == 1 ? areas[c].first : areas[c].other;
        ends.witness_lower[lifted * columns + c] = boxes.high(lifted, c);
        for (std::size_t row = 0; row < rows; ++row) {
            ends.witness_upper[row * columns + c] = std::max(boxes.low(row, c), areas[c].least_high);
        }
    }
    if (nothing) ends.witness_upper = ends.witness_lower;
    return ends;
}

}  // namespace chirograph
