// What explains one completion of a pair: values by dimension, prerequisites that bind, what each item would add.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/interop/data.hpp"

namespace chirograph {

/// Everything that explains one completion of a pair: what holds it down and where.
struct DyadDetail {
    std::vector<double> direct;        ///< T_d
    std::vector<double> attainment_p;  ///< A_d, NaN where the hub offers nothing
    std::vector<double> attainment_q;
    std::vector<double> mediated;  ///< B_d
    std::vector<Depth> effective_p;
    std::vector<Depth> effective_q;
    std::vector<Hold> holds_p;  ///< prerequisites that bind
    std::vector<Hold> holds_q;
    std::vector<Gains> gains;         ///< per dimension: what full sharing of one item would add to T_d
    std::vector<Gains> menu_gains_p;  ///< per dimension: what taking up one item in full would add to A_d
    std::vector<Gains> menu_gains_q;
};
[[nodiscard]] DyadDetail dyad_detail(const InteropData& data, const Completion& completion);

}  // namespace chirograph
