// Alpha between midranks: branch and bound over boxes of the counts of all values.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>
#include <utility>

#include "engine/agreement/midranks.hpp"
#include "engine/base/watch.hpp"
#include "engine/search/anytime.hpp"
#include "engine/search/bundle.hpp"

namespace chirograph {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double settled = 2e-10;  ///< a box with less than this to gain is looked at no more
constexpr double epsilon = std::numeric_limits<double>::epsilon();

class Boxes {
public:
    /// The coefficient falls where D / E rises.
    Boxes(const AgreementCase& question, double sign, Budget& budget)
        : case_(question),
          sign_(-sign),
          budget_(budget),
          steps_(static_cast<double>(budget.steps)),
          ranks_(question, -sign),
          q_(ranks_.values()) {}

    [[nodiscard]] FoundEnd run() {
        offer(case_.start);
        if (!case_.codings.weighed() || !through()) look(ranks_.all(), root_rounds);
        while (!open_.empty() && open_.front().bound > best_ + tolerance() && spent_ < steps_ && !late()) {
            std::pop_heap(open_.begin(), open_.end());
            const CountBox top = std::move(open_.back());
            open_.pop_back();
            for (CountBox& half : halves(top)) look(std::move(half), rounds);
        }
        double bound = std::max(best_, passed_);
        if (!open_.empty()) bound = std::max(bound, open_.front().bound);
        budget_.steps -= std::min(budget_.steps, static_cast<std::size_t>(spent_));
        return {ways_, 1.0 - (ranks_.codings() - 1.0) * sign_ * bound};
    }

private:
    static constexpr int root_rounds = 60;
    static constexpr int rounds = 16;
    static constexpr std::size_t most_open = 200'000;
    static constexpr double most_through = 100'000.0;

    /// What is left to gain in a box, as alpha has it, counts for nothing below this.
    [[nodiscard]] double tolerance() const { return settled / (ranks_.codings() - 1.0); }

    static void add(const RankWay& way, std::vector<double>& counts, std::vector<double>& said) {
        for (std::size_t c = 0; c < counts.size(); ++c) counts[c] += way.counts[c];
        for (std::size_t p = 0; p < said.size(); ++p) said[p] += way.pairs[p];
    }

    /// Compares a completion with the best; where it leans between the ends of what units can say makes good planes.
    void offer(const std::vector<std::size_t>& ways) {
        std::vector<double> counts(q_);
        std::vector<double> said(ranks_.pairs().size());
        for (const RankKind& kind : ranks_.kinds()) {
            for (const std::size_t unit : kind.units) {
                add(kind.ways[ways[unit]], counts, said);
            }
        }
        compare(ways, counts, said);
    }

    void compare(const std::vector<std::size_t>& ways, const std::vector<double>& counts,
                 const std::vector<double>& said) {
        const auto squares = ranks_.distances(counts);
        const double observed = std::inner_product(said.begin(), said.end(), squares.begin(), 0.0);
        const double all = ranks_.expected(counts);
        if (!(all > 0.0)) return;
        const double value = sign_ * observed / all;
        if (!ways_.empty() && value <= best_) return;
        best_ = value;
        ways_ = ways;
        ranks_.lean(said);
    }

    /// Goes through all completions where they are few: units that stand for many leave gaps between the counts, which
    /// boxes close slowly. False where there are too many.
    [[nodiscard]] bool through() {
        double all = 1.0;
        std::vector<double> counts(q_);
        std::vector<double> said(ranks_.pairs().size());
        std::vector<std::pair<const RankKind*, std::size_t>> open;
        for (const RankKind& kind : ranks_.kinds()) {
            all *= std::pow(static_cast<double>(kind.ways.size()), static_cast<double>(kind.units.size()));
            for (const std::size_t unit : kind.units) {
                if (kind.ways.size() > 1) {
                    open.emplace_back(&kind, unit);
                } else {
                    add(kind.ways.front(), counts, said);
                }
            }
        }
        if (all > std::min(most_through, steps_)) return false;
        std::vector<std::size_t> ways(case_.units.size());
        go_on(open, ways, counts, said);
        spent_ += all;
        return true;
    }

