#include "engine/search/minimax_branch.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <queue>
#include <utility>

namespace chirograph {
namespace {

constexpr int node_rounds = 40;
constexpr double barred = std::numeric_limits<double>::infinity();

using Vector = MinimaxSums::Vector;
using Picks = MinimaxSums::Picks;
using Allowed = MinimaxSums::Allowed;

struct Node {
    Allowed allowed;
    Vector weights;
    double bound = 0.0;
    std::size_t column = 0;  ///< where to branch, and the option that its rounds picked most
    std::size_t option = 0;
    bool operator<(const Node& other) const { return bound > other.bound; }
};

/// The column whose picks were most mixed; of equals the first with a choice. False when none has one.
bool choose_branch(const MinimaxSums& sums, const std::vector<int>& seen, Node& node) {
    int least = std::numeric_limits<int>::max();
    for (std::size_t column = 0; column < sums.columns(); ++column) {
        const std::size_t start = sums.start(column);
        const std::size_t end = sums.start(column + 1);
        std::size_t allowed = 0;
        std::size_t most = start;
        for (std::size_t option = start; option < end; ++option) {
            allowed += node.allowed[option] == 0.0 ? 1U : 0U;
            if (seen[option] > seen[most]) most = option;
        }
        if (allowed < 2 || seen[most] >= least) continue;
        least = seen[most];
        node.column = column;
        node.option = most;
    }
    return least < std::numeric_limits<int>::max();
}

}  // namespace

MinimaxSums::MinimaxSums(const MinimaxProblem& problem)
    : stride_((problem.offset.size() + lanes - 1) / lanes * lanes), offset_(problem.offset) {
    const double* next = problem.adds.data();
    for (const std::size_t count : problem.options) {
        keep_unbeaten(next, count);
        next += count * size();
    }
    by_sum_.resize(options() * stride_);
    for (std::size_t option = 0; option < options(); ++option) {
        for (std::size_t k = 0; k < size(); ++k) by_sum_[k * options() + option] = adds(option)[k];
    }
    last_.assign(columns(), options());
    running_ = offset_;
    running_.resize((columns() + 1) * stride_);
}

/// Of options that beat each other the first.
void MinimaxSums::keep_unbeaten(const double* adds, std::size_t count) {
    const auto row = [&](std::size_t option) { return adds + option * size(); };
    for (std::size_t i = 0; i < count; ++i) {
        bool beaten = false;
        for (std::size_t j = 0; j < count && !beaten; ++j) {
            beaten = i != j && beats(row(j), row(i), size()) && (j < i || !beats(row(i), row(j), size()));
        }
        if (beaten) continue;
        numbers_.push_back(i);
        adds_.insert(adds_.end(), row(i), row(i) + size());
        adds_.resize(numbers_.size() * stride_);
    }
    starts_.push_back(numbers_.size());
}

std::vector<std::size_t> MinimaxSums::numbers(const Picks& picks) const {
    std::vector<std::size_t> found;
    for (const std::size_t option : picks) found.push_back(numbers_[option]);
    return found;
}

std::span<const double> MinimaxSums::sums(const Picks& picks) {
    const auto same = std::mismatch(picks.begin(), picks.end(), last_.begin()).first;
    double* sum = running_.data() + static_cast<std::size_t>(same - picks.begin()) * stride_;
    for (auto pick = same; pick != picks.end(); ++pick) {
        const double* row = adds(*pick);
        for (const double* end = sum + stride_; sum != end; sum += lanes, row += lanes) {
            std::array<double, lanes> next{};
            for (std::size_t i = 0; i < lanes; ++i) next[i] = sum[i] + row[i];
            std::copy(next.begin(), next.end(), sum + stride_);
        }
    }
    last_ = picks;
    return std::span(running_).subspan(columns() * stride_, size());
}

double MinimaxSums::largest(const Picks& picks) {
    const auto total = sums(picks);
    return *std::max_element(total.begin(), total.end());
}

void MinimaxSums::cheapest(const Vector& weights, const Allowed& allowed, Picks& picks) {
    costs_ = allowed;
    const std::size_t count = options();
    double* cost = costs_.data();
    for (std::size_t k = 0; k < stride_; k += lanes) {
        std::array<double, lanes> weight{};
        std::copy_n(&weights[k], std::min(lanes, size() - k), weight.begin());
        const double* row = by_sum_.data() + k * count;
        for (std::size_t option = 0; option < count; ++option) {
            double sum = cost[option];
            for (std::size_t i = 0; i < lanes; ++i) sum += weight[i] * row[i * count + option];
            cost[option] = sum;
        }
    }
    for (std::size_t column = 0; column < columns(); ++column) {
        std::size_t best = starts_[column];
        for (std::size_t option = best + 1; option < starts_[column + 1]; ++option) {
            if (cost[option] < cost[best]) best = option;
        }
        picks[column] = best;
    }
}

double MinimaxSums::improve(Picks& picks, const Allowed& allowed) {
    double value = largest(picks);
    for (bool better = true; better;) {
        better = false;
        for (std::size_t column = 0; column < columns(); ++column) {
            for (std::size_t option = starts_[column]; option < starts_[column + 1]; ++option) {
                const std::size_t before = picks[column];
                if (option == before || allowed[option] == barred) continue;
                picks[column] = option;
                const double other = largest(picks);
                if (other < value - minimax_tolerance) {
                    value = other;
                    better = true;
                } else {
                    picks[column] = before;
                }
            }
        }
    }
    return value;
}

void raise_prices(MinimaxSums& sums, const Allowed& allowed, int rounds, double goal, Vector& weights,
                  MinimaxState& state, std::vector<int>* seen) {
    Vector moved = weights;
    Picks picks = sums.first();
    for (int round = 0; round < rounds; ++round) {
        sums.cheapest(moved, allowed, picks);
        if (seen != nullptr && 2 * round >= rounds) {
            for (const std::size_t option : picks) ++(*seen)[option];
        }
        std::span<const double> total = sums.sums(picks);
        const double bound = dot(moved, total.data());
        if (bound > state.bound) {
            state.bound = bound;
            weights = moved;
        }
        if (*std::max_element(total.begin(), total.end()) < state.attained - minimax_tolerance) {
            Picks better = picks;
            const double value = sums.improve(better, allowed);
            if (value < state.attained) {
                state.attained = value;
                state.picks = std::move(better);
            }
            total = sums.sums(picks);
        }
        if (state.bound >= std::min(state.attained, goal) - minimax_tolerance) break;
        const double step = 4.0 / std::sqrt(1.0 + round);
        double norm = 0.0;
        for (std::size_t k = 0; k < moved.size(); ++k) norm += moved[k] *= std::exp(step * (total[k] - bound));
        for (double& weight : moved) weight /= norm;
    }
}

void branch(MinimaxSums& sums, const Vector& weights, double give_up, std::size_t nodes, MinimaxState& state) {
    std::priority_queue<Node> open;
    const auto settled = [&](const Node& node) {
        return node.bound >= std::min(state.attained, give_up) - minimax_tolerance;
    };
    const auto enter = [&](Node node) {
        std::vector<int> seen(sums.options(), 0);
        state.bound = node.bound;
        raise_prices(sums, node.allowed, node_rounds, give_up, node.weights, state, &seen);
        node.bound = state.bound;
        if (!settled(node) && choose_branch(sums, seen, node)) open.push(std::move(node));
    };
    enter({sums.all(), weights, state.bound, 0, 0});
    for (; !open.empty() && nodes > 0; --nodes) {
        Node node = open.top();
        open.pop();
        if (settled(node)) {  // and so is every other
            open = {};
            break;
        }
        Node taken = node;
        const auto start = taken.allowed.begin();
        std::fill(start + static_cast<std::ptrdiff_t>(sums.start(node.column)),
                  start + static_cast<std::ptrdiff_t>(sums.start(node.column + 1)), barred);
        taken.allowed[node.option] = 0.0;
        node.allowed[node.option] = barred;
        enter(std::move(taken));
        enter(std::move(node));
    }
    const double left = std::min(state.attained, give_up);
    state.bound = open.empty() ? left : std::min(left, open.top().bound);
}

}  // namespace chirograph
