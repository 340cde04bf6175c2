#include "engine/search/minimax_branch.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <queue>
#include <utility>

namespace chirograph {
namespace {

/// Sums are fractions of small whole numbers; differences below this are rounding.
constexpr double tolerance = 1e-12;
constexpr int node_rounds = 40;

using Vector = MinimaxSums::Vector;
using Picks = MinimaxSums::Picks;
using Allowed = MinimaxSums::Allowed;

double dot(const Vector& a, const Vector& b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

struct Node {
    Allowed allowed;
    Vector weights;
    double bound = 0.0;
    std::size_t column = 0;  ///< where to branch, and the option that its rounds picked most
    std::size_t option = 0;
    bool operator<(const Node& other) const { return bound > other.bound; }
};

/// The column whose picks were most mixed; of equals the first with a choice.
void choose_branch(const std::vector<std::vector<int>>& seen, Node& node) {
    int least = std::numeric_limits<int>::max();
    for (std::size_t c = 0; c < seen.size(); ++c) {
        if (node.allowed[c].size() < 2) continue;
        const auto most = std::max_element(seen[c].begin(), seen[c].end());
        if (*most >= least) continue;
        least = *most;
        node.column = c;
        node.option = static_cast<std::size_t>(most - seen[c].begin());
    }
}

bool decided(const Node& node) {
    return std::all_of(node.allowed.begin(), node.allowed.end(), [](const auto& one) { return one.size() == 1; });
}

}  // namespace

Vector MinimaxSums::sums(const Picks& picks) const {
    Vector total = problem_.offset;
    for (std::size_t c = 0; c < picks.size(); ++c) {
        const Vector& add = problem_.columns[c][picks[c]];
        for (std::size_t k = 0; k < total.size(); ++k) total[k] += add[k];
    }
    return total;
}

double MinimaxSums::largest(const Picks& picks) const {
    const Vector total = sums(picks);
    return *std::max_element(total.begin(), total.end());
}

Picks MinimaxSums::cheapest(const Vector& weights, const Allowed& allowed) const {
    Picks picks;
    for (std::size_t c = 0; c < allowed.size(); ++c) {
        std::size_t best = allowed[c].front();
        double least = dot(weights, problem_.columns[c][best]);
        for (const std::size_t option : allowed[c]) {
            const double cost = dot(weights, problem_.columns[c][option]);
            if (cost < least) {
                least = cost;
                best = option;
            }
        }
        picks.push_back(best);
    }
    return picks;
}

double MinimaxSums::improve(Picks& picks, const Allowed& allowed) const {
    double value = largest(picks);
    for (bool better = true; better;) {
        better = false;
        for (std::size_t c = 0; c < picks.size(); ++c) {
            for (const std::size_t option : allowed[c]) {
                const std::size_t before = std::exchange(picks[c], option);
                const double other = largest(picks);
                if (other < value - tolerance) {
                    value = other;
                    better = true;
                } else {
                    picks[c] = before;
                }
            }
        }
    }
    return value;
}

void raise_prices(const MinimaxSums& sums, const Allowed& allowed, int rounds, double goal, Vector& weights,
                  MinimaxState& state, std::vector<std::vector<int>>* seen) {
    Vector moved = weights;
    for (int round = 0; round < rounds; ++round) {
        Picks picks = sums.cheapest(moved, allowed);
        if (seen != nullptr && 2 * round >= rounds) {
            for (std::size_t c = 0; c < picks.size(); ++c) ++(*seen)[c][picks[c]];
        }
        const Vector total = sums.sums(picks);
        const double bound = dot(moved, total);
        if (bound > state.bound) {
            state.bound = bound;
            weights = moved;
        }
        if (*std::max_element(total.begin(), total.end()) < state.attained - tolerance) {
            const double value = sums.improve(picks, allowed);
            if (value < state.attained) {
                state.attained = value;
                state.picks = std::move(picks);
            }
        }
        if (state.bound >= std::min(state.attained, goal) - tolerance) break;
        const double step = 4.0 / std::sqrt(1.0 + round);
        double norm = 0.0;
        for (std::size_t k = 0; k < moved.size(); ++k) norm += moved[k] *= std::exp(step * (total[k] - bound));
        for (double& weight : moved) weight /= norm;
    }
}

void branch(const MinimaxSums& sums, const Allowed& allowed, const Vector& weights, double give_up, std::size_t nodes,
            MinimaxState& state) {
    std::priority_queue<Node> open;
    const auto enter = [&](Node node) {
        std::vector<std::vector<int>> seen;
        for (const auto& options : node.allowed) {
            seen.emplace_back(1 + *std::max_element(options.begin(), options.end()), 0);
        }
        MinimaxState here{node.bound, state.attained, {}};
        raise_prices(sums, node.allowed, node_rounds, give_up, node.weights, here, &seen);
        if (here.attained < state.attained) {
            state.attained = here.attained;
            state.picks = std::move(here.picks);
        }
        node.bound = here.bound;
        if (node.bound >= std::min(state.attained, give_up) - tolerance || decided(node)) return;
        choose_branch(seen, node);
        open.push(std::move(node));
    };
    enter({allowed, weights, state.bound, 0, 0});
    for (; !open.empty() && nodes > 0; --nodes) {
        Node node = open.top();
        open.pop();
        if (node.bound >= std::min(state.attained, give_up) - tolerance) {  // and so is every other
            open = {};
            break;
        }
        Node taken = node;
        taken.allowed[node.column] = {node.option};
        std::erase(node.allowed[node.column], node.option);
        enter(std::move(taken));
        enter(std::move(node));
    }
    const double left = std::min(state.attained, give_up);
    state.bound = open.empty() ? left : std::min(left, open.top().bound);
}

}  // namespace chirograph