    void go_on(std::span<const std::pair<const RankKind*, std::size_t>> rest, std::vector<std::size_t>& ways,
               const std::vector<double>& counts, const std::vector<double>& said) {
        checkpoint();
        if (rest.empty()) return compare(ways, counts, said);
        const auto [kind, unit] = rest.front();
        for (std::size_t w = 0; w < kind->ways.size(); ++w) {
            ways[unit] = w;
            auto more = counts;
            auto told = said;
            add(kind->ways[w], more, told);
            go_on(rest.subspan(1), ways, more, told);
        }
    }

    /// Bounds sign (D - trial E) over the completions whose counts are in the box, at these prices.
    [[nodiscard]] DualPoint dual(const CountBox& box, const Planes& planes, const std::vector<double>& prices,
                                 double trial) {
        DualPoint dual{sign_ * planes.constant, 0.0, std::vector<double>(q_), std::vector<double>(q_), {}};
        double size = std::abs(planes.constant);
        std::vector<std::size_t> ways(case_.units.size());
        for (const RankKind& kind : ranks_.kinds()) {
            double best = -infinite;
            std::size_t pick = 0;
            for (std::size_t w = 0; w < kind.ways.size(); ++w) {
                double gain = 0.0;
                for (std::size_t p = 0; p < ranks_.pairs().size(); ++p) gain += planes.unit[p] * kind.ways[w].pairs[p];
                gain *= sign_;
                for (std::size_t c = 0; c < q_; ++c) gain += prices[c] * kind.ways[w].counts[c];
                if (gain <= best) continue;
                best = gain;
                pick = w;
            }
            const auto count = static_cast<double>(kind.units.size());
            dual.value += count * best;
            size += std::abs(count * best);
            for (std::size_t c = 0; c < q_; ++c) dual.sums[c] += count * kind.ways[pick].counts[c];
            for (const std::size_t unit : kind.units) ways[unit] = pick;
        }
        spent_ += ranks_.unit_work() + ranks_.count_work();
        offer(ways);
        const double n = ranks_.codings();
        const double rest = ranks_.counts_part(box, planes, prices, trial, dual.wanted);
        dual.value += rest;
        size += std::abs(rest) + 2.0 * trial * n * n * n * n;
        dual.value += 64.0 * epsilon * size;  // outward
        return dual;
    }

    /// Bounds a box; it stays open when something better may be in it.
    void look(CountBox box, int most_rounds) {
        if (!ranks_.shrink(box)) return;
        const double before = best_;
        const Planes over = ranks_.planes(box);
        std::vector<double> reach;
        for (std::size_t c = 0; c < q_; ++c)
            reach.push_back(1.0 / std::max(box.high[c] - box.low[c], 0.01 * ranks_.codings()));
        Bundle bundle(reach);
        const double trial = sign_ * before;
        double value = bundle.descend(
            box.prices, most_rounds, [&](const std::vector<double>& prices) { return dual(box, over, prices, trial); });
        spent_ += bundle.steps;
        const bool point = box.low == box.high;
        box.bound = std::min(box.bound, before + std::max(0.0, value) / ranks_.least_expected(box));
        if (point && box.bound > best_ + tolerance()) box.bound = std::min(box.bound, exactly(box));
        if (point || box.bound <= best_ + tolerance()) {
            passed_ = std::max(passed_, box.bound);
            return;
        }
        open_.push_back(std::move(box));
        std::push_heap(open_.begin(), open_.end());
        if (open_.size() > most_open) {  // room for more: what is dropped keeps its bound
            passed_ = std::max(passed_, open_.back().bound);
            open_.pop_back();
        }
    }

