// Values of table indices between known programmes, from sums over areas and the margins of either.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "engine/pairs/counted_pairs.hpp"

namespace chirograph {

CountedPairs::Made CountedPairs::table_numbers() {
    const std::size_t size = kinds_.size();
    const std::vector<double> equal(columns_, 1.0);
    const TableIndex& table = *indicator_.table;
    const bool one_way = table.between == nullptr && table.sides == nullptr;
    by_margins_ = one_way || whole_sums(weights_.empty() ? equal : weights_, arguments_.max_depth);
    if (!by_margins_) {
        Made held(size * size, KindNumbers(size * size, 0.0));
        for (std::size_t at = 0; at < held.size(); ++at) held[at][at] = 1.0;
        return held;
    }
    Made made(2);
    for (std::size_t i = 0; i < size; ++i) {
        for (std::size_t j = 0; j < size; ++j) {
            const Terms terms = table.terms({kinds_.least(i), kinds_.least(j)}, arguments_);
            made.front().push_back(terms.f);
            made.back().push_back(terms.g);
        }
    }
    if (weights_.empty()) plan_ = plan_of(kinds_, made);
    return made;
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

/// The double sum over areas of a table index, areas with the same two depths taken together: see table_fraction.
void CountedPairs::lay_out_between() {
    const TableIndex& table = *indicator_.table;
    const std::size_t size = kinds_.size();
    const auto cell = [&](std::size_t at) { return Cell{kinds_.least(at / size), kinds_.least(at % size)}; };
    order_.resize(size * size);
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    std::sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) { return cell(a) < cell(b); });
    if (table.between == nullptr) return;
    for (const std::size_t one : order_) {
        for (const std::size_t two : order_) between_.push_back(table.between(cell(one), cell(two), arguments_));
    }
}

template <class Real>
void CountedPairs::tables(const PairSums::Tile& tile, std::size_t row, std::size_t r, std::size_t q,
                          std::span<Real> out) const {
    const std::size_t size = kinds_.size();
    std::vector<std::array<double, lanes_of_tile>> sums(by_margins_ ? 2 : size * size);
    for (std::size_t sum = 0; sum < sums.size(); ++sum) sums_.values(tile, r, sum, sums[sum].data());
    std::vector<double> held(by_margins_ ? 0 : sums.size());
    for (std::size_t lane = 0; lane < out.size() && q + lane < sums_.rows(); ++lane) {
        Terms parts;
        if (by_margins_) {
            parts = by_margins(row, q + lane, {sums[0][lane], sums[1][lane]});
        } else {
            // The same cells in the same order for (q, p) as for (p, q), so that the digits are the same.
            const bool turned = indicator_.traits.symmetric && row > q + lane;
            for (std::size_t at = 0; at < held.size(); ++at) {
                const std::size_t cell = order_[at];
                held[at] = sums[turned ? cell % size * size + cell / size : cell][lane];
            }
            parts = by_cells(held);
        }
        const double value = parts.g < mass_.floor ? std::numeric_limits<double>::quiet_NaN() : parts.f / parts.g;
        out[lane] = static_cast<Real>(std::isnan(value) ? value : std::clamp(value, indicator_.low, indicator_.high));
    }
}

Terms CountedPairs::by_margins(std::size_t row, std::size_t other, Terms sum) const {
    std::array<double, most_margins> margins;
    for (std::size_t m = 0; m < margins_; ++m)
        margins[m] = of_row_[row * margins_ + m] + of_lane_[other * margins_ + m];
    const Terms offset = offset_at(offset_, std::span(margins).first(margins_), mass_.total);
    return {offset.f + mass_.scale * sum.f, offset.g + mass_.scale * sum.g};
}

/// @param held  weights of cells, in their order
Terms CountedPairs::by_cells(std::span<const double> held) const {
    if (between_.empty()) {
        std::vector<Cell> cells;
        for (const std::size_t at : order_) {
            cells.push_back({kinds_.least(at / kinds_.size()), kinds_.least(at % kinds_.size())});
        }
        return table_fraction(cells, held, *indicator_.table, arguments_);
    }
    PairTerms sum;
    for (std::size_t i = 0; i < held.size(); ++i) {
        if (held[i] == 0.0) continue;
        const PairTerms* row = &between_[i * held.size()];
        for (std::size_t j = 0; j <= i; ++j) {
            const double times = (i == j ? 0.5 : 1.0) * held[i] * held[j];
            sum = {sum.f + times * row[j].f, sum.g + times * row[j].g, sum.h + times * row[j].h};
        }
    }
    return {sum.f, offset_.shape == Shape::spread ? std::sqrt(sum.g) * std::sqrt(sum.h) : sum.g};
}

template void CountedPairs::tables(const PairSums::Tile&, std::size_t, std::size_t, std::size_t,
                                   std::span<float>) const;
template void CountedPairs::tables(const PairSums::Tile&, std::size_t, std::size_t, std::size_t,
                                   std::span<double>) const;

}  // namespace chirograph
