#include "engine/tau_search.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <random>
#include <utility>

#include "engine/choice.hpp"
#include "engine/tau_table.hpp"

namespace chirograph {
namespace {

/// What a pair of areas can be: concordant, discordant, tied in y only, tied in x only, tied in both.
constexpr std::size_t kinds_of_pair = 5;
constexpr std::array<std::array<double, 3>, kinds_of_pair> pair_parts{
    {{1, 1, 1}, {-1, 1, 1}, {0, 1, 0}, {0, 0, 1}, {0, 0, 0}}};
constexpr std::size_t masks = std::size_t{1} << kinds_of_pair;
constexpr double least_gain = 1e-12;

std::uint8_t kind_of(Cell a, Cell b) {
    if (a.x == b.x) return a.y == b.y ? 4 : 3;
    if (a.y == b.y) return 2;
    return (a.x < b.x) == (a.y < b.y) ? 0 : 1;
}

/// How many pairs of areas there are of each mask (set of kinds still possible).
using Tally = std::array<std::int32_t, masks>;

struct Sums {
    double f = 0.0;
    double g = 0.0;
    double h = 0.0;
};

/// Greatest sum of cf f + cg g + ch h over the pairs, each on its own.
double best_sum(const Tally& tally, const Sums& factor) {
    std::array<double, kinds_of_pair> value{};
    for (std::size_t k = 0; k < kinds_of_pair; ++k) {
        value[k] = factor.f * pair_parts[k][0] + factor.g * pair_parts[k][1] + factor.h * pair_parts[k][2];
    }
    double sum = 0.0;
    for (std::size_t mask = 1; mask < masks; ++mask) {
        if (tally[mask] == 0) continue;
        double best = -1e300;
        for (std::size_t k = 0; k < kinds_of_pair; ++k) {
            if ((mask >> k & 1U) != 0) best = std::max(best, value[k]);
        }
        sum += tally[mask] * best;
    }
    return sum;
}

class TauSearch {
public:
    TauSearch(const PairProblem& problem, double sign, std::size_t nodes)
        : problem_(problem), sign_(sign), left_(nodes), order_(problem.columns()), fixed_(problem.columns()) {
        std::iota(order_.begin(), order_.end(), std::size_t{0});
        // Known areas first, then equal areas side by side: their options need only be tried in ascending order.
        std::stable_sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
            const auto key = [&](std::size_t c) {
                std::vector<int> list{static_cast<int>(problem_.options[c].size())};
                for (const Cell cell : problem_.options[c]) list.push_back(cell.x * (depth_limit + 1) + cell.y);
                for (const Counter& counter : problem_.counters) list.push_back(counter.counted[c]);
                return list;
            };
            return key(a) < key(b);
        });
        set_up();
    }

    [[nodiscard]] TauEnd run() {
        climb_from_starts();
        std::vector<std::size_t> counts(problem_.counters.size());
        const bool complete = branch(0, root_, counts);
        return {sign_ * best_, best_cells_, complete};
    }

private:
    [[nodiscard]] bool twin(std::size_t place) const {
        if (place == 0) return false;
        const std::size_t a = order_[place - 1];
        const std::size_t b = order_[place];
        return problem_.options[a] == problem_.options[b] &&
               std::all_of(problem_.counters.begin(), problem_.counters.end(),
                           [&](const Counter& counter) { return counter.counted[a] == counter.counted[b]; });
    }

    [[nodiscard]] static std::uint8_t mask_of(const std::vector<Cell>& one, const std::vector<Cell>& two) {
        unsigned mask = 0;
        for (const Cell a : one) {
            for (const Cell b : two) mask |= 1U << kind_of(a, b);
        }
        return static_cast<std::uint8_t>(mask);
    }

