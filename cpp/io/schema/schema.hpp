// An interpreter of the part of JSON Schema (draft 2020-12) that the published dataset schema uses.
#pragma once

#include <cstddef>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "io/json/faults.hpp"

namespace chirograph::io {

struct SchemaNode;

/// A compiled schema. Known keywords: $defs and $ref (within the document), type, properties, required,
/// dependentRequired, additionalProperties, items, minItems, maxItems, uniqueItems, enum, const, not, pattern,
/// minLength, maxLength (code points), minimum, maximum; annotations ($schema, $id, $comment, title, default) are read
/// over, and examples and the description of what is excluded by `not` serve messages. Anything else is an error, never
/// ignored: the loader and other readers of the schema must agree.
class Schema {
public:
    /// Longest text a pattern is tried on, in code points. Every `pattern` must stand with a `maxLength` up to this.
    static constexpr std::size_t longest_pattern_text = 4000;

    /// Throws Error (Code::schema) with every unsupported or malformed keyword.
    explicit Schema(std::string_view text, const std::string& file = "schema");
    ~Schema();
    Schema(Schema&&) noexcept;
    Schema& operator=(Schema&&) noexcept;
    Schema(const Schema&) = delete;
    Schema& operator=(const Schema&) = delete;

    /// Adds every place where the value breaks the schema (Code::schema).
    void check(const nlohmann::json& value, FaultList& faults) const;

private:
    std::unique_ptr<SchemaNode> root_;
};

}  // namespace chirograph::io
