#include "engine/pair/two_by_two.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>

#include "engine/base/watch.hpp"

namespace chirograph {
namespace {

constexpr std::size_t most_kept = 1U << 16U;

/// x and y take so many of their open areas, the two lists having as much in common as they can.
TableChoice most_in_both(const TableKinds& kinds, std::size_t x, std::size_t y) {
    TableChoice choice;
    choice.x_at = std::min(x, kinds[5]);
    choice.y_at = std::min(y, kinds[7]);
    choice.both = std::min({x - choice.x_at, y - choice.y_at, kinds[4]});
    choice.x_below = std::min(x - choice.x_at - choice.both, kinds[3]);
    choice.y_below = std::min(y - choice.y_at - choice.both, kinds[1]);
    choice.x_only = x - choice.x_at - choice.both - choice.x_below;
    choice.y_only = y - choice.y_at - choice.both - choice.y_below;
    return choice;
}

/// The same with as little in common as they can.
TableChoice least_in_both(const TableKinds& kinds, std::size_t x, std::size_t y) {
    TableChoice choice;
    choice.x_below = std::min(x, kinds[3]);
    choice.y_below = std::min(y, kinds[1]);
    const std::size_t x_taken = std::min(x - choice.x_below, kinds[4]);
    const std::size_t y_taken = std::min(y - choice.y_below, kinds[4]);
    choice.both = x_taken + y_taken > kinds[4] ? x_taken + y_taken - kinds[4] : 0;
    choice.x_only = x_taken - choice.both;
    choice.y_only = y_taken - choice.both;
    choice.x_at = x - choice.x_below - x_taken;
    choice.y_at = y - choice.y_below - y_taken;
    return choice;
}

/// How many areas are in both lists, at least and at most, when x takes so many of its open areas.
class Lengths {
public:
    Lengths(const TableKinds& kinds, std::size_t x)
        : sure_(static_cast<std::int64_t>(kinds[8])),
          open_(static_cast<std::int64_t>(kinds[4])),
          y_at_(static_cast<std::int64_t>(kinds[7])),
          y_below_(static_cast<std::int64_t>(kinds[1])),
          x_with_(static_cast<std::int64_t>(std::min(x, kinds[5]))),
          x_rest_(static_cast<std::int64_t>(x) - x_with_),
          x_alone_(static_cast<std::int64_t>(x - std::min(x, kinds[3]))) {}

