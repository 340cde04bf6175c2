#include "io/dataset/references.hpp"

#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "io/dataset/walk.hpp"
#include "io/json/text.hpp"

namespace chirograph::io {

namespace {

using nlohmann::json;

constexpr std::array tables{
    IdTable{"codebook.areas", "/codebook/areas/*/id"},
    IdTable{"codebook.groups", "/codebook/groups/*/id"},
    IdTable{"codebook.statuses", "/codebook/statuses/*/id"},
    IdTable{"codebook.evidence_grades", "/codebook/evidence_grades/*/id"},
    IdTable{"codebook.evidence_marks", "/codebook/evidence_marks/*/id"},
    IdTable{"codebook.coding.listing", "/codebook/coding/listing/*/evidence"},
    IdTable{"codebook.coding.commitment_depth", "/codebook/coding/commitment_depth/*/shown"},
    IdTable{"codebook.coding.commitment_links_known", "/codebook/coding/commitment_links_known/*/id"},
    IdTable{"codebook.coding.unlisted", "/codebook/coding/unlisted/*/list_status"},
    IdTable{"codebook.coding.dates", "/codebook/coding/dates/*/when"},
    IdTable{"codebook.coding.codings.coders", "/codebook/coding/codings/coders/*/id"},
    IdTable{"codebook.assumptions", "/codebook/assumptions/*/id"},
    IdTable{"codebook.strengths", "/codebook/strengths/*/id"},
    IdTable{"codebook.area_sets", "/codebook/area_sets/*/id"},
    IdTable{"codebook.dimensions", "/codebook/dimensions/*/id"},
    IdTable{"codebook.area_dimensions", "/codebook/area_dimensions/*/area"},
    IdTable{"codebook.system_dimensions", "/codebook/system_dimensions/*/system"},
    IdTable{"codebook.membership_values", "/codebook/membership_values/*/state"},
    IdTable{"codebook.menu.levels", "/codebook/menu/levels/*/area"},
    IdTable{"codebook.crosswalks", "/codebook/crosswalks/*/to"},
    IdTable{"codebook.scales", "/codebook/scales/*/id"},
    IdTable{"codebook.breadth.ratings", "/codebook/breadth/ratings/*/id"},
    IdTable{"sources", "/sources/*/id"},
    IdTable{"sources (keys)", "/sources/*/key"},
    IdTable{"partners", "/partners/*/id"},
    IdTable{"partner_groups", "/partner_groups/*/id"},
    IdTable{"programme_types", "/programme_types/*/kind"},
    IdTable{"programmes", "/programmes/*/id"},
    IdTable{"listings", "/listings/*/id"},
    IdTable{"commitments", "/commitments/*/id"},
    IdTable{"codings", "/codings/*/id"},
    IdTable{"adjudications", "/adjudications/*/id"},
    IdTable{"systems", "/systems/*/id"},
    IdTable{"memberships", "/memberships/*/id"},
    IdTable{"events", "/events/*/id"},
    IdTable{"claims", "/claims/*/id"},
    IdTable{"conflicts", "/conflicts/*/id"},
    IdTable{"not_found", "/not_found/*/id"},
    IdTable{"to_verify", "/to_verify/*/id"},
    IdTable{"mentions", "/mentions/*/id"},
    IdTable{"searches", "/searches/*/id"},
    IdTable{"sampling", "/sampling/*/id"},
};

constexpr std::array fields{
    Reference{"/codebook/areas/*/group", "codebook.groups"},
    Reference{"/codebook/coding/listing/*/grades/*", "codebook.evidence_grades"},
    Reference{"/codebook/coding/listing/*/status", "codebook.statuses"},
    Reference{"/codebook/coding/commitment_links/@keys", "codebook.evidence_grades"},
    Reference{"/codebook/coding/commitment_links/*/*", "codebook.coding.commitment_links_known"},
    Reference{"/codebook/coding/commitment_evidence/*", "codebook.evidence_marks"},
    Reference{"/codebook/coding/raise_only_listed/@keys", "codebook.evidence_grades"},
    Reference{"/codebook/coding/raised_status", "codebook.statuses"},
    Reference{"/codebook/coding/unlisted/*/status", "codebook.statuses"},
    Reference{"/codebook/coding/dates/*/status", "codebook.statuses"},
    Reference{"/codebook/coding/codings/grades/*", "codebook.evidence_grades"},
    Reference{"/codebook/coding/codings/differ_status", "codebook.statuses"},
    Reference{"/codebook/coding/codings/adjudicated_status", "codebook.statuses"},
    Reference{"/codebook/coding/codings/conflict_status", "codebook.statuses"},
    Reference{"/codebook/list_length/grades/*", "codebook.evidence_grades"},
    Reference{"/codebook/assumptions/*/source", "sources"},
    Reference{"/codebook/assumptions/*/programme", "programmes"},
    Reference{"/codebook/assumptions/*/like", "partners"},
    Reference{"/codebook/assumptions/*/listings/*", "listings"},
    Reference{"/codebook/assumptions/*/common/group", "partner_groups"},
    Reference{"/codebook/assumptions/*/strength", "codebook.strengths"},
    Reference{"/codebook/area_sets/*/areas/*", "codebook.areas"},
    Reference{"/codebook/area_dimensions/*/area", "codebook.areas"},
    Reference{"/codebook/area_dimensions/*/weights/*/dimension", "codebook.dimensions"},
    Reference{"/codebook/system_dimensions/*/system", "systems"},
    Reference{"/codebook/system_dimensions/*/weights/*/dimension", "codebook.dimensions"},
    Reference{"/codebook/interoperability/dimension_weights/*/dimension", "codebook.dimensions"},
    Reference{"/codebook/prerequisites/*/area", "codebook.areas"},
    Reference{"/codebook/prerequisites/*/needs_system", "systems"},
    Reference{"/codebook/prerequisites/*/needs_area", "codebook.areas"},
    Reference{"/codebook/menu/levels/*/area", "codebook.areas"},
    Reference{"/codebook/crosswalks/*/rows/*/areas/*", "codebook.areas"},
    Reference{"/codebook/crosswalks/*/unmatched/*/area", "codebook.areas"},
    Reference{"/codebook/scales/*/source", "sources"},
    Reference{"/codebook/scales/*/levels/*/any_of/*", "systems"},
    Reference{"/codebook/scales/*/levels/*/all_of/*", "systems"},
    Reference{"/codebook/scales/*/levels/*/source", "sources"},
    Reference{"/codebook/breadth/source", "sources"},
    Reference{"/codebook/breadth/at", "codebook.breadth.ratings"},
    Reference{"/partner_groups/*/members/*", "partners"},
    Reference{"/programme_types/*/source", "sources"},
    Reference{"/programmes/*/partner", "partners", "partner_groups"},
    Reference{"/programmes/*/list_status", "codebook.coding.unlisted"},
    Reference{"/programmes/*/predecessor", "programmes"},
    Reference{"/programmes/*/successor", "programmes"},
    Reference{"/programmes/*/sources/*", "sources"},
    Reference{"/programmes/*/evidence", "codebook.evidence_marks"},
    Reference{"/listings/*/programme", "programmes"},
    Reference{"/listings/*/areas/*/area", "codebook.areas"},
    Reference{"/listings/*/source", "sources"},
    Reference{"/listings/*/evidence", "codebook.coding.listing"},
    Reference{"/commitments/*/programme", "programmes"},
    Reference{"/commitments/*/area", "codebook.areas"},
    Reference{"/commitments/*/depth_shown", "codebook.coding.commitment_depth"},
    Reference{"/commitments/*/link", "codebook.coding.commitment_links_known"},
    Reference{"/commitments/*/role_of", "partners"},
    Reference{"/commitments/*/source", "sources"},
    Reference{"/commitments/*/evidence", "codebook.evidence_marks"},
    Reference{"/codings/*/programme", "programmes"},
    Reference{"/codings/*/area", "codebook.areas"},
    Reference{"/codings/*/coder", "codebook.coding.codings.coders"},
    Reference{"/codings/*/reason", "codebook.statuses"},
    Reference{"/codings/*/source", "sources"},
    Reference{"/adjudications/*/programme", "programmes"},
    Reference{"/adjudications/*/area", "codebook.areas"},
    Reference{"/adjudications/*/source", "sources"},
    Reference{"/systems/*/area", "codebook.areas"},
    Reference{"/systems/*/entry_needs/*", "systems"},
    Reference{"/systems/*/end_source", "sources"},
    Reference{"/memberships/*/system", "systems"},
    Reference{"/memberships/*/partner", "partners"},
    Reference{"/memberships/*/with", "partners"},
    Reference{"/memberships/*/state", "codebook.membership_values"},
    Reference{"/memberships/*/source", "sources"},
    Reference{"/memberships/*/evidence", "codebook.evidence_marks"},
    Reference{"/events/*/partners/*", "partners"},
    Reference{"/events/*/source", "sources"},
    Reference{"/events/*/evidence", "codebook.evidence_marks"},
    Reference{"/searches/*/found/*", "sources"},
    Reference{"/searches/*/not_found/*", "not_found"},
    Reference{"/sampling/*/searches/*", "searches"},
    Reference{"/claims/*/source", "sources"},
    Reference{"/claims/*/test/parts/*/conflicts/*", "conflicts"},
    Reference{"/claims/*/test/parts/*/not_found/*", "not_found"},
    Reference{"/claims/*/test/parts/*/assuming/*", "codebook.assumptions"},
    Reference{"/claims/*/test/parts/*/with/evidence/*", "codebook.evidence_grades"},
    Reference{"/claims/*/test/parts/*/variants/*/with/evidence/*", "codebook.evidence_grades"},
    Reference{"/claims/*/test/parts/*/with/programmes/*", "programmes"},
    Reference{"/claims/*/test/parts/*/variants/*/with/programmes/*", "programmes"},
    Reference{"/claims/*/test/parts/*/with/against/*", "programmes"},
    Reference{"/claims/*/test/parts/*/variants/*/with/against/*", "programmes"},
    Reference{"/claims/*/test/parts/*/with/area_set", "codebook.area_sets"},
    Reference{"/claims/*/test/parts/*/variants/*/with/area_set", "codebook.area_sets"},
    Reference{"/claims/*/test/parts/*/with/areas/*", "codebook.areas"},
    Reference{"/claims/*/test/parts/*/variants/*/with/areas/*", "codebook.areas"},
    Reference{"/claims/*/test/parts/*/with/links/*", "codebook.coding.commitment_links_known"},
    Reference{"/claims/*/test/parts/*/variants/*/with/links/*", "codebook.coding.commitment_links_known"},
    Reference{"/claims/*/test/parts/*/with/certain_links/*", "codebook.coding.commitment_links_known"},
    Reference{"/claims/*/test/parts/*/variants/*/with/certain_links/*", "codebook.coding.commitment_links_known"},
    Reference{"/claims/*/test/parts/*/with/unknown_links/*", "codebook.coding.commitment_links_known"},
    Reference{"/claims/*/test/parts/*/variants/*/with/unknown_links/*", "codebook.coding.commitment_links_known"},
    Reference{"/claims/*/test/parts/*/with/certain_marks/*", "codebook.evidence_marks"},
    Reference{"/claims/*/test/parts/*/variants/*/with/certain_marks/*", "codebook.evidence_marks"},
    Reference{"/claims/*/test/parts/*/with/system", "systems"},
    Reference{"/claims/*/test/parts/*/variants/*/with/system", "systems"},
    Reference{"/claims/*/test/parts/*/with/events/*", "events"},
    Reference{"/claims/*/test/parts/*/variants/*/with/events/*", "events"},
    Reference{"/conflicts/*/programme", "programmes"},
    Reference{"/conflicts/*/area", "codebook.areas"},
    Reference{"/conflicts/*/source_a", "sources"},
    Reference{"/conflicts/*/source_b", "sources"},
    Reference{"/conflicts/*/alternatives/*/source", "sources"},
    Reference{"/conflicts/*/alternatives/*/outweighed_by/*", "sources"},
    Reference{"/conflicts/*/alternatives/*/listings/*/programme", "programmes"},
    Reference{"/conflicts/*/alternatives/*/listings/*/areas/*/area", "codebook.areas"},
    Reference{"/conflicts/*/alternatives/*/listings/*/source", "sources"},
    Reference{"/conflicts/*/alternatives/*/listings/*/evidence", "codebook.coding.listing"},
    Reference{"/mentions/*/programme", "programmes"},
    Reference{"/mentions/*/event", "events"},
    Reference{"/mentions/*/source", "sources"},
};

/// The names of one table: where each stands first, and all of them in file order for suggestions.
struct TableNames {
    std::map<std::string, std::string, std::less<>> places;
    std::vector<std::string_view> in_order;
    bool all = true;  ///< no name is missing because of a fault in the form of the table
};

using NamesByTable = std::map<std::string_view, TableNames>;

/// True when the table is a list and each of its records has a name without a fault.
bool all_named(const json& document, const IdTable& table, const FaultList& faults) {
    const std::size_t records = table.path.rfind("/*/");
    bool found = false;
    walk(document, table.path.substr(0, records),
         [&](const json& value, const std::string& place) { found = value.is_array() && !faults.settled(place); });
    walk(document, table.path.substr(0, records + 2), [&](const json& record, const std::string& place) {
        const std::string field(table.path.substr(records + 3));
        found = found && record.is_object() && record.contains(field) && record.at(field).is_string() &&
                !faults.settled(place) && !faults.settled(place + "/" + field);
    });
    return found;
}

TableNames names_of(const json& document, const IdTable& table, bool formed, FaultList& faults) {
    TableNames names;
    names.all = formed || all_named(document, table, faults);
    walk(document, table.path, [&](const json& value, const std::string& place) {
        if (!value.is_string()) return;
        const auto& name = value.get_ref<const std::string&>();
        const auto [found, fresh] = names.places.emplace(name, place);
        if (fresh) {
            names.in_order.emplace_back(found->first);
        } else {
            faults.add(Code::reference, place, in_quotes(name), "each name stands once in " + std::string(table.name),
                       "rename one of the two; the first is " + found->second);
        }
    });
    return names;
}

void check_one(const Reference& reference, const std::string& name, const std::string& place,
               const NamesByTable& directory, FaultList& faults) {
    const TableNames& names = directory.at(reference.table);
    if (!names.all || names.places.contains(name)) return;
    std::string where(reference.table);
    std::vector<std::string_view> candidates = names.in_order;
    if (!reference.other.empty()) {
        const TableNames& others = directory.at(reference.other);
        if (!others.all || others.places.contains(name)) return;
        where += " or " + std::string(reference.other);
        candidates.insert(candidates.end(), others.in_order.begin(), others.in_order.end());
    }
    if (!faults.room()) candidates.clear();
    faults.add(Code::reference, place, in_quotes(name), "no record of " + where + " has this name",
               suggestion(name, candidates, "add the record, or correct the name"));
}

}  // namespace

std::span<const IdTable> id_tables() {
    return tables;
}
std::span<const Reference> references() {
    return fields;
}

void check_references(const json& document, FaultList& faults) {
    const bool formed = faults.empty();
    if (!faults.room()) return;  // faults of the form are left out, so nobody knows which names are missing
    NamesByTable directory;
    for (const IdTable& table : tables) directory.emplace(table.name, names_of(document, table, formed, faults));
    for (const Reference& reference : fields) {
        walk(document, reference.path, [&](const json& value, const std::string& place) {
            if (value.is_string()) check_one(reference, value.get<std::string>(), place, directory, faults);
        });
    }
}

}  // namespace chirograph::io
