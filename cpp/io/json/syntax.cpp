#include "io/json/syntax.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "io/json/text.hpp"

namespace chirograph::io {

namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool in_word(char c) {
    return is_letter(c) || is_digit(c) || c == '.' || c == '+' || c == '-' || c == '_';
}

/// The word or number that touches a place; it may end just before it.
struct Word {
    std::size_t first = 0;
    std::string_view text;
};

Word word_at(std::string_view text, std::size_t at) {
    std::size_t first = at;
    while (first > 0 && in_word(text[first - 1])) --first;
    std::size_t last = at;
    while (last < text.size() && in_word(text[last])) ++last;
    return {first, text.substr(first, last - first)};
}

/// Offset of the quote that opened the text around `at`. Counting quotes is enough: what comes before is correct.
std::optional<std::size_t> opening_quote(std::string_view text, std::size_t at) {
    std::optional<std::size_t> open;
    for (std::size_t i = 0; i < at; ++i) {
        if (open && text[i] == '\\') {
            ++i;
        } else if (text[i] == '"') {
            open = open ? std::nullopt : std::optional<std::size_t>(i);
        }
    }
    return open;
}

char last_before(std::string_view text, std::size_t at) {
    const std::size_t found = text.substr(0, at).find_last_not_of(" \t\r\n");
    return found == std::string_view::npos ? '\0' : text[found];
}

/// What a reader sees from a place onwards, up to the end of the line.
std::string seen(std::string_view text, std::size_t at) {
    const std::string_view rest = text.substr(at);
    const std::size_t end = rest.find_first_of("\r\n");
    return in_quotes(end == 0 ? rest.substr(0, 1) : rest.substr(0, end), 20);
}

Diagnosis inside_text(std::string_view text, std::size_t at, std::size_t open) {
    if (static_cast<unsigned char>(text[at]) < 0x20) {
        return {at, in_quotes(text.substr(at, 1)), "text holds no control characters",
                "close the text with a quote, or remove it"};
    }
    const std::string_view near = text.substr(std::max(open, at < 12 ? 0 : at - 12), at + 1);
    if (near.find("\\ud") != std::string_view::npos || near.find("\\uD") != std::string_view::npos) {
        return {at, seen(text, at), "a surrogate escape (\\ud800 to \\udfff) comes as a pair, high then low",
                "write the character itself in UTF-8"};
    }
    return {at, seen(text, at), "after a backslash come only \" \\ / b f n r t or u with four hexadecimal digits",
            "write the character itself, or \\\\ for a backslash"};
}

/// A correct token, or a bracket, where it cannot stand.
Diagnosis misplaced(std::string_view text, std::size_t at, bool in_object) {
    const char last = last_before(text, at);
    if ((text[at] == ']' || text[at] == '}') && last == ',') {
        return {at, seen(text, at), "no comma stands after the last item", "remove the comma before the bracket"};
    }
    if (in_object && (last == '{' || last == ',') && text[at] != ',') {
        return {at, seen(text, at), "a key is text between double quotes", "write \"name\": before the value"};
    }
    return {at, seen(text, at), "this cannot stand here", "look just before it for a missing comma, colon or quote"};
}

/// Marks that other notations allow.
std::optional<Diagnosis> foreign_mark(std::string_view text, std::size_t at) {
    if (text[at] == '/' || text[at] == '#') {
        return Diagnosis{at, seen(text, at), "JSON has no comments", "move the remark into a note field"};
    }
    const std::string_view curly = text.substr(at, 3);
    if (text[at] == '\'' || text[at] == '`' || curly == "\xE2\x80\x9C" || curly == "\xE2\x80\x9D") {
        return Diagnosis{at, seen(text, at), "text stands between straight double quotes", "write \" instead"};
    }
    return std::nullopt;
}

/// A word that other languages would accept as a value.
std::optional<Diagnosis> foreign_word(const Word& word) {
    std::string plain;
    for (const char c : word.text) {
        if (is_letter(c)) plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    if (plain == "nan" || plain == "infinity" || plain == "inf") {
        return Diagnosis{word.first, in_quotes(word.text), "JSON has no word for a number that is not finite",
                         "leave the field out, or use null where the field allows it"};
    }
    if (plain == "true" || plain == "false" || plain == "null" || plain == "none") {
        return Diagnosis{word.first, in_quotes(word.text), "JSON writes true, false and null in small letters",
                         joined({"write '", plain == "none" ? "null" : std::string_view(plain), "'"})};
    }
    return std::nullopt;
}

Diagnosis wrong_word(const Word& word) {
    if (auto known = foreign_word(word)) return *std::move(known);
    const bool number = !is_letter(word.text.front()) && word.text.front() != '_';
    if (number) {
        return {word.first, in_quotes(word.text, 20), "numbers are written like 12, -3, 0.5 or 1e-3",
                "no plus sign, no leading zero, digits on both sides of the point"};
    }
    return {word.first, in_quotes(word.text, 20), "a bare word is not a value", "put text between double quotes"};
}

}  // namespace

Diagnosis explain_syntax(std::string_view text, const Stop& stop) {
    const std::size_t at = stop.offset;
    if (at >= text.size()) {
        return {text.size(), "the end of the file", "the value that was begun must be closed",
                "the file seems cut short: look for a missing quote, ] or }"};
    }
    const Word word = word_at(text, at);
    if (stop.not_finite) {
        return {word.first, shortened(word.text), "a number must be finite", "write a number below 1e308 in size"};
    }
    const auto open = opening_quote(text, at);
    if (stop.complete) {
        const std::size_t from = open ? *open : word.text.empty() ? at : word.first;
        return {from, seen(text, from), "a file holds exactly one value", "remove what follows the first value"};
    }
    if (open) {
        const bool whole = text[at] == '"' && nlohmann::json::accept(text.substr(*open, at - *open + 1));
        return whole ? misplaced(text, *open, stop.in_object) : inside_text(text, at, *open);
    }
    if (auto mark = foreign_mark(text, at)) return *std::move(mark);
    if (!word.text.empty() && !nlohmann::json::accept(word.text)) return wrong_word(word);
    const bool token = in_word(text[at]);
    return misplaced(text, token ? word.first : at, stop.in_object);
}

}  // namespace chirograph::io
