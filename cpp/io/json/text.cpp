#include "io/json/text.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "engine/base/near_names.hpp"

namespace chirograph::io {

namespace {

unsigned byte_at(std::string_view text, std::size_t i) {
    return static_cast<unsigned char>(text[i]);
}

/// Length of the well-formed character at `i` (Unicode 15, table 3-7), or 0.
std::size_t character_length(std::string_view text, std::size_t i) {
    const unsigned lead = byte_at(text, i);
    if (lead < 0x80) return 1;
    if (lead < 0xC2 || lead > 0xF4) return 0;
    const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (text.size() - i < length) return 0;
    unsigned low = 0x80;
    unsigned high = 0xBF;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
    if (byte_at(text, i + 1) < low || byte_at(text, i + 1) > high) return 0;
    for (std::size_t k = 2; k < length; ++k) {
        if ((byte_at(text, i + k) & 0xC0U) != 0x80U) return 0;
    }
    return length;
}

/// The code point of the well-formed character at `i`.
char32_t code_at(std::string_view text, std::size_t i) {
    if (byte_at(text, i) < 0x80) return byte_at(text, i);
    const std::size_t length = character_length(text, i);
    constexpr std::array<unsigned, 5> kept{0, 0x7FU, 0x1FU, 0x0FU, 0x07U};
    char32_t code = byte_at(text, i) & kept[length];
    for (std::size_t k = 1; k < length; ++k) code = code << 6U | (byte_at(text, i + k) & 0x3FU);
    return code;
}

struct Span {
    char32_t low, high;
};
bool within(char32_t code, std::span<const Span> spans) {
    return std::any_of(spans.begin(), spans.end(), [&](Span span) { return span.low <= code && code <= span.high; });
}

/// Does a joiner (U+200C, U+200D) at `i` stand between two letters that it bears on? Scripts that need it: Arabic and
/// its kin up to Sinhala, Myanmar, Khmer and Mongolian, Balinese and its kin, what extends these, and presentation
/// forms.
bool joins(std::string_view text, std::size_t i) {
    constexpr std::array spans{Span{0x0600, 0x0DFF}, Span{0x1000, 0x109F}, Span{0x1780, 0x18AF},  Span{0x1B00, 0x1BFF},
                               Span{0xA8E0, 0xA8FF}, Span{0xA980, 0xA9FF}, Span{0xAA60, 0xAA7F},  Span{0xABC0, 0xABFF},
                               Span{0xFB50, 0xFDFF}, Span{0xFE70, 0xFEFC}, Span{0x11000, 0x11FFF}};
    std::size_t before = i;
    while (before > 0 && (byte_at(text, --before) & 0xC0U) == 0x80U) {
    }
    const std::size_t after = i + 3;
    return before < i && after < text.size() && character_length(text, after) != 0 &&
           next_character(text, before) == i && within(code_at(text, before), spans) &&
           within(code_at(text, after), spans);
}

/// Controls and separators, which break the line.
bool breaks_line(char32_t code) {
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029;
}

/// Is the well-formed character at `i` one that is not seen: a control, a separator of lines, a direction mark or
/// override, zero width without need, or the byte order mark?
bool unseen(std::string_view text, std::size_t i) {
    constexpr std::array marks{Span{0x061C, 0x061C}, Span{0x200B, 0x200F}, Span{0x202A, 0x202E}, Span{0x2060, 0x206F},
                               Span{0xFEFF, 0xFEFF}};
    const char32_t code = code_at(text, i);
    if (code >= 0x20 && code < 0x7F) return false;
    if (code == 0x200C || code == 0x200D) return !joins(text, i);
    return breaks_line(code) || within(code, marks);
}

std::string hexadecimal(unsigned value, std::size_t digits) {
    constexpr std::string_view symbols = "0123456789abcdef";
    std::string text(digits, '0');
    for (std::size_t k = digits; k-- > 0; value >>= 4U) text[k] = symbols[value & 0xFU];
    return text;
}

/// One character as it may stand in a message.
std::string harmless(std::string_view text, std::size_t i) {
    const std::size_t length = character_length(text, i);
    if (length == 0) return "\\x" + hexadecimal(byte_at(text, i), 2);
    return unseen(text, i) ? "\\u" + hexadecimal(code_at(text, i), 4) : std::string(text.substr(i, length));
}

std::string in_small_letters(std::string_view text) {
    std::string result(text);
    for (char& c : result) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return result;
}

std::string cut(std::string_view text, std::size_t most, bool escape_quotes) {
    std::string shown;
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size(); i = next_character(text, i), ++count) {
        if (count == most) return shown + "...";
        if (escape_quotes && (text[i] == '"' || text[i] == '\\')) shown += '\\';
        shown += harmless(text, i);
    }
    return shown;
}

}  // namespace

