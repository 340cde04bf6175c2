#include "engine/pairs/all_pairs.hpp"

#include <algorithm>

#include "engine/base/parallel.hpp"
#include "engine/pair/bounds.hpp"
#include "engine/pair/tighten.hpp"
#include "engine/pairs/bit_planes.hpp"

namespace chirograph {
namespace {

/// Below this many programmes every pair goes through the general solver, which also gives witnesses.
constexpr std::size_t counting_pays = 32;

class Store {
public:
    Store(const PairMatrices& out, std::size_t rows, bool symmetric) : out_(out), rows_(rows), symmetric_(symmetric) {}

    void operator()(std::size_t p, std::size_t q, double lower, double upper, bool sharp, Undefined undefined) const {
        one(p * rows_ + q, lower, upper, sharp, undefined);
        if (symmetric_ && p != q) one(q * rows_ + p, lower, upper, sharp, undefined);
    }
    void operator()(std::size_t p, std::size_t q, const Range& range) const {
        (*this)(p, q, range.lower.value, range.upper.value, range.lower.sharp && range.upper.sharp,
                undefined_state(range));
    }
    /// First second-programme to visit for a row.
    [[nodiscard]] std::size_t start(std::size_t p) const { return symmetric_ ? p : 0; }

private:
    void one(std::size_t at, double lower, double upper, bool sharp, Undefined undefined) const {
        out_.lower[at] = lower;
        out_.upper[at] = upper;
        out_.sharp[at] = sharp ? 1 : 0;
        out_.undefined[at] = static_cast<std::uint8_t>(undefined);
    }

    const PairMatrices& out_;
    std::size_t rows_;
    bool symmetric_;
};

/// Pairs are visited in blocks of rows, so that the mirrored half is written along cache lines.
void count_all(const Panel& panel, const Indicator& indicator, const Arguments& arguments, unsigned threads,
               const Store& store) {
    constexpr std::size_t block = 16;
    const KindPlanes planes(panel, indicator, arguments);
    const KindRatio ratio(planes, indicator, arguments);
    const KindRatio self(planes, indicator, arguments, true);
    const std::size_t rows = panel.rows();
    parallel_rows((rows + block - 1) / block, threads, [&](std::size_t part) {
        std::vector<std::uint32_t> counts(planes.kinds() * planes.kinds());
        const std::size_t end = std::min(rows, (part + 1) * block);
        for (std::size_t q = store.start(part * block); q < rows; ++q) {
            for (std::size_t p = part * block; p < end; ++p) {
                if (q < store.start(p)) continue;
                p == q ? planes.count_self(p, counts) : planes.count(p, q, counts);
                const KindRatio::Ends ends = p == q ? self.ends(counts) : ratio.ends(counts);
                store(p, q, ends.lower, ends.upper, true, ends.undefined);
            }
        }
    });
}

}  // namespace

Undefined undefined_state(const Range& range) {
    if (!range.defined_possible) return Undefined::always;
    return range.undefined_possible ? Undefined::possible : Undefined::never;
}

void bound_all(const Panel& panel, const Constraints& constraints, const Indicator& indicator,
               const Arguments& arguments, unsigned threads, const PairMatrices& out, const Budget& budget) {
    require_pair_indicator(indicator, panel);
    const Store store(out, panel.rows(), indicator.traits.symmetric);
    const bool countable = indicator.solver == &ratio_index && panel.equal_weights() && constraints.empty();
    if (countable && panel.rows() >= counting_pays) {
        count_all(panel, indicator, arguments, threads, store);
        return;
    }
    const Panel tight = tightened(panel, constraints);
    parallel_rows(panel.rows(), threads, [&](std::size_t p) {
        for (std::size_t q = store.start(p); q < panel.rows(); ++q) {
            store(p, q, bound_range(pair_problem(tight, constraints, p, q), indicator, arguments, budget));
        }
    });
}

void scoring_free_all(const Panel& panel, const Constraints& constraints, unsigned threads, const PairMatrices& out,
                      const Budget& budget) {
    const Store store(out, panel.rows(), true);
    const Panel tight = tightened(panel, constraints);
    parallel_rows(panel.rows(), threads, [&](std::size_t p) {
        for (std::size_t q = p; q < panel.rows(); ++q) {
            store(p, q, scoring_free_range(pair_problem(tight, constraints, p, q), budget));
        }
    });
}

}  // namespace chirograph
