// Whatever the gate lets through is JSON that survives being written and read again; it never crashes.
#include <cstddef>
#include <cstdint>
#include <exception>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "io/json/gate.hpp"
#include "refusal.hpp"

namespace {

using chirograph::fuzz::broken;
using nlohmann::json;

/// The value reaches to the last character that is not white space: nothing was left unread. Brackets are counted
/// here without the parser, whose own idea of the end is what is in question.
void check_whole(std::string_view bytes) {
    int depth = 0;
    bool in_text = false;
    std::size_t closed = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (in_text && c == '\\') {
            ++i;
        } else if (c == '"') {
            in_text = !in_text;
        } else if (!in_text && (c == '[' || c == '{')) {
            ++depth;
        } else if (!in_text && (c == ']' || c == '}')) {
            if (--depth == 0) closed = i;
        }
    }
    const bool structured = closed != 0;
    if (structured && closed != bytes.find_last_not_of(" \t\r\n")) broken("something follows the value");
    if (depth != 0 || in_text || bytes.find('\0') != std::string_view::npos) broken("the value is whole");
}

void check_accepted(std::string_view bytes) {
    check_whole(bytes);
    try {
        const json document = json::parse(bytes);
        const std::string written = document.dump();
        const json again = json::parse(written);
        if (again != document) broken("what was written reads back as the same value");
        if (again.dump() != written) broken("writing is stable");
        chirograph::io::check_gate(written, "fuzz");
    } catch (const chirograph::Error&) {
        broken("the gate accepts what was written from what it accepted");
    } catch (const std::exception&) {
        broken("the parser accepts what the gate accepts");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    try {
        chirograph::io::check_gate(bytes, "fuzz");
    } catch (const chirograph::Error& error) {
        chirograph::fuzz::check_refusal(error);
        return 0;
    }
    check_accepted(bytes);
    return 0;
}
