// Some programmes inside one scenario of each, cut into items that stand on their own: areas, and systems where they
// count for themselves. Only the counters of the constraints tie items together.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "engine/interop/data.hpp"
#include "engine/panel/problem.hpp"

namespace chirograph {

/// Per programme the depth after prerequisites, or the membership (a tie is the same for both).
using Values = std::vector<unsigned>;

/// One way an item may fall.
struct Option {
    Values values;
    std::vector<Depth> stated;              ///< of areas
    std::vector<std::size_t> alternatives;  ///< of areas: which alternative of each scenario
};
using Options = std::vector<Option>;

/// Who is asked about, and what may be left out.
struct Setting {
    std::vector<std::size_t> rows;  ///< a pair may be a programme with itself
    bool systems = false;           ///< systems are items after the areas; else memberships only give caps
    std::optional<bool> high;       ///< all that no constraint ties stays at its low or high end: for what never falls
    /// What the values of an area are looked at for, when not for themselves: options alike in it count once.
    std::function<Values(const Values&)> kind;
    bool stated = false;  ///< prerequisites hold nothing down
};

class Items {
public:
    Items(const InteropData& data, Setting setting, const InteropBudget& budget);

    /// False: options are more than can be, and a completion need not have the values of its picks.
    [[nodiscard]] bool exact() const { return exact_; }
    [[nodiscard]] const std::vector<Counter>& counters() const { return counters_; }
    [[nodiscard]] std::size_t counted(std::size_t counter, std::size_t item, const Option& option) const;
    /// The rows that must be at its threshold, by place.
    [[nodiscard]] const std::vector<std::size_t>& places_of(std::size_t counter) const {
        return counter_places_[counter];
    }
    [[nodiscard]] std::size_t cases() const;
    /// Items of the next case, until there is none; a case may be without options in some area, then it has no items.
    [[nodiscard]] bool next();
    [[nodiscard]] const std::vector<Options>& items() const { return items_; }
    [[nodiscard]] Completion completion(std::span<const std::size_t> picks) const;

private:
    /// Depths that some of the rows may have together in one area.
    struct Together {
        std::size_t column = 0;
        std::vector<std::size_t> places;  ///< of the rows
        std::vector<std::vector<Depth>> allowed;
    };
    void read_constraints();
    void project(const JointDomain& domain);
    void project(const Common& common);
    void read_scenarios(const InteropBudget& budget);
    [[nodiscard]] bool tied(std::size_t place) const;
    [[nodiscard]] Options area(std::size_t column) const;
    [[nodiscard]] Options system(std::size_t system) const;
    [[nodiscard]] bool allowed(std::size_t column, const std::vector<Depth>& stated) const;
    [[nodiscard]] Values key(std::size_t column, const Option& option) const;
    [[nodiscard]] const Scenario& scenario(std::size_t place) const { return sides_[place].cases[choice_[place]]; }

    const InteropData& data_;
    Setting setting_;
    std::vector<std::size_t> rows_;  ///< each once
    bool exact_ = true;
    std::vector<Counter> counters_;
    std::vector<std::vector<std::size_t>> counter_places_;
    std::vector<Together> together_;
    std::vector<Scenarios> sides_;
    std::vector<std::size_t> choice_;
    bool started_ = false;
    std::vector<Options> items_;
};

}  // namespace chirograph
