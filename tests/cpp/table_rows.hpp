// Table indices as the tests ask them: every row with its settings, pairs by hand, and an end held against the truth.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "all_completions.hpp"
#include "engine/catalogue/catalogue.hpp"
#include "engine/pair/table.hpp"

namespace chirograph {

struct Row {
    const Indicator* indicator;
    Arguments arguments;
};

/// Every table index with every setting that makes sense on this scale.
inline std::vector<Row> table_rows(Depth max_depth) {
    std::vector<Row> rows;
    for (const Indicator& row : catalogue) {
        if (row.solver != &table_index) continue;
        const bool threshold = row.parameters[0].name == "threshold";
        const bool weighting = row.parameters[0].name == "weighting";
        const double first = threshold ? 1.0 : 0.0;
        const double last = threshold ? max_depth : weighting ? 2.0 : 0.0;
        for (double value = first; value <= last; value += 1.0) rows.push_back({&row, {{value}, max_depth}});
    }
    return rows;
}

inline std::string name(const Row& row) {
    return std::string(row.indicator->key) + " " + std::to_string(row.arguments.values[0]);
}

inline void expect_end(const Bound& end, double truth, double sign, const PairProblem& problem, const Row& row) {
    if (!end.witness.empty()) {
        EXPECT_TRUE(slow::among_options(problem, end.witness));
        EXPECT_TRUE(slow::within_counters(problem, end.witness));
        const double value = table_value(end.witness, problem.weights, *row.indicator, row.arguments);
        EXPECT_NEAR(end.sharp ? end.value : end.attained, value, 1e-12);
    }
    if (!end.sharp) {
        EXPECT_GE(sign * end.value, sign * truth - 1e-12);
        EXPECT_GE(end.value, row.indicator->low);
        EXPECT_LE(end.value, row.indicator->high);
        return;
    }
    EXPECT_NEAR(end.value, truth, 1e-12);
    EXPECT_FALSE(end.witness.empty());
}

inline PairProblem boxes(const std::vector<std::vector<int>>& x_low, Depth max_depth) {
    PairProblem problem;
    problem.max_depth = max_depth;
    for (std::size_t c = 0; c < x_low[0].size(); ++c) {
        auto& options = problem.options.emplace_back();
        for (int x = x_low[0][c]; x <= x_low[1][c]; ++x) {
            for (int y = x_low[2][c]; y <= x_low[3][c]; ++y) {
                options.push_back({static_cast<Depth>(x), static_cast<Depth>(y)});
            }
        }
    }
    problem.weights.assign(problem.columns(), 1.0);
    problem.whole_weights.assign(problem.columns(), 1);
    return problem;
}

}  // namespace chirograph
