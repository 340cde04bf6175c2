#include "engine/search/relaxation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace chirograph {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double epsilon = std::numeric_limits<double>::epsilon();

}  // namespace

void Relaxation::group_kinds(const Groups& groups) {
    kinds_.clear();
    mixture_.kind_of.clear();
    const bool counted = fraction_.sums() > fraction_.weighted();
    std::map<std::uint32_t, std::size_t> places;
    for (const Group& group : groups) {
        const auto count = static_cast<double>(group.count);
        const auto [place, fresh] = places.emplace(group.set, kinds_.size());
        if (counted || fresh) {
            if (counted) place->second = kinds_.size();
            kinds_.push_back(counted ? Kind{group.set, group.weight, count} : Kind{group.set, 0.0, 1.0});
        }
        if (!counted) kinds_[place->second].weight += group.weight * count;
        mixture_.kind_of.push_back(place->second);
    }
}

/// The most of sign q_F - u q_G - prices . s over the box, at its corners, at 0 or at the top of a parabola; where
/// -u G is concave, of its tangent plane in the middle.
double Relaxation::best_of(const Piece& piece, const Branch& branch, const std::vector<double>& prices, double u,
                           std::vector<double>& wanted) const {
    double best = -infinite;
    const auto offer = [&](double value, double x, double y) {
        if (value <= best) return;
        best = value;
        wanted[piece.x] = x;
        wanted[piece.y] = y;
    };
    const double x_low = branch.low[piece.x];
    const double x_high = branch.high[piece.x];
    const double price = prices[piece.x];
    if (!of_two(piece.shape)) {
        const auto at = [&](double x) {
            const Terms term = fraction_.piece(piece, x, x);
            offer(sign_ * term.f - u * term.g - price * x, x, x);
        };
        at(x_low);
        at(x_high);
        const double bend = sign_ * piece.factor.f - u * piece.factor.g;
        if (piece.shape == Shape::square && bend < 0.0) at(std::clamp(price / (2.0 * bend), x_low, x_high));
        if (piece.shape == Shape::absolute && x_low < 0.0 && x_high > 0.0) at(0.0);
        return best;
    }
    const double y_low = branch.low[piece.y];
    const double y_high = branch.high[piece.y];
    const bool tangent = piece.shape != Shape::product && u * piece.factor.g < 0.0;
    const double x_mid = 0.5 * (x_low + x_high);
    const double y_mid = 0.5 * (y_low + y_high);
    const double root = tangent ? root_of(piece.shape, x_mid, y_mid, fraction_.frame().total) : 0.0;
    const double total = fraction_.frame().total;
    const auto slope = [&](double at) {
        return piece.shape == Shape::root ? root / (2.0 * at) : root * (total - 2.0 * at) / (2.0 * at * (total - at));
    };
    const double x_slope = tangent ? slope(x_mid) : 0.0;
    const double y_slope = tangent ? slope(y_mid) : 0.0;
    for (const double x : {x_low, x_high}) {
        for (const double y : {y_low, y_high}) {
            Terms term = fraction_.piece(piece, x, y);
            if (tangent) term.g = piece.factor.g * (root + x_slope * (x - x_mid) + y_slope * (y - y_mid));
            offer(sign_ * term.f - u * term.g - price * x - prices[piece.y] * y, x, y);
        }
    }
    return best;
}

