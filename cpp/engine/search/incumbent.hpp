// The best completion of a fraction found so far, and ways to find better ones: climbing, and going through all that
// are left when they are few.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "engine/search/fraction.hpp"
#include "engine/search/relaxation.hpp"

namespace chirograph {

/// One option per area.
using Picks = std::vector<std::uint16_t>;
/// F / G of a completion as its owner computes it; NaN when it has no value.
using ExactValue = std::function<double(const Picks&)>;

/// Values are times sign, so that more is better.
class Incumbent {
public:
    Incumbent(const Fraction& fraction, double sign, const ExactValue& exact)
        : fraction_(fraction), sign_(sign), exact_(exact) {}

    [[nodiscard]] double best() const { return best_; }
    [[nodiscard]] const Picks& picks() const { return picks_; }
    /// What completions looked at but not kept may be beyond `best`, given rounding.
    [[nodiscard]] double doubt() const { return doubt_; }
    [[nodiscard]] double steps() const { return steps_; }

    /// sign F / G; minus infinity when it has no value.
    [[nodiscard]] double value(const Fraction::Sums& sums) const;
    void offer(const Picks& picks, const Fraction::Sums& sums);

    /// Improves a completion by changing one area at a time, then two at a time if asked, and offers it. Counters come
    /// first.
    void climb(const std::vector<std::uint32_t>& sets, Picks picks, bool by_two);

private:
    friend class Leaf;
    struct Move {
        std::size_t area = 0;
        std::uint16_t to = 0;
    };
    [[nodiscard]] double merit(const Fraction::Sums& sums) const;
    void move(Fraction::Sums& sums, const Picks& picks, const Move& move) const;
    [[nodiscard]] double merit_after(const Fraction::Sums& sums, const Picks& picks, const Move& change);
    [[nodiscard]] std::vector<Move> gentle_moves(const std::vector<std::uint32_t>& sets, const Picks& picks,
                                                 const Fraction::Sums& sums);
    bool change_one(const std::vector<std::uint32_t>& sets, Picks& picks, Fraction::Sums& sums);
    bool change_two(const std::vector<std::uint32_t>& sets, Picks& picks, Fraction::Sums& sums);

    const Fraction& fraction_;
    double sign_;
    const ExactValue& exact_;
    double best_ = -std::numeric_limits<double>::infinity();
    double doubt_ = -std::numeric_limits<double>::infinity();
    Picks picks_;
    Fraction::Sums spare_;
    double steps_ = 0.0;
    int double_changes_ = 0;
};

/// All completions of a branch, one after another; or all of one side, the other following area by area.
class Leaf {
public:
    /// @param places  the areas of each group
    Leaf(Incumbent& incumbent, const Groups& groups, const std::vector<std::vector<std::size_t>>& places);
    /// side 2: both sides together.
    void run(std::size_t side);

private:
    /// One area, and its options by class of the side gone through.
    struct Place {
        std::size_t area = 0;
        std::uint32_t set = 0;
        double weight = 1.0;
        bool like_last = false;
        std::vector<std::vector<std::uint16_t>> classes;
    };
    void place(std::size_t at, std::size_t least);
    void complete();
    void follow();
    /// Gain per option at this trial value when the side gone through has the sums it has.
    void weigh(double u);
    /// Picks the best option of every area; the gain of all, or nothing when a counter cannot be met.
    std::optional<double> choose();
    [[nodiscard]] std::optional<double> meet(std::size_t counter, double gain);
    [[nodiscard]] double least_denominator();

    Incumbent& incumbent_;
    const Fraction& fraction_;
    std::vector<Place> places_;
    std::size_t side_ = 2;
    std::vector<std::size_t> class_;       ///< per place
    std::vector<Fraction::Sums> running_;  ///< before the first place, after it, ...
    std::vector<double> gains_;
    double size_ = 0.0;  ///< of what was added up in `choose`
    Picks picks_;
};

}  // namespace chirograph
