#include "engine/interop/profile.hpp"

#include "engine/interop/ratio.hpp"

namespace chirograph {

InteropRange share_range(const InteropData& data, std::size_t row, ShareTerms terms, const Arguments& arguments,
                         std::span<const std::uint8_t> set, bool prerequisites, const InteropBudget& budget) {
    const AreaTerms area = [&](std::size_t column, std::span<const unsigned> values) {
        return terms(static_cast<Depth>(values[0]), set.empty() || set[column] != 0, arguments);
    };
    return ratio_range(data, {{row}, false, {}, {}, !prerequisites}, area, budget);
}

InteropRange known_share(const InteropData& data, std::size_t row, Depth threshold) {
    const Panel& panel = data.panel();  // as stated, whatever constraints say of it
    double sum = 0.0;
    double total = 0.0;
    for (std::size_t i = 0; i < panel.columns(); ++i) {
        const Depth low = panel.lower(row, i);
        const Depth high = panel.upper(row, i);
        total += panel.weights()[i];
        if (threshold == 0 ? low == high : (low >= threshold) == (high >= threshold)) sum += panel.weights()[i];
    }
    const InteropEnd end{sum / total, true, std::nullopt, sum / total};
    return {end, end, false, true};
}

}  // namespace chirograph
