// Areas of equal kind counted together. With equal weights and no constraints, a separable ratio of a pair depends only
// on how many areas have each pair of intervals; bit planes count them with AND and popcount.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/catalogue/indicator.hpp"
#include "engine/pairs/all_pairs.hpp"
#include "engine/panel/panel.hpp"

namespace chirograph {

/// One bit plane per kind of cell and programme. A kind is an interval of depths, or, for an index that looks only at
/// a threshold, one of: below it, open, at or above it.
class KindPlanes {
public:
    KindPlanes(const Panel& panel, const Indicator& indicator, const Arguments& arguments);

    [[nodiscard]] std::size_t kinds() const noexcept { return depths_.size(); }
    /// The depths a cell of this kind may have.
    [[nodiscard]] const std::vector<Depth>& depths(std::size_t kind) const { return depths_[kind]; }
    /// counts[i * kinds + j] = areas where p has kind i and q has kind j.
    void count(std::size_t p, std::size_t q, std::vector<std::uint32_t>& counts) const;
    /// The same for a programme with itself: only counts[i * kinds + i] can differ from zero.
    void count_self(std::size_t p, std::vector<std::uint32_t>& counts) const;

private:
    std::size_t words_;
    std::vector<std::vector<Depth>> depths_;
    std::vector<std::uint64_t> planes_;  ///< [row][kind][word]
    std::vector<std::uint32_t> totals_;  ///< [row][kind]
};

/// Bounds of a separable ratio from kind counts, by Dinkelbach over the kinds. `self` compares a programme with itself:
/// the two depths of an area are then one unknown, not two.
class KindRatio {
public:
    KindRatio(const KindPlanes& planes, const Indicator& indicator, const Arguments& arguments, bool self = false);

    struct Ends {
        double lower;
        double upper;
        Undefined undefined;
    };
    [[nodiscard]] Ends ends(const std::vector<std::uint32_t>& counts) const;

private:
    struct Kind {
        std::vector<Terms> low;   ///< the options that can matter for the lower end
        std::vector<Terms> high;  ///< the options that can matter for the upper end
        Terms fullest;            ///< an option with the largest g
        double least_g;
    };
    [[nodiscard]] double end(const std::vector<std::uint32_t>& counts, Terms start, double sign) const;

    std::vector<Kind> kinds_;
    bool known_ = true;  ///< every kind has one option
};

}  // namespace chirograph
