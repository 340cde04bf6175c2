// Bounds of a table index from how many areas each pair of kinds holds: the greatest and the least sum of terms for
// every reachable vector of margins, then the best vector.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/pair/table_sums.hpp"
#include "engine/pairs/cell_kinds.hpp"

namespace chirograph {

/// What all pairs of a panel share: how areas of each pair of kinds can move the margins.
class KindTable {
public:
    static constexpr std::size_t most_dimensions = 4;
    using Vector = std::array<std::int64_t, most_dimensions>;

    /// @param weights  of the columns, whole numbers
    /// @param classes  the distinct ones, in the order of the counts
    /// @param self     a programme with itself
    KindTable(const CellKinds& kinds, const Indicator& indicator, const Arguments& arguments,
              std::span<const double> weights, std::span<const double> classes, bool self);

    friend class KindSearch;

private:
    /// One way an area can add to the margins, with the greatest and the least term that go with it.
    struct Move {
        Vector steps{};
        double high = 0.0;
        double low = 0.0;
    };
    /// An area of two kinds: its moves, beyond the least step of each margin.
    struct Kind {
        Vector least{};
        Vector range{};
        std::vector<Move> moves;
    };
    [[nodiscard]] Kind kind_of(const std::vector<Cell>& cells) const;

    const Indicator& indicator_;
    const Arguments& arguments_;
    std::vector<double> classes_;
    Mass mass_;
    TableOffset offset_;
    std::vector<std::size_t> free_;
    std::size_t margins_;         ///< where the denominator has terms of areas, their sum is one dimension more
    std::size_t dimensions_ = 0;  ///< 0 when there are too many, or terms are no whole numbers that a float holds
    std::vector<Kind> kinds_;
};

/// The search for the ends of one pair, with the buffers of one thread.
class KindSearch {
public:
    explicit KindSearch(const KindTable& table) : table_(table) {}

    /// @param counts  per class and pair of kinds how many areas
    /// Nothing when the margins are too many for plain arrays; the general solver has other ways then.
    [[nodiscard]] std::optional<KindEnds> ends(std::span<const double> counts);

private:
    using Vector = KindTable::Vector;

    [[nodiscard]] bool prepare(std::span<const double> counts);
    void add_area(const KindTable::Kind& kind, std::int64_t weight);
    [[nodiscard]] std::size_t place(const Vector& steps, std::int64_t weight) const;
    [[nodiscard]] KindEnds best() const;

    const KindTable& table_;
    Vector base_{};
    Vector range_{};
    Vector stride_{};
    std::size_t reached_ = 0;  ///< states that can be reached lie below
    double still_high_ = 0.0;  ///< sums of terms of areas that cannot move the margins
    double still_low_ = 0.0;
    std::vector<float> high_;  ///< per vector of margins the greatest sum of the other areas' terms
    std::vector<float> low_;   ///< and the least, with its sign changed
    std::vector<float> next_;
};

}  // namespace chirograph
