#include "engine/pairs/bit_planes.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <map>
#include <utility>

namespace chirograph {
namespace {

using CommonBits = std::uint32_t (*)(const std::uint64_t*, const std::uint64_t*, std::size_t);

inline std::uint32_t common_bits(const std::uint64_t* a, const std::uint64_t* b, std::size_t words) {
    std::uint64_t sum = 0;
    for (std::size_t w = 0; w < words; ++w) sum += static_cast<std::uint64_t>(std::popcount(a[w] & b[w]));
    return static_cast<std::uint32_t>(sum);
}

#if defined(__x86_64__) && defined(__GNUC__)
// The same loop for processors with a population count; the counts are equal, only the speed differs.
__attribute__((target("popcnt"))) std::uint32_t common_bits_popcnt(const std::uint64_t* a, const std::uint64_t* b,
                                                                   std::size_t words) {
    std::uint64_t sum = 0;
    for (std::size_t w = 0; w < words; ++w) sum += static_cast<std::uint64_t>(__builtin_popcountll(a[w] & b[w]));
    return static_cast<std::uint32_t>(sum);
}
CommonBits fastest() {
    return __builtin_cpu_supports("popcnt") ? common_bits_popcnt : common_bits;
}
#else
CommonBits fastest() {
    return common_bits;
}
#endif

using Interval = std::pair<Depth, Depth>;

/// Intervals that the index cannot tell apart become one: with a threshold t only below, open and reached remain.
Interval reduced(Depth lower, Depth upper, const Indicator& indicator, const Arguments& arguments) {
    if (indicator.traits.uses_levels) return {lower, upper};
    const Depth threshold = static_cast<Depth>(arguments.values[0]);
    const auto level = [threshold](Depth depth) { return depth >= threshold ? threshold : Depth{0}; };
    return {level(lower), level(upper)};
}

std::vector<Depth> members(Interval interval, const Indicator& indicator) {
    if (!indicator.traits.uses_levels && interval.first != interval.second) return {interval.first, interval.second};
    std::vector<Depth> depths;
    for (unsigned depth = interval.first; depth <= interval.second; ++depth)
        depths.push_back(static_cast<Depth>(depth));
    return depths;
}

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

KindPlanes::KindPlanes(const Panel& panel, const Indicator& indicator, const Arguments& arguments)
    : words_((panel.columns() + 63) / 64) {
    std::map<Interval, std::size_t> codes;
    const auto cells = panel.rows() * panel.columns();
    std::vector<std::size_t> kind(cells);
    for (std::size_t cell = 0; cell < cells; ++cell) {
        const Interval interval = reduced(panel.lower()[cell], panel.upper()[cell], indicator, arguments);
        const auto [position, fresh] = codes.emplace(interval, codes.size());
        if (fresh) depths_.push_back(members(interval, indicator));
        kind[cell] = position->second;
    }
    planes_.assign(panel.rows() * kinds() * words_, 0);
    totals_.assign(panel.rows() * kinds(), 0);
    for (std::size_t cell = 0; cell < cells; ++cell) {
        const std::size_t row = cell / panel.columns();
        const std::size_t column = cell % panel.columns();
        planes_[(row * kinds() + kind[cell]) * words_ + column / 64] |= std::uint64_t{1} << (column % 64);
        ++totals_[row * kinds() + kind[cell]];
    }
}

void KindPlanes::count(std::size_t p, std::size_t q, std::vector<std::uint32_t>& counts) const {
    static const CommonBits common = fastest();
    const std::size_t n = kinds();
    const std::uint32_t* first = &totals_[p * n];
    const std::uint32_t* second = &totals_[q * n];
    std::uint32_t* last_row = &counts[(n - 1) * n];
    std::copy(second, second + n, last_row);
    for (std::size_t i = 0; i + 1 < n; ++i) {
        std::uint32_t rest = first[i];
        for (std::size_t j = 0; j + 1 < n; ++j) {
            const std::uint32_t both = first[i] == 0 || second[j] == 0 ? 0
                                                                       : common(&planes_[(p * n + i) * words_],
                                                                                &planes_[(q * n + j) * words_], words_);
            counts[i * n + j] = both;
            rest -= both;
            last_row[j] -= both;
        }
        counts[i * n + n - 1] = rest;
        last_row[n - 1] -= rest;
    }
}

void KindPlanes::count_self(std::size_t p, std::vector<std::uint32_t>& counts) const {
    std::fill(counts.begin(), counts.end(), 0U);
    for (std::size_t kind = 0; kind < kinds(); ++kind) counts[kind * (kinds() + 1)] = totals_[p * kinds() + kind];
}

KindRatio::KindRatio(const KindPlanes& planes, const Indicator& indicator, const Arguments& arguments, bool self) {
    for (std::size_t i = 0; i < planes.kinds(); ++i) {
        for (std::size_t j = 0; j < planes.kinds(); ++j) {
            std::vector<Terms> options;
            for (const Depth x : planes.depths(i)) {
                for (const Depth y : planes.depths(j)) {
                    if (!self || x == y) options.push_back(indicator.terms({x, y}, arguments));
                }
            }
            if (options.empty()) options.emplace_back();  // never counted: a programme has one kind with itself
            const auto by_g = [](Terms a, Terms b) { return a.g < b.g; };
            Kind kind{frontier(options, indicator.low, indicator.high, 1.0),
                      frontier(options, indicator.low, indicator.high, -1.0),
                      *std::max_element(options.begin(), options.end(), by_g),
                      std::min_element(options.begin(), options.end(), by_g)->g};
            known_ = known_ && options.size() == 1;
            kinds_.push_back(std::move(kind));
        }
    }
}

KindRatio::Ends KindRatio::ends(const std::vector<std::uint32_t>& counts) const {
    Terms full;
    double least_g = 0.0;
    for (std::size_t k = 0; k < kinds_.size(); ++k) {
        const double areas = counts[k];
        full.f += areas * kinds_[k].fullest.f;
        full.g += areas * kinds_[k].fullest.g;
        least_g += areas * kinds_[k].least_g;
    }
    if (!(full.g > 0.0)) {
        constexpr double none = std::numeric_limits<double>::quiet_NaN();
        return {none, none, Undefined::always};
    }
    const Undefined undefined = least_g > 0.0 ? Undefined::never : Undefined::possible;
    if (known_) return {full.f / full.g, full.f / full.g, undefined};
    return {end(counts, full, 1.0), end(counts, full, -1.0), undefined};
}

double KindRatio::end(const std::vector<std::uint32_t>& counts, Terms sum, double sign) const {
    for (;;) {
        Terms next;
        for (std::size_t k = 0; k < kinds_.size(); ++k) {
            if (counts[k] == 0) continue;
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
            next.f += counts[k] * best.f;
            next.g += counts[k] * best.g;
        }
        if (!(next.g > 0.0) || !(sign * (next.f * sum.g - sum.f * next.g) < 0.0)) return sum.f / sum.g;
        sum = next;
    }
}

}  // namespace chirograph
