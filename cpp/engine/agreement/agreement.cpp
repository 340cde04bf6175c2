#include "engine/agreement/agreement.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "engine/agreement/ends.hpp"
#include "engine/base/error.hpp"

namespace chirograph {
namespace {

/// A completion with a value: the first, or that with one unit moved where all values of the first are one.
void begin(AgreementCase& question) {
    question.start.assign(question.units.size(), 0);
    for (std::size_t u = 0; u < question.units.size() && std::isnan(question.value(question.start)); ++u) {
        for (std::size_t way = question.units[u].ways.size(); way-- > 0;) {
            question.start[u] = way;
            if (!std::isnan(question.value(question.start))) return;
        }
    }
}

AgreementEnd proven(const AgreementCase& question, const FoundEnd& found, double sign) {
    AgreementEnd end;
    end.witness = complete(question.codings, question.units, found.ways);
    end.attained = agreement_value(question.codings, end.witness, question.row, question.metric);
    const double outward = std::clamp(found.bound + sign * 1e-14, least_value(question), 1.0);
    end.gap = std::max(0.0, sign * (outward - end.attained));
    end.sharp = end.gap <= sharp_gap;
    end.value = end.sharp ? end.attained : outward;
    if (end.sharp) end.gap = 0.0;
    return end;
}

AgreementEnd end_of(const AgreementCase& question, double sign, Budget& budget) {
    const bool few = std::all_of(question.units.begin(), question.units.end(), [](const auto& u) { return u.all; });
    if (!few) return proven(question, {question.start, sign > 0.0 ? 1.0 : least_value(question)}, sign);
    // With two values every metric is the same but for a factor.
    const bool moving = question.metric == Metric::ordinal && question.codings.top() > 1;
    return proven(question, (moving ? ordinal_end : fixed_end)(question, sign, budget), sign);
}

}  // namespace

AgreementRange agreement_range(const Codings& codings, const Coefficient& row, Metric metric, Budget budget) {
    if (row.two_coders && codings.coders() != 2) {
        throw Error({Code::parameter, "", std::string(row.key), std::to_string(codings.coders()) + " coders",
                     "it is of two coders", "ask about each pair of coders"});
    }
    AgreementRange range;
    range.reason = why_undefined(codings, row);
    range.undefined_possible = !range.reason.empty() || may_be_one_value(codings, row);
    if (!range.reason.empty()) {
        constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
        range.lower = range.upper = {nothing, true, nothing, 0.0, {}};
        return range;
    }
    AgreementCase question{codings, row, metric, unit_ways(codings, row), {}};
    begin(question);
    Budget half = budget;
    half.steps /= 2;
    const std::size_t given = half.steps;
    range.lower = end_of(question, -1.0, half);
    budget.steps -= given - half.steps;
    const std::size_t left = budget.steps;
    range.upper = end_of(question, 1.0, budget);
    range.spent = given - half.steps + left - budget.steps;
    return range;
}

}  // namespace chirograph
