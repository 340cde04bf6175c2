#include "engine/pair/tau_search.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <utility>

#include "engine/base/watch.hpp"
#include "engine/pair/pair_search.hpp"
#include "engine/pair/tau_pairs.hpp"
#include "engine/pair/tau_table.hpp"
#include "engine/search/cheapest.hpp"
#include "engine/search/counters.hpp"
#include "engine/search/kinds.hpp"

namespace chirograph {
namespace {

constexpr double least_gain = 1e-12;

/// Known areas first, then those with few options, twins side by side.
std::vector<std::size_t> search_order(const PairProblem& problem) {
    std::vector<std::vector<int>> keys;
    for (std::size_t c = 0; c < problem.columns(); ++c) {
        auto& key = keys.emplace_back();
        key.push_back(static_cast<int>(problem.options[c].size()));
        for (const Cell cell : problem.options[c]) key.push_back(cell.x * (depth_limit + 1) + cell.y);
        for (const Counter& counter : problem.counters) key.push_back(counter.counted[c]);
    }
    std::vector<std::size_t> order(problem.columns());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return keys[a] < keys[b]; });
    return order;
}

class TauSearch {
public:
    TauSearch(const PairProblem& problem, double sign, std::size_t nodes)
        : problem_(problem), sign_(sign), left_(nodes), order_(search_order(problem)), branches_(problem) {
        kind_.resize(problem.columns());
        for (const auto& kind : kinds_of(problem)) {
            for (const std::size_t area : kind) kind_[area] = kind.front();
        }
    }

    [[nodiscard]] TauEnd run() {
        const std::size_t nodes = left_;
        climb_from_starts();
        if (exhausts(-2.0)) return end(best_);
        double open = -1.0;
        double proven = 1.0;
        constexpr int proofs = 5;
        for (int proof = 0; proof < proofs; ++proof) {
            left_ = nodes / 8;
            const double middle = 0.5 * (std::max(best_, open) + proven);
            (exhausts(middle) ? proven : open) = middle;
        }
        return end(std::max(proven, best_));
    }

private:
    [[nodiscard]] TauEnd end(double bound) const { return {sign_ * best_, best_cells_, sign_ * bound, opened_}; }

    /// Searches for completions beyond the best one and beyond `least`; true when there are none left.
    [[nodiscard]] bool exhausts(double least) {
        least_ = least;
        return search(0, branches_.root());
    }

    [[nodiscard]] double score(const std::vector<Cell>& cells) const {
        checkpoint();
        const double value = sign_ * tau_table(cells).parts().value();
        return std::isnan(value) ? -2.0 : value;
    }

    void offer(const std::vector<Cell>& cells) {
        const double value = score(cells);
        if (value > best_) {
            best_ = value;
            best_cells_ = cells;
        }
    }

    /// Starts that keep the counters: the most (or least) alike completion, and cheapest choices at random costs.
    void climb_from_starts() {
        std::mt19937 engine(1);
        constexpr int starts = 12;
        for (int start = 0; start < starts && best_ < 1.0; ++start) {
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
            climb(chosen_cells(problem_, *picks));
        }
    }

    /// Changes one area at a time while that improves the value.
    void climb(std::vector<Cell> cells) {
        double here = score(cells);
        for (bool better = true; better && here < 1.0 && !late();) {
            better = false;
            for (std::size_t c = 0; c < cells.size(); ++c) {
                for (const Cell option : problem_.options[c]) {
                    const Cell old = std::exchange(cells[c], option);
                    const double value = score(cells);
                    if (value > here + least_gain && keeps(problem_, cells)) {
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

    /// Can some completion of this branch beat the best one? Pairs are taken one by one, so a no is certain. The
    /// denominator sqrt(G H) is bounded by linear ones, cone by cone (see root_extreme).
    [[nodiscard]] bool hopeful(const PairTally& tally) const {
        const double least = static_cast<double>(problem_.columns()) - 1.0;
        const double g_high = tally.best(0.0, 1.0, 0.0);
        const double h_high = tally.best(0.0, 0.0, 1.0);
        if (g_high < least || h_high < least) return false;
        const double from = std::sqrt(std::max(least, -tally.best(0.0, 0.0, -1.0)) / g_high);
        const double to = std::sqrt(h_high / std::max(least, -tally.best(0.0, -1.0, 0.0)));
        const double beat = std::max(best_, least_) + least_gain;
        if (beat < 0.0) {
            const double t = std::sqrt(from * to);
            return tally.best(sign_, -beat * t / 2.0, -beat / (2.0 * t)) > 0.0;
        }
        constexpr int cones = 4;
        const double step = std::pow(to / from, 1.0 / cones);
        double low = from;
        for (int cone = 0; cone < cones; ++cone) {
            const double high = cone + 1 == cones ? std::max(to, low) : low * step;
            if (tally.best(sign_, -beat * low * high / (low + high), -beat / (low + high)) > 0.0) return true;
            low = high;
        }
        return false;
    }

    /// Twins are interchangeable, so the second need not come before the first.
    [[nodiscard]] bool repeats(const TauBranch& branch, std::size_t place, Cell cell) const {
        if (place == 0 || kind_[order_[place - 1]] != kind_[order_[place]]) return false;
        const Cell last = branches_.options(branch, order_[place - 1]).front();
        return cell < last;
    }

    /// True when the branch was searched to its end.
    bool search(std::size_t place, const TauBranch& branch) {
        if (!hopeful(branch.tally)) return true;
        if (place == order_.size()) {
            std::vector<Cell> cells;
            for (std::size_t c = 0; c < order_.size(); ++c) cells.push_back(branches_.options(branch, c).front());
            if (keeps(problem_, cells)) offer(cells);
            return true;
        }
        const std::size_t area = order_[place];
        const std::vector<Cell> options = branches_.options(branch, area);
        std::vector<std::pair<double, TauBranch>> children;
        const double value = std::max(0.0, best_);
        for (const Cell cell : options) {
            if (repeats(branch, place, cell)) continue;
            checkpoint();
            if (left_ == 0 || late()) return false;
            --left_;
            ++opened_;
            TauBranch child = branch;
            if (!branches_.fix(child, area, cell)) continue;
            const double promise = child.tally.best(sign_, -0.5 * value, -0.5 * value);
            children.emplace_back(promise, std::move(child));
        }
        std::stable_sort(children.begin(), children.end(),
                         [](const auto& a, const auto& b) { return a.first > b.first; });
        return std::all_of(children.begin(), children.end(),
                           [&](const auto& child) { return search(place + 1, child.second); });
    }

    const PairProblem& problem_;
    double sign_;
    std::size_t left_;
    std::size_t opened_ = 0;
    std::vector<std::size_t> order_;
    std::vector<std::size_t> kind_;  ///< per area the first of its kind
    TauBranches branches_;
    double best_ = -2.0;   ///< times sign
    double least_ = -2.0;  ///< what is worth finding, times sign
    std::vector<Cell> best_cells_;
};

}  // namespace

TauEnd search_tau(const PairProblem& problem, double sign, std::size_t nodes) {
    return TauSearch(problem, sign, nodes).run();
}

}  // namespace chirograph
