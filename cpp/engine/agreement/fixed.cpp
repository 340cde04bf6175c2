// A metric that does not move is the squared distance between places of the values: d(a, b) = |z(a) - z(b)|^2, up to a
// factor. So the pairs within a unit come to m sum |z|^2 - |sum z|^2, and those between all values to the same of all:
// one form of a few whole sums, which the solver of fractions takes.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "engine/agreement/ends.hpp"
#include "engine/search/anytime.hpp"

namespace chirograph {
namespace {

constexpr double largest_whole = 1e15;

/// Where the values of the codebook stand.
class Places {
public:
    Places(Metric metric, std::size_t values) : dimensions_(of(metric, values)) {
        for (std::size_t v = 0; v < values; ++v) {
            for (std::size_t t = 0; t < dimensions_; ++t) {
                const bool here = metric == Metric::linear ? v > t : v == t;
                z_.push_back(dimensions_ == 1 ? static_cast<double>(v) : here ? 1.0 : 0.0);
            }
        }
    }
    [[nodiscard]] std::size_t dimensions() const { return dimensions_; }
    [[nodiscard]] double at(Depth value, std::size_t t) const { return z_[value * dimensions_ + t]; }
    [[nodiscard]] double length(Depth value) const {
        double sum = 0.0;
        for (std::size_t t = 0; t < dimensions_; ++t) sum += at(value, t) * at(value, t);
        return sum;
    }
    [[nodiscard]] double apart(Depth a, Depth b) const {
        double sum = 0.0;
        for (std::size_t t = 0; t < dimensions_; ++t) sum += (at(a, t) - at(b, t)) * (at(a, t) - at(b, t));
        return sum;
    }

private:
    static std::size_t of(Metric metric, std::size_t values) {
        if (metric == Metric::nominal) return values;
        return metric == Metric::linear ? values - 1 : 1;
    }
    std::size_t dimensions_;
    std::vector<double> z_;
};

/// What a way of a unit adds: sums, D times -1, E.
struct Adds {
    std::vector<double> sums;
    Terms terms;
};

/// The coefficient less one as a fraction: -D over E.
class Form {
public:
    explicit Form(const AgreementCase& question)
        : case_(question),
          places_(question.metric, question.codings.values()),
          shown_(row().chance == Chance::occasional ? Metric::nominal : question.metric, question.codings.values()) {
        frame_.whole = true;
        for (const UnitWays& unit : question.units) {
            const auto m = static_cast<double>(unit.ways.front().size());
            const double times = question.codings.frequency(unit.unit);
            frame_.total += times;
            most_coders_ = std::max(most_coders_, m);
            if (m < 2.0) continue;
            pairable_ += times;
            codings_ += times * m;
        }
        scale_ = common([&](std::size_t m) { return m < 2 ? 1 : divisor(m); });
        if (row().chance == Chance::pooled || row().chance == Chance::occasional) {
            shares_ = common([](std::size_t m) { return m; });
        }
        expect();
        gather();
    }

    [[nodiscard]] const FractionFrame& frame() const { return frame_; }
    [[nodiscard]] const std::vector<std::vector<Adds>>& adds() const { return adds_; }

private:
    [[nodiscard]] const Coefficient& row() const { return case_.row; }
    [[nodiscard]] bool averaged() const { return row().chance >= Chance::pooled; }
    /// All places are as far out, so that what this adds to E is known.
    [[nodiscard]] bool flat() const { return places_.dimensions() == case_.codings.values(); }
    /// Of the pairs within a unit, each counted twice where pairs are averaged.
    [[nodiscard]] std::size_t divisor(std::size_t m) const {
        return averaged() ? m * (m - 1) : row().chance == Chance::margins ? 1 : m - 1;
    }

    /// The least common multiple over units; 1 where it is too large for whole numbers.
    template <class Of>
    double common(Of of) {
        double all = 1.0;
        for (const UnitWays& unit : case_.units) {
            const std::size_t one = of(unit.ways.front().size());
            all = static_cast<double>(std::lcm(static_cast<std::size_t>(all), one));
            if (all > 1e6) {
                frame_.whole = false;
                return 1.0;
            }
        }
        return all;
    }

