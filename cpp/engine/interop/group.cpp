#include "engine/interop/group.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "engine/base/error.hpp"
#include "engine/interop/dimensions.hpp"
#include "engine/pair/ratio.hpp"

namespace chirograph {
namespace {

/// Which stated depth and which alternative give an effective depth; nothing where it cannot be reached.
struct Source {
    Depth stated = 0;
    std::size_t alternative = 0;
};
using Reach = std::vector<std::optional<Source>>;

Reach reach(const Scenario& scenario, std::size_t column, Depth max_depth) {
    Reach found(max_depth + 1U);
    for (unsigned depth = scenario.low[column]; depth <= scenario.high[column]; ++depth) {
        for (std::size_t a = 0; a < scenario.alternatives[column].size(); ++a) {
            const unsigned effective = std::min<unsigned>(depth, scenario.alternatives[column][a].cap);
            if (!found[effective]) found[effective] = Source{static_cast<Depth>(depth), a};
        }
    }
    return found;
}

/// Effective depth of each row in one area whose least is `least` and greatest `greatest`; empty when impossible.
std::vector<Depth> depths_between(const std::vector<Reach>& rows, Depth least, Depth greatest) {
    std::vector<Depth> depths;
    std::size_t at_least = rows.size();
    for (std::size_t row = 0; row < rows.size(); ++row) {
        Depth depth = least;
        while (depth <= greatest && !rows[row][depth]) ++depth;
        if (depth > greatest) return {};
        depths.push_back(depth);
        if (depth == least) at_least = row;
    }
    if (at_least == rows.size()) return {};
    if (greatest == least) return depths;
    // Some row other than the one that holds the minimum must rise to the maximum.
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const bool only_least = depths[row] == least && std::count(depths.begin(), depths.end(), least) == 1;
        if (!rows[row][greatest] || only_least) continue;
        depths[row] = greatest;
        return depths;
    }
    return {};
}

struct GroupCase {
    PairProblem problem;  ///< options are (least, greatest) of an area
    WeightedTerms terms;
    std::vector<std::vector<Reach>> reach;  ///< per area, per row
};

GroupCase build(const InteropData& data, const std::vector<const Scenario*>& sides) {
    GroupCase found;
    const Depth top = data.panel().max_depth();
    found.problem.options.resize(data.panel().columns());
    found.problem.weights = computing_weights(data.panel());
    found.problem.whole_weights.assign(data.panel().whole_weights().begin(), data.panel().whole_weights().end());
    for (std::size_t column = 0; column < data.panel().columns(); ++column) {
        auto& rows = found.reach.emplace_back();
        auto& terms = found.terms.emplace_back();
        for (const Scenario* side : sides) rows.push_back(reach(*side, column, top));
        const double weight = found.problem.weights[column];
        for (Depth least = 0; least <= top; ++least) {
            for (Depth greatest = least; greatest <= top; ++greatest) {
                if (depths_between(rows, least, greatest).empty()) continue;
                found.problem.options[column].push_back({least, greatest});
                terms.push_back({weight * least, weight * greatest});
            }
        }
    }
    return found;
}

/// Sharp when the completion that gives the value keeps the constraints, which were left out of the search.
InteropEnd attained_end(const InteropData& data, std::span<const std::size_t> rows, double value,
                        Completion completion) {
    if (!data.allows(rows, completion)) return {value, false, std::nullopt};
    return {value, true, std::move(completion)};
}

InteropEnd group_end(const InteropData& data, std::span<const std::size_t> rows, const GroupCase& found,
                     const std::vector<const Scenario*>& sides, const RatioEnd& end, bool exact) {
    if (!exact || end.picks.empty()) return {end.value, exact, std::nullopt};
    Completion completion;
    completion.depths.resize(sides.size());
    for (const Scenario* side : sides) completion.members.push_back(side->member_low);
    for (std::size_t column = 0; column < end.picks.size(); ++column) {
        const Cell cell = found.problem.options[column][end.picks[column]];
        const std::vector<Depth> depths = depths_between(found.reach[column], cell.x, cell.y);
        for (std::size_t row = 0; row < sides.size(); ++row) {
            const Source source = *found.reach[column][row][depths[row]];
            completion.depths[row].push_back(source.stated);
            const Alternative& chosen = sides[row]->alternatives[column][source.alternative];
            for (const auto& [system, value] : chosen.members) completion.members[row][system] = value;
        }
    }
    return attained_end(data, rows, end.value, std::move(completion));
}

InteropEnd closed_end(const InteropData& data, std::span<const std::size_t> rows, double value,
                      const std::vector<Depth>& witness) {
    if (witness.empty()) return {value, true, std::nullopt};
    Completion completion = data.corner(rows, false);
    const std::size_t columns = data.panel().columns();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto start = witness.begin() + static_cast<std::ptrdiff_t>(i * columns);
        completion.depths[i].assign(start, start + static_cast<std::ptrdiff_t>(columns));
    }
    completion.between.clear();
    return attained_end(data, rows, value, std::move(completion));
}

