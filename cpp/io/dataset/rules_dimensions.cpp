#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>

#include "io/dataset/reader.hpp"
#include "io/dataset/rules.hpp"
#include "io/dataset/walk.hpp"

namespace chirograph::io {

namespace {

using nlohmann::json;

double weight(const json& record, std::string_view key) {
    return field(record, key).get<double>();
}

void check_weights(const json& codebook, FaultList& faults) {
    bool any = false;
    walk(codebook, "/interoperability/dimension_weights/*/weight",
         [&](const json& weight, const std::string&) { any = any || weight.get<double>() > 0.0; });
    if (any) return;
    faults.add(Code::reference, "/codebook/interoperability/dimension_weights", "no weight above 0",
               "at least one dimension weighs something in the composite",
               "give a weight to one of codebook.dimensions");
}

/// A dimension about nothing has no value.
void check_substance(const json& codebook, FaultList& faults) {
    std::set<std::string_view> about;
    const auto note = [&](const json& record) {
        for (const json& entry : list(record, "weights")) {
            if (weight(entry, "weight") > 0.0) about.insert(text_view(entry, "dimension"));
        }
    };
    for (const json& area : list(codebook, "area_dimensions")) note(area);
    for (const json& system : list(codebook, "system_dimensions")) {
        if (weight(system, "value") > 0.0) note(system);
    }
    walk(codebook, "/dimensions/*/id", [&](const json& id, const std::string& place) {
        if (about.contains(id.get_ref<const std::string&>())) return;
        faults.add(Code::reference, "/codebook" + place, id.dump(), "some area or system is relevant to the dimension",
                   "give it a weight in area_dimensions or system_dimensions, or leave the dimension out");
    });
}

/// The ends between which a prerequisite or a level rule says anything.
void check_reach(const json& codebook, FaultList& faults) {
    const double top = static_cast<double>(list(codebook, "scale").size()) - 1.0;
    walk(codebook, "/prerequisites/*/cap_without", [&](const json& cap, const std::string& place) {
        if (cap.get<double>() < top) return;
        faults.add(Code::reference, "/codebook" + place, cap.dump(), "a cap lies below the top of the scale",
                   "lower the cap, or remove the prerequisite");
    });
    for (const std::string_view path : {"/prerequisites/*/needs_depth", "/level_rules/enabling/*/from_level"}) {
        walk(codebook, path, [&](const json& depth, const std::string& place) {
            if (!depth.is_number() || depth.get<double>() > 0.0) return;
            faults.add(Code::reference, "/codebook" + place, depth.dump(), "what is asked for is at least 1",
                       "raise it, or remove the rule");
        });
    }
}

}  // namespace

void check_dimensions(const json& codebook, FaultList& faults) {
    check_reach(codebook, faults);
    if (list(codebook, "dimensions").empty()) return;
    check_weights(codebook, faults);
    check_substance(codebook, faults);
}

}  // namespace chirograph::io
