// Every pair of many programmes, as plain numbers: written where the caller wants them, or only those that matter.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

#include "engine/catalogue/indicator.hpp"
#include "engine/pairs/counted_pairs.hpp"
#include "engine/pairs/tiles.hpp"
#include "engine/panel/constraints.hpp"
#include "engine/panel/panel.hpp"

namespace chirograph {

class ManyPairs {
public:
    /// @param undefined  what 0/0 counts as; NaN leaves such completions out
    /// Throws Error(Code::unsupported) where the ends of a pair are no sums over its areas.
    ManyPairs(const Panel& panel, const Constraints& constraints, const Indicator& indicator,
              const Arguments& arguments, double undefined);

    [[nodiscard]] std::size_t rows() const noexcept { return pairs_.sums().rows(); }
    [[nodiscard]] bool values() const noexcept { return pairs_.values(); }
    [[nodiscard]] double effort() const noexcept { return pairs_.sums().effort(); }

    /// Both ends, [row][other]; `upper` is empty where only lower ends, or values, are wanted.
    template <class Real>
    void block(RowRange rows, RowRange others, unsigned threads, std::span<Real> lower, std::span<Real> upper) const;
    /// Of each row with those after it, one row after the other, as SciPy lays out distances.
    template <class Real>
    void condensed(RowRange rows, unsigned threads, std::span<Real> lower, std::span<Real> upper) const;

    /// Of each row the k others with the greatest lower ends, greatest first, equal ones in their order.
    struct Top {
        std::span<std::int64_t> others;  ///< [row][place]; -1 where there are fewer
        std::span<double> lower;         ///< NaN there
        std::span<double> upper;
        std::span<std::uint8_t> certain;   ///< it always has a value, and fewer than k others can be above it
        std::span<std::int64_t> possible;  ///< [row] how many others may be among the k highest
    };
    void top(RowRange rows, std::size_t k, unsigned threads, const Top& out) const;

    struct Hit {
        std::size_t row;
        std::size_t other;
        double lower;
        double upper;
    };
    /// Every pair whose upper end is at least so much, in order; where the order of two does not matter each once. Rows
    /// are taken by size, so that most of those that differ too much in it are not looked at.
    /// @param part, parts  the part of the work to do, from 0
    [[nodiscard]] std::vector<Hit> reaching(double least, std::size_t part, std::size_t parts, unsigned threads) const;

private:
    /// Ends of one row and some others.
    template <class Real>
    struct Strip {
        std::array<Real, lanes_of_tile> lower;
        std::array<Real, lanes_of_tile> upper;
    };
    /// Of row p + r of the tile and the others it looks at. Of values `upper` may be empty.
    template <class Real>
    void fill(const PairSums::Tile& tile, std::size_t p, std::size_t r, RowRange others, std::span<Real> lower,
              std::span<Real> upper) const;
    template <class Real>
    void fill(Strip<Real>& strip, const PairSums::Tile& tile, std::size_t p, std::size_t r, RowRange others) const {
        const std::size_t lanes = others.size();
        fill(tile, p, r, others, std::span(strip.lower).first(lanes),
             std::span(strip.upper).first(values() ? 0 : lanes));
    }
    template <class Real, class Place>
    void write(RowRange rows, RowRange others, bool after, unsigned threads, const Place& place, std::span<Real> lower,
               std::span<Real> upper) const;
    template <class Work>
    void for_blocks(PairSums::Tile& tile, RowRange here, const float* ends, double least, const Work& work) const;
    /// The same pairs with rows in another order, and that order.
    using Sorted = std::pair<std::vector<std::size_t>, std::unique_ptr<ManyPairs>>;
    [[nodiscard]] const Sorted& sorted() const;
    [[nodiscard]] std::vector<std::size_t> by_size() const;
    [[nodiscard]] std::vector<Hit> hits(double least, std::size_t part, std::size_t parts, unsigned threads) const;
    void second_look(RowRange rows, std::size_t k, std::span<const double> last, unsigned threads,
                     const Top& out) const;

    const Indicator& indicator_;
    Arguments arguments_;
    double undefined_;
    Panel panel_;
    CountedPairs pairs_;
    mutable std::once_flag sorted_once_;
    mutable std::unique_ptr<Sorted> sorted_;
};

}  // namespace chirograph
