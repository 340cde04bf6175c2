// Visits every value that a path such as "/programmes/*/sources/*" reaches.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "engine/base/watch.hpp"
#include "io/json/text.hpp"

namespace chirograph::io {

/// Calls visit(value, place) for each value the path reaches; "*" stands for every item of a list or field of an
/// object, a final "@keys" for the keys of an object (as text values). Steps that are missing reach nothing.
template <class Visit>
void walk(const nlohmann::json& value, std::string_view path, const Visit& visit, const std::string& place = "") {
    checkpoint();
    if (path.empty()) return visit(value, place.empty() ? "top level" : place);
    const std::size_t end = path.find('/', 1);
    const std::string_view step = path.substr(1, end == std::string_view::npos ? end : end - 1);
    const std::string_view rest = end == std::string_view::npos ? std::string_view{} : path.substr(end);
    if (value.is_array() && step == "*") {
        for (std::size_t i = 0; i < value.size(); ++i) walk(value[i], rest, visit, place + "/" + std::to_string(i));
    } else if (value.is_object() && (step == "*" || step == "@keys")) {
        for (const auto& [key, content] : value.items()) {
            const std::string inner = place + "/" + pointer_part(key);
            if (step == "*") walk(content, rest, visit, inner);
            if (step == "@keys") visit(nlohmann::json(key), inner);
        }
    } else if (value.is_object()) {
        const auto found = value.find(step);
        if (found != value.end()) walk(*found, rest, visit, place + "/" + std::string(step));
    }
}

}  // namespace chirograph::io
