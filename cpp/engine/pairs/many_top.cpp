// The highest of each programme, and the pairs that reach a value.
#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <mutex>
#include <numeric>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/pairs/many_pairs.hpp"

namespace chirograph {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

/// The k highest so far, the lowest of them first: with the same value the later one is lower.
class Highest {
public:
    struct One {
        double value;
        std::size_t other;
        bool always = true;  ///< it has a value in every completion
        /// Before another in a heap whose front is the lowest: higher.
        [[nodiscard]] bool operator<(const One& two) const {
            return value != two.value ? value > two.value : other < two.other;
        }
    };
    explicit Highest(std::size_t k) : k_(k) {}

    /// What another one must reach; others come in order, so equal ones are lower.
    [[nodiscard]] double least() const {
        return heap_.size() < k_ ? -std::numeric_limits<double>::infinity() : heap_.front().value;
    }
    void meet(double value, std::size_t other, bool always) {
        if (heap_.size() < k_) {
            heap_.push_back({value, other, always});
            std::push_heap(heap_.begin(), heap_.end());
            return;
        }
        const double before = heap_.front().value;
        if (value > before) {
            std::pop_heap(heap_.begin(), heap_.end());
            heap_.back() = {value, other, always};
            std::push_heap(heap_.begin(), heap_.end());
            left_out_ = heap_.front().value == before ? left_out_ + 1 : 0;
        } else if (value == before) {
            ++left_out_;
        }
    }
    /// How many are no lower than the last of the k.
    [[nodiscard]] std::size_t as_high() const { return heap_.size() + left_out_; }
    /// Highest first.
    [[nodiscard]] std::vector<One> sorted() {
        std::sort_heap(heap_.begin(), heap_.end());
        return std::move(heap_);
    }

private:
    std::size_t k_;
    std::size_t left_out_ = 0;  ///< as high as the last of the k, and later
    std::vector<One> heap_;
};

/// The fraction that a float between 0 and 1 was rounded from, where there is but one with so small a denominator: the
/// first convergent that is as near as rounding leaves it.
double fraction_of(float rounded) {
    const double value = rounded;
    double rest = value;
    double above[2] = {1.0, std::floor(value)};
    double below[2] = {0.0, 1.0};
    while (static_cast<float>(above[1] / below[1]) != rounded) {
        rest = 1.0 / (rest - std::floor(rest));
        const double whole = std::floor(rest);
        const double next[2] = {whole * above[1] + above[0], whole * below[1] + below[0]};
        above[0] = std::exchange(above[1], next[0]);
        below[0] = std::exchange(below[1], next[1]);
    }
    return above[1] / below[1];
}

/// Surely not above the value as a float.
float just_below(double value) {
    return std::nextafter(static_cast<float>(value), -std::numeric_limits<float>::infinity());
}

}  // namespace

/// The blocks of others that may reach a value, told by their ends as floats; all where there are none.
template <class Work>
void ManyPairs::for_blocks(PairSums::Tile& tile, RowRange here, const float* ends, double least,
                           const Work& work) const {
    const float limit = just_below(least);
    if (ends != nullptr && kernel().reaching(ends, here.size(), limit) == 0) return;
    for (std::size_t from = 0; from < here.size(); from += lanes_of_block) {
        const std::size_t lanes = std::min(lanes_of_block, here.size() - from);
        if (ends != nullptr && kernel().reaching(ends + from, lanes, limit) == 0) continue;
        pairs_.sums().look_at(tile, from, lanes_of_block);
        work(RowRange{here.from + from, here.from + from + lanes});
    }
    pairs_.sums().look_at(tile, 0, lanes_of_tile);
}

