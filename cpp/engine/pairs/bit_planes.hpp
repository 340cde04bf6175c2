// How many areas of each weight each pair of kinds holds, counted by AND and population count.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/pairs/cell_kinds.hpp"

namespace chirograph {

/// One bit plane per programme, class of weights and kind of cell.
class BitPlanes {
public:
    /// @param classes  per column the number of its weight among the distinct ones
    BitPlanes(const Panel& panel, const CellKinds& kinds, const std::vector<std::size_t>& classes);

    /// Numbers a pair has: [class][kind of p][kind of q].
    [[nodiscard]] std::size_t size() const noexcept { return classes_ * kinds_ * kinds_; }
    void count(std::size_t p, std::size_t q, std::span<double> held) const;

private:
    using CommonBits = std::uint32_t (*)(const std::uint64_t*, const std::uint64_t*, std::size_t);

    static CommonBits fastest();

    CommonBits common_ = fastest();
    std::size_t kinds_;
    std::size_t classes_;
    std::size_t words_;
    std::vector<std::uint64_t> planes_;  ///< [row][class][kind][word]
    std::vector<std::uint32_t> totals_;  ///< [row][class][kind]
};

}  // namespace chirograph
