// Sums over areas of what an area of two kinds adds, for many pairs at once. With equal weights a sum of whole numbers
// is a number of either programme and so much of each of a few counts of common bits, which the kernels count; any
// other sum is added up area by area, for 64 programmes at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/pairs/cell_kinds.hpp"
#include "engine/pairs/kernels.hpp"

namespace chirograph {

/// What an area adds whose cells are of the kinds i and j: place i * kinds + j.
using KindNumbers = std::vector<double>;

/// Bits that are counted together: of the first programme whether its cell is of one set of kinds, of the other whether
/// its cell is of another set.
struct Product {
    std::vector<std::uint8_t> first;
    std::vector<std::uint8_t> second;
};
using Group = std::vector<Product>;

/// Each sum as numbers of the kinds of either side, and so much of each group.
struct Plan {
    std::vector<Group> groups;
    struct Sum {
        std::vector<double> first;
        std::vector<double> second;
        std::vector<double> each;
    };
    std::vector<Sum> sums;
};
/// The plan with the fewest products; nothing when a sum is not of whole numbers or would need too many.
[[nodiscard]] std::optional<Plan> plan_of(const CellKinds& kinds, const std::vector<KindNumbers>& sums);

class PairSums {
public:
    static constexpr std::size_t one = static_cast<std::size_t>(-1);  ///< in place of a sum: 1

    /// @param plan     how to count them, where they can be counted
    /// @param weights  of the columns; empty where they are equal
    PairSums(const Panel& panel, const CellKinds& kinds, std::vector<KindNumbers> sums, const std::optional<Plan>& plan,
             std::span<const double> weights);

    /// Some rows against as many others as most_lanes(), with the buffers of one thread.
    class Tile {
    private:
        friend class PairSums;
        std::size_t first_ = 0;  ///< of the rows it was turned to
        std::size_t p_ = 0;      ///< of the 4 rows at hand
        std::size_t q_ = 0;
        std::size_t lanes_ = 0;
        std::size_t without_ = 0;
        std::size_t from_ = 0;  ///< of those at hand, and how many are looked at
        std::size_t seen_ = 0;
        std::vector<std::int32_t> counts_;  ///< [group][row][lane]
        std::vector<double> sums_;          ///< [row][sum][lane]
        std::vector<double> values_;
        std::vector<std::size_t> place_;
        std::vector<const double*> places_;
    };
    /// How many rows and how many others a tile is best turned to.
    [[nodiscard]] std::size_t most_rows() const noexcept { return counted_ ? 64 : 256; }
    [[nodiscard]] std::size_t most_lanes() const noexcept { return counted_ ? lanes_of_tile : lanes_of_block; }
    /// Makes ready for rows from `p` up to `to` against the others from q on, a multiple of 64.
    void turn(Tile& tile, std::size_t p, std::size_t to, std::size_t q, std::size_t blocks) const;
    /// The next 4 rows, from p on, without so many of the first others, a multiple of 64.
    void take(Tile& tile, std::size_t p, std::size_t without) const;
    /// Looks only at so many of the others at hand, from one of them on; `take` looks at all again.
    void look_at(Tile& tile, std::size_t from, std::size_t lanes) const;
    /// Of row p + r and each of the others: one sum divided by another, and what `empty` has where that is 0.
    template <class Real>
    void quotients(const Tile& tile, std::size_t r, std::size_t f, std::size_t g, const Real* empty, Real* out) const;
    void values(const Tile& tile, std::size_t r, std::size_t sum, double* out) const;

    /// What no f / g of these rows with these others is above, for ratios from 0 to 1; infinity where that cannot be
    /// told.
    [[nodiscard]] double most(std::size_t p, std::size_t to_p, std::size_t q, std::size_t to_q, std::size_t f,
                              std::size_t g) const;

    [[nodiscard]] std::size_t rows() const noexcept { return rows_; }
    [[nodiscard]] bool counted() const noexcept { return counted_; }
    /// Are all sums whole numbers that a float holds?
    [[nodiscard]] bool fit_float() const noexcept { return fit_float_; }
    /// Are they so small that two ratios between 0 and 1 are the same in floats only where they are the same?
    [[nodiscard]] bool ratios_fit_float() const noexcept { return ratios_fit_float_; }
    /// How long a pair takes against one of a few bits: for how many threads are worth while.
    [[nodiscard]] double effort() const noexcept;
    /// What else a pair costs, beside its sums.
    void add_effort(double more) noexcept { more_effort_ += more; }

private:
    void pack(const CellKinds& kinds, const Plan& plan);
    void add_up(Tile& tile, std::size_t to) const;

    std::size_t rows_;
    std::size_t columns_;
    std::size_t padded_;  ///< rows, to a multiple of what a tile has
    std::size_t kinds_;
    bool counted_ = false;
    double more_effort_ = 0.0;
    bool fit_float_ = false;
    bool ratios_fit_float_ = false;
    std::vector<KindNumbers> numbers_;
    // Counted: bytes of each group, one after the other.
    std::vector<std::size_t> bytes_;
    std::size_t stride_ = 0;
    std::vector<std::uint8_t> row_bytes_;   ///< [row][group][product][byte]
    std::vector<std::uint8_t> lane_bytes_;  ///< [block][group][product][byte][lane]
    std::vector<std::vector<double>> each_;
    std::vector<std::size_t> group_of_;    ///< of each product
    std::vector<std::uint32_t> row_bits_;  ///< [product][row]
    std::vector<std::uint32_t> lane_bits_;
    std::vector<double> of_row_;  ///< [sum][row]
    std::vector<double> of_lane_;
    std::vector<float> of_lane_float_;
    // Added up: kinds and weights.
    std::vector<std::uint16_t> kind_;  ///< [column][row]
    std::vector<double> weights_;
};

}  // namespace chirograph
