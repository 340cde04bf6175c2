#include "engine/agreement/codings.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <string>
#include <utility>

#include "engine/base/error.hpp"
#include "engine/base/near_names.hpp"

namespace chirograph {
namespace {

constexpr std::size_t most_ways = 4096;
constexpr double most_frequent = 1e6;

std::vector<Depth> listed(ValueSet set) {
    std::vector<Depth> values;
    for (Depth v = 0; v <= depth_limit; ++v) {
        if ((set >> v & 1U) != 0) values.push_back(v);
    }
    return values;
}

/// Is there no disagreement to expect where all values are one?
bool relative(const Coefficient& row) {
    return row.chance <= Chance::pooled;
}

/// Does the coefficient look at a unit that so many coded?
bool is_used(const Coefficient& row, std::size_t coded) {
    const bool single = row.chance == Chance::pooled || row.chance == Chance::occasional;
    return coded >= (single ? 1U : 2U);
}

/// Every choice of one value per set; of those that hold the same values in another order, one.
UnitWays ways_of(std::size_t unit, const std::vector<ValueSet>& sets, bool ordered) {
    std::map<std::vector<Depth>, std::vector<Depth>> found{{{}, {}}};
    bool all = true;
    for (const ValueSet set : sets) {
        std::map<std::vector<Depth>, std::vector<Depth>> next;
        for (const auto& [key, way] : found) {
            for (const Depth value : listed(set)) {
                auto values = key;
                values.push_back(value);
                if (!ordered) std::sort(values.begin(), values.end());
                auto longer = way;
                longer.push_back(value);
                next.emplace(std::move(values), std::move(longer));
            }
        }
        if (next.size() > most_ways) {  // two stand for them
            all = false;
            next.erase(std::next(next.begin()), std::prev(next.end()));
        }
        found = std::move(next);
    }
    UnitWays ways{unit, {}, all};
    for (auto& [key, way] : found) ways.ways.push_back(way);
    return ways;
}

}  // namespace

Codings::Codings(std::size_t coders, std::size_t units, std::vector<ValueSet> sets, Depth top,
                 std::vector<double> frequencies)
    : coders_(coders), units_(units), sets_(std::move(sets)), top_(top), frequencies_(std::move(frequencies)) {
    if (sets_.size() != coders * units) {
        throw Error(
            {Code::shape, "", "codings", std::to_string(sets_.size()), "there is one set per coder and unit", ""});
    }
    const auto odd = [](double times) { return times < 1.0 || times > most_frequent || times != std::floor(times); };
    if ((!frequencies_.empty() && frequencies_.size() != units) ||
        std::any_of(frequencies_.begin(), frequencies_.end(), odd)) {
        throw Error(
            {Code::weight, "", "frequencies", "", "there is one whole number from 1 to a million per unit", ""});
    }
    std::vector<Fault> faults;
    for (std::size_t i = 0; i < sets_.size(); ++i) {
        if (sets_[i] >> top >> 1U == 0) continue;
        const std::string place = "coder " + std::to_string(i / units) + ", unit " + std::to_string(i % units);
        faults.push_back({Code::depth, "", place, std::to_string(std::bit_width(sets_[i]) - 1),
                          "a value is at most " + std::to_string(top), "raise the top of the scale"});
    }
    if (!faults.empty()) throw Error(std::move(faults));
}

std::vector<ValueSet> Codings::coded(std::size_t unit) const {
    std::vector<ValueSet> sets;
    for (std::size_t coder = 0; coder < coders_; ++coder) {
        if (set(coder, unit) != 0) sets.push_back(set(coder, unit));
    }
    return sets;
}

const Coefficient& find_coefficient(std::string_view key) {
    std::vector<std::string_view> keys;
    for (const Coefficient& row : coefficients) {
        if (row.key == key) return row;
        keys.push_back(row.key);
    }
    throw Error({Code::unknown_key, "", "coefficient", "'" + std::string(key) + "'", "the key is in the table",
                 did_you_mean(key, keys, "list them with Codings.coefficients()")});
}

Metric find_metric(const Coefficient& row, std::string_view name) {
    if (name.empty()) return row.metrics.front().metric;
    std::string known;
    for (std::size_t i = 0; i < row.metric_count(); ++i) {
        if (row.metrics[i].name == name) return row.metrics[i].metric;
        known.append(i == 0 ? "" : " or ").append(row.metrics[i].name);
    }
    throw Error({Code::parameter, "", "metric", "'" + std::string(name) + "'",
                 "the metric of " + std::string(row.key) + " is " + known, "name one of these"});
}

std::string_view why_undefined(const Codings& codings, const Coefficient& row) {
    std::size_t least = codings.coders();
    std::size_t most = 0;
    ValueSet some = 0;
    for (std::size_t unit = 0; unit < codings.units(); ++unit) {
        const auto sets = codings.coded(unit);
        if (sets.empty()) continue;
        least = std::min(least, sets.size());
        most = std::max(most, sets.size());
        if (!is_used(row, sets.size())) continue;
        for (const ValueSet set : sets) some |= set;
    }
    if (most < 2) return "no unit was coded twice";
    if (row.like_units && least != most) return "units differ in their number of coders; use alpha";
    if (relative(row) && std::has_single_bit(some)) return "one value only: nothing to tell apart";
    return {};
}

bool may_be_one_value(const Codings& codings, const Coefficient& row) {
    ValueSet shared = relative(row) ? 0xFFFF : 0;
    for (std::size_t unit = 0; unit < codings.units(); ++unit) {
        const auto sets = codings.coded(unit);
        if (!is_used(row, sets.size())) continue;
        for (const ValueSet set : sets) shared &= set;
    }
    return shared != 0;
}

std::vector<UnitWays> unit_ways(const Codings& codings, const Coefficient& row) {
    std::vector<UnitWays> units;
    for (std::size_t unit = 0; unit < codings.units(); ++unit) {
        const auto sets = codings.coded(unit);
        if (is_used(row, sets.size())) units.push_back(ways_of(unit, sets, row.chance == Chance::margins));
    }
    return units;
}

CodedUnits complete(const Codings& codings, const std::vector<UnitWays>& units, std::span<const std::size_t> ways) {
    CodedUnits completion;
    for (std::size_t coder = 0; coder < codings.coders(); ++coder) {
        for (std::size_t unit = 0; unit < codings.units(); ++unit) {
            const ValueSet set = codings.set(coder, unit);
            completion.push_back(set == 0 ? uncoded : static_cast<Depth>(std::countr_zero(set)));
        }
    }
    for (std::size_t u = 0; u < units.size(); ++u) {
        const auto& way = units[u].ways[ways[u]];
        std::size_t next = 0;
        for (std::size_t coder = 0; coder < codings.coders(); ++coder) {
            if (codings.set(coder, units[u].unit) == 0) continue;
            completion[coder * codings.units() + units[u].unit] = way[next++];
        }
    }
    return completion;
}

}  // namespace chirograph
