#include "engine/interop/group.hpp"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

#include "engine/base/error.hpp"
#include "engine/interop/monotone.hpp"
#include "engine/interop/ratio.hpp"

namespace chirograph {

void require_group(const InteropData& data, std::span<const std::size_t> rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        data.require_row(rows[i]);
        const auto before = rows.first(i);
        if (std::find(before.begin(), before.end(), rows[i]) == before.end()) continue;
        throw Error({Code::index, "", "group", "row " + std::to_string(rows[i]) + " twice",
                     "each programme is named once", "remove the repetition"});
    }
    if (rows.empty()) throw Error({Code::index, "", "group", "no row", "a group has a programme", "name one"});
}

double depth_of_m(const InteropData& data, std::span<const Side> sides, std::size_t m) {
    const Panel& panel = data.panel();
    double sum = 0.0;
    double total = 0.0;
    std::vector<Depth> depths(sides.size());
    for (std::size_t i = 0; i < panel.columns(); ++i) {
        for (std::size_t row = 0; row < sides.size(); ++row) depths[row] = sides[row].depths[i];
        std::sort(depths.begin(), depths.end(), std::greater<>());
        sum += panel.weights()[i] * depths[m - 1];
        total += panel.weights()[i] * panel.max_depth();
    }
    return sum / total;
}

InteropRange m_of_k(const InteropData& data, std::span<const std::size_t> rows, std::size_t m,
                    const InteropBudget& budget) {
    require_group(data, rows);
    if (m < 1 || m > rows.size()) {
        throw Error({Code::parameter, "", "parameter m", std::to_string(m),
                     "m is between 1 and the number of programmes (" + std::to_string(rows.size()) + ")",
                     "correct it"});
    }
    const Panel& panel = data.panel();
    double total = 0.0;
    for (const double weight : panel.weights()) total += weight * panel.max_depth();
    const auto kind = [m](const Values& values) {  // the m deepest so far
        Values deepest = values;
        std::sort(deepest.begin(), deepest.end(), std::greater<>());
        deepest.resize(m);
        return deepest;
    };
    const auto adds = [&](std::size_t item, std::span<const unsigned> values, std::span<double>) {
        Values sorted(values.begin(), values.end());
        std::sort(sorted.begin(), sorted.end(), std::greater<>());
        return Terms{panel.weights()[item] / total * sorted[m - 1], 0.0};
    };
    Question question{{{rows.begin(), rows.end()}, false, {}, kind},
                      plain_frame(0.0, 1.0),
                      adds,
                      [&](std::span<const Side> sides, std::span<const Halves>) { return depth_of_m(data, sides, m); }};
    return monotone_range(data, question, budget);
}

InteropRange collective_overlap(const InteropData& data, std::span<const std::size_t> rows,
                                const InteropBudget& budget) {
    require_group(data, rows);
    const auto ends = [](std::span<const unsigned> values) {
        return std::pair(*std::min_element(values.begin(), values.end()),
                         *std::max_element(values.begin(), values.end()));
    };
    const auto kind = [&](const Values& values) {
        const auto [least, greatest] = ends(values);
        return Values{least, greatest};
    };
    const AreaTerms terms = [&](std::size_t, std::span<const unsigned> values) {
        const auto [least, greatest] = ends(values);
        return Terms{static_cast<double>(least), static_cast<double>(greatest)};
    };
    return ratio_range(data, {{rows.begin(), rows.end()}, false, {}, kind}, terms, budget);
}

}  // namespace chirograph
