// Exact bounds of table indices by going through every completion of a pair that has few. Serves every index and every
// weight; areas that are alike are interchangeable.
#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "engine/pair/table_case.hpp"
#include "engine/search/kinds.hpp"

namespace chirograph {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

class Every {
public:
    explicit Every(const TableCase& table_case)
        : case_(table_case),
          margins_(table_case.table.margins(table_case.arguments)),
          kinds_(kinds_of(table_case.problem, table_case.weights)),
          counts_(table_case.problem.counters.size()),
          picks_(table_case.problem.columns()) {}

    [[nodiscard]] double count() const { return completions(case_.problem, kinds_); }

    /// Both ends; there must be a completion with a value.
    [[nodiscard]] Ends ends() {
        place({}, 0, 0, 0);
        const auto end = [&](const Best& best) { return case_.attained(best.cells); };
        return {end(least_), end(most_)};
    }

private:
    /// Sums over the areas placed so far.
    struct Sums {
        std::array<double, most_margins> margins{};
        Terms own;
    };
    struct Best {
        double sign;
        double value;  ///< times sign
        std::vector<Cell> cells;
    };

    /// Gives options to the areas of a kind from `position` on, none before the option at `least`.
    void place(const Sums& sums, std::size_t kind, std::size_t position, std::size_t least) {
        if (kind == kinds_.size()) {
            complete(sums);
            return;
        }
        if (position == kinds_[kind].size()) {
            place(sums, kind + 1, 0, 0);
            return;
        }
        const std::size_t area = kinds_[kind][position];
        const auto& options = case_.problem.options[area];
        for (std::size_t option = least; option < options.size(); ++option) {
            picks_[area] = option;
            count_in(area, options[option], 1);
            place(with(sums, area, options[option]), kind, position + 1, option);
            count_in(area, options[option], -1);
        }
    }

    [[nodiscard]] Sums with(Sums sums, std::size_t area, Cell cell) const {
        std::array<std::int64_t, most_margins> steps{};
        case_.table.margin_step(cell, case_.arguments, std::span(steps).first(margins_));
        const double weight = case_.weights[area];
        for (std::size_t m = 0; m < margins_; ++m) sums.margins[m] += weight * static_cast<double>(steps[m]);
        const Terms term = case_.table.terms(cell, case_.arguments);
        sums.own.f += weight * term.f;
        sums.own.g += weight * term.g;
        return sums;
    }

    void count_in(std::size_t area, Cell cell, std::int64_t times) {
        for (std::size_t i = 0; i < counts_.size(); ++i) {
            counts_[i] += times * static_cast<std::int64_t>(case_.problem.counters[i].step(area, cell));
        }
    }

    [[nodiscard]] bool kept() const {
        for (std::size_t i = 0; i < counts_.size(); ++i) {
            const Counter& counter = case_.problem.counters[i];
            const auto count = static_cast<std::size_t>(counts_[i]);
            if (count < counter.minimum || count > counter.maximum) return false;
        }
        return true;
    }

    /// Sums of margins tell quickly which completions may be the best; those are worked out without cancellation.
    void complete(const Sums& sums) {
        if (!kept()) return;
        const Terms offset =
            case_.table.offset(std::span(sums.margins).first(margins_), case_.mass.total, case_.arguments);
        const double g = offset.g + case_.mass.scale * sums.own.g;
        const double value = (offset.f + case_.mass.scale * sums.own.f) / g;
        const bool sure = g > case_.mass.floor;
        if (!sure && case_.whole) return;
        const double rounding = sure ? case_.rounding(g, value) : infinite;
        for (Best* best : {&least_, &most_}) {
            if (!(best->sign * value + rounding > best->value) && sure) continue;
            enter(*best);
        }
    }

    void enter(Best& best) {
        std::vector<Cell> cells = case_.cells(picks_);
        const Terms parts = case_.fraction(cells);
        if (parts.g < case_.mass.floor || !(best.sign * parts.f / parts.g > best.value)) return;
        best.value = best.sign * parts.f / parts.g;
        best.cells = std::move(cells);
    }

    const TableCase& case_;
    std::size_t margins_;
    std::vector<std::vector<std::size_t>> kinds_;
    std::vector<std::int64_t> counts_;
    std::vector<std::size_t> picks_;
    Best least_{-1.0, -infinite, {}};
    Best most_{1.0, -infinite, {}};
};

}  // namespace

std::optional<Ends> every_ends(const TableCase& table_case, Budget& budget) {
    constexpr double most_completions = 1e6;
    constexpr double steps_each = 30.0;
    Every every(table_case);
    const double count = every.count();
    if (count > most_completions || !budget.spend(steps_each * count)) return std::nullopt;
    return every.ends();
}

}  // namespace chirograph