DualPoint Relaxation::dual(const Branch& branch, const std::vector<double>& prices, double u) {
    const std::size_t sums = fraction_.sums();
    const std::size_t weighted = fraction_.weighted();
    for (std::size_t o = 0; o < gains_.size(); ++o) {
        const Terms term = fraction_.terms(o);
        gains_[o] = sign_ * term.f - u * term.g;
        const double* add = fraction_.adds(o);
        for (std::size_t f = 0; f < weighted; ++f) gains_[o] += prices[f] * add[f];
    }
    DualPoint dual{0.0, 0.0, std::vector<double>(sums), std::vector<double>(sums),
                   std::vector<std::uint16_t>(kinds_.size())};
    double size = 0.0;
    std::size_t seen = gains_.size() * (weighted + 1);
    for (std::size_t k = 0; k < kinds_.size(); ++k) {
        const Kind& kind = kinds_[k];
        double best = -infinite;
        std::uint16_t pick = 0;
        for (const std::uint16_t o : fraction_.set(kind.set)) {
            double gain = kind.weight * gains_[o];
            for (std::size_t f = weighted; f < sums; ++f) gain += prices[f] * fraction_.adds(o)[f];
            if (gain > best) {
                best = gain;
                pick = o;
            }
        }
        seen += fraction_.set(kind.set).size() + sums;
        const double* add = fraction_.adds(pick);
        const double weight = kind.weight * kind.count;
        const Terms term = fraction_.terms(pick);
        for (std::size_t f = 0; f < weighted; ++f) dual.sums[f] += weight * add[f];
        for (std::size_t f = weighted; f < sums; ++f) dual.sums[f] += kind.count * add[f];
        dual.gain += weight * (sign_ * term.f - u * term.g);
        dual.value += kind.count * best;
        size += std::abs(kind.count * best);
        dual.picks[k] = pick;
    }
    steps_ += static_cast<double>(seen);
    for (const Piece& piece : fraction_.frame().pieces) {
        const double best = best_of(piece, branch, prices, u, dual.wanted);
        dual.value += best;
        size += std::abs(best) + std::abs(prices[piece.x] * dual.wanted[piece.x]) +
                std::abs(prices[piece.y] * dual.wanted[piece.y]);
    }
    for (std::size_t f = fraction_.margins(); f < sums; ++f) {
        dual.wanted[f] = prices[f] > 0.0 ? branch.low[f] : branch.high[f];
        dual.value -= prices[f] * dual.wanted[f];
        size += std::abs(prices[f] * dual.wanted[f]);
    }
    const Terms constant = fraction_.frame().constant;
    dual.value += sign_ * constant.f - u * constant.g;
    size += std::abs(constant.f) + std::abs(u * constant.g);
    dual.value += static_cast<double>(kinds_.size() + 4 * sums + 16) * epsilon * size;  // outward
    return dual;
}

double Relaxation::least_denominator(const Branch& branch) const {
    double least = fraction_.frame().constant.g;
    for (const Kind& kind : kinds_) {
        double low = infinite;
        for (const std::uint16_t o : fraction_.set(kind.set)) low = std::min(low, fraction_.terms(o).g);
        least += kind.weight * kind.count * low;
    }
    for (const Piece& piece : fraction_.frame().pieces) {
        double low = infinite;
        for (const double x : {branch.low[piece.x], branch.high[piece.x]}) {
            for (const double y : {branch.low[piece.y], branch.high[piece.y]}) {
                low = std::min(low, fraction_.piece(piece, x, of_two(piece.shape) ? y : x).g);
            }
        }
        const bool valley = !of_two(piece.shape) && piece.factor.g > 0.0;
        least += valley && branch.low[piece.x] < 0.0 && branch.high[piece.x] > 0.0 ? 0.0 : low;
    }
    return std::max(fraction_.frame().least, least * (1.0 - 1e-12));
}

/// max H is convex in u, so a line between a u with H > 0 and one with H <= 0 crosses 0 above the end.
double Relaxation::chord(const Branch& branch, double u, double value) {
    const double least = least_denominator(branch);
    double high = std::min(branch.bound, u + std::max(0.0, value) / least);
    constexpr int most_chords = 4;
    constexpr double near = 1e-13;
    for (int k = 0; k < most_chords && value > 0.0 && high > u + near; ++k) {
        const double there = dual(branch, branch.prices, high).value;
        if (there > 0.0) return std::min(branch.bound, high + there / least);
        high = std::min(high, u + (high - u) * value / (value - there) + 1e-15);
    }
    return high;
}

/// Moves `prices` to where the bound of H at this u is least; that bound.
double Relaxation::descend(const Branch& branch, double u, int rounds, std::vector<double>& prices, Bundle& bundle) {
    const double best =
        bundle.descend(prices, rounds, [&](const std::vector<double>& trial) { return dual(branch, trial, u); });
    steps_ += std::exchange(bundle.steps, 0.0);
    return best;
}

