#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "io/dataset/reader.hpp"
#include "io/dataset/rules.hpp"
#include "io/json/text.hpp"

namespace chirograph::io {

namespace {

using nlohmann::json;

std::string place_of(std::size_t i) {
    return "/codebook/prerequisites/" + std::to_string(i);
}

void check_form(const json& wish, std::size_t i, FaultList& faults) {
    const bool system = text_if_any(wish, "needs_system").has_value();
    const bool area = text_if_any(wish, "needs_area").has_value();
    if (system == area) {
        faults.add(Code::reference, place_of(i), "", "a prerequisite needs either a system or an area",
                   "write null in one of needs_system and needs_area");
    } else if (area != whole_if_any(wish, "needs_depth").has_value()) {
        faults.add(Code::reference, place_of(i) + "/needs_depth", field(wish, "needs_depth").dump(),
                   "needs_depth goes with needs_area and is null otherwise", area ? "write a depth" : "write null");
    }
}

/// Takes away areas that need nothing any more; what is left goes round in a circle or hangs on one.
void check_circles(const json& wishes, FaultList& faults) {
    struct Edge {
        std::size_t place;
        std::string_view area;
        std::string_view needed;
    };
    std::vector<Edge> edges;
    std::map<std::string_view, std::size_t> open;  // how many prerequisites an area still has
    std::map<std::string_view, std::vector<std::string_view>> dependents;
    for (std::size_t i = 0; i < wishes.size(); ++i) {
        const auto needed = text_if_any(wishes[i], "needs_area");
        if (!needed) continue;
        const std::string_view area = text_view(wishes[i], "area");
        edges.push_back({i, area, *needed});
        ++open[area];
        open.try_emplace(*needed, 0);
        dependents[*needed].push_back(area);
    }
    std::vector<std::string_view> free;
    for (const auto& [area, count] : open) {
        if (count == 0) free.push_back(area);
    }
    while (!free.empty()) {
        const std::string_view area = free.back();
        free.pop_back();
        for (const std::string_view dependent : dependents[area]) {
            if (--open[dependent] == 0) free.push_back(dependent);
        }
    }
    for (const Edge& edge : edges) {
        if (open[edge.area] == 0 || open[edge.needed] == 0) continue;
        faults.add(Code::reference, place_of(edge.place), joined({"'", edge.area, "' needs '", edge.needed, "'"}),
                   "prerequisites do not go round in a circle", "remove one prerequisite of the circle");
        return;
    }
}

}  // namespace

void check_prerequisites(const json& codebook, FaultList& faults) {
    const json& wishes = list(codebook, "prerequisites");
    for (std::size_t i = 0; i < wishes.size(); ++i) check_form(wishes[i], i, faults);
    check_circles(wishes, faults);
}

}  // namespace chirograph::io
