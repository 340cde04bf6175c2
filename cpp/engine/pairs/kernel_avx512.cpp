// Processors that count the bits of 64 bytes at once (AVX-512 with BITALG).
#include "engine/pairs/kernels_of.hpp"

#if defined(__AVX512BITALG__)
#include <immintrin.h>

#include "engine/pairs/kernel_body.hpp"
#include "engine/pairs/wide_sums.hpp"

namespace chirograph {
namespace {

__m512i step(__m512i sum, __m512i row, __m512i lanes) {
    return _mm512_add_epi8(sum, _mm512_popcnt_epi8(_mm512_and_si512(row, lanes)));
}

/// 4 rows against 4 blocks. The sums have names because a compiler keeps an array of them in memory.
void count_four(const BitRows& bits, std::size_t block, std::size_t from, std::size_t to, std::int32_t* out) {
    const __m512i none = _mm512_setzero_si512();
    __m512i a0 = none, a1 = none, a2 = none, a3 = none, b0 = none, b1 = none, b2 = none, b3 = none;
    __m512i c0 = none, c1 = none, c2 = none, c3 = none, d0 = none, d1 = none, d2 = none, d3 = none;
    for (std::size_t k = from; k < to; ++k) {
        const std::uint8_t* lanes = bits.lanes + block * bits.block + k * lanes_of_block;
        const __m512i y0 = _mm512_loadu_si512(lanes);
        const __m512i y1 = _mm512_loadu_si512(lanes + bits.block);
        const __m512i y2 = _mm512_loadu_si512(lanes + 2 * bits.block);
        const __m512i y3 = _mm512_loadu_si512(lanes + 3 * bits.block);
        const auto row = [&](std::size_t r) {
            return _mm512_set1_epi8(static_cast<char>(bits.rows[r * bits.stride + k]));
        };
        __m512i x = row(0);
        a0 = step(a0, x, y0), a1 = step(a1, x, y1), a2 = step(a2, x, y2), a3 = step(a3, x, y3);
        x = row(1);
        b0 = step(b0, x, y0), b1 = step(b1, x, y1), b2 = step(b2, x, y2), b3 = step(b3, x, y3);
        x = row(2);
        c0 = step(c0, x, y0), c1 = step(c1, x, y1), c2 = step(c2, x, y2), c3 = step(c3, x, y3);
        x = row(3);
        d0 = step(d0, x, y0), d1 = step(d1, x, y1), d2 = step(d2, x, y2), d3 = step(d3, x, y3);
    }
    const __m512i sums[] = {a0, a1, a2, a3, b0, b1, b2, b3, c0, c1, c2, c3, d0, d1, d2, d3};
    for (std::size_t at = 0; at < 16; ++at) {
        put(sums[at], from == 0, out + at / 4 * lanes_of_tile + (block + at % 4) * lanes_of_block);
    }
}

void count_one(const BitRows& bits, std::size_t block, std::size_t from, std::size_t to, std::int32_t* out) {
    __m512i sums[rows_of_tile] = {};
    for (std::size_t k = from; k < to; ++k) {
        const __m512i lanes = _mm512_loadu_si512(bits.lanes + block * bits.block + k * lanes_of_block);
        for (std::size_t r = 0; r < rows_of_tile; ++r) {
            sums[r] = step(sums[r], _mm512_set1_epi8(static_cast<char>(bits.rows[r * bits.stride + k])), lanes);
        }
    }
    for (std::size_t r = 0; r < rows_of_tile; ++r) {
        put(sums[r], from == 0, out + r * lanes_of_tile + block * lanes_of_block);
    }
}

void count(const BitRows& bits, std::int32_t* counts) {
    in_strips(bits.bytes, [&](std::size_t from, std::size_t to) {
        std::size_t block = 0;
        for (; block + 4 <= bits.blocks; block += 4) count_four(bits, block, from, to, counts);
        for (; block < bits.blocks; ++block) count_one(bits, block, from, to, counts);
    });
}

}  // namespace

const Kernel avx512_kernel{"avx512", count, quotients<float>, quotients<double>, reaching, above, add};

}  // namespace chirograph
#endif
