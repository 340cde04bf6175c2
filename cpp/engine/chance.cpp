#include "engine/chance.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "engine/chance_side.hpp"
#include "engine/choice.hpp"
#include "engine/transport.hpp"

namespace chirograph {
namespace {

constexpr Depth any_level = depth_limit + 1;

/// Keeps the best completion seen and raises the value it is compared with (Dinkelbach, once for all margins: what
/// could not beat a lower value cannot beat a higher one either).
class Race {
public:
    Race(const ChanceSide& side, double sign)
        : side_(side), sign_(sign), value_(sign > 0.0 ? low(side) - 1.0 : high(side) + 1.0) {
        // A good start spares most of the work.
        if (auto cells = most_alike(side.table_case(), sign)) static_cast<void>(enter(std::move(*cells)));
    }

    [[nodiscard]] Aim aim() const { return side_.aim(sign_, value_); }

    /// True when this completion beats the best one so far.
    bool enter(std::vector<Cell> cells) {
        const Terms parts = side_.table_case().fraction(cells);
        if (parts.g < side_.table_case().mass.floor || !(sign_ * (parts.f / parts.g - value_) > 0.0)) return false;
        value_ = parts.f / parts.g;
        witness_ = std::move(cells);
        return true;
    }
    [[nodiscard]] std::optional<Bound> winner() const {
        if (witness_.empty()) return std::nullopt;
        return Bound{value_, true, witness_};
    }

private:
    static double low(const ChanceSide& side) { return side.table_case().indicator.low; }
    static double high(const ChanceSide& side) { return side.table_case().indicator.high; }

    const ChanceSide& side_;
    double sign_;
    double value_;
    std::vector<Cell> witness_;
};

/// All margins of the fixed side that the counters allow, each once, packed as numbers: how many areas are at each
/// level above 0. Nothing when there are more than `most`.
class Margins {
public:
    Margins(const ChanceSide& side, std::size_t most) : side_(side) {
        for (const Kind& kind : side.kinds()) areas_ += kind.areas.size();
        places_.push_back(1);
        for (std::size_t l = 1; l < side.levels(); ++l) places_.push_back(places_.back() * (areas_ + 1));
        fits_ = std::pow(static_cast<double>(areas_) + 1.0, static_cast<double>(side.levels())) < 1e18;
        for (const Kind& kind : side.kinds()) {
            for (std::size_t a = 0; a < kind.areas.size() && fits_; ++a) fits_ = add(kind.levels, most);
        }
        std::erase_if(keys_, [&](std::uint64_t key) { return !side.allowed(at_level(key)); });
    }

    [[nodiscard]] bool usable() const { return fits_ && !keys_.empty(); }
    [[nodiscard]] const std::vector<std::uint64_t>& keys() const { return keys_; }

    [[nodiscard]] std::vector<std::int64_t> at_level(std::uint64_t key) const {
        std::vector<std::int64_t> counts(side_.levels());
        counts[0] = static_cast<std::int64_t>(areas_);
        for (std::size_t l = 1; l < counts.size(); ++l) {
            counts[l] = static_cast<std::int64_t>(key % (areas_ + 1));
            counts[0] -= counts[l];
            key /= areas_ + 1;
        }
        return counts;
    }

private:
    [[nodiscard]] bool add(const std::vector<Depth>& levels, std::size_t most) {
        std::vector<std::uint64_t> next;
        for (const Depth level : levels) {
            const std::uint64_t shift = level == 0 ? 0 : places_[level - 1U];
            std::vector<std::uint64_t> moved(keys_);
            for (std::uint64_t& key : moved) key += shift;
            std::vector<std::uint64_t> both;
            both.reserve(next.size() + moved.size());
            std::set_union(next.begin(), next.end(), moved.begin(), moved.end(), std::back_inserter(both));
            if (both.size() > most) return false;
            next = std::move(both);
        }
        keys_ = std::move(next);
        return true;
    }

    const ChanceSide& side_;
    std::uint64_t areas_ = 0;
    std::vector<std::uint64_t> places_;
    std::vector<std::uint64_t> keys_{0};
    bool fits_ = true;
};

/// Margins one by one; for each the areas are sent to levels by a transportation problem. Equal weights only.
class MarginSweep {
public:
    MarginSweep(const ChanceSide& side, const Margins& margins)
        : side_(side), margins_(margins), transport_(supplies(side)) {
        for (const double weight : side.table_case().weights) unit_ = std::max(unit_, weight);
    }

