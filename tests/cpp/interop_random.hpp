// Random small panels with systems, prerequisites and constraints, and every completion of a few of their rows.
#pragma once

#include <functional>
#include <random>
#include <span>
#include <vector>

#include "engine/interop/data.hpp"

namespace chirograph::testing {

using Random = std::mt19937_64;

inline std::size_t draw(Random& random, std::size_t low, std::size_t high) {
    return std::uniform_int_distribution<std::size_t>(low, high)(random);
}
inline bool chance(Random& random, double probability) {
    return std::uniform_real_distribution<>(0.0, 1.0)(random) < probability;
}

struct Shape {
    std::size_t rows = 3;
    std::size_t columns = 4;
    std::size_t systems = 3;
    std::size_t dimensions = 3;
    Depth top = 3;
    double unknown = 0.4;  ///< chance that a cell or a membership is an interval
    bool constrained = false;
    bool prerequisites = true;
    bool ties = true;
    bool joint = false;   ///< ties rows 0 and 1 in one area
    bool common = false;  ///< some rows have areas in common
};

inline void draw_needs(Random& random, const Shape& shape, InteropModel& model) {
    for (std::size_t i = draw(random, 0, 3); i-- > 0;) {
        const std::size_t system = draw(random, 0, shape.systems - 1);
        if (model.between[system] != 0) continue;
        model.system_needs.push_back({draw(random, 0, shape.columns - 1),
                                      static_cast<Depth>(draw(random, 0, shape.top - 1U)), system,
                                      static_cast<Halves>(draw(random, 1, 2))});
    }
    for (std::size_t i = draw(random, 0, 2); i-- > 0;) {
        const std::size_t area = draw(random, 1, shape.columns - 1);
        model.area_needs.push_back({area, static_cast<Depth>(draw(random, 0, shape.top - 1U)),
                                    draw(random, 0, area - 1), static_cast<Depth>(draw(random, 1, shape.top))});
    }
}

inline void draw_members(Random& random, const Shape& shape, InteropModel& model) {
    const auto interval = [&](std::vector<Halves>& low, std::vector<Halves>& high) {
        const std::size_t a = draw(random, 0, 2);
        const std::size_t b = chance(random, shape.unknown) ? draw(random, a, 2) : a;
        low.push_back(static_cast<Halves>(a));
        high.push_back(static_cast<Halves>(b));
    };
    for (std::size_t i = 0; i < shape.rows * shape.systems; ++i) interval(model.member_low, model.member_high);
    model.between.assign(shape.systems, 0);
    if (!shape.ties) return;
    model.between.back() = 1;
    model.between_low.assign(shape.rows * shape.rows * shape.systems, 0);
    model.between_high = model.between_low;
    for (std::size_t p = 0; p < shape.rows; ++p) {
        for (std::size_t q = p; q < shape.rows; ++q) {
            std::vector<Halves> low;
            std::vector<Halves> high;
            interval(low, high);
            for (const auto& [a, b] : {std::pair{p, q}, std::pair{q, p}}) {
                const std::size_t at = (a * shape.rows + b) * shape.systems + shape.systems - 1;
                model.between_low[at] = low[0];
                model.between_high[at] = high[0];
            }
        }
    }
}

inline InteropModel draw_model(Random& random, const Shape& shape) {
    InteropModel model;
    model.systems = shape.systems;
    model.dimensions = shape.dimensions;
    draw_members(random, shape, model);
    for (std::size_t d = 0; d < shape.dimensions; ++d) {
        for (std::size_t i = 0; i < shape.columns; ++i) {
            model.relevance.push_back(i == d % shape.columns ? 1.0 : static_cast<double>(draw(random, 0, 2)) / 2.0);
        }
        for (std::size_t s = 0; s < shape.systems; ++s) {
            model.system_relevance.push_back(static_cast<double>(draw(random, 0, 2)) / 2.0);
        }
        model.theta.push_back(static_cast<double>(draw(random, 0, 4)) / 4.0);
        model.alpha.push_back(static_cast<double>(draw(random, d == 0 ? 1 : 0, 3)));
    }
    for (std::size_t s = 0; s < shape.systems; ++s) {
        model.system_values.push_back(static_cast<double>(draw(random, 1, 3)));
        model.offered.push_back(model.between[s] != 0 ? Halves{0} : static_cast<Halves>(draw(random, 0, 2)));
    }
    for (std::size_t i = 0; i < shape.columns; ++i) {
        model.menu.push_back(static_cast<Depth>(draw(random, 0, shape.top)));
    }
    if (shape.prerequisites) draw_needs(random, shape, model);
    return model;
}

inline Panel draw_panel(Random& random, const Shape& shape) {
    std::vector<Depth> low;
    std::vector<Depth> high;
    for (std::size_t i = 0; i < shape.rows * shape.columns; ++i) {
        const std::size_t a = draw(random, 0, shape.top);
        low.push_back(static_cast<Depth>(a));
        high.push_back(static_cast<Depth>(chance(random, shape.unknown) ? draw(random, a, shape.top) : a));
    }
    std::vector<double> weights;
    const bool equal = chance(random, 0.5);
    for (std::size_t i = 0; i < shape.columns; ++i)
        weights.push_back(equal ? 1.0 : static_cast<double>(draw(random, 1, 3)));
    return {shape.rows, shape.columns, low, high, weights, shape.top};
}

inline Constraints draw_constraints(Random& random, const Shape& shape, const Panel& panel) {
    Constraints constraints;
    for (std::size_t row = 0; row < shape.rows; ++row) {
        if (!chance(random, 0.6)) continue;
        std::size_t least = 0;
        std::size_t most = 0;
        for (std::size_t i = 0; i < shape.columns; ++i) {
            least += panel.lower(row, i) >= 1 ? 1U : 0U;
            most += panel.upper(row, i) >= 1 ? 1U : 0U;
        }
        const std::size_t low = draw(random, least, most);
        constraints.lengths.push_back({row, low, draw(random, low, most), 1});
        if (!shape.joint || !chance(random, 0.5)) continue;
        AtLeastOne block{row, {}, 1};
        for (std::size_t i = 0; i < shape.columns; ++i) {
            if (chance(random, 0.5)) block.columns.push_back(i);
        }
        if (!block.columns.empty()) constraints.blocks.push_back(std::move(block));
    }
    if (shape.common) {
        Common common{{}, {}, 0, 0, static_cast<Depth>(draw(random, 1, shape.top))};
        for (std::size_t row = 0; row < shape.rows; ++row) {
            if (row == 0 || chance(random, 0.7)) common.rows.push_back(row);
        }
        for (std::size_t i = 0; i < shape.columns; ++i) common.columns.push_back(i);
        common.minimum = draw(random, 0, 2);
        common.maximum = chance(random, 0.5) ? shape.columns : draw(random, common.minimum, shape.columns);
        constraints.common.push_back(std::move(common));
    }
    if (!shape.joint) return constraints;
    JointDomain domain{draw(random, 0, shape.columns - 1), {0, 1}, {}};
    for (unsigned x = panel.lower(0, domain.column); x <= panel.upper(0, domain.column); ++x) {
        for (unsigned y = panel.lower(1, domain.column); y <= panel.upper(1, domain.column); ++y) {
            if (domain.allowed.empty() || chance(random, 0.5)) {
                domain.allowed.push_back({static_cast<Depth>(x), static_cast<Depth>(y)});
            }
        }
    }
    constraints.joint.push_back(domain);
    return constraints;
}

inline AreaSets draw_sets(Random& random, const Shape& shape) {
    AreaSets sets;
    for (std::size_t i = 0; i < 6; ++i) {
        auto& set = sets.sets.emplace_back();
        for (std::size_t c = 0; c < shape.columns; ++c) set.push_back(chance(random, 0.5) ? 1 : 0);
    }
    for (std::size_t c = 0; c < shape.columns; ++c) sets.groups.push_back(draw(random, 0, 2));
    return sets;
}

/// Calls `visit` with every completion of these rows that the constraints allow.
class EveryCompletion {
public:
    EveryCompletion(const InteropData& data, std::span<const std::size_t> rows) : data_(data), rows_(rows) {}

