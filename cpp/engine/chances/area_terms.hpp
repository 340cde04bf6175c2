// What every area may add to a separable ratio, in whole numbers, where the terms and weights of an index are whole.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/catalogue/indicator.hpp"
#include "engine/panel/panel.hpp"

namespace chirograph {

/// f and g of one area.
struct WholeTerms {
    std::int64_t f = 0;
    std::int64_t g = 0;
};

class AreaTerms {
public:
    /// Nothing where the index is no separable ratio, or has no whole terms.
    static std::optional<AreaTerms> of(const Panel& panel, const Indicator& indicator, const Arguments& arguments);

    [[nodiscard]] WholeTerms at(std::size_t column, Depth x, Depth y) const {
        const WholeTerms terms = terms_[x * levels_ + y];
        return {terms.f * weights_[column], terms.g * weights_[column]};
    }

private:
    std::size_t levels_ = 0;
    std::vector<WholeTerms> terms_;  ///< [x][y]
    std::vector<std::int64_t> weights_;
};

}  // namespace chirograph
