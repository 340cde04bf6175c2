#include <algorithm>
#include <map>
#include <numeric>

#include "engine/base/parallel.hpp"
#include "engine/orders/documents.hpp"
#include "engine/orders/walk.hpp"

namespace chirograph {
namespace {

/// Adding an area to the law of a class, in steps.
constexpr double steps_of_an_area = 50.0;

/// The chance of every place of a group under one component; places whose lists do not fit have none.
class PlaceChances {
public:
    PlaceChances(const RowGroup& group, std::size_t columns, const Component& component) : group_(group) {
        for (std::size_t which = 0; which < group.classes().size() && !group.constant(); ++which) {
            chances_.push_back(numbers_chances(group.classes()[which], group.rows(), columns, component.present,
                                               group.all_numbers(which)));
        }
    }
    [[nodiscard]] double at(std::size_t place) const {
        double chance = 1.0;  // of a group that the document tells nothing of
        for (std::size_t which = 0; which < chances_.size(); ++which) {
            chance *= chances_[which][group_.numbers(place, which)];
        }
        return chance;
    }

private:
    const RowGroup& group_;
    std::vector<std::vector<double>> chances_;
};

/// Chances of the three comparisons of a group of three: settled, then never reversed; and the mass they are of.
struct TrioChance {
    std::array<double, 3> settled{};
    std::array<double, 3> one_sided{};
    double mass = 0.0;
};

TrioChance trio_chance(const RowGroup& group, const PlaceChances& chances, unsigned threads) {
    std::vector<TrioChance> parts((group.size() + at_once - 1) / at_once);
    parallel_rows(parts.size(), threads, [&](std::size_t part) {
        TrioChance& found = parts[part];
        for (std::size_t at = part * at_once; at < std::min(group.size(), (part + 1) * at_once); ++at) {
            const Left left = group.at(at);
            if (!left.holds) continue;
            const double chance = chances.at(at);
            found.mass += chance;
            for (std::size_t i = 0; i < 3; ++i) {
                if ((left.settled >> i & 1U) != 0) found.settled[i] += chance;
                if ((left.one_sided >> i & 1U) != 0) found.one_sided[i] += chance;
            }
        }
    });
    TrioChance all;
    for (const TrioChance& part : parts) {
        all.mass += part.mass;
        for (std::size_t i = 0; i < 3; ++i) {
            all.settled[i] += part.settled[i];
            all.one_sided[i] += part.one_sided[i];
        }
    }
    return all;
}

struct Likely {
    Left left;
    double chance = 0.0;
};

/// What may be left of a pair, with its chance.
std::vector<Likely> pair_law(const RowGroup& group, const PlaceChances& chances) {
    std::map<std::array<int, 4>, Likely> found;
    for (std::size_t at = 0; at < group.size(); ++at) {
        const Left left = group.at(at);
        if (!left.holds) continue;
        std::array<int, 4> key{-1, -1, -1, -1};
        if (left.shares) {
            const auto& [least, most] = *left.shares;
            key = {least.common, least.whole, most.common, most.whole};
        }
        Likely& one = found[key];
        one.left = left;
        one.chance += chances.at(at);
    }
    std::vector<Likely> law;
    for (const auto& [key, one] : found) law.push_back(one);
    return law;
}

}  // namespace

void Document::read_chances(std::span<const Component> mixture, DocumentChance& found) const {
    std::vector<double> mass(comparisons_.size(), 0.0);
    const std::size_t columns = presence_.columns();
    for (const Component& component : mixture) {
        std::vector<TrioChance> trios(groups_.size());
        std::vector<std::vector<Likely>> laws(groups_.size());
        for (std::size_t g = 0; g < groups_.size(); ++g) {
            const PlaceChances chances(groups_[g], columns, component);
            if (g < pairs_.size()) {
                laws[g] = pair_law(groups_[g], chances);
            } else {
                trios[g] = trio_chance(groups_[g], chances, threads_);
            }
        }
        parallel_rows(comparisons_.size(), threads_, [&](std::size_t c) {
            const Place& place = comparisons_[c];
            double settled = 0.0;
            double one_sided = 0.0;
            double all = 0.0;
            if (place.shared) {
                const TrioChance& trio = trios[place.one];
                settled = trio.settled[place.other];
                one_sided = trio.one_sided[place.other];
                all = trio.mass;
            } else {
                for (const Likely& one : laws[place.one]) {
                    for (const Likely& two : laws[place.other]) {
                        const Signs signs = left_signs(one.left, two.left);
                        const double chance = one.chance * two.chance;
                        all += chance;
                        if (signs.settled()) settled += chance;
                        if (signs.one_sided()) one_sided += chance;
                    }
                }
            }
            found.settled[c] += component.weight * settled;
            found.one_sided[c] += component.weight * one_sided;
            mass[c] += component.weight * all;
        });
    }
    for (std::size_t c = 0; c < mass.size(); ++c) {
        found.settled[c] /= mass[c];
        found.one_sided[c] /= mass[c];
    }
}

std::optional<DocumentChance> Document::chance(std::span<const Component> mixture, bool counts) const {
    double each = 0.0;
    for (const RowGroup& group : groups_) {
        each += group.constant() ? 1.0 : group.ways() + steps_of_an_area * static_cast<double>(presence_.columns());
    }
    const auto components = static_cast<double>(mixture.size());
    if (filled_ < groups_.size() || each * components > steps_) return std::nullopt;
    DocumentChance found{
        std::vector<double>(comparisons_.size(), 0.0), std::vector<double>(comparisons_.size(), 0.0), {}};
    read_chances(mixture, found);
    if (counts && enumerable(components)) {
        Walk walk(*this, mixture);
        walk.go();
        found.counts = walk.counts();
    }
    return found;
}

DocumentChance Document::sampled(std::span<const std::uint8_t> present) const {
    const std::size_t cells = presence_.rows() * presence_.columns();
    const std::size_t count = present.size() / cells;
    DocumentChance found{std::vector<double>(comparisons_.size(), 0.0), std::vector<double>(comparisons_.size(), 0.0),
                         std::vector<double>(comparisons_.size() + 1, 0.0)};
    constexpr std::size_t draws_at_once = 256;
    std::vector<DocumentChance> parts((count + draws_at_once - 1) / draws_at_once, found);
    parallel_rows(parts.size(), threads_, [&](std::size_t part) {
        for (std::size_t draw = part * draws_at_once; draw < std::min(count, (part + 1) * draws_at_once); ++draw) {
            checkpoint();
            const Lefts now = lefts(present.subspan(draw * cells, cells));
            std::size_t settled = 0;
            for (std::size_t c = 0; c < comparisons_.size(); ++c) {
                const Settled one = read(comparisons_[c], now);
                parts[part].settled[c] += one.settled ? 1.0 : 0.0;
                parts[part].one_sided[c] += one.one_sided ? 1.0 : 0.0;
                settled += one.settled ? 1 : 0;
            }
            parts[part].counts[settled] += 1.0;
        }
    });
    const auto sum = [](std::vector<double>& all, const std::vector<double>& more) {
        std::ranges::transform(all, more, all.begin(), std::plus{});
    };
    for (const DocumentChance& part : parts) {
        sum(found.settled, part.settled);
        sum(found.one_sided, part.one_sided);
        sum(found.counts, part.counts);
    }
    for (auto* values : {&found.settled, &found.one_sided, &found.counts}) {
        for (double& value : *values) value /= static_cast<double>(count);
    }
    return found;
}

/// Completions without a proof: a few to begin with, each bettered area by area.
void Document::climb(DocumentEnds& ends) const {
    const std::size_t columns = presence_.columns();
    std::vector<std::size_t> cells;
    for (std::size_t i = 0; i < owned_.size(); ++i) {
        if (owned_[i] != 0 && presence_.state(i / columns, i % columns) == State::open) cells.push_back(i);
    }
    const auto counted = [&](const std::vector<std::uint8_t>& says) -> std::optional<std::array<double, 2>> {
        const Lefts now = lefts(says);
        std::array<double, 2> count{};
        for (const Left& left : now) {
            if (!left.holds) return std::nullopt;
        }
        for (const Place& place : comparisons_) {
            const Settled one = read(place, now);
            count[0] += one.settled ? 1.0 : 0.0;
            count[1] += one.one_sided ? 1.0 : 0.0;
        }
        return count;
    };
    ends.worst.found = ends.worst_one_sided.found = static_cast<double>(comparisons_.size());
    const auto note = [&](const std::vector<std::uint8_t>& says) {
        const auto count = counted(says);
        if (!count) return;
        if ((*count)[0] <= ends.worst.found) {
            ends.worst.found = (*count)[0];
            ends.worst_says = says;
        }
        if ((*count)[0] >= ends.best.found) {
            ends.best.found = (*count)[0];
            ends.best_says = says;
        }
        ends.worst_one_sided.found = std::min(ends.worst_one_sided.found, (*count)[1]);
        ends.best_one_sided.found = std::max(ends.best_one_sided.found, (*count)[1]);
    };
    constexpr std::size_t every = 4;  // all, none, and every so many: lists of several lengths
    for (std::size_t kept = 0; kept <= every; ++kept) {
        std::vector<std::uint8_t> says(owned_.size(), 0);
        for (std::size_t i = 0; i < cells.size(); ++i) says[cells[i]] = i % every < kept ? 1 : 0;
        note(says);
    }
    for (auto* side : {&ends.best_says, &ends.worst_says}) {
        for (bool moved = !side->empty(); moved && !late();) {
            moved = false;
            for (const std::size_t cell : cells) {
                checkpoint();
                const std::array<double, 2> before{ends.worst.found, ends.best.found};
                std::vector<std::uint8_t> says = *side;
                says[cell] ^= 1U;
                note(says);
                moved = moved || ends.worst.found < before[0] || ends.best.found > before[1];
            }
        }
    }
}

}  // namespace chirograph
