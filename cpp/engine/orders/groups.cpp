#include "engine/orders/groups.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/base/parallel.hpp"

namespace chirograph {
RowGroup::RowGroup(const Presence& presence, std::span<const std::uint8_t> owned, std::vector<std::size_t> rows)
    : rows_(std::move(rows)), classes_(area_classes(presence, owned, rows_)), class_of_(presence.columns()) {
    for (std::size_t i = 0; i < rows_.size(); ++i) spans_[i] = presence.span(rows_[i]);
    for (std::size_t which = 0; which < classes_.size(); ++which) {
        for (const std::size_t column : classes_[which].columns) class_of_[column] = which;
        ways_ *= classes_[which].ways();
    }
}

std::uint64_t RowGroup::code(std::size_t which, std::size_t pattern) const {
    // Digits of the numbers of all patterns but the last, whose number is what is left.
    if (pattern + 1 == classes_[which].patterns()) return 0;
    std::uint64_t digit = 1;
    for (std::size_t i = 0; i < pattern; ++i) digit *= classes_[which].columns.size() + 1;
    return digit;
}

bool RowGroup::complete() const {
    return std::ranges::all_of(classes_, [](const AreaClass& area) {
        return std::ranges::count(area.states, State::open) == static_cast<std::ptrdiff_t>(area.owned.size());
    });
}

bool RowGroup::valued(std::size_t one, std::size_t other) const {
    return std::ranges::any_of(classes_, [&](const AreaClass& area) {
        return area.states[one] == State::present || area.states[other] == State::present;
    });
}

double RowGroup::entries() const {
    double all = ways_;
    for (const AreaClass& area : classes_) {
        all += std::pow(static_cast<double>(area.columns.size() + 1), static_cast<double>(area.patterns() - 1));
    }
    return all;
}

template <class Counted>
Left RowGroup::weigh(const Counted& counted) const {
    std::array<std::array<int, states>, 3> held{};  // [row][state]
    TrioCounts trios{};
    PairCounts pairs{};
    for (std::size_t which = 0; which < classes_.size(); ++which) {
        for (std::size_t pattern = 0; pattern < classes_[which].patterns(); ++pattern) {
            const int areas = counted(which, pattern);
            if (areas == 0) continue;
            std::array<std::size_t, 3> at{};
            std::size_t bit = 0;
            const AreaClass& area = classes_[which];
            for (std::size_t i = 0; i < rows_.size(); ++i) {
                at[i] = static_cast<std::size_t>(area.states[i]);
                if (bit < area.owned.size() && area.owned[bit] == i) {
                    at[i] = static_cast<std::size_t>((pattern >> bit & 1U) != 0 ? State::present : State::absent);
                    ++bit;
                }
                held[i][at[i]] += areas;
            }
            trio() ? trios[at[0]][at[1]][at[2]] += areas : pairs[at[0]][at[1]] += areas;
        }
    }
    Left left;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const int known = held[i][static_cast<std::size_t>(State::present)];
        const int possible = known + held[i][static_cast<std::size_t>(State::open)];
        left.holds = left.holds && known <= spans_[i].most && possible >= spans_[i].least;
    }
    if (!left.holds) return left;
    if (!trio()) {
        left.shares = pair_shares(pairs, spans_[0], spans_[1]);
        return left;
    }
    for (std::size_t shared = 0; shared < 3; ++shared) {
        const std::size_t second = shared == 0 ? 1 : 0;
        const std::size_t third = shared == 2 ? 1 : 2;
        TrioCounts turned{};
        for (std::size_t a = 0; a < states; ++a) {
            for (std::size_t b = 0; b < states; ++b) {
                for (std::size_t c = 0; c < states; ++c) {
                    const std::array<std::size_t, 3> at{a, b, c};
                    turned[at[shared]][at[second]][at[third]] = trios[a][b][c];
                }
            }
        }
        const Signs signs = shared_signs(turned, spans_[shared], spans_[second], spans_[third]);
        left.settled = static_cast<std::uint8_t>(left.settled | (signs.settled() ? 1U : 0U) << shared);
        left.one_sided = static_cast<std::uint8_t>(left.one_sided | (signs.one_sided() ? 1U : 0U) << shared);
    }
    return left;
}

void RowGroup::fill(unsigned threads) {
    std::size_t size = 1;
    for (std::size_t which = 0; which < classes_.size(); ++which) {
        const AreaClass& area = classes_[which];
        numbers_.push_back(compositions(area.columns.size(), area.patterns()));
        std::uint64_t codes = 1;
        for (std::size_t i = 1; i < area.patterns(); ++i) codes *= area.columns.size() + 1;
        std::vector<std::uint32_t> ranks(codes, 0);
        for (std::size_t i = 0; i < numbers_.back().size(); ++i) {
            std::uint64_t sum = 0;
            for (std::size_t pattern = 0; pattern < area.patterns(); ++pattern) {
                sum += code(which, pattern) * numbers_.back()[i][pattern];
            }
            ranks[sum] = static_cast<std::uint32_t>(i);
        }
        ranks_.push_back(std::move(ranks));
        strides_.push_back(size);
        size *= numbers_.back().size();
    }
    trio() ? bits_.resize(size) : pairs_.resize(size);
    parallel_rows((size + at_once - 1) / at_once, threads, [&](std::size_t chunk) {
        for (std::size_t at = chunk * at_once; at < std::min(size, (chunk + 1) * at_once); ++at) {
            if (at % 64 == 0) checkpoint();
            const Left left = weigh([&](std::size_t which, std::size_t pattern) {
                return static_cast<int>(numbers_[which][numbers(at, which)][pattern]);
            });
            if (!trio()) {
                pairs_[at] = left;
                continue;
            }
            bits_[at] = static_cast<std::uint8_t>(left.settled | unsigned{left.one_sided} << one_sided_at |
                                                  (left.holds ? 1U : 0U) << holds_at);
        }
    });
    filled_ = true;
}

Left RowGroup::at(std::size_t place) const {
    if (!trio()) return pairs_[place];
    const unsigned bits = bits_[place];
    return {static_cast<std::uint8_t>(bits & three_bits), static_cast<std::uint8_t>(bits >> one_sided_at & three_bits),
            (bits >> holds_at & 1U) != 0, std::nullopt};
}

Left RowGroup::left(std::span<const std::uint64_t> codes) const {
    return weigh([&](std::size_t which, std::size_t pattern) {
        const std::size_t areas = classes_[which].columns.size();
        const std::size_t last = classes_[which].patterns() - 1;
        std::uint64_t rest = codes[which];
        std::size_t found = 0;
        for (std::size_t i = 0; i < last; ++i) {
            const auto held = static_cast<std::size_t>(rest % (areas + 1));
            if (i == pattern) return static_cast<int>(held);
            found += held;
            rest /= areas + 1;
        }
        return static_cast<int>(areas - found);
    });
}

}  // namespace chirograph
