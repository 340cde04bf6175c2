// Certified bounds for when the exact search is too large: sums of f, g and h are chosen part by part, and the index is
// f / (a g + b h) or f / sqrt(g h). Some of these bounds are attained, and then they are sharp.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "engine/catalogue/indicator.hpp"
#include "engine/pair/table_case.hpp"
#include "engine/panel/problem.hpp"

namespace chirograph {

/// Independent parts, each with a few choices of (f, g, h); or the areas of a problem, tied by its counters.
class Parts {
public:
    using Choices = std::vector<std::vector<PairTerms>>;
    using Picks = std::vector<std::size_t>;

    /// Parts that stand for pairs of areas: a relaxation, so no choice of them is a completion.
    explicit Parts(Choices choices) : choices_(std::move(choices)) {}
    /// Parts that are the areas of a problem.
    Parts(Choices choices, const PairProblem& problem) : choices_(std::move(choices)), problem_(&problem) {}

    [[nodiscard]] bool areas() const noexcept { return problem_ != nullptr; }
    /// The choice that maximises cf f + cg g + ch h.
    [[nodiscard]] Picks best(double cf, double cg, double ch) const;
    [[nodiscard]] PairTerms sum(const Picks& picks) const;
    /// Steps of one call of `best`, as a double because they may be many.
    [[nodiscard]] double steps() const;

private:
    Choices choices_;
    const PairProblem* problem_ = nullptr;
};

/// A bound with the choice of parts that gives it, if one does.
struct Extreme {
    double value = 0.0;
    Parts::Picks picks;
};

/// Greatest (sign 1) or least (sign -1) f / (a g + b h) over choices with a positive denominator, by Dinkelbach from
/// `start`, which lies outside the range of interest on the far side. Infinite when a zero denominator meets f != 0.
[[nodiscard]] Extreme linear_extreme(const Parts& parts, double sign, double a, double b, double start);

/// Bounds f / sqrt(g h) by linear denominators: in the cone t1 <= sqrt(h / g) <= t2, sqrt(g h) >= (t1 t2 g + h) /
/// (t1 + t2). Cones are split where the bound is worst until a choice of areas attains it or `rounds` are spent. Where
/// sign f is never positive, (t g + h / t) / 2 >= sqrt(g h) bounds for every t and the best t is sought.
/// @param least  positive lower bound of g and of h where they are not 0
/// `picks` are those of a choice that attains the value; empty when none is known to.
[[nodiscard]] Extreme root_extreme(const Parts& parts, double sign, double least, double start, int rounds);

/// The upper (sign 1) or lower (sign -1) end of a table index without any search over margins. Sharp when a completion
/// attains it. There must be a completion with a value, and the counters must be followable.
[[nodiscard]] Bound outer_end(const TableCase& table_case, double sign, Budget& budget);

/// A tighter bound than `beyond`, which holds, for an index that subtracts expected disagreement; `beyond` for others.
[[nodiscard]] double chance_bound(const TableCase& table_case, double sign, double beyond, Budget& budget);

/// Every pair of kinds of areas as one part, from what two areas add together.
using Between = PairTerms (*)(Cell, Cell, const Arguments&);
[[nodiscard]] Parts pair_parts(const std::vector<std::vector<Cell>>& options, const std::vector<double>& weights,
                               Between between, const Arguments& arguments);

/// A bound that no completion is known to attain: moved outward by rounding, kept within the index's range.
[[nodiscard]] Bound certified(double value, double sign, double low, double high);

}  // namespace chirograph
