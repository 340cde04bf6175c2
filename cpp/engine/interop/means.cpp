#include "engine/interop/means.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <numeric>
#include <utility>

#include "engine/base/power_mean.hpp"
#include "engine/search/largest.hpp"

namespace chirograph {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
/// Differences of costs that are not followed.
constexpr double resolution = 1e-10;
/// Boxes that meet overlap by nothing, and one so narrow holds one value.
constexpr double narrow = 1e-9;
/// More forms than this are not asked for: of the largest of some of them the bound is valid too.
constexpr std::size_t most_forms = 128;

/// constant + coefficients . sums
struct Form {
    std::vector<double> slopes;
    double constant = 0.0;

    [[nodiscard]] double at(std::span<const double> sums) const {
        return std::inner_product(sums.begin(), sums.end(), slopes.begin(), constant);
    }
};
/// The largest of these.
using Forms = std::vector<Form>;

double largest(const Forms& forms, std::span<const double> sums) {
    double most = -infinite;
    for (const Form& form : forms) most = std::max(most, form.at(sums));
    return most;
}

/// The sum of both, the second times a factor >= 0.
Forms sum(const Forms& first, const Forms& second, double factor) {
    Forms all;
    for (const Form& a : first) {
        for (const Form& b : second) {
            if (all.size() == most_forms) return all;
            Form& form = all.emplace_back(a);
            for (std::size_t i = 0; i < form.slopes.size(); ++i) form.slopes[i] += factor * b.slopes[i];
            form.constant += factor * b.constant;
        }
    }
    return all;
}

/// Where the sums of a dimension are: T, and where the hub may count, A of both sides and then both A - T.
struct Dimension {
    std::size_t index = 0;
    std::size_t t = 0;
    std::optional<std::size_t> a;
    [[nodiscard]] std::size_t over(std::size_t side) const { return *a + 2 + side; }
};

/// How B_d comes about. Of what rises: the side that is taken to be the lesser; of what falls: through is both.
enum class Way : std::uint8_t { open, direct, first, second };

/// A part of all completions of a case.
struct Node {
    std::vector<double> low;  ///< of the values under the mean that needs a box
    std::vector<double> high;
    std::vector<Way> ways;
    std::optional<std::size_t> chosen;  ///< the dimension that is this mean, where it is one of them
    double bound = -infinite;
    std::size_t states = 0;
    std::vector<double> prices;
    double spent = 0.0;  ///< steps of the last look, if it did not raise the bound
    [[nodiscard]] friend bool operator<(const Node& a, const Node& b) { return a.bound > b.bound; }
};

/// The best completion so far: costs are values times -sign.
struct Cheapest {
    double cost = infinite;
    std::optional<Completion> completion;
};

/// `rising` - `falling` is to be as small as can be. One of the two may need a box: below a mean with rho < 1, and above
/// one with rho > 1, there is no plane that is good everywhere.
struct Roles {
    Mean rising;
    Mean falling;
    [[nodiscard]] bool boxed_rises() const { return needs_box(rising, true); }
    [[nodiscard]] bool boxed() const { return boxed_rises() || needs_box(falling, false); }
    [[nodiscard]] const Mean& box() const { return boxed_rises() ? rising : falling; }

    static bool needs_box(const Mean& mean, bool rises) {
        return mean.of != MeanOf::nothing && (rises ? mean.rho < 1.0 : mean.rho > 1.0);
    }
};

class CaseSearch {
public:
    CaseSearch(const InteropData& data, const Difference& difference, const Roles& roles, const Items& items,
               double sign)
        : data_(data), difference_(difference), roles_(roles), items_(items), sign_(sign) {
        layout();
        read_adds();
        tangents_.push_back(middle());
    }

