// Near names for messages: "did you mean ...?"
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace chirograph {

/// Smallest number of single-character insertions, deletions and replacements.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// Up to three candidates close enough to be a slip of the pen, nearest first; may be empty.
[[nodiscard]] std::vector<std::string_view> near_names(std::string_view wanted,
                                                       const std::vector<std::string_view>& candidates);

/// "did you mean 'a' or 'b'?", or `otherwise` when nothing is near.
[[nodiscard]] std::string did_you_mean(std::string_view wanted, const std::vector<std::string_view>& candidates,
                                       std::string_view otherwise);

}  // namespace chirograph
