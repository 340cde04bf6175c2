// The level that all dimensions support. A level is possible when all that it and those below ask for can be reached at
// once; what is least comes from the first thing that can be missed.
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "engine/interop/dimensions.hpp"
#include "engine/interop/monotone.hpp"
#include "engine/search/largest.hpp"

namespace chirograph {
namespace {

class Levels {
public:
    Levels(const InteropData& data, std::size_t p, std::size_t q, const InteropBudget& budget)
        : data_(data), rows_{p, q}, budget_(budget), conditions_(data.scale().asked_of_levels()) {
        for (LevelCondition& one : conditions_) {
            double areas = one.by_system ? 1.0 : 0.0;
            for (std::size_t i = 0; i < columns(); ++i) areas += data.scale().area_share(one.dimension, i);
            if (!(areas > 0.0)) one.wanted = 0.0;
        }
    }

    [[nodiscard]] double value(std::span<const Side> sides, std::span<const Halves> between) const {
        return static_cast<double>(data_.scale().level({sides[0], sides[1], between}));
    }

    /// The greatest level whose conditions, and those below it, are all met at once; or the least one above which some
    /// condition is missed. What the budget leaves open counts as possible.
    [[nodiscard]] std::optional<InteropEnd> end(bool high) const {
        const std::size_t top = data_.panel().max_depth();
        std::optional<std::size_t> bound;
        for (std::size_t step = 0; step <= top; ++step) {
            const std::size_t level = high ? top - step : step;
            Found found = high ? all_met(level) : some_missed(level);
            if (!found.possible) continue;
            if (!bound) bound = level;
            if (!found.completion) continue;
            const double attained =
                value_of(data_, *found.completion, [this](auto sides, auto between) { return value(sides, between); });
            return proven_end(std::move(found.completion), attained, static_cast<double>(*bound), high ? 1.0 : -1.0);
        }
        if (!bound) return std::nullopt;
        return proven_end(std::nullopt, 0.0, static_cast<double>(*bound), high ? 1.0 : -1.0);
    }

private:
    struct Found {
        bool possible = false;
        std::optional<Completion> completion{};
    };

    [[nodiscard]] std::size_t columns() const { return data_.panel().columns(); }

    [[nodiscard]] Found all_met(std::size_t level) const {
        std::vector<LevelCondition> asked;
        for (const LevelCondition& one : conditions_) {
            if (one.level <= level) asked.push_back(one);
        }
        return search(asked, 1.0, share_tolerance);
    }

    [[nodiscard]] Found some_missed(std::size_t level) const {
        if (level == data_.panel().max_depth()) return search({}, 1.0, 0.0);
        Found all;
        for (const LevelCondition& one : conditions_) {
            if (one.level > level + 1) continue;
            Found found = search({one}, -1.0, -share_tolerance);
            all.possible = all.possible || found.possible;
            if (found.completion) return found;
        }
        return all;
    }

    /// Can sign (wanted - seen) be below `most` in all of these?
    [[nodiscard]] Found search(const std::vector<LevelCondition>& asked, double sign, double most) const {
        Items items(data_, {rows_, true, sign > 0.0, {}}, budget_);
        Found all;
        double left = static_cast<double>(budget_.steps);
        while (items.next()) {
            if (items.items().empty()) continue;
            LargestEffort effort{left, most};
            const LargestEnd end = least_largest(problem(items, asked, sign), effort);
            left = effort.steps;
            if (end.picks.empty() && end.bound >= most - 0.5 * share_tolerance) continue;
            all.possible = true;
            if (end.picks.empty()) continue;
            Completion completion = items.completion(end.picks);
            if (!items.exact() || !data_.allows(rows_, completion)) continue;
            all.completion = std::move(completion);
            return all;
        }
        return all;
    }

    [[nodiscard]] LargestProblem problem(const Items& items, const std::vector<LevelCondition>& asked,
                                         double sign) const {
        LargestProblem found;
        for (const LevelCondition& one : asked) found.offset.push_back(sign * one.wanted);
        if (asked.empty()) found.offset.push_back(-1.0);
        for (const Counter& counter : items.counters()) {
            found.limits.push_back(
                {static_cast<double>(counter.minimum), static_cast<double>(std::min(counter.maximum, columns()))});
        }
        for (std::size_t item = 0; item < items.items().size(); ++item) {
            found.options.push_back(items.items()[item].size());
            for (const Option& option : items.items()[item]) {
                for (const LevelCondition& one : asked) found.adds.push_back(-sign * seen(one, item, option));
                if (asked.empty()) found.adds.push_back(0.0);
                for (std::size_t c = 0; c < items.counters().size(); ++c) {
                    found.adds.push_back(static_cast<double>(items.counted(c, item, option)));
                }
            }
        }
        return found;
    }

    /// What an option adds to what a condition looks at; a system that is shared is as much as is wanted.
    [[nodiscard]] double seen(const LevelCondition& one, std::size_t item, const Option& option) const {
        const unsigned shared = std::min(option.values[0], option.values[1]);
        if (!one.by_system) {
            return item < columns() && shared >= one.level ? data_.scale().area_share(one.dimension, item) : 0.0;
        }
        const LevelNeed& need = data_.model().level_needs[one.need];
        const bool named = item >= columns() &&
                           std::find(need.any_of.begin(), need.any_of.end(), item - columns()) != need.any_of.end();
        return named && shared >= need.at_least ? 1.0 : 0.0;
    }

    const InteropData& data_;
    std::vector<std::size_t> rows_;
    const InteropBudget& budget_;
    std::vector<LevelCondition> conditions_;
};

}  // namespace

InteropRange level_range(const InteropData& data, std::size_t p, std::size_t q, const InteropBudget& budget) {
    const Levels levels(data, p, q, budget);
    const std::array rows{p, q};
    const CompletionValue value = [&](auto sides, auto between) { return levels.value(sides, between); };
    return monotone_range(data, rows, value, [&](bool high) { return levels.end(high); });
}

}  // namespace chirograph
