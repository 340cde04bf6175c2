#include "engine/pairs/cell_kinds.hpp"

#include <array>
#include <limits>
#include <map>
#include <utility>

namespace chirograph {
namespace {

using Interval = std::pair<Depth, Depth>;

/// Intervals that the index cannot tell apart become one: with a threshold t only below, open and reached remain.
Interval reduced(Depth lower, Depth upper, const Indicator& indicator, const Arguments& arguments) {
    if (indicator.traits.uses_levels) return {lower, upper};
    const auto threshold = static_cast<Depth>(arguments.values[0]);
    const auto level = [threshold](Depth depth) { return depth >= threshold ? threshold : Depth{0}; };
    return {level(lower), level(upper)};
}

std::vector<Depth> members(Interval interval, const Indicator& indicator) {
    if (!indicator.traits.uses_levels && interval.first != interval.second) return {interval.first, interval.second};
    std::vector<Depth> depths;
    for (unsigned depth = interval.first; depth <= interval.second; ++depth) {
        depths.push_back(static_cast<Depth>(depth));
    }
    return depths;
}

}  // namespace

CellKinds::CellKinds(const Panel& panel, const Indicator& indicator, const Arguments& arguments)
    : columns_(panel.columns()) {
    constexpr std::size_t levels = depth_limit + 1;
    constexpr std::uint16_t fresh = std::numeric_limits<std::uint16_t>::max();
    std::array<std::uint16_t, levels * levels> of_interval;
    of_interval.fill(fresh);
    std::map<Interval, std::uint16_t> codes;
    kind_.reserve(panel.lower().size());
    for (std::size_t cell = 0; cell < panel.lower().size(); ++cell) {
        std::uint16_t& kind = of_interval[panel.lower()[cell] * levels + panel.upper()[cell]];
        if (kind == fresh) {
            const Interval interval = reduced(panel.lower()[cell], panel.upper()[cell], indicator, arguments);
            kind = codes.emplace(interval, static_cast<std::uint16_t>(codes.size())).first->second;
            if (kind == depths_.size()) depths_.push_back(members(interval, indicator));
        }
        kind_.push_back(kind);
    }
}

std::vector<Cell> CellKinds::cells(std::size_t one, std::size_t two, bool self) const {
    std::vector<Cell> cells;
    for (const Depth x : depths_[one]) {
        for (const Depth y : depths_[two]) {
            if (!self || x == y) cells.push_back({x, y});
        }
    }
    return cells;
}

}  // namespace chirograph
