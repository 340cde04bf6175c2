// What pairs of areas may still be, concordant or discordant or tied, when each area has a set of options left.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "engine/panel/problem.hpp"

namespace chirograph {

/// The five kinds of pair: concordant, discordant, tied in y only, tied in x only, tied in both.
inline constexpr std::size_t kinds_of_pair = 5;
/// A set of kinds as bits.
inline constexpr std::size_t pair_masks = std::size_t{1} << kinds_of_pair;

/// How many pairs of areas there are of each mask. Sums over pairs are bounded pair by pair.
struct PairTally {
    std::array<std::int32_t, pair_masks> pairs{};
    /// Greatest sum of cf (sign) + cg (untied in x) + ch (untied in y), each pair at its best.
    [[nodiscard]] double best(double cf, double cg, double ch) const;
};

/// Distinct sets of options, numbered as they turn up, and the masks between them.
class OptionSets {
public:
    [[nodiscard]] std::size_t number(const std::vector<Cell>& cells);
    [[nodiscard]] const std::vector<Cell>& cells(std::size_t set) const { return sets_[set]; }
    [[nodiscard]] std::uint8_t between(std::size_t one, std::size_t two) const { return between_[one][two]; }
    [[nodiscard]] std::size_t single(Cell cell) { return number({cell}); }
    /// The options of the set that count (or do not) for this counter; may be empty.
    [[nodiscard]] std::size_t filtered(std::size_t set, const Counter& counter, bool counting);

private:
    std::vector<std::vector<Cell>> sets_;
    std::map<std::vector<Cell>, std::size_t> numbers_;
    std::vector<std::vector<std::uint8_t>> between_;
};

/// A branch of the search: what every area may still be.
struct TauBranch {
    std::vector<std::uint32_t> sets;  ///< per area
    PairTally tally;
};

/// Branches of one problem: how they start, narrow, and are kept in line with the counters.
class TauBranches {
public:
    explicit TauBranches(const PairProblem& problem);

    [[nodiscard]] TauBranch root();
    /// Fixes one area. False when the counters can no longer be met.
    [[nodiscard]] bool fix(TauBranch& branch, std::size_t area, Cell cell);
    [[nodiscard]] const std::vector<Cell>& options(const TauBranch& branch, std::size_t area) const {
        return sets_.cells(branch.sets[area]);
    }

private:
    void replace(TauBranch& branch, std::size_t area, std::size_t set) const;
    /// Options that a full or starved counter rules out are dropped, until nothing changes.
    [[nodiscard]] bool propagate(TauBranch& branch);
    [[nodiscard]] bool squeeze(TauBranch& branch, const Counter& counter, bool& changed);

    const PairProblem& problem_;
    OptionSets sets_;
};

}  // namespace chirograph
