#include "io/json/text.hpp"

#include <algorithm>

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

bool is_control(std::string_view text, std::size_t i) {
    const unsigned lead = byte_at(text, i);
    return lead < 0x20 || lead == 0x7F || (lead == 0xC2 && i + 1 < text.size() && byte_at(text, i + 1) < 0xA0);
}

std::string hexadecimal(unsigned value, std::size_t digits) {
    constexpr std::string_view symbols = "0123456789abcdef";
    std::string text(digits, '0');
    for (std::size_t k = digits; k-- > 0; value >>= 4U) text[k] = symbols[value & 0xFU];
    return text;
}

/// Characters that show nothing or turn the line around: zero width, direction marks, the byte order mark.
bool is_invisible(std::string_view character) {
    return (character >= "\xE2\x80\x8B" && character <= "\xE2\x80\x8F") ||
           (character >= "\xE2\x80\xA8" && character <= "\xE2\x80\xAE") ||
           (character >= "\xE2\x81\xA0" && character <= "\xE2\x81\xAF") || character == "\xEF\xBB\xBF";
}

/// One character as it may stand in a message.
std::string harmless(std::string_view text, std::size_t i) {
    const std::size_t length = character_length(text, i);
    if (length == 0) return "\\x" + hexadecimal(byte_at(text, i), 2);
    if (length == 3 && is_invisible(text.substr(i, length))) {
        return "\\u" + hexadecimal((byte_at(text, i) & 0xFU) << 12U | (byte_at(text, i + 1) & 0x3FU) << 6U |
                                       (byte_at(text, i + 2) & 0x3FU),
                                   4);
    }
    if (!is_control(text, i)) return std::string(text.substr(i, length));
    return "\\u" + hexadecimal(length == 1 ? byte_at(text, i) : byte_at(text, i + 1), 4);
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

std::optional<std::size_t> first_control(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); i = next_character(text, i)) {
        if (is_control(text, i)) return i;
    }
    return std::nullopt;
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
