#include "engine/search/anytime.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "engine/base/watch.hpp"
#include "engine/panel/problem.hpp"
#include "engine/search/reach.hpp"

namespace chirograph {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

class Tree {
public:
    Tree(Fraction& fraction, double sign, const ExactValue& exact, FractionEffort& effort)
        : fraction_(fraction),
          sign_(sign),
          effort_(effort),
          incumbent_(fraction, sign, exact),
          roots_(root_groups()),
          reach_(fraction),
          relaxation_(fraction, sign, reach_.ranges()) {
        const auto& side = fraction.frame().side;
        for (const std::size_t s : {0U, 1U}) {
            const auto others = std::count_if(side.begin(), side.end(), [s](std::size_t of) { return of != s; });
            followed_[s] = fraction.bilinear() && others <= 1;
        }
        for (const Fraction::Area& area : fraction.areas()) sets_.push_back(area.set);
    }

    FractionEnd run(const std::vector<Picks>& starts) {
        for (const Picks& picks : starts) incumbent_.climb(sets_, picks, false);
        scatter();
        grow();
        const FractionFrame& frame = fraction_.frame();
        double bound = std::max(cut_, incumbent_.doubt());
        if (!open_.empty()) bound = std::max(bound, open_.front().bound);
        bound = std::min(bound, sign_ > 0.0 ? frame.high : -frame.low);
        effort_.steps -= std::min(effort_.steps, spent());
        const double best = incumbent_.best();
        return {sign_ * best, sign_ * std::max(best, bound), incumbent_.picks(), std::max(best, bound) > -infinite,
                crowded_};
    }

private:
    static constexpr double leaf_completions = 1500.0;
    static constexpr double leaf_sides = 150.0;
    static constexpr int root_rounds = 80;
    static constexpr int rounds = 14;
    static constexpr int again_rounds = 8;
    static constexpr std::size_t eager_estimates = 2;
    static constexpr std::size_t most_open = 100'000;

    [[nodiscard]] double spent() const { return reach_.steps() + relaxation_.steps() + incumbent_.steps(); }
    [[nodiscard]] bool exhausted() const { return spent() >= effort_.steps || late(); }
    /// What is sought is beyond this: as long as there is no completion, any value.
    [[nodiscard]] double beat() const {
        const FractionFrame& frame = fraction_.frame();
        return std::max(incumbent_.best(), (sign_ > 0.0 ? frame.low : -frame.high) - 1.0);
    }

    std::shared_ptr<const Groups> root_groups() {
        std::map<std::pair<std::uint32_t, double>, std::vector<std::size_t>> alike;
        const auto& areas = fraction_.areas();
        for (std::size_t i = 0; i < areas.size(); ++i) alike[{areas[i].set, areas[i].weight}].push_back(i);
        Groups groups;
        for (auto& [key, list] : alike) {
            groups.push_back({key.first, static_cast<std::uint32_t>(groups.size()), key.second, list.size()});
            kinds_.push_back(std::move(list));
        }
        return std::make_shared<Groups>(std::move(groups));
    }

    /// Two completions to begin with.
    void scatter() {
        for (const bool last : {false, true}) {
            Picks picks;
            for (const std::uint32_t set : sets_) {
                picks.push_back(last ? fraction_.set(set).back() : fraction_.set(set).front());
            }
            incumbent_.climb(sets_, std::move(picks), false);
        }
    }

    void grow() {
        Branch root{{},
                    {},
                    std::vector<double>(fraction_.sums()),
                    roots_,
                    sign_ > 0.0 ? fraction_.frame().high : -fraction_.frame().low};
        for (std::size_t f = 0; f < fraction_.sums(); ++f) {
            const Limits limits = f < fraction_.margins()    ? fraction_.frame().limits[f]
                                  : f < fraction_.weighted() ? Limits{}
                                                             : fraction_.frame().counts[f - fraction_.weighted()];
            root.low.push_back(limits.low);
            root.high.push_back(limits.high);
        }
        if (!reach_.shrink(root) || finished(root)) return;
        estimate(std::move(root), root_rounds);
        while (!open_.empty() && open_.front().bound > incumbent_.best() + resolution && !exhausted() && worth_it()) {
            std::pop_heap(open_.begin(), open_.end());
            Branch top = std::move(open_.back());
            open_.pop_back();
            for (Branch& child : split(top)) {
                if (!reach_.shrink(child) || finished(child)) continue;
                estimate(std::move(child), rounds);
            }
        }
    }

