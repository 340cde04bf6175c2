// Regular expressions of a schema: a small dialect that every reader of the schema understands alike.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace chirograph::io {

/// A pattern over code points, matched in time (length of the text) x (size of the pattern) without recursion, so no
/// text can exhaust the stack or the clock. The dialect: literals, "." , [..] and [^..] with ranges, (..) and (?:..),
/// |, the anchors ^ and $, the quantifiers * + ? {n} {n,} {n,m}, and a backslash before punctuation. What other
/// readers take differently is refused: \d \w \s \b, back references, look-around, flags, POSIX classes.
/// "." and "$" agree with other readers on texts without line breaks, which the gate ensures.
class Pattern {
public:
    /// Throws std::invalid_argument naming the part that is malformed or outside the dialect.
    explicit Pattern(std::string_view pattern);

    /// True when the pattern occurs somewhere in the well-formed UTF-8 text.
    [[nodiscard]] bool occurs_in(std::string_view text) const;

    /// Code points low..high.
    struct Span {
        char32_t low;
        char32_t high;
    };
    struct Set {
        std::vector<Span> spans;
        bool negated = false;
        [[nodiscard]] bool holds(char32_t code) const;
    };
    enum class Step : unsigned char { take, fork, jump, begin, end, done };
    /// `take` consumes one code point of sets[target]; `fork` goes to target and other; `jump` goes to target.
    struct Instruction {
        Step step = Step::done;
        std::size_t target = 0;
        std::size_t other = 0;
    };

private:
    friend class PatternParser;
    std::vector<Set> sets_;  // first: parsing the program fills it
    std::vector<Instruction> program_;
};

}  // namespace chirograph::io
