#include "engine/agreement/midranks.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace chirograph {

Midranks::Midranks(const AgreementCase& question, double sign)
    : sign_(sign), q_(question.codings.values()), corners_((std::size_t{1} << q_) <= most_corners) {
    for (std::size_t a = 0; a < q_; ++a) {
        for (std::size_t b = a + 1; b < q_; ++b) pairs_.emplace_back(a, b);
    }
    gather(question);
    least_.resize(pairs_.size());
    most_.resize(pairs_.size());
    lean_.assign(pairs_.size(), 0.5);
    work_ = static_cast<double>(pairs_.size() + q_);
    for (const RankKind& kind : kinds_) {
        const auto count = static_cast<double>(kind.units.size());
        work_ += static_cast<double>(kind.ways.size() * (pairs_.size() + q_));
        for (std::size_t p = 0; p < pairs_.size(); ++p) {
            const auto by = [&](const RankWay& x, const RankWay& y) { return x.pairs[p] < y.pairs[p]; };
            const auto ends = std::minmax_element(kind.ways.begin(), kind.ways.end(), by);
            least_[p] += count * ends.first->pairs[p];
            most_[p] += count * ends.second->pairs[p];
        }
    }
}

void Midranks::gather(const AgreementCase& question) {
    std::map<std::pair<double, std::vector<std::vector<double>>>, std::size_t> places;
    for (std::size_t u = 0; u < question.units.size(); ++u) {
        const UnitWays& unit = question.units[u];
        std::vector<std::vector<double>> key;
        for (const auto& values : unit.ways) {
            auto& counts = key.emplace_back(q_);
            for (const Depth value : values) counts[value] += 1.0;
        }
        const std::size_t m = unit.ways.front().size();
        const double times = question.codings.frequency(unit.unit);
        n_ += times * static_cast<double>(m);
        const auto [place, fresh] = places.emplace(std::pair{times, key}, kinds_.size());
        if (fresh) {
            auto& ways = kinds_.emplace_back().ways;
            for (auto& counts : key) {
                std::vector<double> pairs;
                for (const auto& [a, b] : pairs_) {
                    pairs.push_back(2.0 * times * counts[a] * counts[b] / static_cast<double>(m - 1));
                }
                for (double& count : counts) count *= times;
                ways.push_back({std::move(counts), std::move(pairs)});
            }
        }
        kinds_[place->second].units.push_back(u);
    }
}

double Midranks::count_work() const {
    return sign_ > 0.0 && corners_ ? static_cast<double>(pairs_.size() << q_) : static_cast<double>(pairs_.size() * q_);
}

CountBox Midranks::all() const {
    CountBox box{std::vector<double>(q_), std::vector<double>(q_), std::vector<double>(q_)};
    for (std::size_t c = 0; c < q_; ++c) {
        for (const RankKind& kind : kinds_) {
            const auto by = [&](const RankWay& x, const RankWay& y) { return x.counts[c] < y.counts[c]; };
            const auto ends = std::minmax_element(kind.ways.begin(), kind.ways.end(), by);
            box.low[c] += static_cast<double>(kind.units.size()) * ends.first->counts[c];
            box.high[c] += static_cast<double>(kind.units.size()) * ends.second->counts[c];
        }
    }
    return box;
}

bool Midranks::shrink(CountBox& box) const {
    double low = std::accumulate(box.low.begin(), box.low.end(), 0.0);
    double high = std::accumulate(box.high.begin(), box.high.end(), 0.0);
    for (std::size_t c = 0; c < q_; ++c) {
        const double least = std::max(box.low[c], n_ - (high - box.high[c]));
        const double most = std::min(box.high[c], n_ - (low - box.low[c]));
        if (least > most) return false;
        low += least - box.low[c];
        high -= box.high[c] - most;
        box.low[c] = least;
        box.high[c] = most;
    }
    return true;
}

std::vector<double> Midranks::distances(std::span<const double> counts) const {
    std::vector<double> ranks;
    double below = 0.0;
    for (const double count : counts) {
        ranks.push_back(below + count / 2.0);
        below += count;
    }
    std::vector<double> squares;
    for (const auto& [a, b] : pairs_) squares.push_back((ranks[b] - ranks[a]) * (ranks[b] - ranks[a]));
    return squares;
}

double Midranks::expected(std::span<const double> counts) const {
    double cubes = 0.0;
    for (const double count : counts) cubes += count * count * count;
    return n_ * (n_ * n_ * n_ - cubes) / 6.0;
}

/// The least of all is that of one value that differs from the others.
double Midranks::least_expected(const CountBox& box) const {
    return std::max(expected(box.high), 0.4999 * n_ * n_ * (n_ - 1.0));
}