    [[nodiscard]] Adds of(const std::vector<Depth>& way) const {
        const std::size_t m = way.size();
        const double part = averaged() ? shares_ / static_cast<double>(m) : 1.0;
        std::vector<double> sums(frame_.margins);
        double length = 0.0;
        double within = 0.0;  // pairs of different places
        for (std::size_t i = 0; i < m; ++i) {
            const std::size_t side = row().chance == Chance::margins ? i * shown_.dimensions() : 0;
            for (std::size_t t = 0; t < shown_.dimensions() && !sums.empty(); ++t) {
                sums[side + t] += part * shown_.at(way[i], t);
            }
            length += flat() ? 0.0 : part * places_.length(way[i]);
            for (std::size_t j = 0; j < i; ++j) within += places_.apart(way[i], way[j]);
        }
        if (m > 1) within *= scale_ * (averaged() ? 2.0 : 1.0) / static_cast<double>(divisor(m));
        return {std::move(sums), {-observed_ * within, expected_ * length}};
    }

    void gather() {
        double size = std::abs(frame_.constant.g);
        for (const UnitWays& unit : case_.units) {
            auto& list = adds_.emplace_back();
            for (const auto& way : unit.ways) {
                list.push_back(of(way));
                const Adds& one = list.back();
                for (const double sum : one.sums) frame_.whole = frame_.whole && sum == std::nearbyint(sum);
                frame_.whole = frame_.whole && one.terms.f == std::nearbyint(one.terms.f);
            }
            size += std::max(std::abs(list.back().terms.f), list.back().terms.g) * 16.0 *
                    case_.codings.frequency(unit.unit);
        }
        for (const Piece& piece : frame_.pieces) size += std::abs(piece.factor.g) * side_total_ * side_total_;
        frame_.size = size;
        frame_.whole = frame_.whole && size < largest_whole;
    }

    /// E: what is known of it, and a piece per margin.
    void expect() {
        switch (row().chance) {
            case Chance::pooled_without:
                side_total_ = codings_;
                observed_ = codings_ - 1.0;
                return draw(scale_, side_total_ - 1.0);
            case Chance::margins:
                side_total_ = observed_ = pairable_;
                return draw(2.0, 0.5 * pairable_);
            case Chance::pooled:
                side_total_ = shares_ * frame_.total;
                observed_ = 0.5 * side_total_ * side_total_;
                return draw(scale_ * pairable_, shares_ / most_coders_ * (side_total_ - shares_ / most_coders_));
            default:
                average();
        }
    }

    /// Two values drawn: factor times the squares around their middle, of which at least so many are not 0.
    void draw(double factor, double least) {
        const bool two = row().chance == Chance::margins;
        const std::size_t dimensions = places_.dimensions();
        frame_.margins = two ? 2 * dimensions : dimensions;
        for (std::size_t t = 0; t < dimensions; ++t) {
            frame_.pieces.push_back(
                {two ? Shape::product : Shape::square, t, two ? dimensions + t : t, {0.0, -factor}});
        }
        if (flat()) frame_.constant.g = factor * side_total_ * side_total_;
        expected_ = two ? side_total_ : factor * side_total_;
        frame_.least = 0.9 * factor * least;
        frame_.low = -2.0 * frame_.total / pairable_;  // what units differ within is part of how far values are apart
        frame_.high = 0.0;
    }

    /// E of the coefficients that average over units: constant, but for squares of the shares of values.
    void average() {
        const auto q = static_cast<double>(case_.codings.values());
        double most = 0.0;
        double all = 0.0;
        for (Depth a = 0; a <= case_.codings.top(); ++a) {
            for (Depth b = 0; b <= case_.codings.top(); ++b) {
                most = std::max(most, places_.apart(a, b));
                all += places_.apart(a, b);
            }
        }
        const double similar = q * q - all / most;
        const double whole = scale_ * pairable_ * most;
        double least = whole;
        frame_.constant.g = whole;
        if (row().chance == Chance::uniform) least = frame_.constant.g = whole * (1.0 - similar / (q * q));
        if (row().chance == Chance::occasional) {
            const double hard = similar / (q * (q - 1.0));
            frame_.margins = case_.codings.values();
            side_total_ = shares_ * frame_.total;
            frame_.constant.g = whole * (1.0 - hard);
            least = whole * (1.0 - hard + hard / q);
            for (std::size_t t = 0; t < frame_.margins; ++t) {
                const double factor = whole * hard / (side_total_ * side_total_);
                frame_.pieces.push_back({Shape::square, t, t, {0.0, factor}});
            }
        }
        frame_.least = 0.9 * least;
        frame_.low = -whole / frame_.least;
        frame_.high = 0.0;
    }

