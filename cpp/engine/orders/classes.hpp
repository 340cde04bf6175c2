// Areas by class: those whose cells are in the same states in the programmes looked at, with the same of them owned by
// a document. A completion of the document is, for every class, how many areas have each pattern of owned cells.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <span>
#include <vector>

#include "engine/orders/presence.hpp"

namespace chirograph {

struct AreaClass {
    std::vector<State> states;       ///< one per programme looked at
    std::vector<std::size_t> owned;  ///< which of these own a cell of the document here
    std::vector<std::size_t> columns;

    [[nodiscard]] std::size_t patterns() const noexcept { return std::size_t{1} << owned.size(); }
    /// The states when the owned cells have a pattern: bit i says that the i-th of them is present.
    [[nodiscard]] std::vector<State> filled(std::size_t pattern) const {
        std::vector<State> all = states;
        for (std::size_t i = 0; i < owned.size(); ++i) {
            all[owned[i]] = (pattern >> i & 1U) != 0 ? State::present : State::absent;
        }
        return all;
    }
    /// How many ways there are to share its areas among the patterns.
    [[nodiscard]] double ways() const {
        double count = 1.0;
        for (std::size_t i = 1; i < patterns(); ++i) {
            count = count * static_cast<double>(columns.size() + i) / static_cast<double>(i);
        }
        return count;
    }
};

/// The classes of some rows of a panel.
[[nodiscard]] inline std::vector<AreaClass> area_classes(const Presence& presence, std::span<const std::uint8_t> owned,
                                                         std::span<const std::size_t> rows) {
    std::map<std::vector<std::uint8_t>, AreaClass> found;
    for (std::size_t c = 0; c < presence.columns(); ++c) {
        std::vector<std::uint8_t> key;
        AreaClass area;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const State state = presence.state(rows[i], c);
            const bool own = state == State::open && owned[rows[i] * presence.columns() + c] != 0;
            area.states.push_back(state);
            if (own) area.owned.push_back(i);
            key.push_back(static_cast<std::uint8_t>(2 * static_cast<unsigned>(state) + (own ? 1U : 0U)));
        }
        found.try_emplace(std::move(key), std::move(area)).first->second.columns.push_back(c);
    }
    std::vector<AreaClass> classes;
    for (auto& [key, area] : found) classes.push_back(std::move(area));
    return classes;
}

/// Numbers of areas per pattern that sum to `areas`, each vector once; the first is all of the first pattern.
[[nodiscard]] inline std::vector<std::vector<std::uint16_t>> compositions(std::size_t areas, std::size_t patterns) {
    std::vector<std::vector<std::uint16_t>> all;
    std::vector<std::uint16_t> now(patterns, 0);
    const std::function<void(std::size_t, std::size_t)> share = [&](std::size_t at, std::size_t left) {
        if (at + 1 == patterns) {
            now[at] = static_cast<std::uint16_t>(left);
            all.push_back(now);
            return;
        }
        for (std::size_t taken = left + 1; taken-- > 0;) {
            now[at] = static_cast<std::uint16_t>(taken);
            share(at + 1, left - taken);
        }
    };
    share(0, areas);
    return all;
}

/// The chance of every vector of numbers, in their order, when each area has a pattern with chances of its own
/// (a generalised multinomial): areas are added one by one to a table.
/// @param chances  per area and pattern
[[nodiscard]] inline std::vector<double> composition_chances(const std::vector<std::vector<std::uint16_t>>& numbers,
                                                             std::span<const std::vector<double>> chances) {
    std::map<std::vector<std::uint16_t>, double> table{
        {std::vector<std::uint16_t>(numbers.front().size(), std::uint16_t{0}), 1.0}};
    for (const std::vector<double>& area : chances) {
        std::map<std::vector<std::uint16_t>, double> next;
        for (const auto& [held, chance] : table) {
            std::vector<std::uint16_t> more = held;
            for (std::size_t pattern = 0; pattern < area.size(); ++pattern) {
                ++more[pattern];
                next[more] += chance * area[pattern];
                --more[pattern];
            }
        }
        table = std::move(next);
    }
    std::vector<double> found;
    for (const auto& one : numbers) {
        const auto at = table.find(one);
        found.push_back(at == table.end() ? 0.0 : at->second);
    }
    return found;
}

}  // namespace chirograph
