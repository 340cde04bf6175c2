#include "engine/search/fraction.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace chirograph {

double root_of(Shape shape, double x, double y, double total) {
    if (shape == Shape::root) return std::sqrt(std::max(0.0, x) * std::max(0.0, y));
    return std::sqrt(std::max(0.0, x * (total - x)) * std::max(0.0, y * (total - y)));
}

Terms shape_terms(Shape shape, Terms factor, double x, double y, double total) {
    switch (shape) {
        case Shape::square:
            return {factor.f * x * x, factor.g * x * x};
        case Shape::absolute:
            return {factor.f * std::abs(x), factor.g * std::abs(x)};
        case Shape::product:
            return {factor.f * x * y, factor.g * x * y};
        default:
            return {factor.f * x * y, factor.g * root_of(shape, x, y, total)};
    }
}

Fraction::Fraction(FractionFrame frame)
    : frame_(std::move(frame)),
      weighted_(frame_.margins + (frame_.whole ? 2U : 0U)),
      sums_(weighted_ + frame_.counts.size()) {
    const auto& pieces = frame_.pieces;
    frame_.limits.resize(frame_.margins);
    two_sided_ =
        !pieces.empty() && std::all_of(pieces.begin(), pieces.end(), [](const Piece& p) { return of_two(p.shape); });
    bilinear_ = two_sided_ &&
                std::all_of(pieces.begin(), pieces.end(), [](const Piece& p) { return p.shape == Shape::product; });
    root_ = two_sided_ && !bilinear_;
}

std::uint16_t Fraction::option(std::vector<double> sums, Terms terms) {
    if (frame_.whole) {
        const std::vector<double> own{terms.f / frame_.scale, terms.g / frame_.scale};
        sums.insert(sums.begin() + static_cast<std::ptrdiff_t>(margins()), own.begin(), own.end());
    }
    for (std::size_t o = 0; o < options(); ++o) {
        const bool same = terms_[o].f == terms.f && terms_[o].g == terms.g;
        if (same && std::equal(sums.begin(), sums.end(), adds(o))) return static_cast<std::uint16_t>(o);
    }
    adds_.insert(adds_.end(), sums.begin(), sums.end());
    terms_.push_back(terms);
    return static_cast<std::uint16_t>(options() - 1);
}

void Fraction::add_area(Numbers options, double weight) {
    if (areas_.empty()) classify();
    areas_.push_back({set_number(std::move(options)), weight});
}

void Fraction::classify() {
    for (const std::size_t side : {0U, 1U}) {
        std::vector<std::size_t> seen;
        for (const Piece& piece : frame_.pieces) seen.push_back(side == 0 ? piece.x : piece.y);
        for (std::size_t c = 0; c < frame_.counts.size(); ++c) {
            if (frame_.side[c] == side) seen.push_back(weighted_ + c);
        }
        std::map<std::vector<double>, std::size_t> classes;
        for (std::size_t o = 0; o < options(); ++o) {
            std::vector<double> key;
            for (const std::size_t at : seen) key.push_back(adds(o)[at]);
            class_[side].push_back(classes.emplace(std::move(key), classes.size()).first->second);
        }
    }
}

std::uint32_t Fraction::set_number(Numbers options) {
    const auto [place, fresh] = numbers_.emplace(std::move(options), static_cast<std::uint32_t>(sets_.size()));
    if (!fresh) return place->second;
    Set set{place->first, std::vector<double>(2 * sums_)};
    for (std::size_t f = 0; f < sums_; ++f) {
        double low = std::numeric_limits<double>::infinity();
        double high = -low;
        for (const std::uint16_t o : set.options) {
            low = std::min(low, adds(o)[f]);
            high = std::max(high, adds(o)[f]);
        }
        set.reach[f] = low;
        set.reach[sums_ + f] = high;
    }
    set.choices[2] = set.options.size();
    for (const std::size_t side : {0U, 1U}) {
        std::vector<std::size_t> classes;
        for (const std::uint16_t o : set.options) classes.push_back(class_[side][o]);
        std::sort(classes.begin(), classes.end());
        set.choices[side] = static_cast<std::size_t>(std::unique(classes.begin(), classes.end()) - classes.begin());
    }
    sets_.push_back(std::move(set));
    return place->second;
}

Fraction::Sums Fraction::sum(std::span<const std::uint16_t> picks) const {
    Sums sums{std::vector<double>(sums_), {}};
    for (std::size_t i = 0; i < picks.size(); ++i) add(sums, picks[i], areas_[i].weight, 1.0);
    return sums;
}

void Fraction::add(Sums& sums, std::size_t option, double weight, double times) const {
    const double* add = adds(option);
    const double factor = weight * times;
    for (std::size_t f = 0; f < weighted_; ++f) sums.s[f] += factor * add[f];
    for (std::size_t f = weighted_; f < sums_; ++f) sums.s[f] += times * add[f];
    sums.terms.f += factor * terms_[option].f;
    sums.terms.g += factor * terms_[option].g;
}

Terms Fraction::parts(const Sums& sums) const {
    Terms parts{sums.terms.f + frame_.constant.f, sums.terms.g + frame_.constant.g};
    for (const Piece& one : frame_.pieces) {
        const Terms term = piece(one, sums.s[one.x], sums.s[one.y]);
        parts.f += term.f;
        parts.g += term.g;
    }
    return parts;
}

double Fraction::missed(const Sums& sums) const {
    double missing = 0.0;
    for (std::size_t c = 0; c < frame_.counts.size(); ++c) {
        const double count = sums.s[weighted_ + c];
        missing += std::max(0.0, frame_.counts[c].low - count) + std::max(0.0, count - frame_.counts[c].high);
    }
    return missing;
}

double Fraction::rounding(double g, double value) const {
    if (frame_.whole) return 0.0;
    constexpr double unit = 8.0 * std::numeric_limits<double>::epsilon();
    const double largest = frame_.size / g;
    const double moved = unit * largest * (1.0 + std::abs(value));
    // Under a root, the two factors of the denominator are what rounding moves.
    return root_ ? moved + unit * largest * largest * std::abs(value) : moved;
}

}  // namespace chirograph
