// The engine's only input: programmes x areas of depth intervals, validated once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace chirograph {

using Depth = std::uint8_t;

/// Highest depth a panel may declare. Four levels (0..3) are usual; DESTA-like scales go to 7.
inline constexpr Depth depth_limit = 15;

/// Positive weights of a panel may differ by this factor: beside a larger one, a weight no longer shows in a double.
inline constexpr double widest_weight_ratio = 1e9;

/// Rows are programmes, columns are areas. Row-major, immutable, valid by construction.
class Panel {
public:
    /// @param lower, upper  rows x columns depths, lower <= upper <= max_depth
    /// @param weights       one per column, finite, >= 0, not all zero; empty means all ones
    /// @param max_depth     top of the codebook's scale, never taken from the data
    /// Throws Error with every fault.
    Panel(std::size_t rows, std::size_t columns, std::vector<Depth> lower, std::vector<Depth> upper,
          std::vector<double> weights, Depth max_depth);

    [[nodiscard]] std::size_t rows() const noexcept { return rows_; }
    [[nodiscard]] std::size_t columns() const noexcept { return columns_; }
    [[nodiscard]] Depth max_depth() const noexcept { return max_depth_; }
    [[nodiscard]] Depth lower(std::size_t row, std::size_t column) const { return lower_[row * columns_ + column]; }
    [[nodiscard]] Depth upper(std::size_t row, std::size_t column) const { return upper_[row * columns_ + column]; }
    [[nodiscard]] std::span<const Depth> lower_row(std::size_t row) const {
        return {&lower_[row * columns_], columns_};
    }
    [[nodiscard]] std::span<const Depth> upper_row(std::size_t row) const {
        return {&upper_[row * columns_], columns_};
    }
    [[nodiscard]] std::span<const Depth> lower() const noexcept { return lower_; }
    [[nodiscard]] std::span<const Depth> upper() const noexcept { return upper_; }
    [[nodiscard]] std::span<const double> weights() const noexcept { return weights_; }
    /// The weights as whole numbers in the same proportions; empty when no small common unit exists.
    [[nodiscard]] std::span<const std::int64_t> whole_weights() const noexcept { return whole_weights_; }
    [[nodiscard]] bool equal_weights() const noexcept { return equal_weights_; }
    [[nodiscard]] bool known() const noexcept { return lower_ == upper_; }

private:
    std::size_t rows_;
    std::size_t columns_;
    std::vector<Depth> lower_;
    std::vector<Depth> upper_;
    std::vector<double> weights_;
    std::vector<std::int64_t> whole_weights_;
    Depth max_depth_;
    bool equal_weights_ = true;
};

/// Whole numbers in the proportions of `weights`, or empty. Tries the units 1, 1/2, ..., 1/10,000 of the first
/// decimal places, so 0.25, 0.21 becomes 25, 21; irrational proportions come back empty.
[[nodiscard]] std::vector<std::int64_t> whole_proportions(std::span<const double> weights);

}  // namespace chirograph
