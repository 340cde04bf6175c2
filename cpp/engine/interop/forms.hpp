// A pair inside every scenario, cut into items that stand on their own: areas and systems. Sums over items are bounded
// item by item or by minimax.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "engine/interop/data.hpp"
#include "engine/panel/problem.hpp"
#include "engine/search/minimax.hpp"

namespace chirograph {

/// What every item adds to: T_d of the pair, or A_d of one side.
enum class Way : std::uint8_t { direct, first, second };

/// factor times T_d or A_d.
struct Weighed {
    double factor = 1.0;
    Way way = Way::direct;
    std::size_t dimension = 0;
};

/// A sum of these, and so a sum over items. Without any it is 0 everywhere.
using Form = std::vector<Weighed>;

/// A pair with the ways its items may fall, in each scenario of both sides. The data must outlive it.
class PairCases {
public:
    PairCases(const InteropData& data, std::size_t p, std::size_t q, const InteropBudget& budget = {});

    [[nodiscard]] const InteropData& data() const { return data_; }
    [[nodiscard]] const std::array<std::size_t, 2>& rows() const { return rows_; }

private:
    friend class LeastForms;
    /// Values of the two sides in an item (depths after prerequisites, or memberships), and the stated depths behind.
    struct Option {
        unsigned a = 0;
        unsigned b = 0;
        Cell stated;
    };
    using Options = std::vector<Option>;
    using Case = std::vector<Options>;  ///< per item: areas, then systems

    void build(const PairProblem& base, const Scenario& first, const Scenario& second);
    [[nodiscard]] Options area_options(const std::vector<Cell>& cells, std::size_t column, const Scenario& first,
                                       const Scenario& second) const;
    [[nodiscard]] Options system_options(std::size_t system, const Scenario& first, const Scenario& second) const;
    void read_slopes();
    [[nodiscard]] double adds(const Weighed& term, std::size_t item, const Option& option) const;
    [[nodiscard]] MinimaxProblem problem(const Case& one, const std::vector<Form>& forms) const;
    [[nodiscard]] Completion completion(const Case& one, const std::vector<std::size_t>& picks) const;

    const InteropData& data_;
    std::array<std::size_t, 2> rows_;
    std::size_t comparisons_;
    bool exact_ = true;
    std::vector<Case> cases_;
    std::vector<unsigned> menu_;  // per item: what the hub offers of it
    std::vector<double> direct_;  // dimensions x items: what a shared step adds to T_d
    std::vector<double> taken_;   // the same for a step of the menu and A_d
};

/// Least value, over every completion of the pair, of the smallest answer of several problems, each the largest of its
/// forms. Counters of the constraints are relaxed; the bound is sharp when the completion found satisfies them all the
/// same.
class LeastForms {
public:
    explicit LeastForms(const PairCases& pair) : pair_(pair) {}

    /// One more problem. What is already attained cuts its search short.
    void add(const std::vector<Form>& forms);
    /// The end that it gives, freed of what rounding puts below 0: `sign` times the least value.
    [[nodiscard]] InteropEnd end(double sign) const;

private:
    const PairCases& pair_;
    double attained_ = std::numeric_limits<double>::infinity();
    double bound_ = std::numeric_limits<double>::infinity();
    std::optional<Completion> witness_;
};

/// A difference that cannot be negative, freed of rounding: 0 where it is not above 0, and never -0.
[[nodiscard]] inline double not_below_zero(double value) {
    return value > 0.0 ? value : 0.0;
}

/// The end of one problem.
[[nodiscard]] InteropEnd least_largest_form(const PairCases& pair, const std::vector<Form>& forms, double sign);

}  // namespace chirograph
