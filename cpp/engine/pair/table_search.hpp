// A table index of one pair as the solver sees it: margins, pieces, and what each option adds.
#pragma once

#include "engine/pair/pair_search.hpp"
#include "engine/pair/table_case.hpp"

namespace chirograph {

/// The case must outlive the search.
[[nodiscard]] PairSearch table_search(const TableCase& table_case);

/// The value of a choice of options; NaN when it has none.
[[nodiscard]] double value_of(const TableCase& table_case, const std::vector<std::size_t>& options);

}  // namespace chirograph
