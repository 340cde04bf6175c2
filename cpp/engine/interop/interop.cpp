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
#include "engine/interop/profile.hpp"
#include "engine/interop/ratio.hpp"

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
    constexpr std::array solvers{Solver::dimension,  Solver::composite, Solver::gap,     Solver::breadth,
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

BreadthAsked reach_of(const InteropData& data, const Indicator& row, const Arguments& arguments,
                      std::optional<std::size_t> dimension) {
    const auto least = static_cast<std::size_t>(argument(row, arguments, "least", 0.0));
    if (least > data.model().dimensions) {
        throw Error({Code::parameter, "", "parameter least", std::to_string(least),
                     "there are " + std::to_string(data.model().dimensions) + " dimensions", "correct the number"});
    }
    return {static_cast<Depth>(argument(row, arguments, "depth", 1.0)), least, dimension};
}

InteropRange share(const InteropData& data, const InteropRow& row, std::size_t programme, const Arguments& arguments,
                   const InteropBudget& budget) {
    std::span<const std::uint8_t> set;
    if (const double wanted = argument(row.row, arguments, "set", all_of_them); wanted != all_of_them) {
        const auto& sets = data.sets().sets;
        const auto chosen = static_cast<std::size_t>(wanted);
        if (chosen >= sets.size()) {
            throw Error({Code::parameter, "", "parameter set", std::to_string(chosen),
                         "the codebook has " + std::to_string(sets.size()) + " sets of areas, numbered from 0",
                         "correct the number"});
        }
        set = sets[chosen];
    }
    return share_range(data, programme, row.index.share, arguments, set, held(row.row, arguments), budget);
}

InteropRange pair_ratio(const InteropData& data, const Indicator& row, std::size_t p, std::size_t q,
                        const Arguments& arguments, bool prerequisites, const InteropBudget& budget) {
    const AreaTerms terms = [&](std::size_t, std::span<const unsigned> values) {
        return row.terms({static_cast<Depth>(values[0]), static_cast<Depth>(values[1])}, arguments);
    };
    return ratio_range(data, {{p, q}, false, {}, {}, !prerequisites}, terms, budget);
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
    const Over over{argument(row.row, arguments, "rho", 1.0),
                    dimension_of(data, argument(row.row, arguments, "dimension", all_of_them))};
    const auto threshold = static_cast<Depth>(argument(row.row, arguments, "threshold", 1.0));
    const std::size_t p = rows.empty() ? 0 : rows.front();
    const std::size_t q = rows.empty() ? 0 : rows.back();
    switch (row.index.solver) {
        case Solver::shared_depth:
            return shared_depth_range(data, p, q, budget);
        case Solver::dimension:
        case Solver::composite:
            return direct_range(data, p, q, over, budget);
        case Solver::gap:
            return compensation_gap(data, p, q, budget);
        case Solver::breadth:
            return breadth_range(data, p, q, reach_of(data, row.row, arguments, over.one), budget);
        case Solver::attainment:
            return attainment_range(data, p, over, budget);
        case Solver::mediated:
            return mediated_range(data, p, q, over, budget);
        case Solver::hub_only:
            return hub_only(data, p, q, over, budget);
        case Solver::m_of_k:
            return m_of_k(data, rows, static_cast<std::size_t>(argument(row.row, arguments, "m", 1.0)), budget);
        case Solver::collective:
            return collective_overlap(data, rows, budget);
        case Solver::pair_ratio:
            return pair_ratio(data, row.row, p, q, arguments, held(row.row, arguments), budget);
        case Solver::share:
            return share(data, row, p, arguments, budget);
        case Solver::known:
            return known_share(data, p, threshold);
        case Solver::concentration:
            return concentration(data, p, threshold, budget);
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
