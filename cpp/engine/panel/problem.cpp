#include "engine/panel/problem.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string>
#include <utility>

#include "engine/base/error.hpp"
#include "engine/panel/common.hpp"

namespace chirograph {
namespace {

/// Assignments of linked programmes in one area beyond which joint domains are relaxed instead of enumerated.
constexpr std::size_t most_assignments = 1'000'000;

/// The programmes of one area that joint domains tie to the pair, the pair first.
struct Linked {
    std::vector<std::size_t> rows;
    std::vector<const JointDomain*> domains;
};

Linked linked_rows(const Constraints& constraints, std::size_t column, std::size_t p, std::size_t q) {
    Linked linked;
    linked.rows = p == q ? std::vector{p} : std::vector{p, q};
    const auto known = [&](std::size_t row) {
        return std::find(linked.rows.begin(), linked.rows.end(), row) != linked.rows.end();
    };
    for (bool grew = true; grew;) {
        grew = false;
        for (const JointDomain& domain : constraints.joint) {
            const bool used = std::find(linked.domains.begin(), linked.domains.end(), &domain) != linked.domains.end();
            if (domain.column != column || used || std::none_of(domain.rows.begin(), domain.rows.end(), known))
                continue;
            linked.domains.push_back(&domain);
            for (const std::size_t row : domain.rows) {
                if (!known(row)) linked.rows.push_back(row);
            }
            grew = true;
        }
    }
    return linked;
}

bool allows(const JointDomain& domain, const std::vector<std::size_t>& rows, const std::vector<Depth>& depths) {
    std::vector<Depth> seen;
    for (const std::size_t row : domain.rows) {
        const auto position = std::find(rows.begin(), rows.end(), row) - rows.begin();
        seen.push_back(depths[static_cast<std::size_t>(position)]);
    }
    return std::find(domain.allowed.begin(), domain.allowed.end(), seen) != domain.allowed.end();
}

std::vector<Cell> interval_options(const Panel& panel, std::size_t column, std::size_t p, std::size_t q) {
    std::vector<Cell> options;
    for (unsigned x = panel.lower(p, column); x <= panel.upper(p, column); ++x) {
        if (p == q) {
            options.push_back({static_cast<Depth>(x), static_cast<Depth>(x)});
            continue;
        }
        for (unsigned y = panel.lower(q, column); y <= panel.upper(q, column); ++y) {
            options.push_back({static_cast<Depth>(x), static_cast<Depth>(y)});
        }
    }
    return options;
}

std::size_t assignments(const Panel& panel, const std::vector<std::size_t>& rows, std::size_t column) {
    std::size_t product = 1;
    for (const std::size_t row : rows) {
        product *= static_cast<std::size_t>(panel.upper(row, column) - panel.lower(row, column)) + 1;
        if (product > most_assignments) return product;
    }
    return product;
}

/// Every assignment of the linked rows that satisfies the domains, projected onto the pair.
std::vector<Cell> joint_options(const Panel& panel, const Linked& linked, std::size_t column, bool same) {
    std::set<std::pair<Depth, Depth>> found;
    std::vector<Depth> depths;
    for (const std::size_t row : linked.rows) depths.push_back(panel.lower(row, column));
    for (bool more = true; more;) {
        if (std::all_of(linked.domains.begin(), linked.domains.end(),
                        [&](const JointDomain* domain) { return allows(*domain, linked.rows, depths); })) {
            found.emplace(depths[0], same ? depths[0] : depths[1]);
        }
        more = false;
        for (std::size_t i = 0; i < depths.size() && !more; ++i) {
            more = depths[i] < panel.upper(linked.rows[i], column);
            depths[i] = more ? static_cast<Depth>(depths[i] + 1) : panel.lower(linked.rows[i], column);
        }
    }
    std::vector<Cell> options;
    for (const auto& [x, y] : found) options.push_back({x, y});
    return options;
}

/// Does what this row has here depend on what it has elsewhere? Not where every count it enters is settled.
bool tied_across_areas(const Panel& panel, const Constraints& constraints, std::size_t row, std::size_t column) {
    const auto open = [&](Depth threshold) {
        return panel.lower(row, column) < threshold && threshold <= panel.upper(row, column);
    };
    const auto counts = [&](const ListLength& length) { return length.row == row && open(length.threshold); };
    const auto names = [&](const AtLeastOne& block) {
        return block.row == row && open(block.threshold) &&
               std::find(block.columns.begin(), block.columns.end(), column) != block.columns.end();
    };
    const auto shares = [&](const Common& common) {
        return among(common.rows, row) && among(common.columns, column) && open(common.threshold);
    };
    return std::any_of(constraints.lengths.begin(), constraints.lengths.end(), counts) ||
           std::any_of(constraints.blocks.begin(), constraints.blocks.end(), names) ||
           std::any_of(constraints.common.begin(), constraints.common.end(), shares);
}

void add_options(PairProblem& problem, const Panel& panel, const Constraints& constraints, std::size_t column,
                 std::size_t p, std::size_t q) {
    const Linked linked = linked_rows(constraints, column, p, q);
    const std::size_t own = p == q ? 1 : 2;
    for (std::size_t i = own; i < linked.rows.size(); ++i) {
        if (tied_across_areas(panel, constraints, linked.rows[i], column)) problem.exact = false;
    }
    if (linked.domains.empty() || assignments(panel, linked.rows, column) > most_assignments) {
        problem.exact = problem.exact && linked.domains.empty();
        problem.options.push_back(interval_options(panel, column, p, q));
        return;
    }
    problem.options.push_back(joint_options(panel, linked, column, p == q));
    if (problem.options.back().empty()) {
        throw Error({Code::infeasible, "", "column " + std::to_string(column),
                     "rows " + std::to_string(p) + " and " + std::to_string(q),
                     "the joint domains leave the pair at least one option", "correct the domain or the cells"});
    }
}

void add_counters(PairProblem& problem, const Constraints& constraints, std::size_t row, Counter::Sees sees) {
    const std::size_t columns = problem.columns();
    for (const ListLength& length : constraints.lengths) {
        if (length.row != row) continue;
        Counter counter{sees,           length.threshold, std::vector<std::uint8_t>(columns, 1),
                        length.minimum, length.maximum,   0};
        counter.cap = length.maximum >= columns ? length.minimum : length.maximum;
        problem.counters.push_back(std::move(counter));
    }
    for (const AtLeastOne& block : constraints.blocks) {
        if (block.row != row) continue;
        Counter counter{sees, block.threshold, std::vector<std::uint8_t>(columns, 0), 1, block.columns.size(), 1};
        for (const std::size_t column : block.columns) counter.counted[column] = 1;
        problem.counters.push_back(std::move(counter));
    }
}

/// Who counts is who of the pair is named; a pair of a programme with itself is the first.
void add_common(PairProblem& problem, const Panel& panel, const Constraints& constraints, std::size_t p,
                std::size_t q) {
    const std::array pair{p, q};
    for (const Common& whole : constraints.common) {
        for (const Common& common : projected(panel, whole, pair)) {
            const bool both = common.rows.size() == 2;
            const auto sees = both                       ? Counter::Sees::both
                              : common.rows.front() == p ? Counter::Sees::x
                                                         : Counter::Sees::y;
            Counter counter{sees,           common.threshold, std::vector<std::uint8_t>(problem.columns(), 0),
                            common.minimum, common.maximum,   0};
            counter.cap = common.maximum >= common.columns.size() ? common.minimum : common.maximum;
            for (const std::size_t column : common.columns) counter.counted[column] = 1;
            problem.counters.push_back(std::move(counter));
        }
    }
    problem.exact = problem.exact && projects_exactly(panel, constraints, pair);
}

/// The weights times a power of two, the largest in [1, 2): no digit changes, and products neither overflow nor vanish.
std::vector<double> balanced(std::span<const double> weights) {
    std::vector<double> scaled(weights.begin(), weights.end());
    const int exponent = std::ilogb(*std::max_element(scaled.begin(), scaled.end()));
    for (double& weight : scaled) weight = std::ldexp(weight, -exponent);
    return scaled;
}

}  // namespace

std::vector<double> computing_weights(const Panel& panel) {
    const auto whole = panel.whole_weights();
    return whole.empty() ? balanced(panel.weights()) : std::vector<double>(whole.begin(), whole.end());
}

PairProblem pair_problem(const Panel& panel, const Constraints& constraints, std::size_t p, std::size_t q) {
    PairProblem problem;
    problem.max_depth = panel.max_depth();
    problem.weights = computing_weights(panel);
    problem.whole_weights.assign(panel.whole_weights().begin(), panel.whole_weights().end());
    problem.options.reserve(panel.columns());
    for (std::size_t column = 0; column < panel.columns(); ++column) {
        add_options(problem, panel, constraints, column, p, q);
    }
    add_counters(problem, constraints, p, Counter::Sees::x);
    if (p != q) add_counters(problem, constraints, q, Counter::Sees::y);
    add_common(problem, panel, constraints, p, q);
    return problem;
}

}  // namespace chirograph
