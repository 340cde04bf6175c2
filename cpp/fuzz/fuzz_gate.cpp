// Whatever the gate lets through is JSON that survives being written and read again; it never crashes.
#include <cstddef>
#include <cstdint>
#include <exception>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "io/gate.hpp"
#include "refusal.hpp"

namespace {

using chirograph::fuzz::broken;
using nlohmann::json;

void check_accepted(std::string_view bytes) {
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