    /// The first look: a bound.
    void begin(Cheapest& incumbent, double floor, double& steps) {
        floor_ = floor;
        add(visit(root(), incumbent, steps));
    }
    /// What no completion of the case is below.
    [[nodiscard]] double bound() const {
        return std::max(floor_, open_.empty() ? left_ : std::min(left_, open_.front().bound));
    }
    /// Lowers the incumbent, and returns the bound.
    double run(Cheapest& incumbent, double& steps) {
        while (!open_.empty() && steps > 0.0 && incumbent.cost > floor_ + resolution) {
            if (open_.front().bound >= incumbent.cost - resolution) break;
            std::pop_heap(open_.begin(), open_.end());
            Node node = std::move(open_.back());
            open_.pop_back();
            add(visit(std::move(node), incumbent, steps));
        }
        return std::min(bound(), incumbent.cost);
    }

private:
    void add(std::vector<Node> nodes) {
        for (Node& node : nodes) {
            open_.push_back(std::move(node));
            std::push_heap(open_.begin(), open_.end());
        }
    }

    [[nodiscard]] bool alone() const { return difference_.rows.size() == 1; }

    void layout() {
        const auto weight = [](const Mean& mean, std::size_t d) {
            return mean.of == MeanOf::nothing ? 0.0 : mean.weights[d];
        };
        const auto through = [](const Mean& mean, std::size_t d) {
            return mean.of == MeanOf::through && mean.weights[d] > 0.0;
        };
        for (std::size_t d = 0; d < data_.model().dimensions; ++d) {
            if (!(weight(roles_.rising, d) > 0.0) && !(weight(roles_.falling, d) > 0.0)) continue;
            Dimension& one = dimensions_.emplace_back(Dimension{d, width_++, std::nullopt});
            if (!data_.scale().hub_offers(d) || !(through(roles_.rising, d) || through(roles_.falling, d))) continue;
            one.a = width_;
            width_ += 4;
        }
        for (const auto& [from, to] : {std::pair{&roles_.rising, &rising_}, {&roles_.falling, &falling_}}) {
            for (const Dimension& one : dimensions_) to->push_back(weight(*from, one.index));
        }
    }

    void read_adds() {
        const InteropScale& scale = data_.scale();
        const InteropModel& model = data_.model();
        const std::size_t columns = data_.panel().columns();
        low_.assign(width_, 0.0);
        high_ = low_;
        const auto& all = items_.items();
        for (std::size_t item = 0; item < all.size(); ++item) {
            const bool area = item < columns;
            const std::size_t at = area ? item : item - columns;
            const unsigned menu = area ? model.menu[at] : model.offered[at];
            std::vector<double> least(width_, infinite);
            std::vector<double> most(width_, -infinite);
            for (const Option& option : all[item]) {
                const auto taken = [&](std::size_t d, unsigned value) {
                    return (area ? scale.menu_slope(d, at) : scale.offer_slope(d, at)) * std::min(value, menu);
                };
                std::vector<double> row(width_);
                for (const Dimension& one : dimensions_) {
                    const double slope = area ? scale.area_slope(one.index, at) : scale.system_slope(one.index, at);
                    row[one.t] = alone() ? taken(one.index, option.values[0])
                                         : slope * std::min(option.values[0], option.values[1]);
                    if (one.a) {
                        row[*one.a] = taken(one.index, option.values[0]);
                        row[*one.a + 1] = taken(one.index, option.values[1]);
                        for (const std::size_t side : {0U, 1U}) row[one.over(side)] = row[*one.a + side] - row[one.t];
                    }
                }
                for (std::size_t i = 0; i < width_; ++i) {
                    least[i] = std::min(least[i], row[i]);
                    most[i] = std::max(most[i], row[i]);
                }
                adds_.insert(adds_.end(), row.begin(), row.end());
            }
            for (std::size_t i = 0; i < width_; ++i) {
                low_[i] += least[i];
                high_[i] += most[i];
            }
        }
    }

