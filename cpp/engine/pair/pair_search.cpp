#include "engine/pair/pair_search.hpp"

#include <algorithm>
#include <utility>

#include "engine/pair/ends.hpp"

namespace chirograph {
namespace {

FractionFrame with_counters(FractionFrame frame, const PairProblem& problem) {
    for (const Counter& counter : problem.counters) {
        frame.counts.push_back(
            {static_cast<double>(counter.minimum), static_cast<double>(std::min(counter.maximum, problem.columns()))});
        frame.side.push_back(static_cast<std::uint8_t>(counter.sees));
    }
    return frame;
}

}  // namespace

PairSearch::PairSearch(const PairProblem& problem, FractionFrame frame, const std::vector<double>& weights,
                       const AddsOf& adds)
    : problem_(problem), fraction_(with_counters(std::move(frame), problem)) {
    for (std::size_t column = 0; column < problem.columns(); ++column) {
        Picks& list = numbers_.emplace_back();
        for (std::size_t option = 0; option < problem.options[column].size(); ++option) {
            Adds one = adds(column, option);
            for (const Counter& counter : problem.counters) {
                one.margins.push_back(static_cast<double>(counter.step(column, problem.options[column][option])));
            }
            list.push_back(fraction_.option(std::move(one.margins), one.terms));
        }
    }
    for (std::size_t column = 0; column < problem.columns(); ++column) {
        Picks list = numbers_[column];
        std::sort(list.begin(), list.end());
        list.erase(std::unique(list.begin(), list.end()), list.end());
        fraction_.add_area(std::move(list), weights[column]);
    }
}

std::vector<std::size_t> PairSearch::options(const Picks& picks) const {
    std::vector<std::size_t> found;
    for (std::size_t column = 0; column < picks.size(); ++column) {
        const auto at = std::find(numbers_[column].begin(), numbers_[column].end(), picks[column]);
        found.push_back(static_cast<std::size_t>(at - numbers_[column].begin()));
    }
    return found;
}

std::optional<Bound> PairSearch::end(double sign, const std::vector<Cell>& start, const ValueOf& value,
                                     FractionEffort& effort) {
    std::vector<Picks> starts(start.empty() ? 0 : 1);
    for (std::size_t column = 0; column < start.size(); ++column) {
        const auto& cells = problem_.options[column];
        const auto at = std::find(cells.begin(), cells.end(), start[column]) - cells.begin();
        starts[0].push_back(numbers_[column][static_cast<std::size_t>(at)]);
    }
    const FractionEnd end = fraction_end(
        fraction_, sign, starts, [&](const Picks& picks) { return value(options(picks)); }, effort);
    if (!end.possible) return std::nullopt;
    const FractionFrame& frame = fraction_.frame();
    std::vector<Cell> cells = end.picks.empty() ? std::vector<Cell>{} : chosen_cells(problem_, options(end.picks));
    return proven_end(std::move(cells), std::clamp(end.value, frame.low, frame.high), end.bound, sign, frame.low,
                      frame.high);
}

std::vector<Cell> chosen_cells(const PairProblem& problem, const std::vector<std::size_t>& options) {
    std::vector<Cell> cells;
    cells.reserve(options.size());
    for (std::size_t column = 0; column < options.size(); ++column) {
        cells.push_back(problem.options[column][options[column]]);
    }
    return cells;
}

}  // namespace chirograph
