#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "io/dataset/reader.hpp"
#include "io/dataset/rules.hpp"
#include "io/dataset/walk.hpp"

namespace chirograph::io {

namespace {

using nlohmann::json;
using Names = std::set<std::string_view>;

std::string at(std::string_view table, std::size_t i) {
    return std::string(table) + "/" + std::to_string(i);
}

/// Evidence of listings that counts as a title of the programme's own list: the grades of codebook.list_length.
Names own_list_evidence(const json& codebook) {
    Names grades;
    for (const json& grade : list(field(codebook, "list_length"), "grades")) {
        if (grade.is_string()) grades.insert(grade.get_ref<const std::string&>());
    }
    Names evidence;
    for (const json& rule : list(field(codebook, "coding"), "listing")) {
        for (const json& grade : list(rule, "grades")) {
            if (grade.is_string() && grades.contains(grade.get_ref<const std::string&>())) {
                evidence.insert(text_view(rule, "evidence"));
            }
        }
    }
    return evidence;
}

/// list_status values whose unlisted areas are coded as certainly absent.
Names closed_lists(const json& codebook) {
    Names closed;
    for (const json& rule : list(field(codebook, "coding"), "unlisted")) {
        if (whole(rule, "upper") == 0) closed.insert(text_view(rule, "list_status"));
    }
    return closed;
}

void check_total(const json& programme, const std::string& place, std::size_t titles, bool closed, FaultList& faults) {
    const auto total = whole_if_any(programme, "list_total");
    const auto use = text_if_any(programme, "list_total_use");
    if (total.has_value() != use.has_value()) {
        faults.add(Code::reference, place,
                   "list_total " + field(programme, "list_total").dump() + ", list_total_use " +
                       field(programme, "list_total_use").dump(),
                   "a total and its use are both given or both null", "write null in both, or fill both");
        return;
    }
    if (!total || *use != "derive") return;
    const std::string counts =
        joined({"list_total ", std::to_string(*total), ", titles read ", std::to_string(titles)});
    if (titles > *total) {
        faults.add(Code::reference, place, counts, "a list has no more titles than its total",
                   "correct list_total, or write state_only as list_total_use");
    } else if (closed && titles < *total) {
        faults.add(Code::reference, place, counts,
                   "an area may be called absent only when every title of the list was read",
                   "give the list another list_status until the rest is read");
    }
}

void check_totals(const json& document, FaultList& faults) {
    const json& codebook = field(document, "codebook");
    const Names own = own_list_evidence(codebook);
    if (own.empty()) return;  // no grade counts titles
    const Names closed = closed_lists(codebook);
    std::map<std::string_view, std::size_t> titles;
    const json& listings = list(document, "listings");
    for (const json& listing : listings) {
        if (own.contains(text_view(listing, "evidence"))) ++titles[text_view(listing, "programme")];
    }
    const json& programmes = list(document, "programmes");
    for (std::size_t i = 0; i < programmes.size(); ++i) {
        const json& programme = programmes[i];
        const auto read = titles.find(text_view(programme, "id"));
        check_total(programme, at("/programmes", i), read == titles.end() ? 0 : read->second,
                    closed.contains(text_view(programme, "list_status")), faults);
    }
}

/// A title names each area once, and no more areas than the codebook says a title of an own list covers.
void check_titles(const json& document, FaultList& faults) {
    const json& codebook = field(document, "codebook");
    const Names own = own_list_evidence(codebook);
    const std::size_t most = whole(codebook, "areas_per_title_maximum");
    const json& listings = list(document, "listings");
    for (std::size_t i = 0; i < listings.size(); ++i) {
        const json& areas = list(listings[i], "areas");
        Names seen;
        for (std::size_t k = 0; k < areas.size(); ++k) {
            if (seen.insert(text_view(areas[k], "area")).second) continue;
            faults.add(Code::reference, at(at("/listings", i) + "/areas", k), in_quotes(text_view(areas[k], "area")),
                       "a title names each area once", "remove the repetition");
        }
        if (seen.size() > most && own.contains(text_view(listings[i], "evidence"))) {
            faults.add(Code::reference, at("/listings", i) + "/areas", std::to_string(seen.size()) + " areas",
                       "a title of an own list covers at most areas_per_title_maximum = " + std::to_string(most),
                       "raise codebook.areas_per_title_maximum, or split the title");
        }
    }
}

void check_assumptions(const json& codebook, FaultList& faults) {
    const json& assumptions = list(codebook, "assumptions");
    for (std::size_t i = 0; i < assumptions.size(); ++i) {
        const json& made = assumptions[i];
        const std::string place = at("/codebook/assumptions", i);
        const bool like = text_if_any(made, "like").has_value();
        const bool lower = whole_if_any(made, "lower").has_value();
        const bool upper = whole_if_any(made, "upper").has_value();
        const bool common = made.contains("common");
        if (lower != upper || int{like} + int{lower} + int{common} != 1) {
            faults.add(Code::reference, place, "", "an assumption gives either lower and upper, or like, or common",
                       "write null in the others, or leave common out");
        }
        const std::string_view about = text_view(made, "applies_to");
        if (common != (about == "common")) {
            faults.add(Code::reference, place + "/applies_to", in_quotes(about),
                       "an assumption that applies to \"common\" has common, and no other has",
                       common ? "write \"common\"" : "say in common of which group, and how many areas");
        }
        const bool titled = about == "named" || about == "list";
        if (titled != made.contains("listings")) {
            faults.add(Code::reference, place + "/listings", titled ? "nothing" : "listings",
                       "an assumption that applies to \"named\" or \"list\" has listings, and no other has",
                       titled ? "name the listings whose areas it is about" : "remove listings");
        }
        if (titled && (like || !text_if_any(made, "programme"))) {
            faults.add(Code::reference, place + (like ? "/like" : "/programme"),
                       like ? in_quotes(*text_if_any(made, "like")) : "null",
                       "an assumption about the areas of listings gives depths to one programme",
                       like ? "write null, and the depths in lower and upper" : "name the programme");
        }
    }
}

void check_ties(const json& document, FaultList& faults) {
    const auto differ = [&](std::string_view table, std::string_view one, std::string_view other) {
        walk(document, joined({"/", table, "/*"}), [&](const json& record, const std::string& place) {
            const auto second = text_if_any(record, other);
            if (!second || text_view(record, one) != *second) return;
            faults.add(Code::reference, place + "/" + std::string(other), in_quotes(*second),
                       joined({"differs from '", one, "' of the same record"}), "write null, or another name");
        });
    };
    differ("programmes", "id", "predecessor");
    differ("programmes", "id", "successor");
    differ("memberships", "partner", "with");
    Names partners;
    for (const json& partner : list(document, "partners")) partners.insert(text_view(partner, "id"));
    walk(document, "/partner_groups/*/id", [&](const json& id, const std::string& place) {
        if (!id.is_string() || !partners.contains(id.get_ref<const std::string&>())) return;
        faults.add(Code::reference, place, in_quotes(id.get_ref<const std::string&>()),
                   "a group has no name of a partner", "rename the group");
    });
}

/// A role in an activity of a group names the member that has it; elsewhere it is the partner's own.
void check_roles(const json& document, FaultList& faults) {
    std::map<std::string_view, Names> members;
    for (const json& group : list(document, "partner_groups")) {
        for (const json& member : list(group, "members")) {
            if (member.is_string()) members[text_view(group, "id")].insert(member.get_ref<const std::string&>());
        }
    }
    std::map<std::string_view, std::string_view> holders;
    for (const json& programme : list(document, "programmes")) {
        holders.emplace(text_view(programme, "id"), text_view(programme, "partner"));
    }
    walk(document, "/commitments/*", [&](const json& act, const std::string& place) {
        const auto whose = text_if_any(act, "role_of");
        const auto holder = holders.find(text_view(act, "programme"));
        if (holder == holders.end()) return;  // told of as a reference
        const auto group = members.find(holder->second);
        const bool told = text_if_any(act, "partner_role").has_value();
        const bool fits = group == members.end() ? !whose : whose.has_value() == told;
        const bool member = !whose || group == members.end() || group->second.contains(*whose);
        if (fits && member) return;
        faults.add(Code::reference, place + "/role_of", whose ? in_quotes(*whose) : "nothing",
                   "a role in an activity of a group of partners names the member that has it, and only there",
                   group == members.end() ? "remove role_of" : "give both partner_role and role_of, a member's id");
    });
}

void check_size(const json& document, FaultList& faults) {
    const std::size_t rows = list(document, "programmes").size();
    const std::size_t columns = list(field(document, "codebook"), "areas").size();
    if (rows * columns <= most_cells) return;
    faults.add(Code::reference, "top level",
               std::to_string(rows) + " programmes x " + std::to_string(columns) + " areas",
               "a dataset has at most " + std::to_string(most_cells) + " cells", "split the dataset");
}

}  // namespace

void check_records(const json& document, FaultList& faults) {
    check_totals(document, faults);
    check_titles(document, faults);
    check_assumptions(field(document, "codebook"), faults);
    check_ties(document, faults);
    check_roles(document, faults);
    check_size(document, faults);
}

}  // namespace chirograph::io
