// Which values a sum can have at all, where what options add are multiples of one number.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "engine/search/relaxation.hpp"

namespace chirograph {

/// Per margin the number that all steps between options are multiples of; 0 where there is none that helps.
class Grain {
public:
    explicit Grain(const Fraction& fraction);

    /// The greatest value of the sum up to `at`, and the least one beyond it, over what the groups may pick; `at` twice
    /// where that is not known. Both are moved outward by rounding.
    [[nodiscard]] std::pair<double, double> around(const Groups& groups, std::size_t margin, double at) const;

private:
    const Fraction& fraction_;
    std::vector<double> units_;
};

}  // namespace chirograph
