#include "engine/interop/search.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/search/counters.hpp"

namespace chirograph {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double no_value = std::numeric_limits<double>::quiet_NaN();
/// A whole value counts as passed only by the next one.
constexpr double whole_margin = 1e-6;

/// One case of the items as a fraction.
class CaseSearch {
public:
    CaseSearch(const InteropData& data, const Question& question, const Items& items)
        : data_(data), question_(question), items_(items), fraction_(frame()) {
        const auto& all = items.items();
        for (std::size_t i = 0; i < all.size(); ++i) {
            auto& numbers = options_.emplace_back();
            for (const Option& option : all[i]) numbers.push_back(number(i, option));
        }
        for (const auto& numbers : options_) {
            Fraction::Numbers once = numbers;
            std::sort(once.begin(), once.end());
            once.erase(std::unique(once.begin(), once.end()), once.end());
            fraction_.add_area(std::move(once), 1.0);
        }
    }

    /// Beyond `known` only; picks are empty when nothing there was found.
    FractionEnd end(double sign, FractionEffort& effort) {
        const ExactValue exact = [&](const Picks& picks) {
            const double value = items_.exact() ? value_in(data_, question_, completion(picks)) : relaxed(picks);
            return question_.step > 0.0 ? value + sign * (question_.step - whole_margin) : value;
        };
        return fraction_end(fraction_, sign, {}, exact, effort);
    }

    [[nodiscard]] Completion completion(const Picks& picks) const {
        std::vector<std::size_t> chosen;
        for (std::size_t i = 0; i < picks.size(); ++i) {
            chosen.push_back(static_cast<std::size_t>(std::find(options_[i].begin(), options_[i].end(), picks[i]) -
                                                      options_[i].begin()));
        }
        return items_.completion(chosen);
    }

private:
    [[nodiscard]] FractionFrame frame() const {
        FractionFrame found = question_.frame;
        found.total = 1.0;
        for (const Counter& counter : items_.counters()) {
            found.counts.push_back({static_cast<double>(counter.minimum),
                                    static_cast<double>(std::min(counter.maximum, data_.panel().columns()))});
            found.side.push_back(0);
        }
        return found;
    }

    [[nodiscard]] std::uint16_t number(std::size_t item, const Option& option) {
        std::vector<double> sums(fraction_.margins());
        const Terms terms = question_.adds(item, option.values, sums);
        for (std::size_t c = 0; c < items_.counters().size(); ++c) {
            sums.push_back(static_cast<double>(items_.counted(c, item, option)));
        }
        return fraction_.option(std::move(sums), terms);
    }

    [[nodiscard]] double relaxed(const Picks& picks) const {
        const Terms parts = fraction_.parts(fraction_.sum(picks));
        return parts.g >= fraction_.frame().least ? parts.f / parts.g : no_value;
    }

    const InteropData& data_;
    const Question& question_;
    const Items& items_;
    Fraction fraction_;
    std::vector<std::vector<std::uint16_t>> options_;  ///< per item: what each option is to the fraction
};

/// The best of all cases: values are times sign.
struct Best {
    double bound = -infinite;
    double attained = -infinite;
    std::optional<Completion> witness;

    void offer(const InteropData& data, const Question& question, double sign, Completion completion) {
        if (!data.allows(question.setting.rows, completion)) return;
        const double value = sign * value_in(data, question, completion);
        if (!(value > attained)) return;
        attained = value;
        witness = std::move(completion);
    }
};

}  // namespace

double value_in(const InteropData& data, const Question& question, const Completion& completion) {
    if (!question.setting.stated) return value_of(data, completion, question.value);
    std::vector<Side> sides;
    for (std::size_t i = 0; i < completion.depths.size(); ++i) {
        sides.push_back({completion.depths[i], completion.members[i]});
    }
    return question.value(sides, completion.between);
}

FractionFrame plain_frame(double low, double high) {
    FractionFrame frame;
    frame.constant.g = 1.0;
    frame.least = 0.5;
    frame.low = low;
    frame.high = high;
    return frame;
}

InteropEnd attained_end(double value, std::optional<Completion> witness) {
    return {value, true, std::move(witness), value, 0.0};
}

InteropEnd proven_end(std::optional<Completion> witness, double attained, double bound, double sign) {
    if (!witness || std::isnan(attained)) return {bound, false, std::nullopt, no_value, infinite};
    const double gap = std::max(0.0, sign * (bound - attained));
    const bool sharp = gap <= sharp_gap;
    return {sharp ? attained : bound, sharp, std::move(witness), attained, gap};
}

std::optional<InteropEnd> search_end(const InteropData& data, std::span<const Question> questions, double sign,
                                     const InteropBudget& budget) {
    Best best;
    bool exact = true;
    const Setting& setting = questions.front().setting;
    const double step = questions.front().step;
    double left = static_cast<double>(budget.steps);
    std::size_t runs = 0;
    for (std::size_t k = 0; k < questions.size(); ++k) {
        Items items(data, questions[k].setting, budget);
        exact = items.exact();
        for (std::size_t cases = items.cases(); items.next(); --cases) {
            runs = (questions.size() - k - 1) * items.cases() + cases;
            if (items.items().empty()) continue;
            CaseSearch search(data, questions[k], items);
            FractionEffort effort{left / static_cast<double>(runs)};
            const double share = effort.steps;
            const FractionEnd end = search.end(sign, effort);
            left -= share - effort.steps;
            best.bound = std::max(best.bound, sign * end.bound);
            if (!end.picks.empty()) best.offer(data, questions[k], sign, search.completion(end.picks));
        }
    }
    if (best.bound == -infinite && best.attained == -infinite) return std::nullopt;
    if (!exact) {
        for (const bool high : {false, true})
            best.offer(data, questions.front(), sign, data.corner(setting.rows, high));
    }
    if (step > 0.0) best.bound = step * std::floor(best.bound / step + 1e-9);
    const double bound = std::clamp(sign * best.bound, questions.front().frame.low, questions.front().frame.high);
    return proven_end(std::move(best.witness), sign * best.attained, sign * std::max(sign * bound, best.attained),
                      sign);
}

}  // namespace chirograph
