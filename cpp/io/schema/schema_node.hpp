// A compiled schema: what the compiler writes and the checker reads. Not part of the library's face.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "io/schema/pattern.hpp"

namespace chirograph::io {

/// The types of JSON as bits; `whole` is the schema type "integer".
enum Kind : unsigned {
    kind_null = 1U,
    kind_boolean = 2U,
    kind_whole = 4U,
    kind_number = 8U,
    kind_text = 16U,
    kind_list = 32U,
    kind_object = 64U
};

/// Bits of every schema type the value satisfies: 3 and 3.0 are both "integer" and "number".
[[nodiscard]] unsigned kinds_of(const nlohmann::json& value);

/// "text", "a whole number", ... joined by "or".
[[nodiscard]] std::string kind_names(unsigned kinds);

/// A value as it may stand in a message.
[[nodiscard]] std::string shown(const nlohmann::json& value);

struct SchemaNode {
    bool never = false;  ///< the schema `false`
    unsigned types = 0;  ///< 0: any
    const SchemaNode* reference = nullptr;
    std::map<std::string, std::unique_ptr<SchemaNode>, std::less<>> definitions;
    std::map<std::string, std::unique_ptr<SchemaNode>, std::less<>> properties;
    std::unique_ptr<SchemaNode> additional;
    std::unique_ptr<SchemaNode> items;
    std::unique_ptr<SchemaNode> excluded;  ///< `not`
    std::vector<std::string> required;
    std::map<std::string, std::vector<std::string>, std::less<>> dependent;  ///< what must stand beside a field
    std::vector<nlohmann::json> allowed;                                     ///< enum, or the one value of const
    std::vector<nlohmann::json> fixed;                                       ///< const: none or one
    std::optional<std::size_t> minimum_items, maximum_items, minimum_length, maximum_length;
    nlohmann::json minimum, maximum;  ///< numbers, or null for no limit
    std::optional<Pattern> pattern;
    std::string pattern_text;
    std::string description;
    std::vector<std::string> examples;  ///< texts that show a reader what the pattern means
    bool unique = false;
};

}  // namespace chirograph::io
