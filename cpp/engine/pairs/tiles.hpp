// Goes through pairs some rows and some others at a time, on several threads.
#pragma once

#include <algorithm>
#include <cstddef>

#include "engine/base/parallel.hpp"
#include "engine/base/watch.hpp"
#include "engine/pairs/pair_sums.hpp"

namespace chirograph {

/// Some rows of all of them.
struct RowRange {
    std::size_t from;
    std::size_t to;
    [[nodiscard]] std::size_t size() const { return to - from; }
};

/// @param skips  (rows, others): is nothing wanted of them?
/// @param after  only others that come after a row
/// @param work   (tile, p, count, others): of up to 4 rows from p on and others from a multiple of 64 on
template <class Skips, class Work>
void each_tile(const PairSums& sums, RowRange rows, RowRange others, bool after, unsigned threads, const Skips& skips,
               const Work& work) {
    if (rows.from >= rows.to || others.from >= others.to) return;
    const std::size_t share = (rows.size() / (4 * std::max(threads, 1U)) + rows_of_tile) / rows_of_tile * rows_of_tile;
    const std::size_t some = std::min(sums.most_rows(), share);
    // A thread that is started for less than a third of a millisecond costs more than it helps.
    constexpr double little = 1e6;
    const bool small = static_cast<double>(rows.size()) * static_cast<double>(others.size()) * sums.effort() < little;
    if (Watch* watch = Watch::here()) watch->expect(rows.size());
    parallel_rows((rows.size() + some - 1) / some, small ? 1 : threads, [&](std::size_t part) {
        const std::size_t from = rows.from + part * some;
        const std::size_t to = std::min(rows.to, from + some);
        PairSums::Tile tile;
        const std::size_t begin = after ? std::max(others.from, from + 1) : others.from;
        const std::size_t first = begin / lanes_of_block * lanes_of_block;
        for (std::size_t q = first; q < others.to; q += sums.most_lanes()) {
            const RowRange here{q, std::min(others.to, q + sums.most_lanes())};
            if (skips(RowRange{from, to}, here)) continue;
            checkpoint();
            sums.turn(tile, from, to, q, (here.size() + lanes_of_block - 1) / lanes_of_block);
            for (std::size_t p = from; p < to; p += rows_of_tile) {
                const std::size_t past = after && p + 1 > q ? (p + 1 - q) / lanes_of_block * lanes_of_block : 0;
                if (q + past >= here.to) break;
                sums.take(tile, p, past);
                work(tile, p, std::min(rows_of_tile, to - p), RowRange{q + past, here.to});
            }
        }
        if (Watch* watch = Watch::here()) watch->advance(to - from);
    });
}

}  // namespace chirograph
