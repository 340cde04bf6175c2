#include "engine/pairs/counted_pairs.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <set>
#include <utility>

#include "engine/base/watch.hpp"
#include "engine/pair/table.hpp"

namespace chirograph {
namespace {

constexpr double no_value = std::numeric_limits<double>::quiet_NaN();
constexpr int most_rounds = 1000;

/// Drops options that another option beats at every ratio between low and high. sign 1 minimises f - ratio g.
std::vector<Terms> frontier(const std::vector<Terms>& options, double low, double high, double sign) {
    std::vector<Terms> kept;
    const auto beats = [&](Terms a, Terms b) {
        return sign * ((a.f - b.f) - low * (a.g - b.g)) <= 0 && sign * ((a.f - b.f) - high * (a.g - b.g)) <= 0;
    };
    for (const Terms option : options) {
        if (std::any_of(kept.begin(), kept.end(), [&](Terms k) { return beats(k, option); })) continue;
        std::erase_if(kept, [&](Terms k) { return beats(option, k); });
        kept.push_back(option);
    }
    return kept;
}

/// The ratio from which on the second is better than the first.
double changes_at(Terms first, Terms second) {
    return (second.f - first.f) / (second.g - first.g);
}

/// Drops options between two others that are best at no ratio, so that each change is at a higher one than the last.
void drop_never_best(std::vector<Terms>& options) {
    std::vector<Terms> kept;
    for (const Terms option : options) {
        while (kept.size() > 1 && changes_at(kept[kept.size() - 2], kept.back()) >= changes_at(kept.back(), option)) {
            kept.pop_back();
        }
        kept.push_back(option);
    }
    options = std::move(kept);
}

/// The number of these sums among those made so far.
std::size_t number_of(std::vector<KindNumbers>& made, const KindNumbers& sum) {
    const auto same = std::find(made.begin(), made.end(), sum);
    if (same != made.end()) return static_cast<std::size_t>(same - made.begin());
    made.push_back(sum);
    return made.size() - 1;
}

bool zero_alike(const KindNumbers& one, const KindNumbers& two) {
    return std::equal(one.begin(), one.end(), two.begin(), [](double x, double y) { return (x > 0.0) == (y > 0.0); });
}

std::vector<std::uint8_t> known_rows(const Panel& panel) {
    std::vector<std::uint8_t> known;
    for (std::size_t row = 0; row < panel.rows(); ++row) {
        known.push_back(std::ranges::equal(panel.lower_row(row), panel.upper_row(row)) ? 1 : 0);
    }
    return known;
}

/// A table index looks at rows that are known, so only their depths are told apart.
Panel least_depths(const Panel& panel) {
    return {panel.rows(),
            panel.columns(),
            {panel.lower().begin(), panel.lower().end()},
            {panel.lower().begin(), panel.lower().end()},
            {panel.weights().begin(), panel.weights().end()},
            panel.max_depth()};
}

}  // namespace

bool CountedPairs::serves(const Panel& panel, const Indicator& indicator) {
    if (indicator.solver == &ratio_index) return true;
    if (indicator.solver != &table_index) return false;
    const auto known = known_rows(panel);
    return std::find(known.begin(), known.end(), 1) != known.end();
}

CountedPairs::CountedPairs(const Panel& panel, const Indicator& indicator, const Arguments& arguments)
    : indicator_(indicator),
      arguments_(arguments),
      table_(indicator.solver == &table_index),
      all_known_(panel.known()),
      columns_(panel.columns()),
      weights_(panel.equal_weights() ? std::vector<double>{} : computing_weights(panel)),
      known_(known_rows(panel)),
      kinds_(table_ ? CellKinds(least_depths(panel), indicator, arguments) : CellKinds(panel, indicator, arguments)),
      sums_(panel, kinds_, numbers(), plan_, weights_) {
    plan_.reset();
    if (table_) {
        lay_out_margins(panel);
        if (!by_margins_) lay_out_between();
        return;
    }
    wide_columns_.resize(panel.rows());
    for (std::size_t row = 0; row < panel.rows(); ++row) {
        for (std::size_t column = 0; column < columns_; ++column) {
            if (wide_[kinds_.at(row, column)] != 0) wide_columns_[row].push_back(static_cast<std::uint32_t>(column));
        }
        sums_.add_effort(20.0 * static_cast<double>(wide_columns_[row].size()) / static_cast<double>(panel.rows()));
    }
}

/// Every sum that is wanted of two kinds, each once.
CountedPairs::Made CountedPairs::numbers() {
    if (table_) return table_numbers();
    const std::size_t size = kinds_.size();
    std::vector<KindNumbers> base[2] = {std::vector<KindNumbers>(2), std::vector<KindNumbers>(2)};
    KindNumbers full;
    KindNumbers least;
    wide_.assign(size, 0);
    for (End& end : ends_) end.choices.emplace_back();
    for (std::size_t i = 0; i < size; ++i) {
        for (std::size_t j = 0; j < size; ++j) {
            std::vector<Terms> options;
            for (const Cell cell : kinds_.cells(i, j, false)) options.push_back(indicator_.terms(cell, arguments_));
            const auto by_g = [](Terms a, Terms b) { return a.g < b.g; };
            const auto [fewest, most] = std::minmax_element(options.begin(), options.end(), by_g);
            least.push_back(fewest->g);
            full.push_back(most->g);
            end_of(i * size + j, options, 1.0, base[0]);
            end_of(i * size + j, options, -1.0, base[1]);
        }
        std::vector<Terms> alone;
        for (const Cell cell : kinds_.cells(i, i, true)) alone.push_back(indicator_.terms(cell, arguments_));
        self_.push_back(std::move(alone));
    }
    const auto gather = [&](bool in_parts) {
        Made made;
        for (std::size_t at = 0; at < 2; ++at) {
            ends_[at].parts = {{number_of(made, base[at].front()), number_of(made, base[at].back())}};
            if (in_parts && !take_parts(made, base[at], ends_[at])) return Made{};
            full_is_needed_[at] = !zero_alike(base[at].back(), full);
        }
        if (full_is_needed_[0] || full_is_needed_[1]) full_ = number_of(made, full);
        least_ = number_of(made, least);
        plan_ = weights_.empty() ? plan_of(kinds_, made) : std::nullopt;
        constexpr std::size_t few = 8;
        return in_parts && !plan_ && made.size() > few ? Made{} : made;
    };
    Made made = gather(true);
    if (made.empty()) return gather(false);
    for (End& end : ends_) end.choices.resize(1);
    std::ranges::fill(wide_, std::uint8_t{0});
    return made;
}

/// One part more for each ratio at which a choice changes: all that have changed by then. False where they are many.
bool CountedPairs::take_parts(Made& made, const std::vector<KindNumbers>& base, End& end) const {
    constexpr std::size_t most_parts = 8;
    std::set<double> ratios;
    for (const auto& choice : end.choices) {
        for (std::size_t o = 1; o < choice.size(); ++o) ratios.insert(changes_at(choice[o - 1], choice[o]));
    }
    if (ratios.size() >= most_parts) return false;
    for (const double ratio : ratios) {
        KindNumbers f = base.front();
        KindNumbers g = base.back();
        for (std::size_t at = 0; at < f.size(); ++at) {
            const auto& choice = end.choices[end.choice[at]];
            if (choice.empty()) continue;
            std::size_t taken = 0;
            while (taken + 1 < choice.size() && changes_at(choice[taken], choice[taken + 1]) <= ratio) ++taken;
            f[at] += choice[taken].f;
            g[at] += choice[taken].g;
        }
        end.parts.push_back({number_of(made, f), number_of(made, g)});
    }
    return true;
}

/// The choice with the least of f at the lower end, with the most at the upper one, and by how much others differ.
void CountedPairs::end_of(std::size_t at, const std::vector<Terms>& options, double sign, Made& made) {
    const auto kept = frontier(options, indicator_.low, indicator_.high, sign);
    const auto before = [sign](Terms a, Terms b) { return sign * a.f < sign * b.f; };
    const Terms base = *std::min_element(kept.begin(), kept.end(), before);
    made.front().push_back(base.f);
    made.back().push_back(base.g);
    End& end = ends_[sign > 0 ? 0 : 1];
    end.choice.push_back(0);
    if (kept.size() == 1) return;
    std::vector<Terms> more;
    for (const Terms option : kept) more.push_back({option.f - base.f, option.g - base.g});
    std::sort(more.begin(), more.end(), before);
    drop_never_best(more);
    const auto alike = [&](const std::vector<Terms>& other) {
        return std::ranges::equal(more, other, [](Terms a, Terms b) { return a.f == b.f && a.g == b.g; });
    };
    const auto same = std::find_if(end.choices.begin(), end.choices.end(), alike);
    end.choice.back() = static_cast<std::uint32_t>(same - end.choices.begin());
    if (same == end.choices.end()) end.choices.push_back(std::move(more));
    for (const std::size_t kind : {at / kinds_.size(), at % kinds_.size()}) {
        if (kinds_.least(kind) != kinds_.most(kind)) wide_[kind] = 1;
    }
}

/// Where the best choices of an end add nothing below, f is as much of g as it can be, whatever else is chosen: both
/// ends are the same.
template <class Real>
void CountedPairs::ends(const PairSums::Tile& tile, std::size_t p, std::size_t r, std::size_t q, std::span<Real> lower,
                        std::span<Real> upper) const {
    static const std::vector<Real> undefined(lanes_of_tile, std::numeric_limits<Real>::quiet_NaN());
    if (table_) {
        tables(tile, p + r, r, q, lower);
    } else if (!full_is_needed_[0]) {
        ratios<Real>(tile, p, r, q, 1.0, undefined, lower);
    }
    if (all_known_ || table_) {
        if (!upper.empty()) std::copy(lower.begin(), lower.end(), upper.begin());
        return;
    }
    if (!full_is_needed_[0]) return ratios<Real>(tile, p, r, q, -1.0, lower, upper);
    std::vector<Real> high = undefined;
    if (full_is_needed_[1]) {
        std::array<double, lanes_of_tile> full;
        sums_.values(tile, r, full_, full.data());
        for (std::size_t lane = 0; lane < lower.size(); ++lane) {
            if (full[lane] > 0.0) high[lane] = static_cast<Real>(indicator_.low);
        }
    }
    ratios<Real>(tile, p, r, q, -1.0, high, upper);
    for (std::size_t lane = 0; lane < lower.size(); ++lane) {
        high[lane] = std::isnan(upper[lane]) ? upper[lane] : static_cast<Real>(indicator_.high);
    }
    ratios<Real>(tile, p, r, q, 1.0, high, lower);
}

template void CountedPairs::ends(const PairSums::Tile&, std::size_t, std::size_t, std::size_t, std::span<float>,
                                 std::span<float>) const;
template void CountedPairs::ends(const PairSums::Tile&, std::size_t, std::size_t, std::size_t, std::span<double>,
                                 std::span<double>) const;

template <class Real>
void CountedPairs::ratios(const PairSums::Tile& tile, std::size_t p, std::size_t r, std::size_t q, double sign,
                          std::span<const Real> empty, std::span<Real> out) const {
    const End& end = ends_[sign > 0 ? 0 : 1];
    sums_.quotients(tile, r, end.parts[0].f, end.parts[0].g, empty.data(), out.data());
    std::array<Real, lanes_of_tile> other;
    for (std::size_t part = 1; part < end.parts.size(); ++part) {
        sums_.quotients(tile, r, end.parts[part].f, end.parts[part].g, empty.data(), other.data());
        const auto times = static_cast<Real>(sign);
        for (std::size_t lane = 0; lane < out.size(); ++lane) {
            const bool better = times * other[lane] < times * out[lane] || out[lane] != out[lane];
            out[lane] = better ? other[lane] : out[lane];
        }
    }
    if (end.choices.size() < 2) return;
    std::array<double, lanes_of_tile> f;
    std::array<double, lanes_of_tile> g;
    sums_.values(tile, r, end.parts[0].f, f.data());
    sums_.values(tile, r, end.parts[0].g, g.data());
    for (std::size_t lane = 0; lane < out.size() && q + lane < sums_.rows(); ++lane) {
        if (lane % 16 == 0) checkpoint();
        const double found = chosen(p + r, q + lane, {f[lane], g[lane]}, sign);
        if (!std::isnan(found)) out[lane] = static_cast<Real>(found);
    }
}

/// Of areas that leave a choice, the best one at the ratio that the others lead to; NaN when there are none.
double CountedPairs::chosen(std::size_t p, std::size_t q, Terms sum, double sign) const {
    const End& end = ends_[sign > 0 ? 0 : 1];
    static thread_local std::vector<Item> items;
    items.clear();
    // In the order of the columns, whichever of the two comes first.
    const std::vector<std::uint32_t>& in_p = wide_columns_[p];
    const std::vector<std::uint32_t>& in_q = wide_columns_[q];
    for (std::size_t i = 0, j = 0; i < in_p.size() || j < in_q.size();) {
        const bool first = j == in_q.size() || (i < in_p.size() && in_p[i] <= in_q[j]);
        const std::uint32_t column = first ? in_p[i] : in_q[j];
        if (j < in_q.size() && in_q[j] == column) ++j;
        if (first) ++i;
        const std::uint32_t choice = end.choice[kinds_.at(p, column) * kinds_.size() + kinds_.at(q, column)];
        if (choice != 0) items.push_back({weights_.empty() ? 1.0 : weights_[column], &end.choices[choice]});
    }
    return items.empty() ? no_value : best(sum, items, sign);
}

/// Dinkelbach: from the largest denominator on, the options that are best at the ratio so far.
double CountedPairs::best(Terms fixed, std::span<const Item> items, double sign) {
    const auto total = [&](const auto& cost) {
        Terms sum = fixed;
        for (const Item& item : items) {
            const auto least = std::min_element(item.options->begin(), item.options->end(),
                                                [&](Terms a, Terms b) { return cost(a) < cost(b); });
            sum.f += item.weight * least->f;
            sum.g += item.weight * least->g;
        }
        return sum;
    };
    Terms sum = total([](Terms term) { return -term.g; });
    if (!(sum.g > 0.0)) return no_value;
    for (int round = 0; round < most_rounds; ++round) {
        const Terms next = total([&](Terms term) { return sign * (term.f * sum.g - term.g * sum.f); });
        if (!(next.g > 0.0) || !(sign * (next.f * sum.g - sum.f * next.g) < 0.0)) break;
        sum = next;
    }
    return sum.f / sum.g;
}

double CountedPairs::most(RowRange rows, RowRange others) const {
    constexpr double any = std::numeric_limits<double>::infinity();
    if (table_ || indicator_.low < 0.0 || indicator_.high > 1.0) return any;
    if (ends_[1].parts.size() > 1 || ends_[1].choices.size() > 1) return any;
    const double found =
        sums_.most(rows.from, rows.to, others.from, others.to, ends_[1].parts[0].f, ends_[1].parts[0].g);
    return found * (1.0 + 1e-9);
}

void CountedPairs::undefined(const PairSums::Tile& tile, std::size_t r, std::span<std::uint8_t> out) const {
    if (table_) {
        std::ranges::fill(out, std::uint8_t{0});
        return;
    }
    std::array<double, lanes_of_tile> least;
    sums_.values(tile, r, least_, least.data());
    for (std::size_t lane = 0; lane < out.size(); ++lane) out[lane] = least[lane] > 0.0 ? 0 : 1;
}

KindEnds CountedPairs::self(std::size_t row) const {
    std::vector<double> held(kinds_.size(), 0.0);
    for (std::size_t column = 0; column < columns_; ++column) {
        held[kinds_.at(row, column)] += weights_.empty() ? 1.0 : weights_[column];
    }
    std::vector<Item> items;
    double least = 0.0;
    for (std::size_t kind = 0; kind < held.size(); ++kind) {
        if (held[kind] == 0.0) continue;
        items.push_back({held[kind], &self_[kind]});
        const auto by_g = [](Terms a, Terms b) { return a.g < b.g; };
        least += held[kind] * std::min_element(self_[kind].begin(), self_[kind].end(), by_g)->g;
    }
    const double lower = best({}, items, 1.0);
    const double upper = best({}, items, -1.0);
    if (std::isnan(lower)) return {no_value, no_value, Undefined::always};
    return {lower, upper, least > 0.0 ? Undefined::never : Undefined::possible};
}

}  // namespace chirograph
