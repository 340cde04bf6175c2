// Text from a file: its encoding, its length and how it is shown.
#include <string>
#include <vector>

#include "io/dataset/edtf.hpp"
#include "io/json/faults.hpp"
#include "io/json/text.hpp"
#include "io_support.hpp"

namespace chirograph::io {
namespace {

std::string encoded(unsigned code) {
    const auto byte = [](unsigned value) { return std::string(1, static_cast<char>(value)); };
    if (code < 0x80) return byte(code);
    if (code < 0x800) return byte(0xC0U | code >> 6U) + byte(0x80U | (code & 0x3FU));
    if (code < 0x10000) {
        return byte(0xE0U | code >> 12U) + byte(0x80U | (code >> 6U & 0x3FU)) + byte(0x80U | (code & 0x3FU));
    }
    return byte(0xF0U | code >> 18U) + byte(0x80U | (code >> 12U & 0x3FU)) + byte(0x80U | (code >> 6U & 0x3FU)) +
           byte(0x80U | (code & 0x3FU));
}

// Every code point is well formed in its shortest form and counts one; surrogates are not well formed.
TEST(Text, EveryCodePointIsWellFormed) {
    for (unsigned code = 0; code <= 0x10FFFF; ++code) {
        const std::string text = encoded(code);
        const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
        ASSERT_EQ(first_invalid_utf8(text).has_value(), surrogate) << code;
        ASSERT_TRUE(surrogate || code_points(text) == 1U) << code;
    }
}

// Overlong forms, cut characters, stray bytes and values above U+10FFFF are found at their first byte.
TEST(Text, BrokenUtf8IsFound) {
    for (const char* bad :
         {"\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\x80",
          "\xBF", "\xC2", "\xE2\x82", "\xF0\x9F\xA4", "\xE2\x28\xA1", "\xFF"}) {
        EXPECT_EQ(first_invalid_utf8("ab" + std::string(bad) + "c"), 2U);
    }
}

// What is shown has no control, invisible or broken character, and is cut by characters.
TEST(Text, ShownTextIsHarmless) {
    EXPECT_EQ(in_quotes("a\"b\\c\n\x1B[31m"), "\"a\\\"b\\\\c\\u000a\\u001b[31m\"");
    EXPECT_EQ(in_quotes("\xE2\x80\xAE\xEF\xBB\xBF\xE2\x80\x8B"), "\"\\u202e\\ufeff\\u200b\"");
    EXPECT_EQ(in_quotes("\xD8\x9C\xE2\x80\xA8\xE2\x81\xA6"), "\"\\u061c\\u2028\\u2066\"");
    EXPECT_EQ(in_quotes("\xFFz"), "\"\\xffz\"");
    EXPECT_EQ(shortened("\xC3\xA9\xC3\xA9\xC3\xA9", 2), "\xC3\xA9\xC3\xA9...");
    EXPECT_EQ(shortened("abc", 3), "abc");
}

// Joiners are text between letters of scripts that need them, and nowhere else.
TEST(Text, JoinersStandBetweenLettersThatJoin) {
    const std::string persian = "\xD9\x85\xDB\x8C\xE2\x80\x8C\xD8\xB1\xD9\x88\xD9\x85";
    const std::string sinhala = "\xE0\xB7\x8A\xE2\x80\x8D\xE0\xB6\xBB";
    EXPECT_FALSE(first_unseen(persian + " " + sinhala));
    EXPECT_EQ(in_quotes(persian), '"' + persian + '"');
    for (const char* bad :
         {"a\xE2\x80\x8C"
          "b",
          "\xE2\x80\x8C\xD8\xB1", "\xD8\xB1\xE2\x80\x8D", "\xE2\x80\x8D", "\xD8\xB1\xE2\x80\x8C\xE2\x80\x8C\xD8\xB1",
          "\xD8\xB1\xE2\x80\x8C"
          "a",
          "\xB1\xE2\x80\x8C\xD8\xB1"}) {
        EXPECT_NE(shortened(bad).find("\\u200"), std::string::npos) << bad;
    }
    const auto found = first_unseen(
        "\xD8\xB1\xE2\x80\x8C"
        "a");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->code, "U+200C");
    EXPECT_EQ(found->position, 2U);
}

// A step of a JSON pointer escapes the two characters that have a meaning there.
TEST(Text, PointerStepsAreEscaped) {
    EXPECT_EQ(pointer_part("a/b~c"), "a~1b~0c");
}

// Lines and columns count characters, from one.
TEST(Text, LinesAndColumns) {
    EXPECT_EQ(line_and_column("ab\n\xC3\xA9x", 0), "line 1, column 1");
    EXPECT_EQ(line_and_column("ab\n\xC3\xA9x", 5), "line 2, column 2");
    EXPECT_EQ(line_and_column("ab\n", 99), "line 2, column 1");
}

// A near name is offered, the same name in other letters first, and nothing far-fetched.
TEST(Text, SuggestsNearNames) {
    const std::vector<std::string_view> names{"KOR", "JPN", "listing"};
    EXPECT_EQ(suggestion("kor", names, "no"), "did you mean 'KOR'?");
    EXPECT_EQ(suggestion("listings", names, "no"), "did you mean 'listing'?");
    EXPECT_EQ(suggestion("something", names, "no"), "no");
    EXPECT_EQ(suggestion(std::string(100, 'x'), names, "no"), "no");
}

// Choices read as a sentence, and a long list says how many it leaves out.
TEST(Text, ChoicesReadAsASentence) {
    EXPECT_EQ(any_of({"a"}), "a");
    EXPECT_EQ(any_of({"a", "b", "null"}), "a, b or null");
    EXPECT_EQ(any_of({"a", "b", "c", "d"}, 2), "a, b or one of 2 more");
    EXPECT_EQ(counted(1, "item"), "1 item");
    EXPECT_EQ(counted(0, "item"), "0 items");
}

// The list of faults keeps as many as it was told and counts the rest.
TEST(Text, FaultListIsBounded) {
    FaultList faults("f", 2);
    EXPECT_TRUE(faults.empty());
    faults.raise_if_any();
    for (int i = 0; i < 5; ++i) faults.add(Code::schema, "/" + std::to_string(i), "v", "r", "p");
    EXPECT_FALSE(faults.room());
    const auto thrown = faults_of([&] { faults.raise_if_any(); });
    ASSERT_EQ(thrown.size(), 3U);
    EXPECT_EQ(thrown[1].place, "/1");
    EXPECT_EQ(thrown[2].value, "3 more faults");
}

// A value with a fault gets no second one in a later stage; what has no pointer always counts.
TEST(Text, FaultListKeepsOneFaultOfAValue) {
    FaultList faults("f");
    faults.add(Code::gate, "/a/0", "v", "first", "");
    faults.add(Code::gate, "top level", "v", "first", "");
    faults.add(Code::gate, "/a/0", "v", "of the same stage", "");
    EXPECT_FALSE(faults.settled("/a/0"));
    faults.end_stage();
    EXPECT_TRUE(faults.settled("/a/0"));
    faults.add(Code::schema, "/a/0", "v", "again", "");
    faults.add(Code::schema, "/a", "v", "another value", "");
    faults.add(Code::schema, "top level", "v", "another", "");
    EXPECT_EQ(faults_of([&] { faults.raise_if_any(); }).size(), 5U);
}

struct Dated {
    const char* text;
    int earliest;
    int latest;
};

// A date stands for its first to its last day, also when it is approximate, between two dates or open.
TEST(Edtf, WindowsOfDays) {
    const Dated cases[] = {{"2023", 20230101, 20231231},
                           {"2023-06", 20230601, 20230630},
                           {"2024-02", 20240201, 20240229},
                           {"2000-02-29", 20000229, 20000229},
                           {"2023-06-15~", 20230615, 20230615},
                           {"2023?", 20230101, 20231231},
                           {"2023-06%/2023-07-12", 20230601, 20230712},
                           {"2024/..", 20240101, Window::every_day},
                           {"../2024-05", Window::no_day, 20240531},
                           {"2025/2024", 20250101, 20241231}};
    for (const Dated& dated : cases) {
        const auto window = read_edtf(dated.text);
        ASSERT_TRUE(window.has_value()) << dated.text;
        EXPECT_EQ(window->earliest, dated.earliest) << dated.text;
        EXPECT_EQ(window->latest, dated.latest) << dated.text;
    }
}

// What is no date of the calendar, or not in this form, is none.
TEST(Edtf, RefusesWhatIsNoDate) {
    for (const char* text : {"",           "23",         "2023-",      "2023-00",  "2023-13",     "2023-02-29",
                             "1900-02-29", "2023-04-31", "2023-01-00", "2023-1-1", "2023-01-01T", "2023~~",
                             "~2023",      "../..",      "..",         "2023/",    "/2023",       "2023/2024/2025",
                             "-2023",      "2023 ",      "20230101",   "abcd"}) {
        EXPECT_FALSE(read_edtf(text).has_value()) << text;
    }
}

}  // namespace
}  // namespace chirograph::io
