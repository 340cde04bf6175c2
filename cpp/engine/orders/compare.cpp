#include "engine/orders/compare.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/base/parallel.hpp"
#include "engine/base/watch.hpp"
#include "engine/orders/presence.hpp"
#include "engine/pair/bounds.hpp"
#include "engine/pair/tighten.hpp"

namespace chirograph {
namespace {

using Pair = std::array<std::size_t, 2>;

/// Values closer than this are called equal: they come out of sums in another order.
constexpr double same_value = 1e-12;
/// What looking at one partly completed panel counts, beside what its ranges take.
constexpr std::size_t node_steps = 2'000;

/// No range takes more than this part of the steps of its comparison.
constexpr std::size_t ranges_of_a_comparison = 12;

int sign_of(double difference) {
    return (difference > same_value) - (difference < -same_value);
}

/// The ends of one pair: what no completion is beyond, and what one attains; NaN where none is known.
struct PairEnds {
    double least;
    double most;
    double inner_least;
    double inner_most;
    std::vector<Cell> least_cells{};  ///< a completion that attains it; empty where none is known
    std::vector<Cell> most_cells{};
};

PairEnds ends_of(const Range& range, double convention) {
    PairEnds ends{range.lower.value,    range.upper.value,   range.lower.attained,
                  range.upper.attained, range.lower.witness, range.upper.witness};
    if (!range.undefined_possible || std::isnan(convention)) return ends;
    ends.least = std::fmin(ends.least, convention);
    ends.most = std::fmax(ends.most, convention);
    // Where a constraint was relaxed, 0/0 is only not excluded.
    if (range.lower.sharp) ends.inner_least = std::fmin(ends.inner_least, convention);
    if (range.upper.sharp) ends.inner_most = std::fmax(ends.inner_most, convention);
    return ends;
}

/// The order of two pairs that are free of each other.
Signs of_ranges(const PairEnds& first, const PairEnds& second) {
    const auto attained = [](double difference, int otherwise) {
        return std::isnan(difference) ? otherwise : sign_of(difference);
    };
    return {sign_of(first.least - second.most), attained(first.inner_least - second.inner_most, 1),
            attained(first.inner_most - second.inner_least, -1), sign_of(first.most - second.least)};
}

/// Where joint domains or common areas tie programmes to each other the ranges prove what they prove, and show no
/// completion.
Signs of_tied(const Panel& tight, const Constraints& constraints, const Indicator& indicator,
              const Arguments& arguments, double convention, const Comparison& asked, std::size_t steps) {
    const auto ends = [&](const Pair& pair) {
        const PairProblem problem = pair_problem(tight, constraints, pair[0], pair[1]);
        return ends_of(bound_range(problem, indicator, arguments, Budget{.steps = steps}), convention);
    };
    const PairEnds first = ends(asked.first);
    const PairEnds second = ends(asked.second);
    if (std::isnan(first.least) || std::isnan(second.least)) return Signs::none();
    return {sign_of(first.least - second.most), 1, -1, sign_of(first.most - second.least)};
}

/// Programmes that both pairs name.
std::vector<std::size_t> shared_rows(const Comparison& asked) {
    std::vector<std::size_t> rows;
    for (const std::size_t row : asked.first) {
        if (std::ranges::find(asked.second, row) != asked.second.end()) rows.push_back(row);
    }
    return rows;
}

std::optional<Signs> counted(const Presence& presence, const Comparison& asked) {
    const std::vector<std::size_t> rows = shared_rows(asked);
    const auto shares = [&](const Pair& pair) {
        return pair_shares(presence.count(pair[0], pair[1]), presence.span(pair[0]), presence.span(pair[1]));
    };
    if (rows.empty()) return apart_signs(shares(asked.first), shares(asked.second));
    const auto other = [&](const Pair& pair) { return pair[0] == rows[0] ? pair[1] : pair[0]; };
    if (rows.size() != 1 || asked.first[0] == asked.first[1] || asked.second[0] == asked.second[1]) {
        return std::nullopt;
    }
    const std::size_t second = other(asked.first);
    const std::size_t third = other(asked.second);
    return shared_signs(presence.count(rows[0], second, third), presence.span(rows[0]), presence.span(second),
                        presence.span(third));
}

/// The rows of one comparison as a panel of their own, whose shared rows are filled step by step. Areas with the same
/// cells, weight and blocks cannot be told apart: of each class only numbers of areas are tried.
class Search {
public:
    Search(const Panel& panel, const Constraints& constraints, const Indicator& indicator, const Arguments& arguments,
           double convention, const Comparison& asked, std::size_t steps)
        : indicator_(indicator),
          arguments_(arguments),
          convention_(convention),
          left_(steps),
          solve_(steps / ranges_of_a_comparison) {
        std::vector<std::size_t> rows;
        const auto local = [&](std::size_t row) {
            const auto place = std::ranges::find(rows, row);
            if (place == rows.end()) rows.push_back(row);
            return static_cast<std::size_t>(std::ranges::find(rows, row) - rows.begin());
        };
        first_ = {local(asked.first[0]), local(asked.first[1])};
        second_ = {local(asked.second[0]), local(asked.second[1])};
        for (const std::size_t row : shared_rows(asked)) shared_.push_back(local(row));
        std::ranges::sort(shared_);
        shared_.erase(std::unique(shared_.begin(), shared_.end()), shared_.end());
        columns_ = panel.columns();
        top_ = panel.max_depth();
        weights_.assign(panel.weights().begin(), panel.weights().end());
        for (const std::size_t row : rows) {
            lower_.insert(lower_.end(), panel.lower_row(row).begin(), panel.lower_row(row).end());
            upper_.insert(upper_.end(), panel.upper_row(row).begin(), panel.upper_row(row).end());
        }
        keep(constraints, rows);
        sort_areas();
    }

