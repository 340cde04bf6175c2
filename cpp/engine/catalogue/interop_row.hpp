// How an interoperability indicator is computed: one entry goes with each of its rows.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/catalogue/indicator.hpp"
#include "engine/catalogue/share_terms.hpp"

namespace chirograph {

/// Sets of areas a codebook may define, in the order of AreaSets::sets.
enum class AreaSet : std::uint8_t {
    interop_tech_strict,
    interop_tech_wide,
    dialogue,
    new_security,
    functional,
    geopolitical,
    all  ///< every area
};
inline constexpr std::size_t area_sets = 6;
inline constexpr std::array<std::string_view, area_sets> area_set_names{
    "interop_tech_strict", "interop_tech_wide", "dialogue", "new_security", "functional", "geopolitical"};

enum class Solver : std::uint8_t {
    shared_depth,
    dimension,
    composite,
    gap,
    breadth,
    attainment,
    mediated,
    hub_only,
    m_of_k,
    collective,
    pair_ratio,  ///< Indicator::terms on effective or stated depths
    share,
    known,
    concentration
};

struct InteropIndex {
    Solver solver = Solver::share;
    ShareTerms share = nullptr;
    AreaSet set = AreaSet::all;
};

/// A row of the catalogue and its solver.
struct InteropRow {
    Indicator row;
    InteropIndex index;
};

}  // namespace chirograph
