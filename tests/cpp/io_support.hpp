// What the tests of the io room share.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "engine/base/error.hpp"

namespace chirograph::io {

/// The faults a call throws; none when it returns.
template <class Call>
std::vector<Fault> faults_of(const Call& call) {
    try {
        call();
    } catch (const Error& error) {
        return error.faults();
    }
    return {};
}

/// The one fault a call throws; a test failure and an empty fault when there is another number.
template <class Call>
Fault only_fault(const Call& call) {
    const auto faults = faults_of(call);
    EXPECT_EQ(faults.size(), 1U);
    return faults.size() == 1 ? faults.front() : Fault{};
}

inline std::string file_text(const std::string& path) {
    std::ifstream stream(std::string(CHIROGRAPH_ROOT) + "/" + path, std::ios::binary);
    EXPECT_TRUE(stream.good()) << path;
    return {std::istreambuf_iterator<char>(stream), {}};
}

inline std::string minimal_text() {
    return file_text("tests/hostile/accept/minimal.json");
}

/// The text with one part replaced; the part must occur.
inline std::string with(std::string text, const std::string& part, const std::string& other) {
    const std::size_t at = text.find(part);
    EXPECT_NE(at, std::string::npos) << part;
    return at == std::string::npos ? text : text.replace(at, part.size(), other);
}

}  // namespace chirograph::io
