#include "io/dataset/reader.hpp"

#include <cmath>

#include "engine/base/error.hpp"
#include "io/json/gate.hpp"
#include "io/schema/schema_node.hpp"

namespace chirograph::io {

namespace {

using nlohmann::json;

[[noreturn]] void refuse(std::string_view key, const json& value, const char* wanted) {
    throw Error(Fault{Code::schema, "", "field '" + std::string(key) + "'", shown(value), wanted, "mend the value"});
}

std::size_t whole_number(const json& value, std::string_view key) {
    if (value.is_number_unsigned()) {
        const auto number = value.get<json::number_unsigned_t>();
        if (number <= static_cast<json::number_unsigned_t>(largest_whole)) return number;
    } else if (value.is_number_float()) {
        const double number = value.get<double>();
        if (number >= 0 && number <= static_cast<double>(largest_whole) && number == std::floor(number)) {
            return static_cast<std::size_t>(number);
        }
    }
    refuse(key, value, "must be a whole number from 0 up");
}

const json* find(const json& object, std::string_view key) {
    if (!object.is_object()) return nullptr;
    const auto found = object.find(key);
    return found == object.end() ? nullptr : &*found;
}

}  // namespace

const json& field(const json& object, std::string_view key) {
    const json* found = find(object, key);
    if (found == nullptr) refuse(key, object, "the field is required");
    return *found;
}

std::string_view text_view(const json& object, std::string_view key) {
    const json& value = field(object, key);
    if (!value.is_string()) refuse(key, value, "must be text");
    return value.get_ref<const std::string&>();
}

std::string text(const json& object, std::string_view key) {
    return std::string(text_view(object, key));
}

bool flag(const json& object, std::string_view key) {
    const json& value = field(object, key);
    if (!value.is_boolean()) refuse(key, value, "must be true or false");
    return value.get<bool>();
}

std::size_t whole(const json& object, std::string_view key) {
    return whole_number(field(object, key), key);
}

Depth depth(const json& object, std::string_view key) {
    const std::size_t value = whole(object, key);
    if (value > depth_limit) refuse(key, field(object, key), "must be a depth");
    return static_cast<Depth>(value);
}

std::optional<std::string_view> text_if_any(const json& object, std::string_view key) {
    const json* found = find(object, key);
    if (found == nullptr || found->is_null()) return std::nullopt;
    return text_view(object, key);
}

std::optional<std::size_t> whole_if_any(const json& object, std::string_view key) {
    const json* found = find(object, key);
    if (found == nullptr || found->is_null()) return std::nullopt;
    return whole_number(*found, key);
}

const json& list(const json& object, std::string_view key) {
    static const json none = json::array();
    const json* found = find(object, key);
    if (found == nullptr) return none;
    if (!found->is_array()) refuse(key, *found, "must be a list");
    return *found;
}

}  // namespace chirograph::io
