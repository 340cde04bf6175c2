#include "engine/interop/means.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <utility>

#include "engine/interop/descent.hpp"
#include "engine/interop/forms.hpp"

namespace chirograph {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
/// Differences of costs that are not followed.
constexpr double close_enough = 1e-10;

/// A part of all completions that is still to be looked at.
struct Node {
    Region region;
    double bound = -infinite;
    std::size_t states = 0;  ///< partial sums kept; 0: only bounds
    std::size_t touches = 0;
    std::vector<double> prices{};
    double spent = 0.0;  ///< steps of the last look, if it did not raise the bound
    [[nodiscard]] friend bool operator<(const Node& a, const Node& b) { return a.bound > b.bound; }
};

/// The best completion so far: costs are values times -sign.
class Cheapest {
public:
    Cheapest(const InteropData& data, const Difference& difference, double sign)
        : data_(data), difference_(difference), sign_(sign) {}
    void offer(Completion other) {
        if (!data_.allows(difference_.rows, other)) return;
        const double value = -sign_ * value_of(data_, other, difference_.value);
        if (!(value < cost)) return;
        cost = value;
        completion = std::move(other);
    }

    double cost = infinite;
    std::optional<Completion> completion{};

private:
    const InteropData& data_;
    const Difference& difference_;
    double sign_;
};

class CaseSearch {
public:
    CaseSearch(const InteropData& data, bool alone, const Roles& roles, const Items& items)
        : forms_(data, alone, roles, items) {}

    /// The first look: a bound.
    void begin(Cheapest& incumbent, double floor, double& steps) {
        floor_ = floor;
        const Node all{forms_.everything()};
        const bool choose = forms_.to_choose(all.region);
        for (Node& node : choose ? of(all, forms_.choices(all.region)) : std::vector<Node>{all}) {
            add(visit(std::move(node), incumbent, steps));
        }
    }
    /// What no completion of the case is below.
    [[nodiscard]] double bound() const {
        return std::max(floor_, open_.empty() ? left_ : std::min(left_, open_.front().bound));
    }
    /// Of what is still open.
    [[nodiscard]] double promise() const {
        if (open_.empty()) return infinite;
        return open_.front().bound;
    }
    /// Looks at the most promising branch.
    void advance(Cheapest& incumbent, double& steps) {
        std::pop_heap(open_.begin(), open_.end());
        Node node = std::move(open_.back());
        open_.pop_back();
        add(visit(std::move(node), incumbent, steps));
    }
    /// Any completion at all.
    void attain(Cheapest& incumbent) const {
        const Forms nothing{{std::vector<double>(forms_.width()), 0.0}};
        LargestEffort effort;
        const LargestEnd end = least_largest(forms_.problem(nothing, forms_.everything(), infinite), effort);
        if (!end.picks.empty()) incumbent.offer(forms_.items().completion(end.picks));
    }

private:
    void add(std::vector<Node> nodes) {
        for (Node& node : nodes) {
            open_.push_back(std::move(node));
            std::push_heap(open_.begin(), open_.end());
        }
    }

    /// What is left of a node.
    std::vector<Node> visit(Node node, Cheapest& incumbent, double& steps) {
        const Forms forms = forms_.forms_of(node.region);
        const auto undecided = forms_.widest_way(node.region);
        const double before = node.bound;
        LargestEffort effort{steps, incumbent.cost, node.states, std::max(floor_, before), std::move(node.prices)};
        const LargestEnd end = least_largest(forms_.problem(forms, node.region, incumbent.cost), effort);
        node.prices = std::move(effort.prices);
        node.spent = steps - effort.steps;
        steps = effort.steps;
        if (end.bound == infinite) return {};
        node.bound = std::max(before, end.bound);
        if (node.bound > before + close_enough) node.spent = 0.0;
        if (node.bound >= incumbent.cost - close_enough) return {};
        if (undecided) return of(node, forms_.decided(node.region, *undecided));
        if (end.picks.empty()) return again(std::move(node), steps);
        const std::vector<double> sums = forms_.sums_of(end.picks);
        const double wrong = forms_.cost_of(sums) - largest(forms, sums);
        std::vector<std::size_t> picks = end.picks;
        // Where the forms are wrong, what they say is least is a place to begin.
        if (wrong > close_enough) steps -= std::min(steps, descend(forms_, picks, incumbent.cost));
        incumbent.offer(forms_.items().completion(picks));
        if (node.bound >= incumbent.cost - close_enough) return {};
        // Forms that are far from right need no search for what they say is least.
        const double rough = std::max(1e-3, 0.2 * (incumbent.cost - node.bound));
        const double enough = node.states == 0 ? rough : close_enough;
        return wrong <= enough ? again(std::move(node), steps) : refined(std::move(node), sums, steps);
    }

