// What explains a pair, for Python: one corner in detail, and which dimensions can be its weakest.
#pragma once

#include <pybind11/pybind11.h>

#include <cstddef>
#include <optional>
#include <vector>

#include "binding/arrays.hpp"
#include "engine/interop/data.hpp"

namespace chirograph::binding {

/// A pair at its lower or upper corner.
py::dict detail(const InteropData& data, std::size_t p, std::size_t q, bool high);
/// Per dimension: true, false, or nothing when the search could not tell.
std::vector<std::optional<bool>> weakest(const InteropData& data, std::size_t p, std::size_t q);

}  // namespace chirograph::binding
