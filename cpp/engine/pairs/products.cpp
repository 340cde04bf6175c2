#include "engine/pairs/products.hpp"

#include <Eigen/Core>

namespace chirograph {
namespace {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

}  // namespace

Products::Products(const Panel& panel, const CellKinds& kinds, std::span<const double> weights)
    : columns_(panel.columns()),
      kinds_(kinds.size()),
      present_(panel.rows() * kinds_ * columns_),
      weighted_(present_.size()) {
    for (std::size_t row = 0; row < panel.rows(); ++row) {
        for (std::size_t column = 0; column < columns_; ++column) {
            const std::size_t at = (row * kinds_ + kinds.at(row, column)) * columns_ + column;
            present_[at] = 1.0;
            weighted_[at] = weights[column];
        }
    }
}

void Products::count(std::size_t p, std::size_t q, std::span<double> held) const {
    const auto kinds = static_cast<Eigen::Index>(kinds_);
    const auto columns = static_cast<Eigen::Index>(columns_);
    const Eigen::Map<const Matrix> first(&weighted_[p * kinds_ * columns_], kinds, columns);
    const Eigen::Map<const Matrix> second(&present_[q * kinds_ * columns_], kinds, columns);
    Eigen::Map<Matrix>(held.data(), kinds, kinds) = first.lazyProduct(second.transpose());
}

}  // namespace chirograph
