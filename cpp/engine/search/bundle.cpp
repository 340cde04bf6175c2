#include "engine/search/bundle.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

#include "engine/base/watch.hpp"

namespace chirograph {

double Bundle::dot(const std::vector<double>& a, const std::vector<double>& b) const {
    double sum = 0.0;
    for (std::size_t f = 0; f < scale.size(); ++f) sum += a[f] * b[f] * scale[f] * scale[f];
    return sum;
}

void Bundle::drop_least_used() {
    const auto k = std::min_element(share.begin(), share.end()) - share.begin();
    cuts.erase(cuts.begin() + k);
    share.erase(share.begin() + k);
    gram.erase(gram.begin() + k);
    for (auto& row : gram) row.erase(row.begin() + k);
    const double all = std::accumulate(share.begin(), share.end(), 0.0);
    for (double& one : share) one = all > 0.0 ? one / all : 0.0;
    if (!(all > 0.0)) share[0] = 1.0;
}

void Bundle::add(Cut cut) {
    if (cuts.size() >= most_cuts) drop_least_used();
    cuts.push_back(std::move(cut));
    share.push_back(cuts.size() == 1 ? 1.0 : 0.0);
    gram.emplace_back();
    for (std::size_t i = 0; i < cuts.size(); ++i) {
        const double product = dot(cuts[i].slope, cuts.back().slope);
        if (i + 1 < cuts.size()) gram[i].push_back(product);
        gram.back().push_back(product);
    }
}

void Bundle::only(Cut cut) {
    cuts.clear();
    cuts.push_back(std::move(cut));
    share.assign(1, 1.0);
}

void Bundle::mix(double enough) {
    const std::size_t size = cuts.size();
    std::vector<double> height(size);
    for (std::size_t i = 0; i < size; ++i) {
        height[i] = cuts[i].error + prox * std::inner_product(share.begin(), share.end(), gram[i].begin(), 0.0);
    }
    constexpr int most_moves = 60;
    for (int move = 0; move < most_moves; ++move) {
        std::size_t low = 0;
        std::size_t high = size;
        for (std::size_t i = 0; i < size; ++i) {
            if (height[i] < height[low]) low = i;
            if (share[i] > 0.0 && (high == size || height[i] > height[high])) high = i;
        }
        if (height[high] - height[low] <= enough) break;
        const double bend = prox * (gram[low][low] + gram[high][high] - 2.0 * gram[low][high]);
        const double by = bend > 0.0 ? std::min(share[high], (height[high] - height[low]) / bend) : share[high];
        share[low] += by;
        share[high] -= by;
        for (std::size_t i = 0; i < size; ++i) height[i] += prox * by * (gram[i][low] - gram[i][high]);
    }
}

double Bundle::step(const std::vector<double>& center, std::vector<double>& prices) const {
    double drop = 0.0;
    for (std::size_t i = 0; i < cuts.size(); ++i) drop += share[i] * cuts[i].error;
    for (std::size_t f = 0; f < scale.size(); ++f) {
        double slope = 0.0;
        for (std::size_t i = 0; i < cuts.size(); ++i) slope += share[i] * cuts[i].slope[f];
        drop += prox * slope * slope * scale[f] * scale[f];
        prices[f] = center[f] - prox * slope * scale[f] * scale[f];
    }
    return drop;
}

double Bundle::descend(std::vector<double>& prices, int rounds, const Dual& dual) {
    constexpr int most_wider = 6;
    constexpr double little = 2e-3;
    double best = std::numeric_limits<double>::infinity();
    double drop = 0.0;
    std::vector<double> trial = prices;
    for (int round = 0; round < rounds; ++round) {
        checkpoint();
        Cut cut{{}, dual(trial), 0.0};
        const double value = cut.dual.value;
        for (std::size_t f = 0; f < trial.size(); ++f) cut.slope.push_back(cut.dual.sums[f] - cut.dual.wanted[f]);
        const auto rise = [&](const std::vector<double>& slope) {
            double sum = 0.0;
            for (std::size_t f = 0; f < trial.size(); ++f) sum += slope[f] * (trial[f] - prices[f]);
            return sum;
        };
        if (round == 0 || value <= best - 0.1 * drop) {  // go there
            for (auto& old : cuts) old.error = std::max(0.0, value - (best - old.error + rise(old.slope)));
            best = value;
            prices = trial;
            if (round > 0) prox *= 2.0;
        } else {
            cut.error = std::max(0.0, best - (value - rise(cut.slope)));
            if (round % 3 == 2) prox *= 0.5;
        }
        if (best <= 0.0) {
            only(std::move(cut));
            break;
        }
        add(std::move(cut));
        steps += static_cast<double>(cuts.size() * (trial.size() + 2 * cuts.size()));
        if (prox == 0.0) prox = gram[0][0] > 0.0 ? best / gram[0][0] : 1.0;
        mix(1e-4 * best);
        drop = step(prices, trial);
        // Little to gain nearby need not mean that there is little to gain: first look farther.
        for (int wider = 0; wider < most_wider && drop <= little * best; ++wider) {
            prox *= 8.0;
            mix(1e-4 * best);
            drop = step(prices, trial);
        }
        if (drop <= little * best) break;
    }
    return best;
}

}  // namespace chirograph