    /// The node in these parts.
    static std::vector<Node> of(const Node& node, std::vector<Region> regions) {
        std::vector<Node> nodes;
        for (Region& region : regions) {
            nodes.push_back(node);
            nodes.back().region = std::move(region);
        }
        return nodes;
    }

    /// The same node with more states; where these are many, or were many for nothing, its box is halved.
    std::vector<Node> again(Node node, double steps) {
        constexpr std::size_t most_states = 1'048'576;
        constexpr double share = 0.1;
        if (node.states >= most_states || node.spent > share * steps) {
            node.states = 0;
            std::vector<Node> parts = of(node, forms_.split(node.region, forms_.most(), true));
            if (parts.empty()) left_ = std::min(left_, node.bound);
            return parts;
        }
        node.states = std::max<std::size_t>(1024, 8 * node.states);
        return {std::move(node)};
    }

    /// Where the forms are wrong at these sums, they are made better.
    std::vector<Node> refined(Node node, const std::vector<double>& sums, double steps) {
        constexpr std::size_t most_touches = 40;
        const MeanForms::Wrong wrong = forms_.wrong_at(node.region, sums);
        if (wrong.box >= wrong.tangents && wrong.box > close_enough) {
            std::vector<Region> parts = forms_.split(node.region, sums, node.states == 0);
            if (!parts.empty()) return of(node, std::move(parts));
        } else if (++node.touches <= most_touches && forms_.touch(node.region, sums)) {
            return {std::move(node)};
        }
        return again(std::move(node), steps);
    }

    MeanForms forms_;
    double floor_ = 0.0;      ///< no cost is below
    std::vector<Node> open_;  ///< a heap
    double left_ = infinite;  ///< bound of branches that cannot be split
};

/// All as little or as much as can be, and of a pair one so and the other so.
std::vector<Completion> simple_ones(const InteropData& data, const std::vector<std::size_t>& rows) {
    std::vector<Completion> found{data.corner(rows, false), data.corner(rows, true)};
    for (std::size_t i = 0; i < rows.size() && rows.size() == 2 && rows[0] != rows[1]; ++i) {
        Completion mixed = found[0];
        mixed.depths[i] = found[1].depths[i];
        mixed.members[i] = found[1].members[i];
        found.push_back(std::move(mixed));
    }
    return found;
}

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
    std::vector<std::unique_ptr<CaseSearch>> cases;
    while (items.next()) {
        if (items.items().empty()) continue;
        cases.push_back(std::make_unique<CaseSearch>(data, difference.rows.size() == 1, roles, items));
    }
    Cheapest incumbent(data, difference, sign);
    for (Completion& simple : simple_ones(data, difference.rows)) incumbent.offer(std::move(simple));
    double bound = infinite;
    double steps = static_cast<double>(budget.steps);
    for (auto& one : cases) one->begin(incumbent, floor, steps);
    const auto promises = [](const auto& a, const auto& b) { return a->promise() < b->promise(); };
    while (!cases.empty() && steps > 0.0 && incumbent.cost > floor + close_enough) {
        CaseSearch& next = **std::min_element(cases.begin(), cases.end(), promises);
        if (!(next.promise() < incumbent.cost - close_enough)) break;
        next.advance(incumbent, steps);
    }
    for (const auto& one : cases) bound = std::min(bound, one->bound());
    for (auto one = cases.begin(); one != cases.end() && !incumbent.completion; ++one) (*one)->attain(incumbent);
    if (bound == infinite && !incumbent.completion) return std::nullopt;
    bound = std::max(floor, std::min(bound, incumbent.cost));
    return proven_end(std::move(incumbent.completion), -sign * incumbent.cost, -sign * bound, sign);
}

}  // namespace chirograph
