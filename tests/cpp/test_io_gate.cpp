// The gate: every limit at its edge, and every diagnosis of text that is not JSON.
#include <string>
#include <string_view>

#include "io/json/gate.hpp"
#include "io_support.hpp"

namespace chirograph::io {
namespace {

using namespace std::string_literals;

Fault refusal(const std::string& text, const Limits& limits = {}) {
    return only_fault([&] { check_gate(text, "f.json", limits); });
}

bool passes(const std::string& text, const Limits& limits = {}) {
    return faults_of([&] { check_gate(text, "f.json", limits); }).empty();
}

std::string repeated(std::string_view part, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += part;
    return text;
}

// Ordinary JSON of every kind passes, with any white space that JSON allows.
TEST(Gate, PassesOrdinaryJson) {
    EXPECT_TRUE(passes("0"));
    EXPECT_TRUE(passes(" \t\r\n{\"a\": [1, -2, 3.5e2, true, false, null, \"\\u00e9\\ud83e\\udd1d\", {}]}\n"));
    EXPECT_TRUE(passes("[9007199254740992, -9007199254740992, 0.0, 0e9, 5e-324, 1e23]"));
    EXPECT_TRUE(passes("[{\"a\": 1}, {\"a\": 2}]"));
}

// A fault carries its code and the name of the file.
TEST(Gate, FaultNamesFileAndCode) {
    const Fault fault = refusal("");
    EXPECT_EQ(fault.code, Code::gate);
    EXPECT_EQ(fault.file, "f.json");
}

// Each limit holds at its edge and refuses one more.
TEST(Gate, LimitsHoldAtTheEdge) {
    Limits limits;
    limits.bytes = 12;
    limits.depth = 2;
    limits.values = 5;
    limits.text = 3;
    limits.key = 2;
    limits.keys = 2;
    limits.items = 3;
    EXPECT_TRUE(passes("[1,2,3]     ", limits));
    EXPECT_EQ(refusal("[1,2,3]      ", limits).rule, "a file has at most 12 bytes");
    EXPECT_TRUE(passes("[[1,2]]", limits));
    EXPECT_EQ(refusal("[[[1]]]", limits).rule, "lists and objects nest at most 2 deep");
    EXPECT_TRUE(passes("[[1],[1]]", limits));
    EXPECT_EQ(refusal("[[1,2],[1]]", limits).rule, "a file has at most 5 values");
    EXPECT_TRUE(passes("\"\xC3\xA9\xC3\xA9\xC3\xA9\"", limits)) << "characters count, not bytes";
    EXPECT_EQ(refusal("\"abcd\"", limits).value, "4 characters");
    EXPECT_TRUE(passes("{\"ab\":1}", limits));
    EXPECT_EQ(refusal("{\"abc\":1}", limits).rule, "a key has at most 2 characters");
    limits.bytes = 100;
    EXPECT_TRUE(passes("{\"a\":1,\"b\":1}", limits));
    EXPECT_EQ(refusal("{\"a\":1,\"b\":1,\"c\":1}", limits).place, "/c");
    EXPECT_EQ(refusal("[1,2,3,4]", limits).place, "/3");
}

// Hundreds of thousands of open brackets are refused without recursion.
TEST(Gate, DepthNeedsNoStack) {
    EXPECT_EQ(refusal(repeated("[", 500'000)).place, repeated("/0", 32));
    EXPECT_EQ(refusal(repeated("{\"k\":", 500'000)).place, repeated("/k", 32));
    EXPECT_TRUE(passes(repeated("[", 32) + repeated("]", 32)));
}

// Refusals that leave the text readable are collected, in the order of the file.
TEST(Gate, CollectsWhatItCan) {
    const auto faults = faults_of([] { check_gate(R"({"a": -0, "b": [1e-400, 2, -0.0], "a": 1})", "f"); });
    ASSERT_EQ(faults.size(), 4U);
    EXPECT_EQ(faults[0].place, "/a");
    EXPECT_EQ(faults[1].place, "/b/0");
    EXPECT_EQ(faults[2].place, "/b/2");
    EXPECT_EQ(faults[3].value, "a second 'a'");
}

// A thousand repeated keys make a bounded message that says how many were left out.
TEST(Gate, MessageIsBounded) {
    std::string text = "[";
    for (int i = 0; i < 1000; ++i) text += "-0,";
    const auto faults = faults_of([&] { check_gate(text + "0]", "f"); });
    ASSERT_EQ(faults.size(), 201U);
    EXPECT_EQ(faults.back().value, "800 more faults");
}

// Whole numbers stop at 2^53 on both sides, also beyond 64 bits.
TEST(Gate, WholeNumbersStayExact) {
    for (const char* number :
         {"9007199254740993", "-9007199254740993", "18446744073709551616", "-9223372036854775809"}) {
        EXPECT_EQ(refusal("["s + number + "]").value, number);
    }
}

// Numbers that a double cannot hold are refused, zeros and tiny numbers are not.
TEST(Gate, NumbersKeepTheirValue) {
    EXPECT_EQ(refusal("[1e400]").rule, "a number must be finite");
    EXPECT_EQ(refusal("[-1e400]").value, "-1e400");
    EXPECT_EQ(refusal("[0.0001e-400]").rule, "a number other than zero must not round to zero");
    EXPECT_TRUE(passes("[0.000e-400]"));
    EXPECT_EQ(refusal("[-0]").rule, "zero has no sign here");
    EXPECT_EQ(refusal("[-0e1]").rule, "zero has no sign here");
}

// A null byte would end the parser's reading; it is refused wherever it stands.
TEST(Gate, NullByteIsRefused) {
    EXPECT_EQ(refusal("{}\0[hidden]"s).rule, "the file holds a null byte");
    EXPECT_EQ(refusal("[\"\0\"]"s).place, "line 1, column 3");
    EXPECT_EQ(refusal("[\"\\u0000\"]").rule, "a text is one line without control characters");
}

// Control characters are refused in texts and in keys, raw or escaped.
TEST(Gate, NoControlCharacters) {
    EXPECT_EQ(refusal("[\"a\nb\"]").rule, "text holds no control characters");
    EXPECT_EQ(refusal("[\"a\\tb\"]").value, "\"a\\u0009b\"");
    EXPECT_EQ(refusal("[\"\xC2\x9B\"]").value, "\"\\u009b\"");
    EXPECT_EQ(refusal("{\"\\u007f\": 1}").rule, "a key is one line without control characters");
}

// Marks that turn the line around or show nothing are refused in texts and in keys, with their place.
TEST(Gate, NoUnseenCharacters) {
    const Fault fault = refusal(
        "[\"abc\xE2\x80\xAE"
        "gnp\"]");
    EXPECT_EQ(fault.place, "/0");
    EXPECT_EQ(fault.value, "\"abc\\u202egnp\"");
    EXPECT_EQ(fault.rule, "a text has no character that shows nothing or turns the line around");
    EXPECT_EQ(fault.repair, "remove U+202E at position 4");
    EXPECT_EQ(refusal("[\"a\\u2028b\"]").rule, "a text is one line without control characters");
    for (const char* mark : {"061c", "200b", "200c", "200d", "200e", "200f", "202a", "2060", "2066", "2069", "feff"}) {
        EXPECT_EQ(refusal("[\"a\\u" + std::string(mark) + "b\"]").value, "\"a\\u" + std::string(mark) + "b\"");
        EXPECT_EQ(refusal("{\"\\u" + std::string(mark) + "\": 1}").rule,
                  "a key has no character that shows nothing or turns the line around");
    }
    EXPECT_TRUE(passes("[\"\\u0645\\u06cc\\u200c\\u0631\\u0648\\u0645\"]")) << "Persian needs its joiner";
}

// Broken and foreign encodings are named with their place.
TEST(Gate, EncodingIsUtf8WithoutMark) {
    EXPECT_EQ(refusal("\xEF\xBB\xBF[]").rule, "the file begins with a byte order mark");
    EXPECT_EQ(refusal("\xFE\xFF").rule, "the file begins with a byte order mark");
    EXPECT_EQ(refusal("[1,\n \"\xE9\"]").place, "line 2, column 3");
    EXPECT_EQ(refusal("[\"\xC0\xAF\"]").rule, "the file is not UTF-8 from here on");
}

struct Broken {
    const char* text;
    const char* place;
    const char* rule;
};

// Every kind of text that is not JSON gets the sentence that fits it, at the character where it goes wrong.
TEST(Gate, DiagnosesSyntax) {
    const Broken cases[] = {
        {"[1, 2", "line 1, column 6", "the value that was begun must be closed"},
        {"{\"a\": \"", "line 1, column 8", "the value that was begun must be closed"},
        {"[1, ]", "line 1, column 5", "no comma stands after the last item"},
        {"{\"a\": 1,\n}", "line 2, column 1", "no comma stands after the last item"},
        {"[1]\n[2]", "line 2, column 1", "a file holds exactly one value"},
        {"1 \"b\"", "line 1, column 3", "a file holds exactly one value"},
        {"[] // end", "line 1, column 4", "a file holds exactly one value"},
        {"[1, /* x */ 2]", "line 1, column 5", "JSON has no comments"},
        {"{# x\n}", "line 1, column 2", "JSON has no comments"},
        {"['a']", "line 1, column 2", "text stands between straight double quotes"},
        {"[\xE2\x80\x9C"
         "a\xE2\x80\x9D]",
         "line 1, column 2", "text stands between straight double quotes"},
        {"[NaN]", "line 1, column 2", "JSON has no word for a number that is not finite"},
        {"{\"a\": -Infinity}", "line 1, column 7", "JSON has no word for a number that is not finite"},
        {"[True]", "line 1, column 2", "JSON writes true, false and null in small letters"},
        {"[nulL]", "line 1, column 2", "JSON writes true, false and null in small letters"},
        {"[truth]", "line 1, column 2", "a bare word is not a value"},
        {"[01]", "line 1, column 2", "numbers are written like 12, -3, 0.5 or 1e-3"},
        {"[-]", "line 1, column 2", "numbers are written like 12, -3, 0.5 or 1e-3"},
        {"[1.]", "line 1, column 2", "numbers are written like 12, -3, 0.5 or 1e-3"},
        {"[true}", "line 1, column 6", "this cannot stand here"},
        {"[1 2]", "line 1, column 4", "this cannot stand here"},
        {"[\"a\" \"b\"]", "line 1, column 6", "this cannot stand here"},
        {"[\"a\": 1]", "line 1, column 5", "this cannot stand here"},
        {"{\"a\"}", "line 1, column 5", "this cannot stand here"},
        {"{1: 2}", "line 1, column 2", "a key is text between double quotes"},
        {"{\"a\": 1, null: 2}", "line 1, column 10", "a key is text between double quotes"},
        {"[\"\\q\"]", "line 1, column 4",
         "after a backslash come only \" \\ / b f n r t or u with four hexadecimal digits"},
        {"[\"\\ud800\"]", "line 1, column 9", "a surrogate escape (\\ud800 to \\udfff) comes as a pair, high then low"},
        {"[\"say \\\"x\\\"\", \"\\ud9\"]", "line 1, column 20",
         "a surrogate escape (\\ud800 to \\udfff) comes as a pair, high then low"},
    };
    for (const Broken& broken : cases) {
        const Fault fault = refusal(broken.text);
        EXPECT_EQ(fault.place, broken.place) << broken.text;
        EXPECT_EQ(fault.rule, broken.rule) << broken.text;
    }
}

}  // namespace
}  // namespace chirograph::io