    [[nodiscard]] std::optional<Bound> end(double sign, std::size_t steps) {
        Race race(side_, sign);
        std::size_t options = side_.levels() * side_.levels();
        for (const Kind& kind : side_.kinds()) {
            options += side_.table_case().problem.options[kind.areas.front()].size() + side_.levels();
        }
        std::size_t left = steps;
        for (const std::uint64_t key : margins_.keys()) {
            const std::vector<std::int64_t> margin = margins_.at_level(key);
            std::vector<double> weights;
            for (const std::int64_t count : margin) weights.push_back(unit_ * static_cast<double>(count));
            const std::vector<double> expected = side_.expected(weights);
            for (bool again = true; again;) {
                if (left < options) return std::nullopt;
                left -= options;
                const Aim aim = race.aim();
                weigh(aim, expected);
                if (unbound(aim) <= side_.tolerance()) break;
                left -= std::min(left, options * side_.levels() * side_.levels());
                const double best = transport_.solve(gain_, margin);
                if (best == Transport::forbidden) return std::nullopt;
                again = best + aim.constant > side_.tolerance() && race.enter(cells(aim, expected));
            }
        }
        return race.winner();
    }

private:
    static std::vector<std::int64_t> supplies(const ChanceSide& side) {
        std::vector<std::int64_t> all;
        for (const Kind& kind : side.kinds()) all.push_back(static_cast<std::int64_t>(kind.areas.size()));
        return all;
    }

    void weigh(const Aim& aim, const std::vector<double>& expected) {
        gain_.assign(side_.kinds().size(), std::vector<double>(side_.levels(), Transport::forbidden));
        for (std::size_t k = 0; k < gain_.size(); ++k) {
            const std::size_t area = side_.kinds()[k].areas.front();
            for (const Cell cell : side_.table_case().problem.options[area]) {
                double& best = gain_[k][side_.fixed(cell)];
                best = std::max(best, side_.gain(area, cell, aim, expected));
            }
        }
    }

    /// The gain if the margins did not have to be met: at least the gain when they are.
    [[nodiscard]] double unbound(const Aim& aim) const {
        double sum = aim.constant;
        for (std::size_t k = 0; k < gain_.size(); ++k) {
            sum += static_cast<double>(side_.kinds()[k].areas.size()) *
                   *std::max_element(gain_[k].begin(), gain_[k].end());
        }
        return sum;
    }

    [[nodiscard]] std::vector<Cell> cells(const Aim& aim, const std::vector<double>& expected) const {
        std::vector<std::size_t> picks(side_.table_case().problem.columns());
        for (std::size_t k = 0; k < side_.kinds().size(); ++k) {
            const Kind& kind = side_.kinds()[k];
            std::size_t next = 0;
            for (const Depth level : kind.levels) {
                const std::size_t option = side_.best(kind.areas.front(), level, aim, expected).option;
                for (std::int64_t i = 0; i < transport_.assigned()[k][level]; ++i) picks[kind.areas[next++]] = option;
            }
        }
        return side_.table_case().cells(picks);
    }

    const ChanceSide& side_;
    const Margins& margins_;
    Transport transport_;
    double unit_ = 0.0;
    std::vector<std::vector<double>> gain_;
};

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
        for (const Kind& kind : side_.kinds()) {
            for (std::size_t i = 1; i < kind.levels.size(); ++i) {
                product *= static_cast<double>(kind.areas.size() + i) / static_cast<double>(i);
            }
        }
        return product;
    }
    [[nodiscard]] double cost() const { return count() * static_cast<double>(options_); }

    [[nodiscard]] std::optional<Bound> end(double sign, std::size_t steps) {
        Race race(side_, sign);
        left_ = steps;
        if (!place(race, 0, 0, 0)) return std::nullopt;
        return race.winner();
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
        return std::all_of(fixed_.begin(), fixed_.end(), [&](const Counter& counter) {
            std::size_t count = 0;
            for (std::size_t c = 0; c < columns(); ++c) count += counter.step(c, {level_[c], level_[c]});
            return count >= counter.minimum && count <= counter.maximum;
        });
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

template <class Sweep>
std::optional<Ends> both(Sweep& sweep, const Budget& budget) {
    auto lower = sweep.end(-1.0, budget.steps);
    if (!lower) return std::nullopt;
    auto upper = sweep.end(1.0, budget.steps);
    if (!upper) return std::nullopt;
    return Ends{std::move(*lower), std::move(*upper)};
}

}  // namespace

std::optional<Ends> chance_ends(const TableCase& table_case, const Budget& budget) {
    if (table_case.table.disagreement == nullptr) return std::nullopt;
    const ChanceSide first(table_case, false);
    const ChanceSide second(table_case, true);
    std::vector<std::pair<Margins, const ChanceSide*>> margins;
    for (const ChanceSide* side : {&first, &second}) {
        if (!side->margins_decide()) continue;
        Margins all(*side, budget.states);
        if (all.usable()) margins.emplace_back(std::move(all), side);
    }
    if (!margins.empty()) {
        const auto fewer = [](const auto& a, const auto& b) { return a.first.keys().size() < b.first.keys().size(); };
        const auto& [all, side] = *std::min_element(margins.begin(), margins.end(), fewer);
        MarginSweep sweep(*side, all);
        return both(sweep, budget);
    }
    CompletionSweep one(first);
    CompletionSweep two(second);
    CompletionSweep& cheaper = one.cost() <= two.cost() ? one : two;
    if (cheaper.count() > static_cast<double>(budget.states)) return std::nullopt;
    if (cheaper.cost() > static_cast<double>(budget.steps)) return std::nullopt;
    return both(cheaper, budget);
}

}  // namespace chirograph
