// Outer ends of the table indices, by the shape of each index.
#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/pair/outer.hpp"
#include "engine/search/cheapest.hpp"

namespace chirograph {
namespace {

constexpr int cone_rounds = 400;
constexpr int pair_rounds = 60;

class OuterEnd {
public:
    OuterEnd(const TableCase& table_case, double sign, Budget& budget)
        : case_(table_case), sign_(sign), budget_(budget), nonempty_(table_case.problem) {
        if (case_.table.no_value == NoValue::empty_side) ask_for_areas();
    }

    [[nodiscard]] Bound bound() {
        Bound end;
        if (case_.table.sides == nullptr) {
            end = by_pairs();
        } else if (case_.table.root) {
            end = by_root();
        } else {
            end = sign_ > 0.0 ? overlap_upper() : overlap_lower();
        }
        return end.sharp ? end : meet(std::move(end));
    }

private:
    [[nodiscard]] double low() const { return case_.indicator.low; }
    [[nodiscard]] double high() const { return case_.indicator.high; }
    [[nodiscard]] double start() const { return sign_ > 0.0 ? low() - 1.0 : high() + 1.0; }
    [[nodiscard]] Bound outer(double value) const { return certified(value, sign_, low(), high()); }

    /// Completions with an empty side have no value, so they need not be bounded: at least one area on each side.
    void ask_for_areas() {
        const auto threshold = static_cast<Depth>(case_.table.reached_only ? case_.arguments.values[0] : 1.0);
        for (const bool second : {false, true}) {
            if (has_areas(second, threshold)) continue;
            Counter counter{second, threshold, {}, 1, case_.weights.size(), 1};
            for (const double weight : case_.weights) counter.counted.push_back(weight > 0.0 ? 1 : 0);
            nonempty_.counters.push_back(std::move(counter));
        }
    }

    /// Does a list length say so already?
    [[nodiscard]] bool has_areas(bool second, Depth threshold) const {
        const auto& weights = case_.weights;
        return std::any_of(nonempty_.counters.begin(), nonempty_.counters.end(), [&](const Counter& counter) {
            bool says = counter.second == second && counter.minimum > 0 && counter.threshold >= threshold;
            for (std::size_t c = 0; c < weights.size(); ++c) {
                says = says && (counter.counted[c] == 0 || weights[c] > 0.0);
            }
            return says;
        });
    }

    /// As many rounds as a share of the budget pays for, each a few choices of an option per area. Some are free:
    /// without them there would be no bound.
    [[nodiscard]] int paid(const Parts& parts, int most) const {
        constexpr double choices_each = 4.0;
        const double each = choices_each * std::max(1.0, parts.steps());
        constexpr double free_steps = 2e6;
        const double share = std::max(free_steps, 0.25 * static_cast<double>(budget_.steps));
        const int rounds = static_cast<int>(std::clamp(share / each, 3.0, static_cast<double>(most)));
        static_cast<void>(budget_.spend(each * rounds));
        return rounds;
    }

    /// N and the sizes of the two sides, area by area. Overlap keeps twice N in its terms.
    [[nodiscard]] Parts side_parts() const {
        const double times = case_.table.root ? 1.0 : 0.5;
        Parts::Choices choices(case_.problem.columns());
        for (std::size_t c = 0; c < choices.size(); ++c) {
            const double weight = case_.weights[c];
            for (const Cell cell : case_.problem.options[c]) {
                const Terms sides = case_.table.sides(cell, case_.arguments);
                const double n = times * case_.table.terms(cell, case_.arguments).f;
                choices[c].push_back({weight * n, weight * sides.f, weight * sides.g});
            }
        }
        return {std::move(choices), nonempty_};
    }

    /// The value of this completion if it has one and it equals the bound.
    [[nodiscard]] Bound check(double value, const Parts::Picks& picks) const {
        if (picks.empty()) return outer(value);
        std::vector<Cell> cells = case_.cells(picks);
        const Terms parts = case_.fraction(cells);
        if (parts.g < case_.mass.floor) return outer(value);
        const double attained = parts.f / parts.g;
        if (std::abs(attained - value) > 1e-13 * std::max(1.0, std::abs(value))) return outer(value);
        return {attained, true, std::move(cells)};
    }

    /// N / min(X, Y) is the greater of the two containments.
    [[nodiscard]] Bound overlap_upper() const {
        const Parts parts = side_parts();
        const Extreme in_x = linear_extreme(parts, 1.0, 1.0, 0.0, start());
        const Extreme in_y = linear_extreme(parts, 1.0, 0.0, 1.0, start());
        const Extreme& best = in_x.value >= in_y.value ? in_x : in_y;
        return check(best.value, best.picks);
    }

    /// N / min(X, Y) >= N / (u X + (1 - u) Y) for every u in 0..1, and the best u is found by golden sections.
    [[nodiscard]] Bound overlap_lower() const {
        if (const auto closed = overlap_closed()) return *closed;
        const Parts parts = side_parts();
        Extreme best{-1.0, {}};
        const auto at = [&](double u) {
            Extreme here = linear_extreme(parts, -1.0, u, 1.0 - u, start());
            const double value = here.value;
            if (value > best.value) best = std::move(here);
            return value;
        };
        static_cast<void>(at(0.0));
        static_cast<void>(at(1.0));
        static_cast<void>(at(0.5));
        const double golden = (std::sqrt(5.0) - 1.0) / 2.0;
        double from = 0.0;
        double to = 1.0;
        for (int left_rounds = paid(parts, 40); left_rounds > 0; --left_rounds) {
            const double left = to - golden * (to - from);
            const double right = from + golden * (to - from);
            if (at(left) >= at(right)) {
                to = right;
            } else {
                from = left;
            }
        }
        return check(best.value, best.picks);
    }

