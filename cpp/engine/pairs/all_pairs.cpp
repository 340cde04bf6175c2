#include "engine/pairs/all_pairs.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <numeric>
#include <optional>

#include "engine/base/parallel.hpp"
#include "engine/base/watch.hpp"
#include "engine/pair/bounds.hpp"
#include "engine/pair/tighten.hpp"
#include "engine/pair/two_by_two.hpp"
#include "engine/pair/weighed.hpp"
#include "engine/pairs/bit_planes.hpp"
#include "engine/pairs/kind_ratio.hpp"
#include "engine/pairs/kind_table.hpp"
#include "engine/pairs/products.hpp"

namespace chirograph {
namespace {

class Store {
public:
    Store(const PairMatrices& out, std::size_t rows, bool symmetric) : out_(out), rows_(rows), symmetric_(symmetric) {
        if (out.asked.empty()) return;
        constexpr double none = std::numeric_limits<double>::quiet_NaN();
        for (const auto ends : {out.lower, out.upper, out.inner_lower, out.inner_upper}) std::ranges::fill(ends, none);
        for (const auto flags : {out.sharp, out.undefined}) std::ranges::fill(flags, std::uint8_t{0});
        std::ranges::fill(out.spent, std::uint64_t{0});
    }

    void operator()(std::size_t p, std::size_t q, const Range& range) const {
        one(p * rows_ + q, range);
        if (symmetric_ && p != q) one(q * rows_ + p, range);
    }
    void operator()(std::size_t p, std::size_t q, const KindEnds& ends) const {
        const Bound lower{ends.lower, true, {}, ends.lower};
        const Bound upper{ends.upper, true, {}, ends.upper};
        (*this)(p, q, {lower, upper, ends.undefined != Undefined::never, ends.undefined != Undefined::always});
    }
    [[nodiscard]] std::size_t spent(std::size_t p, std::size_t q) const { return out_.spent[p * rows_ + q]; }
    [[nodiscard]] bool open(std::size_t p, std::size_t q) const { return out_.sharp[p * rows_ + q] == 0; }
    [[nodiscard]] std::size_t rows() const { return rows_; }
    /// Is the pair to be solved? Where the order does not matter one of the two is, whichever was asked for.
    [[nodiscard]] bool wants(std::size_t p, std::size_t q) const {
        if (symmetric_ && q < p) return false;
        if (out_.asked.empty() || out_.asked[p * rows_ + q] != 0) return true;
        return symmetric_ && out_.asked[q * rows_ + p] != 0;
    }

private:
    void one(std::size_t at, const Range& range) const {
        out_.lower[at] = range.lower.value;
        out_.upper[at] = range.upper.value;
        out_.inner_lower[at] = range.lower.attained;
        out_.inner_upper[at] = range.upper.attained;
        out_.sharp[at] = range.lower.sharp && range.upper.sharp ? 1 : 0;
        out_.undefined[at] = static_cast<std::uint8_t>(undefined_state(range));
        out_.spent[at] = range.spent;
    }

    const PairMatrices& out_;
    std::size_t rows_;
    bool symmetric_;
};

struct Place {
    std::uint32_t p;
    std::uint32_t q;
};
using Places = std::vector<Place>;

/// The pairs to solve in the square of `side` rows that begins at rows p and q.
Places wanted(const Store& store, std::size_t p, std::size_t q, std::size_t side) {
    Places places;
    for (std::size_t i = p; i < std::min(store.rows(), p + side); ++i) {
        for (std::size_t j = q; j < std::min(store.rows(), q + side); ++j) {
            if (store.wants(i, j)) places.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j)});
        }
    }
    return places;
}

Places all_wanted(const Store& store) {
    return wanted(store, 0, 0, store.rows());
}

/// Rows that no constraint names: all that such a pair may be follows from its cells.
std::vector<std::uint8_t> free_rows(const Constraints& constraints, std::size_t rows) {
    std::vector<std::uint8_t> free(rows, 1);
    for (const ListLength& length : constraints.lengths) free[length.row] = 0;
    for (const AtLeastOne& block : constraints.blocks) free[block.row] = 0;
    for (const JointDomain& domain : constraints.joint) {
        for (const std::size_t row : domain.rows) free[row] = 0;
    }
    for (const Common& common : constraints.common) {
        for (const std::size_t row : common.rows) free[row] = 0;
    }
    return free;
}