/// In floats first: only others that may be among the highest are looked at in full. Who else may be among them is told
/// by those alone that have a value in every completion.
void ManyPairs::top(RowRange rows, std::size_t k, unsigned threads, const Top& out) const {
    std::vector<Highest> found(rows.size(), Highest(k));
    const bool left_out = std::isnan(undefined_) && !values();
    std::vector<Highest> sure(left_out ? rows.size() : 0, Highest(k));
    const bool quick = pairs_.sums().fit_float();
    const bool floats_do = values() && std::isnan(undefined_) && indicator_.low >= 0.0 && indicator_.high <= 1.0 &&
                           pairs_.ratios() && pairs_.sums().ratios_fit_float();
    const auto tile = [&](PairSums::Tile& at, std::size_t p, std::size_t count, RowRange here) {
        Strip<float> strip;
        Strip<double> full;
        std::array<std::uint8_t, lanes_of_tile> undefined{};
        for (std::size_t r = 0; r < count; ++r) {
            const std::size_t row = p + r;
            Highest& highest = found[row - rows.from];
            double least = highest.least();
            if (left_out) least = std::min(least, sure[row - rows.from].least());
            if (quick) fill(strip, at, p, r, here);
            for_blocks(at, here, quick ? strip.lower.data() : nullptr, least, [&](RowRange block) {
                if (floats_do) {
                    const float* ends = &strip.lower[block.from - here.from];
                    auto limit = static_cast<float>(highest.least());
                    for (std::size_t lane = 0; lane < block.size(); ++lane) {
                        if (!(ends[lane] >= limit) || block.from + lane == row) continue;
                        highest.meet(ends[lane], block.from + lane, true);
                        limit = static_cast<float>(highest.least());
                    }
                    return;
                }
                fill(full, at, p, r, block);
                if (left_out) pairs_.undefined(at, r, std::span(undefined).first(block.size()));
                for (std::size_t lane = 0; lane < block.size(); ++lane) {
                    const double value = full.lower[lane];
                    const std::size_t other = block.from + lane;
                    if (!(value >= highest.least() || left_out) || other == row || std::isnan(value)) continue;
                    highest.meet(value, other, undefined[lane] == 0);
                    if (left_out && undefined[lane] == 0) sure[row - rows.from].meet(value, other, true);
                }
            });
        }
    };
    each_tile(
        pairs_.sums(), rows, {0, this->rows()}, false, threads, [](RowRange, RowRange) { return false; }, tile);
    std::vector<double> last(rows.size());
    for (std::size_t row = 0; row < rows.size(); ++row) {
        last[row] = (left_out ? sure : found)[row].least();
        out.possible[row] = static_cast<std::int64_t>(found[row].as_high());
        const auto highest = found[row].sorted();
        for (std::size_t place = 0; place < k; ++place) {
            const bool some = place < highest.size();
            const std::size_t at = row * k + place;
            out.others[at] = some ? static_cast<std::int64_t>(highest[place].other) : -1;
            const double value = some ? highest[place].value : nothing;
            out.lower[at] = out.upper[at] = some && floats_do ? fraction_of(static_cast<float>(value)) : value;
            out.certain[at] = some && highest[place].always ? 1 : 0;
        }
    }
    if (!values()) second_look(rows, k, last, threads, out);
}

/// Against the lower ends of the k highest: whose upper ends reach the last of them, and how many are above each.
void ManyPairs::second_look(RowRange rows, std::size_t k, std::span<const double> last, unsigned threads,
                            const Top& out) const {
    std::vector<std::size_t> above(out.others.size(), 0);
    std::ranges::fill(out.possible, 0);
    const bool quick = pairs_.sums().fit_float();
    const auto tile = [&](PairSums::Tile& at, std::size_t p, std::size_t count, RowRange here) {
        Strip<float> strip;
        Strip<double> full;
        for (std::size_t r = 0; r < count; ++r) {
            const std::size_t row = p + r;
            const std::size_t first = (row - rows.from) * k;
            const double least = last[row - rows.from];
            if (quick) {
                fill(strip, at, p, r, here);
                if (kernel().reaching(strip.upper.data(), here.size(), just_below(least)) == 0) continue;
            }
            fill(full, at, p, r, here);
            if (row >= here.from && row < here.to) full.upper[row - here.from] = nothing;
            const auto more = [&](double than) { return kernel().above(full.upper.data(), here.size(), than); };
            const double below = std::nextafter(least, -std::numeric_limits<double>::infinity());
            out.possible[row - rows.from] += static_cast<std::int64_t>(more(below));
            for (std::size_t place = 0; place < k && out.others[first + place] >= 0; ++place) {
                above[first + place] += more(out.lower[first + place]);
                const auto other = static_cast<std::size_t>(out.others[first + place]);
                if (other >= here.from && other < here.to) out.upper[first + place] = full.upper[other - here.from];
            }
        }
    };
    each_tile(
        pairs_.sums(), rows, {0, this->rows()}, false, threads, [](RowRange, RowRange) { return false; }, tile);
    for (std::size_t at = 0; at < above.size(); ++at) {
        // Its own upper end was counted too.
        const std::size_t itself = out.upper[at] > out.lower[at] ? 1 : 0;
        if (above[at] - itself >= k) out.certain[at] = 0;
    }
}

