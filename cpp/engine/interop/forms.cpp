#include "engine/interop/forms.hpp"

#include <algorithm>
#include <utility>

namespace chirograph {
namespace {

constexpr double tolerance = 1e-12;

}  // namespace

PairCases::PairCases(const InteropData& data, std::size_t p, std::size_t q, const InteropBudget& budget)
    : data_(data), rows_{p, q}, comparisons_(budget.comparisons) {
    const PairProblem base = pair_problem(data.panel(), data.constraints(), p, q);
    // Memberships stay open inside their pieces, because they count for themselves too.
    const auto sides =
        scenarios_of(data, data.prerequisites(), std::span(rows_).first(p == q ? 1 : 2), false, budget.scenarios);
    const Scenarios& first = sides.front();
    const Scenarios& second = sides.back();
    exact_ = first.exact && second.exact;
    for (std::size_t i = 0; i < first.cases.size(); ++i) {
        for (std::size_t j = p == q ? i : 0; j < (p == q ? i + 1 : second.cases.size()); ++j) {
            build(base, first.cases[i], second.cases[j]);
        }
    }
    read_slopes();
}

/// Nothing when an area has no option inside the scenarios.
void PairCases::build(const PairProblem& base, const Scenario& first, const Scenario& second) {
    Case found;
    for (std::size_t column = 0; column < base.columns(); ++column) {
        found.push_back(area_options(base.options[column], column, first, second));
        if (found.back().empty()) return;
    }
    for (std::size_t system = 0; system < data_.model().systems; ++system) {
        found.push_back(system_options(system, first, second));
    }
    cases_.push_back(std::move(found));
}

PairCases::Options PairCases::area_options(const std::vector<Cell>& cells, std::size_t column, const Scenario& first,
                                           const Scenario& second) const {
    Options options;
    const auto add = [&](const Option& option) {
        const auto same = [&](const Option& other) { return other.a == option.a && other.b == option.b; };
        if (std::none_of(options.begin(), options.end(), same)) options.push_back(option);
    };
    for (const Cell cell : cells) {
        if (cell.x < first.low[column] || cell.x > first.high[column]) continue;
        if (cell.y < second.low[column] || cell.y > second.high[column]) continue;
        for (const Alternative& own : first.alternatives[column]) {
            for (const Alternative& other : second.alternatives[column]) {
                if (rows_[0] == rows_[1] && own.cap != other.cap) continue;
                add({std::min(cell.x, own.cap), std::min(cell.y, other.cap), cell});
            }
        }
    }
    return options;
}

PairCases::Options PairCases::system_options(std::size_t system, const Scenario& first, const Scenario& second) const {
    Options options;
    if (data_.model().between[system] != 0) {
        const unsigned high = data_.between(rows_[0], rows_[1], true)[system];
        for (unsigned tie = data_.between(rows_[0], rows_[1], false)[system]; tie <= high; ++tie) {
            options.push_back({tie, tie, {}});
        }
        return options;
    }
    for (unsigned a = first.member_low[system]; a <= first.member_high[system]; ++a) {
        for (unsigned b = second.member_low[system]; b <= second.member_high[system]; ++b) {
            if (rows_[0] != rows_[1] || a == b) options.push_back({a, b, {}});
        }
    }
    return options;
}

void PairCases::read_slopes() {
    const InteropScale& scale = data_.scale();
    const InteropModel& model = data_.model();
    menu_.assign(model.menu.begin(), model.menu.end());
    menu_.insert(menu_.end(), model.offered.begin(), model.offered.end());  // nothing of ties between partners
    for (std::size_t d = 0; d < model.dimensions; ++d) {
        for (std::size_t i = 0; i < model.menu.size(); ++i) {
            direct_.push_back(scale.area_slope(d, i));
            taken_.push_back(scale.menu_slope(d, i));
        }
        for (std::size_t s = 0; s < model.systems; ++s) {
            direct_.push_back(scale.system_slope(d, s));
            taken_.push_back(scale.offer_slope(d, s));
        }
    }
}

/// What an item adds to T_d or A_d.
double PairCases::adds(const Weighed& term, std::size_t item, const Option& option) const {
    const std::size_t at = term.dimension * menu_.size() + item;
    if (term.way == Way::direct) return direct_[at] * std::min(option.a, option.b);
    return taken_[at] * std::min(term.way == Way::first ? option.a : option.b, menu_[item]);
}

MinimaxProblem PairCases::problem(const Case& one, const std::vector<Form>& forms) const {
    MinimaxProblem found{std::vector<double>(forms.size(), 0.0), {}, {}};
    for (std::size_t item = 0; item < one.size(); ++item) {
        found.options.push_back(one[item].size());
        for (const Option& option : one[item]) {
            for (const Form& form : forms) {
                double sum = 0.0;
                for (const Weighed& term : form) sum += term.factor * adds(term, item, option);
                found.adds.push_back(sum);
            }
        }
    }
    return found;
}

Completion PairCases::completion(const Case& one, const std::vector<std::size_t>& picks) const {
    const InteropModel& model = data_.model();
    const std::size_t columns = model.menu.size();
    Completion result = data_.corner(rows_, false);
    for (std::size_t i = 0; i < picks.size(); ++i) {
        const Option& option = one[i][picks[i]];
        if (i < columns) {
            result.depths[0][i] = option.stated.x;
            result.depths[1][i] = option.stated.y;
        } else if (model.between[i - columns] != 0) {
            result.between[i - columns] = static_cast<Halves>(option.a);
        } else {
            result.members[0][i - columns] = static_cast<Halves>(option.a);
            result.members[1][i - columns] = static_cast<Halves>(option.b);
            if (!result.between.empty()) result.between[i - columns] = 0;
        }
    }
    return result;
}

void LeastForms::add(const std::vector<Form>& forms) {
    const bool from_zero = std::any_of(forms.begin(), forms.end(), [](const Form& form) { return form.empty(); });
    if (from_zero && attained_ <= 0.0) {  // a sum that is 0 everywhere: nothing below
        bound_ = std::min(bound_, 0.0);
        return;
    }
    for (const PairCases::Case& one : pair_.cases_) {
        const MinimaxAnswer answer = least_largest_sum(pair_.problem(one, forms), pair_.comparisons_, attained_);
        bound_ = std::min(bound_, answer.value);
        if (!pair_.exact_ || answer.attained >= attained_) continue;
        Completion completion = pair_.completion(one, answer.picks);
        if (!pair_.data_.allows(pair_.rows_, completion)) continue;
        attained_ = answer.attained;
        witness_ = std::move(completion);
    }
}

InteropEnd LeastForms::end(double sign) const {
    if (attained_ <= bound_ + tolerance) return {not_below_zero(sign * attained_), true, witness_};
    return {not_below_zero(sign * bound_), false, std::nullopt};
}

InteropEnd least_largest_form(const PairCases& pair, const std::vector<Form>& forms, double sign) {
    LeastForms search(pair);
    search.add(forms);
    return search.end(sign);
}

}  // namespace chirograph
