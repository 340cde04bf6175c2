#include "engine/pair/tau_pairs.hpp"

#include <algorithm>

namespace chirograph {
namespace {

unsigned kind_of(Cell a, Cell b) {
    if (a.x == b.x) return a.y == b.y ? 4U : 3U;
    if (a.y == b.y) return 2U;
    return (a.x < b.x) == (a.y < b.y) ? 0U : 1U;
}

std::uint8_t mask_of(const std::vector<Cell>& one, const std::vector<Cell>& two) {
    unsigned mask = 0;
    for (const Cell a : one) {
        for (const Cell b : two) mask |= 1U << kind_of(a, b);
    }
    return static_cast<std::uint8_t>(mask);
}

}  // namespace

double PairTally::best(double cf, double cg, double ch) const {
    const std::array<double, kinds_of_pair> value{cf + cg + ch, cg + ch - cf, cg, ch, 0.0};
    double sum = 0.0;
    for (std::size_t mask = 1; mask < pair_masks; ++mask) {
        if (pairs[mask] == 0) continue;
        double highest = -1e300;
        for (std::size_t k = 0; k < kinds_of_pair; ++k) {
            if ((mask >> k & 1U) != 0) highest = std::max(highest, value[k]);
        }
        sum += pairs[mask] * highest;
    }
    return sum;
}

std::size_t OptionSets::number(const std::vector<Cell>& cells) {
    const auto [place, fresh] = numbers_.emplace(cells, sets_.size());
    if (!fresh) return place->second;
    sets_.push_back(cells);
    between_.emplace_back();
    for (std::size_t other = 0; other + 1 < sets_.size(); ++other) {
        between_.back().push_back(mask_of(cells, sets_[other]));
        between_[other].push_back(between_.back().back());
    }
    between_.back().push_back(mask_of(cells, cells));
    return sets_.size() - 1;
}

std::size_t OptionSets::filtered(std::size_t set, const Counter& counter, bool counting) {
    std::vector<Cell> kept;
    for (const Cell cell : sets_[set]) {
        if (counter.reached(cell) == counting) kept.push_back(cell);
    }
    return number(kept);
}

TauBranches::TauBranches(const PairProblem& problem) : problem_(problem) {}

TauBranch TauBranches::root() {
    TauBranch branch;
    for (const auto& options : problem_.options) {
        branch.sets.push_back(static_cast<std::uint32_t>(sets_.number(options)));
    }
    for (std::size_t i = 0; i < branch.sets.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) ++branch.tally.pairs[sets_.between(branch.sets[i], branch.sets[j])];
    }
    return branch;
}

void TauBranches::replace(TauBranch& branch, std::size_t area, std::size_t set) const {
    const std::size_t old = branch.sets[area];
    if (old == set) return;
    for (std::size_t other = 0; other < branch.sets.size(); ++other) {
        if (other == area) continue;
        --branch.tally.pairs[sets_.between(old, branch.sets[other])];
        ++branch.tally.pairs[sets_.between(set, branch.sets[other])];
    }
    branch.sets[area] = static_cast<std::uint32_t>(set);
}

bool TauBranches::fix(TauBranch& branch, std::size_t area, Cell cell) {
    replace(branch, area, sets_.single(cell));
    return propagate(branch);
}

bool TauBranches::propagate(TauBranch& branch) {
    for (bool changed = true; changed;) {
        changed = false;
        for (const Counter& counter : problem_.counters) {
            if (!squeeze(branch, counter, changed)) return false;
        }
    }
    return true;
}

bool TauBranches::squeeze(TauBranch& branch, const Counter& counter, bool& changed) {
    std::size_t surely = 0;
    std::size_t possibly = 0;
    std::vector<std::size_t> open;
    for (std::size_t area = 0; area < branch.sets.size(); ++area) {
        const auto& cells = sets_.cells(branch.sets[area]);
        const auto counts = [&](Cell cell) { return counter.step(area, cell) != 0; };
        const bool all = std::all_of(cells.begin(), cells.end(), counts);
        const bool some = all || std::any_of(cells.begin(), cells.end(), counts);
        surely += all ? 1 : 0;
        possibly += some ? 1 : 0;
        if (some && !all) open.push_back(area);
    }
    if (surely > counter.maximum || possibly < counter.minimum) return false;
    if (open.empty() || (surely < counter.maximum && possibly > counter.minimum)) return true;
    for (const std::size_t area : open) {
        replace(branch, area, sets_.filtered(branch.sets[area], counter, surely < counter.maximum));
    }
    changed = true;
    return true;
}

}  // namespace chirograph
