#include "engine/interop/forms.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace chirograph {
namespace {

constexpr double tolerance = 1e-12;

/// One way an item may fall: what counts, and the stated depths behind it.
struct Option {
    unsigned a = 0;
    unsigned b = 0;
    Cell stated;
};

struct FormCase {
    std::vector<Item> items;
    std::vector<std::vector<Option>> options;
};

void add(std::vector<Option>& options, const Option& option) {
    const bool seen = std::any_of(options.begin(), options.end(),
                                  [&](const Option& other) { return other.a == option.a && other.b == option.b; });
    if (!seen) options.push_back(option);
}

class FormCases {
public:
    FormCases(const InteropData& data, std::size_t p, std::size_t q)
        : data_(data), p_(p), q_(q), base_(pair_problem(data.panel(), data.constraints(), p, q)) {}

    /// Nothing when an area has no option inside the scenarios.
    [[nodiscard]] std::optional<FormCase> build(const Scenario& first, const Scenario& second) const {
        FormCase found;
        for (std::size_t column = 0; column < base_.columns(); ++column) {
            found.items.push_back({false, column});
            found.options.push_back(area_options(column, first, second));
            if (found.options.back().empty()) return std::nullopt;
        }
        for (std::size_t system = 0; system < data_.model().systems; ++system) {
            found.items.push_back({true, system});
            found.options.push_back(system_options(system, first, second));
        }
        return found;
    }

    [[nodiscard]] Completion completion(const FormCase& found, const std::vector<std::size_t>& picks) const {
        Completion result;
        result.depths.resize(2);
        result.members.resize(2);
        for (std::size_t i = 0; i < picks.size(); ++i) {
            const Option& option = found.options[i][picks[i]];
            if (!found.items[i].system) {
                result.depths[0].push_back(option.stated.x);
                result.depths[1].push_back(option.stated.y);
                continue;
            }
            const std::size_t system = found.items[i].index;
            const bool tie = data_.model().between[system] != 0;
            result.members[0].push_back(tie ? data_.known(p_).member_low[system] : static_cast<Halves>(option.a));
            result.members[1].push_back(tie ? data_.known(q_).member_low[system] : static_cast<Halves>(option.b));
            if (!data_.model().between_low.empty()) {
                result.between.push_back(tie ? static_cast<Halves>(option.a) : Halves{0});
            }
        }
        return result;
    }

private:
    [[nodiscard]] std::vector<Option> area_options(std::size_t column, const Scenario& first,
                                                   const Scenario& second) const {
        std::vector<Option> options;
        for (const Cell cell : base_.options[column]) {
            if (cell.x < first.low[column] || cell.x > first.high[column]) continue;
            if (cell.y < second.low[column] || cell.y > second.high[column]) continue;
            for (const Alternative& own : first.alternatives[column]) {
                for (const Alternative& other : second.alternatives[column]) {
                    if (p_ == q_ && own.cap != other.cap) continue;
                    add(options, {std::min(cell.x, own.cap), std::min(cell.y, other.cap), cell});
                }
            }
        }
        return options;
    }

    [[nodiscard]] std::vector<Option> system_options(std::size_t system, const Scenario& first,
                                                     const Scenario& second) const {
        std::vector<Option> options;
        if (data_.model().between[system] != 0) {
            const unsigned high = data_.between(p_, q_, true)[system];
            for (unsigned tie = data_.between(p_, q_, false)[system]; tie <= high; ++tie) add(options, {tie, tie, {}});
            return options;
        }
        for (unsigned a = first.member_low[system]; a <= first.member_high[system]; ++a) {
            for (unsigned b = second.member_low[system]; b <= second.member_high[system]; ++b) {
                if (p_ != q_ || a == b) add(options, {a, b, {}});
            }
        }
        return options;
    }

