// The schema interpreter, keyword by keyword, and the published schema.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "io/dataset/dataset.hpp"
#include "io/dataset/references.hpp"
#include "io/schema/schema.hpp"
#include "io_support.hpp"

namespace chirograph::io {
namespace {

using nlohmann::json;

std::vector<Fault> check(const std::string& schema, const std::string& value) {
    const Schema compiled(schema);
    return faults_of([&] {
        FaultList faults("f");
        compiled.check(json::parse(value), faults);
        faults.raise_if_any();
    });
}

bool accepts(const std::string& schema, const std::string& value) {
    return check(schema, value).empty();
}

// Each type accepts its own values only; a whole number may be written with a point.
TEST(Schema, Types) {
    const std::map<std::string, std::string> values{{"null", "null"},  {"boolean", "true"}, {"integer", "3"},
                                                    {"number", "3.5"}, {"string", "\"s\""}, {"array", "[]"},
                                                    {"object", "{}"}};
    for (const auto& [type, own] : values) {
        for (const auto& [other, value] : values) {
            const bool fits = type == other || (type == "number" && other == "integer");
            EXPECT_EQ(accepts("{\"type\": \"" + type + "\"}", value), fits) << type << " " << value;
        }
    }
    EXPECT_TRUE(accepts(R"({"type": "integer"})", "3.0"));
    EXPECT_FALSE(accepts(R"({"type": "integer"})", "3.5"));
    EXPECT_TRUE(accepts(R"({"type": ["string", "null"]})", "null"));
    EXPECT_FALSE(accepts(R"({"type": ["string", "null"]})", "0"));
    EXPECT_EQ(check(R"({"type": ["integer", "null"]})", "\"3\"").front().rule, "must be a whole number or null");
}

// Keywords of one type leave values of other types alone.
TEST(Schema, KeywordsConcernTheirType) {
    const std::string schema =
        R"({"minLength": 3, "maxLength": 5, "pattern": "^a", "minItems": 2, "minimum": 7, "required": ["k"]})";
    EXPECT_TRUE(accepts(schema, "null"));
    EXPECT_TRUE(accepts(schema, "true"));
    EXPECT_FALSE(accepts(schema, "6"));
    EXPECT_FALSE(accepts(schema, "[1]"));
    EXPECT_FALSE(accepts(schema, "{}"));
    EXPECT_FALSE(accepts(schema, "\"ab\""));
    EXPECT_TRUE(accepts(schema, "\"abc\""));
}

// Lengths count code points.
TEST(Schema, LengthsCountCodePoints) {
    EXPECT_TRUE(accepts(R"({"maxLength": 2})", "\"\xF0\x9F\xA4\x9D\xE6\x97\xA5\""));
    EXPECT_FALSE(accepts(R"({"maxLength": 2})", "\"abc\""));
    EXPECT_FALSE(accepts(R"({"minLength": 3})", "\"\xF0\x9F\xA4\x9D\xE6\x97\xA5\""));
}

// Limits of numbers include their ends and are shown as they were written.
TEST(Schema, LimitsIncludeTheirEnds) {
    const std::string schema = R"({"minimum": 0, "maximum": 0.5})";
    EXPECT_TRUE(accepts(schema, "0"));
    EXPECT_TRUE(accepts(schema, "0.5"));
    EXPECT_EQ(check(schema, "1").front().rule, "must be at most 0.5");
    EXPECT_EQ(check(schema, "-1").front().rule, "must be at least 0");
}

// enum and const compare as JSON does: 1 is 1.0, but not true.
TEST(Schema, ChoicesCompareValues) {
    EXPECT_TRUE(accepts(R"({"enum": [1, "a", null]})", "1.0"));
    EXPECT_FALSE(accepts(R"({"enum": [1, "a", null]})", "true"));
    EXPECT_TRUE(accepts(R"({"const": [1, {"a": null}]})", "[1, {\"a\": null}]"));
    EXPECT_EQ(check(R"({"enum": ["exact", "close", null]})", "\"exat\"").front().rule,
              "must be 'exact', 'close' or null");
    EXPECT_EQ(check(R"({"enum": ["exact", "close"]})", "\"exat\"").front().repair, "did you mean 'exact'?");
}

// A repeated item is found wherever it stands, and 1, 1.0 are the same while 1, true and "1" are not.
TEST(Schema, UniqueItems) {
    const std::string schema = R"({"uniqueItems": true})";
    EXPECT_TRUE(accepts(schema, R"([1, true, "1", [1], {"a": 1}, null])"));
    EXPECT_EQ(check(schema, R"(["b", "a", "c", "a"])").front().place, "/3");
    EXPECT_FALSE(accepts(schema, "[1, 2, 1.0]"));
    EXPECT_FALSE(accepts(schema, R"([{"a": 1, "b": 2}, {"b": 2, "a": 1}])"));
    EXPECT_TRUE(accepts(R"({"uniqueItems": false})", "[1, 1]"));
}

// Every item and field is visited, and the place of a fault is a JSON pointer.
TEST(Schema, VisitsItemsAndFields) {
    const std::string schema =
        R"({"items": {"properties": {"a/b": {"type": "null"}}, "additionalProperties": {"maximum": 1}}})";
    const auto faults = check(schema, R"([{}, {"a/b": 1, "c": 2, "d": 1}])");
    ASSERT_EQ(faults.size(), 2U);
    EXPECT_EQ(faults[0].place, "/1/a~1b");
    EXPECT_EQ(faults[1].place, "/1/c");
}

// A closed object names the unknown field, what it holds and the nearest known field.
TEST(Schema, ClosedObjects) {
    const std::string schema =
        R"({"properties": {"title": {}, "kind": {}}, "required": ["kind"], "additionalProperties": false})";
    const auto faults = check(schema, R"({"tilte": [1], "zz": {}})");
    ASSERT_EQ(faults.size(), 3U);
    EXPECT_EQ(faults[0].rule, "the field 'kind' is required");
    EXPECT_EQ(faults[0].place, "top level");
    EXPECT_EQ(faults[1].place, "/tilte");
    EXPECT_EQ(faults[1].value, "a list of 1 item");
    EXPECT_EQ(faults[1].repair, "did you mean 'title'?");
    EXPECT_EQ(faults[2].repair, "remove it, or use 'kind' or 'title'");
}

// $ref leads to definitions and to the root, its neighbours count too, and false accepts nothing.
TEST(Schema, References) {
    const std::string tree =
        R"({"properties": {"left": {"$ref": "#"}, "n": {"$ref": "#/$defs/n", "maximum": 5}}, "additionalProperties": false,
            "$defs": {"n": {"type": "integer", "minimum": 1}}})";
    EXPECT_TRUE(accepts(tree, R"({"left": {"left": {"n": 5}}})"));
    EXPECT_EQ(check(tree, R"({"left": {"left": {"n": 6}}})").front().place, "/left/left/n");
    EXPECT_FALSE(accepts(tree, R"({"n": 0})"));
    EXPECT_FALSE(accepts(R"({"properties": {"a": false}})", R"({"a": null})"));
    EXPECT_TRUE(accepts(R"({"properties": {"a": true}})", R"({"a": null})"));
}