    [[nodiscard]] double least(std::size_t y) const {
        const auto all = static_cast<std::int64_t>(y);
        const std::int64_t alone = x_alone_ + all - std::min(all, y_below_);
        return static_cast<double>(sure_ + std::max<std::int64_t>(0, alone - open_));
    }
    [[nodiscard]] double most(std::size_t y) const {
        const auto all = static_cast<std::int64_t>(y);
        const std::int64_t with = std::min(all, y_at_);
        return static_cast<double>(sure_ + x_with_ + with + std::min(std::min(x_rest_, all - with), open_));
    }

private:
    std::int64_t sure_, open_, y_at_, y_below_, x_with_, x_rest_, x_alone_;
};

}  // namespace

Cell TableChoice::take(std::size_t kind) {
    const auto one = [](std::size_t& left) { return static_cast<Depth>(left > 0 ? (--left, 1) : 0); };
    if (kind == 4) {
        if (one(both) != 0) return {1, 1};
        return one(x_only) != 0 ? Cell{1, 0} : Cell{0, one(y_only)};
    }
    Cell in{static_cast<Depth>(kind / 6), static_cast<Depth>(kind % 3 / 2)};
    if (kind / 3 == 1) in.x = one(in.y != 0 ? x_at : x_below);
    if (kind % 3 == 1) in.y = one(in.x != 0 ? y_at : y_below);
    return in;
}

TwoByTwo::TwoByTwo(const Indicator& indicator, const Arguments& arguments, std::size_t areas, bool often)
    : areas_(areas) {
    const TableIndex* table = indicator.table;
    const bool reached_only = table != nullptr ? table->reached_only : !indicator.traits.uses_levels;
    const auto top = static_cast<Depth>(reached_only ? arguments.values[0] : 1.0);
    const std::array<Cell, 4> cells{Cell{0, 0}, Cell{top, 0}, Cell{0, top}, Cell{top, top}};
    std::array<std::array<std::int64_t, most_margins>, 4> steps{};
    for (std::size_t c = 0; c < cells.size(); ++c) {
        terms_[c] = table != nullptr ? table->terms(cells[c], arguments) : indicator.terms(cells[c], arguments);
        if (table != nullptr) table->margin_step(cells[c], arguments, steps[c]);
    }
    if (table != nullptr) {
        form_ = table->offset(arguments);
        mass_ = mass_of(std::vector<double>(areas, 1.0), *table, arguments);
    } else {
        mass_.scale = 1.0;
        mass_.floor = std::numeric_limits<double>::min();
    }
    const std::size_t margins = table != nullptr ? table->margins(arguments) : 0;
    const auto n = static_cast<double>(areas);
    for (std::size_t m = 0; m < margins; ++m) {
        const auto from = [&](std::size_t c) { return static_cast<double>(steps[c][m] - steps[0][m]); };
        margins_.push_back({n * static_cast<double>(steps[0][m]), from(1), from(2)});
    }
    // What one more area in both adds when it was in x and another was in y.
    const auto combined = [&](double Terms::*part) {
        return std::array{n * terms_[0].*part, terms_[1].*part - terms_[0].*part, terms_[2].*part - terms_[0].*part,
                          terms_[3].*part - terms_[1].*part - terms_[2].*part + terms_[0].*part};
    };
    const auto f = combined(&Terms::f);
    const auto g = combined(&Terms::g);
    for (std::size_t c = 0; c < cells.size(); ++c) terms_[c] = {mass_.scale * f[c], mass_.scale * g[c]};
    if (!often || (areas + 1) * (areas + 1) > most_kept) return;
    std::vector<Terms> all;
    for (std::size_t x = 0; x <= areas; ++x) {
        for (std::size_t y = 0; y <= areas; ++y) all.push_back(offset(x, y));
    }
    offsets_ = std::move(all);
}

/// A and B, with what x and y add to the sums of n and d.
Terms TwoByTwo::offset(std::size_t x, std::size_t y) const {
    if (!offsets_.empty()) return offsets_[x * (areas_ + 1) + y];
    std::array<double, most_margins> margins{};
    const auto in_x = static_cast<double>(x);
    const auto in_y = static_cast<double>(y);
    for (std::size_t m = 0; m < margins_.size(); ++m) {
        margins[m] = margins_[m][0] + in_x * margins_[m][1] + in_y * margins_[m][2];
    }
    const Terms sum = offset_at(form_, std::span(margins).first(margins_.size()), mass_.total);
    return {sum.f + terms_[0].f + in_x * terms_[1].f + in_y * terms_[2].f,
            sum.g + terms_[0].g + in_x * terms_[1].g + in_y * terms_[2].g};
}

/// For given lengths the value rises or falls with the number of areas in both.
void TwoByTwo::take(Found& found, Terms sum, double both) const {
    const double g = sum.g + both * terms_[3].g;
    const bool undefined = g < mass_.floor;
    const double value = (sum.f + both * terms_[3].f) / g;
    found.undefined = found.undefined || undefined;
    found.lower = std::min(found.lower, undefined ? found.lower : value);
    found.upper = std::max(found.upper, undefined ? found.upper : value);
}

/// Every two lengths once, with the least and the greatest number of areas in both. Plain arithmetic without branches:
/// this is what all pairs of a panel spend their time on.
TwoByTwo::Found TwoByTwo::ends(const TableKinds& kinds, LengthRange x, LengthRange y) const {
    Found found;
    const std::size_t x_sure = kinds[6] + kinds[7] + kinds[8];
    const std::size_t y_sure = kinds[2] + kinds[5] + kinds[8];
    const std::size_t x_most = std::min(x_sure + kinds[3] + kinds[4] + kinds[5], x.most);
    const std::size_t y_most = std::min(y_sure + kinds[1] + kinds[4] + kinds[7], y.most);
    const std::size_t y_least = std::max(y_sure, y.least);
    std::vector<Terms> kept(offsets_.empty() ? areas_ + 1 : 0);
    for (std::size_t in_x = std::max(x_sure, x.least); in_x <= x_most; ++in_x) {
        if (in_x % 16 == 0) checkpoint();
        for (std::size_t in_y = y_least; in_y <= y_most && !kept.empty(); ++in_y) kept[in_y] = offset(in_x, in_y);
        const Terms* offsets = kept.empty() ? &offsets_[in_x * (areas_ + 1)] : kept.data();
        const Lengths lengths(kinds, in_x - x_sure);
        for (std::size_t in_y = y_least; in_y <= y_most; ++in_y) {
            const Terms sum = offsets[in_y];
            take(found, sum, lengths.least(in_y - y_sure));
            take(found, sum, lengths.most(in_y - y_sure));
        }
    }
    return found;
}

/// The first lengths that give this value, and how.
TableChoice TwoByTwo::choice(const TableKinds& kinds, LengthRange x, LengthRange y, double value) const {
    const std::size_t x_sure = kinds[6] + kinds[7] + kinds[8];
    const std::size_t y_sure = kinds[2] + kinds[5] + kinds[8];
    for (std::size_t in_x = std::max(x_sure, x.least);; ++in_x) {
        if (in_x % 16 == 0) checkpoint();
        const Lengths lengths(kinds, in_x - x_sure);
        const std::size_t y_most = std::min(y_sure + kinds[1] + kinds[4] + kinds[7], y.most);
        for (std::size_t in_y = std::max(y_sure, y.least); in_y <= y_most; ++in_y) {
            const Terms sum = offset(in_x, in_y);
            if (sum.g < mass_.floor) continue;
            const auto gives = [&](double both) { return (sum.f + both * terms_[3].f) / sum.g == value; };
            if (gives(lengths.least(in_y - y_sure))) return least_in_both(kinds, in_x - x_sure, in_y - y_sure);
            if (gives(lengths.most(in_y - y_sure))) return most_in_both(kinds, in_x - x_sure, in_y - y_sure);
        }
    }
}

TwoByTwo::Found TwoByTwo::self(std::size_t open, std::size_t at, LengthRange length) const {
    Found found;
    const std::size_t most = std::min(at + open, length.most);
    for (std::size_t x = std::max(at, length.least); x <= most; ++x) {
        take(found, offset(x, x), static_cast<double>(x));
    }
    return found;
}

}  // namespace chirograph
