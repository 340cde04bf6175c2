// Any processor: 8 bytes at once, counted by additions.
#include "engine/pairs/kernel_body.hpp"
#include "engine/pairs/kernels_of.hpp"

namespace chirograph {
namespace {

/// In each byte how many of its bits are set.
std::uint64_t bits_of_bytes(std::uint64_t x) {
    x -= (x >> 1U) & 0x5555555555555555U;
    x = (x & 0x3333333333333333U) + ((x >> 2U) & 0x3333333333333333U);
    return (x + (x >> 4U)) & 0x0f0f0f0f0f0f0f0fU;
}

void count(const BitRows& bits, std::int32_t* counts) {
    constexpr std::size_t wide = sizeof(std::uint64_t);
    constexpr std::uint64_t in_all = 0x0101010101010101U;
    in_strips(bits.bytes, [&](std::size_t from, std::size_t to) {
        for (std::size_t lane = 0; lane < bits.blocks * lanes_of_block; lane += wide) {
            const std::uint8_t* lanes = bits.lanes + lane / lanes_of_block * bits.block + lane % lanes_of_block;
            for (std::size_t r = 0; r < rows_of_tile; ++r) {
                std::uint64_t sums = 0;
                for (std::size_t k = from; k < to; ++k) {
                    std::uint64_t bytes = 0;
                    for (std::size_t b = 0; b < wide; ++b) {
                        bytes |= std::uint64_t{lanes[k * lanes_of_block + b]} << (8 * b);
                    }
                    sums += bits_of_bytes(bytes & (in_all * bits.rows[r * bits.stride + k]));
                }
                std::int32_t* out = counts + r * lanes_of_tile + lane;
                for (std::size_t b = 0; b < wide; ++b) {
                    out[b] = (from == 0 ? 0 : out[b]) + static_cast<std::int32_t>(sums >> (8 * b) & 255U);
                }
            }
        }
    });
}

}  // namespace

const Kernel portable_kernel{"portable", count, quotients<float>, quotients<double>, reaching, above, add};

}  // namespace chirograph
