#include "engine/search/reachable_sums.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/base/watch.hpp"

namespace chirograph {
namespace {

std::pair<std::int64_t, std::int64_t> ends(const std::vector<std::int64_t>& steps) {
    const auto [low, high] = std::minmax_element(steps.begin(), steps.end());
    return {*low, *high};
}

/// Size of a box of vectors, as a double because it may be huge.
double box(const std::vector<std::int64_t>& ranges) {
    double size = 1.0;
    for (const std::int64_t range : ranges) size *= static_cast<double>(range) + 1.0;
    return size;
}

}  // namespace

LatticeSum count_sum(const Counter& counter, const PairProblem& problem) {
    LatticeSum sum;
    sum.minimum = static_cast<std::int64_t>(counter.minimum);
    sum.maximum = static_cast<std::int64_t>(counter.maximum);
    for (std::size_t column = 0; column < problem.columns(); ++column) {
        auto& steps = sum.steps.emplace_back();
        for (const Cell cell : problem.options[column]) {
            steps.push_back(static_cast<std::int64_t>(counter.step(column, cell)));
        }
    }
    return sum;
}

std::optional<Lattice> Lattice::make(const std::vector<LatticeSum>& sums, const Budget& budget) {
    Lattice lattice;
    lattice.areas_ = sums.front().steps.size();
    lattice.sums_ = sums.size();
    lattice.add_dimensions(sums);
    lattice.add_columns();
    if (!lattice.fits(budget)) return std::nullopt;
    return lattice;
}

/// Sums that never vary need no digit; sums that always move together share one.
void Lattice::add_dimensions(const std::vector<LatticeSum>& sums) {
    for (std::size_t s = 0; s < sums.size(); ++s) {
        Dimension dimension;
        std::int64_t base = 0;
        for (const auto& options : sums[s].steps) {
            const auto [low, high] = ends(options);
            base += low;
            dimension.range += high - low;
            auto& steps = dimension.steps.emplace_back();
            for (const std::int64_t step : options) steps.push_back(step - low);
        }
        base_.push_back(base);
        minimum_.push_back(sums[s].minimum);
        maximum_.push_back(sums[s].maximum);
        if (dimension.range == 0) continue;
        const auto same = std::find_if(dimensions_.begin(), dimensions_.end(),
                                       [&](const Dimension& other) { return other.steps == dimension.steps; });
        if (same != dimensions_.end()) {
            same->sums.push_back(s);
            continue;
        }
        dimension.sums.push_back(s);
        dimensions_.push_back(std::move(dimension));
    }
    // The longest digit last: the inner loop of dense layers runs over it.
    std::stable_sort(dimensions_.begin(), dimensions_.end(),
                     [](const Dimension& a, const Dimension& b) { return a.range < b.range; });
}

void Lattice::add_columns() {
    std::vector<double> sizes(areas_);
    for (std::size_t area = 0; area < areas_; ++area) {
        Column column{area, {}};
        std::vector<std::int64_t> widest(dimensions_.size());
        const std::size_t options = dimensions_.empty() ? 0 : dimensions_.front().steps[area].size();
        for (std::size_t option = 0; option < options; ++option) {
            std::vector<std::int64_t> digits;
            for (std::size_t d = 0; d < dimensions_.size(); ++d) {
                digits.push_back(dimensions_[d].steps[area][option]);
                widest[d] = std::max(widest[d], digits.back());
            }
            const auto same = std::find_if(column.moves.begin(), column.moves.end(),
                                           [&](const Move& move) { return move.digits == digits; });
            if (same != column.moves.end()) {
                same->options.push_back(option);
            } else {
                column.moves.push_back({std::move(digits), {option}, 0, 0.0});
            }
        }
        sizes[area] = column.moves.size() > 1 ? box(widest) : 0.0;
        columns_.push_back(std::move(column));
    }
    // Small steps first keep the early layers small; still areas go last.
    std::stable_sort(columns_.begin(), columns_.end(), [&](const Column& a, const Column& b) {
        return sizes[a.area] != 0.0 && (sizes[b.area] == 0.0 || sizes[a.area] < sizes[b.area]);
    });
    moving_ = static_cast<std::size_t>(std::count_if(sizes.begin(), sizes.end(), [](double s) { return s != 0.0; }));
}

bool Lattice::fits(const Budget& budget) {
    layers_.assign(1, {std::vector<std::int64_t>(dimensions_.size()), {}, {}});
    double states = 1.0;
    double steps = 0.0;
    for (std::size_t c = 0; c < moving_; ++c) {
        Layer after{layers_.back().ranges, {}, {}};
        for (std::size_t d = 0; d < dimensions_.size(); ++d) {
            std::int64_t widest = 0;
            for (const Move& move : columns_[c].moves) widest = std::max(widest, move.digits[d]);
            after.ranges[d] += widest;
        }
        steps += box(layers_.back().ranges) * static_cast<double>(columns_[c].moves.size());
        states += box(after.ranges);
        layers_.push_back(std::move(after));
    }
    constexpr double most_keys = 4e18;
    if (box(layers_.back().ranges) > most_keys) return false;
    constexpr double at_once = 16.0;  // additions that plain arrays make in one step
    steps_ = steps / at_once;
    sparse_ = states > static_cast<double>(budget.states) || steps_ > static_cast<double>(budget.steps);
    std::uint64_t stride = 1;
    for (std::size_t d = dimensions_.size(); d-- > 0;) {
        dimensions_[d].stride = stride;
        stride *= static_cast<std::uint64_t>(dimensions_[d].range) + 1;
    }
    // Every layer holds at least one state, and the last at least as many as one area has moves.
    return !sparse_ || (moving_ + columns_.front().moves.size() <= budget.states);
}

void Lattice::choose(const Gains& gains) {
    for (Column& column : columns_) {
        const auto& gain = gains[column.area];
        if (column.moves.empty()) {
            column.moves.emplace_back();
            for (std::size_t option = 0; option < gain.size(); ++option) column.moves.front().options.push_back(option);
            column.moves.front().digits.resize(dimensions_.size());
        }
        for (Move& move : column.moves) {
            move.chosen = move.options.front();
            for (const std::size_t option : move.options) {
                if (gain[option] > gain[move.chosen]) move.chosen = option;
            }
            move.gain = gain[move.chosen];
        }
    }
}

bool Lattice::solve(const Gains& gains, Budget& budget) {
    if (late() || (!sparse_ && !budget.spend(steps_))) return false;
    choose(gains);
    double still = 0.0;
    for (std::size_t c = moving_; c < columns_.size(); ++c) still += columns_[c].moves.front().gain;
    layers_.front().best.assign(1, still);
    layers_.front().keys.assign(1, 0);
    std::size_t stored = 1;
    for (std::size_t c = 0; c < moving_; ++c) {
        Layer& after = layers_[c + 1];
        if (!sparse_) {
            after.best.assign(static_cast<std::size_t>(box(after.ranges)), unreachable);
            advance_dense(columns_[c], layers_[c], after);
            continue;
        }
        // A layer is never smaller than the one before, so all layers still to come need as much room as this one.
        const std::size_t room = (budget.states - std::min(budget.states, stored)) / (moving_ - c);
        if (!advance_sparse(columns_[c], layers_[c], after, room, budget)) return false;
        stored += after.best.size();
    }
    return true;
}

/// Every row (a run over the last digit) of the old layer is added, shifted, to a row of the new one.
void Lattice::advance_dense(const Column& column, const Layer& before, Layer& after) const {
    const std::size_t count = dimensions_.size();
    const auto length = static_cast<std::size_t>(before.ranges.back()) + 1;
    for (const Move& move : column.moves) {
        checkpoint();
        std::vector<std::int64_t> digits(count);
        for (std::size_t row = 0; row < before.best.size(); row += length) {
            std::size_t to = 0;
            for (std::size_t d = 0; d < count; ++d) {
                to = to * (static_cast<std::size_t>(after.ranges[d]) + 1) +
                     static_cast<std::size_t>(digits[d] + move.digits[d]);
            }
            const double* from = &before.best[row];
            double* into = &after.best[to];
            for (std::size_t i = 0; i < length; ++i) {
                const double candidate = from[i] + move.gain;
                into[i] = candidate > into[i] ? candidate : into[i];
            }
            for (std::size_t d = count - 1; d-- > 0;) {
                if (++digits[d] <= before.ranges[d]) break;
                digits[d] = 0;
            }
        }
    }
}

/// Keys shifted by one move stay sorted, so each move is one merge.
bool Lattice::merge(const Move& move, std::uint64_t shift, const Layer& before, Layer& after, std::size_t room) {
    std::vector<std::uint64_t> keys;
    std::vector<double> best;
    const std::size_t size = std::min(room + 1, after.keys.size() + before.keys.size());
    keys.reserve(size);
    best.reserve(size);
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < before.keys.size() || j < after.keys.size()) {
        const bool first =
            j == after.keys.size() || (i < before.keys.size() && before.keys[i] + shift <= after.keys[j]);
        const std::uint64_t key = first ? before.keys[i] + shift : after.keys[j];
        double value = unreachable;
        if (first) value = before.best[i++] + move.gain;
        if (j < after.keys.size() && after.keys[j] == key) value = std::max(value, after.best[j++]);
        keys.push_back(key);
        best.push_back(value);
        if (keys.size() > room) return false;
    }
    after.keys = std::move(keys);
    after.best = std::move(best);
    return true;
}