    [[nodiscard]] Signs signs() {
        const auto whole = ends();
        if (!whole || whole->none) return Signs::none();
        if (shared_.empty()) return of_ranges(whole->first, whole->second);
        const std::size_t steps = left_;
        left_ = steps / 2;
        const auto up = greatest(false, *whole);
        if (!up) return Signs::none();
        left_ += steps - steps / 2;
        const auto down = greatest(true, *whole);
        return {-down->bound, -down->attained, up->attained, up->bound};
    }
    [[nodiscard]] bool apart() const noexcept { return shared_.empty(); }

private:
    struct Ends {
        PairEnds first{};
        PairEnds second{};
        bool none = false;  ///< some pair has no value in any completion
    };
    /// The greatest sign of one pair against the other: what no completion is beyond, and what one attains.
    struct Way {
        int bound = 1;
        int attained = nothing;
    };
    static constexpr int nothing = -2;  ///< no completion has been found that gives both a value
    struct Class {
        std::vector<std::size_t> columns;
        std::vector<std::vector<Depth>> options;  ///< depths of the shared rows
    };

    void keep(const Constraints& constraints, const std::vector<std::size_t>& rows) {
        const auto place = [&](std::size_t row) {
            return static_cast<std::size_t>(std::ranges::find(rows, row) - rows.begin());
        };
        for (ListLength length : constraints.lengths) {
            length.row = place(length.row);
            if (length.row < rows.size()) constraints_.lengths.push_back(length);
        }
        for (AtLeastOne block : constraints.blocks) {
            block.row = place(block.row);
            if (block.row < rows.size()) constraints_.blocks.push_back(block);
        }
    }

