// Bounds of a separable ratio from what each pair of kinds holds: Dinkelbach over the kinds.
#pragma once

#include <span>
#include <vector>

#include "engine/pairs/cell_kinds.hpp"

namespace chirograph {

class KindRatio {
public:
    /// @param self  a programme with itself
    KindRatio(const CellKinds& kinds, const Indicator& indicator, const Arguments& arguments, bool self);

    /// @param held  per pair of kinds its weight
    [[nodiscard]] KindEnds ends(std::span<const double> held) const;

private:
    struct Kind {
        std::vector<Terms> low;   ///< the options that can matter for the lower end
        std::vector<Terms> high;  ///< the options that can matter for the upper end
        double least_g;
    };
    [[nodiscard]] double end(std::span<const double> held, Terms start, double sign) const;

    std::vector<Kind> kinds_;
    std::vector<Terms> fullest_;  ///< per kind an option with the largest g
    bool known_ = true;           ///< every kind has one option
};

}  // namespace chirograph
