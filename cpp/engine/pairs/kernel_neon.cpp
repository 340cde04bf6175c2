// 64-bit ARM: every one counts the bits of 16 bytes at once.
#include "engine/pairs/kernels_of.hpp"

#if defined(__aarch64__)
#include <arm_neon.h>

#include "engine/pairs/kernel_body.hpp"

namespace chirograph {
namespace {

void put(uint8x16_t bytes, bool first, std::int32_t* out) {
    const uint16x8_t halves[] = {vmovl_u8(vget_low_u8(bytes)), vmovl_u8(vget_high_u8(bytes))};
    for (std::size_t quarter = 0; quarter < 4; ++quarter, out += 4) {
        const uint16x8_t half = halves[quarter / 2];
        const int32x4_t more =
            vreinterpretq_s32_u32(vmovl_u16(quarter % 2 == 0 ? vget_low_u16(half) : vget_high_u16(half)));
        vst1q_s32(out, first ? more : vaddq_s32(more, vld1q_s32(out)));
    }
}

void count(const BitRows& bits, std::int32_t* counts) {
    constexpr std::size_t wide = 16;
    in_strips(bits.bytes, [&](std::size_t from, std::size_t to) {
        for (std::size_t lane = 0; lane < bits.blocks * lanes_of_block; lane += wide) {
            const std::uint8_t* lanes = bits.lanes + lane / lanes_of_block * bits.block + lane % lanes_of_block;
            uint8x16_t sums[rows_of_tile] = {vdupq_n_u8(0), vdupq_n_u8(0), vdupq_n_u8(0), vdupq_n_u8(0)};
            for (std::size_t k = from; k < to; ++k) {
                const uint8x16_t bytes = vld1q_u8(lanes + k * lanes_of_block);
                for (std::size_t r = 0; r < rows_of_tile; ++r) {
                    const uint8x16_t row = vdupq_n_u8(bits.rows[r * bits.stride + k]);
                    sums[r] = vaddq_u8(sums[r], vcntq_u8(vandq_u8(row, bytes)));
                }
            }
            for (std::size_t r = 0; r < rows_of_tile; ++r) put(sums[r], from == 0, counts + r * lanes_of_tile + lane);
        }
    });
}

}  // namespace

const Kernel neon_kernel{"neon", count, quotients<float>, quotients<double>, reaching, above, add};

}  // namespace chirograph
#endif
