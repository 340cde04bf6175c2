// The engine for those who use it: the table, panels, bounds of a pair, of all pairs, and of a programme's systems.
#pragma once

#include "engine/agreement/agreement.hpp"
#include "engine/base/error.hpp"
#include "engine/base/power_mean.hpp"
#include "engine/catalogue/catalogue.hpp"
#include "engine/interop/interop.hpp"
#include "engine/interop/profile.hpp"
#include "engine/pair/bounds.hpp"
#include "engine/pairs/all_pairs.hpp"
#include "engine/panel/constraints.hpp"
#include "engine/panel/panel.hpp"
