// How sums over areas are put together from counts of common bits.
#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <utility>

#include "engine/pairs/pair_sums.hpp"

namespace chirograph {
namespace {

using Bits = std::vector<std::uint8_t>;
constexpr std::size_t most_products = 512;
constexpr std::size_t most_of_one_kind = 24;

/// Sets of kinds: those whose lower, and those whose upper end reaches a depth; none twice, none that follows from
/// others.
std::vector<Bits> ends_reach(const CellKinds& kinds) {
    std::vector<Bits> sets;
    for (int depth = 1; depth <= depth_limit; ++depth) {
        for (const bool upper : {false, true}) {
            Bits set;
            for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
                set.push_back((upper ? kinds.most(kind) : kinds.least(kind)) >= depth ? 1 : 0);
            }
            sets.push_back(std::move(set));
        }
    }
    return sets;
}

/// Sets of one kind each, but for the first kind.
std::vector<Bits> single_kinds(std::size_t kinds) {
    std::vector<Bits> sets(kinds - 1, Bits(kinds, 0));
    for (std::size_t set = 0; set < sets.size(); ++set) sets[set][set + 1] = 1;
    return sets;
}

/// The sets that do not follow from those before them and from all kinds together.
std::vector<Bits> independent(const std::vector<Bits>& sets, std::size_t kinds) {
    std::vector<Bits> kept;
    std::vector<Eigen::VectorXd> found{Eigen::VectorXd::Ones(static_cast<Eigen::Index>(kinds)).normalized()};
    for (const Bits& set : sets) {
        Eigen::VectorXd rest(static_cast<Eigen::Index>(kinds));
        for (std::size_t kind = 0; kind < kinds; ++kind) rest[static_cast<Eigen::Index>(kind)] = set[kind];
        for (const auto& one : found) rest -= one.dot(rest) * one;
        for (const auto& one : found) rest -= one.dot(rest) * one;
        if (rest.norm() < 1e-6) continue;
        found.push_back(rest.normalized());
        kept.push_back(set);
    }
    return kept;
}

/// F = B C B^T, where the columns of B are all kinds and the sets: C in whole numbers; nothing when there is none.
std::optional<Eigen::MatrixXd> solved(const Eigen::MatrixXd& of, const Eigen::MatrixXd& sets) {
    const Eigen::ColPivHouseholderQR<Eigen::MatrixXd> solver(sets);
    const Eigen::MatrixXd half = solver.solve(of);
    const Eigen::MatrixXd found = solver.solve(half.transpose().eval()).transpose().array().round().matrix();
    if (sets * found * sets.transpose() != of) return std::nullopt;
    return found;
}

/// How often each two sets are counted in each sum.
using Products = std::map<std::pair<Bits, Bits>, std::vector<double>>;

/// Of two sets, one within the other, a b + b a = a a + b b - (a - b)(a - b), where a - b is what only one has: where a
/// a and b b are counted anyway that is one product instead of two.
Products products_of(const std::vector<Bits>& sets, const std::vector<Eigen::MatrixXd>& found) {
    Products all;
    const auto each = [&](std::size_t i, std::size_t j) {
        std::vector<double> times;
        for (const auto& one : found) {
            times.push_back(one(static_cast<Eigen::Index>(i) + 1, static_cast<Eigen::Index>(j) + 1));
        }
        return times;
    };
    const auto some = [](const std::vector<double>& times) {
        return std::ranges::any_of(times, [](double x) { return x != 0.0; });
    };
    const auto add = [&](const Bits& one, const Bits& two, const std::vector<double>& times, double sign) {
        auto& sum = all.try_emplace({one, two}, found.size(), 0.0).first->second;
        for (std::size_t at = 0; at < sum.size(); ++at) sum[at] += sign * times[at];
    };
    for (std::size_t i = 0; i < sets.size(); ++i) {
        add(sets[i], sets[i], each(i, i), 1.0);
        for (std::size_t j = 0; j < i; ++j) {
            const auto times = each(i, j);
            Bits only(sets[i].size());
            for (std::size_t kind = 0; kind < only.size(); ++kind) only[kind] = sets[i][kind] ^ sets[j][kind];
            const bool within = std::ranges::equal(sets[i], sets[j], std::less_equal<>()) ||
                                std::ranges::equal(sets[j], sets[i], std::less_equal<>());
            if (within && times == each(j, i) && some(times) && some(each(i, i)) && some(each(j, j))) {
                add(sets[i], sets[i], times, 1.0);
                add(sets[j], sets[j], times, 1.0);
                add(only, only, times, -1.0);
            } else {
                add(sets[i], sets[j], times, 1.0);
                add(sets[j], sets[i], each(j, i), 1.0);
            }
        }
    }
    return all;
}

std::optional<Plan> planned(const std::vector<KindNumbers>& sums, const std::vector<Bits>& given, std::size_t kinds) {
    const std::vector<Bits> sets = independent(given, kinds);
    const auto size = static_cast<Eigen::Index>(kinds);
    Eigen::MatrixXd columns = Eigen::MatrixXd::Ones(size, static_cast<Eigen::Index>(sets.size()) + 1);
    for (std::size_t set = 0; set < sets.size(); ++set) {
        for (Eigen::Index kind = 0; kind < size; ++kind) {
            columns(kind, static_cast<Eigen::Index>(set) + 1) = sets[set][static_cast<std::size_t>(kind)];
        }
    }
    std::vector<Eigen::MatrixXd> found;
    for (const KindNumbers& sum : sums) {
        const Eigen::Map<const Eigen::Matrix<double, -1, -1, Eigen::RowMajor>> of(sum.data(), size, size);
        auto one = solved(of, columns);
        if (!one) return std::nullopt;
        found.push_back(std::move(*one));
    }
    Plan plan;
    for (const auto& one : found) {
        Plan::Sum sum;
        const Eigen::VectorXd first = columns * one.col(0);
        const Eigen::VectorXd second =
            columns.rightCols(columns.cols() - 1) * one.row(0).tail(one.cols() - 1).transpose();
        sum.first.assign(first.begin(), first.end());
        sum.second.assign(second.begin(), second.end());
        plan.sums.push_back(std::move(sum));
    }
    // Products that count alike in every sum are counted together.
    std::map<std::vector<double>, Group> groups;
    std::size_t products = 0;
    for (auto& [product, each] : products_of(sets, found)) {
        if (std::ranges::all_of(each, [](double times) { return times == 0.0; })) continue;
        groups[std::move(each)].push_back({product.first, product.second});
        ++products;
    }
    if (groups.size() > most_groups || products > most_products) return std::nullopt;
    for (auto& [each, group] : groups) {
        for (std::size_t sum = 0; sum < sums.size(); ++sum) plan.sums[sum].each.push_back(each[sum]);
        plan.groups.push_back(std::move(group));
    }
    return plan;
}

std::size_t products(const Plan& plan) {
    std::size_t count = 0;
    for (const Group& group : plan.groups) count += group.size();
    return count;
}

}  // namespace

std::optional<Plan> plan_of(const CellKinds& kinds, const std::vector<KindNumbers>& sums) {
    for (const KindNumbers& sum : sums) {
        if (std::any_of(sum.begin(), sum.end(), [](double x) { return x != std::nearbyint(x); })) return std::nullopt;
    }
    auto best = planned(sums, ends_reach(kinds), kinds.size());
    if (kinds.size() > most_of_one_kind) return best;
    auto other = planned(sums, single_kinds(kinds.size()), kinds.size());
    if (!best || (other && products(*other) < products(*best))) return other;
    return best;
}

}  // namespace chirograph