    const InteropData& data_;
    std::size_t p_;
    std::size_t q_;
    PairProblem base_;
};

MinimaxProblem sums(const FormCase& found, const std::vector<Form>& forms) {
    MinimaxProblem problem;
    problem.offset.assign(forms.size(), 0.0);
    for (std::size_t i = 0; i < found.items.size(); ++i) {
        auto& column = problem.columns.emplace_back();
        for (const Option& option : found.options[i]) {
            auto& adds = column.emplace_back();
            for (const Form& form : forms) adds.push_back(form(found.items[i], option.a, option.b));
        }
    }
    return problem;
}

/// Scenarios in which memberships stay open inside their pieces, because memberships count for themselves too.
std::pair<Scenarios, Scenarios> both_sides(const InteropData& data, std::size_t p, std::size_t q, std::size_t most) {
    Scenarios first = scenarios(data.prerequisites(), data.known(p), false, most);
    Scenarios second = scenarios(data.prerequisites(), data.known(q), false, most);
    if (p != q && first.cases.size() * second.cases.size() > most) {
        first = scenarios(data.prerequisites(), data.known(p), false, 0);
        second = scenarios(data.prerequisites(), data.known(q), false, 0);
    }
    return {std::move(first), std::move(second)};
}

double slope(const InteropScale& scale, std::size_t dimension, const Item& item) {
    return item.system ? scale.system_slope(dimension, item.index) : scale.area_slope(dimension, item.index);
}

}  // namespace

Form direct_form(const InteropScale& scale, std::size_t dimension) {
    return [&scale, dimension](const Item& item, unsigned a, unsigned b) {
        return slope(scale, dimension, item) * std::min(a, b);
    };
}

Form taken_form(const InteropScale& scale, std::size_t dimension, bool second) {
    return [&scale, dimension, second](const Item& item, unsigned a, unsigned b) {
        const unsigned own = second ? b : a;
        const InteropModel& model = scale.model();
        if (!item.system) {
            return scale.menu_slope(dimension, item.index) * std::min<unsigned>(own, model.menu[item.index]);
        }
        if (model.between[item.index] != 0) return 0.0;
        return scale.offer_slope(dimension, item.index) * std::min<unsigned>(own, model.offered[item.index]);
    };
}

Form sum_of(std::vector<Weighed> terms) {
    return [terms = std::move(terms)](const Item& item, unsigned a, unsigned b) {
        double sum = 0.0;
        for (const Weighed& term : terms) sum += term.factor * term.form(item, a, b);
        return sum;
    };
}

struct LeastForms::Cases {
    const InteropData& data;
    std::array<std::size_t, 2> rows;
    std::size_t comparisons;
    bool exact = true;
    FormCases completions;
    std::vector<FormCase> found;
};

LeastForms::LeastForms(const InteropData& data, std::size_t p, std::size_t q, const InteropBudget& budget)
    : cases_(new Cases{data, {p, q}, budget.comparisons, true, FormCases(data, p, q), {}}) {
    const auto [first, second] = both_sides(data, p, q, budget.scenarios);
    cases_->exact = first.exact && second.exact;
    for (std::size_t i = 0; i < first.cases.size(); ++i) {
        for (std::size_t j = p == q ? i : 0; j < (p == q ? i + 1 : second.cases.size()); ++j) {
            if (auto one = cases_->completions.build(first.cases[i], second.cases[j])) {
                cases_->found.push_back(std::move(*one));
            }
        }
    }
}

LeastForms::~LeastForms() = default;

void LeastForms::add(const std::vector<Form>& forms) {
    for (const FormCase& one : cases_->found) {
        const MinimaxAnswer answer = least_largest_sum(sums(one, forms), cases_->comparisons, attained_);
        bound_ = std::min(bound_, answer.value);
        if (!cases_->exact || answer.attained >= attained_) continue;
        Completion completion = cases_->completions.completion(one, answer.picks);
        if (!cases_->data.allows(cases_->rows, completion)) continue;
        attained_ = answer.attained;
        witness_ = std::move(completion);
    }
}

FormBound LeastForms::least() const {
    if (attained_ <= bound_ + tolerance) return {attained_, true, witness_};
    return {bound_, false, std::nullopt};
}

FormBound least_largest_form(const InteropData& data, std::size_t p, std::size_t q, const std::vector<Form>& forms,
                             const InteropBudget& budget) {
    LeastForms search(data, p, q, budget);
    search.add(forms);
    return search.least();
}

}  // namespace chirograph