bool Lattice::advance_sparse(const Column& column, const Layer& before, Layer& after, std::size_t room,
                             Budget& budget) const {
    after.keys.clear();
    after.best.clear();
    for (const Move& move : column.moves) {
        checkpoint();
        std::uint64_t shift = 0;
        for (std::size_t d = 0; d < dimensions_.size(); ++d) {
            shift += static_cast<std::uint64_t>(move.digits[d]) * dimensions_[d].stride;
        }
        if (!budget.spend(static_cast<double>(before.keys.size() + after.keys.size()))) return false;
        if (!merge(move, shift, before, after, room)) return false;
    }
    return true;
}

void Lattice::read_digits(std::size_t layer, std::size_t at, std::span<std::int64_t> digits) const {
    if (sparse_) {
        std::uint64_t key = layers_[layer].keys[at];
        for (std::size_t d = 0; d < digits.size(); ++d) {
            digits[d] = static_cast<std::int64_t>(key / dimensions_[d].stride);
            key %= dimensions_[d].stride;
        }
        return;
    }
    for (std::size_t d = digits.size(); d-- > 0;) {
        const auto radix = static_cast<std::size_t>(layers_[layer].ranges[d]) + 1;
        digits[d] = static_cast<std::int64_t>(at % radix);
        at /= radix;
    }
}

