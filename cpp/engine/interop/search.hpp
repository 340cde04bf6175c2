// Ends of a fraction of sums over items, by the one solver, over every scenario of the programmes.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "engine/interop/dimensions.hpp"
#include "engine/interop/items.hpp"
#include "engine/search/anytime.hpp"

namespace chirograph {

/// What an option of an item adds to each margin, and to numerator and denominator.
using Adds = std::function<Terms(std::size_t item, std::span<const unsigned> values, std::span<double> margins)>;

/// A fraction, in the terms of the solver, and the value of one completion.
struct Question {
    Setting setting;
    FractionFrame frame;
    Adds adds;
    CompletionValue value;
    double step = 0.0;  ///< values are multiples of it
};

/// The value of one completion.
[[nodiscard]] double value_in(const InteropData& data, const Question& question, const Completion& completion);

/// Numerator and denominator of sums without margins: 1 below means that they are the whole value.
[[nodiscard]] FractionFrame plain_frame(double low, double high);

/// The greatest (sign 1) or least (sign -1) value of several questions, all of them about the same value: each bounds
/// it where it applies. Nothing when no completion keeps the constraints or has a value.
[[nodiscard]] std::optional<InteropEnd> search_end(const InteropData& data, std::span<const Question> questions,
                                                   double sign, const InteropBudget& budget);

/// An end that a completion attains.
[[nodiscard]] InteropEnd attained_end(double value, std::optional<Completion> witness);
/// An end between its best completion and its bound: sharp where next to nothing is left between the two.
[[nodiscard]] InteropEnd proven_end(std::optional<Completion> witness, double attained, double bound, double sign);

}  // namespace chirograph
