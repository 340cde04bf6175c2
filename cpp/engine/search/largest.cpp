#include "engine/search/largest.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <utility>

#include "engine/base/watch.hpp"
#include "engine/search/bundle.hpp"
#include "engine/search/kept.hpp"
#include "engine/search/layer.hpp"

namespace chirograph {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double epsilon = std::numeric_limits<double>::epsilon();
/// Sums closer than this, for sums up to 1, are the same but for rounding.
constexpr double alike = 1e-13;

class LeastLargest {
public:
    LeastLargest(const LargestProblem& problem, LargestEffort& effort)
        : problem_(problem),
          effort_(effort),
          forms_(problem.offset.size()),
          width_(forms_ + problem.limits.size()),
          kept_(problem) {
        steps_ = static_cast<double>(kept_.count() * width_);
    }

    LargestEnd solve() {
        if (!kept_.possible) {
            effort_.steps -= std::min(effort_.steps, static_cast<double>(problem_.adds.size()));
            return {infinite, infinite, {}};
        }
        const auto all = [this](const auto& sums) { return std::span(sums).first(forms_); };
        bound_ = std::max(effort_.floor, std::ranges::max(all(kept_.low)));
        top_ = std::ranges::max(all(kept_.high));
        if (!closed()) {
            if (effort_.prices.size() == width_) prices_ = effort_.prices;
            price();
            effort_.prices = prices_;
            if (effort_.states == 0) end_.picks = cheapest();
            if (effort_.states > 0) climb();
        }
        effort_.steps -= std::min(effort_.steps, steps_);
        return {std::min(bound_, end_.value), end_.value, std::move(end_.picks)};
    }

private:
    [[nodiscard]] bool exhausted() const { return steps_ >= effort_.steps || late(); }
    [[nodiscard]] std::size_t items() const { return kept_.items(); }
    [[nodiscard]] const double* adds(std::size_t option) const { return problem_.adds.data() + option * width_; }
    /// What is sought is below this.
    [[nodiscard]] double goal() const { return std::min(effort_.beat, end_.value) - drift(); }
    [[nodiscard]] bool closed() const { return bound_ + 4.0 * drift() >= goal(); }
    /// By so much rounding may move a sum on its way.
    [[nodiscard]] double drift() const { return alike * kept_.size * static_cast<double>(items() + 1); }

    /// The most of -largest - prices . sums where the sums are anywhere within reach; `wanted` is where.
    double best_of_sums(const std::vector<double>& prices, std::vector<double>& wanted) const {
        double level = *std::max_element(kept_.low.begin(), kept_.low.begin() + static_cast<std::ptrdiff_t>(forms_));
        double slope = -1.0;
        std::vector<std::size_t> rising;
        for (std::size_t k = 0; k < forms_; ++k) {
            if (prices[k] >= 0.0 || kept_.high[k] <= level) continue;
            slope -= prices[k];
            rising.push_back(k);
        }
        std::sort(rising.begin(), rising.end(),
                  [&](std::size_t a, std::size_t b) { return kept_.high[a] < kept_.high[b]; });
        for (std::size_t i = 0; i < rising.size() && slope > 0.0; ++i) {
            level = kept_.high[rising[i]];
            slope += prices[rising[i]];
        }
        double best = -level;
        for (std::size_t k = 0; k < forms_; ++k) {
            wanted[k] = prices[k] < 0.0 ? std::min(kept_.high[k], level) : kept_.low[k];
            best -= prices[k] * wanted[k];
        }
        return best;
    }

    [[nodiscard]] DualPoint dual(const std::vector<double>& prices, double beat) {
        DualPoint point{0.0, 0.0, problem_.offset, std::vector<double>(width_), {}};
        point.sums.resize(width_);
        point.value = beat + best_of_sums(prices, point.wanted);
        double size = std::abs(beat) + 2.0 * kept_.size;
        for (std::size_t c = 0; c < kept_.limits.size(); ++c) {
            const std::size_t at = forms_ + c;
            point.wanted[at] = prices[at] > 0.0 ? kept_.limits[c].low : kept_.limits[c].high;
            point.value -= prices[at] * point.wanted[at];
        }
        for (std::size_t item = 0; item < items(); ++item) {
            double best = -infinite;
            std::size_t pick = 0;
            kept_.each(item, [&](std::size_t o) {
                const double gain = std::inner_product(prices.begin(), prices.end(), adds(o), 0.0);
                if (gain <= best) return;
                best = gain;
                pick = o;
            });
            point.value += best;
            for (std::size_t k = 0; k < width_; ++k) point.sums[k] += adds(pick)[k];
        }
        for (std::size_t k = 0; k < width_; ++k) {
            if (k < forms_) point.value += prices[k] * problem_.offset[k];
            size += 2.0 * std::abs(prices[k]) * kept_.size;
        }
        point.value += static_cast<double>(items() + 4 * width_ + 16) * epsilon * size;  // outward
        steps_ += static_cast<double>(kept_.count() * width_);
        return point;
    }

