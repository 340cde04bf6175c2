#include "engine/chances/values.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <optional>
#include <string>

#include "engine/base/error.hpp"
#include "engine/base/parallel.hpp"
#include "engine/chances/gamma.hpp"
#include "engine/pair/bounds.hpp"

namespace chirograph {
namespace {

std::vector<double> weights_of(const Panel& panel) {
    return panel.equal_weights() ? std::vector<double>(panel.columns(), 1.0) : computing_weights(panel);
}

/// The index by its cells, any index and any weights.
class ByCells {
public:
    ByCells(const Indicator& indicator, const Arguments& arguments, std::size_t columns)
        : indicator_(indicator), arguments_(arguments), cells_(columns) {}

    [[nodiscard]] double operator()(std::span<const Depth> x, std::span<const Depth> y,
                                    std::span<const double> weights) {
        for (std::size_t i = 0; i < cells_.size(); ++i) cells_[i] = {x[i], y[i]};
        return pair_value(cells_, weights, indicator_, arguments_);
    }

private:
    const Indicator& indicator_;
    const Arguments& arguments_;
    std::vector<Cell> cells_;
};

/// An index of presence where areas weigh the same: how many areas both have, the first and the second, say it all.
/// Every number of areas is worked out once.
class ByCounts {
public:
    /// Columns beyond which there are too many numbers to keep.
    static constexpr std::size_t most_columns = 64;

    static bool serves(const Panel& panel, const Indicator& indicator) {
        const bool presence = !indicator.traits.uses_levels || panel.max_depth() == 1;
        return presence && panel.equal_weights() && panel.columns() <= most_columns;
    }

    ByCounts(const Panel& panel, const Indicator& indicator, const Arguments& arguments)
        : indicator_(indicator),
          arguments_(arguments),
          side_(panel.columns() + 1),
          plane_(indicator.traits.uses_levels ? 0 : static_cast<std::size_t>(std::max(1.0, arguments.values[0])) - 1),
          weights_(panel.columns(), 1.0) {
        const std::size_t size = side_ * side_ * side_;
        known_.resize(size);
        for (std::size_t both = 0; both < side_; ++both) {
            for (std::size_t first = both; first < side_; ++first) {
                for (std::size_t second = both; second < side_ && first + second - both < side_; ++second) {
                    known_[at(both, first, second)] = worked_out(both, first, second);
                }
            }
            checkpoint();
        }
    }

    /// Which plane of a row counts.
    [[nodiscard]] std::size_t plane() const noexcept { return plane_; }
    [[nodiscard]] double operator()(std::uint64_t x, std::uint64_t y) const {
        const auto count = [](std::uint64_t bits) { return static_cast<std::size_t>(std::popcount(bits)); };
        return known_[at(count(x & y), count(x), count(y))];
    }

private:
    [[nodiscard]] std::size_t at(std::size_t both, std::size_t first, std::size_t second) const {
        return (both * side_ + first) * side_ + second;
    }
    [[nodiscard]] double worked_out(std::size_t both, std::size_t first, std::size_t second) const {
        const auto depth = static_cast<Depth>(plane_ + 1);
        std::vector<Cell> cells(side_ - 1);
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const bool x = i < first;
            const bool y = i < both || (i >= first && i < first + second - both);
            cells[i] = {x ? depth : Depth{0}, y ? depth : Depth{0}};
        }
        return pair_value(cells, weights_, indicator_, arguments_);
    }

