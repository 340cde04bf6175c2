// How an interoperability indicator is computed: one entry goes with each of its rows.
#pragma once

#include <cstdint>

#include "engine/catalogue/indicator.hpp"
#include "engine/catalogue/share_terms.hpp"

namespace chirograph {

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
};

/// A row of the catalogue and its solver.
struct InteropRow {
    Indicator row;
    InteropIndex index;
};

}  // namespace chirograph
