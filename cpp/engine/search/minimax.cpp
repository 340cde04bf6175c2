#include "engine/search/minimax.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <optional>
#include <utility>

#include "engine/search/minimax_branch.hpp"

namespace chirograph {
namespace {

constexpr int price_rounds = 200;
/// Opening a node of the second search costs about as much as this many comparisons.
constexpr std::size_t per_node = 40000;

using Vector = MinimaxSums::Vector;

/// Partial sums after some columns, one after the other: which of the layer before each continues, and how.
struct Layer {
    Vector sums;
    std::vector<std::size_t> from;
    std::vector<std::size_t> option;

    void push(const double* sum, std::size_t size, std::size_t source, std::size_t taken) {
        sums.insert(sums.end(), sum, sum + size);
        from.push_back(source);
        option.push_back(taken);
    }
};

/// Tells whether one of the partial sums kept so far beats one more; they come in lexicographic order. They are
/// compared in single precision, a block at a time: what is above there is above.
class Kept {
public:
    explicit Kept(std::size_t size) : size_(size) {}

    [[nodiscard]] std::size_t count() const { return rows_.size(); }

    void push(const double* sums) {
        const std::size_t lane = count() % width;
        if (lane == 0) blocks_.resize(blocks_.size() + width * size_, std::numeric_limits<float>::infinity());
        float* block = &blocks_[(count() - lane) * size_];
        for (std::size_t k = 0; k < size_; ++k) block[k * width + lane] = static_cast<float>(sums[k]);
        rows_.push_back(sums);
    }

    [[nodiscard]] bool beat(const double* sums) const {
        for (std::size_t start = 0; start < rows_.size(); start += width) {
            if (beat_in(start, sums)) return true;
        }
        return false;
    }

private:
    static constexpr std::size_t width = 64;

    [[nodiscard]] bool beat_in(std::size_t start, const double* sums) const {
        std::array<std::int32_t, width> above{};
        for (std::size_t k = 1; k < size_; ++k) {  // the first of their sums are not above
            const float* column = &blocks_[start * size_ + k * width];
            const auto most = static_cast<float>(sums[k] + minimax_tolerance);
            for (std::size_t i = 0; i < width; ++i) above[i] |= column[i] > most ? -1 : 0;
            if (k % 4 != 3 && k + 1 < size_) continue;
            std::int32_t all = -1;
            for (const std::int32_t one : above) all &= one;
            if (all != 0) return false;
        }
        for (std::size_t i = 0; i < std::min(width, rows_.size() - start); ++i) {
            if (above[i] == 0 && beats(rows_[start + i], sums, size_)) return true;
        }
        return false;
    }

    std::size_t size_;
    std::vector<const double*> rows_;
    std::vector<float> blocks_;  // block after block, in it sum after sum
};

class Minimax {
public:
    Minimax(const MinimaxProblem& problem, std::size_t comparisons, double give_up)
        : sums_(problem), left_(comparisons), nodes_(comparisons / per_node), give_up_(give_up) {}

    [[nodiscard]] MinimaxAnswer solve() {
        state_.picks = sums_.first();
        state_.attained = sums_.improve(state_.picks, sums_.all());
        price();
        if (state_.bound < goal()) {
            order_columns();
            if (search()) {
                state_.bound = std::min(state_.attained, give_up_);
            } else {
                branch(sums_, prices_.front(), give_up_, nodes_, state_);
            }
        }
        const bool exact = state_.attained <= state_.bound + minimax_tolerance;
        return {exact ? state_.attained : state_.bound, exact, sums_.numbers(state_.picks), state_.attained};
    }

private:
    [[nodiscard]] double goal() const { return std::min(state_.attained, give_up_) - minimax_tolerance; }

    /// The weights that bound best, equal weights, and each sum alone; only the last when they are enough.
    void price() {
        const std::size_t count = sums_.size();
        const Vector equal(count, 1.0 / static_cast<double>(count));
        prices_ = {equal, equal};
        double alone = -std::numeric_limits<double>::infinity();
        MinimaxSums::Picks picks = sums_.first();
        for (std::size_t k = 0; k < count; ++k) {
            Vector& one = prices_.emplace_back(count, 0.0);
            one[k] = 1.0;
            sums_.cheapest(one, sums_.all(), picks);
            alone = std::max(alone, sums_.sums(picks)[k]);
        }
        state_.bound = -std::numeric_limits<double>::infinity();
        if (alone < goal()) raise_prices(sums_, sums_.all(), price_rounds, give_up_, prices_.front(), state_, nullptr);
        state_.bound = std::max(state_.bound, alone);
    }

