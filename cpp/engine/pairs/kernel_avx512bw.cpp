// Processors with AVX-512 that look up the bits of half bytes, 64 at once.
#include "engine/pairs/kernels_of.hpp"

#if defined(__AVX512BW__)
#include <immintrin.h>

#include "engine/pairs/kernel_body.hpp"
#include "engine/pairs/nibbles.hpp"
#include "engine/pairs/wide_sums.hpp"

namespace chirograph {
namespace {

__m512i table(unsigned nibble) {
    return _mm512_broadcast_i32x4(_mm_load_si128(reinterpret_cast<const __m128i*>(common_of_nibbles[nibble])));
}

void count(const BitRows& bits, std::int32_t* counts) {
    in_strips(bits.bytes, [&](std::size_t from, std::size_t to) {
        for (std::size_t block = 0; block < bits.blocks; ++block) {
            const __m512i low = _mm512_set1_epi8(15);
            __m512i a = _mm512_setzero_si512(), b = a, c = a, d = a;
            for (std::size_t k = from; k < to; ++k) {
                const __m512i lanes = _mm512_loadu_si512(bits.lanes + block * bits.block + k * lanes_of_block);
                const __m512i first = _mm512_and_si512(lanes, low);
                const __m512i second = _mm512_and_si512(_mm512_srli_epi16(lanes, 4), low);
                const auto common = [&](std::size_t r) {
                    const unsigned byte = bits.rows[r * bits.stride + k];
                    return _mm512_add_epi8(_mm512_shuffle_epi8(table(byte & 15U), first),
                                           _mm512_shuffle_epi8(table(byte >> 4U), second));
                };
                a = _mm512_add_epi8(a, common(0));
                b = _mm512_add_epi8(b, common(1));
                c = _mm512_add_epi8(c, common(2));
                d = _mm512_add_epi8(d, common(3));
            }
            const __m512i sums[] = {a, b, c, d};
            for (std::size_t r = 0; r < rows_of_tile; ++r) {
                put(sums[r], from == 0, counts + r * lanes_of_tile + block * lanes_of_block);
            }
        }
    });
}

}  // namespace

const Kernel avx512bw_kernel{"avx512bw", count, quotients<float>, quotients<double>, reaching, above, add};

}  // namespace chirograph
#endif
