#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>

#include "engine/base/watch.hpp"
#include "io/json/text.hpp"
#include "io/schema/schema.hpp"
#include "io/schema/schema_node.hpp"

namespace chirograph::io {

namespace {

using nlohmann::json;

/// A place in the document, written out only when a message needs it.
struct Place {
    const Place* parent = nullptr;
    std::string_view key{};
    std::size_t index = 0;
    bool in_list = false;
};

std::string pointer(const Place& place) {
    if (place.parent == nullptr) return "";
    return pointer(*place.parent) + '/' + (place.in_list ? std::to_string(place.index) : pointer_part(place.key));
}

std::vector<std::string_view> text_values(const std::vector<json>& values) {
    std::vector<std::string_view> texts;
    for (const json& value : values) {
        if (value.is_string()) texts.emplace_back(value.get_ref<const std::string&>());
    }
    return texts;
}

class Checker {
public:
    explicit Checker(FaultList& faults) : faults_(faults) {}

    void visit(const SchemaNode& node, const json& value, const Place& place) {
        checkpoint();
        if (node.never) return fault(place, value, "nothing may stand here", "remove it");
        if (node.reference != nullptr) visit(*node.reference, value, place);
        const unsigned kinds = kinds_of(value);
        if (node.types != 0 && (node.types & kinds) == 0) {
            return fault(place, value, "must be " + kind_names(node.types), type_repair(node.types, kinds));
        }
        if (node.excluded != nullptr) exclusion(*node.excluded, value, place);
        choice(node, value, place);
        if (value.is_object()) object(node, value, place);
        if (value.is_array()) list(node, value, place);
        if (value.is_string()) text(node, value, place);
        if (value.is_number()) number(node, value, place);
    }

private:
    void fault(const Place& place, const json& value, std::string rule, std::string repair) {
        if (!faults_.room()) return faults_.add(Code::schema, "", "", "", "");
        std::string where = pointer(place);
        faults_.add(Code::schema, where.empty() ? "top level" : std::move(where), shown(value), std::move(rule),
                    std::move(repair));
    }

    void exclusion(const SchemaNode& node, const json& value, const Place& place) {
        // Only whether there is a fault is asked, so that none is put into words.
        FaultList inside("", 0);
        Checker(inside).visit(node, value, place);
        if (!inside.empty()) return;
        const SchemaNode* said = &node;
        while (said->description.empty() && said->reference != nullptr) said = said->reference;
        fault(place, value, "must not be " + (said->description.empty() ? "of this form" : said->description),
              "write something else");
    }

    static std::string type_repair(unsigned wanted, unsigned kinds) {
        if ((kinds & kind_text) != 0 && (wanted & (kind_whole | kind_number)) != 0) return "remove the quotes";
        if ((kinds & kind_number) != 0 && (wanted & kind_text) != 0) return "put it between quotes";
        if ((kinds & kind_null) != 0) return "give a value, or leave the field out if it may be left out";
        if ((wanted & kind_list) != 0) return "put it between [ and ]";
        return "write " + kind_names(wanted);
    }

    void choice(const SchemaNode& node, const json& value, const Place& place) {
        const auto equal = [&](const json& other) { return other == value; };
        if (!node.fixed.empty() && !equal(node.fixed.front())) {
            fault(place, value, "must be " + shown(node.fixed.front()), "write exactly that");
        }
        if (node.allowed.empty() || std::any_of(node.allowed.begin(), node.allowed.end(), equal)) return;
        const auto names = text_values(node.allowed);
        const std::string repair = value.is_string() && faults_.room()
                                       ? suggestion(value.get_ref<const std::string&>(), names, "use one of these")
                                       : "use one of these";
        fault(place, value, "must be " + any_of(choices(node.allowed)), repair);
    }

    static std::vector<std::string> choices(const std::vector<json>& values) {
        std::vector<std::string> written;
        for (const json& value : values) {
            written.push_back(value.is_string() ? quoted_names({value.get_ref<const std::string&>()}).front()
                                                : shown(value));
        }
        return written;
    }

    void object(const SchemaNode& node, const json& value, const Place& place) {
        required(node.required, "", value, place);
        for (const auto& [name, others] : node.dependent) {
            if (value.contains(name)) required(others, name, value, place);
        }
        for (const auto& [key, content] : value.items()) {
            const Place inner{&place, key, 0, false};
            const auto known = node.properties.find(key);
            if (known != node.properties.end()) {
                visit(*known->second, content, inner);
            } else if (node.additional != nullptr && node.additional->never) {
                unknown_field(node, key, content, inner);
            } else if (node.additional != nullptr) {
                visit(*node.additional, content, inner);
            }
        }
    }

