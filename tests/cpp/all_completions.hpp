// Random pairs and their ranges by going through every completion: the slow truth the solvers are held against.
#pragma once

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>
#include <vector>

#include "engine/panel/problem.hpp"

namespace chirograph::slow {

struct Truth {
    double lower = 2e9;
    double upper = -2e9;
    bool undefined = false;
    bool defined = false;
};

inline bool within_counters(const PairProblem& problem, const std::vector<Cell>& cells) {
    return std::all_of(problem.counters.begin(), problem.counters.end(), [&](const Counter& counter) {
        std::size_t count = 0;
        for (std::size_t c = 0; c < cells.size(); ++c) count += counter.step(c, cells[c]);
        return count >= counter.minimum && count <= counter.maximum;
    });
}

inline bool among_options(const PairProblem& problem, const std::vector<Cell>& cells) {
    for (std::size_t c = 0; c < cells.size(); ++c) {
        const auto& options = problem.options[c];
        if (std::find(options.begin(), options.end(), cells[c]) == options.end()) return false;
    }
    return cells.size() == problem.columns();
}

using ValueOf = std::function<double(const std::vector<Cell>&)>;

inline Truth every_completion(const PairProblem& problem, const ValueOf& value_of) {
    Truth truth;
    std::vector<Cell> cells(problem.columns());
    const std::function<void(std::size_t)> visit = [&](std::size_t column) {
        if (column < problem.columns()) {
            for (const Cell cell : problem.options[column]) {
                cells[column] = cell;
                visit(column + 1);
            }
            return;
        }
        if (!within_counters(problem, cells)) return;
        const double value = value_of(cells);
        if (std::isnan(value)) {
            truth.undefined = true;
            return;
        }
        truth.defined = true;
        truth.lower = std::min(truth.lower, value);
        truth.upper = std::max(truth.upper, value);
    };
    visit(0);
    return truth;
}

/// Small pairs of every sort: interval boxes and irregular joint domains; equal, whole, irrational and zero weights;
/// list lengths and blocks on either side, or of what both reach.
class RandomProblems {
public:
    explicit RandomProblems(unsigned seed) : engine_(seed) {}

    std::size_t up_to(std::size_t most) { return std::uniform_int_distribution<std::size_t>(0, most)(engine_); }
    bool one_in(std::size_t times) { return up_to(times - 1) == 0; }

    /// At most `completions` of them.
    PairProblem next(std::size_t most_columns, Depth most_depth, double completions, bool weighted, bool counted) {
        PairProblem problem;
        problem.max_depth = static_cast<Depth>(1 + up_to(most_depth - 1U));
        const std::size_t columns = 1 + up_to(most_columns - 1);
        double product = 1.0;
        for (std::size_t c = 0; c < columns; ++c) {
            std::vector<Cell> list = options(problem.max_depth);
            if (product * static_cast<double>(list.size()) > completions) list.resize(1);
            product *= static_cast<double>(list.size());
            if (c > 0 && one_in(3) && problem.options.back().size() == 1) list = problem.options.back();
            problem.options.push_back(std::move(list));
        }
        weigh(problem, weighted ? up_to(3) : 0);
        if (counted) count(problem);
        return problem;
    }

private:
    std::vector<Cell> options(Depth depth) {
        const auto interval = [&] {
            const std::size_t a = up_to(depth);
            const std::size_t b = one_in(2) ? a : up_to(depth);
            return std::pair(std::min(a, b), std::max(a, b));
        };
        const auto [x_low, x_high] = interval();
        const auto [y_low, y_high] = interval();
        std::vector<Cell> list;
        for (std::size_t x = x_low; x <= x_high; ++x) {
            for (std::size_t y = y_low; y <= y_high; ++y) {
                list.push_back({static_cast<Depth>(x), static_cast<Depth>(y)});
            }
        }
        // A joint domain leaves out some combinations.
        if (one_in(4)) {
            std::vector<Cell> kept;
            for (const Cell cell : list) {
                if (!one_in(3)) kept.push_back(cell);
            }
            if (!kept.empty()) list = kept;
        }
        return list;
    }

    void weigh(PairProblem& problem, std::size_t kind) {
        const std::size_t columns = problem.columns();
        for (std::size_t c = 0; c < columns; ++c) {
            const auto whole = static_cast<std::int64_t>(kind == 0 ? 1 : c > 0 && one_in(6) ? 0 : 1 + up_to(3));
            // Weights without a common unit: multiples of two irrational numbers.
            const double unit = kind < 2 ? 1.0 : one_in(2) ? 0.7320508075688772 : 0.4142135623730951;
            problem.weights.push_back(static_cast<double>(whole) * unit);
            if (kind < 2) problem.whole_weights.push_back(whole);
        }
    }

    void count(PairProblem& problem) {
        const std::size_t columns = problem.columns();
        for (int i = 0; i < 2; ++i) {
            if (one_in(3)) continue;
            Counter counter{static_cast<Counter::Sees>(up_to(2)),
                            static_cast<Depth>(1 + up_to(problem.max_depth - 1U)),
                            std::vector<std::uint8_t>(columns, 1),
                            0,
                            0,
                            0};
            if (one_in(2)) {
                counter.maximum = up_to(columns);
                counter.minimum = up_to(counter.maximum);
                counter.cap = counter.maximum >= columns ? counter.minimum : counter.maximum;
            } else {
                for (auto& counted : counter.counted) counted = one_in(2) ? 1 : 0;
                counter.counted[0] = 1;
                counter.minimum = 1;
                counter.maximum = columns;
                counter.cap = 1;
            }
            problem.counters.push_back(std::move(counter));
        }
    }

    std::mt19937 engine_;
};

}  // namespace chirograph::slow
