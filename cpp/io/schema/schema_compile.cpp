#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <utility>

#include "io/json/gate.hpp"
#include "io/json/text.hpp"
#include "io/schema/schema.hpp"
#include "io/schema/schema_node.hpp"

namespace chirograph::io {

namespace {

using nlohmann::json;
using Node = std::unique_ptr<SchemaNode>;

unsigned kind_called(std::string_view name) {
    if (name == "null") return kind_null;
    if (name == "boolean") return kind_boolean;
    if (name == "integer") return kind_whole;
    if (name == "number") return kind_number;
    if (name == "string") return kind_text;
    if (name == "array") return kind_list;
    return name == "object" ? kind_object : 0U;
}

class Compiler {
public:
    Compiler(const json& document, const std::string& file) : document_(document), faults_(file) {}

    Node compile() {
        Node root = node(document_, "");
        for (const Pending& wish : pending_) resolve(wish, *root);
        for (const Pending& wish : pending_) refuse_circle(wish);
        faults_.raise_if_any();
        return root;
    }

private:
    struct Pending {
        SchemaNode* from = nullptr;
        std::string target;
        std::string place;
    };

    void fault(const std::string& place, const json& value, std::string rule, std::string repair) {
        faults_.add(Code::schema, place.empty() ? "top level" : place, shown(value), std::move(rule),
                    std::move(repair));
    }

    Node node(const json& value, const std::string& place) {
        Node made = std::make_unique<SchemaNode>();
        if (value.is_boolean()) {
            made->never = !value.get<bool>();
        } else if (!value.is_object()) {
            fault(place, value, "a schema is an object, true or false", "write a schema here");
        } else {
            for (const auto& [key, content] : value.items()) keyword(*made, key, content, place + "/" + key);
            check_pattern(*made, value, place);
        }
        return made;
    }

    void keyword(SchemaNode& made, const std::string& key, const json& value, const std::string& place) {
        static const std::set<std::string, std::less<>> annotations{"$schema", "$id", "$comment", "title", "default"};
        if (annotations.contains(key)) return;
        if (shape_keyword(made, key, value, place) || limit_keyword(made, key, value, place)) return;
        if (key == "enum" && value.is_array() && !value.empty()) {
            made.allowed.assign(value.begin(), value.end());
        } else if (key == "const") {
            made.fixed.push_back(value);
        } else if (key == "uniqueItems" && value.is_boolean()) {
            made.unique = value.get<bool>();
        } else if (key == "description" && value.is_string()) {
            made.description = value.get_ref<const std::string&>();
        } else if (key == "pattern" && value.is_string()) {
            made.pattern_text = value.get_ref<const std::string&>();
        } else if (key == "examples" && value.is_array()) {
            for (const json& example : value) {
                if (example.is_string()) made.examples.push_back(example.get<std::string>());
            }
        } else if (key == "$ref" && value.is_string()) {
            pending_.push_back({&made, value.get_ref<const std::string&>(), place});
        } else {
            fault(place, value, "this keyword, or this form of it, is not supported",
                  "use the keywords that the reader knows, so that no rule is skipped in silence");
        }
    }

    bool shape_keyword(SchemaNode& made, const std::string& key, const json& value, const std::string& place) {
        if (key == "type") {
            read_types(made, value, place);
        } else if (key == "$defs" && value.is_object()) {
            for (const auto& [name, schema] : value.items()) made.definitions[name] = node(schema, place + "/" + name);
        } else if (key == "properties" && value.is_object()) {
            for (const auto& [name, schema] : value.items()) made.properties[name] = node(schema, place + "/" + name);
        } else if (key == "additionalProperties") {
            made.additional = node(value, place);
        } else if (key == "items") {
            made.items = node(value, place);
        } else if (key == "not") {
            made.excluded = node(value, place);
        } else if (key == "required" && value.is_array()) {
            made.required = field_names(value, place);
        } else if (key == "dependentRequired" && value.is_object()) {
            for (const auto& [name, others] : value.items()) {
                made.dependent[name] = field_names(others, place + "/" + name);
            }
        } else {
            return false;
        }
        return true;
    }

