// All pairs of a panel at once: threads, and counting kernels where areas of equal kind can be counted together.
#pragma once

#include <cstdint>
#include <span>

#include "engine/catalogue/indicator.hpp"
#include "engine/panel/constraints.hpp"
#include "engine/panel/panel.hpp"
#include "engine/panel/problem.hpp"

namespace chirograph {

/// Is an index undefined (0/0) for no completion, for some, or for all?
enum class Undefined : std::uint8_t { never = 0, possible = 1, always = 2 };

/// Caller's arrays, rows x rows each, row-major.
struct PairMatrices {
    std::span<double> lower;
    std::span<double> upper;
    std::span<double> inner_lower;      ///< what the best completion found attains at this end; NaN when none is known
    std::span<double> inner_upper;      ///< the same at the other end
    std::span<std::uint8_t> sharp;      ///< 1 where both ends are attained
    std::span<std::uint8_t> undefined;  ///< Undefined
    std::span<std::uint64_t> spent;     ///< steps of the budget; 0 where counting was enough
    /// Which pairs are asked for, where the order does not matter in either order; empty: every pair. Of the others
    /// ends are NaN and all else is 0.
    std::span<const std::uint8_t> asked{};
};

/// How much work a call may take: of each pair no more than its budget, and of all asked for together so many steps.
/// Every pair gets an equal share; what some do not take goes, in equal shares again, to those still open.
struct CallBudget {
    Budget pair{};
    std::size_t total = 1'000'000'000;
};

/// Fills the matrices; the diagonal is each programme with itself. The same bits for any number of threads and, where
/// the steps of a pair are the same or not needed, for any choice of pairs.
/// The first exception of a worker is rethrown here. Returns the steps that a pair could take: asked for alone with as
/// many it has the same ends.
std::size_t bound_all(const Panel& panel, const Constraints& constraints, const Indicator& indicator,
                      const Arguments& arguments, unsigned threads, const PairMatrices& out,
                      const CallBudget& budget = {});

/// The scoring-free range of every pair, in the same form.
std::size_t scoring_free_all(const Panel& panel, const Constraints& constraints, unsigned threads,
                             const PairMatrices& out, const CallBudget& budget = {});

[[nodiscard]] Undefined undefined_state(const Range& range);

}  // namespace chirograph
