// What interoperability needs beyond depths: systems and who is in them, dimensions, prerequisites, a hub's menu,
// levels.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/panel/panel.hpp"

namespace chirograph {

/// Membership of a system in halves: 0 none, 1 observer, 2 member.
using Halves = std::uint8_t;
inline constexpr Halves full_member = 2;

/// An area stays at depth <= cap unless the programme's partner holds at least this much of a system.
struct SystemNeed {
    std::size_t area = 0;
    Depth cap = 0;
    std::size_t system = 0;
    Halves at_least = full_member;
};

/// An area stays at depth <= cap unless another area of the same programme reaches a depth.
struct AreaNeed {
    std::size_t area = 0;
    Depth cap = 0;
    std::size_t needs = 0;
    Depth at_least = 1;
};

/// Data of the codebook, as plain arrays. Rows and columns are those of the panel it goes with. Without dimensions only
/// profiles, shared depth and what a group shares can be asked.
struct InteropModel {
    std::size_t systems = 0;
    std::size_t dimensions = 0;
    std::vector<Halves> member_low;        ///< rows x systems
    std::vector<Halves> member_high;       ///< rows x systems
    std::vector<std::uint8_t> between;     ///< per system: 1 when it ties two partners directly, not through the hub
    std::vector<Halves> between_low;       ///< rows x rows x systems, symmetric; read where `between` is 1
    std::vector<Halves> between_high;      ///< may both be empty when no system is of that kind
    std::vector<double> relevance;         ///< dimensions x columns, >= 0
    std::vector<double> system_relevance;  ///< dimensions x systems, >= 0
    std::vector<double> system_values;     ///< per system, >= 0
    std::vector<double> theta;             ///< per dimension: the share of systems in it, 0..1
    std::vector<double> alpha;             ///< per dimension: its weight in the composite, >= 0
    std::vector<Depth> menu;               ///< per column: what the hub offers
    std::vector<Halves> offered;           ///< per system: what the hub offers, 0 for systems that are not the hub's
    std::vector<SystemNeed> system_needs;
    std::vector<AreaNeed> area_needs;

    [[nodiscard]] double area_relevance(std::size_t dimension, std::size_t column, std::size_t columns) const {
        return relevance[dimension * columns + column];
    }
    /// relevance x value of a system in a dimension
    [[nodiscard]] double system_weight(std::size_t dimension, std::size_t system) const {
        return system_relevance[dimension * systems + system] * system_values[system];
    }
};

/// Throws Error with every fault of the model against its panel. Cycles are found by Prerequisites.
void check(const InteropModel& model, const Panel& panel);

}  // namespace chirograph
