// One unknown cell: A = (1, 1, 0, unknown), B = (1, 0, 0, 1). Prints the sharp range of their Jaccard index.
#include <iostream>

#include "chirograph/engine.hpp"

int main() {
    const chirograph::Panel panel(2, 4, {1, 1, 0, 0, 1, 0, 0, 1}, {1, 1, 0, 1, 1, 0, 0, 1}, {}, 1);
    const auto& jaccard = chirograph::find_indicator("jaccard");
    const auto answer = chirograph::bound_pair(panel, {}, 0, 1, jaccard, chirograph::make_arguments(jaccard, {}, 1));
    std::cout << "[" << answer.range.lower.value << ", " << answer.range.upper.value << "]\n";
}
