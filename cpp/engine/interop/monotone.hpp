// Bounds of what never falls when a depth or a membership rises.
#pragma once

#include <cstddef>
#include <span>

#include "engine/interop/search.hpp"

namespace chirograph {

/// Both ends at the corners, as they are; where constraints rule a corner out, an end is searched for.
[[nodiscard]] InteropRange monotone_range(const InteropData& data, const Question& question,
                                          const InteropBudget& budget);

/// The same where each end has its own questions.
using EndOf = std::function<std::optional<InteropEnd>(bool high)>;
[[nodiscard]] InteropRange monotone_range(const InteropData& data, std::span<const std::size_t> rows,
                                          const CompletionValue& value, const EndOf& end_of);

}  // namespace chirograph
