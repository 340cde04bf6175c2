#include "engine/pairs/kind_table.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "engine/base/watch.hpp"

namespace chirograph {
namespace {

constexpr float unreachable = -std::numeric_limits<float>::infinity();
constexpr double most_in_float = 16'777'216.0;  // 2^24

}  // namespace

KindTable::KindTable(const CellKinds& kinds, const Indicator& indicator, const Arguments& arguments,
                     std::span<const double> weights, std::span<const double> classes, bool self)
    : indicator_(indicator),
      arguments_(arguments),
      classes_(classes.begin(), classes.end()),
      mass_(mass_of(weights, *indicator.table, arguments)),
      offset_(indicator.table->offset(arguments)),
      free_(free_margins(*indicator.table, arguments)),
      margins_(free_.size()) {
    bool moving = false;
    double largest = 0.0;
    for (std::size_t i = 0; i < kinds.size() && margins_ < most_dimensions + 1; ++i) {
        for (std::size_t j = 0; j < kinds.size(); ++j) {
            const std::vector<Cell> cells = kinds.cells(i, j, self);
            for (const Cell cell : cells) {
                const Terms term = indicator.table->terms(cell, arguments);
                moving = moving || term.g != 0.0;
                const bool whole = term.f == std::nearbyint(term.f) && term.g == std::nearbyint(term.g);
                largest = whole ? std::max(largest, std::abs(term.f)) : most_in_float;
            }
            kinds_.push_back(kind_of(cells));
        }
    }
    const std::size_t wanted = margins_ + (moving ? 1 : 0);
    if (wanted <= most_dimensions && largest * mass_.total < most_in_float) dimensions_ = wanted;
}

KindTable::Kind KindTable::kind_of(const std::vector<Cell>& cells) const {
    Kind kind;
    for (const Cell cell : cells) {
        const Terms term = indicator_.table->terms(cell, arguments_);
        std::array<std::int64_t, most_margins> all{};
        indicator_.table->margin_step(cell, arguments_, all);
        std::array<std::int64_t, most_dimensions + 1> steps{};
        for (std::size_t m = 0; m < margins_; ++m) steps[m] = all[free_[m]];
        steps[margins_] = static_cast<std::int64_t>(term.g);
        Move move{{}, term.f, term.f};
        std::copy_n(steps.begin(), most_dimensions, move.steps.begin());
        const auto same = std::find_if(kind.moves.begin(), kind.moves.end(),
                                       [&](const Move& other) { return other.steps == move.steps; });
        if (same == kind.moves.end()) {
            kind.moves.push_back(move);
        } else {
            same->high = std::max(same->high, term.f);
            same->low = std::min(same->low, term.f);
        }
    }
    for (std::size_t d = 0; d < most_dimensions && !kind.moves.empty(); ++d) {
        const auto by = [d](const Move& a, const Move& b) { return a.steps[d] < b.steps[d]; };
        const auto [low, high] = std::minmax_element(kind.moves.begin(), kind.moves.end(), by);
        kind.least[d] = low->steps[d];
        kind.range[d] = high->steps[d] - kind.least[d];
        for (Move& move : kind.moves) move.steps[d] -= kind.least[d];
    }
    return kind;
}

std::optional<KindEnds> KindSearch::ends(std::span<const double> counts) {
    if (table_.dimensions_ == 0 || !prepare(counts)) return std::nullopt;
    high_.assign(1, 0.0F);
    low_.assign(1, 0.0F);
    reached_ = 1;
    for (std::size_t at = 0; at < counts.size(); ++at) {
        const auto& kind = table_.kinds_[at % table_.kinds_.size()];
        if (kind.moves.size() < 2) continue;
        const auto weight = static_cast<std::int64_t>(table_.classes_[at / table_.kinds_.size()]);
        for (double area = 0.0; area < counts[at]; area += 1.0) add_area(kind, weight);
    }
    return best();
}

/// Adds up what does not vary and lays out the rest; false when that would be too much.
bool KindSearch::prepare(std::span<const double> counts) {
    base_ = range_ = {};
    still_high_ = still_low_ = 0.0;
    double moves = 0.0;
    for (std::size_t at = 0; at < counts.size(); ++at) {
        if (counts[at] == 0.0) continue;
        const auto& kind = table_.kinds_[at % table_.kinds_.size()];
        const double weight = counts[at] * table_.classes_[at / table_.kinds_.size()];
        for (std::size_t d = 0; d < table_.dimensions_; ++d) {
            base_[d] += static_cast<std::int64_t>(weight) * kind.least[d];
            range_[d] += static_cast<std::int64_t>(weight) * kind.range[d];
        }
        if (kind.moves.size() > 1) {
            moves += counts[at] * static_cast<double>(kind.moves.size());
            continue;
        }
        still_high_ += weight * kind.moves.front().high;
        still_low_ += weight * kind.moves.front().low;
    }
    double size = 1.0;
    for (std::size_t d = table_.dimensions_; d-- > 0;) {
        stride_[d] = static_cast<std::int64_t>(size);
        size *= static_cast<double>(range_[d]) + 1.0;
        if (size > most_in_float) return false;
    }
    constexpr double most_steps = 8e6;
    return size * moves <= most_steps;
}

std::size_t KindSearch::place(const Vector& steps, std::int64_t weight) const {
    return static_cast<std::size_t>(weight *
                                    std::inner_product(steps.begin(), steps.end(), stride_.begin(), std::int64_t{0}));
}

void KindSearch::add_area(const KindTable::Kind& kind, std::int64_t weight) {
    checkpoint();
    const std::size_t before = reached_;
    reached_ += place(kind.range, weight);
    for (std::vector<float>* sums : {&high_, &low_}) {
        next_.assign(reached_, unreachable);
        for (const auto& move : kind.moves) {
            const auto gain =
                static_cast<float>(static_cast<double>(weight) * (sums == &high_ ? move.high : -move.low));
            const float* from = sums->data();
            float* into = next_.data() + place(move.steps, weight);
            for (std::size_t i = 0; i < before; ++i) into[i] = std::max(into[i], from[i] + gain);
        }
        sums->swap(next_);
    }
}

KindEnds KindSearch::best() const {
    const Indicator& row = table_.indicator_;
    const std::size_t dimensions = table_.dimensions_;
    std::array<double, KindTable::most_dimensions + 1> totals{};
    for (std::size_t d = 0; d < dimensions; ++d) totals[d] = static_cast<double>(base_[d]);
    KindEnds ends{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(), Undefined::never};
    std::array<double, most_margins> margins{};
    const auto seen = std::span(margins).first(row.table->margins(table_.arguments_));
    Vector digits{};
    for (std::size_t at = 0; at < reached_; ++at) {
        if (at % 1024 == 0) checkpoint();
        if (high_[at] != unreachable) {
            for (std::size_t m = 0; m < table_.margins_; ++m) seen[table_.free_[m]] = totals[m];
            complete_margins(table_.offset_, seen, table_.mass_.total);
            const Terms parts = offset_at(table_.offset_, seen, table_.mass_.total);
            const double moved = dimensions > table_.margins_ ? totals[table_.margins_] : 0.0;
            const double g = parts.g + table_.mass_.scale * moved;
            if (g < table_.mass_.floor) {
                ends.undefined = Undefined::possible;
            } else {
                const double most = still_high_ + static_cast<double>(high_[at]);
                const double least = still_low_ - static_cast<double>(low_[at]);
                ends.upper = std::max(ends.upper, (parts.f + table_.mass_.scale * most) / g);
                ends.lower = std::min(ends.lower, (parts.f + table_.mass_.scale * least) / g);
            }
        }
        for (std::size_t d = dimensions; d-- > 0;) {
            totals[d] += 1.0;
            if (++digits[d] <= range_[d]) break;
            totals[d] = static_cast<double>(base_[d]);
            digits[d] = 0;
        }
    }
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    if (ends.lower > ends.upper) return {none, none, Undefined::always};
    ends.lower = std::clamp(ends.lower, row.low, row.high);
    ends.upper = std::clamp(ends.upper, row.low, row.high);
    return ends;
}

}  // namespace chirograph