    void sort_areas() {
        std::map<std::vector<double>, std::size_t> known;
        const std::size_t rows = lower_.size() / columns_;
        for (std::size_t c = 0; c < columns_; ++c) {
            std::vector<double> key{weights_[c]};
            for (std::size_t r = 0; r < rows; ++r) {
                key.push_back(lower_[r * columns_ + c]);
                key.push_back(upper_[r * columns_ + c]);
            }
            for (const AtLeastOne& block : constraints_.blocks) {
                key.push_back(std::ranges::count(block.columns, c) > 0 ? 1.0 : 0.0);
            }
            std::vector<std::vector<Depth>> options{{}};
            for (const std::size_t row : shared_) options = times(options, row, c);
            if (options.size() < 2) continue;
            const auto [at, fresh] = known.try_emplace(std::move(key), classes_.size());
            if (fresh) classes_.push_back({{}, std::move(options)});
            classes_[at->second].columns.push_back(c);
        }
    }
    [[nodiscard]] std::vector<std::vector<Depth>> times(const std::vector<std::vector<Depth>>& before, std::size_t row,
                                                        std::size_t column) const {
        std::vector<std::vector<Depth>> all;
        for (const auto& option : before) {
            for (int depth = upper_[row * columns_ + column]; depth >= lower_[row * columns_ + column]; --depth) {
                all.push_back(option);
                all.back().push_back(static_cast<Depth>(depth));
            }
        }
        return all;
    }

    /// Both ranges of the panel as it is filled now; nothing where the constraints leave no completion.
    [[nodiscard]] std::optional<Ends> ends() {
        left_ -= std::min(left_, node_steps);
        try {
            const Panel panel(lower_.size() / columns_, columns_, lower_, upper_, weights_, top_);
            const Panel tight = tightened(panel, constraints_);
            const auto end = [&](const Pair& pair) {
                const Budget budget{.steps = std::max<std::size_t>(std::min(left_, solve_), 1)};
                const Range range =
                    bound_range(pair_problem(tight, constraints_, pair[0], pair[1]), indicator_, arguments_, budget);
                left_ -= std::min(left_, range.spent);
                return ends_of(range, convention_);
            };
            Ends found{end(first_), end(second_)};
            found.none = std::isnan(found.first.least) || std::isnan(found.second.least);
            return found;
        } catch (const Error& error) {
            if (error.code() != Code::infeasible) throw;
            return std::nullopt;
        }
    }
    /// The greatest sign of the first against the second or, turned, of the second against the first; nothing where no
    /// completion gives both a value. The shared rows are first held where one pair is highest, and where the other is
    /// lowest: that mostly shows at once what can be.
    [[nodiscard]] std::optional<Way> greatest(bool turned, const Ends& whole) {
        const PairEnds& high = turned ? whole.second : whole.first;
        const PairEnds& low = turned ? whole.first : whole.second;
        Way way{sign_of(high.most - low.least)};
        hold(turned ? second_ : first_, high.most_cells, turned, way);
        if (way.attained < way.bound) hold(turned ? first_ : second_, low.least_cells, turned, way);
        const bool finished = way.attained >= way.bound || descend(0, 0, 0, turned, way);
        if (finished && way.attained == nothing) return std::nullopt;
        if (finished) way.bound = way.attained;
        way.attained = std::max(way.attained, -1);
        return way;
    }
    /// Notes what is attained with the shared rows as in a completion of a pair.
    void hold(const Pair& pair, const std::vector<Cell>& cells, bool turned, Way& way) {
        if (cells.empty()) return;
        const std::vector<Depth> lower = lower_;
        const std::vector<Depth> upper = upper_;
        for (const std::size_t row : shared_) {
            for (std::size_t c = 0; c < columns_; ++c) {
                lower_[row * columns_ + c] = upper_[row * columns_ + c] = pair[0] == row ? cells[c].x : cells[c].y;
            }
        }
        const auto now = ends();
        if (now && !now->none) note(*now, turned, way);
        lower_ = lower;
        upper_ = upper;
    }
    static void note(const Ends& ends, bool turned, Way& way) {
        const PairEnds& high = turned ? ends.second : ends.first;
        const PairEnds& low = turned ? ends.first : ends.second;
        const double best = high.inner_most - low.inner_least;
        if (!std::isnan(best)) way.attained = std::max(way.attained, sign_of(best));
    }