    /// T_d or B_d.
    [[nodiscard]] double value_of(const Mean& mean, const Dimension& one, std::span<const double> sums) const {
        const double t = std::max(0.0, sums[one.t]);
        if (mean.of != MeanOf::through || !one.a) return t;
        return std::max(t, std::min(sums[*one.a], sums[*one.a + 1]));
    }
    [[nodiscard]] std::vector<double> values_of(const Mean& mean, std::span<const double> sums) const {
        std::vector<double> values;
        for (const Dimension& one : dimensions_) values.push_back(value_of(mean, one, sums));
        return values;
    }
    static double mean_of(const Mean& mean, const std::vector<double>& weights, const std::vector<double>& values) {
        return mean.of == MeanOf::nothing ? 0.0 : power_mean(values, weights, mean.rho);
    }
    [[nodiscard]] double cost_of(std::span<const double> sums) const {
        return mean_of(roles_.rising, rising_, values_of(roles_.rising, sums)) -
               mean_of(roles_.falling, falling_, values_of(roles_.falling, sums));
    }

    /// The mean that tangents bound, if one does.
    [[nodiscard]] const Mean* touched() const {
        for (const bool rises : {true, false}) {
            const Mean& mean = rises ? roles_.rising : roles_.falling;
            if (mean.of == MeanOf::nothing || mean.rho == 1.0 || std::isinf(mean.rho)) continue;
            if (!Roles::needs_box(mean, rises)) return &mean;
        }
        return nullptr;
    }
    [[nodiscard]] const std::vector<double>& box_weights() const {
        return roles_.boxed_rises() ? rising_ : falling_;
    }

    [[nodiscard]] std::vector<double> middle() const {
        std::vector<double> at(width_);
        for (std::size_t i = 0; i < width_; ++i) at[i] = 0.5 * (low_[i] + high_[i]);
        return at;
    }

    [[nodiscard]] Node root() const {
        Node node;
        node.low = values_of(roles_.box(), low_);
        node.high = values_of(roles_.box(), high_);
        node.ways.assign(dimensions_.size(), Way::open);
        for (std::size_t k = 0; k < dimensions_.size(); ++k) {
            const Dimension& one = dimensions_[k];
            if (!one.a) continue;
            if (std::min(high_[one.over(0)], high_[one.over(1)]) <= 0.0) node.ways[k] = Way::direct;
            if (!through_rises() && std::min(low_[one.over(0)], low_[one.over(1)]) >= 0.0) node.ways[k] = Way::first;
        }
        return node;
    }

    [[nodiscard]] bool through_rises() const { return roles_.rising.of == MeanOf::through; }

    [[nodiscard]] Form single(std::size_t at, double slope) const {
        Form form{std::vector<double>(width_), 0.0};
        form.slopes[at] = slope;
        return form;
    }
    [[nodiscard]] Form constant(double value) const { return {std::vector<double>(width_), value}; }

    /// Not above T_d or B_d.
    [[nodiscard]] Forms below(const Node& node, std::size_t k) const {
        const Dimension& one = dimensions_[k];
        Forms forms{single(one.t, 1.0)};
        if (roles_.rising.of != MeanOf::through || !one.a) return forms;
        if (node.ways[k] == Way::first) forms.push_back(single(*one.a, 1.0));
        if (node.ways[k] == Way::second) forms.push_back(single(*one.a + 1, 1.0));
        if (roles_.boxed_rises() && node.low[k] > 0.0) forms.push_back(constant(node.low[k]));
        return forms;
    }

    /// Not below -T_d or -B_d.
    [[nodiscard]] Forms above(const Node& node, std::size_t k) const {
        const Dimension& one = dimensions_[k];
        if (roles_.falling.of != MeanOf::through || !one.a || node.ways[k] == Way::direct) return {single(one.t, -1.0)};
        Forms forms;
        for (const std::size_t side : {0U, 1U}) {
            if (node.ways[k] != Way::open) {
                forms.push_back(single(*one.a + side, -1.0));
                continue;
            }
            // max{0, A - T} is below the line from 0 at the least A - T to the greatest.
            const double least = std::min(0.0, low_[one.over(side)]);
            const double most = std::max(0.0, high_[one.over(side)]);
            const double slope = most > 0.0 ? most / (most - least) : 0.0;
            Form form = single(one.over(side), -slope);
            form.slopes[one.t] = -1.0;
            form.constant = slope * least;
            forms.push_back(std::move(form));
        }
        if (!roles_.boxed_rises() && roles_.boxed() && node.high[k] < 1.0) forms.push_back(constant(-node.high[k]));
        return forms;
    }

