#include "engine/chances/law.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "engine/base/parallel.hpp"
#include "engine/chances/area_terms.hpp"
#include "engine/pair/bounds.hpp"

namespace chirograph {
namespace {

/// Entries of a table beyond which there is no room for it.
constexpr double most_entries = 2e7;

bool tied(const Constraints& constraints, std::size_t row) {
    const auto names = [row](const auto& one) { return one.row == row; };
    const auto ties = [row](const auto& one) { return std::ranges::find(one.rows, row) != one.rows.end(); };
    return std::ranges::any_of(constraints.lengths, names) || std::ranges::any_of(constraints.blocks, names) ||
           std::ranges::any_of(constraints.joint, ties) || std::ranges::any_of(constraints.common, ties);
}

/// A sum that areas add to, from its least value on: numerator or denominator of one of the ratios.
template <std::size_t Sums>
using Point = std::array<std::int64_t, Sums>;

/// Some rows and the ratios of pairs of them: what an area adds to all numerators and denominators at once.
template <std::size_t Sums>
class Table {
public:
    /// @param pairs  Sums / 2 pairs of places among the rows
    Table(const Chances& chances, const AreaTerms& terms, std::vector<std::size_t> rows, RowPairs pairs)
        : chances_(chances), terms_(terms), rows_(std::move(rows)), pairs_(std::move(pairs)) {
        for (const std::size_t row : rows_) nodes_.push_back(distinct_nodes(chances.panel, chances.nodes, row));
        for (std::size_t column = 0; column < chances.panel.columns(); ++column) add_area(column);
        double combinations = 1.0;
        for (const RowNodes& one : nodes_) combinations *= static_cast<double>(one.nodes.size());
        Point<Sums> now{};
        double additions = 0.0;
        for (const Area& area : areas_) {
            additions += entries(now) * static_cast<double>(area.outcomes.size());
            for (std::size_t i = 0; i < Sums; ++i) now[i] += area.width[i];
        }
        width_ = now;
        work_ = (additions + entries(now)) * combinations;
    }

    [[nodiscard]] double work() const { return entries(width_) > most_entries ? infinite : work_; }

    /// Calls visit(point, chance) for all that the sums can be, added up over nodes.
    template <class Visit>
    void each(const Visit& visit) const {
        std::vector<double> all(size(width_));
        std::vector<std::size_t> at(rows_.size());
        while (true) {
            double weight = 1.0;
            for (std::size_t i = 0; i < at.size(); ++i) weight *= nodes_[i].weights[at[i]];
            add(at, weight, all);
            std::size_t i = 0;
            while (i < at.size() && ++at[i] == nodes_[i].nodes.size()) at[i++] = 0;
            if (i == at.size()) break;
        }
        Point<Sums> point = base_;
        for (const double chance : all) {
            if (chance > 0.0) visit(point, chance);
            for (std::size_t i = Sums; i-- > 0;) {
                if (++point[i] <= base_[i] + width_[i]) break;
                point[i] = base_[i];
            }
        }
    }

private:
    static constexpr double infinite = std::numeric_limits<double>::infinity();

    struct Option {
        std::vector<Depth> depths;
        std::size_t outcome;
    };
    struct Area {
        std::size_t column;
        std::vector<Option> options;
        std::vector<Point<Sums>> outcomes;  ///< what it may add, each once
        Point<Sums> width{};
    };

    static double entries(const Point<Sums>& width) {
        double product = 1.0;
        for (const std::int64_t side : width) product *= static_cast<double>(side + 1);
        return product;
    }
    static std::size_t size(const Point<Sums>& width) { return static_cast<std::size_t>(entries(width)); }

    /// Every combination of depths; areas that always add the same go to the base.
    void add_area(std::size_t column) {
        const Panel& panel = chances_.panel;
        Area area{column, {}, {}, {}};
        std::vector<Depth> depths;
        for (const std::size_t row : rows_) depths.push_back(panel.lower(row, column));
        while (true) {
            area.options.push_back({depths, outcome(area, depths)});
            std::size_t i = 0;
            while (i < depths.size() && depths[i] == panel.upper(rows_[i], column)) {
                depths[i] = panel.lower(rows_[i], column);
                ++i;
            }
            if (i == depths.size()) break;
            ++depths[i];
        }
        for (std::size_t i = 0; i < Sums; ++i) {
            std::int64_t least = area.outcomes.front()[i];
            std::int64_t most = least;
            for (const Point<Sums>& adds : area.outcomes) {
                least = std::min(least, adds[i]);
                most = std::max(most, adds[i]);
            }
            area.width[i] = most - least;
            base_[i] += least;
            for (Point<Sums>& adds : area.outcomes) adds[i] -= least;
        }
        if (area.outcomes.size() > 1) areas_.push_back(std::move(area));
    }

