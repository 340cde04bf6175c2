#include "engine/base/near_names.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace chirograph {

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
        }
    }
    return row.back();
}

std::vector<std::string_view> near_names(std::string_view wanted, const std::vector<std::string_view>& candidates) {
    std::vector<std::pair<std::size_t, std::string_view>> scored;
    for (const std::string_view candidate : candidates) {
        const std::size_t distance = edit_distance(wanted.substr(0, 64), candidate.substr(0, 64));
        if (distance <= std::max<std::size_t>(2, wanted.size() / 3)) scored.emplace_back(distance, candidate);
    }
    std::stable_sort(scored.begin(), scored.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < scored.size() && i < 3; ++i) names.push_back(scored[i].second);
    return names;
}

std::string did_you_mean(std::string_view wanted, const std::vector<std::string_view>& candidates,
                         std::string_view otherwise) {
    const auto names = near_names(wanted, candidates);
    if (names.empty()) return std::string(otherwise);
    std::string text = "did you mean ";
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i != 0) text += i + 1 == names.size() ? " or " : ", ";
        text += "'" + std::string(names[i]) + "'";
    }
    return text + "?";
}

}  // namespace chirograph
