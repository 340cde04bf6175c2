// The row type of the catalogue: everything the library says about an indicator, in one place.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/panel/problem.hpp"
#include "engine/search/fraction.hpp"

namespace chirograph {

/// What an indicator is about. A dyad is a pair seen with its systems and prerequisites, not by depths alone.
enum class Arity { pair, dyad, programme, group };
enum class Direction { similarity, dissimilarity, neutral };

/// A parameter of an indicator. Values are numbers; `choices` names the allowed whole numbers when there are few.
struct Parameter {
    std::string_view name;
    double preset = 0.0;
    double low = 0.0;
    double high = 0.0;
    bool whole = false;
    std::string_view meaning;
    std::string_view choices = "";  ///< "nominal|linear|quadratic" stands for 0, 1, 2
    bool within_scale = false;      ///< the upper limit is the panel's max_depth
};

inline constexpr std::size_t most_parameters = 3;
/// Parameter values in the order of the row's parameters, and the top of the scale.
struct Arguments {
    std::array<double, most_parameters> values{};
    Depth max_depth = 1;
};

/// Facts about an index that the compiler or a property test checks.
struct Traits {
    bool symmetric = true;              ///< I(p, q) = I(q, p)
    bool identity = true;               ///< I(p, p) = high whenever defined
    bool ignores_joint_absence = true;  ///< an area that neither has changes nothing
    bool weighted = true;               ///< areas may carry weights
    bool uses_levels = false;           ///< depths matter, not only reaching a threshold
};

using TermsOf = Terms (*)(Cell, const Arguments&);

/// When a table index is 0/0. Only areas with a positive weight are looked at.
enum class NoValue {
    never,
    empty_side,     ///< a programme has nothing at all
    constant_side,  ///< a programme has the same depth everywhere
    single_level    ///< all cells of both programmes have the same depth
};

/// What two areas, taken together, add to an index written as (double sum of f) / (double sum of g), or divided by
/// sqrt((double sum of g)(double sum of h)).
struct PairTerms {
    double f = 0.0;
    double g = 0.0;
    double h = 0.0;
};

/// A(s) and B(s) of a table index, s its margins: constant W^2 + linear W (sum of s) + factor times the sum of the
/// pieces, of one margin each, or of a margin of x and the margin of y with the same place.
struct TableOffset {
    Shape shape = Shape::product;
    Terms factor;
    Terms linear{};
    Terms constant{};
    bool complete = false;  ///< the margins of a side (or of both together) hold every level: the first follows
};

/// A table index: value = (A(s) + scale sum w n) / (B(s) + scale sum w d), where s is a short vector of margins (whole
/// numbers added up over areas with their weights, those of x first) and scale is 1 or the total weight. For fixed
/// margins the value rises with the sum of n (or is a plain ratio when d is not zero).
inline constexpr std::size_t most_margins = 2 * (depth_limit + 1);
struct TableIndex {
    /// How many margins there are at these arguments.
    std::size_t (*margins)(const Arguments&) = nullptr;
    /// What one area adds to each margin, before its weight.
    void (*margin_step)(Cell, const Arguments&, std::span<std::int64_t>) = nullptr;
    /// n and d of one area, before its weight.
    Terms (*terms)(Cell, const Arguments&) = nullptr;
    TableOffset (*offset)(const Arguments&) = nullptr;
    bool times_total_weight = false;  ///< scale is the total weight
    NoValue no_value = NoValue::never;
    bool reached_only = false;  ///< looks only at "depth >= values[0]"
    /// Sizes X and Y of the two sides for N / min(X, Y), which the margin alone gives with fewer digits.
    Terms (*sides)(Cell, const Arguments&) = nullptr;
    /// The index as a double sum, half the sum over all ordered pairs of areas, weights multiplied: digits that the
    /// margins lose where weights are no whole numbers.
    PairTerms (*between)(Cell, Cell, const Arguments&) = nullptr;
};

struct Indicator;

/// How an index of a pair is solved. A row of the catalogue points to one of these; the room `pair` defines them.
struct PairIndex {
    std::string_view family;  ///< as `describe` calls it
    /// Least and greatest value over all completions.
    Range (*range)(const PairProblem&, const Indicator&, const Arguments&, const Budget&);
    /// Value of one completion; NaN when it is 0/0.
    double (*value)(std::span<const Cell>, std::span<const double> weights, const Indicator&, const Arguments&);
    /// What each area adds to that value.
    std::vector<double> (*contributions)(std::span<const Cell>, std::span<const double> weights, const Indicator&,
                                         const Arguments&);
    /// One completion that is 0/0; empty when there is none or it cannot be told.
    std::vector<Cell> (*undefined)(const PairProblem&, const Indicator&, const Arguments&, const Budget&);
};
extern const PairIndex ratio_index;  ///< separable ratios
extern const PairIndex table_index;  ///< functions of the 2x2 table or of the two margins
extern const PairIndex tau_b_index;

struct Indicator {
    std::string_view key;
    std::string_view title;
    std::string_view question;
    std::string_view formula;
    std::string_view reference;                   ///< bibliography key
    std::string_view undefined;                   ///< when it is 0/0
    const PairIndex* solver = nullptr;            ///< of an index of a pair, and only of one
    std::string_view family = "separable_ratio";  ///< how any other indicator is bounded
    Arity arity = Arity::pair;
    Direction direction = Direction::similarity;
    double low = 0.0;
    double high = 1.0;
    Traits traits{};
    std::array<Parameter, most_parameters> parameters{};
    TermsOf terms = nullptr;
    const TableIndex* table = nullptr;

    [[nodiscard]] constexpr std::size_t parameter_count() const {
        std::size_t count = 0;
        while (count < most_parameters && !parameters[count].name.empty()) ++count;
        return count;
    }
};

}  // namespace chirograph
