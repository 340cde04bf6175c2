// Going through all completions that are left.
#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/base/watch.hpp"
#include "engine/search/incumbent.hpp"

namespace chirograph {

Leaf::Leaf(Incumbent& incumbent, const Groups& groups, const std::vector<std::vector<std::size_t>>& places)
    : incumbent_(incumbent), fraction_(incumbent.fraction_), picks_(fraction_.areas().size()) {
    for (std::size_t g = 0; g < groups.size(); ++g) {
        for (std::size_t i = 0; i < places[g].size(); ++i) {
            places_.push_back({places[g][i], groups[g].set, groups[g].weight, i > 0, {}});
        }
    }
    class_.resize(places_.size());
    running_.assign(places_.size() + 1, {std::vector<double>(fraction_.sums()), {}});
}

void Leaf::run(std::size_t side) {
    side_ = side;
    for (Place& place : places_) {
        place.classes.clear();
        std::map<std::size_t, std::size_t> numbers;
        for (const std::uint16_t o : fraction_.set(place.set)) {
            const std::size_t key = side == 2 ? o : fraction_.class_of(o, side);
            const auto [at, fresh] = numbers.emplace(key, place.classes.size());
            if (fresh) place.classes.emplace_back();
            place.classes[at->second].push_back(o);
        }
    }
    place(0, 0);
}

void Leaf::place(std::size_t at, std::size_t least) {
    if (at == places_.size()) return complete();
    const Place& here = places_[at];
    for (std::size_t k = here.like_last ? least : 0; k < here.classes.size(); ++k) {
        class_[at] = k;
        picks_[here.area] = here.classes[k].front();
        running_[at + 1] = running_[at];
        fraction_.add(running_[at + 1], here.classes[k].front(), here.weight, 1.0);
        incumbent_.steps_ += static_cast<double>(fraction_.sums());
        place(at + 1, k);
    }
}

void Leaf::complete() {
    checkpoint();
    if (side_ == 2) return incumbent_.offer(picks_, running_.back());
    const auto& counts = fraction_.frame().counts;
    for (std::size_t c = 0; c < counts.size(); ++c) {
        const double count = running_.back().s[fraction_.weighted() + c];
        if (fraction_.frame().side[c] == side_ && (count < counts[c].low || count > counts[c].high)) return;
    }
    follow();
}

void Leaf::weigh(double u) {
    const double sign = incumbent_.sign_;
    const auto& settled = running_.back().s;
    gains_.resize(fraction_.options());
    for (std::size_t o = 0; o < gains_.size(); ++o) {
        gains_[o] = sign * fraction_.terms(o).f - u * fraction_.terms(o).g;
        for (const Piece& piece : fraction_.frame().pieces) {
            const double rate = (sign * piece.factor.f - u * piece.factor.g) * settled[side_ == 0 ? piece.x : piece.y];
            gains_[o] += rate * fraction_.adds(o)[side_ == 0 ? piece.y : piece.x];
        }
    }
    incumbent_.steps_ += static_cast<double>(gains_.size() * fraction_.margins());
}

std::optional<double> Leaf::choose() {
    double sum = 0.0;
    size_ = 0.0;
    for (std::size_t i = 0; i < places_.size(); ++i) {
        const auto& options = places_[i].classes[class_[i]];
        const auto less = [&](std::uint16_t a, std::uint16_t b) { return gains_[a] < gains_[b]; };
        picks_[places_[i].area] = *std::max_element(options.begin(), options.end(), less);
        const double gain = places_[i].weight * gains_[picks_[places_[i].area]];
        sum += gain;
        size_ += std::abs(gain);
        incumbent_.steps_ += static_cast<double>(options.size());
    }
    std::optional<double> met = sum;
    for (std::size_t c = 0; c < fraction_.frame().counts.size() && met; ++c) {
        if (fraction_.frame().side[c] != side_) met = meet(fraction_.weighted() + c, *met);
    }
    return met;
}

/// Brings the one count of the following side within its limits by the changes that cost least.
std::optional<double> Leaf::meet(std::size_t counter, double gain) {
    const Limits limits = fraction_.frame().counts[counter - fraction_.weighted()];
    double count = 0.0;
    for (const Place& place : places_) count += fraction_.adds(picks_[place.area])[counter];
    if (count >= limits.low && count <= limits.high) return gain;
    const double wanted = count < limits.low ? 1.0 : 0.0;
    struct Change {
        double loss = 0.0;
        std::size_t area = 0;
        std::uint16_t to = 0;
    };
    std::vector<Change> changes;
    for (std::size_t i = 0; i < places_.size(); ++i) {
        const std::uint16_t now = picks_[places_[i].area];
        if (fraction_.adds(now)[counter] == wanted) continue;
        std::optional<Change> least;
        for (const std::uint16_t o : places_[i].classes[class_[i]]) {
            if (fraction_.adds(o)[counter] != wanted) continue;
            const double loss = places_[i].weight * (gains_[now] - gains_[o]);
            if (!least || loss < least->loss) least = Change{loss, places_[i].area, o};
        }
        if (least) changes.push_back(*least);
    }
    const double missing = wanted > 0.0 ? limits.low - count : count - limits.high;
    if (missing > static_cast<double>(changes.size())) return std::nullopt;
    std::sort(changes.begin(), changes.end(),
              [](const Change& a, const Change& b) { return a.loss != b.loss ? a.loss < b.loss : a.area < b.area; });
    for (std::size_t k = 0; k < static_cast<std::size_t>(missing); ++k) {
        picks_[changes[k].area] = changes[k].to;
        gain -= changes[k].loss;
        size_ += std::abs(changes[k].loss);
    }
    incumbent_.steps_ += static_cast<double>(8 * changes.size());
    return gain;
}

double Leaf::least_denominator() {
    double least = fraction_.frame().constant.g;
    const auto& settled = running_.back().s;
    for (std::size_t i = 0; i < places_.size(); ++i) {
        double low = std::numeric_limits<double>::infinity();
        for (const std::uint16_t o : places_[i].classes[class_[i]]) {
            double g = fraction_.terms(o).g;
            for (const Piece& piece : fraction_.frame().pieces) {
                const std::size_t other = side_ == 0 ? piece.y : piece.x;
                g += piece.factor.g * settled[side_ == 0 ? piece.x : piece.y] * fraction_.adds(o)[other];
            }
            low = std::min(low, g);
        }
        least += places_[i].weight * low;
    }
    return std::max(fraction_.frame().least, least * (1.0 - 1e-12));
}

/// The side gone through is settled; given its sums the rest is linear, so each area takes what gains most at the best
/// value so far, until that value is not passed any more.
void Leaf::follow() {
    const Terms constant = fraction_.frame().constant;
    for (bool again = true; again;) {
        const double before = incumbent_.best();
        const double u =
            std::max(before, incumbent_.sign_ > 0.0 ? fraction_.frame().low - 1.0 : -fraction_.frame().high - 1.0);
        weigh(u);
        const auto gain = choose();
        if (!gain) return;
        const double own = incumbent_.sign_ * constant.f - u * constant.g;
        const double margin = static_cast<double>(places_.size() + 16) * std::numeric_limits<double>::epsilon() *
                              (size_ + std::abs(constant.f) + std::abs(u * constant.g));
        if (*gain + own + margin <= 0.0) return;
        incumbent_.offer(picks_, fraction_.sum(picks_));
        again = incumbent_.best() > before;
        // The completion may have no value, or rounding hid that nothing is gained.
        if (!again) incumbent_.doubt_ = std::max(incumbent_.doubt_, u + (*gain + own + margin) / least_denominator());
    }
}

}  // namespace chirograph
