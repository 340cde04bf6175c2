#include "engine/chances/draw.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <string>
#include <utility>

#include "engine/base/error.hpp"
#include "engine/base/parallel.hpp"

namespace chirograph {
namespace {

/// Draws of a row after which none is taken to satisfy its constraints.
constexpr std::size_t most_tries = 100'000;

[[noreturn]] void refuse(std::size_t row) {
    throw Error({Code::infeasible, "", "row " + std::to_string(row),
                 std::to_string(most_tries) + " draws of it, none of which satisfies its list length or blocks",
                 "the prior gives what is known of the row a chance that can be drawn",
                 "widen the list length, or give a prior that is nearer to it"});
}

}  // namespace

RowDraw::RowDraw(const Panel& panel, const Constraints& constraints, const Nodes& nodes, std::size_t row)
    : row_(row), columns_(panel.columns()), depths_(panel.max_depth()), words_((panel.columns() + 63) / 64) {
    const RowNodes distinct = distinct_nodes(panel, nodes, row);
    prepare_alias(distinct.weights);
    for (const std::size_t node : distinct.nodes) prepare(nodes, node);
    std::vector<std::uint64_t> every(words_, 0);
    for (std::size_t column = 0; column < columns_; ++column) every[column / 64] |= std::uint64_t{1} << (column % 64);
    for (const ListLength& length : constraints.lengths) {
        if (length.row == row) needed_.push_back({length.minimum, length.maximum, length.threshold, every});
    }
    for (const AtLeastOne& block : constraints.blocks) {
        if (block.row != row) continue;
        std::vector<std::uint64_t> counted(words_, 0);
        for (const std::size_t column : block.columns) counted[column / 64] |= std::uint64_t{1} << (column % 64);
        needed_.push_back({1, columns_, block.threshold, std::move(counted)});
    }
    for (const Needed& one : needed_) counted_ = std::max(counted_, one.depth);
}

void RowDraw::prepare(const Nodes& nodes, std::size_t node) {
    for (std::size_t depth = 1; depth <= depths_; ++depth) {
        const std::size_t begin = planes_.size();
        planes_.resize(begin + words_);
        for (std::size_t column = 0; column < columns_; ++column) {
            const auto chances = nodes.chance(row_, node, column);
            double reached = 0.0;
            for (std::size_t at = chances.size(); at-- > depth;) reached += chances[at];
            const double below = chances[depth - 1];
            Plane& plane = planes_[begin + column / 64];
            const std::uint64_t bit = std::uint64_t{1} << (column % 64);
            if (!(reached > 0.0)) continue;
            const double share = std::nearbyint(std::ldexp(reached / (reached + below), digits));
            if (!(below > 0.0) || share >= std::ldexp(1.0, digits)) {
                plane.sure |= bit;
                continue;
            }
            plane.open |= bit;
            const auto whole = static_cast<std::uint64_t>(share);
            for (std::size_t digit = 0; digit < digits; ++digit) {
                if ((whole >> (digits - 1 - digit) & 1U) != 0) plane.chances[digit] |= bit;
            }
        }
    }
}

/// The table of A. J. Walker: every place has its own node and one other.
void RowDraw::prepare_alias(const std::vector<double>& weights) {
    const std::size_t count = weights.size();
    double total = 0.0;
    for (const double weight : weights) total += weight;
    std::vector<double> mass;
    for (const double weight : weights) mass.push_back(weight / total * static_cast<double>(count));
    keep_.assign(count, std::uint64_t{1} << digits);
    other_.resize(count);
    std::vector<std::size_t> small;
    std::vector<std::size_t> large;
    for (std::size_t at = 0; at < count; ++at) {
        other_[at] = at;
        (mass[at] < 1.0 ? small : large).push_back(at);
    }
    while (!small.empty() && !large.empty()) {
        const std::size_t at = small.back();
        small.pop_back();
        other_[at] = large.back();
        keep_[at] = static_cast<std::uint64_t>(std::nearbyint(std::ldexp(mass[at], digits)));
        mass[other_[at]] -= 1.0 - mass[at];
        if (mass[other_[at]] < 1.0) {
            small.push_back(other_[at]);
            large.pop_back();
        }
    }
}

std::size_t RowDraw::node(Stream& stream) const {
    if (keep_.size() == 1) return 0;
    const std::uint64_t scaled = std::uint64_t{stream.word()} * keep_.size();
    const std::size_t place = scaled >> digits;
    return (scaled & 0xFFFFFFFFU) < keep_[place] ? place : other_[place];
}

/// Areas whose uniform number is below their chance, among those that reached the depth below.
std::uint64_t RowDraw::bits(Stream& stream, const Plane& plane, std::uint64_t below, bool half) {
    std::uint64_t reached = plane.sure & below;
    std::uint64_t open = plane.open & below;
    for (std::size_t digit = 0; digit < digits && open != 0; ++digit) {
        std::uint64_t random = stream.word();
        if (!half) random |= std::uint64_t{stream.word()} << 32U;
        const std::uint64_t chance = plane.chances[digit];
        reached |= open & chance & ~random;
        open &= ~(chance ^ random);
    }
    return reached;
}

bool RowDraw::allowed(std::span<const std::uint64_t> reached) const {
    return std::ranges::all_of(needed_, [&](const Needed& one) {
        std::size_t count = 0;
        for (std::size_t word = 0; word < words_; ++word) {
            const std::uint64_t plane = reached[(one.depth - 1) * words_ + word];
            count += static_cast<std::size_t>(std::popcount(plane & one.counted[word]));
        }
        return one.minimum <= count && count <= one.maximum;
    });
}

void RowDraw::operator()(std::uint64_t seed, std::uint64_t replicate, std::span<std::uint64_t> reached) const {
    Stream stream(seed, replicate, static_cast<std::uint32_t>(row_));
    const bool half = columns_ <= 32;
    for (std::size_t tries = 0; tries < most_tries; ++tries) {
        const Plane* planes = &planes_[node(stream) * depths_ * words_];
        const auto fill = [&](std::size_t at, std::size_t end) {
            for (; at < end; ++at) {
                const std::uint64_t below = at < words_ ? ~std::uint64_t{0} : reached[at - words_];
                reached[at] = bits(stream, planes[at], below, half);
            }
        };
        // What is not counted comes after a row is accepted, so that it does not move what is drawn next.
        const std::size_t counted = counted_ * words_;
        fill(0, counted);
        if (allowed(reached)) {
            fill(counted, reached.size());
            return;
        }
        if (tries % 256 == 255) checkpoint();
    }
    refuse(row_);
}

std::vector<RowDraw> row_draws(const Panel& panel, const Constraints& constraints, const Nodes& nodes) {
    std::vector<Fault> faults;
    const auto refuse_ties = [&](const std::string& what, std::size_t count) {
        if (count == 0) return;
        faults.push_back({Code::unsupported, "", what, std::to_string(count) + " of them",
                          "rows are drawn independently of each other, and " + what + " tie them",
                          "leave the " + what + " out, or ask without a prior for what holds of any"});
    };
    refuse_ties("joint domains", constraints.joint.size());
    refuse_ties("common areas", constraints.common.size());
    if (!faults.empty()) throw Error(std::move(faults));
    std::vector<RowDraw> rows;
    for (std::size_t row = 0; row < panel.rows(); ++row) rows.emplace_back(panel, constraints, nodes, row);
    return rows;
}

void read_depths(std::span<const std::uint64_t> reached, std::size_t words, std::span<Depth> depths) {
    for (std::size_t column = 0; column < depths.size(); ++column) {
        unsigned depth = 0;
        for (std::size_t plane = column / 64; plane < reached.size(); plane += words) {
            depth += static_cast<unsigned>(reached[plane] >> (column % 64) & 1U);
        }
        depths[column] = static_cast<Depth>(depth);
    }
}

void draw(const Panel& panel, const Constraints& constraints, const Nodes& nodes, const Replicates& replicates,
          unsigned threads, std::span<Depth> cells) {
    const std::vector<RowDraw> rows = row_draws(panel, constraints, nodes);
    const std::size_t columns = panel.columns();
    const std::size_t words = rows.front().words();
    const std::size_t blocks = (replicates.count + replicates_at_once - 1) / replicates_at_once;
    parallel_rows(blocks, threads, [&](std::size_t block) {
        std::vector<std::uint64_t> reached(words * panel.max_depth());
        const std::size_t end = std::min(replicates.count, (block + 1) * replicates_at_once);
        for (std::size_t at = block * replicates_at_once; at < end; ++at) {
            Depth* out = &cells[at * panel.rows() * columns];
            for (const RowDraw& row : rows) {
                row(replicates.seed, replicates.first + at, reached);
                read_depths(reached, words, {out, columns});
                out += columns;
            }
        }
    });
}

}  // namespace chirograph
