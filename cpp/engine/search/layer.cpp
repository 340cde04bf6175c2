#include "engine/search/layer.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "engine/base/watch.hpp"

namespace chirograph {

double Layer::merge(std::size_t forms, double alike) {
    std::vector<double> key(size());
    for (std::size_t i = 0; i < size(); ++i) {
        const double* of = &sums[i * width];
        double weight = 1.0;
        for (std::size_t k = 1; k < width; ++k) {
            weight = weight > 2.0 ? weight * 0.5 + 0.1 : weight * 1.2360679;  // any numbers without a pattern
            key[i] += weight * (k < forms ? of[k] - of[0] : of[k]);
        }
    }
    std::vector<std::uint32_t> order(size());
    std::iota(order.begin(), order.end(), 0U);
    std::size_t compared = 0;
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        if (++compared % 4096 == 0) checkpoint();
        return key[a] != key[b] ? key[a] < key[b] : a < b;
    });
    std::vector<std::uint32_t> kept;
    for (const std::uint32_t one : order) {
        if (!kept.empty() && key[one] - key[kept.back()] <= 64.0 * alike && same(kept.back(), one, forms, alike)) {
            if (sums[one * width] < sums[kept.back() * width]) kept.back() = one;
        } else {
            kept.push_back(one);
        }
    }
    std::sort(kept.begin(), kept.end());
    keep(kept);
    const auto count = static_cast<double>(order.size());
    return count * std::log2(count + 1.0);
}

bool Layer::same(std::size_t a, std::size_t b, std::size_t forms, double alike) const {
    const double* of_a = &sums[a * width];
    const double* of_b = &sums[b * width];
    const double apart = of_b[0] - of_a[0];
    for (std::size_t k = 0; k < width; ++k) {
        if (std::abs(of_b[k] - of_a[k] - (k < forms ? apart : 0.0)) > alike) return false;
    }
    return true;
}

void Layer::keep(const std::vector<std::uint32_t>& kept) {
    const auto take = [&](auto& list) {
        for (std::size_t i = 0; i < kept.size(); ++i) list[i] = list[kept[i]];
        list.resize(kept.size());
    };
    for (std::size_t i = 0; i < kept.size(); ++i) {
        const auto start = sums.begin() + static_cast<std::ptrdiff_t>(kept[i] * width);
        std::copy(start, start + static_cast<std::ptrdiff_t>(width),
                  sums.begin() + static_cast<std::ptrdiff_t>(i * width));
    }
    sums.resize(kept.size() * width);
    take(priced);
    take(bounds);
    take(scores);
    take(from);
    take(option);
}

void Layer::close() {
    for (auto* list : {&sums, &priced, &bounds, &scores}) *list = {};
}

double Layer::cut(std::size_t most) {
    std::vector<std::uint32_t> order(size());
    std::iota(order.begin(), order.end(), 0U);
    const auto end = order.begin() + static_cast<std::ptrdiff_t>(most);
    std::nth_element(order.begin(), end, order.end(), [&](std::uint32_t a, std::uint32_t b) {
        const double one = std::max(bounds[a], scores[a]);
        const double other = std::max(bounds[b], scores[b]);
        return one != other ? one < other : a < b;
    });
    double dropped = std::numeric_limits<double>::infinity();
    for (auto other = end; other != order.end(); ++other) dropped = std::min(dropped, bounds[*other]);
    order.erase(end, order.end());
    std::sort(order.begin(), order.end());
    keep(order);
    return dropped;
}

}  // namespace chirograph
