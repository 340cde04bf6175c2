// Areas that matter to a pair: an area without weight, which no counter counts either, is no area.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/panel/panel.hpp"
#include "engine/panel/problem.hpp"

namespace chirograph {

/// A pair without the areas that do not matter, so that they change no end, no flag and no work.
class Weighed {
public:
    explicit Weighed(const PairProblem& whole);

    [[nodiscard]] const PairProblem& problem() const noexcept { return all() ? whole_ : kept_; }
    /// A completion of the areas that matter as one of all: the others take their first option.
    void fill(std::vector<Cell>& completion) const;
    void fill(Range& range) const {
        fill(range.lower.witness);
        fill(range.upper.witness);
    }

private:
    [[nodiscard]] bool all() const noexcept { return places_.size() == whole_.columns(); }

    const PairProblem& whole_;
    PairProblem kept_;
    std::vector<std::size_t> places_;  ///< where each area that matters stands
};

/// The panel without areas that have no weight.
[[nodiscard]] Panel weighed(const Panel& panel);

}  // namespace chirograph
