#include "engine/pairs/pair_sums.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <type_traits>
#include <utility>

#include "engine/base/watch.hpp"

namespace chirograph {
namespace {

constexpr double float_holds = 16'777'216.0;  // 2^24
// Fractions with denominators up to D are 1 / D^2 apart, floats up to 1 no more than 2^-24.
constexpr double ratio_holds = 4096.0;

std::size_t rounded_up(std::size_t count, std::size_t to) {
    return (count + to - 1) / to * to;
}

}  // namespace

PairSums::PairSums(const Panel& panel, const CellKinds& kinds, std::vector<KindNumbers> sums,
                   const std::optional<Plan>& plan, std::span<const double> weights)
    : rows_(panel.rows()),
      columns_(panel.columns()),
      padded_(rounded_up(panel.rows(), lanes_of_block)),
      kinds_(kinds.size()),
      numbers_(std::move(sums)),
      weights_(weights.begin(), weights.end()) {
    if (plan) {
        pack(kinds, *plan);
        return;
    }
    if (weights_.empty()) weights_.assign(columns_, 1.0);
    kind_.resize(columns_ * padded_);
    for (std::size_t row = 0; row < rows_; ++row) {
        for (std::size_t column = 0; column < columns_; ++column) {
            kind_[column * padded_ + row] = static_cast<std::uint16_t>(kinds.at(row, column));
        }
    }
}

void PairSums::pack(const CellKinds& kinds, const Plan& plan) {
    counted_ = true;
    const std::size_t bytes = (columns_ + 7) / 8;
    for (const Group& group : plan.groups) {
        group_of_.insert(group_of_.end(), group.size(), bytes_.size());
        bytes_.push_back(bytes * group.size());
        stride_ += bytes_.back();
    }
    row_bits_.resize(group_of_.size() * rows_);
    lane_bits_ = row_bits_;
    row_bytes_.resize((rows_ + rows_of_tile) * stride_);
    lane_bytes_.resize(std::max(padded_ * stride_, lanes_of_block));
    const std::size_t sums = numbers_.size();
    of_row_.resize(sums * padded_);
    of_lane_.resize(sums * padded_);
    double largest = 0.0;
    for (const Plan::Sum& sum : plan.sums) each_.push_back(sum.each);
    std::vector<std::size_t> held(kinds_);
    for (std::size_t row = 0; row < rows_; ++row) {
        if (row % 64 == 0) checkpoint();
        std::uint8_t* first = row_bytes_.data() + row * stride_;
        std::uint8_t* second =
            lane_bytes_.data() + row / lanes_of_block * stride_ * lanes_of_block + row % lanes_of_block;
        std::fill(held.begin(), held.end(), 0);
        for (std::size_t column = 0; column < columns_; ++column) ++held[kinds.at(row, column)];
        std::size_t bits = row;
        for (const Group& group : plan.groups) {
            for (const Product& product : group) {
                for (std::size_t kind = 0; kind < kinds_; ++kind) {
                    row_bits_[bits] += static_cast<std::uint32_t>(product.first[kind] * held[kind]);
                    lane_bits_[bits] += static_cast<std::uint32_t>(product.second[kind] * held[kind]);
                }
                bits += rows_;
                for (std::size_t column = 0; column < columns_; ++column) {
                    const std::size_t kind = kinds.at(row, column);
                    const std::size_t at = column / 8;
                    first[at] |= static_cast<std::uint8_t>(product.first[kind] << (column % 8));
                    second[at * lanes_of_block] |= static_cast<std::uint8_t>(product.second[kind] << (column % 8));
                }
                first += bytes;
                second += bytes * lanes_of_block;
            }
        }
        for (std::size_t sum = 0; sum < sums; ++sum) {
            double in_first = 0.0;
            double in_second = 0.0;
            for (std::size_t kind = 0; kind < kinds_; ++kind) {
                in_first += static_cast<double>(held[kind]) * plan.sums[sum].first[kind];
                in_second += static_cast<double>(held[kind]) * plan.sums[sum].second[kind];
            }
            of_row_[sum * padded_ + row] = in_first;
            of_lane_[sum * padded_ + row] = in_second;
            largest = std::max({largest, std::abs(in_first), std::abs(in_second)});
        }
    }
    of_lane_float_.assign(of_lane_.begin(), of_lane_.end());
    for (const auto& each : each_) {
        for (std::size_t group = 0; group < each.size(); ++group) {
            largest += std::abs(each[group]) * 8.0 * static_cast<double>(bytes_[group]);
        }
    }
    fit_float_ = 4.0 * largest < float_holds;
    ratios_fit_float_ = 2.0 * largest < ratio_holds;
}

void PairSums::turn(Tile& tile, std::size_t p, std::size_t to, std::size_t q, std::size_t blocks) const {
    tile.first_ = p;
    tile.q_ = q;
    tile.lanes_ = blocks * lanes_of_block;
    if (counted_) {
        tile.counts_.resize(std::max<std::size_t>(bytes_.size(), 1) * rows_of_tile * lanes_of_tile);
    } else {
        add_up(tile, to);
    }
}

void PairSums::take(Tile& tile, std::size_t p, std::size_t without) const {
    tile.p_ = p;
    tile.without_ = without;
    look_at(tile, 0, tile.lanes_ - without);
    if (!counted_) return;
    std::size_t at = 0;
    const std::size_t block = stride_ * lanes_of_block;
    for (std::size_t group = 0; group < bytes_.size(); ++group) {
        const BitRows bits{row_bytes_.data() + p * stride_ + at,
                           stride_,
                           lane_bytes_.data() + (tile.q_ + without) / lanes_of_block * block + at * lanes_of_block,
                           block,
                           (tile.lanes_ - without) / lanes_of_block,
                           bytes_[group]};
        kernel().count(bits, tile.counts_.data() + group * rows_of_tile * lanes_of_tile);
        at += bytes_[group];
    }
}

void PairSums::look_at(Tile& tile, std::size_t from, std::size_t lanes) const {
    tile.from_ = from;
    tile.seen_ = std::min(lanes, tile.lanes_ - tile.without_ - from);
}

/// Some columns at a time: for each kind that one of the rows has there what it adds with each of the others; then
/// every row takes those of its own kinds, in the order of the columns.
void PairSums::add_up(Tile& tile, std::size_t to) const {
    constexpr std::size_t most_values = 1U << 17U;
    constexpr auto unset = static_cast<std::size_t>(-1);
    const std::size_t rows = to - tile.first_;
    const std::size_t sums = numbers_.size();
    const std::size_t size = sums * lanes_of_block;
    const std::size_t some = std::max<std::size_t>(1, most_values / (std::min(rows, kinds_) * size));
    tile.sums_.assign(rounded_up(rows, rows_of_tile) * size, 0.0);
    for (std::size_t from = 0; from < columns_; from += some) {
        checkpoint();
        const std::size_t until = std::min(columns_, from + some);
        tile.place_.assign((until - from) * kinds_, unset);
        std::size_t used = 0;
        for (std::size_t column = from; column < until; ++column) {
            std::size_t* places = &tile.place_[(column - from) * kinds_];
            const std::uint16_t* kinds = &kind_[column * padded_];
            for (std::size_t row = tile.first_; row < to; ++row) {
                std::size_t& place = places[kinds[row]];
                if (place != unset) continue;
                place = used;
                used += size;
                if (tile.values_.size() < used) tile.values_.resize(2 * used);
                double* value = &tile.values_[place];
                for (const KindNumbers& numbers : numbers_) {
                    const double* of_kind = &numbers[kinds[row] * kinds_];
                    for (std::size_t lane = 0; lane < lanes_of_block; ++lane) {
                        *value++ = weights_[column] * of_kind[kinds[tile.q_ + lane]];
                    }
                }
            }
        }
        tile.places_.resize(until - from);
        for (std::size_t row = 0; row < rows; ++row) {
            for (std::size_t column = from; column < until; ++column) {
                const std::size_t kind = kind_[column * padded_ + tile.first_ + row];
                tile.places_[column - from] = &tile.values_[tile.place_[(column - from) * kinds_ + kind]];
            }
            for (std::size_t sum = 0; sum < sums; ++sum) {
                kernel().add(tile.places_.data(), tile.places_.size(), &tile.sums_[row * size + sum * lanes_of_block]);
                for (const double*& place : tile.places_) place += lanes_of_block;
            }
        }
    }
}

template <class Real>
void PairSums::quotients(const Tile& tile, std::size_t r, std::size_t f, std::size_t g, const Real* empty,
                         Real* out) const {
    const std::size_t lanes_here = tile.seen_;
    const std::size_t q = tile.q_ + tile.without_ + tile.from_;
    if (!counted_) {
        const double* sums = &tile.sums_[(tile.p_ - tile.first_ + r) * numbers_.size() * lanes_of_block + tile.from_];
        for (std::size_t lane = 0; lane < lanes_here; ++lane) {
            const double above = sums[f * lanes_of_block + lane];
            const double below = g == one ? 1.0 : sums[g * lanes_of_block + lane];
            out[lane] = below > 0.0 ? static_cast<Real>(above / below) : empty[lane];
        }
        return;
    }
    if constexpr (std::is_same_v<Real, float>) {
        if (!fit_float_) {
            std::array<double, lanes_of_tile> exact;
            const std::vector<double> none_below(empty, empty + (g == one ? 0 : lanes_here));
            quotients<double>(tile, r, f, g, none_below.data(), exact.data());
            std::copy_n(exact.begin(), lanes_here, out);
            return;
        }
    }
    const auto lanes = [&](std::size_t sum) -> const Real* {
        if constexpr (std::is_same_v<Real, float>)
            return of_lane_float_.data() + sum * padded_ + q;
        else
            return of_lane_.data() + sum * padded_ + q;
    };
    static const std::vector<Real> zeros(lanes_of_tile, Real{0});
    Quotient<Real> of;
    of.counts[0] = tile.counts_.data() + tile.from_;
    const std::size_t row = tile.p_ + r;
    of.f = static_cast<Real>(of_row_[f * padded_ + row]);
    of.f_of = lanes(f);
    of.g = g == one ? Real{1} : static_cast<Real>(of_row_[g * padded_ + row]);
    of.g_of = g == one ? zeros.data() : lanes(g);
    of.empty = g == one ? zeros.data() : empty;
    for (std::size_t group = 0; group < bytes_.size(); ++group) {
        const double in_f = each_[f][group];
        const double in_g = g == one ? 0.0 : each_[g][group];
        if (in_f == 0.0 && in_g == 0.0) continue;
        of.counts[of.groups] = tile.counts_.data() + (group * rows_of_tile + r) * lanes_of_tile + tile.from_;
        of.f_each[of.groups] = static_cast<Real>(in_f);
        of.g_each[of.groups++] = static_cast<Real>(in_g);
    }
    if constexpr (std::is_same_v<Real, float>)
        kernel().quotients(of, lanes_here, out);
    else
        kernel().exact_quotients(of, lanes_here, out);
}

template void PairSums::quotients(const Tile&, std::size_t, std::size_t, std::size_t, const double*, double*) const;
template void PairSums::quotients(const Tile&, std::size_t, std::size_t, std::size_t, const float*, float*) const;

void PairSums::values(const Tile& tile, std::size_t r, std::size_t sum, double* out) const {
    quotients<double>(tile, r, sum, one, nullptr, out);
}

/// With more bits in common a ratio of 0 to 1 rises where they count in f at least as much as in g; where they count
/// more in g they are left out of it, which makes the ratio no smaller.
double PairSums::most(std::size_t p, std::size_t to_p, std::size_t q, std::size_t to_q, std::size_t f,
                      std::size_t g) const {
    constexpr double any = std::numeric_limits<double>::infinity();
    if (!counted_) return any;
    const auto largest = [](const auto& of, std::size_t from, std::size_t to) {
        return static_cast<double>(*std::max_element(&of[from], &of[from] + (to - from)));
    };
    const auto smallest = [](const auto& of, std::size_t from, std::size_t to) {
        return *std::min_element(&of[from], &of[from] + (to - from));
    };
    const auto sum = [&](const auto& pick, std::size_t which) {
        return pick(of_row_, which * padded_ + p, which * padded_ + to_p) +
               pick(of_lane_, which * padded_ + q, which * padded_ + to_q);
    };
    double above = sum(largest, f);
    double below = sum(smallest, g);
    for (std::size_t product = 0; product < group_of_.size(); ++product) {
        const double in_f = each_[f][group_of_[product]];
        const double in_g = each_[g][group_of_[product]];
        if (in_f == 0.0 && in_g == 0.0) continue;
        if (in_f < 0.0) return any;
        const std::size_t at = product * rows_;
        const double both = std::min(largest(row_bits_, at + p, at + to_p), largest(lane_bits_, at + q, at + to_q));
        above += in_f * both;
        if (in_f >= in_g) below += in_g * both;
    }
    return below > 0.0 ? above / below : any;
}

double PairSums::effort() const noexcept {
    const double quotient = 1.0;
    if (counted_) return more_effort_ + quotient + static_cast<double>(stride_) / 32.0;
    return more_effort_ + quotient + static_cast<double>(columns_ * numbers_.size()) / 8.0;
}

}  // namespace chirograph
