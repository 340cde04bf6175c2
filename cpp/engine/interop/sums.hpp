// What the dimensions of a pair, or of one programme, add up from items: T_d, and A_d of each side.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/interop/items.hpp"
#include "engine/interop/means.hpp"

namespace chirograph {

/// Where the sums of a dimension are: T (of one programme A), and where the hub may count, A of both sides and then
/// both A - T.
struct Dimension {
    std::size_t index = 0;
    std::size_t t = 0;
    std::optional<std::size_t> a;
    [[nodiscard]] std::size_t over(std::size_t side) const { return *a + 2 + side; }
};

/// `rising` - `falling` is to be as small as can be. One of the two may need a box: below a mean with rho < 1, and
/// above one with rho > 1, there is no plane that is good everywhere.
struct Roles {
    Mean rising;
    Mean falling;
    [[nodiscard]] bool boxed_rises() const { return needs_box(rising, true); }
    [[nodiscard]] bool boxed() const { return boxed_rises() || needs_box(falling, false); }
    [[nodiscard]] const Mean& box() const { return boxed_rises() ? rising : falling; }

    static bool needs_box(const Mean& mean, bool rises) {
        return mean.of != MeanOf::nothing && (rises ? mean.rho < 1.0 : mean.rho > 1.0);
    }
};

/// The sums of one case of the items, over the dimensions that count.
class DimensionSums {
public:
    DimensionSums(const InteropData& data, bool alone, const Roles& roles, Items items);

    [[nodiscard]] const Items& items() const { return items_; }
    [[nodiscard]] std::size_t width() const { return width_; }
    /// The most of each sum.
    [[nodiscard]] const std::vector<double>& most() const { return high_; }
    /// T_d or B_d.
    [[nodiscard]] double value_of(const Mean& mean, const Dimension& one, std::span<const double> sums) const;
    [[nodiscard]] std::vector<double> values_of(const Mean& mean, std::span<const double> sums) const;
    [[nodiscard]] static double mean_of(const Mean& mean, const std::vector<double>& weights,
                                        const std::vector<double>& values);
    [[nodiscard]] std::vector<double> sums_of(const std::vector<std::size_t>& picks) const;
    /// What an option adds to each sum.
    [[nodiscard]] std::span<const double> adds(std::size_t item, std::size_t option) const {
        return {&adds_[width_ * (starts_[item] + option)], width_};
    }
    /// The least that a value is when it is not 0.
    [[nodiscard]] double least_step(std::size_t k) const;

protected:
    const InteropData& data_;
    const Roles& roles_;
    Items items_;  ///< at its case
    bool alone_;   ///< one programme: T is A
    std::vector<Dimension> dimensions_;
    std::size_t width_ = 0;
    std::vector<double> rising_;  ///< weights of the dimensions kept
    std::vector<double> falling_;
    std::vector<double> adds_;         ///< option after option: to each sum
    std::vector<std::size_t> starts_;  ///< per item: its first option
    std::vector<double> low_;          ///< the least and the most of each sum
    std::vector<double> high_;

private:
    void layout();
    void read_adds();
};

}  // namespace chirograph
