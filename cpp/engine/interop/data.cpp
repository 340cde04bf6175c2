#include "engine/interop/data.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "engine/base/error.hpp"
#include "engine/pair/tighten.hpp"
#include "engine/panel/common.hpp"

namespace chirograph {
namespace {

InteropModel checked(InteropModel model, const Panel& panel) {
    check(model, panel);
    return model;
}

Constraints checked(Constraints constraints, const Panel& panel) {
    check(constraints, panel);
    return constraints;
}

AreaSets checked(AreaSets sets, const Panel& panel) {
    const auto refuse = [&](const std::string& place, std::size_t seen) {
        throw Error({Code::shape, "", place, std::to_string(seen) + " entries",
                     "there is one per area (" + std::to_string(panel.columns()) + ")", "give one for each area"});
    };
    for (std::size_t i = 0; i < sets.sets.size(); ++i) {
        if (sets.sets[i].size() != panel.columns()) {
            refuse("area set " + std::to_string(i), sets.sets[i].size());
        }
    }
    if (!sets.groups.empty() && sets.groups.size() != panel.columns()) refuse("groups of areas", sets.groups.size());
    return sets;
}

std::size_t position(std::span<const std::size_t> rows, std::size_t row) {
    return static_cast<std::size_t>(std::find(rows.begin(), rows.end(), row) - rows.begin());
}

bool keeps(const ListLength& length, const std::vector<Depth>& depths) {
    const auto count = static_cast<std::size_t>(
        std::count_if(depths.begin(), depths.end(), [&](Depth depth) { return depth >= length.threshold; }));
    return count >= length.minimum && count <= length.maximum;
}

bool keeps(const AtLeastOne& block, const std::vector<Depth>& depths) {
    return std::any_of(block.columns.begin(), block.columns.end(),
                       [&](std::size_t column) { return depths[column] >= block.threshold; });
}

/// Do these rows leave the others as many common areas as are asked for?
bool keeps(const Common& common, std::span<const std::size_t> rows, const Completion& completion) {
    const auto count =
        static_cast<std::size_t>(std::count_if(common.columns.begin(), common.columns.end(), [&](std::size_t column) {
            return std::all_of(common.rows.begin(), common.rows.end(), [&](std::size_t row) {
                return completion.depths[position(rows, row)][column] >= common.threshold;
            });
        }));
    return count >= common.minimum && count <= common.maximum;
}

}  // namespace

InteropData::InteropData(Panel panel, Constraints constraints, InteropModel model, AreaSets sets)
    : panel_(std::move(panel)),
      constraints_(checked(std::move(constraints), panel_)),
      tight_(tightened(panel_, constraints_)),
      model_(checked(std::move(model), panel_)),
      sets_(checked(std::move(sets), panel_)),
      prerequisites_(panel_.columns(), panel_.max_depth(), model_.system_needs, model_.area_needs),
      scale_(model_, panel_) {}

void InteropData::require_row(std::size_t row) const {
    if (row < panel_.rows()) return;
    throw Error({Code::index, "", "row " + std::to_string(row), std::to_string(panel_.rows()) + " rows",
                 "the row exists", "name a programme of the panel"});
}

Knowledge InteropData::known(std::size_t row) const {
    const std::size_t start = row * model_.systems;
    return {tight_.lower_row(row), tight_.upper_row(row), std::span(model_.member_low).subspan(start, model_.systems),
            std::span(model_.member_high).subspan(start, model_.systems)};
}

std::span<const Halves> InteropData::between(std::size_t p, std::size_t q, bool high) const {
    const std::vector<Halves>& ties = high ? model_.between_high : model_.between_low;
    if (ties.empty()) return {};
    return std::span(ties).subspan((p * panel_.rows() + q) * model_.systems, model_.systems);
}

Completion InteropData::corner(std::span<const std::size_t> rows, bool high) const {
    Completion completion;
    for (const std::size_t row : rows) {
        const Knowledge about = known(row);
        const auto depths = high ? panel_.upper_row(row) : panel_.lower_row(row);
        const auto members = high ? about.member_high : about.member_low;
        completion.depths.emplace_back(depths.begin(), depths.end());
        completion.members.emplace_back(members.begin(), members.end());
    }
    if (rows.size() == 2) {
        const auto ties = between(rows[0], rows[1], high);
        completion.between.assign(ties.begin(), ties.end());
    }
    return completion;
}

bool InteropData::allows(std::span<const std::size_t> rows, const Completion& completion) const {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto broken = [&](const auto& rule) { return rule.row == rows[i] && !keeps(rule, completion.depths[i]); };
        if (std::any_of(constraints_.lengths.begin(), constraints_.lengths.end(), broken)) return false;
        if (std::any_of(constraints_.blocks.begin(), constraints_.blocks.end(), broken)) return false;
    }
    for (const JointDomain& domain : constraints_.joint) {
        std::vector<Depth> seen;
        for (const std::size_t row : domain.rows) {
            const std::size_t i = position(rows, row);
            if (i < rows.size()) seen.push_back(completion.depths[i][domain.column]);
        }
        if (seen.empty()) continue;
        if (std::find(domain.allowed.begin(), domain.allowed.end(), seen) == domain.allowed.end()) return false;
    }
    for (const Common& whole : constraints_.common) {
        for (const Common& common : projected(tight_, whole, rows)) {
            if (!keeps(common, rows, completion)) return false;
        }
    }
    return projects_exactly(tight_, constraints_, rows);
}

std::vector<Scenarios> scenarios_of(const InteropData& data, const Prerequisites& rules,
                                    std::span<const std::size_t> rows, bool fold, std::size_t most) {
    std::vector<Scenarios> sides;
    std::size_t product = 1;
    for (const std::size_t row : rows) {
        sides.push_back(scenarios(rules, data.known(row), fold, most));
        product = product > most ? product : product * sides.back().cases.size();
    }
    for (std::size_t i = 0; product > most && i < rows.size(); ++i) {
        sides[i] = scenarios(rules, data.known(rows[i]), fold, 0);
    }
    return sides;
}

void widen(InteropRange& all, const InteropRange& one) {
    all.undefined_possible = all.undefined_possible || one.undefined_possible;
    if (!one.defined_possible) return;
    if (!all.defined_possible || one.lower.value < all.lower.value) all.lower = one.lower;
    if (!all.defined_possible || one.upper.value > all.upper.value) all.upper = one.upper;
    all.defined_possible = true;
}

InteropRange nothing_yet() {
    InteropRange range;
    range.defined_possible = false;
    return range;
}

}  // namespace chirograph
