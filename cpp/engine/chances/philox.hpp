// Random bits as a function of a counter and a key: Philox4x32-10 of Salmon, Moraes, Dror and Shaw, "Parallel random
// numbers: as easy as 1, 2, 3" (SC 2011). Nothing is kept between calls, so digits do not depend on who draws what.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace chirograph {

using PhiloxBlock = std::array<std::uint32_t, 4>;
using PhiloxKey = std::array<std::uint32_t, 2>;

[[nodiscard]] constexpr PhiloxBlock philox(PhiloxBlock counter, PhiloxKey key) noexcept {
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t one = std::uint64_t{0xD2511F53U} * counter[0];
        const std::uint64_t two = std::uint64_t{0xCD9E8D57U} * counter[2];
        counter = {static_cast<std::uint32_t>(two >> 32U) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(two),
                   static_cast<std::uint32_t>(one >> 32U) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(one)};
        key[0] += 0x9E3779B9U;
        key[1] += 0xBB67AE85U;
    }
    return counter;
}

/// The words of one replicate for one purpose, one after the other.
class Stream {
public:
    Stream(std::uint64_t seed, std::uint64_t replicate, std::uint32_t purpose) noexcept
        : key_{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32U)},
          counter_{static_cast<std::uint32_t>(replicate), static_cast<std::uint32_t>(replicate >> 32U), purpose, 0} {}

    [[nodiscard]] std::uint32_t word() noexcept {
        if (used_ == words_.size()) {
            // Two blocks at once: their rounds do not wait for each other.
            PhiloxBlock next = counter_;
            ++next[3];
            const PhiloxBlock one = philox(counter_, key_);
            const PhiloxBlock two = philox(next, key_);
            words_ = {one[0], one[1], one[2], one[3], two[0], two[1], two[2], two[3]};
            counter_[3] += 2;
            used_ = 0;
        }
        return words_[used_++];
    }
    /// In (0, 1), of 32 bits.
    [[nodiscard]] double open_unit() noexcept { return (static_cast<double>(word()) + 0.5) * 0x1p-32; }

private:
    PhiloxKey key_;
    PhiloxBlock counter_;
    std::array<std::uint32_t, 8> words_{};
    std::size_t used_ = 8;
};

}  // namespace chirograph