    /// An end with next to nothing left is closed altogether if that takes no more than it took so far.
    [[nodiscard]] bool worth_it() {
        constexpr double little = 1e6;
        if (open_.front().bound > incumbent_.best() + sharp_gap) {
            sharp_at_ = infinite;
        } else if (sharp_at_ == infinite) {
            sharp_at_ = spent();
        }
        return spent() <= 2.0 * sharp_at_ + little;
    }

    /// Bounds a branch; it stays open when something better may be in it.
    void estimate(Branch branch, int most_rounds) {
        relaxation_.tighten(branch, beat(), most_rounds);
        ++estimates_;
        if (estimates_ < eager_estimates || estimates_ % 16U == 0) round_off(branch);
        if (branch.bound <= incumbent_.best() + resolution) {
            cut_ = std::max(cut_, std::min(branch.bound, incumbent_.best() + resolution));
            return;
        }
        if (!reach_.keep(branch, relaxation_.promising(branch, beat())) || !reach_.shrink(branch) || finished(branch))
            return;
        open_.push_back(std::move(branch));
        std::push_heap(open_.begin(), open_.end());
        if (open_.size() > most_open) set_aside();
    }

    /// The less promising half is looked at no more; its bounds stand.
    void set_aside() {
        const auto half = open_.begin() + static_cast<std::ptrdiff_t>(open_.size() / 2);
        std::nth_element(open_.begin(), half, open_.end(), [](const Branch& a, const Branch& b) { return b < a; });
        cut_ = std::max(cut_, std::max_element(half, open_.end())->bound);
        open_.erase(half, open_.end());
        std::make_heap(open_.begin(), open_.end());
        crowded_ = true;
    }

    /// Goes through all completions, or all of one side, when they are few.
    bool finished(const Branch& branch) {
        if (!effort_.enumerate) return false;
        const Groups& groups = *branch.groups;
        std::size_t side = 2;
        if (reach_.completions(groups, 2) > leaf_completions) {
            const double x = followed_[0] ? reach_.completions(groups, 0) : infinite;
            const double y = followed_[1] ? reach_.completions(groups, 1) : infinite;
            if (std::min(x, y) > leaf_sides) return false;
            side = x <= y ? 0 : 1;
        }
        Leaf(incumbent_, groups, places(groups)).run(side);
        return true;
    }

    /// The areas of each group: those of a kind are alike, so any will do.
    [[nodiscard]] std::vector<std::vector<std::size_t>> places(const Groups& groups) const {
        std::vector<std::size_t> next(kinds_.size());
        std::vector<std::vector<std::size_t>> all;
        for (const Group& group : groups) {
            auto& list = all.emplace_back();
            for (std::size_t i = 0; i < group.count; ++i) list.push_back(kinds_[group.kind][next[group.kind]++]);
        }
        return all;
    }

