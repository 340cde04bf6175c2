#include "engine/pair/chance.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "engine/pair/chance_race.hpp"
#include "engine/search/cheapest.hpp"
#include "engine/search/counters.hpp"
#include "engine/search/kinds.hpp"

namespace chirograph {
namespace {

constexpr Depth any_level = depth_limit + 1;

/// Completions of the fixed side one by one (areas of one kind are interchangeable); the free side follows area by area
/// or, under counters, by dynamic programming. Any weights, any counters.
class CompletionSweep {
public:
    explicit CompletionSweep(const ChanceSide& side)
        : side_(side), free_(side.table_case().problem), level_(columns(), any_level) {
        for (const auto& options : free_.options) options_ += options.size();
        // Areas without weight have no fixed level, so then all counters stay with the dynamic programme.
        const auto& weights = side.table_case().weights;
        if (std::all_of(weights.begin(), weights.end(), [](double weight) { return weight > 0.0; })) {
            std::erase_if(free_.counters, [&](const Counter& counter) { return side.on_fixed_side(counter); });
            for (const Counter& counter : side.table_case().problem.counters) {
                if (side.on_fixed_side(counter)) fixed_.push_back(counter);
            }
        }
        per_choice_ = options_;
        for (const Counter& counter : free_.counters) per_choice_ *= counter.cap + 1;
    }

    /// Completions to go through.
    [[nodiscard]] double count() const {
        double product = 1.0;
        for (const Kind& kind : side_.kinds()) product *= multisets(kind.areas.size(), kind.levels.size());
        return product;
    }
    [[nodiscard]] double cost() const { return count() * static_cast<double>(options_); }

    [[nodiscard]] std::optional<Bound> end(double sign, Budget& budget) {
        Race race(side_, sign);
        left_ = budget.steps;
        const bool done = place(race, 0, 0, 0);
        budget.steps = left_;
        auto winner = done ? race.winner() : std::nullopt;
        if (!winner) return std::nullopt;
        const TableCase& table_case = side_.table_case();
        return table_case.settled(std::move(*winner), sign, side_.tolerance() / (2.0 * table_case.mass.floor));
    }

private:
    [[nodiscard]] std::size_t columns() const { return side_.table_case().problem.columns(); }

    /// Gives levels to the areas of a kind from `area` on, none below the level at `least`.
    bool place(Race& race, std::size_t kind, std::size_t area, std::size_t least) {
        if (kind == side_.kinds().size()) return complete(race);
        const Kind& here = side_.kinds()[kind];
        if (area == here.areas.size()) return place(race, kind + 1, 0, 0);
        for (std::size_t l = least; l < here.levels.size(); ++l) {
            level_[here.areas[area]] = here.levels[l];
            if (!place(race, kind, area + 1, l)) return false;
        }
        return true;
    }

    /// Do the levels given keep the counters of the fixed side?
    [[nodiscard]] bool kept() const {
        std::vector<Cell> cells;
        for (const Depth level : level_) cells.push_back({level, level});
        return std::all_of(fixed_.begin(), fixed_.end(), [&](const Counter& counter) { return keeps(counter, cells); });
    }

    bool complete(Race& race) {
        if (!kept()) {
            left_ -= std::min(left_, columns());
            return left_ > 0;
        }
        const TableCase& table_case = side_.table_case();
        std::vector<double> at_level(side_.levels());
        for (std::size_t c = 0; c < columns(); ++c) {
            if (level_[c] != any_level) at_level[level_[c]] += table_case.weights[c];
        }
        const std::vector<double> expected = side_.expected(at_level);
        for (bool again = true; again;) {
            if (left_ < options_) return false;
            left_ -= options_;
            const Aim aim = race.aim();
            double bound = aim.constant;
            for (std::size_t c = 0; c < columns(); ++c) {
                if (level_[c] != any_level) bound += side_.best(c, level_[c], aim, expected).gain;
            }
            if (bound <= side_.tolerance()) return true;
            if (!free_.counters.empty()) {
                if (left_ < per_choice_) return false;
                left_ -= per_choice_;
            }
            const auto picks = choose(aim, expected);
            again = picks && race.enter(table_case.cells(*picks));
        }
        return true;
    }

    [[nodiscard]] std::optional<std::vector<std::size_t>> choose(const Aim& aim,
                                                                 const std::vector<double>& expected) const {
        const TableCase& table_case = side_.table_case();
        const Costs costs = table_case.each([&](std::size_t c, Cell cell) {
            if (level_[c] == any_level) return 0.0;
            if (side_.fixed(cell) != level_[c]) return std::numeric_limits<double>::infinity();
            return -side_.gain(c, cell, aim, expected);
        });
        return cheapest(free_, costs);
    }

    const ChanceSide& side_;
    PairProblem free_;  ///< with the counters of the free side only
    std::vector<Counter> fixed_;
    std::vector<Depth> level_;
    std::size_t options_ = 0;
    std::size_t per_choice_ = 0;
    std::size_t left_ = 0;
};

std::optional<Ends> completion_ends(const ChanceSide& first, const ChanceSide& second, Budget& budget) {
    CompletionSweep one(first);
    CompletionSweep two(second);
    CompletionSweep& cheaper = one.cost() <= two.cost() ? one : two;
    if (cheaper.count() > static_cast<double>(budget.states)) return std::nullopt;
    if (2.0 * cheaper.cost() > static_cast<double>(budget.steps)) return std::nullopt;
    auto lower = cheaper.end(-1.0, budget);
    if (!lower) return std::nullopt;
    auto upper = cheaper.end(1.0, budget);
    if (!upper) return std::nullopt;
    return Ends{std::move(*lower), std::move(*upper)};
}

}  // namespace

std::optional<Ends> chance_ends(const TableCase& table_case, Budget& budget) {
    if (table_case.table.disagreement == nullptr) return std::nullopt;
    const ChanceSide first(table_case, false);
    const ChanceSide second(table_case, true);
    auto ends = margin_ends(first, second, budget);
    return ends ? std::move(ends) : completion_ends(first, second, budget);
}

}  // namespace chirograph
