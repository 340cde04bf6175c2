// Completions drawn from nodes. Every row of every replicate has a stream of its own, so the digits depend neither on
// threads nor on how replicates are shared out. A row is drawn as bits, one for each area: the bits of all uniform
// numbers of a row are looked at together, the highest first, until every area knows on which side of its chance it is.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/chances/nodes.hpp"
#include "engine/chances/philox.hpp"
#include "engine/panel/constraints.hpp"

namespace chirograph {

/// Which replicates are drawn.
struct Replicates {
    std::uint64_t seed = 0;
    std::uint64_t first = 0;
    std::size_t count = 0;
};

/// One row, ready to be drawn from.
class RowDraw {
public:
    RowDraw(const Panel& panel, const Constraints& constraints, const Nodes& nodes, std::size_t row);

    /// Words of the bits of one depth.
    [[nodiscard]] std::size_t words() const noexcept { return words_; }
    /// The highest depth that its constraints count.
    [[nodiscard]] std::size_t counted() const noexcept { return counted_; }
    /// Fills `reached`, depths x words: bit `area` of plane d - 1 says that the depth is at least d. The first depths
    /// do not depend on how many are drawn, `counted` or more.
    /// Throws Error(Code::infeasible) where no draw of the row satisfies its constraints.
    void operator()(std::uint64_t seed, std::uint64_t replicate, std::span<std::uint64_t> reached) const;

private:
    static constexpr std::size_t digits = 32;
    /// Chances of one node, depth and word of areas, each given the depth below.
    struct Plane {
        std::uint64_t sure = 0;                       ///< areas that have it for certain
        std::uint64_t open = 0;                       ///< areas for which it is drawn
        std::array<std::uint64_t, digits> chances{};  ///< their chances, bit by bit, the highest first
    };
    struct Needed {
        std::size_t minimum;
        std::size_t maximum;
        std::size_t depth;
        std::vector<std::uint64_t> counted;
    };

    void prepare(const Nodes& nodes, std::size_t node);
    void prepare_alias(const std::vector<double>& weights);
    [[nodiscard]] std::size_t node(Stream& stream) const;
    [[nodiscard]] bool allowed(std::span<const std::uint64_t> reached) const;
    static std::uint64_t bits(Stream& stream, const Plane& plane, std::uint64_t below, bool half);

    std::size_t row_;
    std::size_t columns_;
    std::size_t depths_;
    std::size_t words_;
    std::vector<std::uint64_t> keep_;  ///< of 2^32, how often a place keeps its own node
    std::vector<std::size_t> other_;   ///< and which it gives else
    std::vector<Plane> planes_;        ///< [node][depth][word]
    std::vector<Needed> needed_;
    std::size_t counted_ = 0;
};

/// Fills `cells`, count x rows x columns. Throws Error(Code::unsupported) where joint domains or common areas tie
/// rows to each other.
void draw(const Panel& panel, const Constraints& constraints, const Nodes& nodes, const Replicates& replicates,
          unsigned threads, std::span<Depth> cells);

/// The rows of a panel, each ready to be drawn from; the same refusal.
[[nodiscard]] std::vector<RowDraw> row_draws(const Panel& panel, const Constraints& constraints, const Nodes& nodes);

/// The depths that the planes of a row say.
void read_depths(std::span<const std::uint64_t> reached, std::size_t words, std::span<Depth> depths);

/// Replicates that a thread takes at a time.
inline constexpr std::size_t replicates_at_once = 256;

}  // namespace chirograph
