// Two or three programmes of a document, with what every completion of it leaves of their order, worked out once.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "engine/orders/classes.hpp"
#include "engine/orders/presence.hpp"

namespace chirograph {

/// Completions that a thread takes at a time.
inline constexpr std::size_t at_once = 4096;

/// Where the bits of a group of three are.
inline constexpr unsigned three_bits = 7;
inline constexpr unsigned one_sided_at = 3;
inline constexpr unsigned holds_at = 6;

/// What is left of a group when the document is filled.
struct Left {
    std::uint8_t settled = 0;      ///< bit i: the two pairs that share the i-th programme are settled
    std::uint8_t one_sided = 0;    ///< the same of never being reversed
    bool holds = true;             ///< no list is longer or shorter than it may be
    std::optional<Shares> shares;  ///< of a group of two
};

class RowGroup {
public:
    RowGroup(const Presence& presence, std::span<const std::uint8_t> owned, std::vector<std::size_t> rows);

    [[nodiscard]] const std::vector<std::size_t>& rows() const noexcept { return rows_; }
    [[nodiscard]] const std::vector<AreaClass>& classes() const noexcept { return classes_; }
    [[nodiscard]] std::size_t class_of(std::size_t column) const { return class_of_[column]; }
    /// Ways to fill it that can be told apart.
    [[nodiscard]] double ways() const noexcept { return ways_; }
    /// The document tells nothing of it.
    [[nodiscard]] bool constant() const noexcept { return ways_ == 1.0; }
    /// Nothing is open once the document is filled.
    [[nodiscard]] bool complete() const;
    /// Two of its programmes have a value whatever is filled.
    [[nodiscard]] bool valued(std::size_t one, std::size_t other) const;
    /// Numbers that are kept to work all of them out.
    [[nodiscard]] double entries() const;

    /// Works out all of them.
    void fill(unsigned threads);
    [[nodiscard]] bool filled() const noexcept { return filled_; }
    [[nodiscard]] std::size_t size() const noexcept { return trio() ? bits_.size() : pairs_.size(); }
    [[nodiscard]] Left at(std::size_t place) const;
    /// Of a group of three: `settled`, then `one_sided` from the fourth bit on, then whether it holds.
    [[nodiscard]] std::uint8_t bits(std::size_t place) const { return bits_[place]; }
    /// Numbers of areas per pattern of one class at a place.
    [[nodiscard]] std::size_t numbers(std::size_t place, std::size_t which) const {
        return place / strides_[which] % numbers_[which].size();
    }
    [[nodiscard]] const std::vector<std::vector<std::uint16_t>>& all_numbers(std::size_t which) const {
        return numbers_[which];
    }

    /// What one area of a class adds to the code of its class when its cells have a pattern.
    [[nodiscard]] std::uint64_t code(std::size_t which, std::size_t pattern) const;
    /// The share of a class with this code in the place.
    [[nodiscard]] std::size_t place(std::size_t which, std::uint64_t code) const {
        return strides_[which] * ranks_[which][code];
    }
    /// What `place` is made of: by code, and what one rank is worth.
    [[nodiscard]] std::pair<std::span<const std::uint32_t>, std::size_t> ranks(std::size_t which) const {
        return {ranks_[which], strides_[which]};
    }
    /// The same when the group was not worked out: codes of all classes.
    [[nodiscard]] Left left(std::span<const std::uint64_t> codes) const;

private:
    [[nodiscard]] bool trio() const noexcept { return rows_.size() == 3; }
    /// @param counted  per class numbers of areas per pattern
    template <class Counted>
    [[nodiscard]] Left weigh(const Counted& counted) const;

    std::vector<std::size_t> rows_;
    std::array<Span, 3> spans_{};
    std::vector<AreaClass> classes_;
    std::vector<std::size_t> class_of_;
    double ways_ = 1.0;
    bool filled_ = false;
    std::vector<std::vector<std::vector<std::uint16_t>>> numbers_;
    std::vector<std::vector<std::uint32_t>> ranks_;
    std::vector<std::size_t> strides_;
    std::vector<std::uint8_t> bits_;
    std::vector<Left> pairs_;
};

}  // namespace chirograph
