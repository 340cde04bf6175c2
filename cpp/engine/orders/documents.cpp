#include "engine/orders/documents.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <utility>

#include "engine/base/parallel.hpp"
#include "engine/orders/walk.hpp"

namespace chirograph {
namespace {

using Key = std::array<int, 4>;

/// Working out what is left of a group, in steps.
constexpr double steps_of_an_entry = 20.0;

Key key_of(const Left& left) {
    if (!left.shares) return {-1, -1, -1, -1};
    return {left.shares->least.common, left.shares->least.whole, left.shares->most.common, left.shares->most.whole};
}

double width(const Shares& shares) {
    const auto value = [](Share share) { return static_cast<double>(share.common) / share.whole; };
    return value(shares.most) - value(shares.least);
}

/// What may be left of a pair, each once.
std::vector<Left> kinds_left(const RowGroup& group) {
    std::map<Key, Left> found;
    for (std::size_t at = 0; at < group.size(); ++at) {
        const Left left = group.at(at);
        if (left.holds) found.try_emplace(key_of(left), left);
    }
    std::vector<Left> all;
    for (const auto& [key, left] : found) all.push_back(left);
    return all;
}

}  // namespace

Signs left_signs(const Left& first, const Left& second) {
    return apart_signs(first.shares, second.shares);
}

Document::Document(Presence presence, std::span<const std::uint8_t> owned, double steps, unsigned threads)
    : presence_(std::move(presence)), owned_(owned.begin(), owned.end()), steps_(steps), threads_(threads) {
    const std::size_t rows = presence_.rows();
    std::vector<std::size_t> all(rows);
    std::iota(all.begin(), all.end(), std::size_t{0});
    classes_ = area_classes(presence_, owned_, all);
    for (const AreaClass& area : classes_) ways_ *= area.ways();
    std::map<std::vector<std::size_t>, std::size_t> number;
    const auto add = [&](std::vector<std::size_t> members) {
        number[members] = groups_.size();
        groups_.emplace_back(presence_, owned_, std::move(members));
    };
    for (std::size_t p = 0; p < rows; ++p) {
        for (std::size_t q = p + 1; q < rows; ++q) {
            pairs_.push_back({p, q});
            add({p, q});
        }
    }
    for (std::size_t p = 0; p < rows; ++p) {
        for (std::size_t q = p + 1; q < rows; ++q) {
            for (std::size_t r = q + 1; r < rows; ++r) add({p, q, r});
        }
    }
    for (std::size_t e = 0; e < pairs_.size(); ++e) {
        for (std::size_t f = e + 1; f < pairs_.size(); ++f) {
            std::vector<std::size_t> members{pairs_[e][0], pairs_[e][1], pairs_[f][0], pairs_[f][1]};
            std::ranges::sort(members);
            const auto twice = std::ranges::adjacent_find(members);
            if (twice == members.end()) {
                comparisons_.push_back({e, f, false});
                continue;
            }
            const std::size_t shared = *twice;
            members.erase(twice);
            const auto which = std::ranges::find(members, shared) - members.begin();
            comparisons_.push_back({number[members], static_cast<std::size_t>(which), true});
        }
    }
    // The small ones first: one that is too large does not keep others from being worked out.
    std::vector<std::size_t> order(groups_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t at) { return groups_[at].entries(); });
    double left = steps_;
    for (const std::size_t at : order) {
        const double work = groups_[at].entries() * steps_of_an_entry;
        if (work > left) break;
        left -= work;
        groups_[at].fill(threads_);
        ++filled_;
    }
}

Document::Settled Document::read(const Place& place, const Lefts& lefts) const {
    if (place.shared) {
        const Left& left = lefts[place.one];
        return {(left.settled >> place.other & 1U) != 0, (left.one_sided >> place.other & 1U) != 0};
    }
    const Signs signs = left_signs(lefts[place.one], lefts[place.other]);
    return {signs.settled(), signs.one_sided()};
}

Document::Lefts Document::lefts(std::span<const std::uint8_t> present) const {
    Lefts found;
    for (const RowGroup& group : groups_) {
        if (group.filled() && group.constant()) {
            found.push_back(group.at(0));
            continue;
        }
        std::vector<std::uint64_t> codes(group.classes().size(), 0);
        for (std::size_t which = 0; which < codes.size(); ++which) {
            const AreaClass& area = group.classes()[which];
            for (const std::size_t column : area.columns) {
                std::size_t pattern = 0;
                for (std::size_t i = 0; i < area.owned.size(); ++i) {
                    const std::size_t cell = group.rows()[area.owned[i]] * presence_.columns() + column;
                    pattern |= std::size_t{present[cell] != 0} << i;
                }
                codes[which] += group.code(which, pattern);
            }
        }
        if (!group.filled()) {
            found.push_back(group.left(codes));
            continue;
        }
        std::size_t place = 0;
        for (std::size_t which = 0; which < codes.size(); ++which) place += group.place(which, codes[which]);
        found.push_back(group.at(place));
    }
    return found;
}

