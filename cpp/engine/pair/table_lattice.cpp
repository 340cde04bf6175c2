// Exact bounds of table indices: the best sum of terms for every reachable vector of margins, then the best vector.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "engine/pair/table_case.hpp"

namespace chirograph {
namespace {

constexpr int most_rounds = 1000;

/// Weights by unit: margins are whole multiples of each unit.
struct Units {
    std::vector<double> values;
    std::vector<std::size_t> of_area;
    std::vector<std::int64_t> times;
};

/// One unit (1), for whole weights.
Units whole_unit(const PairProblem& problem) {
    return {{1.0}, std::vector<std::size_t>(problem.columns()), problem.whole_weights};
}

/// One unit for each distinct weight.
Units distinct_units(const std::vector<double>& weights) {
    Units units;
    std::map<double, std::size_t> places;
    for (const double weight : weights) {
        const auto [place, fresh] = places.emplace(weight, places.size());
        if (fresh) units.values.push_back(weight);
        units.of_area.push_back(place->second);
    }
    units.times.assign(weights.size(), 1);
    return units;
}

class MarginSearch {
public:
    explicit MarginSearch(const TableCase& table_case)
        : case_(table_case),
          units_(distinct_units(table_case.weights)),
          free_(free_margins(table_case.table, table_case.arguments)),
          margins_(free_.size()) {
        const auto& options = case_.problem.options;
        steps_.resize(case_.problem.columns());
        for (std::size_t c = 0; c < options.size(); ++c) {
            for (const Cell cell : options[c]) {
                std::array<std::int64_t, most_margins> all{};
                case_.table.margin_step(cell, case_.arguments, all);
                auto& step = steps_[c].emplace_back();
                for (const std::size_t margin : free_) step.push_back(all[margin]);
                moving_ = moving_ || case_.table.terms(cell, case_.arguments).g != 0.0;
            }
        }
        if (case_.problem.whole_weights.empty()) return;
        // Large whole weights span more numbers than they have combinations.
        Units other = whole_unit(case_.problem);
        if (bits(other) <= bits(units_)) units_ = std::move(other);
    }

    [[nodiscard]] std::optional<Ends> ends(Budget& budget, bool dense) {
        constexpr std::size_t most_units = 4;  // more: too many sums to follow
        if (units_.values.size() > most_units || bits(units_) > most_bits || !case_.tells_undefined())
            return std::nullopt;
        lattice_ = Lattice::make(sums(), budget);
        if (!lattice_ || (dense && !lattice_->dense())) return std::nullopt;
        auto lower = moving_ ? by_ratio(-1.0, budget) : by_margins(-1.0, budget);
        if (!lower) return std::nullopt;
        auto upper = moving_ ? by_ratio(1.0, budget) : by_margins(1.0, budget);
        if (!upper) return std::nullopt;
        return Ends{std::move(*lower), std::move(*upper)};
    }

private:
    static constexpr double most_bits = 61.0;

    /// Size of the box of margins in bits, before any of it is built.
    [[nodiscard]] double bits(const Units& units) const {
        std::vector<double> ranges(margins_ * units.values.size());
        for (std::size_t c = 0; c < steps_.size(); ++c) {
            for (std::size_t m = 0; m < margins_; ++m) {
                const auto by = [m](const auto& a, const auto& b) { return a[m] < b[m]; };
                const auto [low, high] = std::minmax_element(steps_[c].begin(), steps_[c].end(), by);
                ranges[m * units.values.size() + units.of_area[c]] +=
                    static_cast<double>((*high)[m] - (*low)[m]) * static_cast<double>(units.times[c]);
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
        for (const Counter& counter : case_.problem.counters) all.push_back(count_sum(counter, case_.problem));
        return all;
    }

    [[nodiscard]] Terms offset(std::span<const std::int64_t> totals) const {
        std::array<double, most_margins> margins{};
        const auto seen = std::span(margins).first(case_.table.margins(case_.arguments));
        for (std::size_t m = 0; m < margins_; ++m) {
            for (std::size_t u = 0; u < units_.values.size(); ++u) {
                seen[free_[m]] += units_.values[u] * static_cast<double>(totals[m * units_.values.size() + u]);
            }
        }
        complete_margins(case_.offset, seen, case_.mass.total);
        return offset_at(case_.offset, seen, case_.mass.total);
    }

    /// B depends on the margins alone: for each vector the extreme of N gives the extreme value. sign 1 for the upper
    /// end, -1 for the lower.
    [[nodiscard]] std::optional<Bound> by_margins(double sign, Budget& budget) {
        const Gains gains = case_.each([&](std::size_t c, Cell cell) {
            return sign * case_.weights[c] * case_.table.terms(cell, case_.arguments).f;
        });
        if (!lattice_->solve(gains, budget)) return std::nullopt;
        double best = -std::numeric_limits<double>::infinity();
        double ceiling = best;  // what the best may really be, given rounding
        std::size_t at = 0;
        lattice_->each_end([&](std::size_t end, std::span<const std::int64_t> totals, double sum) {
            const Terms parts = offset(totals);
            if (parts.g < case_.mass.floor) return;
            const double value = (sign * parts.f + case_.mass.scale * sum) / parts.g;
            ceiling = std::max(ceiling, value + case_.rounding(parts.g, value));
            if (value > best) {
                best = value;
                at = end;
            }
        });
        Bound end = case_.attained(case_.cells(lattice_->trace(at)));
        const double doubt = ceiling - sign * end.value;
        return case_.settled(std::move(end), sign, case_.whole ? 0.0 : doubt);
    }

    /// D moves too: Dinkelbach on the value, one run of the lattice per round. Starting outside the range of the index
    /// makes every completion with a value an improvement.
    [[nodiscard]] std::optional<Bound> by_ratio(double sign, Budget& budget) {
        double value = sign > 0.0 ? case_.indicator.low - 1.0 : case_.indicator.high + 1.0;
        std::vector<Cell> witness;
        for (int round = 0; round < most_rounds; ++round) {
            const Gains gains = case_.each([&](std::size_t c, Cell cell) {
                const Terms term = case_.table.terms(cell, case_.arguments);
                return sign * case_.weights[c] * (term.f - value * term.g);
            });
            if (!lattice_->solve(gains, budget)) return std::nullopt;
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
        if (witness.empty()) return std::nullopt;
        return case_.settled(attained_end(value, std::move(witness)), sign, case_.worst_rounding());
    }

    const TableCase& case_;
    Units units_;
    std::vector<std::size_t> free_;
    std::size_t margins_;
    std::vector<std::vector<std::vector<std::int64_t>>> steps_;  ///< per area, option, margin
    bool moving_ = false;
    std::optional<Lattice> lattice_;
};

}  // namespace

Bound TableCase::settled(Bound end, double sign, double doubt) const {
    const bool at_limit = end.value == (sign > 0.0 ? indicator.high : indicator.low);
    const double attained = end.value;
    return proven_end(std::move(end.witness), attained, at_limit ? attained : attained + sign * doubt, sign,
                      indicator.low, indicator.high);
}

std::optional<Ends> lattice_ends(const TableCase& table_case, Budget& budget, bool dense) {
    return MarginSearch(table_case).ends(budget, dense);
}

}  // namespace chirograph
