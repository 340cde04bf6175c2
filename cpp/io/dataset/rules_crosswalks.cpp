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
using AreaNames = std::set<std::string, std::less<>>;

/// Names that stand more than once at the places a path reaches, in this order.
AreaNames told_once(const json& crosswalk, const std::string& place, std::initializer_list<std::string_view> paths,
                    std::string_view rule, FaultList& faults) {
    AreaNames seen;
    for (const std::string_view path : paths) {
        walk(
            crosswalk, path,
            [&](const json& name, const std::string& at) {
                if (!name.is_string() || seen.insert(name.get<std::string>()).second) return;
                faults.add(Code::reference, at, in_quotes(name.get_ref<const std::string&>()), std::string(rule),
                           "take it out of one of them");
            },
            place);
    }
    return seen;
}

}  // namespace

void check_crosswalks(const json& codebook, FaultList& faults) {
    const json& crosswalks = list(codebook, "crosswalks");
    for (std::size_t i = 0; i < crosswalks.size(); ++i) {
        const std::string place = "/codebook/crosswalks/" + std::to_string(i);
        told_once(crosswalks[i], place, {"/rows/*/id"}, "each row of a crosswalk has a name of its own", faults);
        const std::string_view once = "each area stands in one row, or once among those without a counterpart";
        const AreaNames here = told_once(crosswalks[i], place, {"/rows/*/areas/*", "/unmatched/*/area"}, once, faults);
        told_once(crosswalks[i], place, {"/rows/*/to_areas/*", "/to_unmatched/*/area"}, once, faults);
        for (const json& area : list(codebook, "areas")) {
            const std::string id = text(area, "id");
            if (here.contains(id)) continue;
            faults.add(Code::reference, place + "/unmatched", in_quotes(id),
                       "every area stands in a row, or among those without a counterpart", "add it, with the reason");
        }
    }
}

}  // namespace chirograph::io
