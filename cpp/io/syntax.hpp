// Says in plain words what is wrong with text that is not JSON.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace chirograph::io {

/// Where and how reading stopped.
struct Stop {
    std::size_t offset = 0;    ///< of the byte that could not be accepted; text.size() at the end
    bool in_text = false;      ///< inside a string
    bool in_object = false;    ///< the innermost open bracket is {
    bool complete = false;     ///< one whole value had been read before
    bool not_finite = false;   ///< a number too large for a double
    bool whole_token = false;  ///< a correct token in a place where it cannot stand; offset is where it begins
};

struct Sentence {
    std::string value;
    std::string rule;
    std::string repair;
};

[[nodiscard]] Sentence explain_syntax(std::string_view text, const Stop& stop);

}  // namespace chirograph::io