    /// Columns that move the sums most come first; columns without a choice come last.
    void order_columns() {
        std::vector<double> spread;
        for (std::size_t column = 0; column < sums_.columns(); ++column) {
            double most = 0.0;
            const double* first = sums_.adds(sums_.start(column));
            for (std::size_t option = sums_.start(column); option < sums_.start(column + 1); ++option) {
                for (std::size_t k = 0; k < sums_.size(); ++k) {
                    most = std::max(most, std::abs(sums_.adds(option)[k] - first[k]));
                }
            }
            spread.push_back(most);
            order_.push_back(column);
        }
        std::stable_sort(order_.begin(), order_.end(),
                         [&](std::size_t a, std::size_t b) { return spread[a] > spread[b]; });
        rest_.assign(order_.size() + 1, Vector(prices_.size(), 0.0));
        for (std::size_t price = 0; price < prices_.size(); ++price) {
            MinimaxSums::Picks picks = sums_.first();
            sums_.cheapest(prices_[price], sums_.all(), picks);
            for (std::size_t i = order_.size(); i-- > 0;) {
                rest_[i][price] = rest_[i + 1][price] + dot(prices_[price], sums_.adds(picks[order_[i]]));
            }
        }
    }

    /// Nothing below the goal can come of these sums of the columns before `next`.
    [[nodiscard]] bool hopeless(const double* partial, std::size_t next, double goal) const {
        const Vector& rest = rest_[next];
        for (std::size_t k = 0; k < sums_.size(); ++k) {
            if (partial[k] + rest[2 + k] >= goal) return true;
        }
        return dot(prices_[0], partial) + rest[0] >= goal || dot(prices_[1], partial) + rest[1] >= goal;
    }

    /// True when the search ended within its budget.
    [[nodiscard]] bool search() {
        std::vector<Layer> layers{{sums_.offset(), {0}, {0}}};
        for (std::size_t i = 0; i < order_.size(); ++i) {
            auto kept = unbeaten(extended(layers.back(), i));
            if (!kept) return false;
            if (kept->from.empty()) return true;
            layers.push_back(std::move(*kept));
        }
        finish(layers);
        return true;
    }

    /// Every partial sum with every option of the next column, but for the hopeless.
    [[nodiscard]] Layer extended(const Layer& before, std::size_t next) const {
        Layer found;
        const std::size_t size = sums_.size();
        const double least = goal();
        Vector total(size);
        for (std::size_t from = 0; from < before.from.size(); ++from) {
            const double* partial = &before.sums[from * size];
            for (std::size_t option = sums_.start(order_[next]); option < sums_.start(order_[next] + 1); ++option) {
                const double* add = sums_.adds(option);
                for (std::size_t k = 0; k < size; ++k) total[k] = partial[k] + add[k];
                if (!hopeless(total.data(), next + 1, least)) found.push(total.data(), size, from, option);
            }
        }
        return found;
    }

    /// Partial sums that none other beats; nothing when the budget ran out.
    [[nodiscard]] std::optional<Layer> unbeaten(const Layer& all) {
        const std::size_t size = sums_.size();
        const auto row = [&](std::size_t i) { return &all.sums[i * size]; };
        std::vector<std::size_t> sorted(all.from.size());
        std::iota(sorted.begin(), sorted.end(), 0U);
        std::sort(sorted.begin(), sorted.end(), [&](std::size_t a, std::size_t b) {
            return std::lexicographical_compare(row(a), row(a) + size, row(b), row(b) + size);
        });
        Kept kept(size);
        Layer found;
        std::size_t remaining = sorted.size();
        for (const std::size_t i : sorted) {
            if (left_ < remaining-- * (kept.count() + 1)) return std::nullopt;  // the others cost no less
            left_ -= kept.count() + 1;
            if (kept.beat(row(i))) continue;
            kept.push(row(i));
            found.push(row(i), size, all.from[i], all.option[i]);
        }
        return found;
    }

    void finish(const std::vector<Layer>& layers) {
        const std::size_t size = sums_.size();
        const auto largest = [&](std::size_t i) {
            const double* sums = &layers.back().sums[i * size];
            return *std::max_element(sums, sums + size);
        };
        std::size_t index = 0;
        for (std::size_t i = 1; i < layers.back().from.size(); ++i) {
            if (largest(i) < largest(index)) index = i;
        }
        MinimaxSums::Picks picks(order_.size());
        for (std::size_t layer = layers.size(); layer-- > 1;) {
            picks[order_[layer - 1]] = layers[layer].option[index];
            index = layers[layer].from[index];
        }
        const double value = sums_.improve(picks, sums_.all());
        if (value >= state_.attained) return;
        state_.attained = value;
        state_.picks = std::move(picks);
    }

    MinimaxSums sums_;
    std::size_t left_;
    std::size_t nodes_;
    double give_up_;
    MinimaxState state_;
    std::vector<Vector> prices_;
    std::vector<std::size_t> order_;
    std::vector<Vector> rest_;  // per number of columns taken, per price: least cost of the columns still to come
};

}  // namespace

MinimaxAnswer least_largest_sum(const MinimaxProblem& problem, std::size_t comparisons, double give_up) {
    return Minimax(problem, comparisons, give_up).solve();
}

}  // namespace chirograph
