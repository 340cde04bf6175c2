#include "engine/panel/panel.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <sstream>
#include <string>
#include <utility>

#include "engine/base/error.hpp"

namespace chirograph {
namespace {

constexpr std::size_t most_faults = 100;

std::string cell(std::size_t row, std::size_t column) {
    return "row " + std::to_string(row) + ", column " + std::to_string(column);
}

void check_shape(std::size_t rows, std::size_t columns, std::size_t lower, std::size_t upper, std::size_t weights,
                 Depth max_depth, std::vector<Fault>& faults) {
    if (rows == 0 || columns == 0) {
        faults.push_back({Code::shape, "", "panel", std::to_string(rows) + " x " + std::to_string(columns),
                          "a panel has at least one row and one column", "add a programme and an area"});
    }
    const std::size_t cells = rows * columns;
    for (const auto& [name, size] : {std::pair{"lower", lower}, std::pair{"upper", upper}}) {
        if (size != cells) {
            faults.push_back({Code::shape, "", name, std::to_string(size) + " cells",
                              "it has rows x columns = " + std::to_string(cells) + " cells",
                              "give one depth per cell"});
        }
    }
    if (weights != 0 && weights != columns) {
        faults.push_back({Code::shape, "", "weights", std::to_string(weights) + " weights",
                          "there is one weight per column (" + std::to_string(columns) + ")",
                          "give one weight per area"});
    }
    if (max_depth < 1 || max_depth > depth_limit) {
        faults.push_back({Code::depth, "", "max_depth", std::to_string(max_depth),
                          "the scale's top is between 1 and " + std::to_string(depth_limit),
                          "take it from the codebook"});
    }
}

void check_cells(std::size_t columns, std::span<const Depth> lower, std::span<const Depth> upper, Depth max_depth,
                 std::vector<Fault>& faults) {
    for (std::size_t i = 0; i < lower.size() && faults.size() < most_faults; ++i) {
        const auto place = [&] { return cell(i / columns, i % columns); };
        if (upper[i] > max_depth || lower[i] > max_depth) {
            faults.push_back({Code::depth, "", place(),
                              "[" + std::to_string(lower[i]) + ", " + std::to_string(upper[i]) + "]",
                              "depths lie in 0.." + std::to_string(max_depth), "correct the cell or raise max_depth"});
        } else if (lower[i] > upper[i]) {
            faults.push_back({Code::depth, "", place(),
                              "[" + std::to_string(lower[i]) + ", " + std::to_string(upper[i]) + "]",
                              "the lower end is not above the upper end", "swap or correct the two ends"});
        }
    }
}

void check_weights(std::span<const double> weights, std::vector<Fault>& faults) {
    const double largest = weights.empty() ? 1.0 : *std::max_element(weights.begin(), weights.end());
    const auto refuse = [&](std::size_t column, const char* rule, const char* repair) {
        std::ostringstream value;
        value << weights[column];
        faults.push_back({Code::weight, "", "weight of column " + std::to_string(column), value.str(), rule, repair});
    };
    for (std::size_t c = 0; c < weights.size() && faults.size() < most_faults; ++c) {
        if (!std::isfinite(weights[c]) || weights[c] < 0.0) {
            refuse(c, "weights are finite and not negative", "correct the weight");
        } else if (weights[c] > 0.0 && weights[c] < largest / widest_weight_ratio) {
            refuse(c, "positive weights differ by a factor of at most 1e9", "give the area weight 0 or a larger one");
        }
    }
    if (!weights.empty() && faults.empty() && !(largest > 0.0)) {
        faults.push_back({Code::weight, "", "weights", "all zero", "at least one weight is positive",
                          "give an area a positive weight"});
    }
}

}  // namespace

std::vector<std::int64_t> whole_proportions(std::span<const double> weights) {
    constexpr double largest = 1e6;
    for (const double unit : {1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 10.0, 12.0, 100.0, 1000.0, 10000.0}) {
        std::vector<std::int64_t> whole;
        whole.reserve(weights.size());
        for (const double weight : weights) {
            const double scaled = weight * unit;
            const double nearest = std::nearbyint(scaled);
            if (nearest > largest || std::abs(scaled - nearest) > 1e-12 * nearest) break;
            whole.push_back(static_cast<std::int64_t>(nearest));
        }
        if (whole.size() != weights.size()) continue;
        std::int64_t divisor = 0;
        for (const std::int64_t value : whole) divisor = std::gcd(divisor, value);
        if (divisor == 0) return {};
        for (std::int64_t& value : whole) value /= divisor;
        return whole;
    }
    return {};
}

Panel::Panel(std::size_t rows, std::size_t columns, std::vector<Depth> lower, std::vector<Depth> upper,
             std::vector<double> weights, Depth max_depth)
    : rows_(rows),
      columns_(columns),
      lower_(std::move(lower)),
      upper_(std::move(upper)),
      weights_(std::move(weights)),
      max_depth_(max_depth) {
    std::vector<Fault> faults;
    check_shape(rows_, columns_, lower_.size(), upper_.size(), weights_.size(), max_depth_, faults);
    if (faults.empty()) check_cells(columns_, lower_, upper_, max_depth_, faults);
    if (faults.empty() || faults.front().code != Code::shape) check_weights(weights_, faults);
    if (!faults.empty()) throw Error(std::move(faults));
    if (weights_.empty()) weights_.assign(columns_, 1.0);
    for (const double weight : weights_) equal_weights_ = equal_weights_ && weight == weights_.front();
    whole_weights_ = whole_proportions(weights_);
}

}  // namespace chirograph
