#include "engine/interop/descent.hpp"

#include <algorithm>

#include "engine/base/watch.hpp"

namespace chirograph {
namespace {

constexpr double gain = 1e-12;

class Descent {
public:
    Descent(const MeanForms& forms, std::vector<std::size_t>& picks)
        : forms_(forms),
          items_(forms.items()),
          picks_(picks),
          sums_(forms.sums_of(picks)),
          cost_(forms.cost_of(sums_)) {
        for (std::size_t c = 0; c < items_.counters().size(); ++c) {
            std::size_t count = 0;
            for (std::size_t item = 0; item < picks.size(); ++item) count += counted(c, item, picks[item]);
            counts_.push_back(count);
        }
    }

    double run(double best) {
        while (ones() || (cost_ < best - gain && twos())) continue;
        return steps_;
    }

private:
    [[nodiscard]] std::size_t counted(std::size_t counter, std::size_t item, std::size_t pick) const {
        return items_.counted(counter, item, items_.items()[item][pick]);
    }

    void pick(std::size_t item, std::size_t option) {
        const std::span<const double> before = forms_.adds(item, picks_[item]);
        const std::span<const double> after = forms_.adds(item, option);
        for (std::size_t i = 0; i < sums_.size(); ++i) sums_[i] += after[i] - before[i];
        for (std::size_t c = 0; c < counts_.size(); ++c) {
            counts_[c] += counted(c, item, option);
            counts_[c] -= counted(c, item, picks_[item]);
        }
        picks_[item] = option;
        steps_ += static_cast<double>(sums_.size());
    }

    [[nodiscard]] bool within() const {
        for (std::size_t c = 0; c < counts_.size(); ++c) {
            const Counter& counter = items_.counters()[c];
            if (counts_[c] < counter.minimum || counts_[c] > counter.maximum) return false;
        }
        return true;
    }

    /// Does what is picked now cost less?
    bool better() {
        if (!within()) return false;
        checkpoint();
        const double cost = forms_.cost_of(sums_);
        steps_ += 4.0 * static_cast<double>(sums_.size());
        if (!(cost < cost_ - gain)) return false;
        cost_ = cost;
        return true;
    }

    bool one(std::size_t item) {
        const std::size_t before = picks_[item];
        for (std::size_t option = 0; option < items_.items()[item].size(); ++option) {
            if (option == before) continue;
            pick(item, option);
            if (better()) return true;
        }
        pick(item, before);
        return false;
    }

    bool ones() {
        bool fell = false;
        for (std::size_t item = 0; item < picks_.size(); ++item) fell = one(item) || fell;
        return fell;
    }

    bool twos() {
        for (std::size_t item = 0; item < picks_.size(); ++item) {
            const std::size_t before = picks_[item];
            for (std::size_t option = 0; option < items_.items()[item].size(); ++option) {
                if (option == before) continue;
                pick(item, option);
                for (std::size_t other = item + 1; other < picks_.size(); ++other) {
                    if (one(other)) return true;
                }
            }
            pick(item, before);
        }
        return false;
    }

    const MeanForms& forms_;
    const Items& items_;
    std::vector<std::size_t>& picks_;
    std::vector<double> sums_;
    double cost_;
    std::vector<std::size_t> counts_;
    double steps_ = 0.0;
};

}  // namespace

double descend(const MeanForms& forms, std::vector<std::size_t>& picks, double best) {
    return Descent(forms, picks).run(best);
}

}  // namespace chirograph
