#include "engine/search/reach.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "engine/search/kinds.hpp"

namespace chirograph {

Reach::Reach(Fraction& fraction) : fraction_(fraction), slack_(slacks()) {}

std::vector<double> Reach::ranges() const {
    std::vector<double> all(fraction_.sums());
    for (std::size_t f = 0; f < all.size(); ++f) {
        for (const Fraction::Area& area : fraction_.areas()) {
            const double weight = f < fraction_.weighted() ? area.weight : 1.0;
            all[f] += weight * (fraction_.most(area.set)[f] - fraction_.least(area.set)[f]);
        }
    }
    return all;
}

/// By how much rounding may move a sum.
std::vector<double> Reach::slacks() const {
    std::vector<double> all(fraction_.sums());
    constexpr double unit = 4.0 * std::numeric_limits<double>::epsilon();
    const double each = unit * static_cast<double>(fraction_.areas().size() + 8);
    for (std::size_t f = 0; f < fraction_.weighted() && !fraction_.frame().whole; ++f) {
        for (const Fraction::Area& area : fraction_.areas()) {
            const double least = std::abs(fraction_.least(area.set)[f]);
            all[f] += each * area.weight * std::max(least, std::abs(fraction_.most(area.set)[f]));
        }
    }
    return all;
}

bool Reach::shrink(Branch& branch) {
    for (int again = 0; again < 2; ++again) {
        std::vector<double> low(fraction_.sums());
        std::vector<double> high(fraction_.sums());
        for (const Group& group : *branch.groups) {
            for (std::size_t f = 0; f < low.size(); ++f) {
                const double times = weight(group, f) * static_cast<double>(group.count);
                low[f] += times * fraction_.least(group.set)[f];
                high[f] += times * fraction_.most(group.set)[f];
            }
        }
        for (std::size_t f = 0; f < low.size(); ++f) {
            branch.low[f] = std::max(branch.low[f], low[f] - slack_[f]);
            branch.high[f] = std::min(branch.high[f], high[f] + slack_[f]);
            if (fraction_.frame().whole || f >= fraction_.weighted()) {
                branch.low[f] = std::ceil(branch.low[f] - 1e-9);
                branch.high[f] = std::floor(branch.high[f] + 1e-9);
            }
            if (branch.low[f] > branch.high[f]) return false;
        }
        std::vector<Fraction::Numbers> kept;
        for (const Group& group : *branch.groups) kept.push_back(inside(branch, group, low, high));
        steps_ += static_cast<double>(branch.groups->size() * low.size());
        const auto before = branch.groups;
        if (!keep(branch, std::move(kept))) return false;
        if (branch.groups == before) break;
    }
    return true;
}

bool Reach::keep(Branch& branch, std::vector<Fraction::Numbers> options) {
    std::shared_ptr<Groups> next;
    for (std::size_t g = 0; g < options.size(); ++g) {
        if (options[g].empty()) return false;
        if (options[g].size() == fraction_.set((*branch.groups)[g].set).size()) continue;
        if (!next) next = std::make_shared<Groups>(*branch.groups);
        (*next)[g].set = fraction_.set_number(std::move(options[g]));
    }
    if (next) branch.groups = std::move(next);
    return true;
}

/// Options of a group that do not carry a sum out of the box even when all others go the other way.
Fraction::Numbers Reach::inside(const Branch& branch, const Group& group, const std::vector<double>& low,
                                const std::vector<double>& high) const {
    const Fraction::Numbers& options = fraction_.set(group.set);
    if (options.size() < 2) return options;
    const double* least = fraction_.least(group.set);
    const double* most = fraction_.most(group.set);
    std::vector<std::size_t> tight;
    for (std::size_t f = 0; f < low.size(); ++f) {
        const double span = weight(group, f) * (most[f] - least[f]);
        if (low[f] + span > branch.high[f] + slack_[f] || high[f] - span < branch.low[f] - slack_[f])
            tight.push_back(f);
    }
    if (tight.empty()) return options;
    Fraction::Numbers kept;
    for (const std::uint16_t o : options) {
        const bool fits = std::all_of(tight.begin(), tight.end(), [&](std::size_t f) {
            const double add = fraction_.adds(o)[f];
            return low[f] + weight(group, f) * (add - least[f]) <= branch.high[f] + slack_[f] &&
                   high[f] - weight(group, f) * (most[f] - add) >= branch.low[f] - slack_[f];
        });
        if (fits) kept.push_back(o);
    }
    return kept;
}

double Reach::completions(const Groups& groups, std::size_t side) const {
    double product = 1.0;
    for (const Group& group : groups) product *= multisets(group.count, fraction_.choices(group.set, side));
    return product;
}

}  // namespace chirograph
