// The values of interoperability on one completion: what two programmes share, dimension by dimension, and what the hub
// adds. It measures what partners committed to and joined, not what they achieved.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/interop/model.hpp"

namespace chirograph {

/// One side of a pair: depths after prerequisites, and memberships.
struct Side {
    std::span<const Depth> depths;
    std::span<const Halves> members;
};

/// Two sides, and the ties that exist only between them (empty when the model has none).
struct Dyad {
    Side p;
    Side q;
    std::span<const Halves> between;
};

/// What each area and each system could still add to one dimension, were it shared in full.
struct Gains {
    std::vector<double> areas;
    std::vector<double> systems;
};

/// How many of so many dimensions: 0 stands for all, and more than there are for all as well.
[[nodiscard]] constexpr std::size_t least_of(std::size_t least, std::size_t dimensions) {
    return least == 0 || least > dimensions ? dimensions : least;
}

class InteropScale {
public:
    /// The model must have passed `check` against this panel; both must outlive the scale.
    InteropScale(const InteropModel& model, const Panel& panel);

    /// E1: sum w min(e_p, e_q) / (L sum w)
    [[nodiscard]] double shared_depth(const Dyad& dyad) const;
    /// E3: T_d for every dimension
    [[nodiscard]] std::vector<double> profile(const Dyad& dyad) const;
    /// E5: A_d for every dimension; NaN where the hub offers nothing
    [[nodiscard]] std::vector<double> attainment(const Side& side) const;
    /// E6: max{T_d, min(A_d(p), A_d(q))} for every dimension; T_d where the hub offers nothing
    [[nodiscard]] std::vector<double> mediated(const Dyad& dyad) const;
    /// E4: the share of areas that both reach at a depth, in at least so many of these dimensions (0: in all of
    /// them); NaN of none
    [[nodiscard]] double breadth(const Dyad& dyad, std::span<const std::size_t> dimensions, Depth depth,
                                 std::size_t least) const;
    [[nodiscard]] bool has_areas(std::size_t dimension) const { return pair_totals_[dimension].areas > 0.0; }
    /// What an area has of the weight of a dimension; 0 where no area has any.
    [[nodiscard]] double area_share(std::size_t dimension, std::size_t column) const;
    [[nodiscard]] Gains gains(const Dyad& dyad, std::size_t dimension) const;
    /// The same for attainment: what the whole of the hub's offer in one item would add to A_d.
    [[nodiscard]] Gains menu_gains(const Side& side, std::size_t dimension) const;

    /// M_rho with the model's dimension weights; dimensions without a value (NaN) are left out.
    [[nodiscard]] double composite(std::span<const double> dimensions, double rho) const;

    /// T_d = sum area_slope min(e) + sum system_slope min(y): the same values as linear forms.
    [[nodiscard]] double area_slope(std::size_t dimension, std::size_t column) const;
    [[nodiscard]] double system_slope(std::size_t dimension, std::size_t system) const;
    /// A_d = sum menu_slope min(e, menu) + sum offer_slope min(y, offered); 0 where the hub offers nothing.
    [[nodiscard]] double menu_slope(std::size_t dimension, std::size_t column) const;
    [[nodiscard]] double offer_slope(std::size_t dimension, std::size_t system) const;
    [[nodiscard]] bool hub_offers(std::size_t dimension) const;

    [[nodiscard]] const InteropModel& model() const noexcept { return model_; }
    [[nodiscard]] const Panel& panel() const noexcept { return panel_; }
    [[nodiscard]] Halves shared(const Dyad& dyad, std::size_t system) const;

private:
    /// Largest possible sums of one dimension, and the share theta the systems have in it.
    struct Totals {
        double areas = 0.0;
        double systems = 0.0;
        double theta = 0.0;
    };
    [[nodiscard]] double area_weight(std::size_t dimension, std::size_t column) const;
    /// Share of a dimension reached, when an area and a system count for so much.
    template <class Area, class System>
    [[nodiscard]] double value(std::size_t dimension, const Totals& total, Area area, System system) const;
    [[nodiscard]] static Totals totals(double areas, double systems, double theta);

    const InteropModel& model_;
    const Panel& panel_;
    std::vector<Totals> pair_totals_;
    std::vector<Totals> hub_totals_;
};

}  // namespace chirograph
