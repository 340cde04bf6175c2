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

/// The ends between which a prerequisite says anything.
void check_reach(const json& codebook, FaultList& faults) {
    const double top = static_cast<double>(list(codebook, "scale").size()) - 1.0;
    walk(codebook, "/prerequisites/*/cap_without", [&](const json& cap, const std::string& place) {
        if (cap.get<double>() < top) return;
        faults.add(Code::reference, "/codebook" + place, cap.dump(), "a cap lies below the top of the scale",
                   "lower the cap, or remove the prerequisite");
    });
    walk(codebook, "/prerequisites/*/needs_depth", [&](const json& depth, const std::string& place) {
        if (!depth.is_number() || depth.get<double>() > 0.0) return;
        faults.add(Code::reference, "/codebook" + place, depth.dump(), "what is asked for is at least 1",
                   "raise it, or remove the rule");
    });
}

/// A scale says where it is from, and each of its levels asks for something.
void check_scales(const json& codebook, FaultList& faults) {
    walk(codebook, "/scales/*", [&](const json& scale, const std::string& place) {
        if (!field(scale, "source").is_null() || text_view(scale, "kind") == "own") return;
        faults.add(Code::reference, "/codebook" + place + "/source", "null",
                   "a scale of the kind '" + text(scale, "kind") + "' has a source",
                   "name the source, or make the kind 'own' and say in basis what it rests on");
    });
    walk(codebook, "/scales/*/levels/*", [&](const json& level, const std::string& place) {
        if (!list(level, "any_of").empty() || !list(level, "all_of").empty()) return;
        faults.add(Code::reference, "/codebook" + place, "no system", "a level asks for at least one system",
                   "name it in any_of or all_of, or remove the level");
    });
}

/// The lowest rating takes every share; each of the others begins above the one before.
void check_ratings(const json& codebook, FaultList& faults) {
    double last = -1.0;
    bool first = true;
    walk(codebook, "/breadth/ratings/*/above", [&](const json& above, const std::string& place) {
        const bool fits = first ? above.is_null() : above.is_number() && above.get<double>() > last;
        if (above.is_number()) last = above.get<double>();
        if (!fits) {
            faults.add(Code::reference, "/codebook" + place, above.dump(),
                       first ? "the lowest rating has no bound" : "each rating begins above the one before",
                       first ? "write null" : "put the ratings in order");
        }
        first = false;
    });
}

}  // namespace

void check_dimensions(const json& codebook, FaultList& faults) {
    check_reach(codebook, faults);
    check_scales(codebook, faults);
    check_ratings(codebook, faults);
    if (list(codebook, "dimensions").empty()) return;
    check_weights(codebook, faults);
    check_substance(codebook, faults);
}

}  // namespace chirograph::io