// What `not` describes is refused, in the words of its description; everything else passes.
TEST(Schema, Exclusions) {
    const std::string schema = R"({"not": {"$ref": "#/$defs/bad"},
        "$defs": {"bad": {"description": "text with an x", "type": "string", "pattern": "x", "maxLength": 9}}})";
    EXPECT_TRUE(accepts(schema, "\"abc\""));
    EXPECT_TRUE(accepts(schema, "7"));
    EXPECT_EQ(check(schema, "\"axc\"").front().rule, "must not be text with an x");
    EXPECT_EQ(check(R"({"not": {"type": "null"}})", "null").front().rule, "must not be of this form");
    EXPECT_TRUE(accepts(R"({"not": {"not": {"type": "null"}}})", "null"));
}

// A field may ask for others beside it.
TEST(Schema, DependentFields) {
    const std::string schema = R"({"dependentRequired": {"a": ["b", "c"], "b": []}})";
    EXPECT_TRUE(accepts(schema, R"({"b": 1})"));
    EXPECT_TRUE(accepts(schema, R"({"a": 1, "b": 1, "c": 1})"));
    const auto faults = check(schema, R"({"a": 1, "b": 1})");
    ASSERT_EQ(faults.size(), 1U);
    EXPECT_EQ(faults[0].rule, "the field 'c' is required beside 'a'");
    EXPECT_EQ(faults[0].repair, "add it, or leave out 'a'");
}

// A pattern is shown by its examples where it has some.
TEST(Schema, PatternsAreShownByExample) {
    EXPECT_EQ(check(R"({"pattern": "^[0-9]+$", "maxLength": 9})", "\"x\"").front().rule, "must match ^[0-9]+$");
    EXPECT_EQ(check(R"({"pattern": "^[0-9]+$", "maxLength": 9, "examples": ["12"]})", "\"x\"").front().rule,
              "must be written like '12'");
}

