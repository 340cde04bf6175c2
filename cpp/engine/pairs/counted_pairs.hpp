// The ends of an index for many pairs at once, from sums over areas: separable ratios of any cells, and indices of a
// table where all depths are known. All ends are attained.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/catalogue/indicator.hpp"
#include "engine/pair/table_sums.hpp"
#include "engine/pairs/pair_sums.hpp"
#include "engine/pairs/tiles.hpp"
#include "engine/panel/panel.hpp"

namespace chirograph {

class CountedPairs {
public:
    /// Can ends of this index be had from sums? Of a table index only those of two rows that are known.
    [[nodiscard]] static bool serves(const Panel& panel, const Indicator& indicator);

    CountedPairs(const Panel& panel, const Indicator& indicator, const Arguments& arguments);

    [[nodiscard]] const PairSums& sums() const noexcept { return sums_; }
    /// May the row be asked for?
    [[nodiscard]] bool holds(std::size_t row) const { return !table_ || known(row); }
    /// Is every end a value, because all cells are known?
    [[nodiscard]] bool values() const noexcept { return all_known_; }
    /// Are ends sums divided by each other?
    [[nodiscard]] bool ratios() const noexcept { return !table_; }
    [[nodiscard]] bool known(std::size_t row) const { return known_[row] != 0; }

    /// Of row p + r of the tile and each of the others, the least and the greatest value; NaN where none is defined.
    /// Of values `upper` may be empty.
    template <class Real>
    void ends(const PairSums::Tile& tile, std::size_t p, std::size_t r, std::size_t q, std::span<Real> lower,
              std::span<Real> upper) const;
    /// Where some completion is 0/0. Those that are so in every one have no ends.
    void undefined(const PairSums::Tile& tile, std::size_t r, std::span<std::uint8_t> out) const;
    /// What no upper end of these rows with these others is above, told by their sizes alone; a little above it, for
    /// rounding.
    [[nodiscard]] double most(RowRange rows, RowRange others) const;
    /// A programme of open cells with itself: its two depths are one unknown, not two.
    [[nodiscard]] KindEnds self(std::size_t row) const;

private:
    /// The sums f and g of one choice in every area.
    struct Part {
        std::size_t f;
        std::size_t g;
    };
    /// What an area adds at an end. Where it has a choice, which is best depends on the ratio alone: with few ratios at
    /// which it changes the end is the best of as many choices for all areas (parts); else areas that have a choice are
    /// gone through, by what their options add more than the first.
    struct End {
        std::vector<Part> parts;
        std::vector<std::vector<Terms>> choices;
        std::vector<std::uint32_t> choice;  ///< per two kinds which; 0 where there is none
    };
    struct Item {
        double weight;
        const std::vector<Terms>* options;
    };
    using Made = std::vector<KindNumbers>;

    Made numbers();
    Made table_numbers();
    void end_of(std::size_t at, const std::vector<Terms>& options, double sign, Made& made);
    bool take_parts(Made& made, const std::vector<KindNumbers>& base, End& end) const;
    template <class Real>
    void ratios(const PairSums::Tile& tile, std::size_t p, std::size_t r, std::size_t q, double sign,
                std::span<const Real> empty, std::span<Real> out) const;
    template <class Real>
    void tables(const PairSums::Tile& tile, std::size_t row, std::size_t r, std::size_t q, std::span<Real> out) const;
    [[nodiscard]] double chosen(std::size_t p, std::size_t q, Terms sum, double sign) const;
    [[nodiscard]] static double best(Terms fixed, std::span<const Item> items, double sign);
    void lay_out_margins(const Panel& panel);
    void lay_out_between();
    [[nodiscard]] Terms by_margins(std::size_t row, std::size_t other, Terms sum) const;
    [[nodiscard]] Terms by_cells(std::span<const double> held) const;

    const Indicator& indicator_;
    Arguments arguments_;
    bool table_;
    bool all_known_;
    std::size_t columns_;
    std::vector<double> weights_;  ///< empty where they are equal
    std::vector<std::uint8_t> known_;
    CellKinds kinds_;
    std::optional<Plan> plan_;
    End ends_[2];
    std::size_t full_ = 0;  ///< sums of the greatest and the least that an area can add below
    std::size_t least_ = 0;
    bool full_is_needed_[2] = {false, false};
    std::vector<std::uint8_t> wide_;  ///< kinds that leave a choice with some other
    std::vector<std::vector<std::uint32_t>> wide_columns_;
    std::vector<std::vector<Terms>> self_;  ///< per kind what an area of a programme with itself may add
    // Tables.
    bool by_margins_ = true;  ///< the margins keep all digits
    Mass mass_{};
    TableOffset offset_{};
    std::size_t margins_ = 0;
    std::vector<double> of_row_;
    std::vector<double> of_lane_;
    std::vector<std::size_t> order_;  ///< of cells by their depths
    std::vector<PairTerms> between_;  ///< of each two of them
    PairSums sums_;
};

}  // namespace chirograph
