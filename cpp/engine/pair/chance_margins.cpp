// Chance-corrected indices of equally weighted areas: one side's margins one after another, and for each of them the
// best way to get there.
#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/pair/chance_race.hpp"
#include "engine/search/transport.hpp"

namespace chirograph {
namespace {

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

    /// Steps for one margin that cannot beat the best completion seen; the others take more.
    [[nodiscard]] static std::size_t steps_each(const ChanceSide& side) {
        std::size_t options = side.levels() * side.levels();
        for (const Kind& kind : side.kinds()) {
            options += side.table_case().problem.options[kind.areas.front()].size() + side.levels();
        }
        return options;
    }

    [[nodiscard]] std::optional<Bound> end(double sign, Budget& budget) {
        Race race(side_, sign);
        const auto each = static_cast<double>(steps_each(side_));
        const auto transport = each * static_cast<double>(side_.levels() * side_.levels());
        for (const std::uint64_t key : margins_.keys()) {
            const std::vector<std::int64_t> margin = margins_.at_level(key);
            std::vector<double> weights;
            for (const std::int64_t count : margin) weights.push_back(unit_ * static_cast<double>(count));
            const std::vector<double> expected = side_.expected(weights);
            for (bool again = true; again;) {
                if (!budget.spend(each)) return std::nullopt;
                const Aim aim = race.aim();
                weigh(aim, expected);
                if (unbound(aim) <= side_.tolerance()) break;
                if (!budget.spend(transport)) return std::nullopt;
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
        gain_.resize(side_.kinds().size());
        for (std::size_t k = 0; k < gain_.size(); ++k) {
            gain_[k].assign(side_.levels(), Transport::forbidden);
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

}  // namespace

std::optional<Ends> margin_ends(const ChanceSide& first, const ChanceSide& second, Budget& budget) {
    std::vector<std::pair<Margins, const ChanceSide*>> margins;
    for (const ChanceSide* side : {&first, &second}) {
        if (!side->margins_decide()) continue;
        // Each margin is looked at for either end, so more than this could not be finished.
        const std::size_t most = budget.steps / (2 * MarginSweep::steps_each(*side));
        Margins all(*side, std::min(budget.states, most));
        if (all.usable()) margins.emplace_back(std::move(all), side);
    }
    if (margins.empty()) return std::nullopt;
    const auto fewer = [](const auto& a, const auto& b) { return a.first.keys().size() < b.first.keys().size(); };
    const auto& [all, side] = *std::min_element(margins.begin(), margins.end(), fewer);
    MarginSweep sweep(*side, all);
    auto lower = sweep.end(-1.0, budget);
    if (!lower) return std::nullopt;
    auto upper = sweep.end(1.0, budget);
    if (!upper) return std::nullopt;
    return Ends{std::move(*lower), std::move(*upper)};
}

}  // namespace chirograph
