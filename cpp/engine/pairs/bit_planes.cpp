#include "engine/pairs/bit_planes.hpp"

#include <algorithm>
#include <bit>

namespace chirograph {
namespace {

inline std::uint32_t common_bits(const std::uint64_t* a, const std::uint64_t* b, std::size_t words) {
    std::uint64_t sum = 0;
    for (std::size_t w = 0; w < words; ++w) sum += static_cast<std::uint64_t>(std::popcount(a[w] & b[w]));
    return static_cast<std::uint32_t>(sum);
}

#if defined(__x86_64__) && defined(__GNUC__)
// The same loop for processors with a population count; the counts are equal, only the speed differs.
__attribute__((target("popcnt"))) std::uint32_t common_bits_popcnt(const std::uint64_t* a, const std::uint64_t* b,
                                                                   std::size_t words) {
    std::uint64_t sum = 0;
    for (std::size_t w = 0; w < words; ++w) sum += static_cast<std::uint64_t>(__builtin_popcountll(a[w] & b[w]));
    return static_cast<std::uint32_t>(sum);
}
#endif

}  // namespace

BitPlanes::CommonBits BitPlanes::fastest() {
#if defined(__x86_64__) && defined(__GNUC__)
    if (__builtin_cpu_supports("popcnt")) return common_bits_popcnt;
#endif
    return common_bits;
}

BitPlanes::BitPlanes(const Panel& panel, const CellKinds& kinds, const std::vector<std::size_t>& classes)
    : kinds_(kinds.size()),
      classes_(*std::max_element(classes.begin(), classes.end()) + 1),
      words_((panel.columns() + 63) / 64),
      planes_(panel.rows() * classes_ * kinds_ * words_),
      totals_(panel.rows() * classes_ * kinds_) {
    for (std::size_t row = 0; row < panel.rows(); ++row) {
        for (std::size_t column = 0; column < panel.columns(); ++column) {
            const std::size_t plane = (row * classes_ + classes[column]) * kinds_ + kinds.at(row, column);
            planes_[plane * words_ + column / 64] |= std::uint64_t{1} << (column % 64);
            ++totals_[plane];
        }
    }
}

/// The last kind of either side is what the others leave.
void BitPlanes::count(std::size_t p, std::size_t q, std::span<double> held) const {
    const std::size_t n = kinds_;
    double* counts = held.data();
    for (std::size_t c = 0; c < classes_; ++c, counts += n * n) {
        const std::size_t first = (p * classes_ + c) * n;
        const std::size_t second = (q * classes_ + c) * n;
        double* last = &counts[(n - 1) * n];
        std::copy_n(&totals_[second], n, last);
        for (std::size_t i = 0; i + 1 < n; ++i) {
            std::uint32_t rest = totals_[first + i];
            for (std::size_t j = 0; j + 1 < n; ++j) {
                const bool none = rest == 0 || totals_[second + j] == 0;
                const std::uint32_t both =
                    none ? 0 : common_(&planes_[(first + i) * words_], &planes_[(second + j) * words_], words_);
                counts[i * n + j] = both;
                rest -= both;
                last[j] -= both;
            }
            counts[i * n + n - 1] = rest;
            last[n - 1] -= rest;
        }
    }
}

}  // namespace chirograph
