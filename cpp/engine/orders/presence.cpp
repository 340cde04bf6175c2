#include "engine/orders/presence.hpp"

#include <algorithm>

namespace chirograph {
namespace {

constexpr std::size_t is_present = static_cast<std::size_t>(State::present);
constexpr std::size_t is_open = static_cast<std::size_t>(State::open);

/// The partner of a completed list: how much of it is known inside and outside of that list, and how much is open.
struct Partner {
    int known_inside = 0;
    int open_inside = 0;
    int known_outside = 0;
    int open_outside = 0;
};

/// The end of the index of a completed list of `size` areas with its partner; nothing where it has no value.
std::optional<Share> end_of(bool most, int size, const Partner& partner, Span span) {
    const int known = partner.known_inside + partner.known_outside;
    const int least = std::max(0, span.least - known);
    const int extra = std::min(partner.open_inside + partner.open_outside, span.most - known);
    if (extra < least) return std::nullopt;
    int inside = 0;
    int outside = 0;
    if (most) {
        inside = std::min(partner.open_inside, extra);
        outside = std::max(0, least - inside);
    } else {
        outside = std::min(partner.open_outside, extra);
        inside = std::max(0, least - outside);
    }
    const int whole = size + partner.known_outside + outside;
    if (whole > 0) return Share{partner.known_inside + inside, whole};
    // Both lists are empty here. With an area on the other side there is a value, and it is 0.
    if (extra >= 1 && partner.open_outside >= 1) return Share{0, 1};
    return std::nullopt;
}

/// How many areas of the shared programme's open cells are taken into its list, by the state of the two others.
using Taken = PairCounts;

/// Looks for the greatest sign of J(shared, second) - J(shared, third).
class Largest {
public:
    Largest(const TrioCounts& counts, Span shared, Span second, Span third)
        : counts_(counts), shared_(shared), second_(second), third_(third) {
        for (std::size_t b = 0; b < states; ++b) {
            for (std::size_t c = 0; c < states; ++c) {
                for (std::size_t a = 0; a < states; ++a) {
                    areas_ += counts[a][b][c];
                    add(second_whole_, b, counts[a][b][c]);
                    add(third_whole_, c, counts[a][b][c]);
                }
            }
        }
    }

    /// -1, 0 or 1; nothing where no completion gives both a value.
    [[nodiscard]] std::optional<int> sign() {
        const bool free = shared_.free(areas_) && second_.free(areas_) && third_.free(areas_);
        free ? sweep() : scan();
        return best_;
    }

private:
    struct Held {
        int known = 0;
        int open = 0;
    };
    static void add(Held& held, std::size_t state, int areas) {
        if (state == is_present) held.known += areas;
        if (state == is_open) held.open += areas;
    }
    static Partner partner(const Held& inside, const Held& whole) {
        return {inside.known, inside.open, whole.known - inside.known, whole.open - inside.open};
    }

    void weigh(const Taken& taken) {
        int size = 0;
        Held second;
        Held third;
        for (std::size_t b = 0; b < states; ++b) {
            for (std::size_t c = 0; c < states; ++c) {
                const int areas = counts_[is_present][b][c] + taken[b][c];
                size += areas;
                add(second, b, areas);
                add(third, c, areas);
            }
        }
        if (!shared_.holds(size)) return;
        const auto high = end_of(true, size, partner(second, second_whole_), second_);
        if (!high) return;
        const auto low = end_of(false, size, partner(third, third_whole_), third_);
        if (!low) return;
        const int sign = high->against(*low);
        if (!best_ || sign > *best_) best_ = sign;
    }

