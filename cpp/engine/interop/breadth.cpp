// The share of areas that both partners reach at a depth, in one dimension or in at least k of them. The k-th largest
// of some shares is the greatest of the least among k of them, and the least of the greatest among all but k - 1: so an
// end is the best of a few searches, one for each choice of dimensions.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "engine/interop/dimensions.hpp"
#include "engine/interop/monotone.hpp"
#include "engine/search/largest.hpp"

namespace chirograph {
namespace {

/// Of more choices than this the corner, which no completion passes, is all that is said.
constexpr std::size_t most_choices = 512;

class Breadths {
public:
    Breadths(const InteropData& data, std::size_t p, std::size_t q, BreadthAsked asked, const InteropBudget& budget)
        : data_(data), rows_{p, q}, asked_(asked), budget_(budget) {
        for (std::size_t d = 0; d < data.model().dimensions; ++d) {
            if ((!asked.one || d == *asked.one) && data.scale().has_areas(d)) among_.push_back(d);
        }
    }

    [[nodiscard]] double value(std::span<const Side> sides, std::span<const Halves> between) const {
        return data_.scale().breadth({sides[0], sides[1], between}, among_, asked_.depth, asked_.least);
    }

    /// The best completion, and what none is beyond.
    [[nodiscard]] std::optional<InteropEnd> end(bool high) const {
        const double sign = high ? 1.0 : -1.0;
        Best best;
        std::vector<std::vector<std::size_t>> choices = choices_of(high);
        if (choices.size() > most_choices) return proven_end(std::nullopt, 0.0, sign * infinite, sign);
        const auto kind = [this](Values values) {  // of one partner, or of both
            for (unsigned& value : values) value = value >= asked_.depth ? 1U : 0U;
            return values;
        };
        const Setting setting{rows_, false, high, kind};
        Items items(data_, setting, budget_);
        double left = static_cast<double>(budget_.steps);
        while (items.next()) {
            if (items.items().empty()) continue;
            for (const std::vector<std::size_t>& choice : choices) search(items, choice, sign, left, best);
        }
        if (best.bound == infinite) return std::nullopt;
        return proven_end(std::move(best.witness), -sign * best.cost, -sign * best.bound, sign);
    }

private:
    static constexpr double infinite = std::numeric_limits<double>::infinity();
    /// Ends with their sign turned: the least is sought.
    struct Best {
        double bound = infinite;
        double cost = infinite;
        std::optional<Completion> witness{};
    };

    /// Which dimensions may decide: k of them for the high end, all but k - 1 for the low one.
    [[nodiscard]] std::vector<std::vector<std::size_t>> choices_of(bool high) const {
        const std::size_t least = least_of(asked_.least, among_.size());
        const std::size_t size = high ? least : among_.size() - least + 1;
        std::vector<std::vector<std::size_t>> choices;
        std::vector<bool> taken(among_.size(), false);
        std::fill_n(taken.begin(), size, true);
        do {
            std::vector<std::size_t>& choice = choices.emplace_back();
            for (std::size_t i = 0; i < among_.size(); ++i) {
                if (taken[i]) choice.push_back(among_[i]);
            }
        } while (choices.size() <= most_choices && std::prev_permutation(taken.begin(), taken.end()));
        return choices;
    }

    void search(const Items& items, const std::vector<std::size_t>& choice, double sign, double& left,
                Best& best) const {
        LargestEffort effort{left, best.cost};
        const LargestEnd end = least_largest(problem(items, choice, sign), effort);
        left = effort.steps;
        best.bound = std::min(best.bound, std::min(end.bound, end.value));
        if (end.picks.empty()) return;
        Completion completion = items.completion(end.picks);
        if (!items.exact() || !data_.allows(rows_, completion)) return;
        const double cost =
            -sign * value_of(data_, completion, [this](auto sides, auto between) { return value(sides, between); });
        if (cost >= best.cost) return;
        best.cost = cost;
        best.witness = std::move(completion);
    }

    [[nodiscard]] LargestProblem problem(const Items& items, const std::vector<std::size_t>& choice,
                                         double sign) const {
        LargestProblem found;
        found.offset.assign(choice.size(), 0.0);
        for (const Counter& counter : items.counters()) {
            found.limits.push_back({static_cast<double>(counter.minimum),
                                    static_cast<double>(std::min(counter.maximum, data_.panel().columns()))});
        }
        for (std::size_t item = 0; item < items.items().size(); ++item) {
            found.options.push_back(items.items()[item].size());
            for (const Option& option : items.items()[item]) {
                const bool reached = std::min(option.values[0], option.values[1]) >= asked_.depth;
                for (const std::size_t d : choice) {
                    found.adds.push_back(reached ? -sign * data_.scale().area_share(d, item) : 0.0);
                }
                for (std::size_t c = 0; c < items.counters().size(); ++c) {
                    found.adds.push_back(static_cast<double>(items.counted(c, item, option)));
                }
            }
        }
        return found;
    }

    const InteropData& data_;
    std::vector<std::size_t> rows_;
    BreadthAsked asked_;
    const InteropBudget& budget_;
    std::vector<std::size_t> among_;  ///< dimensions with areas
};

}  // namespace

InteropRange breadth_range(const InteropData& data, std::size_t p, std::size_t q, BreadthAsked asked,
                           const InteropBudget& budget) {
    const Breadths breadths(data, p, q, asked, budget);
    const std::array rows{p, q};
    const CompletionValue value = [&](auto sides, auto between) { return breadths.value(sides, between); };
    return monotone_range(data, rows, value, [&](bool high) { return breadths.end(high); });
}

}  // namespace chirograph