bool Lattice::to_totals(std::span<const std::int64_t> digits, std::span<std::int64_t> totals) const {
    std::copy(base_.begin(), base_.end(), totals.begin());
    for (std::size_t d = 0; d < digits.size(); ++d) {
        for (const std::size_t s : dimensions_[d].sums) totals[s] += digits[d];
    }
    for (std::size_t s = 0; s < sums_; ++s) {
        if (totals[s] < minimum_[s] || totals[s] > maximum_[s]) return false;
    }
    return true;
}

std::optional<std::size_t> Lattice::find(std::size_t layer, std::span<const std::int64_t> digits) const {
    const Layer& here = layers_[layer];
    std::uint64_t key = 0;
    for (std::size_t d = 0; d < digits.size(); ++d) {
        if (digits[d] < 0 || digits[d] > here.ranges[d]) return std::nullopt;
        key = sparse_ ? key + static_cast<std::uint64_t>(digits[d]) * dimensions_[d].stride
                      : key * (static_cast<std::uint64_t>(here.ranges[d]) + 1) + static_cast<std::uint64_t>(digits[d]);
    }
    if (!sparse_) return key;
    const auto place = std::lower_bound(here.keys.begin(), here.keys.end(), key);
    if (place == here.keys.end() || *place != key) return std::nullopt;
    return static_cast<std::size_t>(place - here.keys.begin());
}

std::vector<std::size_t> Lattice::trace(std::size_t end) const {
    std::vector<std::size_t> options(areas_);
    for (std::size_t c = moving_; c < columns_.size(); ++c)
        options[columns_[c].area] = columns_[c].moves.front().chosen;
    std::vector<std::int64_t> digits(dimensions_.size());
    if (moving_ > 0) read_digits(moving_, end, digits);
    for (std::size_t c = moving_; c-- > 0;) {
        const double value = layers_[c + 1].best[end];
        for (const Move& move : columns_[c].moves) {
            for (std::size_t d = 0; d < digits.size(); ++d) digits[d] -= move.digits[d];
            const auto from = find(c, digits);
            // The forward pass added these same two numbers, so equality is exact.
            if (from && layers_[c].best[*from] + move.gain == value) {
                options[columns_[c].area] = move.chosen;
                end = *from;
                break;
            }
            for (std::size_t d = 0; d < digits.size(); ++d) digits[d] += move.digits[d];
        }
    }
    return options;
}

}  // namespace chirograph