    /// An area of the shared list that the second has or may have, and the third lacks or may lack, never lowers the
    /// difference; one that the second lacks and the third has or may have never raises it. Left are areas that
    /// neither has, that only the second may have and the third has, and that both have; in the last the difference is
    /// linear.
    void sweep() {
        const PairCounts& free = counts_[is_open];
        Taken taken{};
        taken[is_present][0] = free[is_present][0];
        taken[is_present][is_open] = free[is_present][is_open];
        taken[is_open][0] = free[is_open][0];
        taken[is_open][is_open] = free[is_open][is_open];
        for (const int both : {0, free[is_present][is_present]}) {
            taken[is_present][is_present] = both;
            for (int none = 0; none <= free[0][0]; ++none) {
                taken[0][0] = none;
                for (int may = 0; may <= free[is_open][is_present]; ++may) {
                    taken[is_open][is_present] = may;
                    weigh(taken);
                    if (best_ == 1) return;
                }
            }
            if (free[is_present][is_present] == 0) break;
        }
        if (best_) return;
        // Each of these left the shared list empty, which its partner's emptiness rules out: one area goes in.
        taken = {};
        if (free[0][is_open] > 0) {
            taken[0][is_open] = 1;
        } else if (free[0][is_present] > 0) {
            taken[0][is_present] = 1;
        }
        weigh(taken);
    }

    /// With lengths every number of areas of each class is tried.
    void scan() {
        Taken taken{};
        do {
            weigh(taken);
        } while (best_ != 1 && next(taken));
    }
    [[nodiscard]] bool next(Taken& taken) const {
        for (std::size_t b = 0; b < states; ++b) {
            for (std::size_t c = 0; c < states; ++c) {
                if (taken[b][c]++ < counts_[is_open][b][c]) return true;
                taken[b][c] = 0;
            }
        }
        return false;
    }