    /// Distinct option lists, masks between them, and masks of every cell against them.
    void set_up() {
        const std::size_t n = problem_.columns();
        set_of_.resize(n);
        for (std::size_t c = 0; c < n; ++c) {
            const auto known = std::find(sets_.begin(), sets_.end(), problem_.options[c]);
            set_of_[c] = static_cast<std::size_t>(known - sets_.begin());
            if (known == sets_.end()) sets_.push_back(problem_.options[c]);
        }
        for (const auto& one : sets_) {
            auto& row = between_.emplace_back();
            for (const auto& two : sets_) row.push_back(mask_of(one, two));
            auto& cells = cell_between_.emplace_back();
            for (const Cell cell : one) {
                auto& list = cells.emplace_back();
                for (const auto& two : sets_) list.push_back(mask_of({cell}, two));
            }
        }
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = 0; j < i; ++j) ++root_[between_[set_of_[i]][set_of_[j]]];
        }
    }

    [[nodiscard]] bool allowed(const std::vector<Cell>& cells) const {
        return std::all_of(problem_.counters.begin(), problem_.counters.end(), [&](const Counter& counter) {
            std::size_t count = 0;
            for (std::size_t c = 0; c < cells.size(); ++c) count += counter.step(c, cells[c]);
            return count >= counter.minimum && count <= counter.maximum;
        });
    }

    void offer(const std::vector<Cell>& cells) {
        const double value = sign_ * tau_table(cells).parts().value();
        if (value > best_) {
            best_ = value;
            best_cells_ = cells;
        }
    }

    /// Starts that keep the counters: cheapest choices at random costs, and the most and least alike.
    void climb_from_starts() {
        std::mt19937 engine(1);
        constexpr int starts = 12;
        for (int start = 0; start < starts; ++start) {
            Costs costs;
            for (const auto& options : problem_.options) {
                auto& list = costs.emplace_back();
                for (const Cell cell : options) {
                    const double apart = std::abs(static_cast<double>(cell.x) - static_cast<double>(cell.y));
                    const double noise = static_cast<double>(engine()) / 4294967296.0;
                    list.push_back(start == 0 ? sign_ * apart : noise + sign_ * apart * (start % 3));
                }
            }
            const auto picks = cheapest(problem_, costs);
            if (!picks) return;
            std::vector<Cell> cells;
            for (std::size_t c = 0; c < picks->size(); ++c) cells.push_back(problem_.options[c][(*picks)[c]]);
            climb(cells);
        }
    }

    /// Changes one area at a time while that improves the value.
    void climb(std::vector<Cell> cells) {
        offer(cells);
        const auto score = [&](const std::vector<Cell>& at) {
            const double value = sign_ * tau_table(at).parts().value();
            return std::isnan(value) ? -2.0 : value;
        };
        double here = score(cells);
        for (bool better = true; better && here < 1.0;) {
            better = false;
            for (std::size_t c = 0; c < cells.size(); ++c) {
                for (const Cell option : problem_.options[c]) {
                    const Cell old = std::exchange(cells[c], option);
                    const double value = score(cells);
                    if (value > here + least_gain && allowed(cells)) {
                        here = value;
                        better = true;
                    } else {
                        cells[c] = old;
                    }
                }
            }
        }
        offer(cells);
    }

    /// Can some completion of this branch beat the best one? Pairs are taken one by one, so a no is certain.
    [[nodiscard]] bool hopeful(const Tally& tally) const {
        if (best_cells_.empty()) return true;
        const double least = static_cast<double>(problem_.columns()) - 1.0;
        const double g_high = best_sum(tally, {0.0, 1.0, 0.0});
        const double h_high = best_sum(tally, {0.0, 0.0, 1.0});
        if (g_high < least || h_high < least) return false;
        const double g_low = std::max(least, -best_sum(tally, {0.0, -1.0, 0.0}));
        const double h_low = std::max(least, -best_sum(tally, {0.0, 0.0, -1.0}));
        const double beat = best_ + least_gain;
        const double from = std::sqrt(h_low / g_high);
        const double to = std::sqrt(h_high / g_low);
        if (beat < 0.0) {
            const double t = std::sqrt(from * to);
            return best_sum(tally, {sign_, -beat * t / 2.0, -beat / (2.0 * t)}) > 0.0;
        }
        constexpr int cones = 8;
        const double step = std::pow(to / from, 1.0 / cones);
        double low = from;
        for (int cone = 0; cone < cones; ++cone) {
            const double high = cone + 1 == cones ? std::max(to, low) : low * step;
            if (best_sum(tally, {sign_, -beat * low * high / (low + high), -beat / (low + high)}) > 0.0) return true;
            low = high;
        }
        return false;
    }

    /// Counts with one more area, or nothing when the counters can no longer be met.
    [[nodiscard]] bool count(std::size_t place, Cell cell, std::vector<std::size_t>& counts) const {
        for (std::size_t k = 0; k < counts.size(); ++k) {
            const Counter& counter = problem_.counters[k];
            counts[k] += counter.step(order_[place], cell);
            std::size_t reachable = counts[k];
            for (std::size_t later = place + 1; later < order_.size(); ++later) {
                const std::size_t c = order_[later];
                const auto& options = problem_.options[c];
                reachable += std::any_of(options.begin(), options.end(),
                                         [&](Cell option) { return counter.step(c, option) != 0; })
                                 ? 1
                                 : 0;
            }
            if (counts[k] > counter.maximum || reachable < counter.minimum) return false;
        }
        return true;
    }

    /// The pairs once this area has this option.
    [[nodiscard]] Tally narrowed(Tally tally, std::size_t place, std::size_t option) const {
        const std::size_t set = set_of_[order_[place]];
        const Cell cell = sets_[set][option];
        for (std::size_t other = 0; other < order_.size(); ++other) {
            if (other == place) continue;
            const std::size_t c = order_[other];
            std::uint8_t before = 0;
            std::uint8_t after = 0;
            if (other < place) {
                before = cell_between_[set_of_[c]][fixed_[other]][set];
                after = static_cast<std::uint8_t>(1U << kind_of(sets_[set_of_[c]][fixed_[other]], cell));
            } else {
                before = between_[set][set_of_[c]];
                after = cell_between_[set][option][set_of_[c]];
            }
            --tally[before];
            ++tally[after];
        }
        return tally;
    }

    /// True when the branch was searched to its end.
    bool branch(std::size_t place, const Tally& tally, const std::vector<std::size_t>& counts) {
        if (!hopeful(tally)) return true;
        if (place == order_.size()) {
            std::vector<Cell> cells(order_.size());
            for (std::size_t i = 0; i < order_.size(); ++i) cells[order_[i]] = sets_[set_of_[order_[i]]][fixed_[i]];
            if (allowed(cells)) offer(cells);
            return true;
        }
        struct Child {
            std::size_t option;
            Tally tally;
            std::vector<std::size_t> counts;
            double promise;
        };
        std::vector<Child> children;
        const auto& options = problem_.options[order_[place]];
        const double value = std::max(0.0, best_);
        for (std::size_t option = twin(place) ? fixed_[place - 1] : 0; option < options.size(); ++option) {
            if (left_ == 0) return false;
            --left_;
            Child child{option, narrowed(tally, place, option), counts, 0.0};
            if (!count(place, options[option], child.counts)) continue;
            child.promise = best_sum(child.tally, {sign_, -0.5 * value, -0.5 * value});
            children.push_back(std::move(child));
        }
        std::stable_sort(children.begin(), children.end(),
                         [](const Child& a, const Child& b) { return a.promise > b.promise; });
        for (const Child& child : children) {
            fixed_[place] = child.option;
            if (!branch(place + 1, child.tally, child.counts)) return false;
        }
        return true;
    }

    const PairProblem& problem_;
    double sign_;
    std::size_t left_;
    std::vector<std::size_t> order_;
    std::vector<std::size_t> fixed_;  ///< option per place
    std::vector<std::size_t> set_of_;
    std::vector<std::vector<Cell>> sets_;
    std::vector<std::vector<std::uint8_t>> between_;
    std::vector<std::vector<std::vector<std::uint8_t>>> cell_between_;
    Tally root_{};
    double best_ = -2.0;  ///< times sign
    std::vector<Cell> best_cells_;
};

}  // namespace

TauEnd search_tau(const PairProblem& problem, double sign, std::size_t nodes) {
    return TauSearch(problem, sign, nodes).run();
}

}  // namespace chirograph
