#include "engine/orders/walk.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <numeric>

#include "engine/base/parallel.hpp"

namespace chirograph {
namespace {

constexpr std::size_t parts = 256;

std::vector<std::size_t> every_row(std::size_t rows) {
    std::vector<std::size_t> all(rows);
    std::iota(all.begin(), all.end(), std::size_t{0});
    return all;
}

double value_of(Share share) {
    return static_cast<double>(share.common) / share.whole;
}

}  // namespace

std::vector<double> numbers_chances(const AreaClass& area, std::span<const std::size_t> rows, std::size_t columns,
                                    std::span<const double> present,
                                    const std::vector<std::vector<std::uint16_t>>& numbers) {
    std::vector<std::vector<double>> chances;
    for (const std::size_t column : area.columns) {
        std::vector<double> each(area.patterns(), 1.0);
        for (std::size_t pattern = 0; pattern < each.size(); ++pattern) {
            for (std::size_t i = 0; i < area.owned.size(); ++i) {
                const double chance = present[rows[area.owned[i]] * columns + column];
                each[pattern] *= (pattern >> i & 1U) != 0 ? chance : 1.0 - chance;
            }
        }
        chances.push_back(std::move(each));
    }
    return composition_chances(numbers, chances);
}

Document::Walk::Walk(const Document& document, std::span<const Component> mixture) : document_(document) {
    const std::vector<std::size_t> rows = every_row(document.presence_.rows());
    for (const AreaClass& area : document.classes_) {
        numbers_.push_back(compositions(area.columns.size(), area.patterns()));
        std::vector<Step> steps;
        for (const RowGroup& group : document.groups_) steps.push_back(step_of(area, group, numbers_.back()));
        steps_.push_back(std::move(steps));
    }
    for (std::size_t which = 0; which + 1 < numbers_.size(); ++which) outer_ *= numbers_[which].size();
    for (const Component& component : mixture) {
        weights_.push_back(component.weight);
        std::vector<std::vector<double>> chances;
        for (std::size_t which = 0; which < numbers_.size(); ++which) {
            chances.push_back(numbers_chances(document.classes_[which], rows, document.presence_.columns(),
                                              component.present, numbers_[which]));
        }
        chances_.push_back(std::move(chances));
    }
    shorten();
    std::ranges::copy_if(document.comparisons_, std::back_inserter(apart_),
                         [](const Place& place) { return !place.shared; });
    all_ = fresh();
}

void Document::Walk::shorten() {
    const auto below = [](Share one, Share two) { return one.against(two) < 0; };
    std::vector<Share> shares;
    for (std::size_t e = 0; e < document_.pairs_.size(); ++e) {
        const RowGroup& group = document_.groups_[e];
        for (std::size_t at = 0; at < group.size(); ++at) {
            const Left left = group.at(at);
            if (left.shares) shares.insert(shares.end(), {left.shares->least, left.shares->most});
        }
    }
    std::ranges::sort(shares, below);
    const auto same = [](Share one, Share two) { return one.against(two) == 0; };
    shares.erase(std::unique(shares.begin(), shares.end(), same), shares.end());
    const auto number = [&](Share share) {
        return static_cast<std::int32_t>(std::ranges::lower_bound(shares, share, below) - shares.begin());
    };
    for (std::size_t e = 0; e < document_.pairs_.size(); ++e) {
        const RowGroup& group = document_.groups_[e];
        std::vector<Short> all(group.size());
        for (std::size_t at = 0; at < group.size(); ++at) {
            const Left left = group.at(at);
            if (left.holds) all[at].kind = Short::Kind::undefined;
            if (!left.holds || !left.shares) continue;
            const auto [least, most] = *left.shares;
            all[at] = {number(least), number(most), value_of(most) - value_of(least), Short::Kind::range};
        }
        pairs_.push_back(std::move(all));
    }
}

Document::Walk::Step Document::Walk::step_of(const AreaClass& area, const RowGroup& group,
                                             const std::vector<std::vector<std::uint16_t>>& numbers) const {
    Step step{group.class_of(area.columns.front()), {}};
    const AreaClass& own = group.classes()[step.which];
    // The pattern in the group: the bits of the programmes that it has.
    std::vector<std::uint64_t> codes;
    for (std::size_t pattern = 0; pattern < area.patterns(); ++pattern) {
        std::size_t seen = 0;
        for (std::size_t i = 0; i < own.owned.size(); ++i) {
            const auto at = std::ranges::find(area.owned, group.rows()[own.owned[i]]) - area.owned.begin();
            seen |= (pattern >> at & 1U) << i;
        }
        codes.push_back(group.code(step.which, seen));
    }
    for (const auto& vector : numbers) {
        std::uint64_t sum = 0;
        for (std::size_t pattern = 0; pattern < vector.size(); ++pattern) sum += codes[pattern] * vector[pattern];
        step.adds.push_back(sum);
    }
    return step;
}

std::size_t Document::Walk::number(std::size_t outer, std::size_t which) const {
    for (std::size_t i = 0; i < which; ++i) outer /= numbers_[i].size();
    return outer % numbers_[which].size();
}

void Document::Walk::move(std::size_t outer, Base& base) const {
    const std::size_t last = numbers_.size() - 1;
    base.chances = weights_;
    base.chosen.clear();
    for (std::size_t which = 0; which < last; ++which) {
        base.chosen.push_back(outer % numbers_[which].size());
        outer /= numbers_[which].size();
        for (std::size_t i = 0; i < weights_.size(); ++i) base.chances[i] *= chances_[i][which][base.chosen.back()];
    }
    base.place.clear();
    base.last_code.clear();
    for (std::size_t g = 0; g < document_.groups_.size(); ++g) {
        const RowGroup& group = document_.groups_[g];
        base.codes.assign(group.classes().size(), 0);
        for (std::size_t which = 0; which < last; ++which) {
            base.codes[steps_[which][g].which] += steps_[which][g].adds[base.chosen[which]];
        }
        const std::size_t moved = steps_[last][g].which;
        std::size_t place = 0;
        for (std::size_t i = 0; i < base.codes.size(); ++i) place += i == moved ? 0 : group.place(i, base.codes[i]);
        base.place.push_back(place);
        base.last_code.push_back(base.codes[moved]);
    }
}

void Document::Walk::part(std::size_t outer, Base& now, Tally& tally) const {
    const std::size_t last = numbers_.size() - 1;
    move(outer, now);
    std::vector<Lane>& lanes = now.lanes;
    lanes.clear();
    for (std::size_t g = 0; g < document_.groups_.size(); ++g) {
        const Step& step = steps_[last][g];
        const auto [ranks, stride] = document_.groups_[g].ranks(step.which);
        lanes.push_back({ranks.data() + now.last_code[g], step.adds.data(), stride, now.place[g]});
    }
    now.places.resize(lanes.size());
    for (std::size_t i = 0; i < numbers_[last].size(); ++i) {
        for (std::size_t g = 0; g < lanes.size(); ++g) now.places[g] = lanes[g].place(i);
        const auto found = count(now.places);
        if (!found) continue;
        double chance = 0.0;
        for (std::size_t j = 0; j < weights_.size(); ++j) chance += now.chances[j] * chances_[j][last][i];
        note(outer * numbers_[last].size() + i, *found, chance, tally);
    }
}

std::optional<Document::Walk::Count> Document::Walk::count(std::span<const std::size_t> places) const {
    constexpr std::array<std::uint8_t, three_bits + 1> ones{0, 1, 1, 2, 1, 2, 2, 3};
    Count found;
    for (std::size_t e = 0; e < pairs_.size(); ++e) {
        const Short& pair = pairs_[e][places[e]];
        if (pair.kind == Short::Kind::contradiction) return std::nullopt;
        found.total += pair.width;
    }
    for (std::size_t g = pairs_.size(); g < places.size(); ++g) {
        const unsigned bits = document_.groups_[g].bits(places[g]);
        found.settled += ones[bits & three_bits];
        found.one_sided += ones[bits >> one_sided_at & three_bits];
    }
    for (const Place& place : apart_) {
        const Short& one = pairs_[place.one][places[place.one]];
        const Short& two = pairs_[place.other][places[place.other]];
        if (one.kind != Short::Kind::range || two.kind != Short::Kind::range) continue;
        const bool above = one.least >= two.most;
        const bool below = one.most <= two.least;
        const bool same = above && below;
        found.settled += one.least > two.most || one.most < two.least || same ? 1 : 0;
        found.one_sided += above || below ? 1 : 0;
    }
    return found;
}

void Document::Walk::note(std::size_t at, const Count& found, double chance, Tally& tally) {
    const auto settled = static_cast<double>(found.settled);
    const auto one_sided = static_cast<double>(found.one_sided);
    if (settled < tally.worst) {
        tally.worst = settled;
        tally.worst_at = at;
    }
    if (settled > tally.best) {
        tally.best = settled;
        tally.best_at = at;
    }
    tally.worst_one_sided = std::min(tally.worst_one_sided, one_sided);
    tally.best_one_sided = std::max(tally.best_one_sided, one_sided);
    tally.least_total = std::min(tally.least_total, found.total);
    tally.most_total = std::max(tally.most_total, found.total);
    tally.counts[found.settled] += chance;
}

Document::Walk::Tally Document::Walk::fresh() const {
    constexpr double far = std::numeric_limits<double>::infinity();
    Tally tally{far, -1, far, -1, far, 0, 0, 0, {}};
    tally.counts.assign(document_.comparisons() + 1, 0.0);
    return tally;
}

void Document::Walk::merge(Tally& all, const Tally& part) {
    if (part.worst < all.worst) {
        all.worst = part.worst;
        all.worst_at = part.worst_at;
    }
    if (part.best > all.best) {
        all.best = part.best;
        all.best_at = part.best_at;
    }
    all.worst_one_sided = std::min(all.worst_one_sided, part.worst_one_sided);
    all.best_one_sided = std::max(all.best_one_sided, part.best_one_sided);
    all.least_total = std::min(all.least_total, part.least_total);
    all.most_total = std::max(all.most_total, part.most_total);
    for (std::size_t i = 0; i < all.counts.size(); ++i) all.counts[i] += part.counts[i];
}

void Document::Walk::go() {
    // The parts do not depend on threads, nor does the order in which their chances are summed.
    const std::size_t size = (outer_ + parts - 1) / parts;
    std::vector<Tally> found((outer_ + size - 1) / size, fresh());
    parallel_rows(found.size(), document_.threads_, [&](std::size_t at) {
        Base base;
        for (std::size_t outer = at * size; outer < std::min(outer_, (at + 1) * size); ++outer) {
            checkpoint();
            part(outer, base, found[at]);
        }
    });
    for (const Tally& tally : found) merge(all_, tally);
}

void Document::Walk::say(std::size_t at, std::vector<std::uint8_t>& cells) const {
    const std::size_t columns = document_.presence_.columns();
    cells.assign(document_.presence_.rows() * columns, 0);
    const std::size_t inner = numbers_.back().size();
    for (std::size_t which = 0; which < numbers_.size(); ++which) {
        const bool last = which + 1 == numbers_.size();
        const auto& chosen = numbers_[which][last ? at % inner : number(at / inner, which)];
        const AreaClass& area = document_.classes_[which];
        std::size_t next = 0;
        for (std::size_t pattern = 0; pattern < chosen.size(); ++pattern) {
            for (std::size_t i = 0; i < chosen[pattern]; ++i, ++next) {
                for (std::size_t bit = 0; bit < area.owned.size(); ++bit) {
                    cells[area.owned[bit] * columns + area.columns[next]] =
                        static_cast<std::uint8_t>(pattern >> bit & 1U);
                }
            }
        }
    }
}

void Document::Walk::tell(DocumentEnds& ends) const {
    if (all_.best < 0) return;
    ends.worst = {all_.worst, all_.worst};
    ends.best = {all_.best, all_.best};
    ends.worst_one_sided = {all_.worst_one_sided, all_.worst_one_sided};
    ends.best_one_sided = {all_.best_one_sided, all_.best_one_sided};
    ends.least_total = {all_.least_total, all_.least_total};
    ends.most_total = {all_.most_total, all_.most_total};
    say(all_.worst_at, ends.worst_says);
    say(all_.best_at, ends.best_says);
}

std::vector<double> Document::Walk::counts() const {
    const double mass = std::accumulate(all_.counts.begin(), all_.counts.end(), 0.0);
    if (!(mass > 0.0)) return {};
    std::vector<double> found = all_.counts;
    for (double& chance : found) chance /= mass;
    return found;
}

}  // namespace chirograph
