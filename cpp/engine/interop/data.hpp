// Everything the interoperability solvers read, checked once.
#pragma once

#include <cstddef>
#include <span>

#include "engine/interop/model.hpp"
#include "engine/interop/prerequisites.hpp"
#include "engine/interop/range.hpp"
#include "engine/interop/scale.hpp"
#include "engine/interop/scenarios.hpp"
#include "engine/panel/constraints.hpp"
#include "engine/panel/panel.hpp"

namespace chirograph {

/// Which codebook sets and groups an area is in, for the profile of a programme.
struct AreaSets {
    std::vector<std::vector<std::uint8_t>> sets;  ///< per set, per column: 1 when the area is in it
    std::vector<std::size_t> groups;              ///< per column: the number of its group, empty when there are none
};

class InteropData {
public:
    /// Throws Error with every fault of the model, the constraints or the sets, or when a constraint leaves nothing.
    InteropData(Panel panel, Constraints constraints, InteropModel model, AreaSets sets = {});
    InteropData(const InteropData&) = delete;
    InteropData& operator=(const InteropData&) = delete;

    [[nodiscard]] const Panel& panel() const noexcept { return panel_; }
    /// The same with its cells tightened: what completions are sought among.
    [[nodiscard]] const Panel& tight() const noexcept { return tight_; }
    [[nodiscard]] const Constraints& constraints() const noexcept { return constraints_; }
    [[nodiscard]] const InteropModel& model() const noexcept { return model_; }
    [[nodiscard]] const AreaSets& sets() const noexcept { return sets_; }
    [[nodiscard]] const Prerequisites& prerequisites() const noexcept { return prerequisites_; }
    [[nodiscard]] const InteropScale& scale() const noexcept { return scale_; }

    /// What is known of a row, its cells tightened.
    [[nodiscard]] Knowledge known(std::size_t row) const;
    /// Ties between two rows at the low or the high end; empty when the model has none.
    [[nodiscard]] std::span<const Halves> between(std::size_t p, std::size_t q, bool high) const;
    /// All unknowns of these rows at one end, as stated. Two rows may be the same.
    [[nodiscard]] Completion corner(std::span<const std::size_t> rows, bool high) const;
    /// Does a completion of these rows satisfy every constraint? False when a constraint also asks about other rows.
    [[nodiscard]] bool allows(std::span<const std::size_t> rows, const Completion& completion) const;
    void require_row(std::size_t row) const;

private:
    Panel panel_;
    Constraints constraints_;
    Panel tight_;
    InteropModel model_;
    AreaSets sets_;
    Prerequisites prerequisites_;
    InteropScale scale_;
};

/// Scenarios of each row under these rules; loosened when there are more than `most` ways to take one of each.
[[nodiscard]] std::vector<Scenarios> scenarios_of(const InteropData& data, const Prerequisites& rules,
                                                  std::span<const std::size_t> rows, bool fold, std::size_t most);

}  // namespace chirograph
