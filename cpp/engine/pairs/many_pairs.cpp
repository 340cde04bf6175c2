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
void ManyPairs::fill(Strip<Real>& strip, const PairSums::Tile& tile, std::size_t p, std::size_t r, RowRange others,
                     bool both) const {
    const std::size_t lanes = others.size();
    const auto upper = std::span(strip.upper).first(both || !values() ? lanes : 0);
    pairs_.ends<Real>(tile, p, r, others.from, std::span(strip.lower).first(lanes), upper);
    if (std::isnan(undefined_)) return;
    std::array<std::uint8_t, lanes_of_tile> undefined;
    pairs_.undefined(tile, r, std::span(undefined).first(lanes));
    const auto number = static_cast<Real>(undefined_);
    for (std::size_t lane = 0; lane < others.size(); ++lane) {
        if (undefined[lane] == 0 && !std::isnan(strip.lower[lane])) continue;
        strip.lower[lane] = std::fmin(strip.lower[lane], number);
        if (both) strip.upper[lane] = std::fmax(strip.upper[lane], number);
    }
}

/// @param after  only others that come after a row of the four
/// @param work   (row, others, strip)
template <class Real, class Work>
void ManyPairs::each_strip(RowRange rows, RowRange others, bool after, bool both, unsigned threads,
                           const Work& work) const {
    const auto none_skipped = [](RowRange, RowRange) { return false; };
    each_tile(pairs_.sums(), rows, others, after, threads, none_skipped,
              [&](const PairSums::Tile& tile, std::size_t p, std::size_t count, RowRange here) {
                  Strip<Real> strip;
                  for (std::size_t r = 0; r < count; ++r) {
                      fill(strip, tile, p, r, here, both);
                      work(p + r, here, strip);
                  }
              });
}

template <class Real>
void ManyPairs::block(RowRange rows, RowRange others, unsigned threads, std::span<Real> lower,
                      std::span<Real> upper) const {
    each_strip<Real>(rows, others, false, !upper.empty(), threads,
                     [&](std::size_t row, RowRange here, const Strip<Real>& strip) {
                         const std::size_t from = std::max(here.from, others.from);
                         const std::size_t at = (row - rows.from) * others.size() + (from - others.from);
                         const auto copy = [&](const auto& ends, std::span<Real> out) {
                             std::copy_n(&ends[from - here.from], here.to - from, &out[at]);
                         };
                         copy(strip.lower, lower);
                         if (!upper.empty()) copy(strip.upper, upper);
                     });
    // A programme with itself: its two depths are one unknown.
    for (std::size_t row = std::max(rows.from, others.from); row < std::min(rows.to, others.to); ++row) {
        if (pairs_.known(row)) continue;
        const KindEnds self = pairs_.self(row);
        const std::size_t at = (row - rows.from) * others.size() + row - others.from;
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
    const auto place = [all](std::size_t row) { return row * (2 * all - row - 1) / 2; };
    const std::size_t first = place(wanted.from);
    each_strip<Real>(wanted, {wanted.from, all}, true, !upper.empty(), threads,
                     [&](std::size_t row, RowRange here, const Strip<Real>& strip) {
                         const std::size_t from = std::max(here.from, row + 1);
                         if (from >= here.to) return;
                         const std::size_t at = place(row) - first + from - row - 1;
                         std::copy_n(&strip.lower[from - here.from], here.to - from, &lower[at]);
                         if (!upper.empty()) std::copy_n(&strip.upper[from - here.from], here.to - from, &upper[at]);
                     });
}

template void ManyPairs::condensed(RowRange, unsigned, std::span<float>, std::span<float>) const;
template void ManyPairs::condensed(RowRange, unsigned, std::span<double>, std::span<double>) const;

}  // namespace chirograph
