// Sends groups of equal areas to levels with given totals, at the greatest gain. A transportation problem with few
// levels, solved by shortest augmenting paths between levels.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace chirograph {

class Transport {
public:
    static constexpr double forbidden = -std::numeric_limits<double>::infinity();

    explicit Transport(std::vector<std::int64_t> supplies) : supplies_(std::move(supplies)) {}

    /// Greatest sum of gains (gain[group][level], `forbidden` where a group cannot go) with exactly demand[level]
    /// areas at each level; `forbidden` when there is no such assignment.
    [[nodiscard]] double solve(const std::vector<std::vector<double>>& gain, std::span<const std::int64_t> demand);

    /// Areas of each group at each level, after solve.
    [[nodiscard]] const std::vector<std::vector<std::int64_t>>& assigned() const noexcept { return assigned_; }

private:
    struct Edge {
        double loss = std::numeric_limits<double>::infinity();
        std::size_t group = 0;
    };

    void start(const std::vector<std::vector<double>>& gain, std::size_t levels);
    [[nodiscard]] std::vector<std::vector<Edge>> edges(const std::vector<std::vector<double>>& gain) const;
    [[nodiscard]] bool augment(const std::vector<std::vector<double>>& gain, std::span<std::int64_t> surplus);

    std::vector<std::int64_t> supplies_;
    std::vector<std::vector<std::int64_t>> assigned_;
    double tolerance_ = 0.0;
};

}  // namespace chirograph
