#include "engine/pair/outer.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <queue>
#include <tuple>

#include "engine/search/cheapest.hpp"

namespace chirograph {
namespace {

constexpr int most_rounds = 200;
constexpr double infinite = std::numeric_limits<double>::infinity();

/// A cone of completions by sqrt(h / g), and the bound of sign f / sqrt(g h) over it.
struct Cone {
    double from = 0.0;
    double to = 0.0;
    double bound = 0.0;
    [[nodiscard]] friend bool operator<(const Cone& a, const Cone& b) { return a.bound < b.bound; }
};

class RootSearch {
public:
    RootSearch(const Parts& parts, double sign, double least, double start)
        : parts_(parts), sign_(sign), least_(least), start_(start) {}

    [[nodiscard]] Extreme run(int rounds) {
        const double highest_g = parts_.sum(parts_.best(0.0, 1.0, 0.0)).g;
        const double highest_h = parts_.sum(parts_.best(0.0, 0.0, 1.0)).h;
        low_ = std::sqrt(least_ / std::max(least_, highest_g));
        high_ = std::sqrt(std::max(least_, highest_h) / least_);
        if (sign_ * parts_.sum(parts_.best(sign_, 0.0, 0.0)).f > 0.0) {
            by_cones(rounds);
        } else {
            by_tangent();
        }
        return {sign_ * bound_, bound_ <= best_ + margin() ? witness_ : Parts::Picks{}};
    }

private:
    [[nodiscard]] double margin() const { return 1e-14 * std::max(1.0, std::abs(best_)); }

    /// Bound of sign f / (a g + b h), and the value of the choice behind it if that is a completion.
    double bound(double a, double b) {
        const Extreme extreme = linear_extreme(parts_, sign_, a, b, start_);
        if (parts_.areas() && !extreme.picks.empty()) {
            const PairTerms sum = parts_.sum(extreme.picks);
            const double below = std::sqrt(sum.g * sum.h);
            if (below >= least_ && sign_ * sum.f / below > best_) {
                best_ = sign_ * sum.f / below;
                witness_ = extreme.picks;
            }
        }
        return sign_ * extreme.value;
    }

    void by_cones(int rounds) {
        std::priority_queue<Cone> cones;
        const auto add = [&](double from, double to) {
            cones.push({from, to, bound(from * to / (from + to), 1.0 / (from + to))});
        };
        add(low_, high_);
        for (int round = 0; round < rounds; ++round) {
            const Cone worst = cones.top();
            if (worst.bound <= best_ + margin()) break;
            cones.pop();
            const double middle = std::sqrt(worst.from) * std::sqrt(worst.to);
            add(worst.from, middle);
            add(middle, worst.to);
        }
        bound_ = std::max(best_, cones.top().bound);
    }

    /// The bound is unimodal in t, so golden sections find its lowest point; every t is valid.
    void by_tangent() {
        const double golden = (std::sqrt(5.0) - 1.0) / 2.0;
        double from = std::log(low_);
        double to = std::log(high_);
        bound_ = infinite;
        const auto at = [&](double t) {
            const double value = bound(0.5 * std::exp(t), 0.5 * std::exp(-t));
            bound_ = std::min(bound_, value);
            return value;
        };
        double left = to - golden * (to - from);
        double right = from + golden * (to - from);
        double at_left = at(left);
        double at_right = at(right);
        for (int round = 0; round < 60 && bound_ > best_ + margin(); ++round) {
            if (at_left <= at_right) {
                to = right;
                right = left;
                at_right = at_left;
                left = to - golden * (to - from);
                at_left = at(left);
            } else {
                from = left;
                left = right;
                at_left = at_right;
                right = from + golden * (to - from);
                at_right = at(right);
            }
        }
    }

