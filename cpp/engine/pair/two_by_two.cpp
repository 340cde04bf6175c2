#include "engine/pair/two_by_two.hpp"

#include <algorithm>
#include <limits>

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

}  // namespace

InBoth TableChoice::take(std::size_t kind) {
    const auto one = [](std::size_t& left) {
        const bool some = left > 0;
        left -= some ? 1 : 0;
        return some;
    };
    InBoth in{kind / 3 == 2, kind % 3 == 2};
    if (kind == 4) {
        if (one(both)) return {true, true};
        if (one(x_only)) return {true, false};
        return {false, one(y_only)};
    }
    if (kind / 3 == 1) in.x = one(in.y ? x_at : x_below);
    if (kind % 3 == 1) in.y = one(in.x ? y_at : y_below);
    return in;
}

TwoByTwo::TwoByTwo(const Indicator& indicator, const Arguments& arguments, std::size_t areas, bool often)
    : indicator_(indicator), form_(indicator.table->offset(arguments)), areas_(areas) {
    const TableIndex& table = *indicator.table;
    mass_ = mass_of(std::vector<double>(areas, 1.0), table, arguments);
    const auto top = static_cast<Depth>(table.reached_only ? arguments.values[0] : 1.0);
    const std::array<Cell, 4> cells{Cell{0, 0}, Cell{top, 0}, Cell{0, top}, Cell{top, top}};
    std::array<std::array<std::int64_t, most_margins>, 4> steps{};
    for (std::size_t c = 0; c < cells.size(); ++c) {
        table.margin_step(cells[c], arguments, steps[c]);
        terms_[c] = table.terms(cells[c], arguments);
    }
    const auto n = static_cast<double>(areas);
    for (std::size_t m = 0; m < table.margins(arguments); ++m) {
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

/// Which ends move: 1 the lower, 2 the upper, 3 both.
unsigned TwoByTwo::look(std::size_t x, std::size_t y, std::size_t both, Found& found) const {
    const Terms sum = offset(x, y);
    const auto common = static_cast<double>(both);
    const double g = sum.g + common * terms_[3].g;
    if (g < mass_.floor) {
        found.undefined = true;
        return 0;
    }
    const double value = (sum.f + common * terms_[3].f) / g;
    const unsigned moved = (value < found.lower ? 1U : 0U) + (value > found.upper ? 2U : 0U);
    found.lower = std::min(found.lower, value);
    found.upper = std::max(found.upper, value);
    return moved;
}

TwoByTwo::Found TwoByTwo::ends(const TableKinds& kinds, LengthRange x, LengthRange y) const {
    Found found;
    const std::size_t x_sure = kinds[6] + kinds[7] + kinds[8];
    const std::size_t y_sure = kinds[2] + kinds[5] + kinds[8];
    const std::size_t x_most = std::min(x_sure + kinds[3] + kinds[4] + kinds[5], x.most);
    const std::size_t y_most = std::min(y_sure + kinds[1] + kinds[4] + kinds[7], y.most);
    std::array<std::size_t, 2> low{};
    std::array<std::size_t, 2> high{};
    bool low_most = false;
    bool high_most = false;
    for (std::size_t in_x = std::max(x_sure, x.least); in_x <= x_most; ++in_x) {
        const std::size_t more_x = in_x - x_sure;
        const std::size_t x_with = std::min(more_x, kinds[5]);
        const std::size_t x_without = std::min(more_x, kinds[3]);
        for (std::size_t in_y = std::max(y_sure, y.least); in_y <= y_most; ++in_y) {
            const std::size_t more_y = in_y - y_sure;
            const std::size_t y_with = std::min(more_y, kinds[7]);
            const std::size_t alone = more_x - x_without + more_y - std::min(more_y, kinds[1]);
            const std::size_t least = kinds[8] + (alone > kinds[4] ? alone - kinds[4] : 0);
            const std::size_t most =
                kinds[8] + x_with + y_with + std::min({more_x - x_with, more_y - y_with, kinds[4]});
            for (const bool greatest : {false, true}) {
                const unsigned moved = look(in_x, in_y, greatest ? most : least, found);
                if ((moved & 1U) != 0) {
                    low = {more_x, more_y};
                    low_most = greatest;
                }
                if ((moved & 2U) != 0) {
                    high = {more_x, more_y};
                    high_most = greatest;
                }
            }
        }
    }
    if (!found.defined()) return found;
    found.at_lower = (low_most ? most_in_both : least_in_both)(kinds, low[0], low[1]);
    found.at_upper = (high_most ? most_in_both : least_in_both)(kinds, high[0], high[1]);
    return found;
}

TwoByTwo::Found TwoByTwo::self(std::size_t open, std::size_t at) const {
    Found found;
    for (std::size_t x = at; x <= at + open; ++x) look(x, x, x, found);
    return found;
}

}  // namespace chirograph
