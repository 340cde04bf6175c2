// The options of a problem of sums that are worth trying, and where the sums can end with them.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/search/largest.hpp"

namespace chirograph {

/// Left out are options with which no picks of the others keep a limit, and those that another of the same item makes
/// needless: no sum is more with it, and no further sum is nearer to a limit that may bind.
class Kept {
public:
    explicit Kept(const LargestProblem& problem);

    [[nodiscard]] std::size_t items() const { return firsts_.size(); }
    [[nodiscard]] std::size_t first_of(std::size_t item) const { return firsts_[item]; }
    /// Options as they are numbered over all items.
    template <class Visit>
    void each(std::size_t item, Visit visit) const {
        for (const std::size_t option : options_[item]) visit(option);
    }
    [[nodiscard]] std::size_t some(std::size_t item) const { return options_[item].front(); }
    [[nodiscard]] std::size_t count() const;

    std::vector<double> low{};  ///< per sum: the least it can be
    std::vector<double> high{};
    std::vector<Limits> limits{};  ///< of each further sum, within reach
    double size = 1e-300;          ///< of the sums, the further ones aside
    bool possible = true;          ///< some picks may keep the limits

private:
    [[nodiscard]] const double* adds(std::size_t option) const { return problem_.adds.data() + option * width_; }
    void look_at(std::size_t item);
    void measure();
    /// Leaves out what cannot keep a limit; whether there was any.
    bool leave_out_beyond();
    void leave_out_beaten();
    [[nodiscard]] bool beats(std::size_t a, std::size_t b) const;

    const LargestProblem& problem_;
    std::size_t forms_;
    std::size_t width_;
    std::vector<std::size_t> firsts_{};
    std::vector<std::vector<std::size_t>> options_{};
    std::vector<double> least_{};  ///< per item, what it adds to each sum at least
    std::vector<double> most_{};
};

}  // namespace chirograph
