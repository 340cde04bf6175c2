#include "engine/interop/means.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>
#include <utility>

#include "engine/base/power_mean.hpp"

namespace chirograph {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

/// T of one dimension, and both A - T.
struct Point {
    double t = 0.0;
    double u = 0.0;
    double v = 0.0;
};

/// The most of something, and where.
struct Top {
    double value = -infinite;
    Point at;
    void offer(const Top& other) {
        if (other.value > value) *this = other;
    }
};

/// What the hub adds to T.
double added(double u, double v) {
    return std::max(0.0, std::min(u, v));
}

/// One dimension in its box: what a unit of T and of B is worth, less the prices.
struct Box {
    bool hub = false;
    Point low;
    Point high;
    Point prices;
    double direct = 0.0;
    double through = 0.0;

    [[nodiscard]] double least(bool of_direct) const { return low.t + (of_direct || !hub ? 0.0 : added(low.u, low.v)); }
    [[nodiscard]] double greatest(bool of_direct) const {
        return high.t + (of_direct || !hub ? 0.0 : added(high.u, high.v));
    }
    /// Where the hub may begin to add, or to add no more.
    [[nodiscard]] std::vector<double> additions() const {
        std::vector<double> found{0.0};
        const double most = added(high.u, high.v);
        for (const double end : {low.u, low.v, most}) {
            if (hub && end > 0.0 && end <= most) found.push_back(end);
        }
        return found;
    }
};

/// The most of factor max{0, min(u, v)} - prices in a rectangle: at a corner of the parts in which it is linear.
Top best_added(const Box& box) {
    Top top;
    const auto at = [&](double u, double v) {
        const double value = box.through * added(u, v) - box.prices.u * u - box.prices.v * v;
        if (value > top.value) top = {value, {0.0, u, v}};
    };
    const auto inside = [](double low, double high) { return low < 0.0 && high > 0.0 ? 0.0 : low; };
    const Point& low = box.low;
    const Point& high = box.high;
    for (const double u : {low.u, high.u, inside(low.u, high.u)}) {
        for (const double v : {low.v, high.v, inside(low.v, high.v)}) at(u, v);
    }
    const double enter = std::max(low.u, low.v);
    const double leave = std::min(high.u, high.v);
    if (enter <= leave) {
        at(enter, enter);
        at(leave, leave);
    }
    return top;
}

/// The most of direct T + through B - prices in the box; minus infinity when it is empty.
Top best(const Box& box) {
    if (box.low.t > box.high.t || box.low.u > box.high.u || box.low.v > box.high.v) return {};
    Top top = box.hub ? best_added(box) : Top{0.0, {}};
    const double slope = box.direct + box.through - box.prices.t;
    top.at.t = slope > 0.0 ? box.high.t : box.low.t;
    top.value += slope * top.at.t;
    return top;
}

/// The same where T (direct) or B is at least `level`: T alone is, or the hub adds so much.
Top best_above(const Box& box, bool direct, double level) {
    Box part = box;
    part.low.t = std::max(part.low.t, level);
    Top top = best(part);
    if (direct || !box.hub) return top;
    std::vector<double> additions = box.additions();
    additions.push_back(level - box.low.t);
    additions.push_back(level - box.high.t);
    for (const double addition : additions) {
        if (!(addition > 0.0)) continue;
        part = box;
        part.low.t = std::max(part.low.t, level - addition);
        part.low.u = std::max(part.low.u, addition);
        part.low.v = std::max(part.low.v, addition);
        top.offer(best(part));
    }
    return top;
}

/// What T or B of one dimension may be, and the most of the rest there: corners of the concave hull only, for a convex
/// function of it is added.
struct Level {
    double at = 0.0;
    Top top;
};
using Hull = std::vector<Level>;

/// `rises`: the function rises with it, so that at least `at` is meant; else at most.
Hull hull_of(const Box& box, bool direct, bool rises) {
    std::vector<Level> points;
    for (const double t : {box.low.t, box.high.t}) {
        Box at = box;
        at.low.t = at.high.t = t;
        if (direct || !box.hub) {
            points.push_back({t, best(at)});
            continue;
        }
        for (const double addition : box.additions()) {
            Box one = at;
            Box other = at;
            if (rises && addition > 0.0) {
                one.low.u = std::max(box.low.u, addition);
                one.low.v = std::max(box.low.v, addition);
                other = one;
            } else if (!rises) {  // either of the two is no more
                one.high.u = std::min(box.high.u, addition);
                other.high.v = std::min(box.high.v, addition);
            }
            Top top = best(one);
            top.offer(best(other));
            points.push_back({t + addition, top});
        }
    }
    std::erase_if(points, [](const Level& one) { return one.top.value == -infinite; });
    std::sort(points.begin(), points.end(),
              [](const Level& a, const Level& b) { return a.at != b.at ? a.at < b.at : a.top.value > b.top.value; });
    Hull hull;
    for (const Level& next : points) {
        if (!hull.empty() && hull.back().at == next.at) continue;
        const auto needless = [&] {
            const Level& a = hull[hull.size() - 2];
            const Level& b = hull.back();
            return (b.top.value - a.top.value) * (next.at - a.at) <= (next.top.value - a.top.value) * (b.at - a.at);
        };
        while (hull.size() >= 2 && needless()) hull.pop_back();
        hull.push_back(next);
    }
    return hull;
}

/// Slopes of a plane through the origin that touches M_rho at `at`: above it for rho <= 1, below it for rho >= 1.
std::vector<double> tangent(const Mean& mean, const std::vector<double>& at) {
    std::vector<double> slopes(at.size(), 0.0);
    const double value = power_mean(at, mean.weights, mean.rho);
    if (!(value > 0.0)) return slopes;  // 0 all over the box, or at least 0
    if (std::isinf(mean.rho)) {
        std::size_t top = 0;
        for (std::size_t d = 0; d < at.size(); ++d) {
            if (mean.weights[d] > 0.0 && (!(mean.weights[top] > 0.0) || at[d] > at[top])) top = d;
        }
        slopes[top] = 1.0;
        return slopes;
    }
    for (std::size_t d = 0; d < at.size(); ++d) {
        if (at[d] > 0.0) slopes[d] = mean.weights[d] * std::pow(value / at[d], 1.0 - mean.rho);
    }
    return slopes;
}

/// The most of one difference over one box.
class Search {
public:
    Search(std::vector<Box> boxes, const Mean& rising, const Mean& falling)
        : boxes_(std::move(boxes)), rising_(rising), falling_(falling), tops_(boxes_.size()) {
        if (smooth_above(rising_)) slope(rising_, 1.0);
        if (falling_.rho >= 1.0) slope(falling_, -1.0);
    }

