#include "engine/interop/items.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "engine/panel/common.hpp"
#include "engine/search/counters.hpp"

namespace chirograph {
namespace {

bool has(const std::vector<std::size_t>& list, std::size_t one) {
    return std::find(list.begin(), list.end(), one) != list.end();
}

}  // namespace

Items::Items(const InteropData& data, Setting setting, const InteropBudget& budget)
    : data_(data), setting_(std::move(setting)) {
    for (const std::size_t row : setting_.rows) {
        if (!has(rows_, row)) rows_.push_back(row);
    }
    read_constraints();
    read_scenarios(budget);
}

/// Joint domains of a pair or of one programme are projected as its problem says; of more programmes, one by one.
void Items::read_constraints() {
    const Panel& panel = data_.tight();
    Constraints alone = data_.constraints();
    alone.common.clear();
    for (std::size_t place = 0; place < rows_.size(); ++place) {
        PairProblem own = pair_problem(panel, alone, rows_[place], rows_[place]);
        for (Counter& counter : own.counters) {
            counters_.push_back(std::move(counter));
            counter_places_.push_back({place});
        }
        exact_ = exact_ && (own.exact || rows_.size() == 2);
    }
    for (const Common& common : data_.constraints().common) project(common);
    exact_ = exact_ && projects_exactly(panel, data_.constraints(), rows_);
    if (rows_.size() > 2) {
        for (const JointDomain& domain : data_.constraints().joint) project(domain);
        return;
    }
    const PairProblem pair = pair_problem(panel, data_.constraints(), rows_.front(), rows_.back());
    exact_ = exact_ && pair.exact;
    for (std::size_t column = 0; column < panel.columns() && !data_.constraints().joint.empty(); ++column) {
        Together together{column, rows_.size() == 1 ? std::vector<std::size_t>{0} : std::vector<std::size_t>{0, 1}, {}};
        for (const Cell cell : pair.options[column]) {
            together.allowed.push_back(rows_.size() == 1 ? std::vector{cell.x} : std::vector{cell.x, cell.y});
        }
        together_.push_back(std::move(together));
    }
}

void Items::project(const JointDomain& domain) {
    Together together{domain.column, {}, {}};
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < domain.rows.size(); ++i) {
        const auto place = std::find(rows_.begin(), rows_.end(), domain.rows[i]);
        if (place == rows_.end()) {
            exact_ = false;  // what others allow may hang on more than this
            continue;
        }
        together.places.push_back(static_cast<std::size_t>(place - rows_.begin()));
        kept.push_back(i);
    }
    for (const auto& depths : domain.allowed) {
        auto& list = together.allowed.emplace_back();
        for (const std::size_t i : kept) list.push_back(depths[i]);
    }
    if (!kept.empty()) together_.push_back(std::move(together));
}

void Items::project(const Common& common) {
    for (const Common& part : projected(data_.tight(), common, rows_)) {
        Counter counter{
            {},           part.threshold, std::vector<std::uint8_t>(data_.panel().columns(), 0),
            part.minimum, part.maximum,   part.maximum >= part.columns.size() ? part.minimum : part.maximum};
        for (const std::size_t column : part.columns) counter.counted[column] = 1;
        auto& places = counter_places_.emplace_back();
        for (std::size_t place = 0; place < rows_.size(); ++place) {
            if (has(part.rows, rows_[place])) places.push_back(place);
        }
        counters_.push_back(std::move(counter));
    }
}

/// Is some constraint about this row?
bool Items::tied(std::size_t place) const {
    const auto sees = [place](const std::vector<std::size_t>& places) { return has(places, place); };
    if (std::any_of(counter_places_.begin(), counter_places_.end(), sees)) return true;
    return std::any_of(together_.begin(), together_.end(),
                       [&](const Together& together) { return has(together.places, place); });
}

void Items::read_scenarios(const InteropBudget& budget) {
    std::size_t product = 1;
    const Prerequisites none(data_.panel().columns(), data_.panel().max_depth(), {}, {});
    const Prerequisites& rules = setting_.stated ? none : data_.prerequisites();
    const auto at = [&](std::size_t place, std::size_t most) {
        Knowledge known = data_.known(rows_[place]);
        if (setting_.high) {
            (*setting_.high ? known.member_low : known.member_high) =
                *setting_.high ? known.member_high : known.member_low;
            if (!tied(place)) {
                (*setting_.high ? known.low : known.high) = *setting_.high ? known.high : known.low;
            }
        }
        return scenarios(rules, known, !setting_.systems, most);
    };
    for (std::size_t place = 0; place < rows_.size(); ++place) {
        sides_.push_back(at(place, budget.scenarios));
        product = product > budget.scenarios ? product : product * sides_.back().cases.size();
    }
    for (std::size_t place = 0; product > budget.scenarios && place < rows_.size(); ++place)
        sides_[place] = at(place, 0);
    for (const Scenarios& side : sides_) exact_ = exact_ && side.exact;
    choice_.assign(rows_.size(), 0);
}

std::size_t Items::cases() const {
    std::size_t product = 1;
    for (const Scenarios& side : sides_) product *= side.cases.size();
    return product;
}

