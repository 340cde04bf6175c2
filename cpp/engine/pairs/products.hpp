// How much weight each pair of kinds holds, whatever the weights: products of 0/1 matrices.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/pairs/cell_kinds.hpp"

namespace chirograph {

/// P W P^T, where row (programme, kind) of P says in which areas the programme is of the kind. Every sum is taken in
/// one fixed order, so its digits depend neither on the threads nor on other pairs.
class Products {
public:
    Products(const Panel& panel, const CellKinds& kinds, std::span<const double> weights);

    /// Numbers a pair has: [kind of p][kind of q].
    [[nodiscard]] std::size_t size() const noexcept { return kinds_ * kinds_; }
    void count(std::size_t p, std::size_t q, std::span<double> held) const;

private:
    std::size_t columns_;
    std::size_t kinds_;
    std::vector<double> present_;   ///< P, [row][kind][column]
    std::vector<double> weighted_;  ///< P W
};

}  // namespace chirograph