    const AgreementCase& case_;
    Places places_;
    Places shown_;  ///< whose sums the margins are
    FractionFrame frame_;
    std::vector<std::vector<Adds>> adds_;
    double pairable_ = 0.0;
    double codings_ = 0.0;  ///< in units coded twice
    double most_coders_ = 0.0;
    double scale_ = 1.0;       ///< makes D whole
    double shares_ = 1.0;      ///< makes shares whole
    double side_total_ = 0.0;  ///< what the sums of a side add up to, where they are counts
    double observed_ = 1.0;    ///< times what a unit differs within
    double expected_ = 0.0;    ///< times how far out its places are
};

/// Units with one way, together; then every other unit.
class Searched {
public:
    Searched(const AgreementCase& question, const Form& form) : case_(question), fraction_(form.frame()) {
        Adds still{std::vector<double>(form.frame().margins), {}};
        std::vector<Fraction::Numbers> lists;
        for (std::size_t u = 0; u < form.adds().size(); ++u) {
            const auto& unit = form.adds()[u];
            if (unit.size() > 1) {
                auto& list = numbers_.emplace_back();
                units_.push_back(u);
                for (const Adds& one : unit) list.push_back(fraction_.option(one.sums, one.terms));
                continue;
            }
            const double times = frequency(u);
            for (std::size_t f = 0; f < still.sums.size(); ++f) still.sums[f] += times * unit.front().sums[f];
            still.terms.f += times * unit.front().terms.f;
            still.terms.g += times * unit.front().terms.g;
        }
        numbers_.push_back({fraction_.option(still.sums, still.terms)});
        for (std::size_t a = 0; a < numbers_.size(); ++a) {
            Fraction::Numbers list = numbers_[a];
            std::sort(list.begin(), list.end());
            list.erase(std::unique(list.begin(), list.end()), list.end());
            fraction_.add_area(std::move(list), a < units_.size() ? frequency(units_[a]) : 1.0);
        }
    }

    [[nodiscard]] FoundEnd end(double sign, Budget& budget) {
        Picks start;
        for (std::size_t a = 0; a < units_.size(); ++a) start.push_back(numbers_[a][case_.start[units_[a]]]);
        start.push_back(numbers_.back().front());
        FractionEffort effort{static_cast<double>(budget.steps)};
        const auto exact = [&](const Picks& picks) { return case_.value(ways(picks)) - 1.0; };
        const FractionEnd end = fraction_end(fraction_, sign, {start}, exact, effort);
        budget.steps = static_cast<std::size_t>(effort.steps);
        return {ways(end.picks.empty() ? start : end.picks), 1.0 + end.bound};
    }

private:
    [[nodiscard]] double frequency(std::size_t u) const { return case_.codings.frequency(case_.units[u].unit); }
    [[nodiscard]] std::vector<std::size_t> ways(const Picks& picks) const {
        std::vector<std::size_t> found(case_.units.size());
        for (std::size_t a = 0; a < units_.size(); ++a) {
            const auto at = std::find(numbers_[a].begin(), numbers_[a].end(), picks[a]);
            found[units_[a]] = static_cast<std::size_t>(at - numbers_[a].begin());
        }
        return found;
    }

    const AgreementCase& case_;
    Fraction fraction_;
    std::vector<std::size_t> units_;  ///< per area but the last
    std::vector<Fraction::Numbers> numbers_;
};

}  // namespace

double least_value(const AgreementCase& question) {
    return 1.0 + Form(question).frame().low;
}

FoundEnd fixed_end(const AgreementCase& question, double sign, Budget& budget) {
    const Form form(question);
    return Searched(question, form).end(sign, budget);
}

}  // namespace chirograph