void Midranks::lean(const std::vector<double>& said) {
    for (std::size_t p = 0; p < pairs_.size(); ++p) {
        const double wide = most_[p] - least_[p];
        lean_[p] = wide > 0.0 ? (said[p] - least_[p]) / wide : 0.5;
    }
}

/// The least and the most that two values are apart, by what is between them and by what is not.
std::pair<double, double> Midranks::apart(const CountBox& box, std::size_t a, std::size_t b) const {
    double low = 0.5 * (box.low[a] + box.low[b]);
    double high = 0.5 * (box.high[a] + box.high[b]);
    double low_outside = low;
    double high_outside = high;
    for (std::size_t c = 0; c < q_; ++c) {
        if (c == a || c == b) continue;
        const bool between = a < c && c < b;
        (between ? low : low_outside) += box.low[c];
        (between ? high : high_outside) += box.high[c];
    }
    return {std::max(low, n_ - high_outside), std::min(high, n_ - low_outside)};
}

Planes Midranks::planes(const CountBox& box) const {
    Planes planes;
    for (std::size_t p = 0; p < pairs_.size(); ++p) {
        const auto [near, far] = apart(box, pairs_[p].first, pairs_[p].second);
        const double low = near * near;
        const double high = std::max(low, far * far);
        const bool leaning = sign_ < 0.0 || corners_;
        const double lean = leaning ? lean_[p] : 0.0;
        const double to_low = sign_ > 0.0 ? lean : 1.0 - lean;
        if (!leaning) {  // the greatest distance throughout
            planes.unit.push_back(high);
            planes.counts.push_back(0.0);
            continue;
        }
        planes.unit.push_back(to_low * low + (1.0 - to_low) * high);
        planes.counts.push_back(lean * most_[p] + (1.0 - lean) * least_[p]);
        const double over = sign_ > 0.0 ? high : low;
        const double under = sign_ > 0.0 ? low : high;
        planes.constant -= lean * most_[p] * under + (1.0 - lean) * least_[p] * over;
    }
    return planes;
}

double Midranks::counts_part(const CountBox& box, const Planes& planes, const std::vector<double>& prices, double trial,
                             std::vector<double>& wanted) const {
    if (sign_ > 0.0 && corners_) return at_corner(box, planes, prices, trial, wanted);
    const double cubic = trial * n_ / 6.0;
    std::vector<double> slope;
    for (const double price : prices) slope.push_back(-price);
    double value = -sign_ * cubic * n_ * n_ * n_;
    if (sign_ < 0.0) value += tangent(box, planes, slope);
    for (std::size_t c = 0; c < q_; ++c) {
        double best = -std::numeric_limits<double>::infinity();
        const auto at = [&](double x) {
            const double one = sign_ * cubic * x * x * x + slope[c] * x;
            if (one <= best) return;
            best = one;
            wanted[c] = x;
        };
        at(box.low[c]);
        at(box.high[c]);
        if (sign_ < 0.0 && slope[c] > 0.0 && cubic > 0.0) {
            at(std::clamp(std::sqrt(slope[c] / (3.0 * cubic)), box.low[c], box.high[c]));
        }
        value += best;
    }
    return value;
}

/// All of it is convex.
double Midranks::at_corner(const CountBox& box, const Planes& planes, const std::vector<double>& prices, double trial,
                           std::vector<double>& wanted) const {
    double best = -std::numeric_limits<double>::infinity();
    std::vector<double> corner(q_);
    for (std::size_t bits = 0; bits < std::size_t{1} << q_; ++bits) {
        for (std::size_t c = 0; c < q_; ++c) corner[c] = (bits >> c & 1U) != 0 ? box.high[c] : box.low[c];
        double value =
            -trial * expected(corner) - std::inner_product(prices.begin(), prices.end(), corner.begin(), 0.0);
        const auto squares = distances(corner);
        value += std::inner_product(squares.begin(), squares.end(), planes.counts.begin(), 0.0);
        if (value <= best) continue;
        best = value;
        wanted = corner;
    }
    return best;
}

/// -d is at most its tangent in the middle of the box: adds that to the slopes; its constant.
double Midranks::tangent(const CountBox& box, const Planes& planes, std::vector<double>& slope) const {
    std::vector<double> middle;
    for (std::size_t c = 0; c < q_; ++c) middle.push_back(0.5 * (box.low[c] + box.high[c]));
    const auto squares = distances(middle);
    double constant = 0.0;
    for (std::size_t p = 0; p < pairs_.size(); ++p) {
        const auto [a, b] = pairs_[p];
        constant += planes.counts[p] * squares[p];
        for (std::size_t c = a; c <= b; ++c) {
            slope[c] -= planes.counts[p] * 2.0 * std::sqrt(squares[p]) * (c == a || c == b ? 0.5 : 1.0);
        }
    }
    return constant;
}

}  // namespace chirograph
