// Concentration over groups of areas: exact by dynamic programming over how much of each group is at the threshold.
#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <utility>

#include "engine/base/error.hpp"
#include "engine/interop/profile.hpp"
#include "engine/pair/ratio.hpp"
#include "engine/search/counters.hpp"

namespace chirograph {
namespace {

/// Whole weights add up to at most this; more states would make the answer slow.
constexpr std::int64_t most_weight = 20'000;

/// (areas counted, sum of their weights)
using Count = std::pair<std::size_t, std::int64_t>;

/// What one group can reach: for each count, the open areas that are switched on for it.
using Reachable = std::map<Count, std::vector<std::size_t>>;

struct State {
    double squares = 0.0;
    Count before;
    Count taken;
};
using Layer = std::map<Count, State>;

class Concentration {
public:
    Concentration(const InteropData& data, std::size_t row, Depth threshold)
        : data_(data), row_(row), threshold_(threshold), known_(data.known(row)) {
        check();
        for (std::size_t i = 0; i < data.sets().groups.size(); ++i) areas_[data.sets().groups[i]].push_back(i);
        for (const auto& [group, areas] : areas_) groups_.push_back(reachable(areas));
        limits();
    }

    [[nodiscard]] InteropRange range() const {
        InteropRange range;
        range.defined_possible = false;
        for (const double sign : {1.0, -1.0}) {
            const std::vector<Layer> layers = run(sign);
            const Count* best = nullptr;
            double value = std::numeric_limits<double>::infinity();
            bool feasible = false;
            for (const auto& [count, state] : layers.back()) {
                if (count.first < minimum_ || count.first > maximum_) continue;
                feasible = true;
                if (count.second == 0) {
                    range.undefined_possible = true;
                    continue;
                }
                const double total = static_cast<double>(count.second);
                const double candidate = sign * state.squares / (total * total);
                if (candidate < value) {
                    value = candidate;
                    best = &count;
                }
            }
            if (!feasible) no_completion();
            if (best == nullptr) continue;
            range.defined_possible = true;
            (sign > 0.0 ? range.lower : range.upper) = end(sign * value, layers, *best);
        }
        return range;
    }

private:
    void check() const {
        const std::string name = "indicator 'concentration'";
        if (data_.sets().groups.empty()) {
            throw Error({Code::unsupported, "", name, "no groups", "every area has a group", "give the groups"});
        }
        std::int64_t total = 0;
        for (const std::int64_t weight : data_.panel().whole_weights()) total += weight;
        if (data_.panel().whole_weights().empty() || total > most_weight) {
            throw Error({Code::unsupported, "", name, "weights without small whole proportions",
                         "the weights are small whole numbers up to a common factor", "round the weights"});
        }
    }

    [[nodiscard]] Reachable reachable(const std::vector<std::size_t>& areas) const {
        Reachable found{{{0, 0}, {}}};
        for (const std::size_t area : areas) {
            const std::int64_t weight = data_.panel().whole_weights()[area];
            Reachable next;
            for (const auto& [count, on] : found) {
                if (known_.low[area] < threshold_) next.try_emplace(count, on);
                if (known_.high[area] < threshold_) continue;
                std::vector<std::size_t> with = on;
                if (known_.low[area] < threshold_) with.push_back(area);
                next.try_emplace({count.first + 1, count.second + weight}, std::move(with));
            }
            found = std::move(next);
        }
        return found;
    }

    /// List lengths at this threshold bound the number of areas counted.
    void limits() {
        maximum_ = known_.low.size();
        for (const ListLength& length : data_.constraints().lengths) {
            if (length.row != row_ || length.threshold != threshold_) continue;
            minimum_ = std::max(minimum_, length.minimum);
            maximum_ = std::min(maximum_, length.maximum);
        }
    }

    /// Least (sign 1) or greatest (sign -1) sum of squares for every count, group after group.
    [[nodiscard]] std::vector<Layer> run(double sign) const {
        std::vector<Layer> layers{{{{0, 0}, {}}}};
        for (const Reachable& group : groups_) {
            Layer next;
            for (const auto& [count, state] : layers.back()) {
                for (const auto& [taken, on] : group) {
                    const double weight = static_cast<double>(taken.second);
                    const State candidate{state.squares + weight * weight, count, taken};
                    const Count sum{count.first + taken.first, count.second + taken.second};
                    const auto [place, fresh] = next.try_emplace(sum, candidate);
                    if (!fresh && sign * candidate.squares < sign * place->second.squares) place->second = candidate;
                }
            }
            layers.push_back(std::move(next));
        }
        return layers;
    }

    [[nodiscard]] InteropEnd end(double value, const std::vector<Layer>& layers, Count count) const {
        Completion completion;
        completion.members.emplace_back(known_.member_low.begin(), known_.member_low.end());
        auto& depths = completion.depths.emplace_back();
        for (std::size_t i = 0; i < known_.low.size(); ++i) {
            const bool fixed = known_.low[i] >= threshold_;
            depths.push_back(fixed ? known_.low[i]
                                   : std::min<Depth>(known_.high[i], static_cast<Depth>(threshold_ - 1)));
        }
        for (std::size_t layer = layers.size(); layer-- > 1;) {
            const State& state = layers[layer].at(count);
            for (const std::size_t area : groups_[layer - 1].at(state.taken)) depths[area] = known_.high[area];
            count = state.before;
        }
        const std::array rows{row_};
        if (!data_.allows(rows, completion)) return {value, false, std::nullopt};
        return {value, true, std::move(completion)};
    }

    const InteropData& data_;
    std::size_t row_;
    Depth threshold_;
    Knowledge known_;
    std::map<std::size_t, std::vector<std::size_t>> areas_;
    std::vector<Reachable> groups_;
    std::size_t minimum_ = 0;
    std::size_t maximum_ = 0;
};

}  // namespace

InteropRange concentration(const InteropData& data, std::size_t row, Depth threshold) {
    return Concentration(data, row, threshold).range();
}

}  // namespace chirograph