    [[nodiscard]] double run() {
        if (rising_.rho == weakest_link) return by_levels();
        if (rising_.rho > 1.0) return by_grid(rising_, 1.0);
        if (falling_.rho < 1.0) return by_grid(falling_, -1.0);
        return each(std::nullopt);
    }
    [[nodiscard]] const std::vector<Top>& tops() const { return tops_; }

private:
    /// Has the mean a plane above it that touches it?
    static bool smooth_above(const Mean& mean) { return mean.rho <= 1.0 && mean.rho != weakest_link; }

    void slope(const Mean& mean, double sign) {
        std::vector<double> middle;
        for (const Box& box : boxes_) middle.push_back(0.5 * (box.least(mean.direct) + box.greatest(mean.direct)));
        const std::vector<double> slopes = mean.rho == 1.0 ? mean.weights : tangent(mean, middle);
        for (std::size_t d = 0; d < boxes_.size(); ++d) {
            (mean.direct ? boxes_[d].direct : boxes_[d].through) += sign * slopes[d];
            if (mean.added) boxes_[d].direct -= sign * slopes[d];
        }
    }

    /// The level below which no dimension of `rising_` is: at the ends of boxes only, for between them all is convex.
    [[nodiscard]] double by_levels() {
        double least = infinite;
        double greatest = infinite;
        std::vector<double> levels;
        for (std::size_t d = 0; d < boxes_.size(); ++d) {
            for (const double t : {boxes_[d].low.t, boxes_[d].high.t}) {
                for (const double addition :
                     {0.0, boxes_[d].low.u, boxes_[d].high.u, boxes_[d].low.v, boxes_[d].high.v}) {
                    if (addition >= 0.0) levels.push_back(t + addition);
                }
            }
            if (!(rising_.weights[d] > 0.0)) continue;
            least = std::min(least, boxes_[d].least(rising_.direct));
            greatest = std::min(greatest, boxes_[d].greatest(rising_.direct));
        }
        levels.push_back(least);
        levels.push_back(greatest);
        std::sort(levels.begin(), levels.end());
        levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
        double most = -infinite;
        std::vector<Top> tops;
        for (const double level : levels) {
            if (level < least || level > greatest) continue;
            const double value = level + each(level);
            if (value <= most) continue;
            most = value;
            tops = tops_;
        }
        tops_ = std::move(tops);
        return most;
    }

