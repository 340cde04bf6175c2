// The gate: what a file must satisfy before anything is built from it. Streaming, so a hostile file costs no tree.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "io/json/faults.hpp"

namespace chirograph::io {

/// Generous for a dataset written by people, far below what would hurt a reader.
struct Limits {
    std::size_t bytes = std::size_t{16} << 20U;  ///< size of the file
    std::size_t depth = 32;                      ///< lists and objects inside one another
    std::size_t values = 1'000'000;              ///< values in the whole file
    std::size_t text = 20'000;                   ///< characters of one text
    std::size_t key = 100;                       ///< characters of one key
    std::size_t keys = 256;                      ///< keys of one object
    std::size_t items = 100'000;                 ///< items of one list
};

/// Largest whole number that every reader of JSON keeps exactly (2^53).
inline constexpr long long largest_whole = 9'007'199'254'740'992;

/// Adds every refusal found (Code::gate) to a list that is empty so far. True when the bytes can be parsed all the
/// same: they are well-formed JSON in UTF-8 without a byte order mark, nest no deeper than allowed and hold no more
/// than allowed. When there is no refusal either:
///  - no object repeats a key and no limit is passed;
///  - no text or key holds a control character;
///  - whole numbers lie within +-2^53; no number is infinite, rounds to zero from something else, or is minus zero.
/// `place` of a fault is a JSON pointer where one exists, else "line L, column C".
[[nodiscard]] bool pass_gate(std::string_view bytes, FaultList& faults, const Limits& limits = {});

/// Throws Error with every refusal found.
void check_gate(std::string_view bytes, const std::string& file, const Limits& limits = {});

}  // namespace chirograph::io
