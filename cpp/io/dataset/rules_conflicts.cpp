#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/dataset/reader.hpp"
#include "io/dataset/rules.hpp"
#include "io/dataset/walk.hpp"
#include "io/json/text.hpp"
#include "io/schema/schema_node.hpp"

namespace chirograph::io {

namespace {

using nlohmann::json;

/// Records by table and id; a table is indexed when it is first asked for.
class Records {
public:
    explicit Records(const json& document) : document_(document) {}

    const json* find(std::string_view table, std::string_view id) {
        auto [found, fresh] = tables_.try_emplace(table);
        if (fresh) {
            for (const json& record : list(document_, table)) found->second.emplace(text_view(record, "id"), &record);
        }
        const auto record = found->second.find(id);
        return record == found->second.end() ? nullptr : record->second;
    }

private:
    const json& document_;
    std::map<std::string_view, std::map<std::string_view, const json*>> tables_;
};

void check_change(const json& change, const std::string& place, Records& records, FaultList& faults) {
    const std::string_view table = text_view(change, "table");
    const std::string_view id = text_view(change, "id");
    const std::string_view name = text_view(change, "field");
    const json* record = records.find(table, id);
    if (record == nullptr) {
        faults.add(Code::reference, place + "/id", in_quotes(id), joined({"no record of ", table, " has this name"}),
                   "correct the table or the name");
        return;
    }
    const auto known = record->find(name);
    if (known == record->end() || name == "id") {
        std::vector<std::string_view> known_fields;
        for (const auto& [key, value] : record->items()) known_fields.emplace_back(key);
        faults.add(Code::reference, place + "/field", in_quotes(name),
                   joined({"'", id, "' has no such field to change"}),
                   suggestion(name, known_fields, "name a field of the record"));
    } else if (*known == field(change, "value")) {
        faults.add(Code::reference, place + "/value", shown(field(change, "value")),
                   "an alternative differs from what is recorded", "write the value of the other source, or remove it");
    }
}

void check_alternative(const json& conflict, const json& told, const std::string& place, Records& records,
                       FaultList& faults) {
    const std::string_view source = text_view(told, "source");
    if (source != text_if_any(conflict, "source_a") && source != text_if_any(conflict, "source_b")) {
        faults.add(Code::reference, place + "/source", in_quotes(source),
                   "an alternative is what a side of the conflict says", "name source_a or source_b of the conflict");
    }
    const json& changes = list(told, "changes");
    if (changes.empty() && list(told, "listings").empty()) {
        faults.add(Code::reference, place, "no changes and no listings", "an alternative says what would differ",
                   "add changes or listings, or remove it");
    }
    for (std::size_t i = 0; i < changes.size(); ++i) {
        check_change(changes[i], place + "/changes/" + std::to_string(i), records, faults);
    }
}

}  // namespace

void check_conflicts(const json& document, FaultList& faults) {
    Records records(document);
    walk(document, "/conflicts/*", [&](const json& conflict, const std::string& place) {
        const json& told = list(conflict, "alternatives");
        for (std::size_t i = 0; i < told.size(); ++i) {
            check_alternative(conflict, told[i], place + "/alternatives/" + std::to_string(i), records, faults);
        }
    });
}

}  // namespace chirograph::io
