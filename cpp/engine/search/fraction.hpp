// A fraction of sums over areas, when one option is picked per area: F / G with
//   F = constant + sum w f(option) + sum over pieces of f q(s),   s = sum w a(option),   and G likewise.
// What an index or a ratio looks like to a solver that knows none of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <span>
#include <vector>

namespace chirograph {

/// A separable ratio, sum f / sum g: what one area adds to numerator and denominator (before its weight).
struct Terms {
    double f = 0.0;
    double g = 0.0;
};

/// How a piece of F and of G depends on two margins x and y, or on one.
enum class Shape : std::uint8_t {
    product,   ///< x y in both
    square,    ///< x^2 in both
    absolute,  ///< |x| in both
    root,      ///< x y in F, sqrt(x y) in G
    spread     ///< x y in F, sqrt(x (W - x) y (W - y)) in G, W the total weight
};
[[nodiscard]] constexpr bool of_two(Shape shape) {
    return shape != Shape::square && shape != Shape::absolute;
}

/// sqrt(x y) or sqrt(x (W - x) y (W - y)).
[[nodiscard]] double root_of(Shape shape, double x, double y, double total);
/// What a piece of this shape adds to F and to G; shapes of one margin do not look at y.
[[nodiscard]] Terms shape_terms(Shape shape, Terms factor, double x, double y, double total);

/// f q(x, y) in F and g q(x, y) in G; x and y are numbers of margins, the same twice where the shape has one.
struct Piece {
    Shape shape = Shape::product;
    std::size_t x = 0;
    std::size_t y = 0;
    Terms factor;
};

/// Where a sum must end.
struct Limits {
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
};

/// What holds for all areas.
struct FractionFrame {
    std::size_t margins = 0;
    std::vector<Piece> pieces;
    Terms constant;
    double total = 0.0;  ///< weight of all areas
    double scale = 1.0;  ///< f and g of options are multiples of it where weights are whole
    double size = 1.0;   ///< F and G are sums of numbers up to this
    double least = 0.0;  ///< a completion whose G is smaller has no value
    double low = -1.0;   ///< no value is below
    double high = 1.0;
    bool whole = false;          ///< weights and what options add are whole numbers without rounding
    std::vector<Limits> limits;  ///< per margin: outside, there is no value
    std::vector<Limits> counts;  ///< of each counter, which has no weight
    std::vector<std::uint8_t>
        side;  ///< of each counter: it counts what x-margins see (0), what y-margins see (1), or both (2)
};

/// Areas, the sets of options they may pick from, and sums of picks. Sums are numbered: margins, then F and G of the
/// areas where they are whole numbers (boxes over these help), then counters.
class Fraction {
public:
    using Numbers = std::vector<std::uint16_t>;  ///< options, ascending
    struct Area {
        std::uint32_t set = 0;
        double weight = 1.0;
    };
    /// Sums of a completion, and F and G of its areas.
    struct Sums {
        std::vector<double> s;
        Terms terms;
    };

    explicit Fraction(FractionFrame frame);

    /// The number of an option that adds `sums` (margins, then counters) and `terms`; like options have one number.
    std::uint16_t option(std::vector<double> sums, Terms terms);
    /// After the last option: one more area.
    void add_area(Numbers options, double weight);

    [[nodiscard]] const FractionFrame& frame() const { return frame_; }
    [[nodiscard]] const std::vector<Area>& areas() const { return areas_; }
    [[nodiscard]] std::size_t options() const { return terms_.size(); }
    [[nodiscard]] std::size_t margins() const { return frame_.margins; }
    [[nodiscard]] std::size_t weighted() const { return weighted_; }  ///< sums before the counters
    [[nodiscard]] std::size_t sums() const { return sums_; }
    [[nodiscard]] const double* adds(std::size_t option) const { return adds_.data() + option * sums_; }
    [[nodiscard]] Terms terms(std::size_t option) const { return terms_[option]; }

    [[nodiscard]] const Numbers& set(std::uint32_t number) const { return sets_[number].options; }
    [[nodiscard]] std::uint32_t set_number(Numbers options);
    /// The least and the greatest that an option of the set adds to each sum.
    [[nodiscard]] const double* least(std::uint32_t number) const { return sets_[number].reach.data(); }
    [[nodiscard]] const double* most(std::uint32_t number) const { return sets_[number].reach.data() + sums_; }

    /// Options alike for the margins and the counters of one side are of one class. Have all pieces two sides?
    [[nodiscard]] bool two_sided() const { return two_sided_; }
    /// Are they products, so that F and G are linear once a side is settled?
    [[nodiscard]] bool bilinear() const { return bilinear_; }
    [[nodiscard]] std::size_t class_of(std::size_t option, std::size_t side) const { return class_[side][option]; }
    /// How many classes of a side a set has; side 2: options.
    [[nodiscard]] std::size_t choices(std::uint32_t number, std::size_t side) const {
        return sets_[number].choices[side];
    }

    [[nodiscard]] Sums sum(std::span<const std::uint16_t> picks) const;
    void add(Sums& sums, std::size_t option, double weight, double times) const;
    /// F and G of a completion.
    [[nodiscard]] Terms parts(const Sums& sums) const;
    /// F and G of one piece at x and y.
    [[nodiscard]] Terms piece(const Piece& piece, double x, double y) const {
        return shape_terms(piece.shape, piece.factor, x, y, frame_.total);
    }
    /// How far the counters are from their limits.
    [[nodiscard]] double missed(const Sums& sums) const;
    /// The most by which rounding moves a value with this denominator.
    [[nodiscard]] double rounding(double g, double value) const;

private:
    struct Set {
        Numbers options;
        std::vector<double> reach;  ///< least of each sum, then most
        std::size_t choices[3] = {0, 0, 0};
    };
    void classify();

    FractionFrame frame_;
    std::size_t weighted_;
    std::size_t sums_;
    bool two_sided_;
    bool bilinear_;
    bool root_ = false;
    std::vector<double> adds_;
    std::vector<Terms> terms_;
    std::vector<std::size_t> class_[2];
    std::vector<Area> areas_;
    std::vector<Set> sets_;
    std::map<Numbers, std::uint32_t> numbers_;
};

}  // namespace chirograph
