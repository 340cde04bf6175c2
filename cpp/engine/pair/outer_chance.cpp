// Outer ends of indices that subtract the disagreement expected by chance. Once the weight at each level of one side
// (or of both together) is known to lie in a box, what a cell can expect lies in an interval and the index splits by
// area; multipliers hold the choice of the areas to the box, and to the counters. Boxes are halved until what lies
// beyond a value is ruled out, or the budget is spent.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "engine/pair/outer.hpp"
#include "engine/search/kinds.hpp"

namespace chirograph {
namespace {

using Vector = std::vector<double>;

/// Greatest sum of factors times weights, the weights within the box and of this total.
double most_in(const Vector& factors, const Vector& low, const Vector& high, double total, Vector* at = nullptr) {
    std::vector<std::size_t> order(factors.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return factors[i] > factors[j]; });
    double left = total;
    for (const double weight : low) left -= weight;
    double sum = 0.0;
    for (const std::size_t i : order) {
        const double more = std::clamp(left, 0.0, high[i] - low[i]);
        left -= more;
        sum += factors[i] * (low[i] + more);
        if (at != nullptr) (*at)[i] = low[i] + more;
    }
    return sum;
}

class ChanceBound {
public:
    ChanceBound(const TableCase& table_case, double sign, bool second)
        : case_(table_case),
          sign_(sign),
          second_(second),
          pooled_(table_case.table.pooled != nullptr),
          levels_(table_case.arguments.max_depth + std::size_t{1}),
          total_(table_case.mass.total * (pooled_ ? 2.0 : 1.0)) {
        sort_areas();
        if (pooled_ || case_.table.chance_below) return;
        const std::array<double, most_margins> none{};
        const auto margins = std::span(none).first(case_.table.margins(case_.arguments));
        below_ = case_.table.offset(margins, case_.mass.total, case_.arguments).g;
    }

    /// Halves what lies between `beyond`, which no completion passes, and `within`, which one attains.
    [[nodiscard]] double bound(double beyond, double within, Budget& budget) {
        for (int round = 0; round < most_proofs && budget.steps > 0; ++round) {
            const double middle = 0.5 * (beyond + within);
            Budget share{budget.states, budget.steps / 4};
            const std::size_t before = share.steps;
            (rules_out(middle, share) ? beyond : within) = middle;
            static_cast<void>(budget.spend(static_cast<double>(before - share.steps)));
        }
        return beyond;
    }

private:
    static constexpr int most_proofs = 14;
    static constexpr int most_rounds = 30;

    /// Areas with the same options; under counters also of the same weight and counted alike.
    struct Kind {
        std::vector<Cell> cells;
        double weight = 0.0;
        double areas = 0.0;
        std::size_t first = 0;
    };
    struct Box {
        Vector low;
        Vector high;
        Vector multipliers;  ///< of the levels, then of the counters
    };

    void sort_areas() {
        const auto& problem = case_.problem;
        for (const auto& areas :
             kinds_of(problem, problem.counters.empty() ? std::span<const double>{} : case_.weights)) {
            const std::size_t first = areas.front();
            kinds_.push_back({problem.options[first], 0.0, static_cast<double>(areas.size()), first});
            for (const std::size_t area : areas) kinds_.back().weight += case_.weights[area];
        }
        // Each option is weighed by every level and counter.
        const double each = 0.5 * static_cast<double>(levels_ + problem.counters.size() + 4);
        for (const Kind& kind : kinds_) steps_ += each * static_cast<double>(kind.cells.size());
    }

    [[nodiscard]] double gap(Cell cell) const {
        return pooled_ ? case_.table.pooled(cell, case_.arguments) : case_.table.disagreement(cell, case_.arguments);
    }
    /// How often a cell is at a level of the margins.
    [[nodiscard]] double at(Cell cell, std::size_t level) const {
        const double x = cell.x == level ? 1.0 : 0.0;
        const double y = cell.y == level ? 1.0 : 0.0;
        return pooled_ ? x + y : second_ ? y : x;
    }

    /// The box of all completions.
    [[nodiscard]] Box whole() const {
        Box box{Vector(levels_), Vector(levels_), Vector(levels_ + case_.problem.counters.size())};
        for (const Kind& kind : kinds_) {
            for (std::size_t level = 0; level < levels_; ++level) {
                double least = 2.0;
                double most = 0.0;
                for (const Cell cell : kind.cells) {
                    least = std::min(least, at(cell, level));
                    most = std::max(most, at(cell, level));
                }
                box.low[level] += kind.weight * least;
                box.high[level] += kind.weight * most;
            }
        }
        return box;
    }

    /// True when no completion has a larger sign (index - value); false when that was not shown.
    [[nodiscard]] bool rules_out(double value, Budget& budget) {
        std::vector<Box> open{whole()};
        while (!open.empty()) {
            Box box = std::move(open.back());
            open.pop_back();
            if (empty(box)) continue;
            const auto shown = excluded(box, value, budget);
            if (!shown) return false;
            if (*shown) continue;
            std::size_t widest = 0;
            for (std::size_t l = 1; l < levels_; ++l) {
                if (box.high[l] - box.low[l] > box.high[widest] - box.low[widest]) widest = l;
            }
            const double middle = 0.5 * (box.low[widest] + box.high[widest]);
            if (!(box.high[widest] - box.low[widest] > 1e-6 * total_)) return false;
            Box half = box;
            half.high[widest] = middle;
            box.low[widest] = middle;
            open.push_back(std::move(half));
            open.push_back(std::move(box));
        }
        return true;
    }

