#include "engine/pairs/products.hpp"

#include <Eigen/Core>
#include <algorithm>

namespace chirograph {
namespace {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Rows of a matrix kept as a list.
Eigen::Map<const Matrix> rows_of(const std::vector<double>& matrix, std::size_t first, std::size_t rows,
                                 std::size_t columns) {
    return {&matrix[first * columns], static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(columns)};
}

}  // namespace

Products::Products(const Panel& panel, const CellKinds& kinds, std::span<const double> weights)
    : rows_(panel.rows()),
      columns_(panel.columns()),
      kinds_(kinds.size()),
      present_(rows_ * kinds_ * columns_),
      weighted_(present_.size()) {
    for (std::size_t row = 0; row < rows_; ++row) {
        for (std::size_t column = 0; column < columns_; ++column) {
            const std::size_t at = (row * kinds_ + kinds.at(row, column)) * columns_ + column;
            present_[at] = 1.0;
            weighted_[at] = weights[column];
        }
    }
}

void Products::tile(std::size_t p, std::size_t q, std::vector<double>& weights) const {
    const std::size_t p_rows = std::min(tile_rows, rows_ - p);
    const std::size_t q_rows = std::min(tile_rows, rows_ - q);
    const auto first = rows_of(weighted_, p * kinds_, p_rows * kinds_, columns_);
    const auto second = rows_of(present_, q * kinds_, q_rows * kinds_, columns_);
    const Matrix held = first.lazyProduct(second.transpose());
    const auto kinds = static_cast<Eigen::Index>(kinds_);
    for (std::size_t i = 0; i < p_rows; ++i) {
        for (std::size_t j = 0; j < q_rows; ++j) {
            Eigen::Map<Matrix>(&weights[in_tile(i, j, size())], kinds, kinds) =
                held.block(static_cast<Eigen::Index>(i) * kinds, static_cast<Eigen::Index>(j) * kinds, kinds, kinds);
        }
    }
}

}  // namespace chirograph
