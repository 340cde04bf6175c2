#include "engine/interop/monotone.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/search/counters.hpp"

namespace chirograph {

InteropRange monotone_range(const InteropData& data, std::span<const std::size_t> rows, const CompletionValue& value,
                            const EndOf& end_of) {
    InteropRange range;
    for (const bool high : {false, true}) {
        Completion corner = data.corner(rows, high);
        InteropEnd& end = high ? range.upper : range.lower;
        end.value = value_of(data, corner, value);
        (high ? range.defined_possible : range.undefined_possible) = std::isnan(end.value) != high;
        if (std::isnan(end.value)) continue;
        if (data.allows(rows, corner)) {
            end = attained_end(end.value, std::move(corner));
            continue;
        }
        auto found = end_of(high);
        if (!found) no_completion();
        // No completion is beyond the corner, whether it is possible or not.
        const double bound = high ? std::min(end.value, found->value) : std::max(end.value, found->value);
        end = proven_end(std::move(found->witness), found->attained, bound, high ? 1.0 : -1.0);
    }
    return range;
}

InteropRange monotone_range(const InteropData& data, const Question& question, const InteropBudget& budget) {
    return monotone_range(data, question.setting.rows, question.value, [&](bool high) {
        Question one = question;
        one.setting.high = high;
        return search_end(data, {&one, 1}, high ? 1.0 : -1.0, budget);
    });
}

}  // namespace chirograph
