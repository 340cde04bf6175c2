// How many bits two half bytes have in common, as a row of a table for either.
#pragma once

#include <cstdint>

namespace chirograph {

struct CommonOfNibbles {
    alignas(16) std::uint8_t rows[16][16];
    constexpr CommonOfNibbles() : rows() {
        for (unsigned one = 0; one < 16; ++one) {
            for (unsigned two = 0; two < 16; ++two) {
                for (unsigned bit = 0; bit < 4; ++bit) rows[one][two] += (one & two) >> bit & 1U;
            }
        }
    }
    constexpr const std::uint8_t* operator[](unsigned nibble) const { return rows[nibble]; }
};
inline constexpr CommonOfNibbles common_of_nibbles;

}  // namespace chirograph
