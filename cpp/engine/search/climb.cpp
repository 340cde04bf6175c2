// Climbing: changes of one area, then of two, as long as they help.
#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>
#include <utility>

#include "engine/base/watch.hpp"
#include "engine/search/incumbent.hpp"

namespace chirograph {
namespace {

constexpr double no_value = -std::numeric_limits<double>::infinity();
constexpr double least_gain = 1e-13;

}  // namespace

double Incumbent::value(const Fraction::Sums& sums) const {
    const Terms parts = fraction_.parts(sums);
    if (!(parts.g >= fraction_.frame().least)) return no_value;
    const double value = parts.f / parts.g;
    return sign_ * std::clamp(value, fraction_.frame().low, fraction_.frame().high);
}

void Incumbent::offer(const Picks& picks, const Fraction::Sums& sums) {
    if (fraction_.missed(sums) > 0.0) return;
    const double seen = value(sums);
    if (seen == no_value) return;
    if (!(seen + fraction_.rounding(fraction_.parts(sums).g, seen) > best_)) return;
    const double exact = sign_ * exact_(picks);
    if (!(exact > best_)) return;
    best_ = exact;
    picks_ = picks;
}

/// A value, below that completions without one, below that those that miss a counter.
double Incumbent::merit(const Fraction::Sums& sums) const {
    constexpr double undefined = -1e3;
    const double missed = fraction_.missed(sums);
    return missed > 0.0 ? undefined - missed : std::max(undefined, value(sums));
}

/// Changes sums as a pick changes.
void Incumbent::move(Fraction::Sums& sums, const Picks& picks, const Move& move) const {
    const double weight = fraction_.areas()[move.area].weight;
    fraction_.add(sums, picks[move.area], weight, -1.0);
    fraction_.add(sums, move.to, weight, 1.0);
}

double Incumbent::merit_after(const Fraction::Sums& sums, const Picks& picks, const Move& change) {
    spare_ = sums;
    move(spare_, picks, change);
    return merit(spare_);
}

bool Incumbent::change_one(const std::vector<std::uint32_t>& sets, Picks& picks, Fraction::Sums& sums) {
    bool better = false;
    double here = merit(sums);
    for (std::size_t i = 0; i < picks.size(); ++i) {
        const auto& options = fraction_.set(sets[i]);
        if (options.size() < 2) continue;
        double best = here + least_gain;
        Move found{i, picks[i]};
        for (const std::uint16_t o : options) {
            if (o == picks[i]) continue;
            const double value = merit_after(sums, picks, {i, o});
            if (value <= best) continue;
            best = value;
            found.to = o;
        }
        steps_ += static_cast<double>(4 * options.size() * fraction_.sums());
        checkpoint();
        if (found.to == picks[i]) continue;
        move(sums, picks, found);
        picks[i] = found.to;
        here = best;
        better = true;
    }
    return better;
}

/// Changes of one area that harm least, each kind of change once.
std::vector<Incumbent::Move> Incumbent::gentle_moves(const std::vector<std::uint32_t>& sets, const Picks& picks,
                                                     const Fraction::Sums& sums) {
    constexpr std::size_t most_moves = 30;
    std::set<std::tuple<std::uint32_t, double, std::uint16_t>> seen;  // areas alike, pick alike
    std::vector<std::pair<double, std::size_t>> order;
    std::vector<Move> moves;
    for (std::size_t i = 0; i < picks.size(); ++i) {
        if (fraction_.set(sets[i]).size() < 2) continue;
        if (!seen.emplace(sets[i], fraction_.areas()[i].weight, picks[i]).second) continue;
        checkpoint();
        for (const std::uint16_t o : fraction_.set(sets[i])) {
            if (o == picks[i]) continue;
            order.emplace_back(-merit_after(sums, picks, {i, o}), moves.size());
            moves.push_back({i, o});
        }
    }
    if (moves.size() <= most_moves) return moves;
    std::sort(order.begin(), order.end());
    std::vector<Move> few;
    for (std::size_t k = 0; k < most_moves; ++k) few.push_back(moves[order[k].second]);
    return few;
}

bool Incumbent::change_two(const std::vector<std::uint32_t>& sets, Picks& picks, Fraction::Sums& sums) {
    const std::vector<Move> moves = gentle_moves(sets, picks, sums);
    ++double_changes_;
    double best = merit(sums) + least_gain;
    std::pair<std::size_t, std::size_t> found{0, 0};
    Fraction::Sums first;
    for (std::size_t a = 0; a < moves.size(); ++a) {
        first = sums;
        move(first, picks, moves[a]);
        for (std::size_t b = 0; b < a; ++b) {
            if (moves[a].area == moves[b].area) continue;
            const double value = merit_after(first, picks, moves[b]);
            if (value <= best) continue;
            best = value;
            found = {a, b};
        }
    }
    steps_ += static_cast<double>(2 * moves.size() * moves.size() * fraction_.sums());
    if (found.first == found.second) return false;
    for (const Move& change : {moves[found.first], moves[found.second]}) {
        move(sums, picks, change);
        picks[change.area] = change.to;
    }
    return true;
}

void Incumbent::climb(const std::vector<std::uint32_t>& sets, Picks picks, bool by_two) {
    constexpr int most_rounds = 60;
    constexpr int most_double_changes = 60;
    constexpr double far = 0.02;  // pairs of changes are for what is near the best
    Fraction::Sums sums = fraction_.sum(picks);
    for (int round = 0; round < most_rounds; ++round) {
        if (change_one(sets, picks, sums)) continue;
        if (!by_two || merit(sums) < best_ - far || double_changes_ > most_double_changes) break;
        if (!change_two(sets, picks, sums)) break;
        sums = fraction_.sum(picks);  // without what rounding left behind
    }
    offer(picks, fraction_.sum(picks));
}

}  // namespace chirograph