    /// A completion near the mixture, the heavy areas first, from which to climb.
    void round_off(const Branch& branch) {
        const Mixture& mixture = relaxation_.mixture();
        const Groups& groups = *branch.groups;
        const bool counted = fraction_.sums() > fraction_.weighted();
        std::vector<double> whole(mixture.shares.size());
        for (std::size_t g = 0; g < groups.size(); ++g) {
            double& due = whole[mixture.kind_of[g]];
            due = (counted ? 0.0 : due) + groups[g].weight * static_cast<double>(groups[g].count);
        }
        auto due = mixture.shares;
        for (std::size_t k = 0; k < due.size(); ++k) {
            for (double& share : due[k]) share *= whole[k];
        }
        std::vector<std::size_t> order;
        for (std::size_t g = 0; g < groups.size(); ++g) order.push_back(g);
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return groups[a].weight > groups[b].weight; });
        const auto where = places(groups);
        Picks picks(sets_.size());
        for (const std::size_t g : order) {
            auto& left = due[mixture.kind_of[g]];
            for (const std::size_t area : where[g]) {
                const auto& options = fraction_.set(groups[g].set);
                picks[area] = *std::max_element(options.begin(), options.end(),
                                                [&](std::uint16_t a, std::uint16_t b) { return left[a] < left[b]; });
                left[picks[area]] -= groups[g].weight;
            }
        }
        incumbent_.climb(sets_, std::move(picks), true);
    }

    // ---- branching ---------------------------------------------------------------------------------------------

    [[nodiscard]] bool splits(const Branch& branch, std::size_t sum) const {
        return branch.high[sum] - branch.low[sum] > (fraction_.frame().whole ? 0.5 : 1e-9 * fraction_.frame().total);
    }

    std::vector<Branch> split(Branch& branch) {
        relaxation_.tighten(branch, beat(), again_rounds);
        const Groups& groups = *branch.groups;
        const double x = fraction_.two_sided() ? reach_.completions(groups, 0) : 1.0;
        const double y = fraction_.two_sided() ? reach_.completions(groups, 1) : 1.0;
        if (!few(groups, x, y)) {
            if (const auto at = where(branch)) return halves(branch, *at);
        }
        const bool first = (x <= y || y == 1.0) && x > 1.0;
        return one_area(branch, first ? 0 : y > 1.0 ? 1 : 2);
    }

    /// So few completions that areas are better split than sums.
    [[nodiscard]] bool few(const Groups& groups, double x, double y) const {
        constexpr double few_completions = 3e5;
        constexpr double few_of_side = 1e5;
        if (!effort_.enumerate) return false;
        if (reach_.completions(groups, 2) <= few_completions) return true;
        return (followed_[0] && x > 1.0 && x < few_of_side) || (followed_[1] && y > 1.0 && y < few_of_side);
    }

    /// The sum to halve: of F or G where the relaxation takes a fraction of what comes in whole numbers, else the wider
    /// margin of the piece that it overrates most. Nothing when what is left is a matter of whole areas.
    [[nodiscard]] std::optional<std::size_t> where(const Branch& branch) const {
        const Relaxation::Slack slack = relaxation_.slack(branch, beat());
        double all = 0.0;
        double worst = -1.0;
        std::optional<std::size_t> found;
        const auto& pieces = fraction_.frame().pieces;
        for (std::size_t k = 0; k < pieces.size(); ++k) {
            all += slack.pieces[k];
            const bool x = splits(branch, pieces[k].x);
            const bool y = splits(branch, pieces[k].y);
            if ((!x && !y) || slack.pieces[k] <= worst) continue;
            worst = slack.pieces[k];
            const auto width = [&](std::size_t f) { return branch.high[f] - branch.low[f]; };
            found = y && (!x || width(pieces[k].y) > width(pieces[k].x)) ? pieces[k].y : pieces[k].x;
        }
        std::optional<std::size_t> part;
        constexpr double fractional = 0.02;
        for (std::size_t f = fraction_.margins(); f < fraction_.weighted() && all <= slack.inside; ++f) {
            const double mean = relaxation_.mixture().mean[f];
            if (splits(branch, f) && std::abs(mean - std::round(mean)) > fractional) part = f;
        }
        if (part) return part;
        std::size_t alike = 0;
        for (const Group& group : *branch.groups) {
            if (fraction_.set(group.set).size() > 1) alike = std::max(alike, group.count);
        }
        constexpr std::size_t many = 4;
        return alike <= many && slack.inside > all ? std::nullopt : found;
    }

    [[nodiscard]] std::vector<Branch> halves(const Branch& branch, std::size_t sum) const {
        std::vector<Branch> both(2, branch);
        const bool whole = fraction_.frame().whole;
        const double wide = sum < fraction_.margins() ? 0.3 * (branch.high[sum] - branch.low[sum]) : 0.0;
        double at = std::clamp(relaxation_.mixture().mean[sum], branch.low[sum] + wide, branch.high[sum] - wide);
        if (whole) at = std::clamp(std::floor(at), branch.low[sum], branch.high[sum] - 1.0);
        both[0].high[sum] = at;
        both[1].low[sum] = whole ? at + 1.0 : at;
        return both;
    }

    /// The heaviest area whose choice wavers takes what it prefers, or no area like it does.
    [[nodiscard]] std::vector<Branch> one_area(const Branch& branch, std::size_t side) {
        const Groups& groups = *branch.groups;
        const Mixture& mixture = relaxation_.mixture();
        const auto kind_of = [&](std::uint16_t o) { return side == 2 ? o : fraction_.class_of(o, side); };
        std::optional<std::size_t> found;
        std::size_t preferred = 0;
        double most = -1.0;
        for (std::size_t g = 0; g < groups.size(); ++g) {
            if (fraction_.choices(groups[g].set, side) <= 1) continue;
            std::map<std::size_t, double> shares;
            double all = 0.0;
            for (const std::uint16_t o : fraction_.set(groups[g].set)) {
                const double share = mixture.shares[mixture.kind_of[g]][o];
                shares[kind_of(o)] += share;
                all += share;
            }
            const auto by = [](const auto& a, const auto& b) { return a.second < b.second; };
            const auto top = std::max_element(shares.begin(), shares.end(), by);
            const double score = groups[g].weight * (1e-3 + (all > 0.0 ? 1.0 - top->second / all : 0.0));
            if (score <= most) continue;
            most = score;
            found = g;
            preferred = top->first;
        }
        if (!found) {  // one completion
            Leaf(incumbent_, groups, places(groups)).run(2);
            return {};
        }
        Fraction::Numbers taken;
        Fraction::Numbers others;
        for (const std::uint16_t o : fraction_.set(groups[*found].set)) {
            (kind_of(o) == preferred ? taken : others).push_back(o);
        }
        const Group one{fraction_.set_number(std::move(taken)), groups[*found].kind, groups[*found].weight, 1};
        auto pinned = std::make_shared<Groups>(groups);
        auto without = std::make_shared<Groups>(groups);
        (*without)[*found].set = fraction_.set_number(std::move(others));
        if (--(*pinned)[*found].count == 0) pinned->erase(pinned->begin() + static_cast<std::ptrdiff_t>(*found));
        pinned->push_back(one);
        std::vector<Branch> both(2, branch);
        both[0].groups = std::move(pinned);
        both[1].groups = std::move(without);
        return both;
    }

    Fraction& fraction_;
    double sign_;
    FractionEffort& effort_;
    Incumbent incumbent_;
    std::vector<std::vector<std::size_t>> kinds_;  ///< areas that are alike
    std::shared_ptr<const Groups> roots_;
    Reach reach_;
    Relaxation relaxation_;
    std::vector<std::uint32_t> sets_;    ///< per area
    bool followed_[2] = {false, false};  ///< can the other side follow when this one is gone through?
    std::vector<Branch> open_;           ///< a heap
    double cut_ = -infinite;             ///< bounds of branches looked at no more
    std::size_t estimates_ = 0;
    double sharp_at_ = infinite;  ///< steps when no more than sharp_gap was left
    bool crowded_ = false;
};

}  // namespace

FractionEnd fraction_end(Fraction& fraction, double sign, const std::vector<Picks>& starts, const ExactValue& exact,
                         FractionEffort& effort) {
    return Tree(fraction, sign, exact, effort).run(starts);
}

}  // namespace chirograph
