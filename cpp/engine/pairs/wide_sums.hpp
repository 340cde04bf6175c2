// What both kernels of 64-byte vectors do with their sums of bytes. See kernel_body.hpp for why it is local.
#pragma once

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

namespace chirograph {
// NOLINTBEGIN(misc-definitions-in-headers): local on purpose.
namespace {

/// Writes 64 sums, or adds them to those that are there.
void put(__m512i bytes, bool first, std::int32_t* out) {
    const __m128i quarters[] = {_mm512_castsi512_si128(bytes), _mm512_extracti32x4_epi32(bytes, 1),
                                _mm512_extracti32x4_epi32(bytes, 2), _mm512_extracti32x4_epi32(bytes, 3)};
    for (std::size_t quarter = 0; quarter < 4; ++quarter, out += 16) {
        const __m512i more = _mm512_cvtepu8_epi32(quarters[quarter]);
        _mm512_storeu_si512(out, first ? more : _mm512_add_epi32(more, _mm512_loadu_si512(out)));
    }
}

}  // namespace
// NOLINTEND(misc-definitions-in-headers)
}  // namespace chirograph