void Relaxation::read_mixture(const Bundle& bundle) {
    mixture_.mean.assign(fraction_.sums(), 0.0);
    mixture_.gain = 0.0;
    mixture_.shares.assign(kinds_.size(), std::vector<double>(fraction_.options()));
    for (std::size_t i = 0; i < bundle.cuts.size(); ++i) {
        const double share = bundle.share[i];
        if (!(share > 0.0)) continue;
        const DualPoint& one = bundle.cuts[i].dual;
        for (std::size_t f = 0; f < mixture_.mean.size(); ++f) mixture_.mean[f] += share * one.sums[f];
        mixture_.gain += share * one.gain;
        for (std::size_t k = 0; k < kinds_.size(); ++k) mixture_.shares[k][one.picks[k]] += share;
    }
}

void Relaxation::tighten(Branch& branch, double beat, int rounds) {
    group_kinds(*branch.groups);
    std::vector<double> scale;
    for (std::size_t f = 0; f < fraction_.sums(); ++f) {
        const double share = f < fraction_.margins() ? 0.01 : 0.1;
        scale.push_back(1.0 / std::max({branch.high[f] - branch.low[f], share * ranges_[f], 1e-9}));
    }
    Bundle bundle(scale);
    const double before = branch.bound;
    const double value = descend(branch, beat, rounds, branch.prices, bundle);
    read_mixture(bundle);
    branch.bound = chord(branch, beat, value);
    // Where denominators may be tiny that says little: then halve what is left, with prices of its own.
    constexpr int most_halvings = 3;
    for (int k = 0; k < most_halvings && branch.bound - beat > 0.5 * (before - beat); ++k) {
        const double middle = 0.5 * (beat + branch.bound);
        std::vector<double> prices = branch.prices;
        Bundle other(scale);
        if (descend(branch, middle, rounds, prices, other) > 0.0) break;
        branch.bound = middle;
    }
}

std::vector<Fraction::Numbers> Relaxation::promising(const Branch& branch, double beat) {
    const double left = dual(branch, branch.prices, beat).value;
    std::vector<Fraction::Numbers> kept;
    std::vector<double> gains;
    for (const Group& group : *branch.groups) {
        gains.clear();
        for (const std::uint16_t o : fraction_.set(group.set)) {
            double gain = group.weight * gains_[o];
            for (std::size_t f = fraction_.weighted(); f < fraction_.sums(); ++f) {
                gain += branch.prices[f] * fraction_.adds(o)[f];
            }
            gains.push_back(gain);
        }
        const double best = *std::max_element(gains.begin(), gains.end());
        auto& list = kept.emplace_back();
        for (std::size_t i = 0; i < gains.size(); ++i) {
            if (best - gains[i] <= left) list.push_back(fraction_.set(group.set)[i]);
        }
    }
    return kept;
}

Relaxation::Slack Relaxation::slack(const Branch& branch, double beat) const {
    const Terms constant = fraction_.frame().constant;
    Slack slack{{}, mixture_.gain + sign_ * constant.f - beat * constant.g};
    std::vector<double> wanted(fraction_.sums());
    for (const Piece& piece : fraction_.frame().pieces) {
        const double x = std::clamp(mixture_.mean[piece.x], branch.low[piece.x], branch.high[piece.x]);
        const double y = std::clamp(mixture_.mean[piece.y], branch.low[piece.y], branch.high[piece.y]);
        const Terms term = fraction_.piece(piece, x, y);
        const double here = sign_ * term.f - beat * term.g;
        const double priced = branch.prices[piece.x] * x + (of_two(piece.shape) ? branch.prices[piece.y] * y : 0.0);
        slack.pieces.push_back(std::max(0.0, best_of(piece, branch, branch.prices, beat, wanted) + priced - here));
        slack.inside += here;
    }
    return slack;
}

}  // namespace chirograph
