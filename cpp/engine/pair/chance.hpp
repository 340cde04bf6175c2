// Chance-corrected indices (kappa, alignment): the disagreement expected by chance is linear in one side's margins once
// the other side's are fixed. So fix those of the side with fewer of them, one after another, and the rest is easy.
#pragma once

#include <optional>

#include "engine/pair/table_case.hpp"

namespace chirograph {

/// Exact ends by going through all margins of one side, or through all its completions; nothing when neither fits the
/// budget or the index is of another kind. There must be a completion with a value.
[[nodiscard]] std::optional<Ends> chance_ends(const TableCase& table_case, Budget& budget);

}  // namespace chirograph