    [[nodiscard]] Top best_of(const Box& box, std::size_t d, std::optional<double> level) const {
        return level && rising_.weights[d] > 0.0 ? best_above(box, rising_.direct, *level) : best(box);
    }

    /// All dimensions on their own.
    [[nodiscard]] double each(std::optional<double> level) {
        double sum = 0.0;
        for (std::size_t d = 0; d < boxes_.size(); ++d) {
            tops_[d] = best_of(boxes_[d], d, level);
            sum += tops_[d].value;
        }
        return sum;
    }

    /// A convex function of T or of B is most at a corner of the grid of hulls.
    [[nodiscard]] double by_grid(const Mean& mean, double sign) {
        std::vector<Hull> hulls;
        double points = 1.0;
        for (const Box& box : boxes_) {
            hulls.push_back(hull_of(box, mean.direct, sign > 0.0));
            points *= static_cast<double>(hulls.back().size());
        }
        constexpr double most_points = 4096.0;
        for (std::size_t d = 0; points > most_points; ++d) {  // of the last ones the best of both: never less
            points /= static_cast<double>(hulls[d].size());
            Level one{(sign > 0.0 ? hulls[d].back() : hulls[d].front()).at, {}};
            for (const Level& level : hulls[d]) one.top.offer(level.top);
            hulls[d] = {one};
        }
        std::vector<std::size_t> at(hulls.size(), 0);
        std::vector<std::size_t> found;
        std::vector<double> values(hulls.size());
        double most = -infinite;
        for (bool more = true; more;) {
            double sum = 0.0;
            for (std::size_t d = 0; d < at.size(); ++d) {
                sum += hulls[d][at[d]].top.value;
                values[d] = hulls[d][at[d]].at;
            }
            const double value = sum + sign * power_mean(values, mean.weights, mean.rho);
            if (value > most) {
                most = value;
                found = at;
            }
            more = false;
            for (std::size_t d = 0; d < at.size() && !more; ++d) {
                more = ++at[d] < hulls[d].size();
                if (!more) at[d] = 0;
            }
        }
        for (std::size_t d = 0; d < found.size(); ++d) tops_[d] = hulls[d][found[d]].top;
        return most;
    }

    std::vector<Box> boxes_;
    const Mean& rising_;
    const Mean& falling_;
    std::vector<Top> tops_;
};

bool counts(const Mean& mean) {
    return std::any_of(mean.weights.begin(), mean.weights.end(), [](double weight) { return weight > 0.0; });
}

}  // namespace

