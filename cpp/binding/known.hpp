// The panel as Python holds it.
#pragma once

#include "engine/panel/constraints.hpp"
#include "engine/panel/panel.hpp"

namespace chirograph::binding {

/// A panel with what else is known about it. Immutable, so any number of threads may read it.
struct Known {
    Panel panel;
    Constraints constraints;
};

}  // namespace chirograph::binding
