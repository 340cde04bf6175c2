#include "engine/search/minimax.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <optional>
#include <utility>

#include "engine/search/minimax_branch.hpp"

namespace chirograph {
namespace {

/// Sums are fractions of small whole numbers; differences below this are rounding.
constexpr double tolerance = 1e-12;
constexpr int price_rounds = 200;
/// Opening a node of the second search costs about as much as this many comparisons.
constexpr std::size_t per_node = 40000;

using Vector = std::vector<double>;

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
        : problem_(problem), sums_(problem), left_(comparisons), nodes_(comparisons / per_node), give_up_(give_up) {
        for (const auto& options : problem.columns) kept_.push_back(undominated(options));
    }

    [[nodiscard]] MinimaxAnswer solve() {
        for (const auto& options : kept_) state_.picks.push_back(options.front());
        state_.attained = sums_.improve(state_.picks, kept_);
        state_.bound = -std::numeric_limits<double>::infinity();
        price();
        if (open()) {
            order_columns();
            if (search()) {
                state_.bound = std::min(state_.attained, give_up_);
            } else {
                branch(sums_, kept_, prices_.front(), give_up_, nodes_, state_);
            }
        }
        const bool exact = state_.attained <= state_.bound + tolerance;
        return {exact ? state_.attained : state_.bound, exact, state_.picks, state_.attained};
    }

private:
    [[nodiscard]] bool open() const { return state_.bound < std::min(state_.attained, give_up_) - tolerance; }

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

    /// The weights that bound best, equal weights, and each sum alone.
    void price() {
        const std::size_t count = problem_.offset.size();
        const Vector equal(count, 1.0 / static_cast<double>(count));
        prices_ = {equal, equal};
        raise_prices(sums_, kept_, price_rounds, give_up_, prices_.front(), state_, nullptr);
        for (std::size_t k = 0; k < count; ++k) {
            Vector& alone = prices_.emplace_back(count, 0.0);
            alone[k] = 1.0;
            state_.bound = std::max(state_.bound, dot(alone, sums_.sums(sums_.cheapest(alone, kept_))));
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
            const std::vector<std::size_t> picks = sums_.cheapest(prices_[price], kept_);
            for (std::size_t i = order_.size(); i-- > 0;) {
                const std::size_t column = order_[i];
                rest_[price][i] = rest_[price][i + 1] + dot(prices_[price], problem_.columns[column][picks[column]]);
            }
        }
    }

    [[nodiscard]] bool hopeless(const Vector& partial, std::size_t next) const {
        const double goal = std::min(state_.attained, give_up_) - tolerance;
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
        const auto largest = [](const Partial& partial) {
            return *std::max_element(partial.sums.begin(), partial.sums.end());
        };
        std::size_t index = 0;
        for (std::size_t i = 1; i < layers.back().size(); ++i) {
            if (largest(layers.back()[i]) < largest(layers.back()[index])) index = i;
        }
        std::vector<std::size_t> picks(order_.size());
        for (std::size_t layer = layers.size(); layer-- > 1;) {
            const std::size_t column = order_[layer - 1];
            picks[column] = kept_[column][layers[layer][index].option];
            index = layers[layer][index].from;
        }
        const double value = sums_.improve(picks, kept_);
        if (value >= state_.attained) return;
        state_.attained = value;
        state_.picks = std::move(picks);
    }

    const MinimaxProblem& problem_;
    MinimaxSums sums_;
    std::vector<std::vector<std::size_t>> kept_;  // per column: options worth trying
    std::size_t left_;
    std::size_t nodes_;
    double give_up_;
    MinimaxState state_;
    std::vector<Vector> prices_;
    std::vector<std::size_t> order_;
    std::vector<Vector> rest_;  // per price: least cost of the columns still to come
};

}  // namespace

MinimaxAnswer least_largest_sum(const MinimaxProblem& problem, std::size_t comparisons, double give_up) {
    return Minimax(problem, comparisons, give_up).solve();
}

}  // namespace chirograph
