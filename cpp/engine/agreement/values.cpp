// A coefficient of one completion, as the definitions have it: no embedding, no search.
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

#include "engine/agreement/codings.hpp"

namespace chirograph {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

class Definition {
public:
    Definition(const Codings& codings, const CodedUnits& completion, const Coefficient& row, Metric metric)
        : codings_(codings), completion_(completion), row_(row), q_(codings.values()), counts_(q_), shares_(q_) {
        for (std::size_t unit = 0; unit < codings.units(); ++unit) count(unit);
        measure(metric);
    }

    [[nodiscard]] double value() const {
        if (!why_undefined(codings_, row_).empty()) return nothing;
        double within = 0.0;  // alpha divides by m - 1
        double mean = 0.0;
        double pairable = 0.0;
        for (const auto& [times, unit] : units_) {
            const double m = std::accumulate(unit.begin(), unit.end(), 0.0);
            if (m < 2.0) continue;
            const double pairs = between(unit, unit);
            within += times * pairs / (m - 1.0);
            mean += times * pairs / (m * (m - 1.0));
            pairable += times;
        }
        mean /= pairable;
        switch (row_.chance) {
            case Chance::pooled_without:
                return ratio((std::accumulate(counts_.begin(), counts_.end(), 0.0) - 1.0) * within,
                             between(counts_, counts_));
            case Chance::pooled:
                return ratio(mean * coded_ * coded_, between(shares_, shares_));
            case Chance::margins:
                return ratio(pairable * pairable * mean, between(side(0), side(1)));
            case Chance::occasional: {
                double hard = 0.0;
                for (const double share : shares_) hard += share / coded_ * (1.0 - share / coded_);
                const auto q = static_cast<double>(q_);
                return ratio(mean / most_, 1.0 - similar() / (q * (q - 1.0)) * hard);
            }
            case Chance::uniform:
                return ratio(mean / most_, 1.0 - similar() / static_cast<double>(q_ * q_));
            default:
                return 1.0 - mean / most_;
        }
    }

private:
    static double ratio(double observed, double expected) {
        return expected > 0.0 ? 1.0 - observed / expected : nothing;
    }
    [[nodiscard]] double between(const std::vector<double>& one, const std::vector<double>& other) const {
        double sum = 0.0;
        for (std::size_t a = 0; a < q_; ++a) {
            for (std::size_t b = 0; b < q_; ++b) sum += one[a] * other[b] * distance_[a * q_ + b];
        }
        return sum;
    }
    /// Values of a coder in units coded by both.
    [[nodiscard]] std::vector<double> side(std::size_t coder) const {
        std::vector<double> counts(q_);
        for (std::size_t unit = 0; unit < codings_.units(); ++unit) {
            if (codings_.coded(unit).size() == 2)
                counts[completion_[coder * codings_.units() + unit]] += codings_.frequency(unit);
        }
        return counts;
    }
    /// Sum of the weights 1 - d / max d.
    [[nodiscard]] double similar() const {
        double sum = 0.0;
        for (const double one : distance_) sum += 1.0 - one / most_;
        return sum;
    }

    void count(std::size_t unit) {
        std::vector<double> counts(q_);
        double coded = 0.0;
        for (std::size_t coder = 0; coder < codings_.coders(); ++coder) {
            const Depth value = completion_[coder * codings_.units() + unit];
            if (value == uncoded) continue;
            counts[value] += 1.0;
            coded += 1.0;
        }
        if (coded == 0.0) return;
        const double times = codings_.frequency(unit);
        coded_ += times;
        for (std::size_t a = 0; a < q_; ++a) {
            shares_[a] += times * counts[a] / coded;
            if (coded >= 2.0) counts_[a] += times * counts[a];
        }
        units_.emplace_back(times, std::move(counts));
    }

    void measure(Metric metric) {
        std::vector<double> ranks(q_);
        double below = 0.0;
        for (std::size_t a = 0; a < q_; ++a) {
            ranks[a] = metric == Metric::ordinal ? below + counts_[a] / 2.0 : static_cast<double>(a);
            below += counts_[a];
        }
        for (std::size_t a = 0; a < q_; ++a) {
            for (std::size_t b = 0; b < q_; ++b) {
                const double apart = std::abs(ranks[a] - ranks[b]);
                const double far = metric == Metric::nominal  ? (a == b ? 0.0 : 1.0)
                                   : metric == Metric::linear ? apart
                                                              : apart * apart;
                distance_.push_back(far);
                most_ = std::max(most_, far);
            }
        }
    }

    const Codings& codings_;
    const CodedUnits& completion_;
    const Coefficient& row_;
    std::size_t q_;
    std::vector<std::pair<double, std::vector<double>>> units_;  ///< how often, and counts of its values
    std::vector<double> counts_;                                 ///< of all values in units coded twice
    std::vector<double> shares_;                                 ///< sum over units of the share of each value
    double coded_ = 0.0;
    std::vector<double> distance_;
    double most_ = 0.0;
};

}  // namespace

double agreement_value(const Codings& codings, const CodedUnits& completion, const Coefficient& row, Metric metric) {
    return Definition(codings, completion, row, metric).value();
}

}  // namespace chirograph
