// The innermost loops over pairs, written once for every kind of processor and chosen when the program runs. Whole
// numbers are counted, so every kernel gives the same bits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace chirograph {

/// Rows are taken 4 at a time against blocks of 64 others, whose bytes lie side by side: byte k of a block holds the
/// next 8 cells of each of its rows, one after the other.
inline constexpr std::size_t lanes_of_block = 64;
inline constexpr std::size_t rows_of_tile = 4;
inline constexpr std::size_t blocks_of_tile = 16;
inline constexpr std::size_t lanes_of_tile = lanes_of_block * blocks_of_tile;

/// Bytes of 4 rows, which follow each other `stride` apart, and of up to 16 blocks, which follow each other `block`
/// apart.
struct BitRows {
    const std::uint8_t* rows;
    std::size_t stride;
    const std::uint8_t* lanes;
    std::size_t block;
    std::size_t blocks;
    std::size_t bytes;
};

inline constexpr std::size_t most_groups = 16;

/// One row against many others: numerator and denominator are a number of the row, one of each other row, and so much
/// of each count that the two have in common.
template <class Real>
struct Quotient {
    Real f = 0;
    Real g = 0;
    const Real* f_of = nullptr;  ///< one for each lane
    const Real* g_of = nullptr;
    std::size_t groups = 0;
    const std::int32_t* counts[most_groups] = {};  ///< of each group, one for each lane
    Real f_each[most_groups] = {};
    Real g_each[most_groups] = {};
    const Real* empty = nullptr;  ///< for each lane, where the denominator is 0
};

struct Kernel {
    std::string_view name;
    /// How many bits each of 4 rows and each lane have in common: counts[row * lanes_of_tile + lane].
    void (*count)(const BitRows& bits, std::int32_t* counts);
    void (*quotients)(const Quotient<float>& of, std::size_t lanes, float* out);
    void (*exact_quotients)(const Quotient<double>& of, std::size_t lanes, double* out);
    /// How many of these are at least so much, and how many are more.
    std::size_t (*reaching)(const float* values, std::size_t count, float least);
    std::size_t (*above)(const double* values, std::size_t count, double least);
    /// Adds 64 numbers from each of these places to the sums, in their order.
    void (*add)(const double* const* places, std::size_t count, double* sums);
};

/// Those that this processor can run, the fastest first; the last one runs everywhere.
[[nodiscard]] std::span<const Kernel* const> kernels();
/// The one in use: the fastest, unless another was named.
[[nodiscard]] const Kernel& kernel();
/// Names the one to use from now on, to compare them. Throws Error(Code::unknown_key) when it is not one of `kernels`.
void use_kernel(std::string_view name);

}  // namespace chirograph