    /// The place of what these depths add among the outcomes of the area.
    std::size_t outcome(Area& area, const std::vector<Depth>& depths) const {
        Point<Sums> adds{};
        for (std::size_t pair = 0; pair < pairs_.size(); ++pair) {
            const WholeTerms terms = terms_.at(area.column, depths[pairs_[pair].first], depths[pairs_[pair].second]);
            adds[2 * pair] = terms.f;
            adds[2 * pair + 1] = terms.g;
        }
        const auto found = std::ranges::find(area.outcomes, adds);
        const auto place = static_cast<std::size_t>(found - area.outcomes.begin());
        if (found == area.outcomes.end()) area.outcomes.push_back(adds);
        return place;
    }

    /// The chance of every outcome of an area at these nodes.
    [[nodiscard]] std::vector<double> shares(const Area& area, const std::vector<std::size_t>& at) const {
        std::vector<double> found(area.outcomes.size());
        for (const Option& option : area.options) {
            double chance = 1.0;
            for (std::size_t i = 0; i < rows_.size(); ++i) {
                chance *= chances_.nodes.chance(rows_[i], nodes_[i].nodes[at[i]], area.column)[option.depths[i]];
            }
            found[option.outcome] += chance;
        }
        return found;
    }

    void add(const std::vector<std::size_t>& at, double weight, std::vector<double>& all) const {
        Point<Sums> step{};
        std::int64_t stride = 1;
        for (std::size_t i = Sums; i-- > 0; stride *= width_[i] + 1) step[i] = stride;
        std::vector<double> now(all.size());
        std::vector<double> next(all.size());
        now[0] = weight;
        Point<Sums> reach{};
        for (const Area& area : areas_) {
            checkpoint();
            Point<Sums> further = reach;
            for (std::size_t i = 0; i < Sums; ++i) further[i] += area.width[i];
            const auto rows = [&](const Point<Sums>& sides, const auto& visit) { lines(sides, step, visit); };
            rows(further, [&](std::int64_t begin) { std::fill_n(&next[at_of(begin)], further[Sums - 1] + 1, 0.0); });
            const std::vector<double> chances = shares(area, at);
            for (std::size_t one = 0; one < chances.size(); ++one) {
                const double share = chances[one];
                if (!(share > 0.0)) continue;
                std::int64_t offset = 0;
                for (std::size_t i = 0; i < Sums; ++i) offset += area.outcomes[one][i] * step[i];
                rows(reach, [&](std::int64_t begin) {
                    const double* from = &now[at_of(begin)];
                    double* to = &next[at_of(begin + offset)];
                    for (std::int64_t i = 0; i <= reach[Sums - 1]; ++i) to[i] += share * from[i];
                });
            }
            reach = further;
            now.swap(next);
        }
        for (std::size_t i = 0; i < all.size(); ++i) all[i] += now[i];
    }

    static std::size_t at_of(std::int64_t place) { return static_cast<std::size_t>(place); }

    /// The beginnings of the lines of a box of these sides.
    template <class Visit>
    static void lines(const Point<Sums>& sides, const Point<Sums>& step, const Visit& visit) {
        Point<Sums> at{};
        while (true) {
            std::int64_t begin = 0;
            for (std::size_t i = 0; i + 1 < Sums; ++i) begin += at[i] * step[i];
            visit(begin);
            std::size_t i = Sums - 1;
            while (i > 0 && ++at[i - 1] > sides[i - 1]) at[--i] = 0;
            if (i == 0) return;
        }
    }

