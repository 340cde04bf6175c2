#include "engine/interop/dimensions.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "engine/interop/ratio.hpp"

namespace chirograph {
namespace {

constexpr double tolerance = 1e-12;

InteropEnd corner_end(const InteropData& data, std::span<const std::size_t> rows, const CompletionValue& value,
                      bool high) {
    Completion completion = data.corner(rows, high);
    const double reached = value_of(data, completion, value);
    if (std::isnan(reached) || !data.allows(rows, completion)) return {reached, std::isnan(reached), std::nullopt};
    return {reached, true, std::move(completion)};
}

bool corners_possible(const InteropData& data, std::span<const std::size_t> rows) {
    return data.allows(rows, data.corner(rows, false)) && data.allows(rows, data.corner(rows, true));
}

/// The ratio of the areas fixes the depths; memberships go to the corner, where they help every part at once.
InteropEnd with_members(const InteropData& data, std::span<const std::size_t> rows, InteropEnd areas, bool high,
                        const CompletionValue& value, double outer) {
    if (!areas.witness) return {outer, false, std::nullopt};
    const Completion corner = data.corner(rows, high);
    areas.witness->members = corner.members;
    areas.witness->between = corner.between;
    if (rows.size() > areas.witness->depths.size()) areas.witness->depths.push_back(areas.witness->depths.front());
    areas.value = value_of(data, *areas.witness, value);
    return areas;
}

/// Sum of slope x smaller value over the systems of a pair at one corner.
double system_part(const InteropData& data, std::span<const std::size_t> rows, std::size_t dimension, bool high) {
    const Completion corner = data.corner(rows, high);
    const Dyad dyad{{corner.depths[0], corner.members[0]}, {corner.depths[1], corner.members[1]}, corner.between};
    double sum = 0.0;
    for (std::size_t s = 0; s < data.model().systems; ++s) {
        sum += data.scale().system_slope(dimension, s) * data.scale().shared(dyad, s);
    }
    return sum;
}

double offer_part(const InteropData& data, std::size_t row, std::size_t dimension, bool high) {
    const Knowledge known = data.known(row);
    double sum = 0.0;
    for (std::size_t s = 0; s < data.model().systems; ++s) {
        const Halves held = high ? known.member_high[s] : known.member_low[s];
        sum += data.scale().offer_slope(dimension, s) * std::min(held, data.model().offered[s]);
    }
    return sum;
}

struct Linear {
    std::vector<std::size_t> rows;
    EffectiveTerms terms;
    CompletionValue value;
    double areas = 1.0;  ///< what the areas weigh in the value
    std::array<double, 2> systems{};
};

InteropRange linear_range(const InteropData& data, const Linear& linear, const InteropBudget& budget) {
    if (corners_possible(data, linear.rows)) return corner_range(data, linear.rows, linear.value);
    InteropRange range = effective_ratio(data, linear.rows.front(), linear.rows.back(), linear.terms, true, budget);
    if (!range.defined_possible) return corner_range(data, linear.rows, linear.value);
    const auto outer = [&](const InteropEnd& end, std::size_t high) {
        return linear.areas * end.value + linear.systems[high];
    };
    range.lower = with_members(data, linear.rows, range.lower, false, linear.value, outer(range.lower, 0));
    range.upper = with_members(data, linear.rows, range.upper, true, linear.value, outer(range.upper, 1));
    return range;
}

double smaller(Cell cell) {
    return std::min(cell.x, cell.y);
}

}  // namespace

double value_of(const InteropData& data, const Completion& completion, const CompletionValue& value) {
    std::vector<std::vector<Depth>> effective;
    std::vector<Side> sides;
    for (std::size_t i = 0; i < completion.depths.size(); ++i) {
        effective.push_back(data.prerequisites().effective(completion.depths[i], completion.members[i]));
    }
    for (std::size_t i = 0; i < effective.size(); ++i) sides.push_back({effective[i], completion.members[i]});
    return value(sides, completion.between);
}

InteropRange corner_range(const InteropData& data, std::span<const std::size_t> rows, const CompletionValue& value) {
    InteropRange range{corner_end(data, rows, value, false), corner_end(data, rows, value, true), false, true};
    range.undefined_possible = std::isnan(range.lower.value);
    range.defined_possible = !std::isnan(range.upper.value);
    return range;
}

InteropRange shared_depth_range(const InteropData& data, std::size_t p, std::size_t q, const InteropBudget& budget) {
    const double top = data.panel().max_depth();
    const InteropScale& scale = data.scale();
    return linear_range(data,
                        {{p, q},
                         [top](std::size_t, Cell cell) {
                             return Terms{smaller(cell), top};
                         },
                         [&](std::span<const Side> sides, std::span<const Halves> between) {
                             return scale.shared_depth({sides[0], sides[1], between});
                         }},
                        budget);
}

InteropRange dimension_range(const InteropData& data, std::size_t p, std::size_t q, std::size_t dimension,
                             const InteropBudget& budget) {
    const double top = data.panel().max_depth();
    const InteropScale& scale = data.scale();
    const std::array rows{p, q};
    double areas = 0.0;
    for (std::size_t i = 0; i < data.panel().columns(); ++i) areas += scale.area_slope(dimension, i) * top;
    return linear_range(data,
                        {{p, q},
                         [&data, top, dimension](std::size_t column, Cell cell) {
                             const double share =
                                 data.model().area_relevance(dimension, column, data.panel().columns());
                             return Terms{share * smaller(cell), share * top};
                         },
                         [&scale, dimension](std::span<const Side> sides, std::span<const Halves> between) {
                             return scale.profile({sides[0], sides[1], between})[dimension];
                         },
                         areas,
                         {system_part(data, rows, dimension, false), system_part(data, rows, dimension, true)}},
                        budget);
}

InteropRange attainment_range(const InteropData& data, std::size_t row, std::size_t dimension,
                              const InteropBudget& budget) {
    const InteropScale& scale = data.scale();
    double areas = 0.0;
    for (std::size_t i = 0; i < data.panel().columns(); ++i) {
        areas += scale.menu_slope(dimension, i) * data.model().menu[i];
    }
    return linear_range(data,
                        {{row},
                         [&data, dimension](std::size_t column, Cell cell) {
                             const Depth menu = data.model().menu[column];
                             const double share =
                                 data.model().area_relevance(dimension, column, data.panel().columns());
                             return Terms{share * std::min(cell.x, menu), share * menu};
                         },
                         [&scale, dimension](std::span<const Side> sides, std::span<const Halves>) {
                             return scale.attainment(sides[0])[dimension];
                         },
                         areas,
                         {offer_part(data, row, dimension, false), offer_part(data, row, dimension, true)}},
                        budget);
}

InteropRange composite_range(const InteropData& data, std::span<const std::size_t> rows, const CompletionValue& value,
                             const std::function<std::vector<InteropRange>()>& dimensions,
                             const std::function<double(std::span<const double>)>& combine) {
    InteropRange range = corner_range(data, rows, value);
    if (corners_possible(data, rows) || !range.defined_possible) return range;
    const std::vector<InteropRange> parts = dimensions();
    std::vector<double> low;
    std::vector<double> high;
    for (const InteropRange& part : parts) {
        low.push_back(part.lower.value);
        high.push_back(part.upper.value);
    }
    InteropEnd least{combine(low), false, std::nullopt};
    InteropEnd most{combine(high), false, std::nullopt};
    for (const InteropRange& part : parts) {
        for (const InteropEnd* end : {&part.lower, &part.upper}) {
            if (!end->witness || end->witness->depths.size() != rows.size()) continue;
            const double reached = value_of(data, *end->witness, value);
            if (!least.witness && reached <= least.value + tolerance) least = {reached, true, end->witness};
            if (!most.witness && reached >= most.value - tolerance) most = {reached, true, end->witness};
        }
    }
    range.lower = range.lower.witness ? range.lower : least;
    range.upper = range.upper.witness ? range.upper : most;
    return range;
}

}  // namespace chirograph
