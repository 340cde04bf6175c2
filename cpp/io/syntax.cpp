#include "io/syntax.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "io/text.hpp"

namespace chirograph::io {

namespace {

bool is_letter(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0;
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// The run of characters around `at` that `belongs` accepts.
template <class Belongs>
std::string_view around(std::string_view text, std::size_t at, Belongs belongs) {
    std::size_t first = at;
    while (first > 0 && belongs(text[first - 1])) --first;
    std::size_t last = at;
    while (last < text.size() && belongs(text[last])) ++last;
    return text.substr(first, last - first);
}

char before(std::string_view text, std::size_t at) {
    const std::size_t found = text.substr(0, at).find_last_not_of(" \t\r\n");
    return found == std::string_view::npos ? '\0' : text[found];
}

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return result;
}

/// What a reader sees from the stop onwards, up to the end of the line.
std::string seen(std::string_view text, std::size_t at) {
    const std::string_view rest = text.substr(at);
    const std::size_t end = rest.find_first_of("\r\n");
    return in_quotes(end == 0 ? rest.substr(0, 1) : rest.substr(0, end), 20);
}

Sentence inside_text(std::string_view text, std::size_t at) {
    if (static_cast<unsigned char>(text[at]) < 0x20) {
        return {in_quotes(text.substr(at, 1)), "text holds no control characters",
                "close the text with a quote, or remove it"};
    }
    const std::string_view near = text.substr(at < 12 ? 0 : at - 12, std::min<std::size_t>(at, 12) + 1);
    if (lower(near).find("\\ud") != std::string::npos) {
        return {seen(text, at), "a surrogate escape (\\ud800 to \\udfff) comes as a pair, high then low",
                "write the character itself in UTF-8"};
    }
    return {seen(text, at), "after a backslash come only \" \\ / b f n r t or u with four hexadecimal digits",
            "write the character itself, or \\\\ for a backslash"};
}

/// A word that other languages would accept as a value.
std::optional<Sentence> foreign_word(std::string_view word) {
    const std::string plain = lower(word);
    if (plain == "nan" || plain == "infinity" || plain == "inf") {
        return Sentence{in_quotes(word), "JSON has no word for a number that is not finite",
                        "leave the field out, or use null where the field allows it"};
    }
    if (plain == "true" || plain == "false" || plain == "null" || plain == "none") {
        return Sentence{in_quotes(word), "JSON writes true, false and null in small letters",
                        "write '" + (plain == "none" ? std::string("null") : plain) + "'"};
    }
    return std::nullopt;
}

bool bad_number(std::string_view text, std::size_t at) {
    const auto belongs = [](char c) { return is_digit(c) || c == '.' || c == '+' || c == '-' || c == 'e' || c == 'E'; };
    const std::string_view run = around(text, at, belongs);
    return std::any_of(run.begin(), run.end(), is_digit);
}

Sentence number_form(std::string_view text, std::size_t at) {
    return {seen(text, at), "numbers are written like 12, -3, 0.5 or 1e-3",
            "no plus sign, no leading zero, digits on both sides of the point"};
}

Sentence misplaced(std::string_view text, const Stop& stop) {
    const std::size_t at = stop.offset;
    const char last = before(text, at);
    if (at > 0 && last == text[at - 1] && is_digit(last) && is_digit(text[at])) return number_form(text, at);
    if (stop.in_object && (last == '{' || last == ',')) {
        return {seen(text, at), "a key is text between double quotes", "write \"name\": before the value"};
    }
    return {seen(text, at), "this cannot stand here", "look just before it for a missing comma, colon or quote"};
}

/// Marks that other notations allow.
std::optional<Sentence> foreign_mark(std::string_view text, std::size_t at) {
    if (text[at] == '/' || text[at] == '#') {
        return Sentence{seen(text, at), "JSON has no comments", "move the remark into a note field"};
    }
    if (text[at] == '\'') {
        return Sentence{seen(text, at), "text stands between double quotes", "write \" instead of '"};
    }
    if ((text[at] == ']' || text[at] == '}') && before(text, at) == ',') {
        return Sentence{seen(text, at), "no comma stands after the last item", "remove the comma before the bracket"};
    }
    return std::nullopt;
}

}  // namespace

Sentence explain_syntax(std::string_view text, const Stop& stop) {
    const std::size_t at = stop.offset;
    if (at >= text.size()) {
        return {"the end of the file", "the value that was begun must be closed",
                "the file seems cut short: look for a missing quote, ] or }"};
    }
    if (stop.not_finite) {
        const auto number = [](char c) { return is_digit(c) || is_letter(c) || c == '.' || c == '+' || c == '-'; };
        return {shortened(around(text, at, number)), "a number must be finite", "write a number below 1e308 in size"};
    }
    if (stop.complete) {
        return {seen(text, at), "a file holds exactly one value", "remove what follows the closing bracket"};
    }
    if (stop.whole_token) return misplaced(text, stop);
    if (stop.in_text) return inside_text(text, at);
    if (auto mark = foreign_mark(text, at)) return *std::move(mark);
    const std::string_view word = around(text, at, is_letter);
    if (auto known = foreign_word(word)) return *std::move(known);
    if (bad_number(text, at)) return number_form(text, at);
    if (!word.empty()) return {in_quotes(word, 20), "a bare word is not a value", "put text between double quotes"};
    return {seen(text, at), "this is not JSON from here on",
            "look just before this place for a missing comma, colon, quote or bracket"};
}

}  // namespace chirograph::io
