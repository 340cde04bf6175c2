#include "engine/pairs/all_pairs.hpp"

#include <algorithm>
#include <array>
#include <cmath>
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
#include "engine/pairs/counted_pairs.hpp"
#include "engine/pairs/kind_table.hpp"
#include "engine/pairs/tiles.hpp"

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
    [[nodiscard]] bool wants(std::size_t p, std::size_t q) const { return !(symmetric_ && q < p) && asks(p, q); }

    /// Is none of these rows to be solved with one of the others, in this order?
    [[nodiscard]] auto skips() const {
        return [this](RowRange rows, RowRange others) {
            if (out_.asked.empty()) return false;
            for (std::size_t i = rows.from; i < rows.to; ++i) {
                for (std::size_t j = others.from; j < others.to; ++j) {
                    if (asks(i, j)) return false;
                }
            }
            return true;
        };
    }
    /// Ends of one row and others, of those that are served and were asked for.
    struct Row {
        const double* lower;
        const double* upper;
        const std::uint8_t* undefined;
    };
    void row(std::size_t p, RowRange others, std::span<const std::uint8_t> served, Row ends) const {
        for (std::size_t j = 0; j < others.size(); ++j) {
            const std::size_t q = others.from + j;
            if (served[q] == 0 || !asks(p, q)) continue;
            const std::size_t at = p * rows_ + q;
            out_.lower[at] = out_.inner_lower[at] = ends.lower[j];
            out_.upper[at] = out_.inner_upper[at] = ends.upper[j];
            out_.sharp[at] = 1;
            out_.undefined[at] = std::isnan(ends.lower[j]) ? 2 : ends.undefined[j];
            out_.spent[at] = 0;
        }
    }

private:
    [[nodiscard]] bool asks(std::size_t p, std::size_t q) const {
        return out_.asked.empty() || out_.asked[p * rows_ + q] != 0 || (symmetric_ && out_.asked[q * rows_ + p] != 0);
    }
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

Places all_wanted(const Store& store) {
    Places places;
    for (std::size_t i = 0; i < store.rows(); ++i) {
        for (std::size_t j = 0; j < store.rows(); ++j) {
            if (store.wants(i, j)) places.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j)});
        }
    }
    return places;
}

KindEnds ends_of(const TwoByTwo::Found& found, const Indicator& indicator) {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    if (!found.defined()) return {none, none, Undefined::always};
    return {std::clamp(found.lower, indicator.low, indicator.high),
            std::clamp(found.upper, indicator.low, indicator.high),
            found.undefined ? Undefined::possible : Undefined::never};
}

/// What constraints say of each row: nothing, so that all a pair may be follows from its cells; nothing but how many
/// areas are at one depth; or more.
struct RowRule {
    bool free = true;
    bool lengths_only = true;
    LengthRange length{};
};
std::vector<RowRule> rules_of(const Constraints& constraints, std::size_t rows, Depth threshold) {
    std::vector<RowRule> rules(rows);
    for (const ListLength& given : constraints.lengths) {
        RowRule& rule = rules[given.row];
        rule.free = false;
        rule.lengths_only = rule.lengths_only && given.threshold == threshold;
        rule.length = {std::max(rule.length.least, given.minimum), std::min(rule.length.most, given.maximum)};
    }
    const auto more = [&](std::size_t row) { rules[row].free = rules[row].lengths_only = false; };
    for (const AtLeastOne& block : constraints.blocks) more(block.row);
    for (const JointDomain& domain : constraints.joint) std::ranges::for_each(domain.rows, more);
    for (const Common& common : constraints.common) std::ranges::for_each(common.rows, more);
    return rules;
}