/// Solves pairs of free rows from what their kinds hold, tile by tile; which pairs are left.
/// @param solver  gives each tile its own function of (self, numbers) that returns ends or nothing
template <class Counts, class Solver>
Places solve_counted(const Counts& counts, const std::vector<std::uint8_t>& free, unsigned threads, const Store& store,
                     const Solver& solver) {
    constexpr std::size_t tile_rows = 16;  // so that what a tile needs stays near
    const std::size_t across = (store.rows() + tile_rows - 1) / tile_rows;
    std::vector<Places> left(across * across);
    parallel_rows(left.size(), threads, [&](std::size_t tile) {
        const Places places = wanted(store, tile / across * tile_rows, tile % across * tile_rows, tile_rows);
        if (places.empty()) return;
        std::vector<double> held(places.size() * counts.size());
        const auto of = [&](std::size_t at) { return std::span(held).subspan(at * counts.size(), counts.size()); };
        // All of them first: a number that was just written is slow to read.
        for (std::size_t at = 0; at < places.size(); ++at) counts.count(places[at].p, places[at].q, of(at));
        auto solve = solver();
        for (std::size_t at = 0; at < places.size(); ++at) {
            if (at % tile_rows == 0) checkpoint();
            const auto [p, q] = places[at];
            std::optional<KindEnds> ends;
            if (free[p] != 0 && free[q] != 0) ends = solve(p == q, of(at));
            ends ? store(p, q, *ends) : left[tile].push_back(places[at]);
        }
    });
    Places all;
    for (const Places& places : left) all.insert(all.end(), places.begin(), places.end());
    return all;
}

Places count_ratios(const Panel& panel, const CellKinds& kinds, const std::vector<std::uint8_t>& free,
                    const Indicator& indicator, const Arguments& arguments, unsigned threads, const Store& store) {
    const KindRatio ratio(kinds, indicator, arguments, false);
    const KindRatio self(kinds, indicator, arguments, true);
    const auto solver = [&] {
        return [&](bool same, std::span<const double> held) -> std::optional<KindEnds> {
            return same ? self.ends(held) : ratio.ends(held);
        };
    };
    if (panel.equal_weights()) {
        const BitPlanes planes(panel, kinds, std::vector<std::size_t>(panel.columns()));
        return solve_counted(planes, free, threads, store, solver);
    }
    return solve_counted(Products(panel, kinds, computing_weights(panel)), free, threads, store, solver);
}

/// Indices of a 2x2 table where areas weigh the same.
Places count_lists(const Panel& panel, const CellKinds& kinds, const std::vector<std::uint8_t>& free,
                   const Indicator& indicator, const Arguments& arguments, unsigned threads, const Store& store) {
    const TwoByTwo table(indicator, arguments, panel.columns(), true);
    std::vector<std::size_t> stands;  // below, open, at
    for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
        const auto cells = kinds.cells(kind, kind, true);
        stands.push_back(cells.size() > 1 ? 1U : cells.front().x > 0 ? 2U : 0U);
    }
    const auto solver = [&] {
        return [&](bool same, std::span<const double> counts) -> std::optional<KindEnds> {
            TableKinds held{};
            for (std::size_t at = 0; at < counts.size(); ++at) {
                held[3 * stands[at / kinds.size()] + stands[at % kinds.size()]] += static_cast<std::size_t>(counts[at]);
            }
            const TwoByTwo::Found found = same ? table.self(held[4], held[8]) : table.ends(held);
            constexpr double none = std::numeric_limits<double>::quiet_NaN();
            if (!found.defined()) return KindEnds{none, none, Undefined::always};
            return KindEnds{std::clamp(found.lower, indicator.low, indicator.high),
                            std::clamp(found.upper, indicator.low, indicator.high),
                            found.undefined ? Undefined::possible : Undefined::never};
        };
    };
    return solve_counted(BitPlanes(panel, kinds, std::vector<std::size_t>(panel.columns())), free, threads, store,
                         solver);
}