    [[nodiscard]] Forms one_of(const Node& node, bool rises, std::size_t k) const {
        return rises ? below(node, k) : above(node, k);
    }

    [[nodiscard]] Forms weighted(const Node& node, bool rises, const std::vector<double>& slopes) const {
        Forms forms{constant(0.0)};
        for (std::size_t k = 0; k < slopes.size(); ++k) {
            if (slopes[k] > 0.0) forms = sum(forms, one_of(node, rises, k), slopes[k]);
        }
        return forms;
    }

    /// Forms that are never above M (rises) or -M.
    [[nodiscard]] Forms mean_forms(const Node& node, bool rises) const {
        const Mean& mean = rises ? roles_.rising : roles_.falling;
        const std::vector<double>& weights = rises ? rising_ : falling_;
        if (mean.of == MeanOf::nothing) return {constant(0.0)};
        if (mean.rho == 1.0) return weighted(node, rises, weights);
        const bool boxed = Roles::needs_box(mean, rises);
        if (boxed && std::isinf(mean.rho)) return one_of(node, rises, *node.chosen);
        if (boxed) {
            const double sign = rises ? 1.0 : -1.0;
            const Plane plane = plane_of(mean, weights, node);
            Forms forms = weighted(node, rises, plane.slopes);
            for (Form& form : forms) form.constant += sign * plane.constant;
            return forms;
        }
        Forms all;
        if (std::isinf(mean.rho)) {
            for (std::size_t k = 0; k < weights.size(); ++k) {
                if (!(weights[k] > 0.0)) continue;
                for (Form& form : one_of(node, rises, k)) all.push_back(std::move(form));
            }
            return all;
        }
        for (const std::vector<double>& at : tangents_) {
            for (Form& form : weighted(node, rises, tangent(mean, weights, values_of(mean, at)))) {
                if (all.size() < most_forms) all.push_back(std::move(form));
            }
        }
        return all;
    }

    struct Plane {
        double constant = 0.0;
        std::vector<double> slopes;
    };
    /// Below M in the box for rho < 1 and above it for rho > 1: the means of corners rise, or fall, together with the
    /// dimensions raised, so that what each adds alone to the lowest corner bounds what all add.
    [[nodiscard]] static Plane plane_of(const Mean& mean, const std::vector<double>& weights, const Node& node) {
        Plane plane{power_mean(node.low, weights, mean.rho), std::vector<double>(weights.size())};
        const double least = plane.constant;
        std::vector<double> raised = node.low;
        for (std::size_t k = 0; k < weights.size(); ++k) {
            const double wide = node.high[k] - node.low[k];
            if (!(weights[k] > 0.0) || !(wide > 0.0)) continue;
            raised[k] = node.high[k];
            plane.slopes[k] = std::max(0.0, (power_mean(raised, weights, mean.rho) - least) / wide);
            raised[k] = node.low[k];
            plane.constant -= plane.slopes[k] * node.low[k];
        }
        return plane;
    }

    /// Slopes of a plane through 0 that touches M there: above it for rho < 1, below it for rho > 1.
    [[nodiscard]] static std::vector<double> tangent(const Mean& mean, const std::vector<double>& weights,
                                                     std::vector<double> at) {
        constexpr double least = 1e-7;
        for (double& value : at) value = std::max(value, least);
        const double value = power_mean(at, weights, mean.rho);
        std::vector<double> slopes;
        for (std::size_t k = 0; k < at.size(); ++k) {
            slopes.push_back(weights[k] > 0.0 ? weights[k] * std::pow(value / at[k], 1.0 - mean.rho) : 0.0);
        }
        return slopes;
    }

