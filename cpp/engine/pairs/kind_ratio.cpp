#include "engine/pairs/kind_ratio.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace chirograph {
namespace {

constexpr int most_rounds = 1000;

/// Drops options that another option beats at every ratio between low and high. sign 1 minimises f - ratio g.
std::vector<Terms> frontier(const std::vector<Terms>& options, double low, double high, double sign) {
    std::vector<Terms> kept;
    const auto beats = [&](Terms a, Terms b) {
        return sign * ((a.f - b.f) - low * (a.g - b.g)) <= 0 && sign * ((a.f - b.f) - high * (a.g - b.g)) <= 0;
    };
    for (const Terms option : options) {
        if (std::any_of(kept.begin(), kept.end(), [&](Terms k) { return beats(k, option); })) continue;
        std::erase_if(kept, [&](Terms k) { return beats(option, k); });
        kept.push_back(option);
    }
    return kept;
}

}  // namespace

KindRatio::KindRatio(const CellKinds& kinds, const Indicator& indicator, const Arguments& arguments, bool self) {
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        for (std::size_t j = 0; j < kinds.size(); ++j) {
            std::vector<Terms> options;
            for (const Cell cell : kinds.cells(i, j, self)) options.push_back(indicator.terms(cell, arguments));
            if (options.empty()) options.emplace_back();  // never held: a programme has one kind with itself
            const auto by_g = [](Terms a, Terms b) { return a.g < b.g; };
            Kind kind{frontier(options, indicator.low, indicator.high, 1.0),
                      frontier(options, indicator.low, indicator.high, -1.0),
                      std::min_element(options.begin(), options.end(), by_g)->g};
            fullest_.push_back(*std::max_element(options.begin(), options.end(), by_g));
            known_ = known_ && options.size() == 1;
            kinds_.push_back(std::move(kind));
        }
    }
}

KindEnds KindRatio::ends(std::span<const double> held) const {
    Terms full;
    for (std::size_t k = 0; k < fullest_.size(); ++k) {
        full.f += held[k] * fullest_[k].f;
        full.g += held[k] * fullest_[k].g;
    }
    if (!(full.g > 0.0)) {
        constexpr double none = std::numeric_limits<double>::quiet_NaN();
        return {none, none, Undefined::always};
    }
    if (known_) return {full.f / full.g, full.f / full.g, Undefined::never};
    double least_g = 0.0;
    for (std::size_t k = 0; k < kinds_.size(); ++k) least_g += held[k] * kinds_[k].least_g;
    return {end(held, full, 1.0), end(held, full, -1.0), least_g > 0.0 ? Undefined::never : Undefined::possible};
}

double KindRatio::end(std::span<const double> held, Terms sum, double sign) const {
    for (int round = 0; round < most_rounds; ++round) {
        Terms next;
        for (std::size_t k = 0; k < kinds_.size(); ++k) {
            if (held[k] == 0.0) continue;
            const auto& options = sign > 0 ? kinds_[k].low : kinds_[k].high;
            Terms best = options.front();
            double cost = sign * (best.f * sum.g - best.g * sum.f);
            for (std::size_t o = 1; o < options.size(); ++o) {
                const double other = sign * (options[o].f * sum.g - options[o].g * sum.f);
                if (other < cost) {
                    cost = other;
                    best = options[o];
                }
            }
            next.f += held[k] * best.f;
            next.g += held[k] * best.g;
        }
        if (!(next.g > 0.0) || !(sign * (next.f * sum.g - sum.f * next.g) < 0.0)) break;
        sum = next;
    }
    return sum.f / sum.g;
}

}  // namespace chirograph