Places count_tables(const Panel& panel, const CellKinds& kinds, const std::vector<std::uint8_t>& free,
                    const Indicator& indicator, const Arguments& arguments, unsigned threads, const Store& store) {
    constexpr std::size_t most_classes = 8;
    const std::vector<double> weights =
        panel.equal_weights() ? std::vector<double>(panel.columns(), 1.0) : computing_weights(panel);
    std::vector<double> distinct;
    std::vector<std::size_t> classes;
    for (const double weight : weights) {
        const auto same = std::find(distinct.begin(), distinct.end(), weight);
        classes.push_back(static_cast<std::size_t>(same - distinct.begin()));
        if (same == distinct.end()) distinct.push_back(weight);
    }
    const bool whole = panel.equal_weights() || !panel.whole_weights().empty();
    if (!whole || distinct.size() > most_classes || !whole_sums(weights, panel.max_depth())) {
        return all_wanted(store);
    }
    if (distinct.size() == 1 && TwoByTwo::serves(indicator, panel.max_depth())) {
        return count_lists(panel, kinds, free, indicator, arguments, threads, store);
    }
    const KindTable table(kinds, indicator, arguments, weights, distinct, false);
    const KindTable self(kinds, indicator, arguments, weights, distinct, true);
    const auto solver = [&] {
        return [pair = KindSearch(table), alone = KindSearch(self)](bool same, std::span<const double> counts) mutable {
            return same ? alone.ends(counts) : pair.ends(counts);
        };
    };
    return solve_counted(BitPlanes(panel, kinds, classes), free, threads, store, solver);
}

/// What can be solved from counts alone is; which pairs are left. Preparing looks once at every two kinds of cell, the
/// general solver at every area of every pair. The panel alone decides, so that a pair has the same bits whatever else
/// is asked for.
Places count_all(const Panel& panel, const Constraints& constraints, const Indicator& indicator,
                 const Arguments& arguments, unsigned threads, const Store& store) {
    const auto rows = static_cast<double>(panel.rows());
    const CellKinds kinds(panel, indicator, arguments);
    const auto size = static_cast<double>(kinds.size());
    const bool pays = size * size <= 0.5 * rows * rows * static_cast<double>(panel.columns());
    const auto count = indicator.solver == &ratio_index   ? count_ratios
                       : indicator.solver == &table_index ? count_tables
                                                          : nullptr;
    if (!pays || count == nullptr) return all_wanted(store);
    return count(panel, kinds, free_rows(constraints, panel.rows()), indicator, arguments, threads, store);
}

/// Every pair with an equal share of the steps, and those that an end is open of for want of them once more, with what
/// the others left; what a pair could take.
template <class Solve>
std::size_t solve_each(const Places& left, const CallBudget& budget, unsigned threads, const Store& store,
                       const Solve& solve) {
    const auto solve_all = [&](const Places& places, std::size_t steps) {
        if (Watch* watch = Watch::here()) watch->expect(places.size());
        parallel_rows(places.size(), threads, [&](std::size_t at) {
            const auto [p, q] = places[at];
            store(p, q, solve(p, q, Budget{budget.pair.states, steps}));
            if (Watch* watch = Watch::here()) watch->advance(1);
        });
    };
    const auto share_of = [&](std::size_t steps, const Places& places) {
        return std::min(budget.pair.steps, steps / std::max<std::size_t>(places.size(), 1));
    };
    const std::size_t share = share_of(budget.total, left);
    solve_all(left, share);
    std::size_t unspent = budget.total;
    Places open;
    for (const auto [p, q] : left) {
        unspent -= std::min(unspent, store.spent(p, q));
        if (store.open(p, q) && 2 * store.spent(p, q) >= share) open.push_back({p, q});
    }
    const std::size_t second = share_of(unspent, open);
    if (open.empty() || second / 2 < share || late()) return share;
    solve_all(open, second);
    return second;
}

}  // namespace

Undefined undefined_state(const Range& range) {
    if (!range.defined_possible) return Undefined::always;
    return range.undefined_possible ? Undefined::possible : Undefined::never;
}

std::size_t bound_all(const Panel& panel, const Constraints& constraints, const Indicator& indicator,
                      const Arguments& arguments, unsigned threads, const PairMatrices& out, const CallBudget& budget) {
    require_pair_indicator(indicator, panel);
    const Store store(out, panel.rows(), indicator.traits.symmetric);
    const Panel tight = tightened(panel, constraints);
    const Places left = count_all(weighed(tight), constraints, indicator, arguments, threads, store);
    return solve_each(left, budget, threads, store, [&](std::size_t p, std::size_t q, const Budget& share) {
        return bound_range(pair_problem(tight, constraints, p, q), indicator, arguments, share);
    });
}

std::size_t scoring_free_all(const Panel& panel, const Constraints& constraints, unsigned threads,
                             const PairMatrices& out, const CallBudget& budget) {
    const Store store(out, panel.rows(), true);
    const Panel tight = tightened(panel, constraints);
    const Places left = all_wanted(store);
    return solve_each(left, budget, threads, store, [&](std::size_t p, std::size_t q, const Budget& share) {
        return scoring_free_range(pair_problem(tight, constraints, p, q), share);
    });
}

}  // namespace chirograph
