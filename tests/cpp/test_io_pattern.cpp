// Patterns: the dialect, its refusals, and agreement with the standard library where both can go.
#include <random>
#include <regex>
#include <stdexcept>
#include <string>

#include "io/schema/pattern.hpp"
#include "io_support.hpp"

namespace chirograph::io {
namespace {

bool matches(std::string_view pattern, std::string_view text) {
    return Pattern(pattern).occurs_in(text);
}

// Literals, classes, groups, choices, anchors and quantifiers mean what they usually mean.
TEST(Pattern, MeansTheUsual) {
    EXPECT_TRUE(matches("b", "abc"));
    EXPECT_FALSE(matches("^b", "abc"));
    EXPECT_TRUE(matches("^a.c$", "abc"));
    EXPECT_TRUE(matches("^(ab|c)*$", "abcab"));
    EXPECT_FALSE(matches("^(?:ab|c)+$", ""));
    EXPECT_TRUE(matches("^[a-c-]+$", "a-c"));
    EXPECT_FALSE(matches("^[^a-c]+$", "xbz"));
    EXPECT_TRUE(matches("^\\.\\[\\]$", ".[]"));
    EXPECT_TRUE(matches("", "anything"));
    EXPECT_TRUE(matches("^$", ""));
    EXPECT_TRUE(matches("^a{2,3}b{0,}c{2}$", "aacc"));
    EXPECT_FALSE(matches("^a{2,3}$", "aaaa"));
    EXPECT_TRUE(matches("a|", ""));
}

// One character is one code point, whatever its length in bytes.
TEST(Pattern, CountsCodePoints) {
    EXPECT_TRUE(matches("^.{3}$", "\xC3\xA9\xE6\x97\xA5\xF0\x9F\xA4\x9D"));
    EXPECT_TRUE(matches("^[\xCE\xB1-\xCF\x89]+$", "\xCE\xB1\xCE\xB2"));
    EXPECT_FALSE(matches("^[a-z]$", "\xD0\xB0")) << "Cyrillic a";
}

// What other readers would take differently, or what is malformed, is refused with its name.
TEST(Pattern, RefusesOtherDialects) {
    for (const char* bad : {"\\d",   "\\w+",  "\\s",     "a\\b",        "(?i)a",
                            "(?=a)", "(?!a)", "(?<n>a)", "[[:alpha:]]", "a**",
                            "a+?",   "*a",    "a|*",     "(a",          "a)",
                            "[a",    "[]",    "[^]",     "[z-a]",       "\\",
                            "a{2",   "a{,2}", "a{3,2}",  "a{1001}",     "((a{1000}){1000}){1000}",
                            "(\\1)"}) {
        EXPECT_THROW(Pattern{bad}, std::invalid_argument) << bad;
    }
}

// Patterns that make other matchers backtrack for ages take linear time.
TEST(Pattern, NeverExplodes) {
    const std::string text(1000, 'a');
    EXPECT_FALSE(matches("^(a*)*b$", text));
    EXPECT_FALSE(matches("^(a|a)*b$", text));
    EXPECT_TRUE(matches("^(a?){1000}a{1000}$", text));
}

/// A random pattern over a and b that both matchers know.
std::string random_pattern(std::mt19937& random, int depth) {
    const auto roll = [&](int sides) { return static_cast<int>(random() % static_cast<unsigned>(sides)); };
    const char* atoms[] = {"a", "b", ".", "[ab]", "[^a]", "^", "$"};
    std::string pattern;
    const int length = 1 + roll(3);
    for (int i = 0; i < length; ++i) {
        const int kind = roll(depth > 0 ? 9 : 7);
        const bool anchor = kind == 5 || kind == 6;
        pattern += kind < 7 ? atoms[kind] : "(" + random_pattern(random, depth - 1) + ")";
        const char* quantifiers[] = {"", "", "", "*", "+", "?", "{2}", "{1,2}", "{1,}"};
        if (!anchor) pattern += quantifiers[roll(9)];
    }
    return roll(3) == 0 ? pattern + "|" + random_pattern(random, depth > 0 ? depth - 1 : 0) : pattern;
}

// On random patterns and texts the answer is that of std::regex.
TEST(Pattern, AgreesWithTheStandardLibrary) {
    std::mt19937 random(20261123);
    int found = 0;
    int cases = 0;
    for (int i = 0; i < 1500; ++i) {
        const std::string pattern = random_pattern(random, 2);
        const Pattern ours(pattern);
        const std::regex theirs(pattern);
        for (int k = 0; k < 12; ++k) {
            std::string text;
            for (auto length = random() % 7; length > 0; --length) text += "abc"[random() % 3];
            const bool match = std::regex_search(text, theirs);
            ASSERT_EQ(ours.occurs_in(text), match) << pattern << " on '" << text << "'";
            found += match ? 1 : 0;
            ++cases;
        }
    }
    EXPECT_GT(found, cases / 10);
    EXPECT_LT(found, cases * 9 / 10);
}

}  // namespace
}  // namespace chirograph::io
