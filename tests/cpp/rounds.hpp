// How many random problems a check looks at.
#pragma once

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace chirograph::slow {

/// The gate's number, or so many times as many as CHIROGRAPH_ROUNDS asks for: 40, or 0.25 where each takes long.
/// Problems come in one order from the seed in the test: a longer run begins with those of the gate, and what it finds
/// can be repeated.
inline int rounds(int gate) {
    const char* asked = std::getenv("CHIROGRAPH_ROUNDS");
    const int many = asked == nullptr ? gate : std::max(1, static_cast<int>(gate * std::atof(asked)));
    if (many != gate) std::printf("%d rounds in place of %d\n", many, gate);
    return many;
}

}  // namespace chirograph::slow
