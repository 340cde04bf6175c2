// Exact bounds of table indices: the best sum of terms for every reachable vector of margins, then the best vector.
#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "engine/pair/pair_search.hpp"
#include "engine/pair/table_case.hpp"

namespace chirograph {
namespace {

constexpr int most_rounds = 1000;

class MarginSearch {
public:
    explicit MarginSearch(const TableCase& table_case)
        : case_(table_case), free_(free_margins(table_case.table, table_case.arguments)) {}

    [[nodiscard]] std::optional<Ends> ends(Budget& budget) {
        constexpr std::size_t most_margins_followed = 3;
        if (!case_.whole || free_.size() > most_margins_followed) return std::nullopt;
        lattice_ = Lattice::make(sums(), budget);
        if (!lattice_ || !lattice_->dense()) return std::nullopt;
        auto lower = moving_ ? by_ratio(-1.0, budget) : by_margins(-1.0, budget);
        if (!lower) return std::nullopt;
        auto upper = moving_ ? by_ratio(1.0, budget) : by_margins(1.0, budget);
        if (!upper) return std::nullopt;
        return Ends{std::move(*lower), std::move(*upper)};
    }

private:
    /// One sum per free margin, then one per counter.
    [[nodiscard]] std::vector<LatticeSum> sums() {
        std::vector<LatticeSum> all(free_.size());
        for (std::size_t c = 0; c < case_.problem.columns(); ++c) {
            for (LatticeSum& sum : all) sum.steps.emplace_back();
            for (const Cell cell : case_.problem.options[c]) {
                std::array<std::int64_t, most_margins> steps{};
                case_.table.margin_step(cell, case_.arguments, steps);
                for (std::size_t m = 0; m < free_.size(); ++m) {
                    all[m].steps[c].push_back(steps[free_[m]] * static_cast<std::int64_t>(case_.weights[c]));
                }
                moving_ = moving_ || case_.table.terms(cell, case_.arguments).g != 0.0;
            }
        }
        for (const Counter& counter : case_.problem.counters) all.push_back(count_sum(counter, case_.problem));
        return all;
    }

    [[nodiscard]] Terms offset(std::span<const std::int64_t> totals) const {
        std::array<double, most_margins> margins{};
        const auto seen = std::span(margins).first(case_.table.margins(case_.arguments));
        for (std::size_t m = 0; m < free_.size(); ++m) seen[free_[m]] = static_cast<double>(totals[m]);
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
        return case_.attained(chosen_cells(case_.problem, lattice_->trace(at)));
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
            std::vector<Cell> chosen = chosen_cells(case_.problem, lattice_->trace(at));
            const Terms parts = case_.fraction(chosen);
            if (parts.g < case_.mass.floor || !(sign * (parts.f / parts.g - value) > 0.0)) break;
            value = parts.f / parts.g;
            witness = std::move(chosen);
        }
        if (witness.empty()) return std::nullopt;
        return attained_end(value, std::move(witness));
    }

    const TableCase& case_;
    std::vector<std::size_t> free_;
    bool moving_ = false;
    std::optional<Lattice> lattice_;
};

}  // namespace

std::optional<Ends> lattice_ends(const TableCase& table_case, Budget& budget) {
    return MarginSearch(table_case).ends(budget);
}

}  // namespace chirograph