    /// Equal weights, free cells: unknown against known becomes disagreement, unknown against absent is added to the
    /// list, and areas unknown on both sides are shared so that the shorter list is as long as possible.
    [[nodiscard]] std::optional<Bound> overlap_closed() const;

    [[nodiscard]] Bound by_root() const {
        const Parts parts = side_parts();
        double least = std::numeric_limits<double>::infinity();
        for (const double weight : case_.weights) {
            if (weight > 0.0) least = std::min(least, weight);
        }
        const Extreme extreme = root_extreme(parts, sign_, least, start(), paid(parts, cone_rounds));
        return check(extreme.value, extreme.picks);
    }

    [[nodiscard]] Bound by_pairs() const {
        std::vector<std::vector<Cell>> options = case_.problem.options;
        if (case_.table.reached_only) {
            for (auto& list : options) {
                for (Cell& cell : list) cell = case_.seen(cell);
                std::sort(list.begin(), list.end());
                list.erase(std::unique(list.begin(), list.end()), list.end());
            }
        }
        const Parts parts = pair_parts(options, case_.weights, case_.table.between, case_.arguments);
        if (!case_.table.root) return outer(linear_extreme(parts, sign_, 1.0, 0.0, start()).value);
        const double least = case_.mass.floor;
        return outer(root_extreme(parts, sign_, least, start(), paid(parts, pair_rounds)).value);
    }

    /// The completion that is as alike (or as unlike) as possible may attain the bound.
    [[nodiscard]] Bound meet(Bound end) const {
        auto cells = most_alike(case_, nonempty_, sign_);
        if (!cells) return end;
        const Terms parts = case_.fraction(*cells);
        if (parts.g < case_.mass.floor || std::abs(parts.f / parts.g - end.value) > 5e-14) return end;
        return {parts.f / parts.g, true, std::move(*cells)};
    }

    const TableCase& case_;
    double sign_;
    Budget& budget_;
    PairProblem nonempty_;
};

std::optional<Bound> OuterEnd::overlap_closed() const {
    const PairProblem& problem = case_.problem;
    if (!problem.counters.empty()) return std::nullopt;
    std::vector<Cell> cells;
    std::vector<std::size_t> open;
    std::ptrdiff_t x = 0;
    std::ptrdiff_t y = 0;
    const auto take = [&](std::size_t c, bool has_x, bool has_y) {
        const auto fits = [&](Cell cell) {
            const Terms sides = case_.table.sides(cell, case_.arguments);
            return (sides.f > 0.0) == has_x && (sides.g > 0.0) == has_y;
        };
        cells[c] = *std::find_if(problem.options[c].begin(), problem.options[c].end(), fits);
        x += has_x ? 1 : 0;
        y += has_y ? 1 : 0;
    };
    cells.resize(problem.columns());
    for (std::size_t c = 0; c < problem.columns(); ++c) {
        if (case_.weights[c] != case_.weights.front()) return std::nullopt;
        bool shown[2][2] = {{false, false}, {false, false}};
        for (const Cell cell : problem.options[c]) {
            const Terms sides = case_.table.sides(cell, case_.arguments);
            shown[sides.f > 0.0 ? 1 : 0][sides.g > 0.0 ? 1 : 0] = true;
        }
        const bool x_no = shown[0][0] || shown[0][1];
        const bool x_yes = shown[1][0] || shown[1][1];
        const bool y_no = shown[0][0] || shown[1][0];
        const bool y_yes = shown[0][1] || shown[1][1];
        for (int i = 0; i < 2; ++i) {
            for (int j = 0; j < 2; ++j) {
                const bool in_box = (i == 0 ? x_no : x_yes) && (j == 0 ? y_no : y_yes);
                if (in_box != shown[i][j]) return std::nullopt;
            }
        }
        if (x_no && x_yes && y_no && y_yes) {
            open.push_back(c);
        } else if (x_yes && y_yes) {
            take(c, !x_no || y_no, !y_no);
        } else {
            take(c, x_yes, y_yes);
        }
    }
    for (const std::size_t c : open) take(c, x <= y, x > y);
    const Terms parts = case_.fraction(cells);
    if (parts.g < case_.mass.floor) return std::nullopt;
    return Bound{parts.f / parts.g, true, std::move(cells)};
}

}  // namespace

std::optional<std::vector<Cell>> most_alike(const TableCase& table_case, const PairProblem& problem, double sign) {
    const Costs costs = table_case.each([&](std::size_t c, Cell cell) {
        const Cell here = table_case.seen(cell);
        return sign * table_case.weights[c] * (here.x < here.y ? here.y - here.x : here.x - here.y);
    });
    const auto picks = cheapest(problem, costs);
    if (!picks) return std::nullopt;
    return table_case.cells(*picks);
}

Bound outer_end(const TableCase& table_case, double sign, Budget& budget) {
    return OuterEnd(table_case, sign, budget).bound();
}

}  // namespace chirograph