    const Parts& parts_;
    double sign_;
    double least_;
    double start_;
    double low_ = 0.0;
    double high_ = 0.0;
    double bound_ = 0.0;
    double best_ = -infinite;  ///< of completions met, times sign
    Parts::Picks witness_;
};

/// Different sums only, weighted.
std::vector<PairTerms> distinct(std::vector<PairTerms> terms, double weight) {
    const auto key = [](const PairTerms& t) { return std::tuple(t.f, t.g, t.h); };
    std::sort(terms.begin(), terms.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
    terms.erase(std::unique(terms.begin(), terms.end(), [&](const auto& a, const auto& b) { return key(a) == key(b); }),
                terms.end());
    for (PairTerms& term : terms) term = {weight * term.f, weight * term.g, weight * term.h};
    return terms;
}

}  // namespace

Parts::Picks Parts::best(double cf, double cg, double ch) const {
    Costs costs;
    costs.reserve(choices_.size());
    for (const auto& choices : choices_) {
        auto& column = costs.emplace_back();
        column.reserve(choices.size());
        for (const PairTerms& term : choices) column.push_back(-(cf * term.f + cg * term.g + ch * term.h));
    }
    if (problem_ != nullptr) return *cheapest(*problem_, costs);
    Picks picks;
    picks.reserve(costs.size());
    for (const auto& column : costs) {
        picks.push_back(static_cast<std::size_t>(std::min_element(column.begin(), column.end()) - column.begin()));
    }
    return picks;
}

double Parts::steps() const {
    if (problem_ != nullptr) return choice_steps(*problem_);
    double steps = 0.0;
    for (const auto& choices : choices_) steps += static_cast<double>(choices.size());
    return steps;
}

PairTerms Parts::sum(const Picks& picks) const {
    PairTerms sum;
    for (std::size_t c = 0; c < picks.size(); ++c) {
        const PairTerms& term = choices_[c][picks[c]];
        sum = {sum.f + term.f, sum.g + term.g, sum.h + term.h};
    }
    return sum;
}

Extreme linear_extreme(const Parts& parts, double sign, double a, double b, double start) {
    Extreme extreme{start, {}};
    for (int round = 0; round < most_rounds; ++round) {
        Parts::Picks picks = parts.best(sign, -sign * extreme.value * a, -sign * extreme.value * b);
        const PairTerms sum = parts.sum(picks);
        const double below = a * sum.g + b * sum.h;
        if (!(sign * (sum.f - extreme.value * below) > 0.0)) break;
        if (!(below > 0.0)) return {sign * infinite, {}};
        const double value = sum.f / below;
        if (!(sign * (value - extreme.value) > 0.0)) break;
        extreme = {value, std::move(picks)};
    }
    return extreme;
}

Extreme root_extreme(const Parts& parts, double sign, double least, double start, int rounds) {
    return RootSearch(parts, sign, least, start).run(rounds);
}

Parts pair_parts(const std::vector<std::vector<Cell>>& options, const std::vector<double>& weights, Between between,
                 const Arguments& arguments) {
    struct Kind {
        double weight = 0.0;
        double squares = 0.0;
    };
    std::map<std::vector<Cell>, Kind> kinds;
    for (std::size_t c = 0; c < options.size(); ++c) {
        Kind& kind = kinds[options[c]];
        kind.weight += weights[c];
        kind.squares += weights[c] * weights[c];
    }
    Parts::Choices choices;
    for (auto one = kinds.begin(); one != kinds.end(); ++one) {
        std::vector<PairTerms> alone;
        for (const Cell cell : one->first) alone.push_back(between(cell, cell, arguments));
        choices.push_back(distinct(std::move(alone), 0.5 * one->second.squares));
        for (auto two = one; two != kinds.end(); ++two) {
            const double weight = one == two ? 0.5 * (one->second.weight * one->second.weight - one->second.squares)
                                             : one->second.weight * two->second.weight;
            std::vector<PairTerms> together;
            for (const Cell a : one->first) {
                for (const Cell b : two->first) together.push_back(between(a, b, arguments));
            }
            choices.push_back(distinct(std::move(together), weight));
        }
    }
    return Parts(std::move(choices));
}

Bound certified(double value, double sign, double low, double high) {
    const double outward = value + sign * 1e-14 * std::max(1.0, std::abs(value));
    return {std::clamp(outward, low, high), false, {}};
}

}  // namespace chirograph