/// Pairs whose ends are sums of areas, all at once; which pairs are left.
Places solve_sums(const Panel& panel, const std::vector<RowRule>& rules, const Indicator& indicator,
                  const Arguments& arguments, unsigned threads, const Store& store) {
    const CountedPairs pairs(panel, indicator, arguments);
    std::vector<std::uint8_t> served;
    for (std::size_t row = 0; row < panel.rows(); ++row) served.push_back(rules[row].free && pairs.holds(row) ? 1 : 0);
    const auto work = [&](const PairSums::Tile& tile, std::size_t p, std::size_t count, RowRange others) {
        std::array<double, lanes_of_tile> lower;
        std::array<double, lanes_of_tile> upper;
        std::array<std::uint8_t, lanes_of_tile> undefined;
        for (std::size_t r = 0; r < count; ++r) {
            if (served[p + r] == 0) continue;
            const std::size_t row = p + r;
            const std::size_t lanes = others.size();
            pairs.ends<double>(tile, p, r, others.from, std::span(lower).first(lanes), std::span(upper).first(lanes));
            pairs.undefined(tile, r, std::span(undefined).first(lanes));
            store.row(row, others, served, {lower.data(), upper.data(), undefined.data()});
            if (row >= others.from && row < others.to && !pairs.known(row) && store.wants(row, row)) {
                store(row, row, pairs.self(row));
            }
        }
    };
    each_tile(pairs.sums(), {0, panel.rows()}, {0, panel.rows()}, false, threads, store.skips(), work);
    if (std::ranges::find(served, 0) == served.end()) return {};
    Places left = all_wanted(store);
    std::erase_if(left, [&](Place place) { return served[place.p] != 0 && served[place.q] != 0; });
    return left;
}

/// What each pair of kinds of two levels holds, for indices of two lists: places 3 (x) + (y), of below, open and at.
std::vector<KindNumbers> kinds_of_lists(const CellKinds& kinds) {
    std::vector<KindNumbers> held(9, KindNumbers(kinds.size() * kinds.size(), 0.0));
    const auto stands = [&](std::size_t kind) {
        return kinds.least(kind) != kinds.most(kind) ? 1U : kinds.most(kind) > 0 ? 2U : 0U;
    };
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        for (std::size_t j = 0; j < kinds.size(); ++j) held[3 * stands(i) + stands(j)][i * kinds.size() + j] = 1.0;
    }
    return held;
}

/// Indices of two lists, where areas weigh the same and no more is known than how long lists are.
void solve_lists(const Panel& panel, const std::vector<RowRule>& rules, const Indicator& indicator,
                 const Arguments& arguments, unsigned threads, const Store& store, Places& left) {
    const TwoByTwo table(indicator, arguments, panel.columns(), true);
    const CellKinds kinds(panel, indicator, arguments);
    const auto held = kinds_of_lists(kinds);
    const PairSums sums(panel, kinds, held, plan_of(kinds, held), {});
    std::vector<std::uint8_t> solved(panel.rows() * panel.rows(), 0);
    for (const Place place : left) {
        const bool serves = rules[place.p].lengths_only && rules[place.q].lengths_only;
        solved[place.p * panel.rows() + place.q] = serves ? 1 : 0;
    }
    const auto work = [&](const PairSums::Tile& tile, std::size_t p, std::size_t count, RowRange others) {
        std::array<std::array<double, lanes_of_tile>, 9> counted;
        for (std::size_t r = 0; r < count; ++r) {
            for (std::size_t kind = 0; kind < counted.size(); ++kind) {
                sums.values(tile, r, kind, counted[kind].data());
            }
            for (std::size_t lane = 0; lane < others.size(); ++lane) {
                const std::size_t q = others.from + lane;
                std::uint8_t& wanted = solved[(p + r) * panel.rows() + q];
                if (wanted == 0) continue;
                TableKinds counts;
                for (std::size_t kind = 0; kind < counts.size(); ++kind) {
                    counts[kind] = static_cast<std::size_t>(counted[kind][lane]);
                }
                const bool same = p + r == q;
                if (same) {
                    counts = {};
                    counts[0] = static_cast<std::size_t>(counted[0][lane]);
                    counts[4] = static_cast<std::size_t>(counted[4][lane]);
                    counts[8] = static_cast<std::size_t>(counted[8][lane]);
                }
                const TwoByTwo::Found found = same ? table.self(counts[4], counts[8], rules[p + r].length)
                                                   : table.ends(counts, rules[p + r].length, rules[q].length);
                if (!found.any()) {
                    wanted = 0;  // the general solver says why
                    continue;
                }
                store(p + r, q, ends_of(found, indicator));
            }
        }
    };
    each_tile(sums, {0, panel.rows()}, {0, panel.rows()}, false, threads, store.skips(), work);
    std::erase_if(left, [&](Place place) { return solved[place.p * panel.rows() + place.q] != 0; });
}