    /// The limits of the box on sums, where the case itself does not keep them.
    [[nodiscard]] std::vector<std::pair<std::size_t, Limits>> box_limits(const Node& node) const {
        std::vector<std::pair<std::size_t, Limits>> found;
        if (!roles_.boxed()) return found;
        const auto limit = [&](std::size_t at, double low, double high) {
            if (low > low_[at] || high < high_[at]) found.emplace_back(at, Limits{low, high});
        };
        const bool rises = roles_.boxed_rises();
        for (std::size_t k = 0; k < dimensions_.size(); ++k) {
            if (!(box_weights()[k] > 0.0)) continue;
            const Dimension& one = dimensions_[k];
            if (roles_.box().of != MeanOf::through || !one.a || node.ways[k] == Way::direct) {
                limit(one.t, node.low[k], node.high[k]);
            } else if (rises) {
                limit(one.t, -infinite, node.high[k]);
                if (node.ways[k] != Way::open) {
                    limit(*one.a + (node.ways[k] == Way::second ? 1U : 0U), -infinite, node.high[k]);
                }
            } else if (node.ways[k] != Way::open) {
                limit(*one.a, node.low[k], infinite);
                limit(*one.a + 1, node.low[k], infinite);
            }
        }
        return found;
    }

    [[nodiscard]] LargestProblem problem(const Forms& forms, const Node& node) const {
        LargestProblem found;
        for (const Form& form : forms) found.offset.push_back(form.constant);
        for (const Counter& counter : items_.counters()) {
            found.limits.push_back({static_cast<double>(counter.minimum), static_cast<double>(std::min(
                                                                              counter.maximum, data_.panel().columns()))});
        }
        const auto limits = box_limits(node);
        for (const auto& limit : limits) found.limits.push_back(limit.second);
        std::size_t row = 0;
        const auto& all = items_.items();
        for (std::size_t item = 0; item < all.size(); ++item) {
            found.options.push_back(all[item].size());
            for (const Option& option : all[item]) {
                const std::span<const double> sums(&adds_[width_ * row++], width_);
                for (const Form& form : forms) found.adds.push_back(form.at(sums) - form.constant);
                for (std::size_t c = 0; c < items_.counters().size(); ++c) {
                    found.adds.push_back(static_cast<double>(items_.counted(c, item, option)));
                }
                for (const auto& limit : limits) found.adds.push_back(sums[limit.first]);
            }
        }
        return found;
    }

    [[nodiscard]] std::vector<double> sums_of(const std::vector<std::size_t>& picks) const {
        std::vector<double> sums(width_);
        std::size_t row = 0;
        for (std::size_t item = 0; item < picks.size(); ++item) {
            const double* add = &adds_[width_ * (row + picks[item])];
            for (std::size_t i = 0; i < width_; ++i) sums[i] += add[i];
            row += items_.items()[item].size();
        }
        return sums;
    }

    void offer(Cheapest& incumbent, const std::vector<std::size_t>& picks) const {
        Completion completion = items_.completion(picks);
        if (!data_.allows(difference_.rows, completion)) return;
        const double cost = -sign_ * chirograph::value_of(data_, completion, difference_.value);
        if (!(cost < incumbent.cost)) return;
        incumbent = {cost, std::move(completion)};
    }

    /// What is left of a node.
    std::vector<Node> visit(Node node, Cheapest& incumbent, double& steps) {
        if (roles_.boxed() && std::isinf(roles_.box().rho) && !node.chosen) return choices(node);
        const Forms forms = sum(mean_forms(node, true), mean_forms(node, false), 1.0);
        const LargestProblem asked = problem(forms, node);
        const std::size_t undecided = widest_way(node);
        const double before = node.bound;
        LargestEffort effort{steps, incumbent.cost, node.states, std::max(floor_, node.bound), std::move(node.prices)};
        const LargestEnd end = least_largest(asked, effort);
        node.spent = steps - effort.steps;
        steps = effort.steps;
        node.prices = std::move(effort.prices);
        if (end.bound == infinite) return {};
        node.bound = std::max(node.bound, end.bound);
        if (node.bound > before + resolution) node.spent = 0.0;
        if (node.bound >= incumbent.cost - resolution) return {};
        if (undecided < dimensions_.size()) return decided(node, undecided);
        if (end.picks.empty()) return again(std::move(node), steps);
        const std::vector<double> sums = sums_of(end.picks);
        offer(incumbent, end.picks);
        if (node.bound >= incumbent.cost - resolution) return {};
        const double wrong = cost_of(sums) - largest(forms, sums);
        // Forms that are far from right need no search for what they say is least.
        const double enough = node.states == 0 ? 0.2 * (incumbent.cost - node.bound) : resolution;
        return wrong <= enough ? again(std::move(node), steps) : refined(std::move(node), sums, steps);
    }

