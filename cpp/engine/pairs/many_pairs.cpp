#include "engine/pairs/many_pairs.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>
#include <utility>

#include "engine/base/error.hpp"
#include "engine/pair/bounds.hpp"
#include "engine/pair/tighten.hpp"
#include "engine/pair/weighed.hpp"

namespace chirograph {
namespace {

Panel counted_panel(const Panel& panel, const Constraints& constraints, const Indicator& indicator) {
    require_pair_indicator(indicator, panel);
    const auto refuse = [&](const std::string& value, const std::string& rule) {
        throw Error({Code::unsupported, "", "indicator '" + std::string(indicator.key) + "'", value, rule,
                     "take overlap(), which searches each pair"});
    };
    if (!constraints.empty()) refuse("constraints that tie areas", "pairs that are only counted have none");
    if (indicator.solver != &ratio_index && indicator.solver != &table_index) {
        refuse("an index of pairs of areas", "it is made of sums over areas");
    }
    if (indicator.solver == &table_index && !panel.known()) {
        refuse("unknown cells", "it is counted only where every cell is known");
    }
    return weighed(panel);
}

}  // namespace

ManyPairs::ManyPairs(const Panel& panel, const Constraints& constraints, const Indicator& indicator,
                     const Arguments& arguments, double undefined)
    : indicator_(indicator),
      arguments_(arguments),
      undefined_(undefined),
      panel_(counted_panel(panel, constraints, indicator)),
      pairs_(panel_, indicator, arguments) {}

/// With what 0/0 counts as: where a completion is 0/0 the ends reach it.
template <class Real>
void ManyPairs::fill(const PairSums::Tile& tile, std::size_t p, std::size_t r, RowRange others, std::span<Real> lower,
                     std::span<Real> upper) const {
    pairs_.ends<Real>(tile, p, r, others.from, lower, upper);
    if (std::isnan(undefined_)) return;
    std::array<std::uint8_t, lanes_of_tile> undefined;
    pairs_.undefined(tile, r, std::span(undefined).first(others.size()));
    const auto number = static_cast<Real>(undefined_);
    for (std::size_t lane = 0; lane < others.size(); ++lane) {
        if (undefined[lane] == 0 && !std::isnan(lower[lane])) continue;
        lower[lane] = std::fmin(lower[lane], number);
        if (!upper.empty()) upper[lane] = std::fmax(upper[lane], number);
    }
}
template void ManyPairs::fill(const PairSums::Tile&, std::size_t, std::size_t, RowRange, std::span<float>,
                              std::span<float>) const;
template void ManyPairs::fill(const PairSums::Tile&, std::size_t, std::size_t, RowRange, std::span<double>,
                              std::span<double>) const;

/// @param after  of each row only others that come after it
/// @param place  (row, other): where the pair is written; others follow each other
template <class Real, class Place>
void ManyPairs::write(RowRange rows, RowRange others, bool after, unsigned threads, const Place& place,
                      std::span<Real> lower, std::span<Real> upper) const {
    const auto none_skipped = [](RowRange, RowRange) { return false; };
    const auto work = [&](PairSums::Tile& tile, std::size_t p, std::size_t count, RowRange here) {
        std::array<Real, lanes_of_tile> spare;
        for (std::size_t r = 0; r < count; ++r) {
            const RowRange some{std::max({here.from, others.from, after ? p + r + 1 : 0}), here.to};
            if (some.from >= some.to) continue;
            pairs_.sums().look_at(tile, some.from - here.from, some.size());
            const std::size_t at = place(p + r, some.from);
            const auto unasked = std::span(spare).first(values() ? 0 : some.size());
            fill(tile, p, r, some, lower.subspan(at, some.size()),
                 upper.empty() ? unasked : upper.subspan(at, some.size()));
        }
    };
    each_tile(pairs_.sums(), rows, others, after, threads, none_skipped, work);
}

template <class Real>
void ManyPairs::block(RowRange rows, RowRange others, unsigned threads, std::span<Real> lower,
                      std::span<Real> upper) const {
    const auto place = [&](std::size_t row, std::size_t other) {
        return (row - rows.from) * others.size() + other - others.from;
    };
    write(rows, others, false, threads, place, lower, upper);
    // A programme with itself: its two depths are one unknown.
    for (std::size_t row = std::max(rows.from, others.from); row < std::min(rows.to, others.to); ++row) {
        if (pairs_.known(row)) continue;
        const KindEnds self = pairs_.self(row);
        const std::size_t at = place(row, row);
        const bool some = self.undefined != Undefined::never && !std::isnan(undefined_);
        lower[at] = static_cast<Real>(some ? std::fmin(self.lower, undefined_) : self.lower);
        if (!upper.empty()) upper[at] = static_cast<Real>(some ? std::fmax(self.upper, undefined_) : self.upper);
    }
}

template void ManyPairs::block(RowRange, RowRange, unsigned, std::span<float>, std::span<float>) const;
template void ManyPairs::block(RowRange, RowRange, unsigned, std::span<double>, std::span<double>) const;

template <class Real>
void ManyPairs::condensed(RowRange wanted, unsigned threads, std::span<Real> lower, std::span<Real> upper) const {
    const std::size_t all = rows();
    const auto before = [all](std::size_t row) { return row * (2 * all - row - 1) / 2; };
    const auto place = [&](std::size_t row, std::size_t other) {
        return before(row) - before(wanted.from) + other - row - 1;
    };
    write(wanted, {wanted.from, all}, true, threads, place, lower, upper);
}

template void ManyPairs::condensed(RowRange, unsigned, std::span<float>, std::span<float>) const;
template void ManyPairs::condensed(RowRange, unsigned, std::span<double>, std::span<double>) const;

}  // namespace chirograph
