// What every refusal must look like, whatever the input was.
#pragma once

#include <cstdio>
#include <cstdlib>

#include "engine/base/error.hpp"
#include "io/json/text.hpp"

namespace chirograph::fuzz {

/// Stops the fuzzer: an oracle was contradicted.
[[noreturn]] inline void broken(const char* what) {
    std::fprintf(stderr, "contradicted: %s\n", what);
    std::abort();
}

/// At least one fault, each with a rule, a bounded message, and nothing that could harm a terminal.
inline void check_refusal(const Error& error) {
    if (error.faults().empty() || error.faults().size() > 201) broken("a refusal lists 1 to 201 faults");
    for (const Fault& fault : error.faults()) {
        const std::string text = sentence(fault);
        if (fault.rule.empty() || fault.file != "fuzz") broken("a fault names its rule and its file");
        if (io::first_invalid_utf8(text) || io::first_unseen(text)) broken("a message is one line of UTF-8");
        if (text.size() > 20'000) broken("a message is bounded");
    }
}

}  // namespace chirograph::fuzz
