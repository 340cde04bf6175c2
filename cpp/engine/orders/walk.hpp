// Every completion of a document that can be told apart, once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/orders/documents.hpp"

namespace chirograph {

class Document::Walk {
public:
    Walk(const Document& document, std::span<const Component> mixture);

    void go();
    void tell(DocumentEnds& ends) const;
    /// Chance that so many comparisons are settled; empty where no completion has any.
    [[nodiscard]] std::vector<double> counts() const;

private:
    /// What a part of the walk found.
    struct Tally {
        double worst;
        double best;
        double worst_one_sided;
        double best_one_sided;
        double least_total;
        double most_total;
        std::size_t worst_at = 0;
        std::size_t best_at = 0;
        std::vector<double> counts;
    };
    /// How a class moves the code of a group.
    struct Step {
        std::size_t which = 0;            ///< its class in the group
        std::vector<std::uint64_t> adds;  ///< per vector of numbers
    };
    /// What is left of a pair, in short: shares of all pairs are numbered in their order.
    struct Short {
        enum class Kind : std::uint8_t { contradiction, undefined, range };
        std::int32_t least = 0;
        std::int32_t most = 0;
        double width = 0.0;
        Kind kind = Kind::contradiction;
    };
    /// How the last class moves a group, laid out for the one loop that is gone through millions of times.
    struct Lane {
        const std::uint32_t* ranks;
        const std::uint64_t* adds;
        std::size_t stride;
        std::size_t base;
        [[nodiscard]] std::size_t place(std::size_t i) const { return base + stride * ranks[adds[i]]; }
    };
    /// Where each group stands before the last class is filled; kept from one part to the next for its memory.
    struct Base {
        std::vector<std::size_t> chosen;
        std::vector<std::uint64_t> codes;
        std::vector<std::size_t> place;
        std::vector<std::uint64_t> last_code;
        std::vector<Lane> lanes;
        std::vector<std::size_t> places;
        std::vector<double> chances;  ///< per component
    };
    /// How many are settled by one completion, and what is left open.
    struct Count {
        std::size_t settled = 0;
        std::size_t one_sided = 0;
        double total = 0.0;
    };

    [[nodiscard]] Step step_of(const AreaClass& area, const RowGroup& group,
                               const std::vector<std::vector<std::uint16_t>>& numbers) const;
    [[nodiscard]] std::size_t number(std::size_t outer, std::size_t which) const;
    void move(std::size_t outer, Base& base) const;
    void part(std::size_t outer, Base& now, Tally& tally) const;
    void shorten();
    [[nodiscard]] std::optional<Count> count(std::span<const std::size_t> places) const;
    static void note(std::size_t at, const Count& count, double chance, Tally& tally);
    [[nodiscard]] Tally fresh() const;
    static void merge(Tally& all, const Tally& part);
    void say(std::size_t at, std::vector<std::uint8_t>& cells) const;

    const Document& document_;
    std::vector<std::vector<std::vector<std::uint16_t>>> numbers_;  ///< per class
    std::vector<std::vector<Step>> steps_;                          ///< [class][group]
    std::vector<std::vector<std::vector<double>>> chances_;         ///< [component][class]
    std::vector<double> weights_;
    std::vector<std::vector<Short>> pairs_;  ///< [pair][place]
    std::vector<Place> apart_;               ///< comparisons of pairs without a common programme
    std::size_t outer_ = 1;                  ///< ways to fill all classes but the last
    Tally all_;
};

/// The chance of every vector of numbers of a class of areas.
[[nodiscard]] std::vector<double> numbers_chances(const AreaClass& area, std::span<const std::size_t> rows,
                                                  std::size_t columns, std::span<const double> present,
                                                  const std::vector<std::vector<std::uint16_t>>& numbers);

}  // namespace chirograph
