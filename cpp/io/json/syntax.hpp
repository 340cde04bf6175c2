// Says in plain words what is wrong with text that is not JSON.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace chirograph::io {

/// Where and how reading stopped.
struct Stop {
    std::size_t offset = 0;   ///< of the last byte read; text.size() or more at the end
    bool in_object = false;   ///< the innermost open bracket is {
    bool complete = false;    ///< one whole value had been read before
    bool not_finite = false;  ///< a number too large for a double
};

/// The parts of a Fault, and the byte it is about.
struct Diagnosis {
    std::size_t offset = 0;
    std::string value;
    std::string rule;
    std::string repair;
};

/// Everything before stop.offset must be correct JSON as far as it goes.
[[nodiscard]] Diagnosis explain_syntax(std::string_view text, const Stop& stop);

}  // namespace chirograph::io
