// The row type of the catalogue: everything the library says about an indicator, in one place.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "engine/pair_problem.hpp"

namespace chirograph {

enum class Family {
    separable_ratio,  ///< sum of f over areas / sum of g over areas
    table,            ///< (A(s) + sum n) / (B(s) + sum d), with s a few sums over areas (margins)
    own,              ///< its own algorithm
    monotone          ///< never falls when a depth rises: bounded by its two corners
};

enum class Arity { pair, programme, group };
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

/// Family separable_ratio: what one area adds to numerator and denominator (before its weight).
struct Terms {
    double f = 0.0;
    double g = 0.0;
};
using TermsOf = Terms (*)(Cell, const Arguments&);

/// Family table. For fixed margins the value rises with the sum of n (and is a ratio in n and d), so the extremes
/// follow from a search over the reachable margins.
inline constexpr std::size_t most_margins = 30;
struct TableIndex {
    /// How many margins there are at these arguments.
    std::size_t (*margins)(const Arguments&) = nullptr;
    /// What one area adds to each margin (whole numbers, before its weight).
    void (*margin_step)(Cell, const Arguments&, std::span<std::int64_t>) = nullptr;
    /// What one area adds to N and D (before its weight).
    Terms (*terms)(Cell, const Arguments&) = nullptr;
    /// A(s) and B(s) from the weighted margins and the total weight. The value is (A + W-scale n)/(B + d), see
    /// table.hpp.
    Terms (*offset)(std::span<const double> margins, double total_weight, const Arguments&) = nullptr;
    /// Factor that multiplies the sums of n and d: 1 or the total weight.
    bool times_total_weight = false;
    bool moving_denominator = false;  ///< d is not zero everywhere
};

struct Indicator {
    std::string_view key;
    std::string_view title;
    std::string_view question;
    std::string_view formula;
    std::string_view reference;  ///< bibliography key
    std::string_view undefined;  ///< when it is 0/0
    Family family = Family::separable_ratio;
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
