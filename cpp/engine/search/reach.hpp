// What the areas of a branch can still reach: the box of its sums, and options that would leave it.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/search/relaxation.hpp"

namespace chirograph {

class Reach {
public:
    explicit Reach(Fraction& fraction);

    /// Of every sum, from the least to the greatest that all areas can give.
    [[nodiscard]] std::vector<double> ranges() const;
    /// The box meets what the options reach, and options that leave the box go. False when nothing is left.
    [[nodiscard]] bool shrink(Branch& branch);
    /// Each group keeps these options only; false when one is left with none.
    [[nodiscard]] bool keep(Branch& branch, std::vector<Fraction::Numbers> options);
    /// Completions of the groups, or of one side of them (0 or 1), areas that are alike taken together.
    [[nodiscard]] double completions(const Groups& groups, std::size_t side) const;
    [[nodiscard]] double steps() const { return steps_; }

private:
    [[nodiscard]] std::vector<double> slacks() const;
    [[nodiscard]] Fraction::Numbers inside(const Branch& branch, const Group& group, const std::vector<double>& low,
                                           const std::vector<double>& high) const;
    [[nodiscard]] double weight(const Group& group, std::size_t sum) const {
        return sum < fraction_.weighted() ? group.weight : 1.0;
    }

    Fraction& fraction_;
    std::vector<double> slack_;  ///< by how much rounding may move each sum
    double steps_ = 0.0;
};

}  // namespace chirograph
