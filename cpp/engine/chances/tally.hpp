// Ranks of pairs and who is above whom, counted over completions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace chirograph {

/// Counts over completions; a pair that is 0/0 in one of them is left out of it.
struct Tally {
    std::vector<double> ranked;   ///< [pair][rank]: completions in which the pair has the rank; ties share their ranks
    std::vector<double> squared;  ///< the same of the squares of what one completion adds
    std::vector<std::uint64_t> above;    ///< [pair][pair]: completions in which the first is above the second
    std::vector<std::uint64_t> equal;    ///< the same, equal: values that differ by rounding alone
    std::vector<std::uint64_t> defined;  ///< [pair]
};

/// @param values  completions x pairs
[[nodiscard]] Tally tally(std::span<const double> values, std::size_t pairs, unsigned threads);

}  // namespace chirograph
