#include "engine/search/cheapest_by_length.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <utility>

#include "engine/search/counters.hpp"
#include "engine/search/kinds.hpp"
#include "engine/search/transport.hpp"

namespace chirograph {
namespace {

constexpr std::size_t no_option = std::numeric_limits<std::size_t>::max();

/// Least argument in [low, high] for which `holds`, which stays true once it is true.
template <class Holds>
std::int64_t first_that(std::int64_t low, std::int64_t high, Holds holds) {
    while (low < high) {
        const std::int64_t middle = low + (high - low) / 2;
        if (holds(middle)) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

}  // namespace

struct ListLengths::Groups {
    std::vector<std::vector<std::size_t>> areas;
    std::vector<std::array<std::size_t, places>> options;  ///< per area: the best option at each place
    std::vector<std::vector<double>> gain;                 ///< per group and place
    std::vector<std::vector<double>> room;                 ///< the same, 0 where an area can go and -1 where not
    std::optional<Transport> transport;

    [[nodiscard]] double solve(const std::vector<std::vector<double>>& gains, std::size_t x, std::size_t y,
                               std::int64_t both) {
        const auto n = static_cast<std::int64_t>(options.size());
        const auto only_x = static_cast<std::int64_t>(x) - both;
        const auto only_y = static_cast<std::int64_t>(y) - both;
        const std::array<std::int64_t, places> demand{n - both - only_x - only_y, only_y, only_x, both};
        return transport->solve(gains, demand);
    }
};

struct ListLengths::Best {
    double gain = Transport::forbidden;
    std::vector<std::vector<std::int64_t>> assigned;
};

std::optional<ListLengths> ListLengths::of(const PairProblem& problem) {
    ListLengths lengths(problem);
    if (!lengths.read_counters()) return std::nullopt;
    lengths.sort_options();
    return lengths;
}

bool ListLengths::read_counters() {
    bool seen[2] = {false, false};
    for (const Counter& counter : problem_->counters) {
        if (!counts_all(counter) || seen[counter.second ? 1 : 0]) return false;
        seen[counter.second ? 1 : 0] = true;
        Range& range = counter.second ? second_ : first_;
        range.minimum = counter.minimum;
        range.maximum = std::min(counter.maximum, problem_->columns());
    }
    return true;
}

void ListLengths::sort_options() {
    for (std::size_t area = 0; area < problem_->columns(); ++area) {
        auto& list = place_.emplace_back();
        for (const Cell cell : problem_->options[area]) {
            std::array<std::size_t, 2> in{};
            for (const Counter& counter : problem_->counters) in[counter.second ? 1 : 0] = counter.step(area, cell);
            list.push_back(2 * in[0] + in[1]);
        }
    }
    kinds_ = kinds_of(*problem_, problem_->weights).size();
}

ListLengths::Groups ListLengths::grouped(const std::vector<std::vector<double>>& costs) const {
    Groups groups;
    std::map<std::array<double, places>, std::size_t> numbers;
    std::vector<std::int64_t> supplies;
    for (std::size_t area = 0; area < place_.size(); ++area) {
        std::array<double, places> gain{};
        gain.fill(Transport::forbidden);
        auto& options = groups.options.emplace_back();
        options.fill(no_option);
        for (std::size_t option = 0; option < place_[area].size(); ++option) {
            const std::size_t place = place_[area][option];
            if (-costs[area][option] > gain[place]) {
                gain[place] = -costs[area][option];
                options[place] = option;
            }
        }
        const auto [known, fresh] = numbers.emplace(gain, supplies.size());
        if (fresh) {
            groups.areas.emplace_back();
            supplies.push_back(0);
            groups.gain.emplace_back(gain.begin(), gain.end());
            auto& room = groups.room.emplace_back();
            for (const double value : gain) room.push_back(value == Transport::forbidden ? -1.0 : 0.0);
        }
        groups.areas[known->second].push_back(area);
        ++supplies[known->second];
    }
    groups.transport.emplace(std::move(supplies));
    return groups;
}

/// For two given lengths the least cost is a convex function of the number of areas in both lists, and so is the number
/// of areas that would have to go where they cannot; so both are found by halving.
void ListLengths::seek(Groups& groups, std::size_t x, std::size_t y, Best& best) const {
    const auto n = static_cast<std::int64_t>(place_.size());
    const std::int64_t least = std::max<std::int64_t>(0, static_cast<std::int64_t>(x + y) - n);
    const auto most = static_cast<std::int64_t>(std::min(x, y));
    if (least > most) return;
    const auto missing = [&](std::int64_t both) { return groups.solve(groups.room, x, y, both); };
    const std::int64_t fit =
        first_that(least, most, [&](std::int64_t both) { return missing(both + 1) <= missing(both); });
    if (missing(fit) < 0.0) return;
    const std::int64_t low = first_that(least, fit, [&](std::int64_t both) { return !(missing(both) < 0.0); });
    const std::int64_t high = first_that(fit, most, [&](std::int64_t both) { return missing(both + 1) < 0.0; });
    const auto gain = [&](std::int64_t both) { return groups.solve(groups.gain, x, y, both); };
    const std::int64_t both = first_that(low, high, [&](std::int64_t k) { return gain(k + 1) <= gain(k); });
    const double found = gain(both);
    if (found > best.gain) best = {found, groups.transport->assigned()};
}

std::optional<std::vector<std::size_t>> ListLengths::cheapest(const std::vector<std::vector<double>>& costs) const {
    Groups groups = grouped(costs);
    Best best;
    for (std::size_t x = first_.minimum; x <= first_.maximum; ++x) {
        for (std::size_t y = second_.minimum; y <= second_.maximum; ++y) seek(groups, x, y, best);
    }
    if (best.gain == Transport::forbidden) return std::nullopt;
    std::vector<std::size_t> picks(place_.size());
    for (std::size_t group = 0; group < groups.areas.size(); ++group) {
        std::size_t next = 0;
        for (std::size_t place = 0; place < places; ++place) {
            for (std::int64_t i = 0; i < best.assigned[group][place]; ++i) {
                const std::size_t area = groups.areas[group][next++];
                picks[area] = groups.options[area][place];
            }
        }
    }
    return picks;
}

double ListLengths::steps() const {
    const double pairs = static_cast<double>(first_.maximum - first_.minimum + 1) *
                         static_cast<double>(second_.maximum - second_.minimum + 1);
    const auto kinds = static_cast<double>(kinds_);
    const double solves = 8.0 * std::log2(static_cast<double>(place_.size()) + 1.0);
    return pairs * solves * 48.0 * kinds * kinds;
}

}  // namespace chirograph
