#include "io/dataset/dataset.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "engine/base/error.hpp"
#include "io/dataset/edtf.hpp"
#include "io/dataset/reader.hpp"
#include "io/dataset/references.hpp"
#include "io/dataset/rules.hpp"
#include "io/json/faults.hpp"
#include "io/json/gate.hpp"
#include "io/json/text.hpp"
#include "io/schema/schema.hpp"

namespace chirograph::io {

namespace {

using nlohmann::json;

/// Name to position, in the order of a table.
using Positions = std::map<std::string, std::size_t, std::less<>>;

Positions positions(const json& table, std::string_view key) {
    Positions found;
    for (std::size_t i = 0; i < table.size(); ++i) found.emplace(text(table[i], key), i);
    return found;
}

std::vector<std::string> names(const json& table, std::string_view key) {
    std::vector<std::string> found;
    for (const json& record : table) found.push_back(text(record, key));
    return found;
}

/// Positions of the tables that records refer to.
struct Directory {
    Positions areas, partners, statuses, grades, programmes, evidence, shown, links, list_status, coders;

    explicit Directory(const json& document) {
        const json& codebook = field(document, "codebook");
        const json& coding = field(codebook, "coding");
        areas = positions(list(codebook, "areas"), "id");
        partners = positions(list(document, "partners"), "id");
        statuses = positions(list(codebook, "statuses"), "id");
        grades = positions(list(codebook, "evidence_grades"), "id");
        programmes = positions(list(document, "programmes"), "id");
        evidence = positions(list(coding, "listing"), "evidence");
        shown = positions(list(coding, "commitment_depth"), "shown");
        links = positions(list(coding, "commitment_links_known"), "id");
        list_status = positions(list(coding, "unlisted"), "list_status");
        if (coding.contains("codings")) coders = positions(list(field(coding, "codings"), "coders"), "id");
    }
};

std::size_t position(const Positions& table, std::string_view name) {
    const auto found = table.find(name);
    if (found != table.end()) return found->second;
    throw Error(Fault{Code::reference, "", "", in_quotes(name), "no record has this name", "add it"});
}

/// One mark per position: is it named in the list?
std::vector<char> marks(const json& named, const Positions& table) {
    std::vector<char> marked(table.size(), 0);
    for (const json& name : named) {
        if (name.is_string()) marked[position(table, name.get_ref<const std::string&>())] = 1;
    }
    return marked;
}

CodingsRule read_codings_rule(const json& rules, const Directory& directory) {
    CodingsRule made;
    made.coders = names(list(rules, "coders"), "id");
    made.grades = marks(list(rules, "grades"), directory.grades);
    made.combine = combine_named(made, text_view(rules, "combine")).value_or(Combine{});
    made.differ_status = position(directory.statuses, text_view(rules, "differ_status"));
    made.adjudicated_status = position(directory.statuses, text_view(rules, "adjudicated_status"));
    made.conflict_status = position(directory.statuses, text_view(rules, "conflict_status"));
    return made;
}

Coding read_coding(const json& codebook, const Directory& directory) {
    const json& rules = field(codebook, "coding");
    Coding coding;
    for (const json& rule : list(rules, "listing")) {
        coding.listing.push_back({marks(list(rule, "grades"), directory.grades), depth(rule, "lower"),
                                  position(directory.statuses, text_view(rule, "status"))});
    }
    for (const json& rule : list(rules, "unlisted")) {
        coding.unlisted.push_back(
            {depth(rule, "lower"), depth(rule, "upper"), position(directory.statuses, text_view(rule, "status"))});
    }
    const auto length_grades = marks(list(field(codebook, "list_length"), "grades"), directory.grades);
    coding.grades.resize(directory.grades.size());
    for (const auto& [grade, at] : directory.grades) {
        coding.grades[at] = {marks(list(field(rules, "commitment_links"), grade), directory.links),
                             flag(field(rules, "raise_only_listed"), grade), length_grades[at] != 0};
    }
    coding.listed_upper = depth(rules, "listed_upper");
    coding.raised_status = position(directory.statuses, text_view(rules, "raised_status"));
    coding.areas_per_title = whole(codebook, "areas_per_title_maximum");
    if (rules.contains("codings")) coding.codings = read_codings_rule(field(rules, "codings"), directory);
    return coding;
}

/// The last day on which the programme may have been concluded, else signed, else started; 0 when no date is known.
int concluded_by(const json& programme) {
    for (const std::string_view key : {"concluded", "signed", "start"}) {
        const auto written = text_if_any(programme, key);
        const auto window = written ? read_edtf(*written) : std::nullopt;
        if (window) return window->latest;
    }
    return Window::no_day;
}

Programme read_programme(const json& record, const Directory& directory) {
    Programme made;
    made.id = text(record, "id");
    const auto partner = directory.partners.find(text_view(record, "partner"));
    if (partner != directory.partners.end()) made.partner = partner->second;
    made.kind = text(record, "kind");
    made.list_rule = position(directory.list_status, text_view(record, "list_status"));
    if (text_if_any(record, "list_total_use") == "derive") made.own_list = whole_if_any(record, "list_total");
    made.concluded_by = concluded_by(record);
    return made;
}

Listing read_listing(const json& record, const Directory& directory) {
    Listing made;
    made.id = text(record, "id");
    made.programme = position(directory.programmes, text_view(record, "programme"));
    made.rule = position(directory.evidence, text_view(record, "evidence"));
    for (const json& area : list(record, "areas")) {
        made.areas.push_back(position(directory.areas, text_view(area, "area")));
    }
    return made;
}

std::vector<Commitment> read_commitments(const json& document, const Directory& directory) {
    const json& rules = field(field(document, "codebook"), "coding");
    const json& depths = list(rules, "commitment_depth");
    std::set<std::string_view> counting;
    for (const json& mark : list(rules, "commitment_evidence")) {
        if (mark.is_string()) counting.insert(mark.get_ref<const std::string&>());
    }
    std::vector<Commitment> made;
    for (const json& record : list(document, "commitments")) {
        const auto area = text_if_any(record, "area");
        if (!area) continue;
        const std::size_t shown = position(directory.shown, text_view(record, "depth_shown"));
        made.push_back({text(record, "id"), position(directory.programmes, text_view(record, "programme")),
                        position(directory.areas, *area), position(directory.links, text_view(record, "link")),
                        depth(depths[shown], "lower"), counting.contains(text_view(record, "evidence"))});
    }
    return made;
}

Coded read_coded(const json& record, const Directory& directory) {
    return {text(record, "id"),
            position(directory.programmes, text_view(record, "programme")),
            position(directory.areas, text_view(record, "area")),
            position(directory.coders, text_view(record, "coder")),
            depth(record, "lower"),
            depth(record, "upper"),
            position(directory.statuses, text_view(record, "reason"))};
}

Adjudication read_adjudication(const json& record, const Directory& directory) {
    const bool decided = whole_if_any(record, "lower").has_value();
    return {text(record, "id"),
            position(directory.programmes, text_view(record, "programme")),
            position(directory.areas, text_view(record, "area")),
            decided,
            decided ? depth(record, "lower") : Depth{0},
            decided ? depth(record, "upper") : Depth{0}};
}

/// Assumes a document that passed the schema and the rules.
Dataset build(const json& document) {
    const Directory directory(document);
    const json& codebook = field(document, "codebook");
    Dataset dataset;
    dataset.id = text(document, "id");
    dataset.max_depth = static_cast<Depth>(list(codebook, "scale").size() - 1);
    dataset.areas = names(list(codebook, "areas"), "id");
    dataset.partners = names(list(document, "partners"), "id");
    dataset.statuses = names(list(codebook, "statuses"), "id");
    dataset.grades = names(list(codebook, "evidence_grades"), "id");
    for (std::size_t i = 0; i < dataset.grades.size(); ++i) {
        if (flag(list(codebook, "evidence_grades")[i], "default")) dataset.default_grade = i;
    }
    for (const json& record : list(document, "programmes")) {
        dataset.programmes.push_back(read_programme(record, directory));
    }
    for (const json& record : list(document, "listings")) dataset.listings.push_back(read_listing(record, directory));
    dataset.commitments = read_commitments(document, directory);
    for (const json& record : list(document, "codings")) dataset.codings.push_back(read_coded(record, directory));
    for (const json& record : list(document, "adjudications")) {
        dataset.adjudications.push_back(read_adjudication(record, directory));
    }
    dataset.coding = read_coding(codebook, directory);
    return dataset;
}

/// The rules that may take every field to be there and of its type.
void check_rules(const json& document, FaultList& faults) {
    check_coding(document, faults);
    check_dates(document, faults);
    check_records(document, faults);
    check_codings(document, faults);
    check_conflicts(document, faults);
    check_prerequisites(field(document, "codebook"), faults);
    check_crosswalks(field(document, "codebook"), faults);
    check_dimensions(field(document, "codebook"), faults);
}

const Schema& dataset_schema() {
    static const Schema schema(dataset_schema_text(), "dataset.schema.json");
    return schema;
}

}  // namespace

Dataset read_dataset(std::string_view bytes, const std::string& file) {
    FaultList faults(file);
    if (!pass_gate(bytes, faults)) faults.raise_if_any();
    faults.end_stage();
    const json document = json::parse(bytes);
    dataset_schema().check(document, faults);
    faults.end_stage();
    const bool formed = faults.empty();
    check_references(document, faults);
    if (formed) check_rules(document, faults);
    faults.raise_if_any();
    Dataset dataset = build(document);
    dataset.text = std::string(bytes);
    return dataset;
}

std::size_t find_grade(const Dataset& dataset, std::string_view name) {
    if (name.empty()) return dataset.default_grade;
    const auto found = std::find(dataset.grades.begin(), dataset.grades.end(), name);
    if (found != dataset.grades.end()) return static_cast<std::size_t>(found - dataset.grades.begin());
    const std::vector<std::string_view> known(dataset.grades.begin(), dataset.grades.end());
    throw Error(Fault{Code::parameter, "", "parameter evidence", in_quotes(name),
                      "the dataset has no such evidence grade",
                      suggestion(name, known, "use " + any_of(quoted_names(known)))});
}

std::optional<Combine> combine_named(const CodingsRule& rule, std::string_view name) {
    if (name.empty()) return rule.combine;
    for (const auto& [word, kind] : combine_words) {
        if (word == name) return Combine{kind, 0};
    }
    const auto coder = std::find(rule.coders.begin(), rule.coders.end(), name);
    if (coder == rule.coders.end()) return std::nullopt;
    return Combine{Combine::Kind::one, static_cast<std::size_t>(coder - rule.coders.begin())};
}

}  // namespace chirograph::io