/// Without prerequisites the boxes are what they seem: Theorem 2. Where every area weighs, 0/0 is the low corner
/// alone.
InteropRange closed_form(const InteropData& data, std::span<const std::size_t> rows) {
    std::vector<Depth> lower;
    std::vector<Depth> upper;
    for (const std::size_t row : rows) {
        const Knowledge known = data.known(row);
        lower.insert(lower.end(), known.low.begin(), known.low.end());
        upper.insert(upper.end(), known.high.begin(), known.high.end());
    }
    const GroupEnds ends = group_ruzicka(lower, upper, rows.size(), data.panel().weights());
    const auto weights = data.panel().weights();
    const bool weighty = std::all_of(weights.begin(), weights.end(), [](double weight) { return weight > 0.0; });
    const bool empty = ends.undefined_possible && (!weighty || data.allows(rows, data.corner(rows, false)));
    return {closed_end(data, rows, ends.lower, ends.witness_lower),
            closed_end(data, rows, ends.upper, ends.witness_upper), empty, ends.defined_possible};
}

}  // namespace

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

InteropRange m_of_k(const InteropData& data, std::span<const std::size_t> rows, std::size_t m) {
    require_group(data, rows);
    if (m < 1 || m > rows.size()) {
        throw Error({Code::parameter, "", "parameter m", std::to_string(m),
                     "m is between 1 and the number of programmes (" + std::to_string(rows.size()) + ")",
                     "correct it"});
    }
    return corner_range(
        data, rows, [&](std::span<const Side> sides, std::span<const Halves>) { return depth_of_m(data, sides, m); });
}

InteropRange collective_overlap(const InteropData& data, std::span<const std::size_t> rows,
                                const InteropBudget& budget) {
    require_group(data, rows);
    if (data.prerequisites().empty()) return closed_form(data, rows);
    const std::vector<Scenarios> all = scenarios_of(data, data.prerequisites(), rows, true, budget.scenarios);
    const bool exact = std::all_of(all.begin(), all.end(), [](const Scenarios& side) { return side.exact; });
    std::vector<std::size_t> choice(all.size(), 0);
    InteropRange range = nothing_yet();
    do {
        std::vector<const Scenario*> sides;
        for (std::size_t i = 0; i < all.size(); ++i) sides.push_back(&all[i].cases[choice[i]]);
        const GroupCase found = build(data, sides);
        if (const auto ends = ratio_ends(found.problem, found.terms)) {
            widen(range, {group_end(data, rows, found, sides, ends->lower, exact),
                          group_end(data, rows, found, sides, ends->upper, exact), ends->undefined_possible,
                          ends->defined_possible});
        }
    } while (next_choice(choice, [&](std::size_t i) { return all[i].cases.size(); }));
    return range;
}

}  // namespace chirograph
