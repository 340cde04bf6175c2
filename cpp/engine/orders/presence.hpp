// Two pairs compared by counting. Where an index looks only at what is present and grows with the Jaccard index, areas
// weigh the same and nothing but the length of a list ties them, the order of two pairs follows from how many areas
// are in each state: absent, present or open in each of three programmes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "engine/catalogue/indicator.hpp"
#include "engine/orders/signs.hpp"
#include "engine/panel/constraints.hpp"
#include "engine/panel/panel.hpp"

namespace chirograph {

/// What is known of a cell at a threshold.
enum class State : std::uint8_t { absent = 0, present = 1, open = 2 };
inline constexpr std::size_t states = 3;

/// How many areas a list has.
struct Span {
    int least = 0;
    int most = std::numeric_limits<int>::max();
    [[nodiscard]] bool holds(int length) const noexcept { return least <= length && length <= most; }
    [[nodiscard]] bool free(int areas) const noexcept { return least <= 0 && most >= areas; }
};

/// A value of the Jaccard index; `whole` is above 0.
struct Share {
    int common = 0;
    int whole = 1;
    /// Its order against another one: -1, 0 or 1.
    [[nodiscard]] int against(Share other) const noexcept {
        const std::int64_t one = std::int64_t{common} * other.whole;
        const std::int64_t two = std::int64_t{other.common} * whole;
        return (one > two) - (one < two);
    }
};

/// Both ends of the Jaccard index of a pair.
struct Shares {
    Share least;
    Share most;
};

/// Areas by [state of the one][state of the other].
using PairCounts = std::array<std::array<int, states>, states>;
/// Areas by [state in the shared programme][in the second][in the third].
using TrioCounts = std::array<PairCounts, states>;

/// The ends of the index; nothing where no completion has a value or the lengths allow none.
[[nodiscard]] std::optional<Shares> pair_shares(const PairCounts& counts, Span one, Span other);

/// The order of (shared, second) against (shared, third), exact.
[[nodiscard]] Signs shared_signs(const TrioCounts& counts, Span shared, Span second, Span third);

/// The order of two pairs that have no programme in common, exact.
[[nodiscard]] Signs apart_signs(const std::optional<Shares>& first, const std::optional<Shares>& second);

/// A panel as counting sees it.
class Presence {
public:
    /// Nothing where the index, the weights or the constraints need more than counting. The panel is tightened.
    [[nodiscard]] static std::optional<Presence> of(const Panel& panel, const Constraints& constraints,
                                                    const Indicator& indicator, const Arguments& arguments);

    [[nodiscard]] std::size_t rows() const noexcept { return spans_.size(); }
    [[nodiscard]] std::size_t columns() const noexcept { return columns_; }
    [[nodiscard]] State state(std::size_t row, std::size_t column) const { return cells_[row * columns_ + column]; }
    [[nodiscard]] Span span(std::size_t row) const { return spans_[row]; }
    /// From which depth a cell counts as present.
    [[nodiscard]] Depth threshold() const noexcept { return threshold_; }

    [[nodiscard]] PairCounts count(std::size_t one, std::size_t other) const;
    [[nodiscard]] TrioCounts count(std::size_t shared, std::size_t second, std::size_t third) const;

private:
    std::size_t columns_ = 0;
    Depth threshold_ = 1;
    std::vector<State> cells_;
    std::vector<Span> spans_;
};

/// From which depth a cell counts as present, where the index at these arguments looks at nothing else and grows with
/// the Jaccard index; else nothing. It follows from the terms of the row.
[[nodiscard]] std::optional<Depth> presence_threshold(const Indicator& indicator, const Arguments& arguments);

}  // namespace chirograph
