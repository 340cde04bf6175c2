// What ties areas together, as states of a search: the counts of all counters in one mixed-radix number.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "engine/panel/problem.hpp"

namespace chirograph {

/// The states of a problem's counters. State 0: nothing counted yet.
class CounterStates {
public:
    explicit CounterStates(const PairProblem& problem);

    /// How many states there are; a number too large to count up to when they are too many to number.
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    /// The state after one more area; nothing when a count passes its maximum.
    [[nodiscard]] std::optional<std::size_t> after(std::size_t state, std::size_t column, Cell cell) const;
    /// Has every count ended within its limits?
    [[nodiscard]] bool satisfied(std::size_t state) const;

private:
    const PairProblem& problem_;
    std::size_t size_ = 1;
};

/// Does a completion, one cell per area, keep this counter; or all counters of the problem?
[[nodiscard]] bool keeps(const Counter& counter, std::span<const Cell> cells);
[[nodiscard]] bool keeps(const PairProblem& problem, std::span<const Cell> cells);

/// Does the counter look at every area?
[[nodiscard]] bool counts_all(const Counter& counter);

/// Throws Error(Code::infeasible): nothing satisfies the constraints.
[[noreturn]] void no_completion();

}  // namespace chirograph