    [[nodiscard]] bool empty(const Box& box) const {
        const double slack = 1e-9 * total_;
        return std::accumulate(box.low.begin(), box.low.end(), 0.0) > total_ + slack ||
               std::accumulate(box.high.begin(), box.high.end(), 0.0) < total_ - slack;
    }

    /// Can the multipliers show that nothing in the box is beyond the value? Polyak's steps towards a bound of zero.
    [[nodiscard]] std::optional<bool> excluded(Box& box, double value, Budget& budget) {
        expect(box);
        Vector slope(box.multipliers.size());
        for (int round = 0; round < most_rounds; ++round) {
            if (!budget.spend(steps_)) return std::nullopt;
            const double most = excess(box, value, slope);
            const double rounding = margin(box);
            if (most < -rounding) return true;
            double squares = 0.0;
            for (const double s : slope) squares += s * s;
            if (!(squares > 1e-18 * total_ * total_)) return false;  // the rest is rounding: no way down is left
            for (std::size_t i = 0; i < slope.size(); ++i) {
                box.multipliers[i] -= (most + 2.0 * rounding) * slope[i] / squares;
            }
        }
        return false;
    }

    /// What the margins in the box let each level disagree with at most (sign 1) or at least (sign -1).
    void expect(const Box& box) {
        expected_.assign(levels_, 0.0);
        for (std::size_t level = 0; level < levels_; ++level) {
            Vector factors;
            for (std::size_t other = 0; other < levels_; ++other) {
                const Cell cell{static_cast<Depth>(second_ ? level : other),
                                static_cast<Depth>(second_ ? other : level)};
                factors.push_back(sign_ * gap(cell));
            }
            expected_[level] = sign_ * most_in(factors, box.low, box.high, total_);
        }
    }

    [[nodiscard]] double chance(Cell cell) const {
        if (pooled_) return 0.25 * (expected_[cell.x] + expected_[cell.y]);
        return expected_[second_ ? cell.x : cell.y];
    }

    /// What the areas of a kind add to the bound with these depths, multipliers included.
    [[nodiscard]] double gain_of(const Kind& kind, Cell cell, const Box& box, double value) const {
        const double times = pooled_ || case_.table.chance_below ? 1.0 - value : 1.0;
        double each = sign_ * (times * chance(cell) - case_.mass.total * gap(cell));
        for (std::size_t l = 0; l < levels_; ++l) each += box.multipliers[l] * at(cell, l);
        double gain = kind.weight * each;
        const auto& counters = case_.problem.counters;
        for (std::size_t i = 0; i < counters.size(); ++i) {
            gain += kind.areas * box.multipliers[levels_ + i] * static_cast<double>(counters[i].step(kind.first, cell));
        }
        return gain;
    }

    /// No completion in the box has a larger sign (F - value G); with the slope of this bound by the multipliers.
    [[nodiscard]] double excess(const Box& box, double value, Vector& slope) const {
        const auto& counters = case_.problem.counters;
        double sum = -sign_ * value * below_;
        std::fill(slope.begin(), slope.end(), 0.0);
        for (const Kind& kind : kinds_) {
            double best = -std::numeric_limits<double>::infinity();
            Cell chosen;
            for (const Cell cell : kind.cells) {
                const double gain = gain_of(kind, cell, box, value);
                if (gain > best) {
                    best = gain;
                    chosen = cell;
                }
            }
            sum += best;
            for (std::size_t l = 0; l < levels_; ++l) slope[l] += kind.weight * at(chosen, l);
            for (std::size_t i = 0; i < counters.size(); ++i) {
                slope[levels_ + i] += kind.areas * static_cast<double>(counters[i].step(kind.first, chosen));
            }
        }
        Vector levels(levels_);
        Vector against;
        for (std::size_t l = 0; l < levels_; ++l) against.push_back(-box.multipliers[l]);
        sum += most_in(against, box.low, box.high, total_, &levels);
        for (std::size_t l = 0; l < levels_; ++l) slope[l] -= levels[l];
        for (std::size_t i = 0; i < counters.size(); ++i) {
            const double multiplier = box.multipliers[levels_ + i];
            const auto count = static_cast<double>(multiplier > 0.0 ? counters[i].minimum : counters[i].maximum);
            sum -= multiplier * count;
            slope[levels_ + i] -= count;
        }
        return sum;
    }

    /// More than rounding can move a bound: the multipliers stand for sums that cancel.
    [[nodiscard]] double margin(const Box& box) const {
        const double top = case_.arguments.max_depth;
        double size = case_.mass.total * case_.mass.total * top * top;
        for (std::size_t i = 0; i < box.multipliers.size(); ++i) {
            const double most = i < levels_ ? total_ : static_cast<double>(case_.problem.columns());
            size += std::abs(box.multipliers[i]) * most;
        }
        return 1e-12 * size;
    }

    const TableCase& case_;
    double sign_;
    bool second_;
    bool pooled_;
    std::size_t levels_;
    double total_;
    double below_ = 0.0;
    double steps_ = 0.0;  ///< of one round
    std::vector<Kind> kinds_;
    Vector expected_;
};

}  // namespace

double chance_bound(const TableCase& table_case, double sign, double beyond, Budget& budget) {
    const bool pooled = table_case.table.pooled != nullptr;
    if (!pooled && table_case.table.disagreement == nullptr) return beyond;
    double within = sign > 0.0 ? table_case.indicator.low : table_case.indicator.high;
    if (const auto cells = most_alike(table_case, table_case.problem, sign)) {
        const Terms parts = table_case.fraction(*cells);
        if (!(parts.g < table_case.mass.floor)) within = parts.f / parts.g;
    }
    if (!(sign * within < sign * beyond)) return beyond;
    return ChanceBound(table_case, sign, false).bound(beyond, within, budget);
}

}  // namespace chirograph
