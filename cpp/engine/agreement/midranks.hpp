// Alpha between midranks. The counts N of all values give the midranks r, and with them d(a, b) = (r_a - r_b)^2 and the
// expected disagreement n (n^3 - sum N^3) / 6. Over a box of counts d lies between two numbers, so that with prices on
// the counts the units fall apart. What units say of a pair of values times how far these are apart is bounded by
// McCormick's planes: a part that adds up over units, and a part in the counts alone.
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "engine/agreement/ends.hpp"

namespace chirograph {

/// A way of a unit: counts of values, and of pairs of values what they weigh in D.
struct RankWay {
    std::vector<double> counts;
    std::vector<double> pairs;
};

/// Units with the same ways.
struct RankKind {
    std::vector<RankWay> ways;
    std::vector<std::size_t> units;
};

/// Counts of all values that lie between these.
struct CountBox {
    std::vector<double> low;
    std::vector<double> high;
    std::vector<double> prices;
    double bound = std::numeric_limits<double>::infinity();  ///< of sign D / E
    [[nodiscard]] friend bool operator<(const CountBox& a, const CountBox& b) { return a.bound < b.bound; }
};

/// What a pair of values weighs on what units say of it, and on how far it is apart.
struct Planes {
    std::vector<double> unit;
    std::vector<double> counts;
    double constant = 0.0;
};

class Midranks {
public:
    /// sign 1 asks for the most of D / E.
    Midranks(const AgreementCase& question, double sign);

    [[nodiscard]] std::size_t values() const { return q_; }
    [[nodiscard]] double codings() const { return n_; }
    [[nodiscard]] const std::vector<RankKind>& kinds() const { return kinds_; }
    [[nodiscard]] const std::vector<std::pair<std::size_t, std::size_t>>& pairs() const { return pairs_; }
    /// Steps that a look at all units takes, and one at the counts.
    [[nodiscard]] double unit_work() const { return work_; }
    [[nodiscard]] double count_work() const;

    /// Every count that some completion has.
    [[nodiscard]] CountBox all() const;
    /// The counts add up. False when they cannot.
    [[nodiscard]] bool shrink(CountBox& box) const;
    /// Squares of how far each pair of values is apart, given the counts.
    [[nodiscard]] std::vector<double> distances(std::span<const double> counts) const;
    [[nodiscard]] double expected(std::span<const double> counts) const;
    [[nodiscard]] double least_expected(const CountBox& box) const;

    /// Any planes are valid; good ones lean on what units say in a good completion.
    void lean(const std::vector<double>& said);
    [[nodiscard]] Planes planes(const CountBox& box) const;
    /// The most over the box of sign (planes.counts d(N) - trial E(N)) - prices N, and where.
    double counts_part(const CountBox& box, const Planes& planes, const std::vector<double>& prices, double trial,
                       std::vector<double>& wanted) const;

private:
    static constexpr std::size_t most_corners = 4096;

    void gather(const AgreementCase& question);
    [[nodiscard]] std::pair<double, double> apart(const CountBox& box, std::size_t a, std::size_t b) const;
    double at_corner(const CountBox& box, const Planes& planes, const std::vector<double>& prices, double trial,
                     std::vector<double>& wanted) const;
    double tangent(const CountBox& box, const Planes& planes, std::vector<double>& slope) const;

    double sign_;
    std::size_t q_;
    bool corners_;  ///< can all corners of a box be looked at?
    std::vector<std::pair<std::size_t, std::size_t>> pairs_;
    std::vector<RankKind> kinds_;
    double n_ = 0.0;
    std::vector<double> least_;  ///< what units say of each pair of values, over all completions
    std::vector<double> most_;
    std::vector<double> lean_;
    double work_ = 0.0;
};

}  // namespace chirograph