/// Table indices of whole weights of few kinds: the greatest and the least sum of terms for every vector of margins.
void solve_tables(const Panel& panel, const std::vector<RowRule>& rules, const Indicator& indicator,
                  const Arguments& arguments, unsigned threads, const Store& store, Places& left) {
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
    if (!whole || distinct.size() > most_classes || !whole_sums(weights, panel.max_depth())) return;
    const CellKinds kinds(panel, indicator, arguments);
    const KindTable table(kinds, indicator, arguments, weights, distinct, false);
    const KindTable self(kinds, indicator, arguments, weights, distinct, true);
    std::vector<std::uint8_t> solved(left.size(), 0);
    constexpr std::size_t some = 64;
    parallel_rows((left.size() + some - 1) / some, threads, [&](std::size_t part) {
        KindSearch pair(table);
        KindSearch alone(self);
        std::vector<double> counts(distinct.size() * kinds.size() * kinds.size());
        for (std::size_t at = part * some; at < std::min(left.size(), (part + 1) * some); ++at) {
            const auto [p, q] = left[at];
            if (!rules[p].free || !rules[q].free) continue;
            std::ranges::fill(counts, 0.0);
            for (std::size_t column = 0; column < panel.columns(); ++column) {
                counts[(classes[column] * kinds.size() + kinds.at(p, column)) * kinds.size() + kinds.at(q, column)] +=
                    1.0;
            }
            const auto ends = p == q ? alone.ends(counts) : pair.ends(counts);
            if (ends) store(p, q, *ends);
            solved[at] = ends ? 1 : 0;
        }
    });
    std::size_t at = 0;
    std::erase_if(left, [&](Place) { return solved[at++] != 0; });
}

/// What can be solved from counts alone is; which pairs are left. Preparing looks once at every two kinds of cell, the
/// general solver at every area of every pair. The panel alone decides, so that a pair has the same bits whatever else
/// is asked for.
Places count_all(const Panel& tight, const Constraints& constraints, const Indicator& indicator,
                 const Arguments& arguments, unsigned threads, const Store& store) {
    const Panel panel = weighed(tight);
    const auto rows = static_cast<double>(panel.rows());
    const auto kinds = static_cast<double>(CellKinds(panel, indicator, arguments).size());
    const bool two_levels = TwoByTwo::serves(indicator, panel.max_depth());
    const double threshold = indicator.traits.uses_levels ? 1.0 : arguments.values[0];
    const auto rules = rules_of(constraints, panel.rows(), static_cast<Depth>(threshold));
    if (kinds * kinds > 0.5 * rows * rows * static_cast<double>(panel.columns())) return all_wanted(store);
    Places left = CountedPairs::serves(panel, indicator)
                      ? solve_sums(panel, rules, indicator, arguments, threads, store)
                      : all_wanted(store);
    if (left.empty()) return left;
    if (two_levels && panel.equal_weights() && panel.columns() == tight.columns()) {
        solve_lists(panel, rules, indicator, arguments, threads, store, left);
    } else if (indicator.solver == &table_index) {
        solve_tables(panel, rules, indicator, arguments, threads, store, left);
    }
    return left;
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
    const Places left = count_all(tight, constraints, indicator, arguments, threads, store);
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
