// Brute force over every completion, and the comparison of an answer with it.
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <string_view>
#include <utility>

#include "engine/base/error.hpp"
#include "engine/interop/dimensions.hpp"
#include "engine/interop/interop.hpp"
#include "engine/pair/tighten.hpp"
#include "interop_random.hpp"

namespace chirograph::testing {

inline constexpr double tolerance = 1e-9;
inline constexpr double most_completions = 3000.0;

struct Tally {
    std::size_t ends = 0;
    std::size_t sharp = 0;
    std::size_t known = 0;  ///< with a witness
};

/// What brute force knows of one indicator.
struct Truth {
    double lower = std::numeric_limits<double>::infinity();
    double upper = -std::numeric_limits<double>::infinity();
    bool undefined = false;
    bool any = false;
};

inline Truth brute_force(const InteropData& data, std::span<const std::size_t> rows, const CompletionValue& value) {
    Truth truth;
    EveryCompletion every(data, rows);
    every.visit([&](const Completion& completion) {
        truth.any = true;
        const double one = value_of(data, completion, value);
        if (std::isnan(one)) {
            truth.undefined = true;
            return;
        }
        truth.lower = std::min(truth.lower, one);
        truth.upper = std::max(truth.upper, one);
    });
    return truth;
}

inline void expect_inside(const InteropData& data, std::span<const std::size_t> rows, const Completion& witness) {
    const Completion low = data.corner(rows, false);
    const Completion high = data.corner(rows, true);
    for (std::size_t i = 0; i < witness.depths.size(); ++i) {
        for (std::size_t c = 0; c < witness.depths[i].size(); ++c) {
            EXPECT_GE(witness.depths[i][c], low.depths[i][c]);
            EXPECT_LE(witness.depths[i][c], high.depths[i][c]);
        }
        for (std::size_t s = 0; s < witness.members[i].size(); ++s) {
            EXPECT_GE(witness.members[i][s], low.members[i][s]);
            EXPECT_LE(witness.members[i][s], high.members[i][s]);
        }
    }
}

inline void compare_end(const InteropData& data, std::span<const std::size_t> rows, const InteropEnd& end, double truth,
                        double sign, const CompletionValue& value, Tally& tally) {
    ++tally.ends;
    EXPECT_LE(sign * end.value, sign * truth + tolerance) << "the bound cuts off a completion";
    if (end.sharp) {
        ++tally.sharp;
        EXPECT_NEAR(end.value, truth, tolerance) << "a bound called sharp is not attained";
        ASSERT_TRUE(end.witness.has_value());
    }
    if (!end.witness) return;
    ++tally.known;
    EXPECT_NEAR(end.gap, sign * (end.attained - end.value), tolerance) << "the gap is something else";
    Completion witness = *end.witness;
    if (witness.depths.size() < rows.size()) {
        witness.depths.push_back(witness.depths[0]);
        witness.members.push_back(witness.members[0]);
        witness.between = data.corner(rows, false).between;
    }
    expect_inside(data, rows, witness);
    EXPECT_TRUE(data.allows(rows, witness));
    EXPECT_NEAR(value_of(data, witness, value), end.attained, tolerance) << "the witness has another value";
}

inline void compare(const InteropData& data, std::span<const std::size_t> rows, const InteropRange& range,
                    const CompletionValue& value, Tally& tally) {
    const Truth truth = brute_force(data, rows, value);
    ASSERT_TRUE(truth.any);
    const bool defined = truth.lower <= truth.upper;
    EXPECT_TRUE(!truth.undefined || range.undefined_possible);
    EXPECT_TRUE(!defined || range.defined_possible);
    if (!defined || !range.defined_possible) return;
    compare_end(data, rows, range.lower, truth.lower, 1.0, value, tally);
    compare_end(data, rows, range.upper, truth.upper, -1.0, value, tally);
}

/// Sum of w f / sum of w g on effective or stated depths.
inline CompletionValue ratio_value(const InteropData& data, TermsOf terms, const Arguments& arguments) {
    return [&data, terms, arguments](std::span<const Side> sides, std::span<const Halves>) {
        double f = 0.0;
        double g = 0.0;
        for (std::size_t i = 0; i < data.panel().columns(); ++i) {
            const Terms term = terms({sides[0].depths[i], sides.back().depths[i]}, arguments);
            f += data.panel().weights()[i] * term.f;
            g += data.panel().weights()[i] * term.g;
        }
        return g > 0.0 ? f / g : std::numeric_limits<double>::quiet_NaN();
    };
}

inline InteropRange answer(const InteropData& data, std::string_view key, std::span<const std::size_t> rows,
                           std::array<double, most_parameters> values = {},
                           const InteropBudget& budget = {.steps = 3'000'000}) {
    const InteropRow& row = find_interop(key);
    return bound_interop(data, row, rows, Arguments{values, data.panel().max_depth()}, budget);
}

/// Constraints of which none by itself leaves nothing.
inline Constraints draw_possible(Random& random, const Shape& shape, const Panel& panel) {
    while (true) {
        try {
            Constraints constraints = draw_constraints(random, shape, panel);
            static_cast<void>(tightened(panel, constraints));
            return constraints;
        } catch (const Error& error) {
            if (error.faults().front().code != Code::infeasible) throw;
        }
    }
}

inline InteropData random_data(Random& random, const Shape& shape) {
    Panel panel = draw_panel(random, shape);
    Constraints constraints;
    if (shape.constrained) constraints = draw_possible(random, shape, panel);
    return {std::move(panel), std::move(constraints), draw_model(random, shape), draw_sets(random, shape)};
}

}  // namespace chirograph::testing
