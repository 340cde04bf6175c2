#include "engine/pair/defined.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "engine/base/watch.hpp"
#include "engine/search/counters.hpp"

namespace chirograph {
namespace {

/// States of one side: 0 nothing seen, 1 + l only level l seen, top + 2 several levels seen.
struct Side {
    unsigned top;
    [[nodiscard]] std::size_t radix() const { return top + 3U; }
    [[nodiscard]] std::size_t many() const { return top + 2U; }
    [[nodiscard]] std::size_t after(std::size_t seen, unsigned level) const {
        if (seen == 0 || seen == level + 1U) return level + 1U;
        return many();
    }
};

class Walk {
public:
    Walk(const PairProblem& problem, const Sight& sight, std::span<const double> weights)
        : problem_(problem), sight_(sight), weights_(weights), side_{sight.top()}, counters_(problem) {}

    [[nodiscard]] Possible run() const {
        std::vector<std::uint8_t> now = start();
        std::vector<std::uint8_t> next(now.size());
        for (std::size_t column = 0; column < problem_.columns(); ++column) {
            spread(now, column, next);
            now.swap(next);
        }
        Possible possible;
        for (std::size_t state = 0; state < now.size(); ++state) {
            if (now[state] == 0 || !counters_.satisfied(state % counts_)) continue;
            (is_undefined(state / counts_) ? possible.undefined : possible.defined) = true;
        }
        return possible;
    }

    /// The same with every layer kept, then back from an end that is 0/0, or from one that is not.
    [[nodiscard]] std::vector<Cell> completion(bool undefined) const {
        std::vector<std::vector<std::uint8_t>> layers{start()};
        for (std::size_t column = 0; column < problem_.columns(); ++column) {
            std::vector<std::uint8_t> next(layers.back().size());
            spread(layers.back(), column, next);
            layers.push_back(std::move(next));
        }
        for (std::size_t state = 0; state < layers.back().size(); ++state) {
            if (layers.back()[state] != 0 && counters_.satisfied(state % counts_) &&
                is_undefined(state / counts_) == undefined) {
                return back(layers, state);
            }
        }
        return {};
    }

private:
    [[nodiscard]] std::vector<std::uint8_t> start() const {
        std::vector<std::uint8_t> states(side_.radix() * side_.radix() * counts_);
        states[0] = 1;
        return states;
    }

    void spread(const std::vector<std::uint8_t>& now, std::size_t column, std::vector<std::uint8_t>& next) const {
        std::fill(next.begin(), next.end(), std::uint8_t{0});
        for (std::size_t state = 0; state < now.size(); ++state) {
            if (state % 1024 == 0) checkpoint();
            if (now[state] == 0) continue;
            for (const Cell cell : problem_.options[column]) {
                if (const auto after = step(state, column, cell)) next[*after] = 1;
            }
        }
    }

    /// The cells that lead to `state` at the end.
    [[nodiscard]] std::vector<Cell> back(const std::vector<std::vector<std::uint8_t>>& layers,
                                         std::size_t state) const {
        std::vector<Cell> cells(problem_.columns());
        for (std::size_t column = problem_.columns(); column-- > 0;) {
            const auto& options = problem_.options[column];
            const auto leads = [&, to = state](std::size_t from) {
                if (layers[column][from] == 0) return false;
                const auto cell = std::find_if(options.begin(), options.end(),
                                               [&](Cell option) { return step(from, column, option) == to; });
                if (cell != options.end()) cells[column] = *cell;
                return cell != options.end();
            };
            for (state = 0; !leads(state);) ++state;
        }
        return cells;
    }

    /// The state after one more area; nothing when a count passes its maximum.
    [[nodiscard]] std::optional<std::size_t> step(std::size_t state, std::size_t column, Cell cell) const {
        std::size_t seen = state / counts_;
        if (weights_[column] > 0.0) {
            const std::size_t x = side_.after(seen / side_.radix(), sight_.level(cell.x));
            seen = x * side_.radix() + side_.after(seen % side_.radix(), sight_.level(cell.y));
        }
        const auto counts = counters_.after(state % counts_, column, cell);
        return counts ? std::optional(seen * counts_ + *counts) : std::nullopt;
    }

    [[nodiscard]] bool is_undefined(std::size_t seen) const {
        const std::size_t x = seen / side_.radix();
        const std::size_t y = seen % side_.radix();
        switch (sight_.no_value) {
            case NoValue::empty_side:
                return x == 1 || y == 1;
            case NoValue::constant_side:
                return x != side_.many() || y != side_.many();
            case NoValue::single_level:
                return x == y && x != side_.many();
            default:
                return false;
        }
    }

    const PairProblem& problem_;
    Sight sight_;
    std::span<const double> weights_;
    Side side_;
    CounterStates counters_;
    std::size_t counts_ = counters_.size();
};

}  // namespace

Possible possible_completions(const PairProblem& problem, const Sight& sight, std::span<const double> weights) {
    return Walk(problem, sight, weights).run();
}

std::vector<Cell> undefined_completion(const PairProblem& problem, const Sight& sight,
                                       std::span<const double> weights) {
    return followable(problem) ? Walk(problem, sight, weights).completion(true) : std::vector<Cell>{};
}

std::vector<Cell> defined_completion(const PairProblem& problem, const Sight& sight, std::span<const double> weights) {
    return Walk(problem, sight, weights).completion(false);
}

bool followable(const PairProblem& problem) {
    constexpr double most_work = 2e8;
    double work = 0.0;
    for (const auto& options : problem.options) work += static_cast<double>(options.size());
    const double sides = static_cast<double>((problem.max_depth + 3) * (problem.max_depth + 3));
    work *= static_cast<double>(CounterStates(problem).size());
    return problem.counters.empty() || work * sides <= most_work;
}

bool known(const PairProblem& problem) {
    return std::all_of(problem.options.begin(), problem.options.end(),
                       [](const auto& list) { return list.size() == 1; });
}

std::vector<Cell> first_options(const PairProblem& problem) {
    std::vector<Cell> cells;
    cells.reserve(problem.columns());
    for (const auto& options : problem.options) cells.push_back(options.front());
    return cells;
}

}  // namespace chirograph