bool Document::enumerable(double components) const {
    const double each = static_cast<double>(groups_.size() + comparisons_.size()) / 2.0 + components;
    return filled_ == groups_.size() && ways_ * each <= steps_;
}

double Document::cost() const {
    const auto columns = static_cast<double>(presence_.columns());
    double sum = 1.0 + static_cast<double>(comparisons_.size());
    for (const RowGroup& group : groups_) {
        if (group.constant()) continue;
        sum += group.filled() ? columns : columns * columns;
    }
    return sum;
}

/// Too many completions to go through, and yet certain: nothing is left open, and both pairs have a value.
bool Document::certain(const Place& place) const {
    const RowGroup& one = groups_[place.one];
    if (!place.shared) {
        const RowGroup& two = groups_[place.other];
        return one.complete() && two.complete() && one.valued(0, 1) && two.valued(0, 1);
    }
    const std::size_t second = place.other == 0 ? 1 : 0;
    const std::size_t third = place.other == 2 ? 1 : 2;
    return one.complete() && one.valued(place.other, second) && one.valued(place.other, third);
}

void Document::mark_each(DocumentEnds& ends) const {
    ends.always.assign(comparisons_.size(), 0);
    ends.possibly.assign(comparisons_.size(), 1);
    std::vector<std::uint8_t> always_one(comparisons_.size(), 0);
    std::vector<std::uint8_t> possibly_one(comparisons_.size(), 1);
    std::vector<std::vector<Left>> kinds;
    for (std::size_t e = 0; e < pairs_.size(); ++e) {
        kinds.push_back(groups_[e].filled() ? kinds_left(groups_[e]) : std::vector<Left>{});
    }
    parallel_rows(comparisons_.size(), threads_, [&](std::size_t c) {
        const Place& place = comparisons_[c];
        const bool known = groups_[place.one].filled() && (place.shared || groups_[place.other].filled());
        if (!known) {
            ends.always[c] = always_one[c] = certain(place) ? 1 : 0;
            return;
        }
        bool always = true;
        bool some = false;
        bool always_side = true;
        bool some_side = false;
        const auto note = [&](bool settled, bool one_sided) {
            always = always && settled;
            some = some || settled;
            always_side = always_side && one_sided;
            some_side = some_side || one_sided;
        };
        if (place.shared) {
            const RowGroup& group = groups_[place.one];
            for (std::size_t at = 0; at < group.size(); ++at) {
                const Left left = group.at(at);
                if (!left.holds) continue;
                note((left.settled >> place.other & 1U) != 0, (left.one_sided >> place.other & 1U) != 0);
            }
        } else {
            for (const Left& one : kinds[place.one]) {
                for (const Left& two : kinds[place.other]) {
                    const Signs signs = left_signs(one, two);
                    note(signs.settled(), signs.one_sided());
                }
            }
        }
        ends.always[c] = always && some ? 1 : 0;
        ends.possibly[c] = some ? 1 : 0;
        always_one[c] = always_side && some_side ? 1 : 0;
        possibly_one[c] = some_side ? 1 : 0;
    });
    const auto sum = [](const std::vector<std::uint8_t>& flags) {
        return static_cast<double>(std::accumulate(flags.begin(), flags.end(), 0));
    };
    ends.worst.proven = sum(ends.always);
    ends.best.proven = sum(ends.possibly);
    ends.worst_one_sided.proven = sum(always_one);
    ends.best_one_sided.proven = sum(possibly_one);
}

void Document::mark_widths(DocumentEnds& ends) const {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    for (std::size_t e = 0; e < pairs_.size(); ++e) {
        double least = none;
        double most = groups_[e].filled() ? none : 1.0;
        for (std::size_t at = 0; groups_[e].filled() && at < groups_[e].size(); ++at) {
            const Left left = groups_[e].at(at);
            if (!left.holds || !left.shares) continue;
            least = std::fmin(least, width(*left.shares));
            most = std::fmax(most, width(*left.shares));
        }
        if (!groups_[e].filled()) least = 0.0;
        ends.least_width.push_back(least);
        ends.most_width.push_back(most);
        ends.least_total.proven += std::isnan(least) ? 0.0 : least;
        ends.most_total.proven += std::isnan(most) ? 0.0 : most;
    }
}

DocumentEnds Document::ends() const {
    DocumentEnds ends;
    ends.completions = ways_;
    mark_each(ends);
    mark_widths(ends);
    if (!enumerable(1.0)) {
        climb(ends);
        return ends;
    }
    Walk walk(*this, {});
    walk.go();
    walk.tell(ends);
    return ends;
}

}  // namespace chirograph