    /// The same node with more states, unless these are many, or were many for nothing.
    std::vector<Node> again(Node node, double steps) {
        constexpr std::size_t most_states = 262'144;
        constexpr double share = 0.1;
        if (node.states >= most_states || node.spent > share * steps) {
            left_ = std::min(left_, node.bound);
            return {};
        }
        node.states = std::max<std::size_t>(1024, 8 * node.states);
        return {std::move(node)};
    }

    [[nodiscard]] std::vector<Node> choices(const Node& node) const {
        std::vector<Node> found;
        for (std::size_t k = 0; k < dimensions_.size(); ++k) {
            if (!(box_weights()[k] > 0.0)) continue;
            found.push_back(node);
            found.back().chosen = k;
        }
        return found;
    }

    /// Where the forms are wrong at these sums, they are made better.
    std::vector<Node> refined(Node node, const std::vector<double>& sums, double steps) {
        double by_tangent = 0.0;
        const Mean* mean = touched();
        if (mean != nullptr) {
            const auto& weights = mean == &roles_.rising ? rising_ : falling_;
            const std::vector<double> values = values_of(*mean, sums);
            by_tangent = infinite;
            for (const std::vector<double>& at : tangents_) {
                const auto slopes = tangent(*mean, weights, values_of(*mean, at));
                const double there = std::inner_product(values.begin(), values.end(), slopes.begin(), 0.0);
                by_tangent = std::min(by_tangent, std::abs(there - mean_of(*mean, weights, values)));
            }
        }
        double by_box = 0.0;
        if (roles_.boxed() && !std::isinf(roles_.box().rho)) {
            const std::vector<double> values = values_of(roles_.box(), sums);
            const Plane plane = plane_of(roles_.box(), box_weights(), node);
            by_box = std::abs(mean_of(roles_.box(), box_weights(), values) - plane.constant -
                              std::inner_product(values.begin(), values.end(), plane.slopes.begin(), 0.0));
        }
        if (by_box >= by_tangent && by_box > resolution) return split(std::move(node), sums, steps);
        constexpr std::size_t most_tangents = 12;
        if (mean == nullptr || tangents_.size() >= most_tangents) return again(std::move(node), steps);
        tangents_.push_back(sums);
        return {std::move(node)};
    }

    /// The dimension, among those of which it is open how B comes about, where that leaves most open.
    [[nodiscard]] std::size_t widest_way(const Node& node) const {
        const bool elsewhere = node.chosen && roles_.box().of == MeanOf::through;
        std::size_t found = dimensions_.size();
        double widest = 0.0;
        for (std::size_t k = 0; k < dimensions_.size(); ++k) {
            const Dimension& one = dimensions_[k];
            const double weight = through_rises() ? rising_[k] : falling_[k];
            if (!one.a || node.ways[k] != Way::open || (elsewhere && *node.chosen != k)) continue;
            const double wide = weight * std::max(high_[one.over(0)], high_[one.over(1)]);
            if (wide <= widest) continue;
            widest = wide;
            found = k;
        }
        return found;
    }

    [[nodiscard]] std::vector<Node> decided(const Node& node, std::size_t k) const {
        std::vector<Node> both(2, node);
        both[0].ways[k] = through_rises() ? Way::second : Way::direct;
        both[1].ways[k] = Way::first;
        return both;
    }

