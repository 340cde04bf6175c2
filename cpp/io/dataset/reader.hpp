// Typed, checked reading of JSON values. Never a silent conversion, never an insertion by looking.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "engine/panel/panel.hpp"

namespace chirograph::io {

/// Every function throws Error (Code::schema) when the field is missing or of another type. After the schema has been
/// checked none of them throws: they are the second lock, not the first.

[[nodiscard]] const nlohmann::json& field(const nlohmann::json& object, std::string_view key);
[[nodiscard]] std::string text(const nlohmann::json& object, std::string_view key);
[[nodiscard]] std::string_view text_view(const nlohmann::json& object, std::string_view key);
[[nodiscard]] bool flag(const nlohmann::json& object, std::string_view key);
[[nodiscard]] std::size_t whole(const nlohmann::json& object, std::string_view key);
[[nodiscard]] Depth depth(const nlohmann::json& object, std::string_view key);

/// Null and missing both mean "none".
[[nodiscard]] std::optional<std::string_view> text_if_any(const nlohmann::json& object, std::string_view key);
[[nodiscard]] std::optional<std::size_t> whole_if_any(const nlohmann::json& object, std::string_view key);

/// The list, or an empty one when the field is missing.
[[nodiscard]] const nlohmann::json& list(const nlohmann::json& object, std::string_view key);

}  // namespace chirograph::io
