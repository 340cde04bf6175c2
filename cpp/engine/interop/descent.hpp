// A completion made better by small changes.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/interop/forms.hpp"

namespace chirograph {

/// Changes the pick of one item as long as the cost falls and the counters keep their limits; and where that has led
/// below `best` but helps no more, of two. What that took.
double descend(const MeanForms& forms, std::vector<std::size_t>& picks, double best);

}  // namespace chirograph