    /// The box is cut where these sums are, or far below it where it reaches far down.
    std::vector<Node> split(Node node, const std::vector<double>& sums, double steps) {
        std::vector<double> values = values_of(roles_.box(), sums);
        std::size_t at = values.size();
        double most = 0.0;
        for (std::size_t k = 0; k < values.size(); ++k) {
            values[k] = std::clamp(values[k], node.low[k], node.high[k]);
            const double above = values[k] - node.low[k];
            if (!(box_weights()[k] > 0.0) || above <= 4.0 * narrow) continue;
            const double score = box_weights()[k] * above / std::max(values[k], narrow);
            if (score <= most) continue;
            most = score;
            at = k;
        }
        if (at == values.size()) return again(std::move(node), steps);
        const double low = node.low[at];
        double middle = values[at] - narrow;
        if (low <= 0.0) {
            middle = std::min(middle, least_step(at) * (1.0 - narrow));
        } else if (node.states == 0 || values[at] > 4.0 * low) {
            middle = std::sqrt(low * values[at]);
        }
        std::vector<Node> both(2, node);
        both[0].high[at] = middle;
        both[1].low[at] = middle;
        return both;
    }

    /// The least that a value is when it is not 0.
    [[nodiscard]] double least_step(std::size_t k) const {
        double least = 1.0;
        for (std::size_t row = 0; row < adds_.size(); row += width_) {
            const Dimension& one = dimensions_[k];
            for (std::size_t i = one.t; i < (one.a ? *one.a + 2 : one.t + 1); ++i) {
                if (adds_[row + i] > 0.0) least = std::min(least, adds_[row + i]);
            }
        }
        return least;
    }

    const InteropData& data_;
    const Difference& difference_;
    const Roles& roles_;
    const Items items_;  ///< at its case
    double sign_;
    std::vector<Dimension> dimensions_;
    std::size_t width_ = 0;
    double floor_ = 0.0;  ///< no cost is below
    std::vector<Node> open_;   ///< a heap
    double left_ = infinite;   ///< bound of branches that cannot be split
    std::vector<double> rising_;   ///< weights of the dimensions kept
    std::vector<double> falling_;
    std::vector<double> adds_;     ///< option after option: to each sum
    std::vector<double> low_;      ///< of each sum
    std::vector<double> high_;
    std::vector<std::vector<double>> tangents_;  ///< sums at which the mean without a box is touched
};

/// A mean over one dimension is that dimension.
Mean plain(Mean mean) {
    const auto counted = std::count_if(mean.weights.begin(), mean.weights.end(), [](double w) { return w > 0.0; });
    if (counted == 0) mean.of = MeanOf::nothing;
    if (counted == 1) mean.rho = 1.0;
    return mean;
}

}  // namespace

std::optional<InteropEnd> difference_end(const InteropData& data, const Difference& difference, double sign,
                                         std::optional<bool> corner, const InteropBudget& budget) {
    Roles roles{plain(sign < 0.0 ? difference.plus : difference.minus),
                plain(sign < 0.0 ? difference.minus : difference.plus)};
    const double floor = sign < 0.0 ? difference.low : -difference.high;
    Items items(data, {difference.rows, true, corner, {}}, budget);
    // The case that promises most comes first: what it attains spares the others.
    std::vector<std::unique_ptr<CaseSearch>> cases;
    while (items.next()) {
        if (items.items().empty()) continue;
        cases.push_back(std::make_unique<CaseSearch>(data, difference, roles, items, sign));
    }
    Cheapest incumbent;
    double bound = infinite;
    double steps = static_cast<double>(budget.steps);
    for (auto& one : cases) one->begin(incumbent, floor, steps);
    std::stable_sort(cases.begin(), cases.end(), [](const auto& a, const auto& b) { return a->bound() < b->bound(); });
    for (auto& one : cases) bound = std::min(bound, one->run(incumbent, steps));
    if (bound == infinite && !incumbent.completion) return std::nullopt;
    if (!items.exact()) {
        for (const bool high : {false, true}) {
            Completion completion = data.corner(difference.rows, high);
            if (!data.allows(difference.rows, completion)) continue;
            const double cost = -sign * value_of(data, completion, difference.value);
            if (cost < incumbent.cost) incumbent = {cost, std::move(completion)};
        }
    }
    bound = std::max(floor, std::min(bound, incumbent.cost));
    return proven_end(std::move(incumbent.completion), -sign * incumbent.cost, -sign * bound, sign);
}

}  // namespace chirograph
