// The proximal bundle method: a convex function of prices is known by its cuts, and a mixture of them says where to go.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace chirograph {

/// max over a branch of sign F - u G - prices (sums - where the pieces want them) at some prices, and who attains it.
struct DualPoint {
    double value = 0.0;
    double gain = 0.0;  ///< of sign f - u g of the areas
    std::vector<double> sums;
    std::vector<double> wanted;
    std::vector<std::uint16_t> picks;  ///< per kind
};

struct Bundle {
    struct Cut {
        std::vector<double> slope;
        DualPoint dual;
        double error = 0.0;  ///< how far below the best value the cut lies there
    };
    static constexpr std::size_t most_cuts = 24;

    /// @param reach  how far one step goes in each direction
    explicit Bundle(std::vector<double> reach) : scale(std::move(reach)) {}

    void add(Cut cut);
    /// This cut alone.
    void only(Cut cut);
    /// The mixture of least error + prox / 2 (its slope)^2, two shares at a time.
    void mix(double enough);
    /// Moves `prices` from `center` against the mixed slope; what that is expected to gain.
    [[nodiscard]] double step(const std::vector<double>& center, std::vector<double>& prices) const;

    std::vector<double> scale;
    std::vector<Cut> cuts;
    std::vector<double> share;
    std::vector<std::vector<double>> gram;  ///< products of slopes
    double prox = 0.0;                      ///< how far to go

    /// Moves `prices` to where a convex function of them is least, by so many looks at it, and returns the least; it
    /// ends at 0 or below, where nothing more is asked.
    using Dual = std::function<DualPoint(const std::vector<double>& prices)>;
    double descend(std::vector<double>& prices, int rounds, const Dual& dual);
    double steps = 0.0;  ///< spent on cuts

private:
    [[nodiscard]] double dot(const std::vector<double>& a, const std::vector<double>& b) const;
    void drop_least_used();
};

}  // namespace chirograph
