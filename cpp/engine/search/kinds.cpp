#include "engine/search/kinds.hpp"

#include <map>

namespace chirograph {

std::vector<std::vector<std::size_t>> kinds_of(const PairProblem& problem, std::span<const double> weights) {
    const auto before = [&](std::size_t one, std::size_t two) {
        if (!weights.empty() && weights[one] != weights[two]) return weights[one] < weights[two];
        for (const Counter& counter : problem.counters) {
            if (counter.counted[one] != counter.counted[two]) return counter.counted[one] < counter.counted[two];
        }
        return problem.options[one] < problem.options[two];
    };
    std::map<std::size_t, std::size_t, decltype(before)> numbers(before);
    std::vector<std::vector<std::size_t>> kinds;
    for (std::size_t area = 0; area < problem.columns(); ++area) {
        const auto [kind, fresh] = numbers.emplace(area, kinds.size());
        if (fresh) kinds.emplace_back();
        kinds[kind->second].push_back(area);
    }
    return kinds;
}

double multisets(std::size_t areas, std::size_t options) {
    double product = 1.0;
    for (std::size_t i = 1; i < options; ++i) product *= static_cast<double>(areas + i) / static_cast<double>(i);
    return product;
}

double completions(const PairProblem& problem, const std::vector<std::vector<std::size_t>>& kinds) {
    double product = 1.0;
    for (const auto& kind : kinds) product *= multisets(kind.size(), problem.options[kind.front()].size());
    return product;
}

}  // namespace chirograph
