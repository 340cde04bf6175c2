// Dynamic programme over areas whose state is a short vector of whole-number sums (margins and counts). Finds the best
// sum of gains for every reachable vector, and the choice of options behind it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "engine/base/watch.hpp"
#include "engine/panel/problem.hpp"

namespace chirograph {

/// One sum: what each option of each area adds, and where the total must end.
struct LatticeSum {
    std::vector<std::vector<std::int64_t>> steps;  ///< per area, per option
    std::int64_t minimum = std::numeric_limits<std::int64_t>::min();
    std::int64_t maximum = std::numeric_limits<std::int64_t>::max();
};

/// How much each option adds to a counter, and where its count must end.
[[nodiscard]] LatticeSum count_sum(const Counter& counter, const PairProblem& problem);

/// What each option of each area adds to the objective.
using Gains = std::vector<std::vector<double>>;

/// States are mixed-radix numbers. Where the box of all vectors is small, layers are plain arrays; else they are
/// sorted lists of the vectors reached. Areas whose options do not differ in any sum cost no layer.
class Lattice {
public:
    /// Nothing when the states surely pass the budget or do not fit 62 bits.
    [[nodiscard]] static std::optional<Lattice> make(const std::vector<LatticeSum>& sums, const Budget& budget);

    /// Finds the best gain of every reachable vector. False when the budget runs out on the way.
    [[nodiscard]] bool solve(const Gains& gains, Budget& budget);
    /// Are all layers plain arrays? Then `solve` takes few steps, and they are known beforehand.
    [[nodiscard]] bool dense() const noexcept { return !sparse_; }

    /// Calls visit(id, totals, best) for every reachable vector whose totals lie in their limits.
    template <class Visit>
    void each_end(Visit visit) const {
        std::vector<std::int64_t> digits(dimensions_.size());
        std::vector<std::int64_t> totals(sums_);
        for (std::size_t at = 0; at < layers_.back().best.size(); ++at) {
            if (at % 256 == 0) checkpoint();
            if (layers_.back().best[at] == unreachable) continue;
            read_digits(layers_.size() - 1, at, digits);
            if (to_totals(digits, totals)) visit(at, std::span<const std::int64_t>(totals), layers_.back().best[at]);
        }
    }

    /// One option per area that reaches this end with its best gain.
    [[nodiscard]] std::vector<std::size_t> trace(std::size_t end) const;

private:
    static constexpr double unreachable = -std::numeric_limits<double>::infinity();

    /// A sum that varies: digits count from its least value.
    struct Dimension {
        std::int64_t range = 0;
        std::uint64_t stride = 1;  ///< of sparse keys
        std::vector<std::size_t> sums;
        std::vector<std::vector<std::int64_t>> steps;  ///< per area, per option, from 0
    };
    /// Options of one area that add the same to every sum.
    struct Move {
        std::vector<std::int64_t> digits;
        std::vector<std::size_t> options;
        std::size_t chosen = 0;
        double gain = 0.0;
    };
    struct Column {
        std::size_t area = 0;
        std::vector<Move> moves;
    };
    struct Layer {
        std::vector<std::int64_t> ranges;  ///< of each dimension so far
        std::vector<std::uint64_t> keys;   ///< sparse only
        std::vector<double> best;
    };

    void add_dimensions(const std::vector<LatticeSum>& sums);
    void add_columns();
    [[nodiscard]] bool fits(const Budget& budget);
    void choose(const Gains& gains);
    void advance_dense(const Column& column, const Layer& before, Layer& after) const;
    /// False when the new layer would hold more than `room` states or the steps of the budget are spent.
    [[nodiscard]] static bool merge(const Move& move, std::uint64_t shift, const Layer& before, Layer& after,
                                    std::size_t room);
    [[nodiscard]] bool advance_sparse(const Column& column, const Layer& before, Layer& after, std::size_t room,
                                      Budget& budget) const;
    [[nodiscard]] std::optional<std::size_t> find(std::size_t layer, std::span<const std::int64_t> digits) const;
    void read_digits(std::size_t layer, std::size_t at, std::span<std::int64_t> digits) const;
    [[nodiscard]] bool to_totals(std::span<const std::int64_t> digits, std::span<std::int64_t> totals) const;

    std::size_t areas_ = 0;
    std::size_t sums_ = 0;
    std::vector<std::int64_t> base_;  ///< least total of each sum
    std::vector<std::int64_t> minimum_;
    std::vector<std::int64_t> maximum_;
    std::vector<Dimension> dimensions_;
    std::vector<Column> columns_;  ///< moving areas first, in the order of the layers, then still ones
    std::size_t moving_ = 0;
    std::vector<Layer> layers_;
    bool sparse_ = false;
    double steps_ = 0.0;  ///< of a run over plain arrays
};

}  // namespace chirograph
