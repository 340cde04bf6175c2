// Text that came from a file: is it UTF-8, how long is it for a reader, and how is it shown in a message.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chirograph::io {

/// Offset of the first byte that is not well-formed UTF-8 (overlong forms, surrogates and values above U+10FFFF are
/// not well formed); nothing when all of it is.
[[nodiscard]] std::optional<std::size_t> first_invalid_utf8(std::string_view text);

/// Number of code points in well-formed UTF-8.
[[nodiscard]] std::size_t code_points(std::string_view text);

/// A character that nobody sees, or that makes a reader see another text than there is.
struct Unseen {
    std::string code;      ///< such as "U+202E"
    std::size_t position;  ///< counted in characters, from 1
    bool breaks_line;      ///< a control character or a separator of lines, not a mark
};
/// The first one in well-formed UTF-8: control characters (U+0000 to U+001F, U+007F to U+009F), separators of lines
/// (U+2028, U+2029), marks, embeddings, overrides and isolates of direction (U+061C, U+200E, U+200F, U+202A to U+202E,
/// U+2066 to U+206F), zero width (U+200B, U+2060 to U+2065, U+FEFF), and U+200C and U+200D where they do not stand
/// between letters of a script that needs them.
[[nodiscard]] std::optional<Unseen> first_unseen(std::string_view text);

/// The code points of well-formed UTF-8.
[[nodiscard]] std::u32string decoded(std::string_view text);

/// At most `most` code points, unseen characters and broken bytes as \uXXXX or \xXX, "..." when cut. No quotes.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t most = 60);

/// `shortened` between double quotes, with inner quotes and backslashes escaped.
[[nodiscard]] std::string in_quotes(std::string_view text, std::size_t most = 60);

/// Where a byte stands for somebody with a text editor: "line 3, column 7", columns in characters.
[[nodiscard]] std::string line_and_column(std::string_view text, std::size_t offset);

/// Offset one past the character that begins at `offset`; a broken byte counts as one character.
[[nodiscard]] std::size_t next_character(std::string_view text, std::size_t offset);

/// "did you mean 'x'?" from the candidates, or `otherwise`. Work is bounded whatever the file holds.
[[nodiscard]] std::string suggestion(std::string_view wanted, const std::vector<std::string_view>& candidates,
                                     std::string_view otherwise);

/// "a, b or c", cut after `most` with the number left out.
[[nodiscard]] std::string any_of(const std::vector<std::string>& choices, std::size_t most = 12);

/// Each name between single quotes.
[[nodiscard]] std::vector<std::string> quoted_names(const std::vector<std::string_view>& names);

/// "1 item", "2 items".
[[nodiscard]] std::string counted(std::size_t count, std::string_view noun);

/// The parts one after another. (GCC 12 warns wrongly about `"text" + std::string`, PR 105651.)
[[nodiscard]] std::string joined(std::initializer_list<std::string_view> parts);

/// One step of a JSON pointer: "~" and "/" escaped, unseen characters shown harmlessly.
[[nodiscard]] std::string pointer_part(std::string_view key);

}  // namespace chirograph::io
