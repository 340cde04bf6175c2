// What coders said about units, as sets of values, and what a unit can be once its sets are settled.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/agreement/coefficients.hpp"
#include "engine/panel/panel.hpp"

namespace chirograph {

/// Bit v: the value may be v. No bit: the coder did not code the unit.
using ValueSet = std::uint16_t;
/// A value that is not there.
inline constexpr Depth uncoded = 255;

/// Coders x units, immutable.
class Codings {
public:
    /// Without frequencies each unit occurs once. Throws Error with every set that has a value above `top`.
    Codings(std::size_t coders, std::size_t units, std::vector<ValueSet> sets, Depth top,
            std::vector<double> frequencies = {});

    [[nodiscard]] std::size_t coders() const noexcept { return coders_; }
    [[nodiscard]] std::size_t units() const noexcept { return units_; }
    [[nodiscard]] std::size_t values() const noexcept { return static_cast<std::size_t>(top_) + 1; }
    [[nodiscard]] Depth top() const noexcept { return top_; }
    [[nodiscard]] ValueSet set(std::size_t coder, std::size_t unit) const { return sets_[coder * units_ + unit]; }
    /// How many units it stands for, all coded alike: a whole number, at least 1.
    [[nodiscard]] double frequency(std::size_t unit) const { return frequencies_.empty() ? 1.0 : frequencies_[unit]; }
    [[nodiscard]] bool weighed() const noexcept { return !frequencies_.empty(); }
    /// The sets of those who coded a unit.
    [[nodiscard]] std::vector<ValueSet> coded(std::size_t unit) const;

private:
    std::size_t coders_;
    std::size_t units_;
    std::vector<ValueSet> sets_;
    Depth top_;
    std::vector<double> frequencies_;
};

/// A value, or `uncoded`, per coder and unit.
using CodedUnits = std::vector<Depth>;

/// What a unit may come to: values of the coders who coded it, in their order. Where coders are exchangeable only one
/// of the orders of a choice is kept.
struct UnitWays {
    std::size_t unit = 0;
    std::vector<std::vector<Depth>> ways;
    bool all = true;  ///< false: there are too many, and only some are here
};

/// Why a coefficient has no value for these codings, whatever the completion; empty when it may have one.
[[nodiscard]] std::string_view why_undefined(const Codings& codings, const Coefficient& row);
/// Can all values that the expected disagreement looks at be the same?
[[nodiscard]] bool may_be_one_value(const Codings& codings, const Coefficient& row);
[[nodiscard]] std::vector<UnitWays> unit_ways(const Codings& codings, const Coefficient& row);
/// The codings when every unit goes this way; units that are not looked at take their least values.
[[nodiscard]] CodedUnits complete(const Codings& codings, const std::vector<UnitWays>& units,
                                  std::span<const std::size_t> ways);

/// The coefficient of a completion by its definition; NaN when it has no value.
[[nodiscard]] double agreement_value(const Codings& codings, const CodedUnits& completion, const Coefficient& row,
                                     Metric metric);

}  // namespace chirograph
