#include "engine/interop/interop.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "engine/base/error.hpp"
#include "engine/base/near_names.hpp"
#include "engine/catalogue/interop_rows.hpp"
#include "engine/interop/dimensions.hpp"
#include "engine/interop/gap.hpp"
#include "engine/interop/group.hpp"
#include "engine/interop/hub.hpp"
#include "engine/interop/profile.hpp"
#include "engine/interop/ratio.hpp"

namespace chirograph {
namespace {

constexpr double composite_of_all = -1.0;

double argument(const Indicator& row, const Arguments& arguments, std::string_view name, double otherwise) {
    for (std::size_t i = 0; i < row.parameter_count(); ++i) {
        if (row.parameters[i].name == name) return arguments.values[i];
    }
    return otherwise;
}

void require_rows(const InteropData& data, const Indicator& row, std::span<const std::size_t> rows) {
    for (const std::size_t one : rows) data.require_row(one);
    const std::size_t wanted = row.arity == Arity::programme ? 1U : 2U;
    if (row.arity == Arity::group || rows.size() == wanted) return;
    throw Error({Code::index, "", "indicator '" + std::string(row.key) + "'", std::to_string(rows.size()) + " rows",
                 "it is about " + std::string(wanted == 1 ? "one programme" : "a pair of programmes"),
                 "name as many rows"});
}

/// Solvers that compose or compare dimensions.
bool needs_dimensions(Solver solver) {
    constexpr std::array solvers{Solver::dimension,  Solver::composite, Solver::gap,     Solver::level,
                                 Solver::attainment, Solver::mediated,  Solver::hub_only};
    return std::find(solvers.begin(), solvers.end(), solver) != solvers.end();
}

void require_dimensions(const InteropData& data, const InteropRow& row) {
    if (data.model().dimensions > 0 || !needs_dimensions(row.index.solver)) return;
    throw Error({Code::unsupported, "", "indicator '" + std::string(row.row.key) + "'", "no dimension",
                 "the codebook names the dimensions of interoperability", "add dimensions to the codebook"});
}

std::size_t dimension_of(const InteropData& data, double wanted) {
    const auto dimension = static_cast<std::size_t>(wanted);
    if (dimension < data.model().dimensions) return dimension;
    throw Error({Code::parameter, "", "parameter dimension", std::to_string(dimension),
                 "dimensions are numbered 0.." + std::to_string(data.model().dimensions - 1), "correct the number"});
}

Dyad dyad(std::span<const Side> sides, std::span<const Halves> between) {
    return {sides[0], sides[1], between};
}

/// The answers that are monotone in everything, from a pair or a programme.
class Monotone {
public:
    Monotone(const InteropData& data, std::span<const std::size_t> rows, double rho, const InteropBudget& budget)
        : data_(data), scale_(data.scale()), rows_(rows), rho_(rho), budget_(budget) {}

    [[nodiscard]] InteropRange composite() const {
        const auto value = [this](std::span<const Side> sides, std::span<const Halves> between) {
            return scale_.composite(scale_.profile(dyad(sides, between)), rho_);
        };
        return composite_range(
            data_, rows_, value, [this] { return direct(); }, combine());
    }

    [[nodiscard]] InteropRange attainment(double dimension) const {
        if (dimension != composite_of_all) {
            return attainment_range(data_, rows_[0], dimension_of(data_, dimension), budget_);
        }
        const auto value = [this](std::span<const Side> sides, std::span<const Halves>) {
            return scale_.composite(scale_.attainment(sides[0]), rho_);
        };
        return composite_range(
            data_, rows_, value, [this] { return attained(rows_[0]); }, combine());
    }

    [[nodiscard]] InteropRange mediated(double dimension) const {
        const bool all = dimension == composite_of_all;
        const std::size_t one = all ? 0 : dimension_of(data_, dimension);
        const auto value = [&](std::span<const Side> sides, std::span<const Halves> between) {
            const std::vector<double> values = scale_.mediated(dyad(sides, between));
            return all ? scale_.composite(values, rho_) : values[one];
        };
        // Direct ends first, then both attainments: the ends of B_d follow dimension by dimension.
        const auto parts = [this] {
            std::vector<InteropRange> ranges = direct();
            for (const std::size_t row : rows_) {
                for (InteropRange& range : attained(row)) ranges.push_back(std::move(range));
            }
            return ranges;
        };
        const auto through = [&](std::span<const double> ends) {
            const std::size_t count = data_.model().dimensions;
            std::vector<double> values;
            for (std::size_t d = 0; d < count; ++d) {
                const double hub = std::min(ends[count + d], ends[2 * count + d]);
                values.push_back(scale_.hub_offers(d) ? std::max(ends[d], hub) : ends[d]);
            }
            return all ? scale_.composite(values, rho_) : values[one];
        };
        return composite_range(data_, rows_, value, parts, through);
    }

