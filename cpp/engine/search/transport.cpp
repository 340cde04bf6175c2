#include "engine/search/transport.hpp"

#include <algorithm>
#include <cmath>

namespace chirograph {

/// Every group at its best level: optimal for the totals it happens to give.
void Transport::start(const std::vector<std::vector<double>>& gain, std::size_t levels) {
    assigned_.assign(supplies_.size(), std::vector<std::int64_t>(levels));
    tolerance_ = 0.0;
    for (std::size_t g = 0; g < supplies_.size(); ++g) {
        const auto best = std::max_element(gain[g].begin(), gain[g].end()) - gain[g].begin();
        assigned_[g][static_cast<std::size_t>(best)] = supplies_[g];
        for (const double value : gain[g]) {
            if (value != forbidden) tolerance_ = std::max(tolerance_, std::abs(value) * 1e-13);
        }
    }
}

/// The cheapest way to move one area from one level to another.
std::vector<std::vector<Transport::Edge>> Transport::edges(const std::vector<std::vector<double>>& gain) const {
    const std::size_t levels = gain.front().size();
    std::vector<std::vector<Edge>> all(levels, std::vector<Edge>(levels));
    for (std::size_t g = 0; g < supplies_.size(); ++g) {
        for (std::size_t from = 0; from < levels; ++from) {
            if (assigned_[g][from] == 0) continue;
            for (std::size_t to = 0; to < levels; ++to) {
                const double loss = gain[g][from] - gain[g][to];
                if (to != from && loss < all[from][to].loss) all[from][to] = {loss, g};
            }
        }
    }
    return all;
}

bool Transport::augment(const std::vector<std::vector<double>>& gain, std::span<std::int64_t> surplus) {
    const std::size_t levels = surplus.size();
    const auto edge = edges(gain);
    std::vector<double> distance(levels, std::numeric_limits<double>::infinity());
    std::vector<std::size_t> from(levels, levels);
    for (std::size_t l = 0; l < levels; ++l) {
        if (surplus[l] > 0) distance[l] = 0.0;
    }
    for (std::size_t round = 0; round < levels; ++round) {
        for (std::size_t a = 0; a < levels; ++a) {
            for (std::size_t b = 0; b < levels; ++b) {
                if (distance[a] + edge[a][b].loss < distance[b] - tolerance_) {
                    distance[b] = distance[a] + edge[a][b].loss;
                    from[b] = a;
                }
            }
        }
    }
    std::size_t end = levels;
    for (std::size_t l = 0; l < levels; ++l) {
        if (surplus[l] < 0 && std::isfinite(distance[l]) && (end == levels || distance[l] < distance[end])) end = l;
    }
    if (end == levels) return false;
    std::size_t length = 0;
    std::size_t begin = end;
    std::int64_t amount = -surplus[end];
    for (; from[begin] != levels && length <= levels; begin = from[begin], ++length) {
        const Edge& step = edge[from[begin]][begin];
        amount = std::min(amount, assigned_[step.group][from[begin]]);
    }
    if (length > levels) return false;
    amount = std::min(amount, surplus[begin]);
    for (std::size_t b = end; from[b] != levels; b = from[b]) {
        const Edge& step = edge[from[b]][b];
        assigned_[step.group][from[b]] -= amount;
        assigned_[step.group][b] += amount;
    }
    surplus[begin] -= amount;
    surplus[end] += amount;
    return true;
}

double Transport::solve(const std::vector<std::vector<double>>& gain, std::span<const std::int64_t> demand) {
    start(gain, demand.size());
    std::vector<std::int64_t> surplus(demand.size());
    for (std::size_t l = 0; l < demand.size(); ++l) {
        surplus[l] = -demand[l];
        for (const auto& group : assigned_) surplus[l] += group[l];
    }
    while (std::any_of(surplus.begin(), surplus.end(), [](std::int64_t left) { return left != 0; })) {
        if (!augment(gain, surplus)) return forbidden;
    }
    double sum = 0.0;
    for (std::size_t g = 0; g < assigned_.size(); ++g) {
        for (std::size_t l = 0; l < demand.size(); ++l) {
            if (assigned_[g][l] != 0) sum += static_cast<double>(assigned_[g][l]) * gain[g][l];
        }
    }
    return sum;
}

}  // namespace chirograph
