// The level that all dimensions support. It is a step function of how much of each dimension reaches each depth.
#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "engine/interop/dimensions.hpp"
#include "engine/interop/monotone.hpp"

namespace chirograph {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
/// Shares this close to their threshold have reached it.
constexpr double tolerance = 2e-12;

/// The lowest level one of whose conditions, a sum of at least so much, is not met, less one.
class Levels : public Surface {
public:
    Levels(std::vector<LevelCondition> conditions, std::size_t top) : conditions_(std::move(conditions)), top_(top) {}

    [[nodiscard]] double value(std::span<const double> sums) const override {
        std::size_t level = top_;
        for (std::size_t c = 0; c < conditions_.size(); ++c) {
            if (sums[c] + tolerance < conditions_[c].wanted) level = std::min(level, conditions_[c].level - 1);
        }
        return static_cast<double>(level);
    }

    /// At least a level: all its conditions are met. At most: one of the next is not.
    [[nodiscard]] double most(double sign, std::span<const double> low, std::span<const double> high,
                              std::span<const double> prices, std::span<double> wanted) const override {
        double most = -infinite;
        std::vector<double> at(conditions_.size());
        for (std::size_t level = 0; level <= top_; ++level) {
            double sum = sign * static_cast<double>(level);
            double change = level == top_ || sign > 0.0 ? 0.0 : -infinite;
            std::size_t changed = conditions_.size();
            for (std::size_t c = 0; c < conditions_.size(); ++c) {
                const double edge = conditions_[c].wanted;
                const bool held = sign > 0.0 && conditions_[c].level <= level;
                const double least = held ? std::max(low[c], edge - tolerance) : low[c];
                if (least > high[c]) sum = -infinite;
                at[c] = prices[c] > 0.0 ? least : high[c];
                sum -= prices[c] * at[c];
                if (sign > 0.0 || conditions_[c].level > level + 1 || low[c] > edge) continue;
                const double below = prices[c] > 0.0 ? low[c] : std::min(high[c], edge);
                const double gain = prices[c] * (at[c] - below);
                if (gain <= change) continue;
                change = gain;
                changed = c;
            }
            if (sum + change <= most) continue;
            most = sum + change;
            if (changed < at.size() && prices[changed] <= 0.0)
                at[changed] = std::min(high[changed], conditions_[changed].wanted);
            std::copy(at.begin(), at.end(), wanted.begin());
        }
        return most + 1e-13;
    }

private:
    std::vector<LevelCondition> conditions_;
    std::size_t top_;
};

}  // namespace

InteropRange level_range(const InteropData& data, std::size_t p, std::size_t q, const InteropBudget& budget) {
    const InteropScale& scale = data.scale();
    const InteropModel& model = data.model();
    const std::size_t columns = data.panel().columns();
    const CompletionValue value = [&](std::span<const Side> sides, std::span<const Halves> between) {
        return static_cast<double>(scale.level({sides[0], sides[1], between}));
    };
    std::vector<LevelCondition> conditions = scale.asked_of_levels();
    for (LevelCondition& one : conditions) {
        double areas = one.by_system ? 1.0 : 0.0;
        for (std::size_t i = 0; i < columns; ++i) areas += scale.area_share(one.dimension, i);
        if (!(areas > 0.0)) one.wanted = 0.0;
    }
    const Levels surface(conditions, data.panel().max_depth());
    FractionFrame frame = plain_frame(0.0, data.panel().max_depth());
    frame.margins = conditions.size();
    frame.surface = &surface;
    const auto adds = [&](std::size_t item, std::span<const unsigned> values, std::span<double> sums) {
        const unsigned shared = std::min(values[0], values[1]);
        for (std::size_t c = 0; c < conditions.size(); ++c) {
            const LevelCondition& one = conditions[c];
            if (one.by_system) {
                const LevelNeed& need = model.level_needs[one.need];
                const bool named = item >= columns && std::find(need.any_of.begin(), need.any_of.end(),
                                                                item - columns) != need.any_of.end();
                sums[c] = named && shared >= need.at_least ? 1.0 : 0.0;
            } else {
                sums[c] = item < columns && shared >= one.level ? scale.area_share(one.dimension, item) : 0.0;
            }
        }
        return Terms{};
    };
    Question question{{{p, q}, true, {}, {}}, frame, adds, value, 1.0};
    return monotone_range(data, question, budget);
}

}  // namespace chirograph
