// What a document can settle. A document owns open cells; what it says fixes them, and the order of some pairs no
// longer depends on the rest. Areas with the same states in the same programmes are alike, so only how many of each
// class the document gives each pattern matters, and of one comparison only the programmes of its two pairs.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "engine/orders/groups.hpp"
#include "engine/orders/presence.hpp"

namespace chirograph {

/// An extreme over whatever the document may say: what no completion is beyond, and what one attains.
struct Extreme {
    double proven = 0;
    double found = 0;
};

/// What a document can settle, of all comparisons of two pairs.
struct DocumentEnds {
    Extreme worst;  ///< comparisons settled when it says what settles least
    Extreme best;
    Extreme worst_one_sided;  ///< the same of comparisons never reversed
    Extreme best_one_sided;
    Extreme least_total;  ///< of the widths of all pairs that have a value, together
    Extreme most_total;
    std::vector<std::uint8_t> always;    ///< per comparison: settled by every completion of the document
    std::vector<std::uint8_t> possibly;  ///< settled by some completion
    std::vector<double> least_width;     ///< per pair, of the range that is left; NaN where it never has a value
    std::vector<double> most_width;
    double completions = 0;                ///< ways to fill it that can be told apart
    std::vector<std::uint8_t> worst_says;  ///< rows x columns, 1 where an owned cell is present
    std::vector<std::uint8_t> best_says;
};

/// How likely that is, when cells are present independently with chances of their own.
struct DocumentChance {
    std::vector<double> settled;    ///< per comparison its chance
    std::vector<double> one_sided;  ///< the same of never being reversed
    std::vector<double> counts;     ///< chance that so many are settled, 0 to all; empty where it was not worked out
};

/// A product distribution: per cell (row-major) the chance to be present; and its weight in a mixture.
struct Component {
    double weight = 1.0;
    std::span<const double> present;
};

class Document {
public:
    /// @param owned  1 per cell (row-major) that the document owns; cells that are not open are none of it
    /// @param steps  how much work a call may be, some nanoseconds each: what takes more is certified or left to draws
    Document(Presence presence, std::span<const std::uint8_t> owned, double steps, unsigned threads);

    [[nodiscard]] std::size_t rows() const noexcept { return presence_.rows(); }
    [[nodiscard]] std::size_t columns() const noexcept { return presence_.columns(); }
    [[nodiscard]] std::size_t pairs() const noexcept { return pairs_.size(); }
    [[nodiscard]] std::size_t comparisons() const noexcept { return comparisons_.size(); }
    [[nodiscard]] DocumentEnds ends() const;
    /// What looking at one completion takes.
    [[nodiscard]] double cost() const;

    /// Exact; nothing where it takes more than the steps.
    /// @param counts  whether the chance of every number is wanted too, which takes all programmes at once
    [[nodiscard]] std::optional<DocumentChance> chance(std::span<const Component> mixture, bool counts) const;

    /// How often in given completions, count x rows x columns.
    [[nodiscard]] DocumentChance sampled(std::span<const std::uint8_t> present) const;

private:
    /// Where a comparison is read: from three programmes and which of them is shared, or from two pairs.
    struct Place {
        std::size_t one;
        std::size_t other;  ///< the second pair, or which programme is shared
        bool shared;
    };
    struct Settled {
        bool settled;
        bool one_sided;
    };
    using Lefts = std::vector<Left>;  ///< per group
    class Walk;

    [[nodiscard]] Settled read(const Place& place, const Lefts& lefts) const;
    [[nodiscard]] Lefts lefts(std::span<const std::uint8_t> present) const;
    [[nodiscard]] bool enumerable(double components) const;
    [[nodiscard]] bool certain(const Place& place) const;
    void mark_each(DocumentEnds& ends) const;
    void mark_widths(DocumentEnds& ends) const;
    void climb(DocumentEnds& ends) const;
    void read_chances(std::span<const Component> mixture, DocumentChance& found) const;

    Presence presence_;
    std::vector<std::uint8_t> owned_;
    double steps_;
    unsigned threads_;
    std::vector<AreaClass> classes_;
    double ways_ = 1.0;
    std::vector<RowGroup> groups_;  ///< every pair, then every three programmes
    std::size_t filled_ = 0;        ///< groups that are worked out
    std::vector<std::array<std::size_t, 2>> pairs_;
    std::vector<Place> comparisons_;
};

/// Two pairs without a programme in common.
[[nodiscard]] Signs left_signs(const Left& first, const Left& second);

}  // namespace chirograph