// What the interpreter does not know, or cannot mean, is an error when the schema is read, never skipped.
TEST(Schema, RefusesWhatItDoesNotKnow) {
    for (const char* bad : {R"({"format": "date"})",
                            R"({"anyOf": [{}]})",
                            R"({"patternProperties": {}})",
                            R"({"minProperties": 1})",
                            R"({"type": "text"})",
                            R"({"type": []})",
                            R"({"minItems": -1})",
                            R"({"maxLength": 1.5})",
                            R"({"minimum": "1"})",
                            R"({"required": [1]})",
                            R"({"required": "a"})",
                            R"({"enum": []})",
                            R"({"uniqueItems": 1})",
                            R"({"items": [{}]})",
                            R"({"properties": []})",
                            R"({"$ref": "#/$defs/missing"})",
                            R"({"$ref": "other.json"})",
                            R"("text")",
                            R"({"pattern": "^a"})",
                            R"({"pattern": "^a", "maxLength": 4001})",
                            R"({"pattern": "\\d", "maxLength": 9})",
                            R"({"pattern": "^a", "maxLength": 9, "examples": ["b"]})",
                            R"({"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}})",
                            R"({"not": 1})",
                            R"({"not": {"$ref": "#"}})",
                            R"({"dependentRequired": ["a"]})",
                            R"({"dependentRequired": {"a": "b"}})",
                            R"({"dependentRequired": {"a": [1]}})",
                            R"({"$ref": "#"})"}) {
        const auto faults = faults_of([&] { const Schema schema(bad); });
        ASSERT_FALSE(faults.empty()) << bad;
        EXPECT_EQ(faults.front().code, Code::schema) << bad;
    }
    EXPECT_EQ(faults_of([] { const Schema schema("{\"a\": 1, \"a\": 2}"); }).front().code, Code::gate);
}

// A schema that was moved still works.
TEST(Schema, Moves) {
    Schema first(R"({"type": "integer"})");
    Schema second(std::move(first));
    FaultList faults("f");
    second.check(json(1), faults);
    EXPECT_TRUE(faults.empty());
}

// The published schema compiles.
TEST(PublishedSchema, Compiles) {
    EXPECT_NO_THROW(Schema(dataset_schema_text(), "dataset.schema.json"));
}

/// Every string of the schema that says "id of <table>", with the path at which it stands.
void collect(const json& node, const json& root, const std::string& path, std::map<std::string, std::string>& found) {
    if (node.contains("$ref")) {
        const auto name = node.at("$ref").get<std::string>().substr(std::string("#/$defs/").size());
        collect(root.at("$defs").at(name), root, path, found);
    }
    const std::string words = node.value("description", "");
    if (words.rfind("id of ", 0) == 0) found[path] = words.substr(6, words.find(';') - 6);
    if (node.contains("properties")) {
        for (const auto& [key, inner] : node.at("properties").items()) collect(inner, root, path + "/" + key, found);
    }
    if (node.contains("items")) collect(node.at("items"), root, path + "/*", found);
    if (node.contains("additionalProperties") && node.at("additionalProperties").is_object()) {
        collect(node.at("additionalProperties"), root, path + "/*", found);
    }
}

// Each field that the schema calls an id of a table is checked as one, and leads to that table.
TEST(PublishedSchema, SaysWhichFieldsAreReferences) {
    const json schema = json::parse(dataset_schema_text());
    std::map<std::string, std::string> said;
    collect(schema, schema, "", said);
    ASSERT_GT(said.size(), 30U);
    std::map<std::string, std::string> checked;
    for (const Reference& reference : references()) {
        std::string tables(reference.table);
        if (!reference.other.empty()) tables += " or " + std::string(reference.other);
        checked[std::string(reference.path)] = tables;
    }
    for (const auto& [path, table] : said) {
        if (table == "a kind of programme") continue;  // a vocabulary of its own
        EXPECT_EQ(checked[path], table) << path;
    }
}

/// Does a path of field names, list items and fields of an open object lead somewhere in the schema?
bool leads(const json& node, const json& root, std::string_view path) {
    if (node.contains("$ref")) {
        const auto name = node.at("$ref").get<std::string>().substr(std::string("#/$defs/").size());
        return leads(root.at("$defs").at(name), root, path);
    }
    if (path.empty() || path == "/@keys") return true;
    const std::size_t end = path.find('/', 1);
    const std::string step(path.substr(1, end == std::string_view::npos ? end : end - 1));
    const std::string_view rest = end == std::string_view::npos ? "" : path.substr(end);
    if (step == "*" && node.contains("items")) return leads(node.at("items"), root, rest);
    if (step == "*") return leads(node.at("additionalProperties"), root, rest);
    return node.contains("properties") && node.at("properties").contains(step) &&
           leads(node.at("properties").at(step), root, rest);
}

// Every table and every reference that is checked exists in the schema, so that no rule waits for a field in vain.
TEST(PublishedSchema, HasEveryFieldThatIsChecked) {
    const json schema = json::parse(dataset_schema_text());
    std::set<std::string_view> tables;
    for (const IdTable& table : id_tables()) {
        EXPECT_TRUE(leads(schema, schema, table.path)) << table.path;
        EXPECT_TRUE(tables.insert(table.name).second) << table.name;
    }
    for (const Reference& reference : references()) {
        EXPECT_TRUE(leads(schema, schema, reference.path)) << reference.path;
        EXPECT_TRUE(tables.contains(reference.table)) << reference.table;
        EXPECT_TRUE(reference.other.empty() || tables.contains(reference.other)) << reference.other;
    }
}

}  // namespace
}  // namespace chirograph::io
