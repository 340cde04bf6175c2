#include "engine/pairs/counted_pairs.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <utility>

#include "engine/pair/table.hpp"

namespace chirograph {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
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
      sums_(panel, kinds_, numbers(), weights_) {
    if (table_) {
        lay_out_margins(panel);
        return;
    }
    wide_columns_.resize(panel.rows());
    for (std::size_t row = 0; row < panel.rows(); ++row) {
        for (std::size_t column = 0; column < columns_; ++column) {
            if (wide_[kinds_.at(row, column)] != 0) wide_columns_[row].push_back(static_cast<std::uint32_t>(column));
        }
    }
}

/// Every sum that is wanted of two kinds, each once.
CountedPairs::Made CountedPairs::numbers() {
    const std::size_t size = kinds_.size();
    Made made;
    if (table_) {
        const std::vector<double> equal(columns_, 1.0);
        whole_ = whole_sums(weights_.empty() ? equal : weights_, arguments_.max_depth);
        KindNumbers f;
        KindNumbers g;
        for (std::size_t i = 0; i < size; ++i) {
            for (std::size_t j = 0; j < size; ++j) {
                const Terms terms = indicator_.table->terms({kinds_.least(i), kinds_.least(j)}, arguments_);
                f.push_back(terms.f);
                g.push_back(terms.g);
            }
        }
        if (whole_) return {f, g};
        made.assign(size * size, KindNumbers(size * size, 0.0));
        for (std::size_t at = 0; at < made.size(); ++at) made[at][at] = 1.0;
        return made;
    }
    std::vector<KindNumbers> low(2);
    std::vector<KindNumbers> high(2);
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
            end_of(i * size + j, options, 1.0, low);
            end_of(i * size + j, options, -1.0, high);
        }
        std::vector<Terms> alone;
        for (const Cell cell : kinds_.cells(i, i, true)) alone.push_back(indicator_.terms(cell, arguments_));
        self_.push_back(std::move(alone));
    }
    for (const auto& [end, sums] : {std::pair{&ends_[0], &low}, std::pair{&ends_[1], &high}}) {
        end->f = number_of(made, sums->front());
        end->g = number_of(made, sums->back());
    }
    full_is_needed_[0] = !zero_alike(low.back(), full);
    full_is_needed_[1] = !zero_alike(high.back(), full);
    if (full_is_needed_[0] || full_is_needed_[1]) full_ = number_of(made, full);
    least_ = number_of(made, least);
    return made;
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
    std::sort(more.begin(), more.end(), [](Terms a, Terms b) { return std::pair(a.f, a.g) < std::pair(b.f, b.g); });
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
    sums_.quotients(tile, r, end.f, end.g, empty.data(), out.data());
    if (end.choices.size() < 2) return;
    std::array<double, lanes_of_tile> f;
    std::array<double, lanes_of_tile> g;
    sums_.values(tile, r, end.f, f.data());
    sums_.values(tile, r, end.g, g.data());
    for (std::size_t lane = 0; lane < out.size() && q + lane < sums_.rows(); ++lane) {
        const double found = chosen(p + r, q + lane, {f[lane], g[lane]}, sign);
        if (!std::isnan(found)) out[lane] = static_cast<Real>(found);
    }
}

/// Of areas that leave a choice, the best one at the ratio that the others lead to; NaN when there are none.
double CountedPairs::chosen(std::size_t p, std::size_t q, Terms sum, double sign) const {
    const End& end = ends_[sign > 0 ? 0 : 1];
    static thread_local std::vector<Item> items;
    items.clear();
    const auto look = [&](std::size_t column) {
        const std::uint32_t choice = end.choice[kinds_.at(p, column) * kinds_.size() + kinds_.at(q, column)];
        if (choice == 0) return;
        items.push_back({weights_.empty() ? 1.0 : weights_[column], &end.choices[choice]});
    };
    for (const std::uint32_t column : wide_columns_[p]) look(column);
    for (const std::uint32_t column : wide_columns_[q]) {
        if (wide_[kinds_.at(p, column)] == 0) look(column);
    }
    return items.empty() ? none : best(sum, items, sign);
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
    if (!(sum.g > 0.0)) return none;
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
    const double found = sums_.most(rows.from, rows.to, others.from, others.to, ends_[1].f, ends_[1].g);
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
    if (std::isnan(lower)) return {none, none, Undefined::always};
    return {lower, upper, least > 0.0 ? Undefined::never : Undefined::possible};
}

/// What either side adds to the margins of a table: a margin adds up over the two sides.
void CountedPairs::lay_out_margins(const Panel& panel) {
    const TableIndex& table = *indicator_.table;
    const std::vector<double> weights = weights_.empty() ? std::vector<double>(columns_, 1.0) : weights_;
    mass_ = mass_of(weights, table, arguments_);
    offset_ = table.offset(arguments_);
    margins_ = table.margins(arguments_);
    of_row_.assign(panel.rows() * margins_, 0.0);
    of_lane_ = of_row_;
    std::array<std::int64_t, most_margins> zero{};
    table.margin_step({0, 0}, arguments_, zero);
    for (std::size_t row = 0; row < panel.rows(); ++row) {
        for (std::size_t column = 0; column < columns_; ++column) {
            std::array<std::int64_t, most_margins> first{};
            std::array<std::int64_t, most_margins> second{};
            table.margin_step({panel.lower(row, column), 0}, arguments_, first);
            table.margin_step({0, panel.lower(row, column)}, arguments_, second);
            for (std::size_t m = 0; m < margins_; ++m) {
                of_row_[row * margins_ + m] += weights[column] * static_cast<double>(first[m]);
                of_lane_[row * margins_ + m] += weights[column] * static_cast<double>(second[m] - zero[m]);
            }
        }
    }
}

template <class Real>
void CountedPairs::tables(const PairSums::Tile& tile, std::size_t row, std::size_t r, std::size_t q,
                          std::span<Real> out) const {
    const std::size_t size = kinds_.size();
    std::vector<std::array<double, lanes_of_tile>> sums(whole_ ? 2 : size * size);
    for (std::size_t sum = 0; sum < sums.size(); ++sum) {
        sums_.values(tile, r, sum, sums[sum].data());
    }
    std::array<double, most_margins> margins{};
    std::vector<Cell> cells;
    std::vector<double> held;
    for (std::size_t lane = 0; lane < out.size() && q + lane < sums_.rows(); ++lane) {
        double value = none;
        if (whole_) {
            for (std::size_t m = 0; m < margins_; ++m) {
                margins[m] = of_row_[row * margins_ + m] + of_lane_[(q + lane) * margins_ + m];
            }
            const Terms offset = offset_at(offset_, std::span(margins).first(margins_), mass_.total);
            const double g = offset.g + mass_.scale * sums[1][lane];
            if (!(g < mass_.floor)) value = (offset.f + mass_.scale * sums[0][lane]) / g;
        } else {
            cells.clear();
            held.clear();
            for (std::size_t at = 0; at < sums.size(); ++at) {
                if (sums[at][lane] == 0.0) continue;
                cells.push_back({kinds_.least(at / size), kinds_.least(at % size)});
                held.push_back(sums[at][lane]);
            }
            value = indicator_.solver->value(cells, held, indicator_, arguments_);
        }
        out[lane] = static_cast<Real>(std::isnan(value) ? value : std::clamp(value, indicator_.low, indicator_.high));
    }
}

}  // namespace chirograph