    void visit(const std::function<void(const Completion&)>& visitor) {
        const Completion low = data_.corner(rows_, false);
        const Completion high = data_.corner(rows_, true);
        current_ = low;
        slots_.clear();
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            if (i > 0 && rows_[i] == rows_[i - 1]) break;
            add(current_.depths[i], low.depths[i], high.depths[i]);
            add(current_.members[i], low.members[i], high.members[i]);
        }
        add(current_.between, low.between, high.between);
        step(0, visitor);
    }

private:
    struct Slot {
        std::uint8_t* value;
        std::uint8_t low;
        std::uint8_t high;
    };
    void add(std::vector<std::uint8_t>& values, const std::vector<std::uint8_t>& low,
             const std::vector<std::uint8_t>& high) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (low[i] < high[i]) slots_.push_back({&values[i], low[i], high[i]});
        }
    }
    void step(std::size_t slot, const std::function<void(const Completion&)>& visitor) {
        if (slot < slots_.size()) {
            for (unsigned v = slots_[slot].low; v <= slots_[slot].high; ++v) {
                *slots_[slot].value = static_cast<std::uint8_t>(v);
                step(slot + 1, visitor);
            }
            return;
        }
        if (rows_.size() == 2 && rows_[0] == rows_[1]) {
            current_.depths[1] = current_.depths[0];
            current_.members[1] = current_.members[0];
        }
        if (data_.allows(rows_, current_)) visitor(current_);
    }

    const InteropData& data_;
    std::span<const std::size_t> rows_;
    Completion current_;
    std::vector<Slot> slots_;
};

/// How many completions there are before constraints.
inline double completions(const InteropData& data, std::span<const std::size_t> rows) {
    const Completion low = data.corner(rows, false);
    const Completion high = data.corner(rows, true);
    double count = 1.0;
    const auto times = [&](const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b) {
        for (std::size_t i = 0; i < a.size(); ++i) count *= b[i] - a[i] + 1;
    };
    for (std::size_t i = 0; i < low.depths.size(); ++i) {
        times(low.depths[i], high.depths[i]);
        times(low.members[i], high.members[i]);
    }
    times(low.between, high.between);
    return count;
}

}  // namespace chirograph::testing
