#include "engine/search/kept.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace chirograph {
namespace {

constexpr double of_none = std::numeric_limits<double>::infinity();

/// By so much rounding may move a further sum on its way.
double play(double low, double high) {
    return 1e-12 * (1.0 + std::abs(low) + std::abs(high));
}

}  // namespace

Kept::Kept(const LargestProblem& problem)
    : problem_(problem), forms_(problem.offset.size()), width_(forms_ + problem.limits.size()) {
    std::size_t next = 0;
    for (const std::size_t count : problem.options) {
        firsts_.push_back(next);
        auto& all = options_.emplace_back();
        for (std::size_t i = 0; i < count; ++i) all.push_back(next + i);
        next += count;
    }
    least_.assign(items() * width_, 0.0);
    most_.assign(items() * width_, 0.0);
    measure();
    while (possible && leave_out_beyond()) continue;
    if (possible) leave_out_beaten();
    measure();
}

std::size_t Kept::count() const {
    std::size_t count = 0;
    for (const auto& options : options_) count += options.size();
    return count;
}

void Kept::look_at(std::size_t item) {
    for (std::size_t k = 0; k < width_; ++k) {
        double least = of_none;
        double most = -of_none;
        for (const std::size_t option : options_[item]) {
            least = std::min(least, adds(option)[k]);
            most = std::max(most, adds(option)[k]);
        }
        low[k] += least - std::exchange(least_[item * width_ + k], least);
        high[k] += most - std::exchange(most_[item * width_ + k], most);
    }
    possible = possible && !options_[item].empty();
}

void Kept::measure() {
    low = problem_.offset;
    low.resize(width_);
    high = low;
    std::ranges::fill(least_, 0.0);
    std::ranges::fill(most_, 0.0);
    for (std::size_t item = 0; item < items(); ++item) look_at(item);
    for (std::size_t k = 0; k < forms_; ++k) size = std::max({size, std::abs(low[k]), std::abs(high[k])});
    limits = problem_.limits;
    for (std::size_t c = 0; c < limits.size(); ++c) {
        limits[c].low = std::max(limits[c].low, low[forms_ + c]);
        limits[c].high = std::min(limits[c].high, high[forms_ + c]);
        // What misses a limit by rounding keeps it.
        if (limits[c].low <= limits[c].high) continue;
        if (limits[c].low - limits[c].high > play(low[forms_ + c], high[forms_ + c])) possible = false;
        std::swap(limits[c].low, limits[c].high);
    }
}

bool Kept::leave_out_beyond() {
    bool any = false;
    for (std::size_t item = 0; item < items() && possible; ++item) {
        const auto beyond = [&](std::size_t option) {
            for (std::size_t c = 0; c < limits.size(); ++c) {
                const std::size_t k = forms_ + c;
                const double add = adds(option)[k];
                const double room = play(low[k], high[k]);
                if (low[k] - least_[item * width_ + k] + add > problem_.limits[c].high + room) return true;
                if (high[k] - most_[item * width_ + k] + add < problem_.limits[c].low - room) return true;
            }
            return false;
        };
        if (std::erase_if(options_[item], beyond) == 0) continue;
        any = true;
        look_at(item);  // what is left of this item narrows what is left of others
    }
    return any;
}

bool Kept::beats(std::size_t a, std::size_t b) const {
    const double* of_a = adds(a);
    const double* of_b = adds(b);
    for (std::size_t k = 0; k < forms_; ++k) {
        if (of_a[k] > of_b[k]) return false;
    }
    for (std::size_t c = 0; c < limits.size(); ++c) {
        const std::size_t k = forms_ + c;
        if (of_a[k] < of_b[k] && problem_.limits[c].low > low[k]) return false;
        if (of_a[k] > of_b[k] && problem_.limits[c].high < high[k]) return false;
    }
    return true;
}

void Kept::leave_out_beaten() {
    for (auto& options : options_) {
        std::vector<std::size_t> left;
        for (const std::size_t i : options) {
            const bool beaten = std::ranges::any_of(
                options, [&](std::size_t j) { return i != j && beats(j, i) && (j < i || !beats(i, j)); });
            if (!beaten) left.push_back(i);
        }
        options = std::move(left);
    }
}

}  // namespace chirograph
