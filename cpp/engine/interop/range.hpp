// The answer of an interoperability indicator: two ends, each with the completion that attains it.
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

#include "engine/interop/model.hpp"

namespace chirograph {

/// One way to complete everything unknown that bears on an answer: stated depths (before prerequisites) and
/// memberships, one list per programme of the answer, and for a pair the ties between the two.
struct Completion {
    std::vector<std::vector<Depth>> depths;
    std::vector<std::vector<Halves>> members;
    std::vector<Halves> between;
};

struct InteropEnd {
    double value = std::numeric_limits<double>::quiet_NaN();
    bool sharp = true;                  ///< attained by the witness; otherwise a certified outer bound
    std::optional<Completion> witness;  ///< the best completion found; nothing when none is known or needed
    double attained = std::numeric_limits<double>::quiet_NaN();  ///< its value; NaN without one
    double gap = 0.0;  ///< what is left between it and the bound; infinite where none is known
};

struct InteropRange {
    InteropEnd lower;
    InteropEnd upper;
    bool undefined_possible = false;  ///< some completion has no value
    bool defined_possible = true;     ///< some completion has one
};

/// How far exact methods may go for one answer before an outer bound is given.
struct InteropBudget {
    std::size_t scenarios = 4096;   ///< cases of the unknowns that prerequisites turn on
    std::size_t steps = 6'000'000;  ///< of search, for each end
};

/// Widens `all` by the answer of one more case. Ends that are equal keep the first witness.
void widen(InteropRange& all, const InteropRange& one);
/// A range that `widen` may start from: nothing is defined yet.
[[nodiscard]] InteropRange nothing_yet();

}  // namespace chirograph
