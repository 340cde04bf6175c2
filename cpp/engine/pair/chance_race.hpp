// The best completion met while the margins of one side are gone through.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "engine/pair/chance_side.hpp"

namespace chirograph {

/// Keeps the best completion seen and raises the value it is compared with (Dinkelbach, once for all margins: what
/// could not beat a lower value cannot beat a higher one either).
class Race {
public:
    Race(const ChanceSide& side, double sign)
        : side_(side), sign_(sign), value_(sign > 0.0 ? low(side) - 1.0 : high(side) + 1.0) {
        // A good start spares most of the work.
        if (auto cells = most_alike(side.table_case(), side.table_case().problem, sign))
            static_cast<void>(enter(std::move(*cells)));
    }

    [[nodiscard]] Aim aim() const { return side_.aim(sign_, value_); }

    /// True when this completion beats the best one so far.
    bool enter(std::vector<Cell> cells) {
        const Terms parts = side_.table_case().fraction(cells);
        if (parts.g < side_.table_case().mass.floor || !(sign_ * (parts.f / parts.g - value_) > 0.0)) return false;
        value_ = parts.f / parts.g;
        witness_ = std::move(cells);
        return true;
    }
    [[nodiscard]] std::optional<Bound> winner() const {
        if (witness_.empty()) return std::nullopt;
        return Bound{value_, true, witness_};
    }

private:
    static double low(const ChanceSide& side) { return side.table_case().indicator.low; }
    static double high(const ChanceSide& side) { return side.table_case().indicator.high; }

    const ChanceSide& side_;
    double sign_;
    double value_;
    std::vector<Cell> witness_;
};

/// Exact ends by going through all margins of the side that has fewer of them; nothing when the margins of neither side
/// decide the counters, or they pass the budget.
[[nodiscard]] std::optional<Ends> margin_ends(const ChanceSide& first, const ChanceSide& second, Budget& budget);

}  // namespace chirograph
