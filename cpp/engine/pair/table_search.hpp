// A table index of one pair as the solver sees it: areas with options, margins, pieces, counters.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/pair/table_case.hpp"
#include "engine/search/anytime.hpp"

namespace chirograph {

class TableSearch {
public:
    explicit TableSearch(const TableCase& table_case);

    /// The upper (sign 1) or lower (sign -1) end with what the effort allows, from these completions on.
    [[nodiscard]] Bound end(double sign, const std::vector<std::vector<Cell>>& starts, FractionEffort& effort);

private:
    [[nodiscard]] FractionFrame frame() const;
    [[nodiscard]] std::uint16_t option(std::size_t column, Cell cell);

    const TableCase& case_;
    Fraction fraction_;
    std::vector<std::vector<std::uint16_t>> options_;  ///< per area: what each option is to the fraction
};

}  // namespace chirograph
