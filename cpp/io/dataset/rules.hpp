// What must hold across the fields of a dataset and no schema can say.
#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>

#include "io/json/faults.hpp"

namespace chirograph::io {

/// Most cells (programmes x areas) a dataset may have.
inline constexpr std::size_t most_cells = 4'000'000;

/// The scale, every depth on it, lower <= upper, and a coding rule for every grade. (Code::reference)
void check_coding(const nlohmann::json& document, FaultList& faults);

/// Every date exists and no period ends before it starts. (Code::reference)
void check_dates(const nlohmann::json& document, FaultList& faults);

/// Totals of lists against the titles read, titles, assumptions, ties between records and the size of the panel.
/// (Code::reference)
void check_records(const nlohmann::json& document, FaultList& faults);

/// A rule where there are codings, each cell coded once by a coder, and decisions on cells that were coded.
/// (Code::reference)
void check_codings(const nlohmann::json& document, FaultList& faults);

/// Alternatives of conflicts name a side of the conflict, and records, fields and values that differ. (Code::reference)
void check_conflicts(const nlohmann::json& document, FaultList& faults);

/// Each prerequisite is of one kind and none leads back to itself. (Code::reference)
void check_prerequisites(const nlohmann::json& codebook, FaultList& faults);

/// Every area of a crosswalk stands in one row, or is said to have no counterpart. (Code::reference)
void check_crosswalks(const nlohmann::json& codebook, FaultList& faults);

/// What interoperability is computed from says something: weights that are not all zero, no dimension without an area
/// or a system, no rule that never binds. (Code::reference)
void check_dimensions(const nlohmann::json& codebook, FaultList& faults);

}  // namespace chirograph::io