    const Indicator& indicator_;
    const Arguments& arguments_;
    std::size_t side_;
    std::size_t plane_;
    std::vector<double> weights_;
    std::vector<double> known_;
};

template <class Work>
void in_blocks(std::size_t count, unsigned threads, const Work& work) {
    parallel_rows((count + replicates_at_once - 1) / replicates_at_once, threads, [&](std::size_t block) {
        work(block * replicates_at_once, std::min(count, (block + 1) * replicates_at_once));
    });
}

/// The index of every pair from the bits of its rows.
void value_pairs(const ByCounts& index, const std::vector<std::uint64_t>& bits, const RowPairs& pairs, double* out) {
    for (const auto& [p, q] : pairs) *out++ = index(bits[p], bits[q]);
}

/// Bits of presence of the rows, replicate after replicate, never kept.
void sample_counts(const ByCounts& index, const std::vector<RowDraw>& rows, const RowPairs& pairs, std::uint64_t seed,
                   std::uint64_t first, std::size_t depths, std::span<double> values) {
    std::vector<std::uint64_t> reached(depths);
    std::vector<std::uint64_t> bits(rows.size());
    for (std::size_t at = 0; at * pairs.size() < values.size(); ++at) {
        for (std::size_t row = 0; row < rows.size(); ++row) {
            rows[row](seed, first + at, reached);
            bits[row] = reached[index.plane()];
        }
        value_pairs(index, bits, pairs, &values[at * pairs.size()]);
    }
}

void require_depths(std::span<const Depth> cells, const Panel& panel) {
    const auto wrong = std::ranges::find_if(cells, [&](Depth depth) { return depth > panel.max_depth(); });
    if (wrong == cells.end()) return;
    const auto at = static_cast<std::size_t>(wrong - cells.begin());
    const std::size_t size = panel.rows() * panel.columns();
    throw Error({Code::depth, "",
                 "completion " + std::to_string(at / size) + ", row " + std::to_string(at % size / panel.columns()) +
                     ", column " + std::to_string(at % panel.columns()),
                 std::to_string(*wrong), "depths lie in 0.." + std::to_string(panel.max_depth()), "correct the cell"});
}

/// Refuses weights that differ between completions where the index takes none.
void require_weighted(const Indicator& indicator) {
    if (indicator.traits.weighted) return;
    throw Error({Code::unsupported, "", std::string(indicator.key), "weights that are drawn",
                 "the indicator takes no weights", "leave the weights as they are, or take another indicator"});
}

}  // namespace

void values_of(const Panel& panel, const Indicator& indicator, const Arguments& arguments, const RowPairs& pairs,
               std::span<const Depth> cells, std::span<const double> weights, unsigned threads,
               std::span<double> values) {
    require_pair_indicator(indicator, panel);
    require_depths(cells, panel);
    if (!weights.empty()) require_weighted(indicator);
    const std::vector<double> own = weights_of(panel);
    const std::size_t columns = panel.columns();
    in_blocks(cells.size() / (panel.rows() * columns), threads, [&](std::size_t begin, std::size_t end) {
        ByCells index(indicator, arguments, columns);
        for (std::size_t at = begin; at < end; ++at) {
            const auto row = [&](std::size_t i) { return cells.subspan((at * panel.rows() + i) * columns, columns); };
            const std::span<const double> areas = weights.empty() ? own : weights.subspan(at * columns, columns);
            double* out = &values[at * pairs.size()];
            for (const auto& [p, q] : pairs) *out++ = index(row(p), row(q), areas);
        }
    });
}

void sample(const Panel& panel, const Constraints& constraints, const Indicator& indicator, const Arguments& arguments,
            const RowPairs& pairs, const Nodes& nodes, const Replicates& replicates, unsigned threads,
            std::span<double> values, const DrawnWeights& drawn) {
    require_pair_indicator(indicator, panel);
    const std::vector<RowDraw> rows = row_draws(panel, constraints, nodes);
    const bool weighs = drawn.concentration > 0.0;
    if (weighs) require_weighted(indicator);
    const std::size_t columns = panel.columns();
    const std::size_t depths = panel.max_depth();
    if (!weighs && ByCounts::serves(panel, indicator)) {
        const ByCounts index(panel, indicator, arguments);
        std::size_t planes = index.plane() + 1;
        for (const RowDraw& row : rows) planes = std::max(planes, row.counted());
        in_blocks(replicates.count, threads, [&](std::size_t begin, std::size_t end) {
            sample_counts(index, rows, pairs, replicates.seed, replicates.first + begin, planes,
                          values.subspan(begin * pairs.size(), (end - begin) * pairs.size()));
        });
        return;
    }
    const std::vector<double> own = weights_of(panel);
    in_blocks(replicates.count, threads, [&](std::size_t begin, std::size_t end) {
        ByCells index(indicator, arguments, columns);
        std::vector<std::uint64_t> reached(rows.front().words() * depths);
        std::vector<Depth> cells(rows.size() * columns);
        const auto row = [&](std::size_t i) { return std::span(cells).subspan(i * columns, columns); };
        for (std::size_t at = begin; at < end; ++at) {
            for (std::size_t i = 0; i < rows.size(); ++i) {
                rows[i](replicates.seed, replicates.first + at, reached);
                read_depths(reached, rows.front().words(), row(i));
            }
            std::span<const double> weights = own;
            if (weighs) {
                const auto mine = drawn.weights.subspan(at * columns, columns);
                draw_weights(replicates.seed, replicates.first + at, drawn.concentration, mine);
                weights = mine;
            }
            double* out = &values[at * pairs.size()];
            for (const auto& [p, q] : pairs) *out++ = index(row(p), row(q), weights);
        }
    });
}

}  // namespace chirograph