bool Items::next() {
    if (started_ && !next_choice(choice_, [&](std::size_t i) { return sides_[i].cases.size(); })) return false;
    started_ = true;
    items_.clear();
    for (std::size_t column = 0; column < data_.panel().columns(); ++column) {
        items_.push_back(area(column));
        if (!items_.back().empty()) continue;
        items_.clear();
        return true;
    }
    for (std::size_t s = 0; setting_.systems && s < data_.model().systems; ++s) items_.push_back(system(s));
    return true;
}

std::size_t Items::counted(std::size_t counter, std::size_t item, const Option& option) const {
    if (option.stated.empty() || counters_[counter].counted[item] == 0) return 0;
    const auto& places = counter_places_[counter];
    const bool all = std::all_of(places.begin(), places.end(), [&](std::size_t place) {
        return place >= option.stated.size() || option.stated[place] >= counters_[counter].threshold;
    });
    return all ? 1U : 0U;
}

/// Of rows not yet there counters see none that fails. Options with the same key are alike for everything asked:
/// values, counts, and depths that domains look at.
Values Items::key(std::size_t column, const Option& option) const {
    Values found = setting_.kind ? setting_.kind(option.values) : option.values;
    for (std::size_t c = 0; c < counters_.size(); ++c) {
        found.push_back(static_cast<unsigned>(counted(c, column, option)));
    }
    for (const Together& together : together_) {
        if (together.column != column) continue;
        for (const std::size_t place : together.places) {
            found.push_back(place < option.stated.size() ? option.stated[place] + 1U : 0U);
        }
    }
    return found;
}

bool Items::allowed(std::size_t column, const std::vector<Depth>& stated) const {
    return std::all_of(together_.begin(), together_.end(), [&](const Together& together) {
        if (together.column != column) return true;
        std::vector<Depth> seen;
        for (const std::size_t place : together.places) seen.push_back(stated[place]);
        return std::find(together.allowed.begin(), together.allowed.end(), seen) != together.allowed.end();
    });
}

/// Row after row, options alike so far taken together.
Options Items::area(std::size_t column) const {
    Options found{Option{}};
    for (std::size_t place = 0; place < rows_.size(); ++place) {
        const Scenario& side = scenario(place);
        std::map<Values, std::size_t> seen;
        Options more;
        for (const Option& option : found) {
            for (unsigned depth = side.low[column]; depth <= side.high[column]; ++depth) {
                for (std::size_t a = 0; a < side.alternatives[column].size(); ++a) {
                    Option one = option;
                    one.values.push_back(std::min<unsigned>(depth, side.alternatives[column][a].cap));
                    one.stated.push_back(static_cast<Depth>(depth));
                    one.alternatives.push_back(a);
                    if (seen.emplace(key(column, one), more.size()).second) more.push_back(std::move(one));
                }
            }
        }
        found = std::move(more);
    }
    std::erase_if(found, [&](const Option& option) { return !allowed(column, option.stated); });
    if (rows_.size() < setting_.rows.size()) {
        for (Option& option : found) option.values.push_back(option.values.front());
    }
    return found;
}

Options Items::system(std::size_t system) const {
    Options found;
    const auto& rows = setting_.rows;
    if (data_.model().between[system] != 0) {
        const auto tie = [&](bool high) {
            return rows.size() == 2 ? data_.between(rows[0], rows[1], high)[system] : Halves{0};
        };
        const unsigned least = tie(setting_.high.value_or(false));
        for (unsigned value = least; value <= tie(setting_.high.value_or(true)); ++value) {
            found.push_back({Values(rows.size(), value), {}, {}});
        }
        return found;
    }
    const Scenario& first = scenario(0);
    const Scenario& last = scenario(rows_.size() - 1);
    for (unsigned a = first.member_low[system]; a <= first.member_high[system]; ++a) {
        if (rows_.size() == 1) {
            found.push_back({Values(rows.size(), a), {}, {}});
            continue;
        }
        for (unsigned b = last.member_low[system]; b <= last.member_high[system]; ++b)
            found.push_back({{a, b}, {}, {}});
    }
    return found;
}

Completion Items::completion(std::span<const std::size_t> picks) const {
    Completion result = data_.corner(setting_.rows, setting_.high.value_or(false));
    const std::size_t columns = data_.panel().columns();
    for (std::size_t i = 0; i < setting_.rows.size(); ++i) {
        const auto place =
            static_cast<std::size_t>(std::find(rows_.begin(), rows_.end(), setting_.rows[i]) - rows_.begin());
        const Scenario& side = scenario(place);
        result.members[i] = side.member_low;
        for (std::size_t item = 0; item < picks.size(); ++item) {
            const Option& option = items_[item][picks[item]];
            if (item >= columns) {
                const std::size_t system = item - columns;
                if (data_.model().between[system] == 0) {
                    result.members[i][system] = static_cast<Halves>(option.values[i]);
                } else if (!result.between.empty()) {
                    result.between[system] = static_cast<Halves>(option.values[i]);
                }
                continue;
            }
            result.depths[i][item] = option.stated[place];
            for (const auto& [system, value] : side.alternatives[item][option.alternatives[place]].members) {
                result.members[i][system] = value;
            }
        }
    }
    return result;
}

}  // namespace chirograph
