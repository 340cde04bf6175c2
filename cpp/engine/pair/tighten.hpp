// What constraints say about single cells: consequences drawn once, before any pair is looked at.
#pragma once

#include "engine/panel/constraints.hpp"
#include "engine/panel/panel.hpp"

namespace chirograph {

/// The panel with every interval narrowed to what each constraint, taken by itself, leaves of it, again and again until
/// nothing changes: a list as long as its open areas fills them, a full list closes them, the last area that can meet
/// "at least one of" meets it, a joint domain passes on what one programme rules out, and common areas are filled or
/// closed as lists are. No completion is lost.
/// Throws Error(Code::infeasible) when a constraint leaves nothing.
[[nodiscard]] Panel tightened(const Panel& panel, const Constraints& constraints);

}  // namespace chirograph
