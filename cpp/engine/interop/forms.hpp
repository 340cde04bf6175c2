// Linear functions of sums that bound a mean over dimensions within a part of all completions, and what they make of
// the items: the least largest of several sums.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "engine/interop/sums.hpp"
#include "engine/search/largest.hpp"

namespace chirograph {

/// constant + slopes . sums
struct Form {
    std::vector<double> slopes;
    double constant = 0.0;

    [[nodiscard]] double at(std::span<const double> sums) const;
};
/// The largest of these.
using Forms = std::vector<Form>;
[[nodiscard]] double largest(const Forms& forms, std::span<const double> sums);

/// How B_d comes about. Of what rises: the side that is taken to be the lesser; of what falls: through is both.
enum class Way : std::uint8_t { open, direct, first, second };

/// A part of all completions of a case.
struct Region {
    std::vector<double> low;  ///< of the values under the mean that needs a box
    std::vector<double> high;
    std::vector<Way> ways;
    std::vector<std::array<double, 2>> caps;   ///< per dimension: what A of each side is at most
    std::optional<std::size_t> chosen{};       ///< the dimension that is this mean, where it is one of them
    std::vector<std::vector<double>> touched;  ///< values at which the mean without a box is touched
};

/// A box so narrow holds one value.
inline constexpr double narrow_box = 1e-9;

/// Forms of one case of the items.
class MeanForms : public DimensionSums {
public:
    using DimensionSums::DimensionSums;

    /// All completions.
    [[nodiscard]] Region everything() const;
    /// Never above the cost in the region.
    [[nodiscard]] Forms forms_of(const Region& region) const;
    /// The least largest form over the region; `best` is what is attained.
    [[nodiscard]] LargestProblem problem(const Forms& forms, const Region& region, double best) const;
    [[nodiscard]] double cost_of(std::span<const double> sums) const;

    /// Is the mean that needs a box one of its dimensions, and which not yet said? Then one region for each.
    [[nodiscard]] bool to_choose(const Region& region) const;
    [[nodiscard]] std::vector<Region> choices(const Region& region) const;
    /// The dimension, among those of which it is open how B comes about, where that leaves most open; and both ways.
    [[nodiscard]] std::optional<std::size_t> widest_way(const Region& region) const;
    [[nodiscard]] std::vector<Region> decided(const Region& region, std::size_t k) const;
    /// By how much tangents and the box are wrong at these sums.
    struct Wrong {
        double tangents = 0.0;
        double box = 0.0;
    };
    [[nodiscard]] Wrong wrong_at(const Region& region, std::span<const double> sums) const;
    /// The mean without a box is touched at these sums too; false where there is none.
    [[nodiscard]] bool touch(Region& region, std::span<const double> sums) const;
    /// The box is cut where these sums are, or, `roughly`, halfway down to the bottom; nothing where it is too narrow.
    [[nodiscard]] std::vector<Region> split(const Region& region, std::span<const double> sums, bool roughly) const;

private:
    using Limit = std::function<void(std::size_t sum, double low, double high)>;
    /// The mean that tangents bound, if one does.
    [[nodiscard]] const Mean* touched() const;
    [[nodiscard]] const std::vector<double>& box_weights() const;
    [[nodiscard]] bool through_rises() const { return roles_.rising.of == MeanOf::through; }
    struct Plane {
        double constant = 0.0;
        std::vector<double> slopes;
    };
    /// Below M in the box for rho < 1 and above it for rho > 1: the means of corners rise, or fall, together with the
    /// dimensions raised, so that what each adds alone to the lowest corner bounds what all add.
    [[nodiscard]] static Plane plane_of(const Mean& mean, const std::vector<double>& weights, const Region& region);
    /// Slopes of a plane through 0 that touches M there: above it for rho < 1, below it for rho > 1.
    [[nodiscard]] static std::vector<double> tangent(const Mean& mean, const std::vector<double>& weights,
                                                     std::vector<double> at);
    /// Not above T_d or B_d.
    [[nodiscard]] Forms below(const Region& region, std::size_t k) const;
    /// Not below -T_d or -B_d.
    [[nodiscard]] Forms above(const Region& region, std::size_t k) const;
    [[nodiscard]] std::vector<double> middle() const;
    [[nodiscard]] Form single(std::size_t at, double slope) const;
    [[nodiscard]] Form constant(double value) const { return {std::vector<double>(width_), value}; }
    [[nodiscard]] Forms one_of(const Region& region, bool rises, std::size_t k) const;
    [[nodiscard]] Forms weighted(const Region& region, bool rises, const std::vector<double>& slopes) const;
    /// Forms that are never above M (rises) or -M.
    [[nodiscard]] Forms mean_forms(const Region& region, bool rises) const;
    /// With rho <= 0 one value of 0 makes all 0.
    [[nodiscard]] bool always_zero(const Mean& mean, const std::vector<double>& weights) const;
    /// Is what rises what falls, all of it direct?
    [[nodiscard]] bool same(const Region& region) const;
    /// Limits on sums that a node adds, where the case itself does not keep them.
    [[nodiscard]] std::vector<std::pair<std::size_t, Limits>> limits_of(const Region& region, double best) const;
    void box_limits(const Region& region, std::size_t k, const Limit& limit) const;
};

}  // namespace chirograph