std::size_t next_character(std::string_view text, std::size_t offset) {
    return offset + std::max<std::size_t>(1, character_length(text, offset));
}

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = character_length(text, i);
        if (length == 0) return i;
        i += length;
    }
    return std::nullopt;
}

std::size_t code_points(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::optional<Unseen> first_unseen(std::string_view text) {
    for (std::size_t i = 0, count = 1; i < text.size(); i = next_character(text, i), ++count) {
        if (!unseen(text, i)) continue;
        const char32_t code = code_at(text, i);
        std::string name = hexadecimal(code, 4);
        for (char& c : name) c = c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
        return Unseen{"U+" + name, count, breaks_line(code)};
    }
    return std::nullopt;
}

std::u32string decoded(std::string_view text) {
    std::u32string codes;
    for (std::size_t i = 0; i < text.size(); i = next_character(text, i)) codes += code_at(text, i);
    return codes;
}

std::string shortened(std::string_view text, std::size_t most) {
    return cut(text, most, false);
}

std::string in_quotes(std::string_view text, std::size_t most) {
    return '"' + cut(text, most, true) + '"';
}

std::string joined(std::initializer_list<std::string_view> parts) {
    std::string text;
    for (const std::string_view part : parts) text += part;
    return text;
}

std::string pointer_part(std::string_view key) {
    std::string part;
    for (const char c : shortened(key, 100)) {
        if (c == '~') {
            part += "~0";
        } else if (c == '/') {
            part += "~1";
        } else {
            part += c;
        }
    }
    return part;
}

std::string line_and_column(std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, std::min(offset, text.size()));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::size_t start = before.find_last_of('\n') + 1;  // npos + 1 is 0
    return "line " + std::to_string(line) + ", column " + std::to_string(1 + code_points(before.substr(start)));
}

std::string suggestion(std::string_view wanted, const std::vector<std::string_view>& candidates,
                       std::string_view otherwise) {
    constexpr std::size_t longest = 64;
    constexpr std::size_t most = 500;
    if (wanted.size() > longest) return std::string(otherwise);
    const auto same = [&](std::string_view other) { return in_small_letters(other) == in_small_letters(wanted); };
    const auto twin = std::find_if(candidates.begin(), candidates.end(), same);
    if (twin != candidates.end()) return joined({"did you mean '", *twin, "'?"});
    const std::size_t slack = std::max<std::size_t>(2, wanted.size() / 3);
    std::vector<std::string_view> close;
    for (const std::string_view candidate : candidates) {
        const bool similar = candidate.size() + slack >= wanted.size() && candidate.size() <= wanted.size() + slack;
        if (similar && close.size() < most) close.push_back(candidate);
    }
    return did_you_mean(wanted, close, otherwise);
}

std::string any_of(const std::vector<std::string>& choices, std::size_t most) {
    std::string text;
    const std::size_t shown = std::min(choices.size(), most);
    for (std::size_t i = 0; i < shown; ++i) {
        if (i != 0) text += i + 1 == choices.size() ? " or " : ", ";
        text += choices[i];
    }
    if (shown < choices.size()) text += joined({" or one of ", std::to_string(choices.size() - shown), " more"});
    return text;
}

std::vector<std::string> quoted_names(const std::vector<std::string_view>& names) {
    std::vector<std::string> result;
    for (const std::string_view name : names) result.push_back(joined({"'", shortened(name), "'"}));
    return result;
}

std::string counted(std::size_t count, std::string_view noun) {
    return joined({std::to_string(count), " ", noun, count == 1 ? "" : "s"});
}

}  // namespace chirograph::io