    const Chances& chances_;
    const AreaTerms& terms_;
    std::vector<std::size_t> rows_;
    RowPairs pairs_;
    std::vector<RowNodes> nodes_;
    std::vector<Area> areas_;
    Point<Sums> base_{};
    Point<Sums> width_{};
    double work_ = 0.0;
};

double ratio(const Chances& chances, std::int64_t f, std::int64_t g) {
    return g == 0 ? chances.convention : static_cast<double>(f) / static_cast<double>(g);
}

std::optional<Law> law_of(const Chances& chances, const AreaTerms& terms, std::pair<std::size_t, std::size_t> pair,
                          double most) {
    if (tied(chances.constraints, pair.first) || tied(chances.constraints, pair.second)) return std::nullopt;
    const Table<2> table(chances, terms, {pair.first, pair.second}, {{0, 1}});
    if (table.work() > most) return std::nullopt;
    std::map<double, double> found;
    Law law;
    // Equal fractions have equal quotients, to the bit.
    table.each([&](const Point<2>& at, double chance) {
        const double value = ratio(chances, at[0], at[1]);
        (std::isnan(value) ? law.undefined : found[value]) += chance;
    });
    for (const auto& [value, chance] : found) {
        law.values.push_back(value);
        law.chances.push_back(chance);
    }
    return law;
}

/// Two pairs that share no row are independent.
Beats independent(const Law& one, const Law& two) {
    Beats beats;
    double passed = 0.0;
    double defined = 0.0;
    for (const double chance : two.chances) defined += chance;
    std::size_t at = 0;
    for (std::size_t i = 0; i < one.values.size(); ++i) {
        while (at < two.values.size() && two.values[at] < one.values[i]) passed += two.chances[at++];
        const bool meets = at < two.values.size() && two.values[at] == one.values[i];
        const double equal = meets ? two.chances[at] : 0.0;
        beats.above += one.chances[i] * passed;
        beats.equal += one.chances[i] * equal;
        beats.below += one.chances[i] * std::max(0.0, defined - passed - equal);
    }
    return beats;
}

std::optional<Beats> shared(const Chances& chances, const AreaTerms& terms, const RowPairs& two, double most) {
    std::vector<std::size_t> rows;
    RowPairs places;
    const auto place = [&](std::size_t row) {
        const auto found = std::ranges::find(rows, row);
        if (found != rows.end()) return static_cast<std::size_t>(found - rows.begin());
        rows.push_back(row);
        return rows.size() - 1;
    };
    for (const auto& [p, q] : two) {
        const std::size_t first = place(p);
        places.emplace_back(first, place(q));
    }
    if (std::ranges::any_of(rows, [&](std::size_t row) { return tied(chances.constraints, row); })) {
        return std::nullopt;
    }
    const Table<4> table(chances, terms, rows, places);
    if (table.work() > most) return std::nullopt;
    Beats beats;
    table.each([&](const Point<4>& at, double chance) {
        const double one = ratio(chances, at[0], at[1]);
        const double other = ratio(chances, at[2], at[3]);
        if (one > other) beats.above += chance;
        if (one == other) beats.equal += chance;
        if (one < other) beats.below += chance;
    });
    return beats;
}

}  // namespace

std::vector<std::optional<Law>> laws(const Chances& chances, const RowPairs& pairs, double most, unsigned threads) {
    require_pair_indicator(chances.indicator, chances.panel);
    std::vector<std::optional<Law>> found(pairs.size());
    const auto terms = AreaTerms::of(chances.panel, chances.indicator, chances.arguments);
    if (!terms) return found;
    const double share = most / static_cast<double>(std::max<std::size_t>(pairs.size(), 1));
    parallel_rows(pairs.size(), threads,
                  [&](std::size_t at) { found[at] = law_of(chances, *terms, pairs[at], share); });
    return found;
}

std::vector<std::optional<Beats>> orders(const Chances& chances, const RowPairs& pairs,
                                         const std::vector<std::optional<Law>>& laws, double most, unsigned threads) {
    std::vector<std::pair<std::size_t, std::size_t>> comparisons;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        for (std::size_t j = i + 1; j < pairs.size(); ++j) comparisons.emplace_back(i, j);
    }
    std::vector<std::optional<Beats>> found(comparisons.size());
    const auto terms = AreaTerms::of(chances.panel, chances.indicator, chances.arguments);
    if (!terms) return found;
    const double share = most / static_cast<double>(std::max<std::size_t>(comparisons.size(), 1));
    parallel_rows(comparisons.size(), threads, [&](std::size_t at) {
        const std::size_t i = comparisons[at].first;
        const std::size_t j = comparisons[at].second;
        const auto in = [&](std::size_t row) { return row == pairs[i].first || row == pairs[i].second; };
        if (in(pairs[j].first) || in(pairs[j].second)) {
            found[at] = shared(chances, *terms, {pairs[i], pairs[j]}, share);
        } else if (laws[i] && laws[j]) {
            found[at] = independent(*laws[i], *laws[j]);
        }
    });
    return found;
}

}  // namespace chirograph
