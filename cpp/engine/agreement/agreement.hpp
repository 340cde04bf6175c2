// What a coefficient of agreement can be, given what is on record: both ends, each with a completion that shows it.
#pragma once

#include <cstddef>
#include <string_view>

#include "engine/agreement/codings.hpp"
#include "engine/panel/problem.hpp"

namespace chirograph {

struct AgreementEnd {
    double value = 0.0;     ///< what `witness` attains where sharp; else what no completion is beyond
    bool sharp = true;      ///< proven to within sharp_gap
    double attained = 0.0;  ///< the value of the witness
    double gap = 0.0;       ///< what is left between the two
    CodedUnits witness;     ///< the best completion found, coder by coder
};

struct AgreementRange {
    AgreementEnd lower;
    AgreementEnd upper;
    bool undefined_possible = false;
    std::string_view reason;  ///< why there is no value at all; then both ends are NaN and have no witness
    std::size_t spent = 0;    ///< steps of the budget
};

/// The range over all completions of the sets. Throws Error(Code::parameter) when the row takes two coders and there
/// are more or fewer.
[[nodiscard]] AgreementRange agreement_range(const Codings& codings, const Coefficient& row, Metric metric,
                                             Budget budget);

}  // namespace chirograph