    /// Prices that bound well, and what follows from them for what is still to come.
    void price() {
        const int rounds = effort_.states == 0 ? 12 : 80;
        const double beat = std::min(goal(), top_);
        if (prices_.empty()) {
            prices_.assign(width_, 0.0);
            std::fill_n(prices_.begin(), forms_, -1.0 / static_cast<double>(forms_));
        }
        std::vector<double> scale;
        for (std::size_t k = 0; k < width_; ++k)
            scale.push_back(1.0 / std::max(kept_.high[k] - kept_.low[k], 1e-9 * kept_.size));
        Bundle bundle(std::move(scale));
        const double left =
            bundle.descend(prices_, rounds, [&](const std::vector<double>& trial) { return dual(trial, beat); });
        steps_ += bundle.steps;
        bound_ = std::max(bound_, beat - left);
        costs_.assign(problem_.adds.size() / std::max<std::size_t>(width_, 1), 0.0);
        constant_ = beat - left;
        std::vector<double> second;
        std::vector<double> spread(items(), 0.0);
        for (std::size_t item = 0; item < items(); ++item) {
            double least = infinite;
            double next = infinite;
            kept_.each(item, [&](std::size_t o) {
                costs_[o] = -std::inner_product(prices_.begin(), prices_.end(), adds(o), 0.0);
                next = std::min(next, std::max(least, costs_[o]));
                least = std::min(least, costs_[o]);
            });
            constant_ -= least;
            second.push_back(next - least > 1e-9 * kept_.size ? next - least : 0.0);
            kept_.each(item, [&](std::size_t o) {
                const double* first = adds(kept_.some(item));
                for (std::size_t k = 0; k < forms_; ++k) {
                    spread[item] = std::max(spread[item], std::abs(adds(o)[k] - first[k]));
                }
            });
        }
        // Items whose choice is clear come first: they add no states. Of the others those that move sums least come
        // last.
        order_.resize(items());
        std::iota(order_.begin(), order_.end(), 0U);
        std::stable_sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
            return second[a] != second[b] ? second[a] > second[b] : spread[a] > spread[b];
        });
        look_ahead();
    }

    [[nodiscard]] std::size_t per_item() const { return 1 + 2 * width_ + forms_; }
    /// What the prices prefer, whatever the limits.
    [[nodiscard]] std::vector<std::size_t> cheapest() const {
        std::vector<std::size_t> picks;
        for (std::size_t item = 0; item < items(); ++item) {
            std::size_t best = kept_.some(item);
            kept_.each(item, [&](std::size_t o) {
                if (costs_[o] < costs_[best]) best = o;
            });
            picks.push_back(best - kept_.first_of(item));
        }
        return picks;
    }

    /// Per number of items taken: the least that the others add to the price, to each sum, to each sum less the price;
    /// the least and most they add to each further sum; and what they add to each sum in the middle.
    void look_ahead() {
        const std::size_t per = per_item();
        const double left = goal() - bound_;
        ahead_.assign((items() + 1) * per, 0.0);
        for (std::size_t i = items(); i-- > 0;) {
            const double* after = &ahead_[(i + 1) * per];
            std::vector<double> least(per, infinite);
            kept_.each(order_[i], [&](std::size_t o) {
                least[0] = std::min(least[0], costs_[o]);
                for (std::size_t k = 0; k < width_; ++k) {
                    const double add = adds(o)[k];
                    least[1 + k] = std::min(least[1 + k], add);
                    least[1 + width_ + k] = std::min(least[1 + width_ + k], k < forms_ ? add - costs_[o] : -add);
                }
            });
            for (std::size_t k = 0; k < forms_; ++k) {
                double low = infinite;
                double high = -infinite;
                kept_.each(order_[i], [&](std::size_t o) {
                    if (costs_[o] - least[0] > left) return;
                    low = std::min(low, adds(o)[k]);
                    high = std::max(high, adds(o)[k]);
                });
                least[1 + 2 * width_ + k] = 0.5 * (low + high);
            }
            for (std::size_t k = 0; k < per; ++k) ahead_[i * per + k] = after[k] + least[k];
        }
    }

    /// What no completion of these partial sums is below; infinity when none keeps the limits.
    [[nodiscard]] double bound(const double* sums, double priced, std::size_t taken) const {
        const double* ahead = &ahead_[taken * per_item()];
        const double* apart = ahead + 1 + width_;
        const double all = priced + ahead[0];
        double least = all + constant_;
        for (std::size_t k = 0; k < forms_; ++k) {
            least = std::max({least, sums[k] + ahead[1 + k], all + (sums[k] - priced) + apart[k]});
        }
        for (std::size_t c = 0; c < kept_.limits.size(); ++c) {
            const std::size_t k = forms_ + c;
            if (sums[k] + ahead[1 + k] > kept_.limits[c].high + slack()) return infinite;
            if (sums[k] - apart[k] < kept_.limits[c].low - slack()) return infinite;
        }
        return least;
    }
    [[nodiscard]] double score(const double* sums, std::size_t taken) const {
        const double* middle = &ahead_[taken * per_item() + 1 + 2 * width_];
        double most = -infinite;
        for (std::size_t k = 0; k < forms_; ++k) most = std::max(most, sums[k] + middle[k]);
        return most;
    }
    [[nodiscard]] double slack() const { return 16.0 * drift(); }
    /// Raises what is proven by steps that begin small: few partial sums may still end little above the bound, and when
    /// none does, that much more is proven.
    void climb() {
        constexpr std::size_t few = 64;
        constexpr double parts = 32.0;
        if (goal() == infinite)
            bound_ = std::max(bound_, pass(infinite, std::min(few, effort_.states)) - 2.0 * drift());
        double step = std::max((std::min(goal(), top_) - bound_) / parts, 16.0 * drift());
        while (!closed() && !exhausted()) {
            const double limit = std::min(goal(), bound_ + step);
            const double proven = pass(limit, effort_.states);
            bound_ = std::max(bound_, proven - 2.0 * drift());
            if (proven < std::min(limit, end_.value)) break;  // there were too many
            // Far above all that sums can be nothing was left out: nothing keeps the limits.
            if (limit > top_ + kept_.size && end_.value == infinite) bound_ = infinite;
            step *= 2.0;
        }
    }

    /// All items in turn, with partial sums that may end below the limit, and at most so many; what is proven.
    double pass(double limit, std::size_t most) {
        std::vector<Layer> layers(1, Layer(width_));
        Layer& root = layers.front();
        root.sums = problem_.offset;
        root.sums.resize(width_);
        root.priced = {0.0};
        root.from = root.option = {0};
        double dropped = infinite;
        for (std::size_t i = 0; i < items(); ++i) {
            Layer next = extended(layers.back(), i, limit);
            steps_ += next.merge(forms_, alike * kept_.size);
            if (next.size() > most) dropped = std::min(dropped, next.cut(most));
            layers.back().close();
            layers.push_back(std::move(next));
            if (exhausted()) return -infinite;
        }
        finish(layers);
        return std::min({dropped, limit, end_.value});
    }

    [[nodiscard]] Layer extended(const Layer& before, std::size_t i, double beat) {
        Layer next(width_);
        const double ahead = ahead_[(i + 1) * per_item()] + constant_;
        std::vector<double> sums(width_);
        for (std::size_t from = 0; from < before.size(); ++from) {
            if (from % 64 == 0) checkpoint();
            kept_.each(order_[i], [&](std::size_t o) {
                const double priced = before.priced[from] + costs_[o];
                steps_ += 1.0;
                if (priced + ahead >= beat) return;
                const double* partial = &before.sums[from * width_];
                for (std::size_t k = 0; k < width_; ++k) sums[k] = partial[k] + adds(o)[k];
                steps_ += static_cast<double>(width_);
                const double least = bound(sums.data(), priced, i + 1);
                if (least >= beat) return;
                next.sums.insert(next.sums.end(), sums.begin(), sums.end());
                next.priced.push_back(priced);
                next.bounds.push_back(least);
                next.scores.push_back(score(sums.data(), i + 1));
                next.from.push_back(static_cast<std::uint32_t>(from));
                next.option.push_back(static_cast<std::uint32_t>(o));
            });
        }
        return next;
    }

    void finish(const std::vector<Layer>& layers) {
        const Layer& last = layers.back();
        double best = infinite;
        std::size_t at = 0;
        for (std::size_t i = 0; i < last.size(); ++i) {
            const double* sums = &last.sums[i * width_];
            const double largest = *std::max_element(sums, sums + forms_);
            if (largest >= best) continue;
            best = largest;
            at = i;
        }
        if (best == infinite) return;
        std::vector<std::size_t> chosen(items());
        for (std::size_t layer = layers.size(); layer-- > 1;) {
            chosen[order_[layer - 1]] = layers[layer].option[at];
            at = layers[layer].from[at];
        }
        double value = -infinite;
        for (std::size_t k = 0; k < forms_; ++k) {
            double sum = problem_.offset[k];
            for (const std::size_t o : chosen) sum += adds(o)[k];
            value = std::max(value, sum);
        }
        if (value >= end_.value) return;
        end_.value = value;
        end_.picks = std::move(chosen);
        for (std::size_t item = 0; item < items(); ++item) end_.picks[item] -= kept_.first_of(item);
    }

    const LargestProblem& problem_;
    LargestEffort& effort_;
    std::size_t forms_;
    std::size_t width_;
    Kept kept_;
    double top_ = 0.0;
    double bound_ = -infinite;
    std::vector<double> prices_;
    std::vector<double> costs_;  ///< per option, at the prices
    double constant_ = 0.0;      ///< what a bound is beyond the costs
    std::vector<std::size_t> order_;
    std::vector<double> ahead_;
    LargestEnd end_;
    double steps_ = 0.0;
};

}  // namespace

LargestEnd least_largest(const LargestProblem& problem, LargestEffort& effort) {
    return LeastLargest(problem, effort).solve();
}

}  // namespace chirograph
