#include "engine/interop/prerequisites.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "engine/base/error.hpp"

namespace chirograph {
namespace {

/// One circle among the areas that could not be put in order: "3 needs 5 needs 3".
std::string circle(const std::vector<std::vector<std::size_t>>& areas_of, const std::vector<AreaNeed>& needs,
                   const std::vector<std::uint8_t>& placed) {
    std::size_t area = 0;
    while (placed[area] != 0) ++area;
    std::vector<std::size_t> walk;
    while (std::find(walk.begin(), walk.end(), area) == walk.end()) {
        walk.push_back(area);
        for (const std::size_t need : areas_of[area]) {
            if (placed[needs[need].needs] == 0) {
                area = needs[need].needs;
                break;
            }
        }
    }
    std::string text;
    for (auto it = std::find(walk.begin(), walk.end(), area); it != walk.end(); ++it) {
        text += "column " + std::to_string(*it) + " needs ";
    }
    return text + "column " + std::to_string(area);
}

}  // namespace

Prerequisites::Prerequisites(std::size_t columns, Depth max_depth, std::vector<SystemNeed> system_needs,
                             std::vector<AreaNeed> area_needs)
    : max_depth_(max_depth),
      system_needs_(std::move(system_needs)),
      area_needs_(std::move(area_needs)),
      systems_of_(columns),
      areas_of_(columns) {
    for (std::size_t i = 0; i < system_needs_.size(); ++i) systems_of_[system_needs_[i].area].push_back(i);
    for (std::size_t i = 0; i < area_needs_.size(); ++i) areas_of_[area_needs_[i].area].push_back(i);
    sort_areas();
}

void Prerequisites::sort_areas() {
    const std::size_t columns = systems_of_.size();
    std::vector<std::uint8_t> placed(columns, 0);
    for (bool grew = true; grew;) {
        grew = false;
        for (std::size_t area = 0; area < columns; ++area) {
            const bool ready = std::all_of(areas_of_[area].begin(), areas_of_[area].end(),
                                           [&](std::size_t need) { return placed[area_needs_[need].needs] != 0; });
            if (placed[area] != 0 || !ready) continue;
            placed[area] = 1;
            order_.push_back(area);
            grew = true;
        }
    }
    if (order_.size() != columns) {
        throw Error({Code::parameter, "", "prerequisites between areas", circle(areas_of_, area_needs_, placed),
                     "areas do not need each other in a circle", "remove one of these prerequisites"});
    }
}

Depth Prerequisites::cap(std::size_t area, std::span<const Halves> members, std::span<const Depth> effective) const {
    Depth cap = max_depth_;
    for (const std::size_t i : systems_of_[area]) {
        const SystemNeed& need = system_needs_[i];
        if (members[need.system] < need.at_least) cap = std::min(cap, need.cap);
    }
    for (const std::size_t i : areas_of_[area]) {
        const AreaNeed& need = area_needs_[i];
        if (effective[need.needs] < need.at_least) cap = std::min(cap, need.cap);
    }
    return cap;
}

std::vector<Depth> Prerequisites::effective(std::span<const Depth> stated, std::span<const Halves> members) const {
    std::vector<Depth> depths(stated.begin(), stated.end());
    for (const std::size_t area : order_) depths[area] = std::min(stated[area], cap(area, members, depths));
    return depths;
}

std::vector<Hold> Prerequisites::holds(std::span<const Depth> stated, std::span<const Halves> members) const {
    const std::vector<Depth> depths = effective(stated, members);
    std::vector<Hold> found;
    for (std::size_t area = 0; area < depths.size(); ++area) {
        if (depths[area] == stated[area]) continue;
        for (const std::size_t i : systems_of_[area]) {
            const SystemNeed& need = system_needs_[i];
            if (members[need.system] >= need.at_least || need.cap >= stated[area]) continue;
            found.push_back({area, stated[area], depths[area], true, i});
        }
        for (const std::size_t i : areas_of_[area]) {
            const AreaNeed& need = area_needs_[i];
            if (depths[need.needs] >= need.at_least || need.cap >= stated[area]) continue;
            found.push_back({area, stated[area], depths[area], false, i});
        }
    }
    return found;
}

}  // namespace chirograph