    const TrioCounts& counts_;
    Span shared_;
    Span second_;
    Span third_;
    int areas_ = 0;
    Held second_whole_;
    Held third_whole_;
    std::optional<int> best_;
};

TrioCounts exchanged(const TrioCounts& counts) {
    TrioCounts turned{};
    for (std::size_t a = 0; a < states; ++a) {
        for (std::size_t b = 0; b < states; ++b) {
            for (std::size_t c = 0; c < states; ++c) turned[a][c][b] = counts[a][b][c];
        }
    }
    return turned;
}

std::optional<Shares> free_shares(const PairCounts& counts) {
    int possible = 0;  // both may have it
    int apart = 0;     // one has it and the other lacks it
    int any = 0;       // someone may have it
    for (std::size_t a = 0; a < states; ++a) {
        for (std::size_t b = 0; b < states; ++b) {
            if (a != 0 || b != 0) any += counts[a][b];
            if (a != 0 && b != 0) {
                possible += counts[a][b];
            } else if (a == is_present || b == is_present) {
                apart += counts[a][b];
            }
        }
    }
    if (any == 0) return std::nullopt;
    const Share most = possible + apart == 0 ? Share{0, 1} : Share{possible, possible + apart};
    return Shares{{counts[is_present][is_present], any}, most};
}

}  // namespace

std::optional<Shares> pair_shares(const PairCounts& counts, Span one, Span other) {
    int areas = 0;
    Partner whole;
    Partner base;
    int fixed = 0;
    for (std::size_t a = 0; a < states; ++a) {
        for (std::size_t b = 0; b < states; ++b) {
            const int held = counts[a][b];
            areas += held;
            if (b == is_present) whole.known_inside += held;
            if (b == is_open) whole.open_inside += held;
            if (a != is_present) continue;
            fixed += held;
            if (b == is_present) base.known_inside += held;
            if (b == is_open) base.open_inside += held;
        }
    }
    if (one.free(areas) && other.free(areas)) return free_shares(counts);
    std::optional<Shares> found;
    const auto& free = counts[is_open];
    for (int none = 0; none <= free[0]; ++none) {
        for (int known = 0; known <= free[is_present]; ++known) {
            for (int may = 0; may <= free[is_open]; ++may) {
                const int size = fixed + none + known + may;
                if (!one.holds(size)) continue;
                Partner partner{base.known_inside + known, base.open_inside + may, 0, 0};
                partner.known_outside = whole.known_inside - partner.known_inside;
                partner.open_outside = whole.open_inside - partner.open_inside;
                const auto high = end_of(true, size, partner, other);
                const auto low = end_of(false, size, partner, other);
                if (!high || !low) continue;
                if (!found) found = Shares{*low, *high};
                if (low->against(found->least) < 0) found->least = *low;
                if (high->against(found->most) > 0) found->most = *high;
            }
        }
    }
    return found;
}

Signs shared_signs(const TrioCounts& counts, Span shared, Span second, Span third) {
    const auto greatest = Largest(counts, shared, second, third).sign();
    if (!greatest) return Signs::none();
    const TrioCounts turned = exchanged(counts);
    const auto least = Largest(turned, shared, third, second).sign();
    return Signs::sharp(-*least, *greatest);
}

Signs apart_signs(const std::optional<Shares>& first, const std::optional<Shares>& second) {
    if (!first || !second) return Signs::none();
    return Signs::sharp(first->least.against(second->most), first->most.against(second->least));
}

std::optional<Depth> presence_threshold(const Indicator& indicator, const Arguments& arguments) {
    if (indicator.solver != &ratio_index || indicator.terms == nullptr) return std::nullopt;
    const Depth top = arguments.max_depth;
    const auto terms = [&](Depth x, Depth y) { return indicator.terms({x, y}, arguments); };
    Depth threshold = 0;
    while (threshold <= top && terms(threshold, threshold).f <= 0.0) ++threshold;
    if (threshold == 0 || threshold > top) return std::nullopt;
    const Terms both = terms(top, top);
    const Terms one = terms(top, 0);
    const Terms none = terms(0, 0);
    // f / g = a i / (d i + c m) with i areas of both and m of one: it grows with i / (i + m) where a, c, d > 0.
    const bool grows = both.f > 0.0 && both.g > 0.0 && one.f == 0.0 && one.g > 0.0 && none.f == 0.0 && none.g == 0.0;
    if (!grows) return std::nullopt;
    for (Depth x = 0; x <= top; ++x) {
        for (Depth y = 0; y <= top; ++y) {
            const Terms found = terms(x, y);
            const Terms& expected = x >= threshold && y >= threshold   ? both
                                    : x >= threshold || y >= threshold ? one
                                                                       : none;
            if (found.f != expected.f || found.g != expected.g) return std::nullopt;
        }
    }
    return threshold;
}

std::optional<Presence> Presence::of(const Panel& panel, const Constraints& constraints, const Indicator& indicator,
                                     const Arguments& arguments) {
    const auto threshold = presence_threshold(indicator, arguments);
    const bool lengths = constraints.joint.empty() && constraints.blocks.empty() && constraints.common.empty();
    if (!threshold || !panel.equal_weights() || !lengths) return std::nullopt;
    Presence found;
    found.columns_ = panel.columns();
    found.threshold_ = *threshold;
    found.spans_.resize(panel.rows());
    for (const ListLength& length : constraints.lengths) {
        if (length.threshold != *threshold) return std::nullopt;
        Span& span = found.spans_[length.row];
        span.least = std::max(span.least, static_cast<int>(length.minimum));
        span.most = std::min(span.most, static_cast<int>(std::min(length.maximum, panel.columns())));
    }
    for (std::size_t i = 0; i < panel.lower().size(); ++i) {
        found.cells_.push_back(panel.lower()[i] >= *threshold   ? State::present
                               : panel.upper()[i] >= *threshold ? State::open
                                                                : State::absent);
    }
    return found;
}

PairCounts Presence::count(std::size_t one, std::size_t other) const {
    PairCounts counts{};
    for (std::size_t c = 0; c < columns_; ++c) {
        ++counts[static_cast<std::size_t>(state(one, c))][static_cast<std::size_t>(state(other, c))];
    }
    return counts;
}

TrioCounts Presence::count(std::size_t shared, std::size_t second, std::size_t third) const {
    TrioCounts counts{};
    for (std::size_t c = 0; c < columns_; ++c) {
        ++counts[static_cast<std::size_t>(state(shared, c))][static_cast<std::size_t>(state(second, c))]
                [static_cast<std::size_t>(state(third, c))];
    }
    return counts;
}

}  // namespace chirograph
