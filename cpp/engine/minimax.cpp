#include "engine/minimax.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <optional>
#include <utility>

namespace chirograph {
namespace {

/// Sums are fractions of small whole numbers; differences below this are rounding.
constexpr double tolerance = 1e-12;
constexpr int price_rounds = 100;

using Vector = std::vector<double>;

double largest(const Vector& sums) {
    return *std::max_element(sums.begin(), sums.end());
}
double dot(const Vector& a, const Vector& b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

bool beats(const Vector& a, const Vector& b) {
    for (std::size_t k = 0; k < a.size(); ++k) {
        if (a[k] > b[k] + tolerance) return false;
    }
    return true;
}

struct Partial {
    Vector sums;
    std::size_t from = 0;
    std::size_t option = 0;
};

class Minimax {
public:
    Minimax(const MinimaxProblem& problem, std::size_t comparisons, double give_up)
        : problem_(problem), left_(comparisons), give_up_(give_up) {
        for (const auto& options : problem.columns) kept_.push_back(undominated(options));
    }

    [[nodiscard]] MinimaxAnswer solve() {
        try_picks(std::vector<std::size_t>(kept_.size(), 0));
        price();
        if (best_ > bound_ + tolerance && bound_ < give_up_ - tolerance) {
            order_columns();
            if (search()) bound_ = std::min(best_, give_up_);
        }
        return answer();
    }

private:
    /// Options that no other option beats in every sum; of equals the first.
    static std::vector<std::size_t> undominated(const std::vector<Vector>& options) {
        std::vector<std::size_t> kept;
        for (std::size_t i = 0; i < options.size(); ++i) {
            bool beaten = false;
            for (std::size_t j = 0; j < options.size() && !beaten; ++j) {
                beaten = i != j && beats(options[j], options[i]) && (j < i || !beats(options[i], options[j]));
            }
            if (!beaten) kept.push_back(i);
        }
        return kept;
    }

    [[nodiscard]] const Vector& adds(std::size_t column, std::size_t kept) const {
        return problem_.columns[column][kept_[column][kept]];
    }

    [[nodiscard]] Vector sums(const std::vector<std::size_t>& picks) const {
        Vector total = problem_.offset;
        for (std::size_t column = 0; column < picks.size(); ++column) {
            const Vector& add = adds(column, picks[column]);
            for (std::size_t k = 0; k < total.size(); ++k) total[k] += add[k];
        }
        return total;
    }

    void try_picks(std::vector<std::size_t> picks) {
        double value = largest(sums(picks));
        for (bool better = true; better;) {
            better = false;
            for (std::size_t column = 0; column < picks.size(); ++column) {
                for (std::size_t option = 0; option < kept_[column].size(); ++option) {
                    const std::size_t before = std::exchange(picks[column], option);
                    const double other = largest(sums(picks));
                    if (other < value - tolerance) {
                        value = other;
                        better = true;
                    } else {
                        picks[column] = before;
                    }
                }
            }
        }
        if (best_picks_.empty() || value < best_) {
            best_ = value;
            best_picks_ = std::move(picks);
        }
    }

    /// For weights on the sums: the cheapest option of every column, and so a lower bound.
    [[nodiscard]] std::vector<std::size_t> cheapest(const Vector& weights) const {
        std::vector<std::size_t> picks;
        for (std::size_t column = 0; column < kept_.size(); ++column) {
            std::size_t best = 0;
            for (std::size_t option = 1; option < kept_[column].size(); ++option) {
                if (dot(weights, adds(column, option)) < dot(weights, adds(column, best))) best = option;
            }
            picks.push_back(best);
        }
        return picks;
    }

    /// Raises the Lagrangian bound by multiplicative steps toward the sums that are large, and keeps the best weights.
    void price() {
        const std::size_t count = problem_.offset.size();
        Vector weights(count, 1.0 / static_cast<double>(count));
        Vector best_weights = weights;
        for (int round = 0; round < price_rounds; ++round) {
            std::vector<std::size_t> picks = cheapest(weights);
            const Vector total = sums(picks);
            const double bound = dot(weights, total);
            if (bound > bound_) {
                bound_ = bound;
                best_weights = weights;
            }
            if (largest(total) < best_ - tolerance) try_picks(std::move(picks));
            if (bound_ >= std::min(best_, give_up_) - tolerance) break;
            const double step = 4.0 / std::sqrt(1.0 + round);
            double norm = 0.0;
            for (std::size_t k = 0; k < count; ++k) norm += weights[k] *= std::exp(step * (total[k] - bound));
            for (double& weight : weights) weight /= norm;
        }
        prices_.push_back(std::move(best_weights));
        prices_.emplace_back(count, 1.0 / static_cast<double>(count));
        for (std::size_t k = 0; k < count; ++k) {
            prices_.emplace_back(count, 0.0);
            prices_.back()[k] = 1.0;
            const double alone = dot(prices_.back(), sums(cheapest(prices_.back())));
            bound_ = std::max(bound_, alone);
        }
    }

    /// Columns that move the sums most come first; columns without a choice come last.
    void order_columns() {
        std::vector<double> spread;
        for (std::size_t column = 0; column < kept_.size(); ++column) {
            double most = 0.0;
            for (std::size_t option = 1; option < kept_[column].size(); ++option) {
                for (std::size_t k = 0; k < problem_.offset.size(); ++k) {
                    most = std::max(most, std::abs(adds(column, option)[k] - adds(column, 0)[k]));
                }
            }
            spread.push_back(most);
            order_.push_back(column);
        }
        std::stable_sort(order_.begin(), order_.end(),
                         [&](std::size_t a, std::size_t b) { return spread[a] > spread[b]; });
        rest_.assign(prices_.size(), Vector(order_.size() + 1, 0.0));
        for (std::size_t price = 0; price < prices_.size(); ++price) {
            const std::vector<std::size_t> picks = cheapest(prices_[price]);
            for (std::size_t i = order_.size(); i-- > 0;) {
                rest_[price][i] = rest_[price][i + 1] + dot(prices_[price], adds(order_[i], picks[order_[i]]));
            }
        }
    }

    [[nodiscard]] bool hopeless(const Vector& partial, std::size_t next) const {
        const double goal = std::min(best_, give_up_) - tolerance;
        for (std::size_t price = 0; price < prices_.size(); ++price) {
            if (dot(prices_[price], partial) + rest_[price][next] >= goal) return true;
        }
        return false;
    }

    /// True when the search ended within its budget.
    [[nodiscard]] bool search() {
        std::vector<std::vector<Partial>> layers{{{problem_.offset, 0, 0}}};
        for (std::size_t i = 0; i < order_.size(); ++i) {
            std::vector<Partial> next;
            for (std::size_t from = 0; from < layers.back().size(); ++from) {
                for (std::size_t option = 0; option < kept_[order_[i]].size(); ++option) {
                    Vector total = layers.back()[from].sums;
                    const Vector& add = adds(order_[i], option);
                    for (std::size_t k = 0; k < total.size(); ++k) total[k] += add[k];
                    if (!hopeless(total, i + 1)) next.push_back({std::move(total), from, option});
                }
            }
            auto kept = unbeaten(std::move(next));
            if (!kept) return false;
            if (kept->empty()) return true;
            layers.push_back(std::move(*kept));
        }
        finish(layers);
        return true;
    }

    /// Partial sums that none other beats; nothing when the budget ran out.
    [[nodiscard]] std::optional<std::vector<Partial>> unbeaten(std::vector<Partial> partials) {
        std::sort(partials.begin(), partials.end(), [](const Partial& a, const Partial& b) { return a.sums < b.sums; });
        std::vector<Partial> kept;
        for (Partial& partial : partials) {
            if (left_ < kept.size() + 1) return std::nullopt;
            left_ -= kept.size() + 1;
            const bool beaten = std::any_of(kept.begin(), kept.end(),
                                            [&](const Partial& other) { return beats(other.sums, partial.sums); });
            if (!beaten) kept.push_back(std::move(partial));
        }
        return kept;
    }

    void finish(const std::vector<std::vector<Partial>>& layers) {
        std::size_t index = 0;
        for (std::size_t i = 1; i < layers.back().size(); ++i) {
            if (largest(layers.back()[i].sums) < largest(layers.back()[index].sums)) index = i;
        }
        std::vector<std::size_t> picks(order_.size());
        for (std::size_t layer = layers.size(); layer-- > 1;) {
            picks[order_[layer - 1]] = layers[layer][index].option;
            index = layers[layer][index].from;
        }
        try_picks(std::move(picks));
    }

    [[nodiscard]] MinimaxAnswer answer() const {
        const bool exact = best_ <= bound_ + tolerance;
        MinimaxAnswer result{exact ? best_ : bound_, exact, {}, best_};
        for (std::size_t column = 0; column < best_picks_.size(); ++column) {
            result.picks.push_back(kept_[column][best_picks_[column]]);
        }
        return result;
    }

    const MinimaxProblem& problem_;
    std::vector<std::vector<std::size_t>> kept_;  // per column: options worth trying
    std::size_t left_;
    double give_up_;
    double best_ = std::numeric_limits<double>::infinity();
    double bound_ = -std::numeric_limits<double>::infinity();
    std::vector<std::size_t> best_picks_;
    std::vector<Vector> prices_;
    std::vector<std::size_t> order_;
    std::vector<Vector> rest_;  // per price: least cost of the columns still to come
};

}  // namespace

MinimaxAnswer least_largest_sum(const MinimaxProblem& problem, std::size_t comparisons, double give_up) {
    return Minimax(problem, comparisons, give_up).solve();
}

}  // namespace chirograph