    /// One vector of counts: d is settled, and only completions with these counts are asked for.
    [[nodiscard]] double exactly(const CountBox& box) {
        const auto squares = ranks_.distances(box.low);
        FractionFrame frame;
        frame.constant.g = ranks_.expected(box.low) / (ranks_.codings() - 1.0);
        if (!(frame.constant.g > 0.0)) return -infinite;
        frame.least = 0.9 * frame.constant.g;
        frame.low = -2.0;
        frame.high = 2.0;
        frame.total = static_cast<double>(case_.units.size());
        frame.size = 2.0 * frame.constant.g;
        for (std::size_t c = 0; c < q_; ++c) {
            frame.counts.push_back({box.low[c], box.low[c]});
            frame.side.push_back(0);
        }
        Fraction fraction(frame);
        std::vector<Fraction::Numbers> numbers;
        for (const RankKind& kind : ranks_.kinds()) {
            auto& list = numbers.emplace_back();
            for (const RankWay& way : kind.ways) {
                const double observed = std::inner_product(squares.begin(), squares.end(), way.pairs.begin(), 0.0);
                list.push_back(fraction.option(way.counts, {sign_ * observed, 0.0}));
            }
        }
        return best_of(fraction, numbers) / (ranks_.codings() - 1.0);
    }

    /// The bound of sign (n - 1) D / E; completions found on the way are offered.
    [[nodiscard]] double best_of(Fraction& fraction, const std::vector<Fraction::Numbers>& numbers) {
        std::vector<std::pair<std::size_t, const Fraction::Numbers*>> areas;  // a unit, and the options of its ways
        for (std::size_t k = 0; k < numbers.size(); ++k) {
            auto list = numbers[k];
            std::sort(list.begin(), list.end());
            for (const std::size_t unit : ranks_.kinds()[k].units) {
                fraction.add_area(list, 1.0);
                areas.emplace_back(unit, &numbers[k]);
            }
        }
        const auto exact = [&](const Picks& picks) {
            const Terms parts = fraction.parts(fraction.sum(picks));
            return parts.f / parts.g;
        };
        FractionEffort effort{std::max(0.0, steps_ - spent_)};
        const double before = effort.steps;
        const FractionEnd end = fraction_end(fraction, 1.0, {}, exact, effort);
        spent_ += before - effort.steps;
        if (!end.possible) return -infinite;
        if (!end.picks.empty()) {
            std::vector<std::size_t> ways(case_.units.size());
            for (std::size_t a = 0; a < areas.size(); ++a) {
                const auto& [unit, list] = areas[a];
                const auto at = std::find(list->begin(), list->end(), end.picks[a]);
                ways[unit] = static_cast<std::size_t>(at - list->begin());
            }
            offer(ways);
        }
        return end.bound + 1e-13;
    }

    [[nodiscard]] std::vector<CountBox> halves(const CountBox& box) const {
        std::size_t widest = 0;
        for (std::size_t c = 1; c < q_; ++c) {
            if (box.high[c] - box.low[c] > box.high[widest] - box.low[widest]) widest = c;
        }
        std::vector<CountBox> both(2, box);
        const double middle = std::floor(0.5 * (box.low[widest] + box.high[widest]));
        both[0].high[widest] = middle;
        both[1].low[widest] = middle + 1.0;
        return both;
    }

    const AgreementCase& case_;
    double sign_;
    Budget& budget_;
    double steps_;
    Midranks ranks_;
    std::size_t q_;
    double spent_ = 0.0;
    double best_ = -infinite;    ///< sign D / E
    double passed_ = -infinite;  ///< bounds of boxes looked at no more
    std::vector<std::size_t> ways_;
    std::vector<CountBox> open_;  ///< a heap
};

}  // namespace

FoundEnd ordinal_end(const AgreementCase& question, double sign, Budget& budget) {
    return Boxes(question, sign, budget).run();
}

}  // namespace chirograph
