#include "engine/interop/scenarios.hpp"

#include <algorithm>
#include <set>

namespace chirograph {
namespace {

/// Cuts lo..hi at thresholds: the pieces on which "value >= threshold" never changes.
template <class Value>
std::vector<std::pair<Value, Value>> pieces(Value low, Value high, const std::set<Value>& thresholds) {
    std::vector<std::pair<Value, Value>> found;
    Value start = low;
    for (const Value threshold : thresholds) {
        if (threshold <= start || threshold > high) continue;
        found.emplace_back(start, static_cast<Value>(threshold - 1));
        start = threshold;
    }
    found.emplace_back(start, high);
    return found;
}

/// One unknown that prerequisites turn on, and its pieces.
struct Switch {
    bool system = false;
    std::size_t index = 0;
    std::vector<std::pair<unsigned, unsigned>> values;
};

class Enumerator {
public:
    Enumerator(const Prerequisites& prerequisites, const Knowledge& known, bool fold)
        : prerequisites_(prerequisites), known_(known), local_(known.low.size()) {
        system_switches(fold);
        area_switches();
    }

    [[nodiscard]] bool more_than(std::size_t most) const {
        std::size_t count = 1;
        for (const Switch& item : switches_) {
            count *= item.values.size();
            if (count > most) return true;
        }
        return false;
    }

    [[nodiscard]] std::vector<Scenario> all() const {
        std::vector<Scenario> cases;
        std::vector<std::size_t> choice(switches_.size(), 0);
        do {
            cases.push_back(one(choice));
        } while (next_choice(choice, [this](std::size_t i) { return switches_[i].values.size(); }));
        return cases;
    }

    /// One case that covers all: any cap between the caps of the two corners.
    [[nodiscard]] Scenario loosest() const {
        Scenario scenario = start();
        const std::vector<Depth> low = prerequisites_.effective(known_.low, known_.member_low);
        const std::vector<Depth> high = prerequisites_.effective(known_.high, known_.member_high);
        for (std::size_t area = 0; area < known_.low.size(); ++area) {
            const unsigned least = prerequisites_.cap(area, known_.member_low, low);
            const unsigned most = prerequisites_.cap(area, known_.member_high, high);
            for (unsigned cap = least; cap <= most; ++cap) {
                scenario.alternatives[area].push_back({static_cast<Depth>(cap), {}});
            }
        }
        return scenario;
    }

private:
    void system_switches(bool fold) {
        for (std::size_t system = 0; system < known_.member_low.size(); ++system) {
            std::set<unsigned> thresholds;
            std::set<std::size_t> areas;
            for (const SystemNeed& need : prerequisites_.system_needs()) {
                if (need.system != system) continue;
                thresholds.insert(need.at_least);
                areas.insert(need.area);
            }
            const auto values = pieces<unsigned>(known_.member_low[system], known_.member_high[system], thresholds);
            if (values.size() < 2) continue;
            if (fold && areas.size() == 1 && !needed_by_others(*areas.begin())) {
                local_[*areas.begin()].push_back({true, system, values});
            } else {
                switches_.push_back({true, system, values});
            }
        }
    }

    void area_switches() {
        for (std::size_t area = 0; area < known_.low.size(); ++area) {
            std::set<unsigned> thresholds;
            for (const AreaNeed& need : prerequisites_.area_needs()) {
                if (need.needs == area) thresholds.insert(need.at_least);
            }
            const auto values = pieces<unsigned>(known_.low[area], known_.high[area], thresholds);
            if (values.size() > 1) switches_.push_back({false, area, values});
        }
    }

    [[nodiscard]] bool needed_by_others(std::size_t area) const {
        return std::any_of(prerequisites_.area_needs().begin(), prerequisites_.area_needs().end(),
                           [area](const AreaNeed& need) { return need.needs == area; });
    }

    [[nodiscard]] Scenario start() const {
        return {{known_.low.begin(), known_.low.end()},
                {known_.high.begin(), known_.high.end()},
                {known_.member_low.begin(), known_.member_low.end()},
                {known_.member_high.begin(), known_.member_high.end()},
                std::vector<std::vector<Alternative>>(known_.low.size())};
    }

    [[nodiscard]] Scenario one(const std::vector<std::size_t>& choice) const {
        Scenario scenario = start();
        for (std::size_t i = 0; i < switches_.size(); ++i) {
            const auto [low, high] = switches_[i].values[choice[i]];
            const std::size_t index = switches_[i].index;
            if (switches_[i].system) {
                scenario.member_low[index] = static_cast<Halves>(low);
                scenario.member_high[index] = static_cast<Halves>(high);
            } else {
                scenario.low[index] = static_cast<Depth>(low);
                scenario.high[index] = static_cast<Depth>(high);
            }
        }
        // Areas that others need have one cap here, so the least stated depth tells whether they meet a threshold.
        std::vector<Depth> effective = scenario.low;
        for (const std::size_t area : prerequisites_.order()) {
            scenario.alternatives[area] = alternatives(area, scenario.member_low, effective);
            effective[area] = std::min(effective[area], scenario.alternatives[area].front().cap);
        }
        return scenario;
    }

    [[nodiscard]] std::vector<Alternative> alternatives(std::size_t area, std::vector<Halves> members,
                                                        const std::vector<Depth>& effective) const {
        std::vector<Alternative> found;
        const std::vector<Switch>& local = local_[area];
        std::vector<std::size_t> choice(local.size(), 0);
        do {
            Alternative alternative;
            for (std::size_t i = 0; i < local.size(); ++i) {
                const auto value = static_cast<Halves>(local[i].values[choice[i]].first);
                members[local[i].index] = value;
                alternative.members.emplace_back(local[i].index, value);
            }
            alternative.cap = prerequisites_.cap(area, members, effective);
            const bool seen = std::any_of(found.begin(), found.end(),
                                          [&](const Alternative& other) { return other.cap == alternative.cap; });
            if (!seen) found.push_back(std::move(alternative));
        } while (next_choice(choice, [&](std::size_t i) { return local[i].values.size(); }));
        return found;
    }

    const Prerequisites& prerequisites_;
    const Knowledge& known_;
    std::vector<Switch> switches_;
    std::vector<std::vector<Switch>> local_;  // per area
};

}  // namespace

Scenarios scenarios(const Prerequisites& prerequisites, const Knowledge& known, bool fold, std::size_t most) {
    const Enumerator enumerator(prerequisites, known, fold);
    if (enumerator.more_than(most)) return {{enumerator.loosest()}, false};
    return {enumerator.all(), true};
}

}  // namespace chirograph
