// The two ways to an end. Both seek the most of sign times the coefficient less one, and say what it cannot pass.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/agreement/codings.hpp"
#include "engine/panel/problem.hpp"

namespace chirograph {

/// A question about codings whose units have few enough ways.
struct AgreementCase {
    const Codings& codings;
    const Coefficient& row;
    Metric metric;
    std::vector<UnitWays> units;
    std::vector<std::size_t> start;  ///< a way per unit, with a value

    [[nodiscard]] double value(const std::vector<std::size_t>& ways) const {
        return agreement_value(codings, complete(codings, units, ways), row, metric);
    }
};

struct FoundEnd {
    std::vector<std::size_t> ways;  ///< of the best completion found
    double bound = 0.0;             ///< no completion has a coefficient beyond
};

/// No coefficient of this case is below.
[[nodiscard]] double least_value(const AgreementCase& question);

/// Metrics that do not move with the completion: D is a sum over units and E a form of few sums over units.
[[nodiscard]] FoundEnd fixed_end(const AgreementCase& question, double sign, Budget& budget);
/// Alpha between midranks, which move with the counts of all values: branch and bound over boxes of these.
[[nodiscard]] FoundEnd ordinal_end(const AgreementCase& question, double sign, Budget& budget);

}  // namespace chirograph
