// The kernels, each compiled where a compiler can.
#pragma once

#include "engine/pairs/kernels.hpp"

namespace chirograph {

extern const Kernel avx512_kernel;
extern const Kernel avx512bw_kernel;
extern const Kernel avx2_kernel;
extern const Kernel neon_kernel;
extern const Kernel portable_kernel;

}  // namespace chirograph