MeanDifference::MeanDifference(std::vector<Span3> dimensions, Mean plus, Mean minus)
    : dimensions_(std::move(dimensions)), plus_(std::move(plus)), minus_(std::move(minus)) {
    for (Mean* mean : {&plus_, &minus_}) {
        const auto positive = [](double weight) { return weight > 0.0; };
        if (std::count_if(mean->weights.begin(), mean->weights.end(), positive) < 2) mean->rho = 1.0;
    }
}

double MeanDifference::mean(const Mean& mean, std::span<const double> margins) const {
    if (!counts(mean)) return 0.0;
    std::vector<double> values;
    for (const Span3& one : dimensions_) {
        double value = margins[one.t];
        if (mean.added) value = 0.0;
        if (!mean.direct && one.hub) value += added(margins[one.u], margins[one.u + 1]);
        values.push_back(std::max(0.0, value));
    }
    if (mean.rho != 1.0) return power_mean(values, mean.weights, mean.rho);
    return std::inner_product(values.begin(), values.end(), mean.weights.begin(), 0.0);
}

double MeanDifference::value(std::span<const double> margins) const {
    return mean(plus_, margins) - mean(minus_, margins);
}

double MeanDifference::most(double sign, std::span<const double> low, std::span<const double> high,
                            std::span<const double> prices, std::span<double> wanted) const {
    std::vector<Box> boxes;
    const auto point = [](const Span3& one, std::span<const double> of) {
        return Point{of[one.t], one.hub ? of[one.u] : 0.0, one.hub ? of[one.u + 1] : 0.0};
    };
    for (const Span3& one : dimensions_) {
        boxes.push_back({one.hub, point(one, low), point(one, high), point(one, prices)});
        boxes.back().low.t = std::max(0.0, boxes.back().low.t);
        boxes.back().high.t = std::max(0.0, boxes.back().high.t);
    }
    Search search(std::move(boxes), sign > 0.0 ? plus_ : minus_, sign > 0.0 ? minus_ : plus_);
    const double most = search.run();
    for (std::size_t d = 0; d < dimensions_.size(); ++d) {
        const Point& at = search.tops()[d].at;
        wanted[dimensions_[d].t] = at.t;
        if (!dimensions_[d].hub) continue;
        wanted[dimensions_[d].u] = at.u;
        wanted[dimensions_[d].u + 1] = at.v;
    }
    constexpr double outward = 2e-14;
    return most + outward;
}

std::optional<Surface::Cut> MeanDifference::cut(double sign, std::span<const double> low, std::span<const double> high,
                                                std::span<const double> prices, std::span<const double> mean) const {
    std::vector<double> edge(low.size());
    std::vector<double> wanted(low.size());
    std::optional<Cut> found;
    const double before = 2.0 * most(sign, low, high, prices, wanted);
    double least = before;
    const auto offer = [&](std::size_t margin, double at) {
        if (!(at > low[margin] && at < high[margin])) return;
        std::copy(high.begin(), high.end(), edge.begin());
        edge[margin] = at;
        double both = most(sign, low, edge, prices, wanted);
        std::copy(low.begin(), low.end(), edge.begin());
        edge[margin] = at;
        both += most(sign, edge, high, prices, wanted);
        if (both >= least) return;
        least = both;
        found = {margin, at, before - both};
    };
    const auto middle = [&](std::size_t margin) {
        const double wide = 0.3 * (high[margin] - low[margin]);
        return std::clamp(mean[margin], low[margin] + wide, high[margin] - wide);
    };
    for (const Span3& one : dimensions_) {
        offer(one.t, middle(one.t));
        offer(one.t, one.step * (1.0 - 1e-9));  // a mean may fall to 0 with one T
        for (std::size_t side = one.u; one.hub && side < one.u + 2; ++side) {
            offer(side, low[side] < 0.0 && high[side] > 0.0 ? 0.0 : middle(side));
        }
    }
    return found;
}

}  // namespace chirograph
