#include "engine/base/power_mean.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/base/error.hpp"

namespace chirograph {
namespace {

void check_mean(std::span<const double> values, std::span<const double> weights, double rho) {
    if (values.size() != weights.size()) {
        throw Error({Code::shape, "", "power mean", std::to_string(weights.size()) + " weights",
                     "there is one weight per value (" + std::to_string(values.size()) + ")", "give one weight each"});
    }
    if (std::isnan(rho)) {
        throw Error({Code::parameter, "", "rho", "NaN", "rho is a number or an infinity", "give 1, 0 or -infinity"});
    }
    double total = 0.0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (!std::isfinite(weights[i]) || weights[i] < 0.0) {
            throw Error({Code::weight, "", "weight " + std::to_string(i), std::to_string(weights[i]),
                         "weights are finite and not negative", "correct the weight"});
        }
        if (values[i] < 0.0 || std::isinf(values[i])) {
            throw Error({Code::parameter, "", "value " + std::to_string(i), std::to_string(values[i]),
                         "values of a power mean are finite and not negative", "correct the value"});
        }
        total += weights[i];
    }
    if (!(total > 0.0)) {
        throw Error({Code::weight, "", "weights", "all zero or none", "at least one weight is positive",
                     "give a value a positive weight"});
    }
}

struct Summary {
    double least = std::numeric_limits<double>::infinity();
    double greatest = 0.0;
    double sum = 0.0;
    double total = 0.0;
    bool undefined = false;
};

Summary summarise(std::span<const double> values, std::span<const double> weights) {
    Summary summary;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!(weights[i] > 0.0)) continue;
        summary.undefined = summary.undefined || std::isnan(values[i]);
        summary.least = std::min(summary.least, values[i]);
        summary.greatest = std::max(summary.greatest, values[i]);
        summary.sum += weights[i] * values[i];
        summary.total += weights[i];
    }
    return summary;
}

/// exp(anchor + log(1 + sum w expm1(rho (ln x - anchor))) / rho): no overflow at large rho, no cancellation near 0.
double by_logarithms(std::span<const double> values, std::span<const double> weights, double rho, const Summary& s) {
    const double anchor = std::log(rho > 0.0 ? s.greatest : s.least);
    double sum = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!(weights[i] > 0.0)) continue;
        const double distance = values[i] > 0.0 ? std::log(values[i]) - anchor : weakest_link;
        sum += weights[i] / s.total * (rho == 0.0 ? distance : std::expm1(rho * distance));
    }
    return std::exp(anchor + (rho == 0.0 ? sum : std::log1p(sum) / rho));
}

}  // namespace

double power_mean(std::span<const double> values, std::span<const double> weights, double rho) {
    check_mean(values, weights, rho);
    const Summary summary = summarise(values, weights);
    if (summary.undefined) return std::numeric_limits<double>::quiet_NaN();
    if (summary.least == summary.greatest) return summary.least;
    if (rho == 1.0) return summary.sum / summary.total;
    if (std::isinf(rho)) return rho < 0.0 ? summary.least : summary.greatest;
    if (rho <= 0.0 && summary.least == 0.0) return 0.0;
    return std::clamp(by_logarithms(values, weights, rho, summary), summary.least, summary.greatest);
}

Means three_means(std::span<const double> values, std::span<const double> weights) {
    return {power_mean(values, weights, 1.0), power_mean(values, weights, 0.0),
            power_mean(values, weights, weakest_link)};
}

}  // namespace chirograph
