// Areas that no solver can tell apart, taken together.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/panel/problem.hpp"

namespace chirograph {

/// Areas with equal options, equal weight and the same counters, in the order in which kinds first appear; each kind
/// lists its areas, ascending. Weights do not matter when none are given.
[[nodiscard]] std::vector<std::vector<std::size_t>> kinds_of(const PairProblem& problem,
                                                             std::span<const double> weights = {});

/// In how many ways like areas can share options: multisets, as a double because they may be many.
[[nodiscard]] double multisets(std::size_t areas, std::size_t options);

/// Completions of a problem that differ by more than an exchange of like areas.
[[nodiscard]] double completions(const PairProblem& problem, const std::vector<std::vector<std::size_t>>& kinds);

}  // namespace chirograph