    [[nodiscard]] InteropRange level() const {
        return corner_range(data_, rows_, [this](std::span<const Side> sides, std::span<const Halves> between) {
            return static_cast<double>(scale_.level(dyad(sides, between)));
        });
    }

private:
    [[nodiscard]] std::vector<InteropRange> direct() const {
        std::vector<InteropRange> ranges;
        for (std::size_t d = 0; d < data_.model().dimensions; ++d) {
            ranges.push_back(dimension_range(data_, rows_[0], rows_[1], d, budget_));
        }
        return ranges;
    }
    [[nodiscard]] std::vector<InteropRange> attained(std::size_t row) const {
        std::vector<InteropRange> ranges;
        for (std::size_t d = 0; d < data_.model().dimensions; ++d) {
            ranges.push_back(attainment_range(data_, row, d, budget_));
        }
        return ranges;
    }
    [[nodiscard]] std::function<double(std::span<const double>)> combine() const {
        return [this](std::span<const double> values) { return scale_.composite(values, rho_); };
    }

    const InteropData& data_;
    const InteropScale& scale_;
    std::span<const std::size_t> rows_;
    double rho_;
    const InteropBudget& budget_;
};

InteropRange share(const InteropData& data, const InteropRow& row, std::size_t programme, const Arguments& arguments,
                   const InteropBudget& budget) {
    std::span<const std::uint8_t> set;
    if (row.index.set != AreaSet::all) {
        const auto chosen = static_cast<std::size_t>(row.index.set) +
                            static_cast<std::size_t>(argument(row.row, arguments, "set", 0.0));
        if (chosen >= data.sets().sets.size() || data.sets().sets[chosen].empty()) {
            throw Error({Code::unsupported, "", "indicator '" + std::string(row.row.key) + "'",
                         "no area set '" + std::string(area_set_names[chosen]) + "'", "the codebook defines the set",
                         "add the set to the codebook"});
        }
        set = data.sets().sets[chosen];
    }
    const bool held = argument(row.row, arguments, "prerequisites", 0.0) != 0.0;
    return share_range(data, programme, row.index.share, arguments, set, held, budget);
}

InteropRange pair_ratio(const InteropData& data, const Indicator& row, std::size_t p, std::size_t q,
                        const Arguments& arguments, bool held, const InteropBudget& budget) {
    return effective_ratio(
        data, p, q, [&](std::size_t, Cell cell) { return row.terms(cell, arguments); }, held, budget);
}

}  // namespace

const InteropRow& find_interop(std::string_view key) {
    std::vector<std::string_view> keys;
    for (const InteropRow& row : interop_rows) {
        if (row.row.key == key) return row;
        keys.push_back(row.row.key);
    }
    throw Error({Code::unknown_key, "", "indicator", "'" + std::string(key) + "'",
                 "the key is an indicator of interoperability or of a profile",
                 did_you_mean(key, keys, "list the keys with indicators()")});
}

InteropRange bound_interop(const InteropData& data, const InteropRow& row, std::span<const std::size_t> rows,
                           const Arguments& arguments, const InteropBudget& budget) {
    require_rows(data, row.row, rows);
    require_dimensions(data, row);
    const double rho = argument(row.row, arguments, "rho", 1.0);
    const double dimension = argument(row.row, arguments, "dimension", composite_of_all);
    const auto threshold = static_cast<Depth>(argument(row.row, arguments, "threshold", 1.0));
    const bool all = dimension == composite_of_all;
    const Monotone monotone(data, rows, rho, budget);
    switch (row.index.solver) {
        case Solver::shared_depth:
            return shared_depth_range(data, rows[0], rows[1], budget);
        case Solver::dimension:
            return dimension_range(data, rows[0], rows[1], dimension_of(data, dimension), budget);
        case Solver::composite:
            return monotone.composite();
        case Solver::gap:
            return compensation_gap(data, rows[0], rows[1], budget);
        case Solver::level:
            return monotone.level();
        case Solver::attainment:
            return monotone.attainment(dimension);
        case Solver::mediated:
            return monotone.mediated(dimension);
        case Solver::hub_only:
            if (!all) return hub_only_dimension(data, rows[0], rows[1], dimension_of(data, dimension), budget);
            return hub_only(data, rows[0], rows[1], rho, budget);
        case Solver::m_of_k:
            return m_of_k(data, rows, static_cast<std::size_t>(argument(row.row, arguments, "m", 1.0)));
        case Solver::collective:
            return collective_overlap(data, rows, budget);
        case Solver::pair_ratio:
            return pair_ratio(data, row.row, rows[0], rows[1], arguments,
                              argument(row.row, arguments, "prerequisites", 0.0) != 0.0, budget);
        case Solver::share:
            return share(data, row, rows[0], arguments, budget);
        case Solver::known:
            return known_share(data, rows[0], threshold);
        case Solver::concentration:
            return concentration(data, rows[0], threshold);
    }
    return nothing_yet();
}

InteropRange bound_effective(const InteropData& data, const Indicator& row, std::size_t p, std::size_t q,
                             const Arguments& arguments, const InteropBudget& budget) {
    data.require_row(p);
    data.require_row(q);
    if (row.terms == nullptr) {
        throw Error({Code::unsupported, "", "indicator '" + std::string(row.key) + "'", "depths after prerequisites",
                     "it is a sum over areas divided by a sum over areas", "use 'ruzicka' or another ratio"});
    }
    return pair_ratio(data, row, p, q, arguments, true, budget);
}

}  // namespace chirograph
