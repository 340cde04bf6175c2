#include "engine/pair/weighed.hpp"

#include <algorithm>
#include <utility>

namespace chirograph {
namespace {

template <class Value>
std::vector<Value> picked(const std::vector<Value>& values, const std::vector<std::size_t>& places) {
    std::vector<Value> found;
    found.reserve(places.size());
    for (const std::size_t place : places) found.push_back(values[place]);
    return found;
}

bool matters(const PairProblem& problem, std::size_t column) {
    return problem.weights[column] > 0.0 ||
           std::any_of(problem.counters.begin(), problem.counters.end(),
                       [column](const Counter& counter) { return counter.counted[column] != 0; });
}

}  // namespace

Weighed::Weighed(const PairProblem& whole) : whole_(whole) {
    for (std::size_t column = 0; column < whole.columns(); ++column) {
        if (matters(whole, column)) places_.push_back(column);
    }
    if (all()) return;
    kept_.options = picked(whole.options, places_);
    kept_.weights = picked(whole.weights, places_);
    if (!whole.whole_weights.empty()) kept_.whole_weights = picked(whole.whole_weights, places_);
    kept_.counters = whole.counters;
    for (Counter& counter : kept_.counters) counter.counted = picked(counter.counted, places_);
    kept_.max_depth = whole.max_depth;
    kept_.exact = whole.exact;
}

void Weighed::fill(std::vector<Cell>& completion) const {
    if (all() || completion.empty()) return;
    std::vector<Cell> cells;
    cells.reserve(whole_.columns());
    for (const auto& options : whole_.options) cells.push_back(options.front());
    for (std::size_t i = 0; i < places_.size(); ++i) cells[places_[i]] = completion[i];
    completion = std::move(cells);
}

Panel weighed(const Panel& panel) {
    std::vector<double> weights;
    std::vector<Depth> lower;
    std::vector<Depth> upper;
    for (const double weight : panel.weights()) {
        if (weight > 0.0) weights.push_back(weight);
    }
    if (weights.size() == panel.columns()) return panel;
    for (std::size_t row = 0; row < panel.rows(); ++row) {
        for (std::size_t column = 0; column < panel.columns(); ++column) {
            if (!(panel.weights()[column] > 0.0)) continue;
            lower.push_back(panel.lower(row, column));
            upper.push_back(panel.upper(row, column));
        }
    }
    const std::size_t columns = weights.size();
    return {panel.rows(), columns, std::move(lower), std::move(upper), std::move(weights), panel.max_depth()};
}

}  // namespace chirograph
