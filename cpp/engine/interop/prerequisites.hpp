// Prerequisites: which areas are held below their stated depth, applied before anything is added up.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/interop/model.hpp"

namespace chirograph {

/// Why an area stays below its stated depth: one unmet need.
struct Hold {
    std::size_t area = 0;
    Depth stated = 0;
    Depth effective = 0;
    bool by_system = false;  ///< else by another area
    std::size_t need = 0;    ///< index into system_needs or area_needs
};

/// The needs in an order in which every area comes after the areas it needs. Effective depths never fall when a
/// depth or a membership rises.
class Prerequisites {
public:
    /// Throws Error(Code::parameter) that names a cycle when areas need each other in a circle.
    Prerequisites(std::size_t columns, Depth max_depth, std::vector<SystemNeed> system_needs,
                  std::vector<AreaNeed> area_needs);

    /// The depth an area may reach, given memberships and the effective depths of the areas before it in `order`.
    [[nodiscard]] Depth cap(std::size_t area, std::span<const Halves> members, std::span<const Depth> effective) const;
    /// Effective depths: stated depths cut to their caps.
    [[nodiscard]] std::vector<Depth> effective(std::span<const Depth> stated, std::span<const Halves> members) const;
    /// Every unmet need that binds, in the order of areas.
    [[nodiscard]] std::vector<Hold> holds(std::span<const Depth> stated, std::span<const Halves> members) const;

    [[nodiscard]] const std::vector<std::size_t>& order() const noexcept { return order_; }
    [[nodiscard]] const std::vector<SystemNeed>& system_needs() const noexcept { return system_needs_; }
    [[nodiscard]] const std::vector<AreaNeed>& area_needs() const noexcept { return area_needs_; }
    [[nodiscard]] bool empty() const noexcept { return system_needs_.empty() && area_needs_.empty(); }

private:
    void sort_areas();

    Depth max_depth_;
    std::vector<SystemNeed> system_needs_;
    std::vector<AreaNeed> area_needs_;
    std::vector<std::vector<std::size_t>> systems_of_;  // per area: indices into system_needs_
    std::vector<std::vector<std::size_t>> areas_of_;    // per area: indices into area_needs_
    std::vector<std::size_t> order_;
};

}  // namespace chirograph
