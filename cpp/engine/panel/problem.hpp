// One pair of programmes as the solvers see it: the depths each area may take, and what ties areas together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "engine/panel/constraints.hpp"
#include "engine/panel/panel.hpp"

namespace chirograph {

/// One area seen across the pair.
struct Cell {
    Depth x = 0;
    Depth y = 0;
    [[nodiscard]] friend constexpr bool operator==(Cell, Cell) = default;
    [[nodiscard]] friend constexpr bool operator<(Cell one, Cell two) {
        return one.x != two.x ? one.x < two.x : one.y < two.y;
    }
};

/// A count over areas that must end in [minimum, maximum]. Counts saturate at `cap` (1 for "at least one of").
struct Counter {
    enum class Sees : std::uint8_t { x, y, both };
    Sees sees = Sees::x;  ///< what must be at the threshold for an area to count
    Depth threshold = 1;
    std::vector<std::uint8_t> counted;  ///< per column: does it count?
    std::size_t minimum = 0;
    std::size_t maximum = 0;
    std::size_t cap = 0;  ///< the count never needs to be told apart above this
    [[nodiscard]] bool reached(Cell cell) const {
        return (sees == Sees::y || cell.x >= threshold) && (sees == Sees::x || cell.y >= threshold);
    }
    [[nodiscard]] std::size_t step(std::size_t column, Cell cell) const {
        return counted[column] != 0 && reached(cell) ? 1U : 0U;
    }
    /// The count after one more step; nothing when it would pass the maximum. Counts saturate at `cap`.
    [[nodiscard]] std::optional<std::size_t> after(std::size_t count, std::size_t step) const {
        const std::size_t next = count + step;
        if (next > maximum) return std::nullopt;
        return next < cap ? next : cap;
    }
};

/// Independent areas except for the counters. `options[c]` is never empty; options are sorted by (x, y).
struct PairProblem {
    std::vector<std::vector<Cell>> options;
    std::vector<double> weights;              ///< see computing_weights
    std::vector<std::int64_t> whole_weights;  ///< the same where they are whole; else empty
    std::vector<Counter> counters;
    Depth max_depth = 1;
    bool exact = true;  ///< false when a constraint could only be relaxed: bounds are then outer, not sharp

    [[nodiscard]] std::size_t columns() const noexcept { return options.size(); }
};

/// The pair (p, q) of a panel under constraints. Constraints that involve third programmes are projected onto the
/// pair; when the projection is not exact, `exact` is false. Throws Error(Code::infeasible) when a column has no
/// option left.
[[nodiscard]] PairProblem pair_problem(const Panel& panel, const Constraints& constraints, std::size_t p,
                                       std::size_t q);

/// The panel's weights as solvers compute with them: whole numbers in the same proportions where there are such, else
/// scaled by a power of two.
[[nodiscard]] std::vector<double> computing_weights(const Panel& panel);

/// An open end is called sharp when no more than this is left between its best completion and its bound.
inline constexpr double sharp_gap = 1e-9;

/// One end of a range: the best completion found, and what no completion is beyond.
struct Bound {
    double value = 0.0;         ///< what `witness` attains where sharp; else the certified bound
    bool sharp = true;          ///< proven to within sharp_gap
    std::vector<Cell> witness;  ///< one cell per column: the best completion found; empty when none is known
    double attained = std::numeric_limits<double>::quiet_NaN();  ///< the value of the witness; NaN without one
    double gap = 0.0;  ///< what is left between the witness and the certified bound; infinite without a witness
};

/// What the data allow an index to be. When no completion gives a defined value both values are NaN.
struct Range {
    Bound lower;
    Bound upper;
    bool undefined_possible = false;  ///< some completion is 0/0; when an end is outer: this is not excluded
    bool defined_possible = true;     ///< some completion has a value
    std::size_t spent = 0;            ///< steps of the budget
};

/// How much work may be spent on one pair before an end stays open. All that is tried for a pair, for both of its ends,
/// draws on the same steps; a step takes some nanoseconds. A larger budget never gives a wider range.
struct Budget {
    std::size_t states = 4'000'000;   ///< stored states over all layers of one search
    std::size_t steps = 200'000'000;  ///< transitions left
    /// Takes this many steps out; false, with nothing left, when there are not so many.
    bool spend(double wanted) {
        const bool enough = wanted <= static_cast<double>(steps);
        steps = enough ? steps - static_cast<std::size_t>(wanted) : 0;
        return enough;
    }
};

}  // namespace chirograph
