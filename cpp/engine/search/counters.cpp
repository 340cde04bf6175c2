#include "engine/search/counters.hpp"

#include <algorithm>
#include <limits>

#include "engine/base/error.hpp"

namespace chirograph {

CounterStates::CounterStates(const PairProblem& problem) : problem_(problem) {
    for (const Counter& counter : problem.counters) {
        if (size_ > std::numeric_limits<std::size_t>::max() / (counter.cap + 2)) return;
        size_ *= counter.cap + 1;
    }
}

std::optional<std::size_t> CounterStates::after(std::size_t state, std::size_t column, Cell cell) const {
    std::size_t next = 0;
    std::size_t place = 1;
    for (const Counter& counter : problem_.counters) {
        const std::size_t radix = counter.cap + 1;
        const auto count = counter.after(state % radix, counter.step(column, cell));
        if (!count) return std::nullopt;
        next += *count * place;
        place *= radix;
        state /= radix;
    }
    return next;
}

bool CounterStates::satisfied(std::size_t state) const {
    for (const Counter& counter : problem_.counters) {
        const std::size_t count = state % (counter.cap + 1);
        if (count < std::min(counter.minimum, counter.cap) || count > counter.maximum) return false;
        state /= counter.cap + 1;
    }
    return true;
}

bool keeps(const Counter& counter, std::span<const Cell> cells) {
    std::size_t count = 0;
    for (std::size_t column = 0; column < cells.size(); ++column) count += counter.step(column, cells[column]);
    return count >= counter.minimum && count <= counter.maximum;
}

bool keeps(const PairProblem& problem, std::span<const Cell> cells) {
    return std::all_of(problem.counters.begin(), problem.counters.end(),
                       [&](const Counter& counter) { return keeps(counter, cells); });
}

bool counts_all(const Counter& counter) {
    return std::all_of(counter.counted.begin(), counter.counted.end(),
                       [](std::uint8_t counted) { return counted != 0; });
}

void no_completion() {
    throw Error({Code::infeasible, "", "constraints", "no completion",
                 "some completion of the cells satisfies the constraints",
                 "loosen the constraint or correct the cells"});
}

}  // namespace chirograph