    std::vector<std::string> field_names(const json& value, const std::string& place) {
        std::vector<std::string> found;
        if (!value.is_array()) fault(place, value, "names of fields stand in a list", "put them between [ and ]");
        for (const json& name : value) {
            if (name.is_string())
                found.push_back(name.get<std::string>());
            else
                fault(place, name, "required lists names of fields", "write text");
        }
        return found;
    }

    bool limit_keyword(SchemaNode& made, const std::string& key, const json& value, const std::string& place) {
        if (key == "minItems") return count(made.minimum_items, value, place);
        if (key == "maxItems") return count(made.maximum_items, value, place);
        if (key == "minLength") return count(made.minimum_length, value, place);
        if (key == "maxLength") return count(made.maximum_length, value, place);
        if (key != "minimum" && key != "maximum") return false;
        if (!value.is_number())
            fault(place, value, "a limit is a number", "write a number");
        else
            (key == "minimum" ? made.minimum : made.maximum) = value;
        return true;
    }

    bool count(std::optional<std::size_t>& limit, const json& value, const std::string& place) {
        if (value.is_number_unsigned())
            limit = value.get<std::size_t>();
        else
            fault(place, value, "a count is a whole number from 0 up", "write such a number");
        return true;
    }

    void read_types(SchemaNode& made, const json& value, const std::string& place) {
        const json names = value.is_array() ? value : json::array({value});
        for (const json& name : names) {
            const unsigned kind = name.is_string() ? kind_called(name.get_ref<const std::string&>()) : 0U;
            if (kind == 0) fault(place, name, "not a type of JSON Schema", "use string, integer, number, ...");
            made.types |= kind;
        }
        if (names.empty()) fault(place, value, "a list of types names at least one", "name one");
    }

    void check_pattern(SchemaNode& made, const json& value, const std::string& place) {
        if (made.pattern_text.empty()) return;
        if (!made.maximum_length || *made.maximum_length > Schema::longest_pattern_text) {
            fault(place + "/pattern", value,
                  "a pattern stands with a maxLength of at most " + std::to_string(Schema::longest_pattern_text),
                  "add maxLength, so that no long text reaches the matcher");
        }
        try {
            made.pattern.emplace(made.pattern_text);
        } catch (const std::invalid_argument& problem) {
            fault(place + "/pattern", value.at("pattern"), std::string("a pattern must not have ") + problem.what(),
                  "keep to what every reader takes alike, such as [0-9] for a digit");
            return;
        }
        for (const std::string& example : made.examples) {
            if (made.pattern->occurs_in(example)) continue;
            fault(place + "/examples", example, "an example matches the pattern beside it", "correct the example");
        }
    }

    void resolve(const Pending& wish, SchemaNode& root) {
        constexpr std::string_view prefix = "#/$defs/";
        if (wish.target == "#") {
            wish.from->reference = &root;
        } else if (wish.target.substr(0, prefix.size()) == prefix) {
            const auto found = root.definitions.find(std::string_view(wish.target).substr(prefix.size()));
            if (found != root.definitions.end()) wish.from->reference = found->second.get();
        }
        if (wish.from->reference == nullptr) {
            fault(wish.place, wish.target, "a reference is # or names an entry of the top level's $defs", "define it");
        }
    }

    /// References that lead back to themselves at the same value would never end.
    void refuse_circle(const Pending& wish) {
        std::set<const SchemaNode*> seen;
        std::vector<const SchemaNode*> open{wish.from->reference, wish.from->excluded.get()};
        while (!open.empty()) {
            const SchemaNode* at = open.back();
            open.pop_back();
            if (at == wish.from) {
                fault(wish.place, wish.target, "references go round in a circle", "break the circle");
                return;
            }
            if (at == nullptr || !seen.insert(at).second) continue;
            open.push_back(at->reference);
            open.push_back(at->excluded.get());
        }
    }

    const json& document_;
    FaultList faults_;
    std::vector<Pending> pending_;
};

}  // namespace

Schema::Schema(std::string_view text, const std::string& file) {
    check_gate(text, file);
    root_ = Compiler(json::parse(text), file).compile();
}

Schema::~Schema() = default;
Schema::Schema(Schema&&) noexcept = default;
Schema& Schema::operator=(Schema&&) noexcept = default;

}  // namespace chirograph::io
