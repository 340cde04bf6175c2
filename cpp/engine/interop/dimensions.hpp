// What one or two programmes are worth over dimensions: single dimensions, their means, and differences of means.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "engine/interop/data.hpp"

namespace chirograph {

/// A value of one completion of some programmes, from depths after prerequisites. `between` is empty unless the
/// programmes are a pair of a model with ties.
using CompletionValue = std::function<double(std::span<const Side> sides, std::span<const Halves> between)>;

/// The value of one completion.
[[nodiscard]] double value_of(const InteropData& data, const Completion& completion, const CompletionValue& value);

/// E1. It and all that follows but the differences never falls when a depth or a membership rises: both ends are at the
/// corners; where constraints rule a corner out, they are searched for.
[[nodiscard]] InteropRange shared_depth_range(const InteropData& data, std::size_t p, std::size_t q,
                                              const InteropBudget& budget = {});

/// Over which dimensions: M_rho over all, or one alone.
struct Over {
    double rho = 1.0;
    std::optional<std::size_t> one{};
};

/// A depth, and the dimensions that are to reach it: one alone, or at least so many (0: all).
struct BreadthAsked {
    Depth depth = 1;
    std::size_t least = 0;
    std::optional<std::size_t> one{};
};

/// T_d of a pair, or M_rho of them.
[[nodiscard]] InteropRange direct_range(const InteropData& data, std::size_t p, std::size_t q, Over over,
                                        const InteropBudget& budget = {});
/// A_d of one programme, or M_rho of them; undefined where the hub offers nothing.
[[nodiscard]] InteropRange attainment_range(const InteropData& data, std::size_t row, Over over,
                                            const InteropBudget& budget = {});
/// B_d = max{T_d, min(A_d(p), A_d(q))}, T_d where the hub offers nothing, or M_rho of them.
[[nodiscard]] InteropRange mediated_range(const InteropData& data, std::size_t p, std::size_t q, Over over,
                                          const InteropBudget& budget = {});
/// E4, in one dimension or the k-th largest over those that have areas; undefined where none has.
[[nodiscard]] InteropRange breadth_range(const InteropData& data, std::size_t p, std::size_t q, BreadthAsked asked,
                                         const InteropBudget& budget = {});

/// What a pair has through the hub and not directly: B_d - T_d, or M_rho(B) - M_rho(T). Corners do not tell, for both
/// sides of the difference rise with the same depths.
[[nodiscard]] InteropRange hub_only(const InteropData& data, std::size_t p, std::size_t q, Over over,
                                    const InteropBudget& budget = {});
/// What the mean over dimensions hides of the weakest one: M_1 - min_d T_d over dimensions of positive weight.
[[nodiscard]] InteropRange compensation_gap(const InteropData& data, std::size_t p, std::size_t q,
                                            const InteropBudget& budget = {});

enum class CanBe : std::uint8_t {
    no,        ///< in no completion
    yes,       ///< in the completion found
    undecided  ///< the budget ended the search
};
/// Per dimension: whether some completion makes its T_d the least of those with positive weight (of equals each is).
/// Dimension d can be iff the greatest value of min_k T_k - T_d over all completions is 0.
[[nodiscard]] std::vector<CanBe> can_be_weakest(const InteropData& data, std::size_t p, std::size_t q,
                                                const InteropBudget& budget = {});

}  // namespace chirograph
