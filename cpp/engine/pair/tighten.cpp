#include "engine/pair/tighten.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/search/counters.hpp"

namespace chirograph {
namespace {

class Tightener {
public:
    explicit Tightener(const Panel& panel)
        : columns_(panel.columns()),
          lower_(panel.lower().begin(), panel.lower().end()),
          upper_(panel.upper().begin(), panel.upper().end()) {}

    /// One round through all constraints; true when a cell changed.
    [[nodiscard]] bool round(const Constraints& constraints) {
        changed_ = false;
        for (const ListLength& length : constraints.lengths) apply(length);
        for (const AtLeastOne& block : constraints.blocks) apply(block);
        for (const JointDomain& domain : constraints.joint) apply(domain);
        for (const Common& common : constraints.common) apply(common);
        return changed_;
    }
    [[nodiscard]] Panel panel(const Panel& from) && {
        return {from.rows(),
                columns_,
                std::move(lower_),
                std::move(upper_),
                {from.weights().begin(), from.weights().end()},
                from.max_depth()};
    }

private:
    void apply(const ListLength& length) {
        std::size_t surely = 0;
        std::size_t possibly = 0;
        for (std::size_t c = 0; c < columns_; ++c) {
            surely += lower_[at(length.row, c)] >= length.threshold ? 1 : 0;
            possibly += upper_[at(length.row, c)] >= length.threshold ? 1 : 0;
        }
        if (surely > length.maximum || possibly < length.minimum) no_completion();
        if (surely == possibly) return;
        for (std::size_t c = 0; c < columns_; ++c) {
            const std::size_t cell = at(length.row, c);
            if (lower_[cell] >= length.threshold || upper_[cell] < length.threshold) continue;
            if (possibly == length.minimum) raise(cell, length.threshold);
            if (surely == length.maximum) cut(cell, static_cast<Depth>(length.threshold - 1));
        }
    }

    void apply(const AtLeastOne& block) {
        std::vector<std::size_t> able;
        for (const std::size_t column : block.columns) {
            if (upper_[at(block.row, column)] >= block.threshold) able.push_back(at(block.row, column));
        }
        if (able.empty()) no_completion();
        if (able.size() == 1) raise(able.front(), block.threshold);
    }

    void apply(const JointDomain& domain) {
        std::vector<Depth> least(domain.rows.size(), depth_limit);
        std::vector<Depth> most(domain.rows.size(), 0);
        bool any = false;
        for (const auto& depths : domain.allowed) {
            if (!inside(domain, depths)) continue;
            any = true;
            for (std::size_t i = 0; i < depths.size(); ++i) {
                least[i] = std::min(least[i], depths[i]);
                most[i] = std::max(most[i], depths[i]);
            }
        }
        if (!any) no_completion();
        for (std::size_t i = 0; i < domain.rows.size(); ++i) {
            raise(at(domain.rows[i], domain.column), least[i]);
            cut(at(domain.rows[i], domain.column), most[i]);
        }
    }

    /// As many as can be are all that can: each is. As many as may be are there: one that lacks one programme only is
    /// none.
    void apply(const Common& common) {
        std::size_t surely = 0;
        std::vector<std::size_t> able;
        for (const std::size_t column : common.columns) {
            if (!all(common, upper_, column)) continue;
            able.push_back(column);
            surely += all(common, lower_, column) ? 1 : 0;
        }
        if (surely > common.maximum || able.size() < common.minimum) no_completion();
        for (const std::size_t column : able) {
            std::vector<std::size_t> lacking;
            for (const std::size_t row : common.rows) {
                if (lower_[at(row, column)] < common.threshold) lacking.push_back(at(row, column));
            }
            if (able.size() == common.minimum) {
                for (const std::size_t cell : lacking) raise(cell, common.threshold);
            } else if (surely == common.maximum && lacking.size() == 1) {
                cut(lacking.front(), static_cast<Depth>(common.threshold - 1));
            }
        }
    }

    [[nodiscard]] bool all(const Common& common, const std::vector<Depth>& depths, std::size_t column) const {
        return std::all_of(common.rows.begin(), common.rows.end(),
                           [&](std::size_t row) { return depths[at(row, column)] >= common.threshold; });
    }

    [[nodiscard]] bool inside(const JointDomain& domain, const std::vector<Depth>& depths) const {
        for (std::size_t i = 0; i < depths.size(); ++i) {
            const std::size_t cell = at(domain.rows[i], domain.column);
            if (depths[i] < lower_[cell] || depths[i] > upper_[cell]) return false;
        }
        return true;
    }

    void raise(std::size_t cell, Depth least) {
        if (lower_[cell] >= least) return;
        lower_[cell] = least;
        changed_ = true;
    }
    void cut(std::size_t cell, Depth most) {
        if (upper_[cell] <= most) return;
        upper_[cell] = most;
        changed_ = true;
    }
    [[nodiscard]] std::size_t at(std::size_t row, std::size_t column) const { return row * columns_ + column; }

    std::size_t columns_;
    std::vector<Depth> lower_;
    std::vector<Depth> upper_;
    bool changed_ = false;
};

}  // namespace

Panel tightened(const Panel& panel, const Constraints& constraints) {
    if (constraints.empty()) return panel;
    Tightener tightener(panel);
    while (tightener.round(constraints)) {
    }
    return std::move(tightener).panel(panel);
}

}  // namespace chirograph
