// What no completion of a branch can pass: prices on the sums of a fraction make the areas independent, and the pieces
// are at their best somewhere in the box of sums. Any prices give a valid bound; good ones are sought by a bundle
// method.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/search/bundle.hpp"
#include "engine/search/fraction.hpp"

namespace chirograph {

/// `count` areas of one kind, each of this weight, which may still pick from this set.
struct Group {
    std::uint32_t set = 0;
    std::uint32_t kind = 0;
    double weight = 1.0;
    std::size_t count = 0;
};
using Groups = std::vector<Group>;

/// A part of all completions: sums within a box, areas within their sets.
struct Branch {
    std::vector<double> low;
    std::vector<double> high;
    std::vector<double> prices;
    std::shared_ptr<const Groups> groups;
    double bound = 0.0;
    [[nodiscard]] friend bool operator<(const Branch& a, const Branch& b) { return a.bound < b.bound; }
};

/// The average of the choices behind the bound: where the relaxation would like to be.
struct Mixture {
    std::vector<double> mean;                 ///< of every sum
    double gain = 0.0;                        ///< of sign f - u g of the areas
    std::vector<std::vector<double>> shares;  ///< per kind, per option
    std::vector<std::size_t> kind_of;         ///< of every group
};

class Relaxation {
public:
    /// sign 1 bounds F / G from above, -1 bounds -F / G.
    Relaxation(const Fraction& fraction, double sign, std::vector<double> ranges)
        : fraction_(fraction), sign_(sign), ranges_(std::move(ranges)), gains_(fraction.options()) {}

    /// Lowers the bound of the branch, looking for completions beyond `beat`, and improves its prices.
    void tighten(Branch& branch, double beat, int rounds);
    /// Per group the options that may still be picked beyond `beat`: at the prices of the branch, the others lose more
    /// than is left to gain.
    [[nodiscard]] std::vector<Fraction::Numbers> promising(const Branch& branch, double beat);
    [[nodiscard]] const Mixture& mixture() const { return mixture_; }
    /// How far the best of each piece over the box, at these prices, is above the piece at the mean of the mixture; and
    /// how much of the gain is left at the mean itself.
    struct Slack {
        std::vector<double> pieces;
        double inside = 0.0;
    };
    [[nodiscard]] Slack slack(const Branch& branch, double beat) const;

    [[nodiscard]] double steps() const { return steps_; }

private:
    /// Areas that the prices treat alike: without counters, weights of one set add up.
    struct Kind {
        std::uint32_t set = 0;
        double weight = 0.0;
        double count = 0.0;
    };

    void group_kinds(const Groups& groups);
    [[nodiscard]] DualPoint dual(const Branch& branch, const std::vector<double>& prices, double u);
    double best_of(const Piece& piece, const Branch& branch, const std::vector<double>& prices, double u,
                   std::vector<double>& wanted) const;
    [[nodiscard]] double descend(const Branch& branch, double u, int rounds, std::vector<double>& prices,
                                 Bundle& bundle);
    void read_mixture(const Bundle& bundle);
    [[nodiscard]] double least_denominator(const Branch& branch) const;
    [[nodiscard]] double chord(const Branch& branch, double u, double value);

    const Fraction& fraction_;
    double sign_;
    std::vector<double> ranges_;  ///< of every sum at the root
    std::vector<Kind> kinds_;
    std::vector<double> gains_;  ///< per option
    Mixture mixture_;
    double steps_ = 0.0;
};

}  // namespace chirograph
