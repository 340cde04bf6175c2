// The best choice of one option per area when all that ties the areas is how long each programme's list is: areas are
// sent to "both", "only the first", "only the second" and "neither", whose totals follow from the two lengths and the
// number in both.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "engine/panel/problem.hpp"

namespace chirograph {

class ListLengths {
public:
    /// Nothing unless the counters are list lengths, at most one a programme.
    [[nodiscard]] static std::optional<ListLengths> of(const PairProblem& problem);

    /// Option per area with the least sum of costs; nothing when no choice has these lengths.
    [[nodiscard]] std::optional<std::vector<std::size_t>> cheapest(const std::vector<std::vector<double>>& costs) const;

    /// Steps of one call, as a double because it may be huge.
    [[nodiscard]] double steps() const;

private:
    static constexpr std::size_t places = 4;  ///< neither, only the second, only the first, both
    struct Range {
        std::size_t minimum = 0;
        std::size_t maximum = 0;
    };
    /// Areas whose best options at the four places cost the same.
    struct Groups;
    struct Best;

    explicit ListLengths(const PairProblem& problem) : problem_(&problem) {}
    [[nodiscard]] bool read_counters();
    void sort_options();
    [[nodiscard]] Groups grouped(const std::vector<std::vector<double>>& costs) const;
    void seek(Groups& groups, std::size_t x, std::size_t y, Best& best) const;

    const PairProblem* problem_;
    Range first_;
    Range second_;
    std::vector<std::vector<std::size_t>> place_;  ///< per area and option
    std::size_t kinds_ = 0;                        ///< areas with different options or weights
};

}  // namespace chirograph