/// Those with few areas first.
std::vector<std::size_t> ManyPairs::by_size() const {
    std::vector<std::size_t> sizes;
    for (std::size_t row = 0; row < rows(); ++row) {
        const auto depths = panel_.upper_row(row);
        sizes.push_back(std::accumulate(depths.begin(), depths.end(), std::size_t{0}));
    }
    std::vector<std::size_t> order(rows());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t row) { return sizes[row]; });
    return order;
}

const ManyPairs::Sorted& ManyPairs::sorted() const {
    std::call_once(sorted_once_, [&] {
        auto order = by_size();
        std::vector<Depth> lower;
        std::vector<Depth> upper;
        for (const std::size_t row : order) {
            std::ranges::copy(panel_.lower_row(row), std::back_inserter(lower));
            std::ranges::copy(panel_.upper_row(row), std::back_inserter(upper));
        }
        const std::vector<double> weights(panel_.weights().begin(), panel_.weights().end());
        const Panel panel(rows(), panel_.columns(), std::move(lower), std::move(upper), weights, panel_.max_depth());
        sorted_ = std::make_unique<Sorted>(
            std::move(order), std::make_unique<ManyPairs>(panel, Constraints{}, indicator_, arguments_, undefined_));
    });
    return *sorted_;
}

std::vector<ManyPairs::Hit> ManyPairs::reaching(double least, std::size_t part, std::size_t parts,
                                                unsigned threads) const {
    const auto& [order, pairs] = sorted();
    auto found = pairs->hits(least, part, parts, threads);
    for (Hit& hit : found) {
        hit.row = order[hit.row];
        hit.other = order[hit.other];
        if (indicator_.traits.symmetric && hit.row > hit.other) std::swap(hit.row, hit.other);
    }
    std::ranges::sort(found, {}, [](const Hit& hit) { return std::tuple(hit.row, hit.other); });
    return found;
}

std::vector<ManyPairs::Hit> ManyPairs::hits(double least, std::size_t part, std::size_t parts, unsigned threads) const {
    const bool symmetric = indicator_.traits.symmetric;
    const bool quick = pairs_.sums().fit_float();
    std::vector<Hit> found;
    std::mutex guard;
    const auto tile = [&](PairSums::Tile& at, std::size_t p, std::size_t count, RowRange here) {
        Strip<float> strip;
        Strip<double> full;
        std::vector<Hit> some;
        for (std::size_t r = 0; r < count; ++r) {
            const std::size_t row = p + r;
            if (quick) fill(strip, at, p, r, here);
            const auto& quickly = values() ? strip.lower : strip.upper;
            for_blocks(at, here, quick ? quickly.data() : nullptr, least, [&](RowRange block) {
                fill(full, at, p, r, block);
                const auto& upper = values() ? full.lower : full.upper;
                for (std::size_t lane = 0; lane < block.size(); ++lane) {
                    const std::size_t other = block.from + lane;
                    const bool counts = symmetric ? other > row : other != row;
                    if (counts && upper[lane] >= least) some.push_back({row, other, full.lower[lane], upper[lane]});
                }
            });
        }
        if (some.empty()) return;
        const std::lock_guard lock(guard);
        found.insert(found.end(), some.begin(), some.end());
    };
    const bool extended = !std::isnan(undefined_) && undefined_ >= least;
    const auto skips = [&](RowRange some, RowRange here) { return !extended && pairs_.most(some, here) < least; };
    const RowRange all{0, rows()};
    const std::size_t size = (rows() + parts - 1) / parts;
    const RowRange mine{std::min(rows(), part * size), std::min(rows(), (part + 1) * size)};
    each_tile(pairs_.sums(), mine, all, symmetric, threads, skips, tile);
    return found;
}

}  // namespace chirograph