    /// Goes through the numbers of areas of each class that take each option; false when the steps ran out.
    bool descend(std::size_t which, std::size_t option, std::size_t used, bool turned, Way& way) {
        if (way.attained == 1) return true;
        if (left_ == 0 || late()) return false;
        checkpoint();
        if (option == 0) {
            const auto now = ends();
            if (!now || now->none) return true;
            const PairEnds& high = turned ? now->second : now->first;
            const PairEnds& low = turned ? now->first : now->second;
            const int bound = sign_of(high.most - low.least);
            if (bound <= way.attained) return true;
            if (which == classes_.size()) {
                // The shared rows are complete: the two pairs are free of each other.
                note(*now, turned, way);
                return way.attained >= bound;
            }
        }
        Class& now = classes_[which];
        const std::size_t areas = now.columns.size();
        if (option + 1 == now.options.size()) return fill(which, option, used, areas - used, turned, way);
        bool finished = true;
        for (std::size_t taken = areas - used + 1; taken-- > 0;) {
            finished = fill(which, option, used, taken, turned, way) && finished;
            if (way.attained == 1) return true;
        }
        return finished;
    }
    /// The next `taken` areas of the class take the option; then on.
    bool fill(std::size_t which, std::size_t option, std::size_t used, std::size_t taken, bool turned, Way& way) {
        Class& now = classes_[which];
        std::vector<std::pair<Depth, Depth>> before;
        for (std::size_t i = used; i < used + taken; ++i) {
            for (std::size_t s = 0; s < shared_.size(); ++s) {
                const std::size_t cell = shared_[s] * columns_ + now.columns[i];
                before.emplace_back(lower_[cell], upper_[cell]);
                lower_[cell] = upper_[cell] = now.options[option][s];
            }
        }
        const bool last = option + 1 == now.options.size();
        const bool finished =
            descend(last ? which + 1 : which, last ? 0 : option + 1, last ? 0 : used + taken, turned, way);
        std::size_t at = 0;
        for (std::size_t i = used; i < used + taken; ++i) {
            for (const std::size_t row : shared_) {
                const std::size_t cell = row * columns_ + now.columns[i];
                std::tie(lower_[cell], upper_[cell]) = before[at++];
            }
        }
        return finished;
    }

    const Indicator& indicator_;
    const Arguments& arguments_;
    double convention_;
    std::size_t left_;
    std::size_t solve_;  ///< steps of one range, so that one that is hard leaves some to others
    Pair first_{};
    Pair second_{};
    std::vector<std::size_t> shared_;
    std::size_t columns_ = 0;
    Depth top_ = 1;
    std::vector<double> weights_;
    std::vector<Depth> lower_;
    std::vector<Depth> upper_;
    Constraints constraints_;
    std::vector<Class> classes_;
};

}  // namespace

void compare(const Panel& panel, const Constraints& constraints, const Indicator& indicator, const Arguments& arguments,
             double convention, std::span<const Comparison> asked, unsigned threads, std::size_t steps,
             std::span<Compared> out) {
    require_pair_indicator(indicator, panel);
    const Panel tight = tightened(panel, constraints);
    std::optional<Presence> presence;
    if (std::isnan(convention)) presence = Presence::of(tight, constraints, indicator, arguments);
    if (Watch* watch = Watch::here()) watch->expect(asked.size());
    parallel_rows(asked.size(), threads, [&](std::size_t at) {
        const auto exact = presence ? counted(*presence, asked[at]) : std::nullopt;
        if (exact) {
            out[at] = {*exact, Test::counting};
        } else if (!constraints.joint.empty() || !constraints.common.empty()) {
            out[at] = {of_tied(tight, constraints, indicator, arguments, convention, asked[at], steps), Test::ranges};
        } else {
            Search search(tight, constraints, indicator, arguments, convention, asked[at], steps);
            out[at] = {search.signs(), search.apart() ? Test::ranges : Test::search};
        }
        if (Watch* watch = Watch::here()) watch->advance(1);
    });
}

}  // namespace chirograph
