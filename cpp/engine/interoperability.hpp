// The one door for interoperability and profiles: from data and a row of the catalogue to bounds with witnesses.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "engine/interop_data.hpp"
#include "engine/interop_index.hpp"

namespace chirograph {

/// The row with its solver. Throws Error(Code::unknown_key) with near names.
[[nodiscard]] const InteropRow& find_interop(std::string_view key);

/// Bounds of an indicator for its rows: one for a programme, two for a pair, any number for a group. A pair may be a
/// programme with itself. Throws Error(Code::index) for rows that do not exist or are too few or many,
/// Error(Code::parameter) for a dimension that does not exist, Error(Code::unsupported) for a set or groups the
/// codebook does not define, Error(Code::infeasible) when no completion satisfies the constraints.
[[nodiscard]] InteropRange bound_interop(const InteropData& data, const InteropRow& row,
                                         std::span<const std::size_t> rows, const Arguments& arguments,
                                         const InteropBudget& budget = {});

/// E2 and any other separable ratio of a pair, on depths after prerequisites. Throws Error(Code::unsupported) when the
/// row is not one.
[[nodiscard]] InteropRange bound_effective(const InteropData& data, const Indicator& row, std::size_t p, std::size_t q,
                                           const Arguments& arguments, const InteropBudget& budget = {});

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
    std::vector<LevelCondition> conditions;
    std::size_t level = 0;
    std::size_t weakest = 0;  ///< dimension of positive weight with the least T_d
};
[[nodiscard]] DyadDetail dyad_detail(const InteropData& data, const Completion& completion);

}  // namespace chirograph
