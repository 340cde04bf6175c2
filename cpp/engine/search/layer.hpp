// Partial sums of a search over items, one after the other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace chirograph {

/// Partial sums after some items, and how each came about.
struct Layer {
    explicit Layer(std::size_t sums_of_each) : width(sums_of_each) {}

    /// Partial sums that differ from others by a constant in the first `forms` sums, and not in the others, are worth
    /// no more: the least of them stays. Sums this close are the same. What that took.
    double merge(std::size_t forms, double alike);
    /// Keeps the most promising; the least bound of the others.
    [[nodiscard]] double cut(std::size_t most);

    /// Forgets all but how each came about.
    void close();

    [[nodiscard]] std::size_t size() const { return from.size(); }

    std::size_t width;
    std::vector<double> sums;
    std::vector<double> priced;  ///< what the picks cost at the prices
    std::vector<double> bounds;
    std::vector<double> scores;  ///< where the largest sum would end if the others stayed in the middle
    std::vector<std::uint32_t> from;
    std::vector<std::uint32_t> option;

private:
    [[nodiscard]] bool same(std::size_t a, std::size_t b, std::size_t forms, double alike) const;
    void keep(const std::vector<std::uint32_t>& kept);
};

}  // namespace chirograph
