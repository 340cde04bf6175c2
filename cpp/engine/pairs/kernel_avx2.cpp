// Processors that look up the bits of half bytes, 32 at once (AVX2).
#include "engine/pairs/kernels_of.hpp"

#if defined(__AVX2__)
#include <immintrin.h>

#include "engine/pairs/kernel_body.hpp"
#include "engine/pairs/nibbles.hpp"

namespace chirograph {
namespace {

void put(__m256i bytes, bool first, std::int32_t* out) {
    const __m128i halves[] = {_mm256_castsi256_si128(bytes), _mm256_extracti128_si256(bytes, 1)};
    for (std::size_t quarter = 0; quarter < 4; ++quarter, out += 8) {
        const __m128i half = halves[quarter / 2];
        const __m256i more = _mm256_cvtepu8_epi32(quarter % 2 == 0 ? half : _mm_srli_si128(half, 8));
        auto* place = reinterpret_cast<__m256i*>(out);
        _mm256_storeu_si256(place, first ? more : _mm256_add_epi32(more, _mm256_loadu_si256(place)));
    }
}

__m256i table(unsigned nibble) {
    return _mm256_broadcastsi128_si256(_mm_load_si128(reinterpret_cast<const __m128i*>(common_of_nibbles[nibble])));
}

/// Half bytes of 32 lanes.
struct Halves {
    __m256i low;
    __m256i high;
    explicit Halves(const std::uint8_t* lanes) {
        const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(lanes));
        const __m256i mask = _mm256_set1_epi8(15);
        low = _mm256_and_si256(bytes, mask);
        high = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), mask);
    }
    [[nodiscard]] __m256i common(__m256i of_low, __m256i of_high) const {
        return _mm256_add_epi8(_mm256_shuffle_epi8(of_low, low), _mm256_shuffle_epi8(of_high, high));
    }
};

void count(const BitRows& bits, std::int32_t* counts) {
    in_strips(bits.bytes, [&](std::size_t from, std::size_t to) {
        for (std::size_t block = 0; block < bits.blocks; ++block) {
            const __m256i none = _mm256_setzero_si256();
            __m256i a0 = none, a1 = none, b0 = none, b1 = none, c0 = none, c1 = none, d0 = none, d1 = none;
            for (std::size_t k = from; k < to; ++k) {
                const std::uint8_t* lanes = bits.lanes + block * bits.block + k * lanes_of_block;
                const Halves left(lanes);
                const Halves right(lanes + lanes_of_block / 2);
                const auto add_row = [&](std::size_t r, __m256i& first, __m256i& second) {
                    const unsigned byte = bits.rows[r * bits.stride + k];
                    const __m256i of_low = table(byte & 15U);
                    const __m256i of_high = table(byte >> 4U);
                    first = _mm256_add_epi8(first, left.common(of_low, of_high));
                    second = _mm256_add_epi8(second, right.common(of_low, of_high));
                };
                add_row(0, a0, a1);
                add_row(1, b0, b1);
                add_row(2, c0, c1);
                add_row(3, d0, d1);
            }
            const __m256i sums[] = {a0, a1, b0, b1, c0, c1, d0, d1};
            for (std::size_t at = 0; at < 2 * rows_of_tile; ++at) {
                put(sums[at], from == 0, counts + at / 2 * lanes_of_tile + block * lanes_of_block + at % 2 * 32);
            }
        }
    });
}

}  // namespace

const Kernel avx2_kernel{"avx2", count, quotients<float>, quotients<double>, reaching, above, add};

}  // namespace chirograph
#endif
