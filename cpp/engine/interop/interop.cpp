#include "engine/interop/interop.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "engine/base/error.hpp"
#include "engine/base/near_names.hpp"
#include "engine/catalogue/interop_rows.hpp"
#include "engine/interop/dimensions.hpp"
#include "engine/interop/group.hpp"
#include "engine/interop/hub.hpp"
#include "engine/interop/profile.hpp"
#include "engine/interop/ratio.hpp"
#include "engine/interop/weakest.hpp"

namespace chirograph {
namespace {

constexpr double all_of_them = -1.0;

double argument(const Indicator& row, const Arguments& arguments, std::string_view name, double otherwise) {
    for (std::size_t i = 0; i < row.parameter_count(); ++i) {
        if (row.parameters[i].name == name) return arguments.values[i];
    }
    return otherwise;
}

/// Do prerequisites hold depths down?
bool held(const Indicator& row, const Arguments& arguments) {
    return argument(row, arguments, "prerequisites", 0.0) != 0.0;
}

/// Solvers that compose or compare dimensions.
bool needs_dimensions(Solver solver) {
    constexpr std::array solvers{Solver::dimension,  Solver::composite, Solver::gap,     Solver::level,
                                 Solver::attainment, Solver::mediated,  Solver::hub_only};
    return std::find(solvers.begin(), solvers.end(), solver) != solvers.end();
}

void require(const InteropData& data, const InteropRow& row, std::span<const std::size_t> rows) {
    const std::string name = "indicator '" + std::string(row.row.key) + "'";
    for (const std::size_t one : rows) data.require_row(one);
    const std::size_t wanted = row.row.arity == Arity::programme ? 1U : 2U;
    if (row.row.arity != Arity::group && rows.size() != wanted) {
        throw Error({Code::index, "", name, std::to_string(rows.size()) + " rows",
                     "it is about " + std::string(wanted == 1 ? "one programme" : "a pair of programmes"),
                     "name as many rows"});
    }
    if (data.model().dimensions > 0 || !needs_dimensions(row.index.solver)) return;
    throw Error({Code::unsupported, "", name, "no dimension", "the codebook names the dimensions of interoperability",
                 "add dimensions to the codebook"});
}

std::optional<std::size_t> dimension_of(const InteropData& data, double wanted) {
    if (wanted == all_of_them) return std::nullopt;
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
    /// `one` is the dimension asked about, nothing when it is all of them.
    Monotone(const InteropData& data, std::span<const std::size_t> rows, double rho, std::optional<std::size_t> one,
             const InteropBudget& budget)
        : data_(data), scale_(data.scale()), rows_(rows), rho_(rho), one_(one), budget_(budget) {}

    [[nodiscard]] InteropRange composite() const {
        const auto value = [this](std::span<const Side> sides, std::span<const Halves> between) {
            return scale_.composite(scale_.profile(dyad(sides, between)), rho_);
        };
        return composite_range(
            data_, rows_, value, [this] { return direct(); }, combine());
    }

    [[nodiscard]] InteropRange attainment() const {
        if (one_) return attainment_range(data_, rows_[0], *one_, budget_);
        const auto value = [this](std::span<const Side> sides, std::span<const Halves>) {
            return scale_.composite(scale_.attainment(sides[0]), rho_);
        };
        return composite_range(
            data_, rows_, value, [this] { return attained(rows_[0]); }, combine());
    }

    [[nodiscard]] InteropRange mediated() const {
        const auto asked = [this](const std::vector<double>& values) {
            return one_ ? values[*one_] : scale_.composite(values, rho_);
        };
        const auto value = [&](std::span<const Side> sides, std::span<const Halves> between) {
            return asked(scale_.mediated(dyad(sides, between)));
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
            return asked(values);
        };
        return composite_range(data_, rows_, value, parts, through);
    }

    [[nodiscard]] InteropRange level() const {
        return corner_range(data_, rows_, [this](std::span<const Side> sides, std::span<const Halves> between) {
            return static_cast<double>(scale_.level(dyad(sides, between)));
        });
    }

private:
    template <class One>
    [[nodiscard]] std::vector<InteropRange> each(One one) const {
        std::vector<InteropRange> ranges;
        for (std::size_t d = 0; d < data_.model().dimensions; ++d) ranges.push_back(one(d));
        return ranges;
    }
    [[nodiscard]] std::vector<InteropRange> direct() const {
        return each([this](std::size_t d) { return dimension_range(data_, rows_[0], rows_[1], d, budget_); });
    }
    [[nodiscard]] std::vector<InteropRange> attained(std::size_t row) const {
        return each([&](std::size_t d) { return attainment_range(data_, row, d, budget_); });
    }
    [[nodiscard]] std::function<double(std::span<const double>)> combine() const {
        return [this](std::span<const double> values) { return scale_.composite(values, rho_); };
    }

    const InteropData& data_;
    const InteropScale& scale_;
    std::span<const std::size_t> rows_;
    double rho_;
    std::optional<std::size_t> one_;
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
    return share_range(data, programme, row.index.share, arguments, set, held(row.row, arguments), budget);
}

InteropRange pair_ratio(const InteropData& data, const Indicator& row, std::size_t p, std::size_t q,
                        const Arguments& arguments, bool prerequisites, const InteropBudget& budget) {
    const auto terms = [&](std::size_t, Cell cell) { return row.terms(cell, arguments); };
    return effective_ratio(data, p, q, terms, prerequisites, budget);
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
    require(data, row, rows);
    const double rho = argument(row.row, arguments, "rho", 1.0);
    const std::optional<std::size_t> one = dimension_of(data, argument(row.row, arguments, "dimension", all_of_them));
    const auto threshold = static_cast<Depth>(argument(row.row, arguments, "threshold", 1.0));
    const Monotone monotone(data, rows, rho, one, budget);
    switch (row.index.solver) {
        case Solver::shared_depth:
            return shared_depth_range(data, rows[0], rows[1], budget);
        case Solver::dimension:
            return dimension_range(data, rows[0], rows[1], *one, budget);
        case Solver::composite:
            return monotone.composite();
        case Solver::gap:
            return compensation_gap({data, rows[0], rows[1], budget});
        case Solver::level:
            return monotone.level();
        case Solver::attainment:
            return monotone.attainment();
        case Solver::mediated:
            return monotone.mediated();
        case Solver::hub_only:
            if (one) return hub_only_dimension({data, rows[0], rows[1], budget}, *one);
            return hub_only({data, rows[0], rows[1], budget}, rho);
        case Solver::m_of_k:
            return m_of_k(data, rows, static_cast<std::size_t>(argument(row.row, arguments, "m", 1.0)));
        case Solver::collective:
            return collective_overlap(data, rows, budget);
        case Solver::pair_ratio:
            return pair_ratio(data, row.row, rows[0], rows[1], arguments, held(row.row, arguments), budget);
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