    /// Fields that must stand in an object, or in one that has the field `beside`.
    void required(const std::vector<std::string>& names, const std::string& beside, const json& value,
                  const Place& place) {
        for (const std::string& name : names) {
            if (value.contains(name)) continue;
            const std::string where = pointer(place);
            const bool always = beside.empty();
            faults_.add(
                Code::schema, where.empty() ? "top level" : where, "",
                joined({"the field '", name, "' is required", always ? "" : " beside '", beside, always ? "" : "'"}),
                always ? "add it" : joined({"add it, or leave out '", beside, "'"}));
        }
    }

    void unknown_field(const SchemaNode& node, std::string_view key, const json& content, const Place& place) {
        if (!faults_.room()) return fault(place, content, "", "");
        std::vector<std::string_view> names;
        for (const auto& [name, unused] : node.properties) names.emplace_back(name);
        fault(place, content, "no field has this name here",
              suggestion(key, names,
                         names.empty() ? "remove it" : "remove it, or use " + any_of(quoted_names(names), 20)));
    }

    void list(const SchemaNode& node, const json& value, const Place& place) {
        if (node.minimum_items && value.size() < *node.minimum_items) {
            fault(place, value, "must have at least " + counted(*node.minimum_items, "item"), "add what is missing");
        }
        if (node.maximum_items && value.size() > *node.maximum_items) {
            fault(place, value, "must have at most " + counted(*node.maximum_items, "item"), "remove some");
        }
        if (node.unique) unique(value, place);
        if (node.items == nullptr) return;
        for (std::size_t i = 0; i < value.size(); ++i) visit(*node.items, value[i], Place{&place, {}, i, true});
    }

    /// Sorts places, so a long list of equal items costs n log n.
    void unique(const json& value, const Place& place) {
        std::vector<std::size_t> order(value.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return value[a] < value[b]; });
        for (std::size_t i = 1; i < order.size(); ++i) {
            if (value[order[i - 1]] != value[order[i]]) continue;
            fault(Place{&place, {}, order[i], true}, value[order[i]], "the items of this list differ from one another",
                  "remove the repetition");
        }
    }

    void text(const SchemaNode& node, const json& value, const Place& place) {
        const auto& content = value.get_ref<const std::string&>();
        const std::size_t length = code_points(content);
        if (node.minimum_length && length < *node.minimum_length) {
            return fault(place, value, "must have at least " + counted(*node.minimum_length, "character"),
                         "write more");
        }
        if (node.maximum_length && length > *node.maximum_length) {
            return fault(place, value,
                         joined({"must have at most ", counted(*node.maximum_length, "character"), ", not ",
                                 std::to_string(length)}),
                         "shorten it");
        }
        if (!node.pattern || node.pattern->occurs_in(content)) return;
        if (!faults_.room()) return fault(place, value, "", "");
        if (node.examples.empty())
            return fault(place, value, "must match " + node.pattern_text, "write it in that form");
        const std::vector<std::string_view> examples(node.examples.begin(), node.examples.end());
        fault(place, value, "must be written like " + any_of(quoted_names(examples)), "write it in that form");
    }

    void number(const SchemaNode& node, const json& value, const Place& place) {
        const double size = value.get<double>();
        if (!node.minimum.is_null() && size < node.minimum.get<double>()) {
            fault(place, value, "must be at least " + node.minimum.dump(), "write a larger number");
        }
        if (!node.maximum.is_null() && size > node.maximum.get<double>()) {
            fault(place, value, "must be at most " + node.maximum.dump(), "write a smaller number");
        }
    }

    FaultList& faults_;
};

}  // namespace

unsigned kinds_of(const json& value) {
    switch (value.type()) {
        case json::value_t::null:
            return kind_null;
        case json::value_t::boolean:
            return kind_boolean;
        case json::value_t::number_integer:
        case json::value_t::number_unsigned:
            return kind_whole | kind_number;
        case json::value_t::number_float: {
            const double size = value.get<double>();
            return size == std::floor(size) ? kind_whole | kind_number : unsigned{kind_number};
        }
        case json::value_t::string:
            return kind_text;
        case json::value_t::array:
            return kind_list;
        case json::value_t::object:
            return kind_object;
        default:
            return 0;
    }
}

std::string kind_names(unsigned kinds) {
    if ((kinds & kind_number) != 0) kinds &= ~unsigned{kind_whole};
    constexpr std::array<const char*, 7> names{"null", "true or false", "a whole number", "a number",
                                               "text", "a list",        "an object"};
    std::string text;
    for (const unsigned bit : {4U, 2U, 3U, 1U, 5U, 6U, 0U}) {
        if ((kinds >> bit & 1U) == 0) continue;
        text += (text.empty() ? "" : " or ") + std::string(names[bit]);
    }
    return text;
}

std::string shown(const json& value) {
    if (value.is_string()) return in_quotes(value.get_ref<const std::string&>());
    if (value.is_array()) return "a list of " + counted(value.size(), "item");
    if (value.is_object()) return "an object of " + counted(value.size(), "field");
    return value.dump();
}

void Schema::check(const json& value, FaultList& faults) const {
    Checker(faults).visit(*root_, value, Place{});
}

}  // namespace chirograph::io
