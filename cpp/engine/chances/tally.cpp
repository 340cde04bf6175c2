#include "engine/chances/tally.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/base/parallel.hpp"

namespace chirograph {
namespace {

constexpr double digits = 1e12;
/// Completions counted together. Sums of shares are added up in this order, whoever counts.
constexpr std::size_t at_once = 4096;

Tally blank(std::size_t pairs) {
    return {std::vector<double>(pairs * pairs), std::vector<double>(pairs * pairs),
            std::vector<std::uint64_t>(pairs * pairs), std::vector<std::uint64_t>(pairs * pairs),
            std::vector<std::uint64_t>(pairs)};
}

void count(std::span<const double> values, std::vector<std::pair<double, std::size_t>>& sorted, Tally& found) {
    const std::size_t pairs = values.size();
    sorted.clear();
    for (std::size_t i = 0; i < pairs; ++i) {
        if (!std::isnan(values[i])) sorted.emplace_back(-std::nearbyint(values[i] * digits), i);
    }
    std::ranges::sort(sorted);
    for (std::size_t begin = 0; begin < sorted.size();) {
        std::size_t end = begin + 1;
        while (end < sorted.size() && sorted[end].first == sorted[begin].first) ++end;
        const double share = 1.0 / static_cast<double>(end - begin);
        for (std::size_t at = begin; at < end; ++at) {
            const std::size_t pair = sorted[at].second;
            ++found.defined[pair];
            for (std::size_t rank = begin; rank < end; ++rank) {
                found.ranked[pair * pairs + rank] += share;
                found.squared[pair * pairs + rank] += share * share;
                if (rank != at) ++found.equal[pair * pairs + sorted[rank].second];
            }
            for (std::size_t below = end; below < sorted.size(); ++below) {
                ++found.above[pair * pairs + sorted[below].second];
            }
        }
        begin = end;
    }
}

template <class Number>
void add(std::vector<Number>& sum, const std::vector<Number>& more) {
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += more[i];
}

}  // namespace

Tally tally(std::span<const double> values, std::size_t pairs, unsigned threads) {
    Tally sum = blank(pairs);
    if (pairs == 0) return sum;
    const std::size_t count_all = values.size() / pairs;
    const std::size_t blocks = (count_all + at_once - 1) / at_once;
    // As many at a time as there are threads: each holds squares of its own.
    for (std::size_t first = 0; first < blocks; first += std::max(threads, 1U)) {
        const std::size_t some = std::min<std::size_t>(std::max(threads, 1U), blocks - first);
        std::vector<Tally> parts(some, blank(pairs));
        parallel_rows(some, threads, [&](std::size_t part) {
            std::vector<std::pair<double, std::size_t>> sorted;
            const std::size_t begin = (first + part) * at_once;
            for (std::size_t at = begin; at < std::min(count_all, begin + at_once); ++at) {
                if (at % 64 == 0) checkpoint();
                count(values.subspan(at * pairs, pairs), sorted, parts[part]);
            }
        });
        for (const Tally& part : parts) {
            add(sum.ranked, part.ranked);
            add(sum.squared, part.squared);
            add(sum.above, part.above);
            add(sum.equal, part.equal);
            add(sum.defined, part.defined);
        }
    }
    return sum;
}

}  // namespace chirograph
