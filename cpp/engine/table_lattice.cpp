// Exact bounds of table indices: the best sum of terms for every reachable vector of margins, then the best vector.
#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "engine/table_case.hpp"

namespace chirograph {
namespace {

constexpr int most_rounds = 1000;

/// Weights by unit: margins are whole multiples of each unit. One unit (1) for whole weights, else one per distinct
/// weight.
struct Units {
    std::vector<double> values;
    std::vector<std::size_t> of_area;
    std::vector<std::int64_t> times;
};

Units units_of(const TableCase& table_case) {
    Units units;
    const PairProblem& problem = table_case.problem;
    if (!problem.whole_weights.empty()) {
        units.values = {1.0};
        units.of_area.assign(problem.columns(), 0);
        units.times = problem.whole_weights;
        return units;
    }
    std::map<double, std::size_t> places;
    for (const double weight : problem.weights) {
        const auto [place, fresh] = places.emplace(weight, places.size());
        if (fresh) units.values.push_back(weight);
        units.of_area.push_back(place->second);
    }
    units.times.assign(problem.columns(), 1);
    return units;
}

class MarginSearch {
public:
    explicit MarginSearch(const TableCase& table_case)
        : case_(table_case), units_(units_of(table_case)), margins_(table_case.table.margins(table_case.arguments)) {
        const auto& options = case_.problem.options;
        steps_.resize(case_.problem.columns());
        for (std::size_t c = 0; c < options.size(); ++c) {
            for (const Cell cell : options[c]) {
                auto& step = steps_[c].emplace_back(margins_);
                case_.table.margin_step(cell, case_.arguments, step);
                moving_ = moving_ || case_.table.terms(cell, case_.arguments).g != 0.0;
            }
        }
    }

    [[nodiscard]] std::optional<Ends> ends(const Budget& budget) {
        if (bits() > most_bits) return std::nullopt;
        lattice_ = Lattice::make(sums(), budget);
        if (!lattice_) return std::nullopt;
        auto lower = moving_ ? by_ratio(-1.0) : by_margins(-1.0);
        if (!lower) return std::nullopt;
        auto upper = moving_ ? by_ratio(1.0) : by_margins(1.0);
        if (!upper) return std::nullopt;
        return Ends{std::move(*lower), std::move(*upper)};
    }

private:
    static constexpr double most_bits = 61.0;

    /// Size of the box of margins in bits, before any of it is built.
    [[nodiscard]] double bits() const {
        std::vector<double> ranges(margins_ * units_.values.size());
        for (std::size_t c = 0; c < steps_.size(); ++c) {
            for (std::size_t m = 0; m < margins_; ++m) {
                const auto by = [m](const auto& a, const auto& b) { return a[m] < b[m]; };
                const auto [low, high] = std::minmax_element(steps_[c].begin(), steps_[c].end(), by);
                ranges[m * units_.values.size() + units_.of_area[c]] +=
                    static_cast<double>((*high)[m] - (*low)[m]) * static_cast<double>(units_.times[c]);
            }
        }
        double sum = 0.0;
        for (const double range : ranges) sum += std::log2(range + 1.0);
        return sum;
    }

    /// One sum per margin and unit, then one per counter.
    [[nodiscard]] std::vector<LatticeSum> sums() const {
        std::vector<LatticeSum> all;
        for (std::size_t m = 0; m < margins_; ++m) {
            for (std::size_t u = 0; u < units_.values.size(); ++u) {
                auto& sum = all.emplace_back();
                for (std::size_t c = 0; c < steps_.size(); ++c) {
                    const std::int64_t times = units_.of_area[c] == u ? units_.times[c] : 0;
                    auto& list = sum.steps.emplace_back();
                    for (const auto& step : steps_[c]) list.push_back(step[m] * times);
                }
            }
        }
        for (const Counter& counter : case_.problem.counters) {
            auto& sum = all.emplace_back();
            sum.minimum = static_cast<std::int64_t>(counter.minimum);
            sum.maximum = static_cast<std::int64_t>(counter.maximum);
            for (std::size_t c = 0; c < steps_.size(); ++c) {
                auto& list = sum.steps.emplace_back();
                for (const Cell cell : case_.problem.options[c]) {
                    list.push_back(static_cast<std::int64_t>(counter.step(c, cell)));
                }
            }
        }
        return all;
    }

    [[nodiscard]] Terms offset(std::span<const std::int64_t> totals) const {
        std::array<double, most_margins> margins{};
        for (std::size_t m = 0; m < margins_; ++m) {
            for (std::size_t u = 0; u < units_.values.size(); ++u) {
                margins[m] += units_.values[u] * static_cast<double>(totals[m * units_.values.size() + u]);
            }
        }
        return case_.table.offset(std::span(margins).first(margins_), case_.mass.total, case_.arguments);
    }

    /// B depends on the margins alone: for each vector the extreme of N gives the extreme value. sign 1 for the upper
    /// end, -1 for the lower.
    [[nodiscard]] std::optional<Bound> by_margins(double sign) {
        const bool solved = lattice_->solve(case_.each([&](std::size_t c, Cell cell) {
            return sign * case_.weights[c] * case_.table.terms(cell, case_.arguments).f;
        }));
        if (!solved) return std::nullopt;
        double best = -std::numeric_limits<double>::infinity();
        std::size_t at = 0;
        lattice_->each_end([&](std::size_t end, std::span<const std::int64_t> totals, double sum) {
            const Terms parts = offset(totals);
            if (parts.g < case_.mass.floor) return;
            const double value = (sign * parts.f + case_.mass.scale * sum) / parts.g;
            if (value > best) {
                best = value;
                at = end;
            }
        });
        return case_.attained(case_.cells(lattice_->trace(at)));
    }

    /// D moves too: Dinkelbach on the value, one run of the lattice per round. Starting outside the range of the index
    /// makes every completion with a value an improvement.
    [[nodiscard]] std::optional<Bound> by_ratio(double sign) {
        double value = sign > 0.0 ? case_.indicator.low - 1.0 : case_.indicator.high + 1.0;
        std::vector<Cell> witness;
        for (int round = 0; round < most_rounds; ++round) {
            const bool solved = lattice_->solve(case_.each([&](std::size_t c, Cell cell) {
                const Terms term = case_.table.terms(cell, case_.arguments);
                return sign * case_.weights[c] * (term.f - value * term.g);
            }));
            if (!solved) return std::nullopt;
            double best = -std::numeric_limits<double>::infinity();
            std::size_t at = 0;
            lattice_->each_end([&](std::size_t end, std::span<const std::int64_t> totals, double sum) {
                const Terms parts = offset(totals);
                const double gain = sign * (parts.f - value * parts.g) + case_.mass.scale * sum;
                if (gain > best) {
                    best = gain;
                    at = end;
                }
            });
            std::vector<Cell> chosen = case_.cells(lattice_->trace(at));
            const Terms parts = case_.fraction(chosen);
            if (parts.g < case_.mass.floor || !(sign * (parts.f / parts.g - value) > 0.0)) break;
            value = parts.f / parts.g;
            witness = std::move(chosen);
        }
        return Bound{value, true, std::move(witness)};
    }

    const TableCase& case_;
    Units units_;
    std::size_t margins_;
    std::vector<std::vector<std::vector<std::int64_t>>> steps_;  ///< per area, option, margin
    bool moving_ = false;
    std::optional<Lattice> lattice_;
};

}  // namespace

std::optional<Ends> lattice_ends(const TableCase& table_case, const Budget& budget) {
    return MarginSearch(table_case).ends(budget);
}

}  // namespace chirograph
