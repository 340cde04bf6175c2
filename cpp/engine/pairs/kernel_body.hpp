// What the kernels of all processors share. It is compiled with the flags of each, so it calls nothing of the standard
// library and all its names are local: a function that others link to must not be compiled for one processor.
#pragma once

#include "engine/pairs/kernels.hpp"

namespace chirograph {
// NOLINTBEGIN(misc-definitions-in-headers): local on purpose, see above.
namespace {

/// A step adds up to 8 to a byte, so it is emptied after 31.
constexpr std::size_t steps_of_byte = 31;

/// Groups that are not there count 0 times what the first of them holds.
template <class Real, std::size_t Groups>
void quotients_of(const Quotient<Real>& of, std::size_t lanes, Real* __restrict out) {
    const Real* f_of = of.f_of;
    const Real* g_of = of.g_of;
    const Real row_f = of.f;
    const Real row_g = of.g;
    const Real* empty = of.empty;
    const std::int32_t* counts[Groups];
    Real f_each[Groups];
    Real g_each[Groups];
    for (std::size_t group = 0; group < Groups; ++group) {
        counts[group] = of.counts[group < of.groups ? group : 0];
        f_each[group] = of.f_each[group];
        g_each[group] = of.g_each[group];
    }
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        Real f = row_f + f_of[lane];
        Real g = row_g + g_of[lane];
        for (std::size_t group = 0; group < Groups; ++group) {
            const auto count = static_cast<Real>(counts[group][lane]);
            f += f_each[group] * count;
            g += g_each[group] * count;
        }
        const bool some = g > Real{0};
        const Real ratio = f / (some ? g : Real{1});  // a division by 0 takes its time
        out[lane] = some ? ratio : empty[lane];
    }
}

template <class Real>
void quotients(const Quotient<Real>& of, std::size_t lanes, Real* out) {
    if (of.groups <= 1) return quotients_of<Real, 1>(of, lanes, out);
    if (of.groups == 2) return quotients_of<Real, 2>(of, lanes, out);
    if (of.groups <= 4) return quotients_of<Real, 4>(of, lanes, out);
    quotients_of<Real, most_groups>(of, lanes, out);
}

std::size_t reaching(const float* values, std::size_t count, float least) {
    std::int32_t found = 0;
    for (std::size_t at = 0; at < count; ++at) found += values[at] >= least ? 1 : 0;
    return static_cast<std::size_t>(found);
}

std::size_t above(const double* values, std::size_t count, double least) {
    std::int64_t found = 0;
    for (std::size_t at = 0; at < count; ++at) found += values[at] > least ? 1 : 0;
    return static_cast<std::size_t>(found);
}

void add(const double* const* places, std::size_t count, double* sums) {
    constexpr std::size_t some = lanes_of_block / 2;
    for (std::size_t from = 0; from < lanes_of_block; from += some) {
        double kept[some];
        for (std::size_t lane = 0; lane < some; ++lane) kept[lane] = sums[from + lane];
        for (std::size_t place = 0; place < count; ++place) {
            const double* more = places[place] + from;
            for (std::size_t lane = 0; lane < some; ++lane) kept[lane] += more[lane];
        }
        for (std::size_t lane = 0; lane < some; ++lane) sums[from + lane] = kept[lane];
    }
}

/// Cuts bytes into stretches after which sums of a byte are emptied into `counts`.
template <class Strip>
void in_strips(std::size_t bytes, Strip strip) {
    for (std::size_t from = 0; from < bytes || from == 0; from += steps_of_byte) {
        const std::size_t left = bytes - from;
        strip(from, from + (left < steps_of_byte ? left : steps_of_byte));
    }
}

}  // namespace
// NOLINTEND(misc-definitions-in-headers)
}  // namespace chirograph
