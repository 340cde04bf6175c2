#include "engine/interop/scale.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "engine/base/power_mean.hpp"

namespace chirograph {
namespace {

constexpr double undefined_value = std::numeric_limits<double>::quiet_NaN();

double part(double sum, double total) {
    return total > 0.0 ? sum / total : 0.0;
}

}  // namespace

InteropScale::InteropScale(const InteropModel& model, const Panel& panel) : model_(model), panel_(panel) {
    for (std::size_t d = 0; d < model.dimensions; ++d) {
        double areas = 0.0;
        double menu = 0.0;
        for (std::size_t i = 0; i < panel.columns(); ++i) {
            areas += area_weight(d, i) * panel.max_depth();
            menu += area_weight(d, i) * model.menu[i];
        }
        double systems = 0.0;
        double offered = 0.0;
        for (std::size_t s = 0; s < model.systems; ++s) {
            systems += model.system_weight(d, s) * full_member;
            offered += model.system_weight(d, s) * model.offered[s];
        }
        pair_totals_.push_back(totals(areas, systems, model.theta[d]));
        hub_totals_.push_back(totals(menu, offered, model.theta[d]));
    }
}

/// Where one of the two parts does not exist, the other is the whole dimension.
InteropScale::Totals InteropScale::totals(double areas, double systems, double theta) {
    if (!(systems > 0.0)) theta = 0.0;
    if (!(areas > 0.0) && systems > 0.0) theta = 1.0;
    return {areas, systems, theta};
}

double InteropScale::area_weight(std::size_t dimension, std::size_t column) const {
    return model_.area_relevance(dimension, column, panel_.columns()) * panel_.weights()[column];
}

Halves InteropScale::shared(const Dyad& dyad, std::size_t system) const {
    if (model_.between[system] != 0) return dyad.between[system];
    return std::min(dyad.p.members[system], dyad.q.members[system]);
}

double InteropScale::shared_depth(const Dyad& dyad) const {
    double sum = 0.0;
    double total = 0.0;
    for (std::size_t i = 0; i < panel_.columns(); ++i) {
        sum += panel_.weights()[i] * std::min(dyad.p.depths[i], dyad.q.depths[i]);
        total += panel_.weights()[i] * panel_.max_depth();
    }
    return sum / total;
}

template <class Area, class System>
double InteropScale::value(std::size_t dimension, const Totals& total, Area area, System system) const {
    double areas = 0.0;
    double systems = 0.0;
    for (std::size_t i = 0; i < panel_.columns(); ++i) areas += area_weight(dimension, i) * area(i);
    for (std::size_t s = 0; s < model_.systems; ++s) systems += model_.system_weight(dimension, s) * system(s);
    return (1.0 - total.theta) * part(areas, total.areas) + total.theta * part(systems, total.systems);
}

std::vector<double> InteropScale::profile(const Dyad& dyad) const {
    const auto area = [&](std::size_t i) { return std::min(dyad.p.depths[i], dyad.q.depths[i]); };
    const auto system = [&](std::size_t s) { return shared(dyad, s); };
    std::vector<double> values;
    for (std::size_t d = 0; d < model_.dimensions; ++d) values.push_back(value(d, pair_totals_[d], area, system));
    return values;
}

std::vector<double> InteropScale::attainment(const Side& side) const {
    const auto area = [&](std::size_t i) { return std::min(side.depths[i], model_.menu[i]); };
    const auto system = [&](std::size_t s) { return std::min(side.members[s], model_.offered[s]); };
    std::vector<double> values;
    for (std::size_t d = 0; d < model_.dimensions; ++d) {
        values.push_back(hub_offers(d) ? value(d, hub_totals_[d], area, system) : undefined_value);
    }
    return values;
}

std::vector<double> InteropScale::mediated(const Dyad& dyad) const {
    std::vector<double> values = profile(dyad);
    const std::vector<double> p = attainment(dyad.p);
    const std::vector<double> q = attainment(dyad.q);
    for (std::size_t d = 0; d < values.size(); ++d) {
        if (hub_offers(d)) values[d] = std::max(values[d], std::min(p[d], q[d]));
    }
    return values;
}

double InteropScale::breadth(const Dyad& dyad, std::span<const std::size_t> dimensions, Depth depth,
                             std::size_t least) const {
    if (dimensions.empty()) return undefined_value;
    std::vector<double> shares;
    for (const std::size_t d : dimensions) {
        double reached = 0.0;
        for (std::size_t i = 0; i < panel_.columns(); ++i) {
            if (std::min(dyad.p.depths[i], dyad.q.depths[i]) >= depth) reached += area_weight(d, i);
        }
        shares.push_back(reached * panel_.max_depth() / pair_totals_[d].areas);
    }
    std::sort(shares.begin(), shares.end(), std::greater<>());
    return shares[least_of(least, shares.size()) - 1];
}

Gains InteropScale::gains(const Dyad& dyad, std::size_t dimension) const {
    Gains gains;
    for (std::size_t i = 0; i < panel_.columns(); ++i) {
        const int missing = panel_.max_depth() - std::min(dyad.p.depths[i], dyad.q.depths[i]);
        gains.areas.push_back(area_slope(dimension, i) * missing);
    }
    for (std::size_t s = 0; s < model_.systems; ++s) {
        gains.systems.push_back(system_slope(dimension, s) * (full_member - shared(dyad, s)));
    }
    return gains;
}

Gains InteropScale::menu_gains(const Side& side, std::size_t dimension) const {
    Gains gains;
    for (std::size_t i = 0; i < panel_.columns(); ++i) {
        const int missing = model_.menu[i] - std::min(side.depths[i], model_.menu[i]);
        gains.areas.push_back(menu_slope(dimension, i) * missing);
    }
    for (std::size_t s = 0; s < model_.systems; ++s) {
        const int missing = model_.offered[s] - std::min(side.members[s], model_.offered[s]);
        gains.systems.push_back(offer_slope(dimension, s) * missing);
    }
    return gains;
}

double InteropScale::composite(std::span<const double> dimensions, double rho) const {
    const auto defined = [](double value) { return !std::isnan(value); };
    if (std::all_of(dimensions.begin(), dimensions.end(), defined)) return power_mean(dimensions, model_.alpha, rho);
    std::vector<double> weights = model_.alpha;
    double total = 0.0;
    for (std::size_t d = 0; d < dimensions.size(); ++d) {
        if (!defined(dimensions[d])) weights[d] = 0.0;
        total += weights[d];
    }
    return total > 0.0 ? power_mean(dimensions, weights, rho) : undefined_value;
}

double InteropScale::area_share(std::size_t dimension, std::size_t column) const {
    double total = 0.0;
    for (std::size_t i = 0; i < panel_.columns(); ++i) total += area_weight(dimension, i);
    return part(area_weight(dimension, column), total);
}

double InteropScale::area_slope(std::size_t dimension, std::size_t column) const {
    const Totals& total = pair_totals_[dimension];
    return part((1.0 - total.theta) * area_weight(dimension, column), total.areas);
}

double InteropScale::system_slope(std::size_t dimension, std::size_t system) const {
    const Totals& total = pair_totals_[dimension];
    return part(total.theta * model_.system_weight(dimension, system), total.systems);
}

double InteropScale::menu_slope(std::size_t dimension, std::size_t column) const {
    const Totals& total = hub_totals_[dimension];
    return part((1.0 - total.theta) * area_weight(dimension, column), total.areas);
}

double InteropScale::offer_slope(std::size_t dimension, std::size_t system) const {
    const Totals& total = hub_totals_[dimension];
    return part(total.theta * model_.system_weight(dimension, system), total.systems);
}

bool InteropScale::hub_offers(std::size_t dimension) const {
    return hub_totals_[dimension].areas > 0.0 || hub_totals_[dimension].systems > 0.0;
}

}  // namespace chirograph
