#include "engine/panel/common.hpp"

#include <algorithm>
#include <utility>

namespace chirograph {
namespace {

using Places = std::vector<std::size_t>;

bool surely(const Panel& panel, std::size_t row, std::size_t column, Depth threshold) {
    return panel.lower(row, column) >= threshold;
}
bool possibly(const Panel& panel, std::size_t row, std::size_t column, Depth threshold) {
    return panel.upper(row, column) >= threshold;
}
bool open(const Panel& panel, std::size_t row, std::size_t column, Depth threshold) {
    return possibly(panel, row, column, threshold) && !surely(panel, row, column, threshold);
}

/// The named columns that all of `rows` reach surely, or possibly.
template <class Reaches>
Places reached_by(const Panel& panel, const Common& common, const Places& rows, const Reaches& reaches) {
    Places found;
    for (const std::size_t column : common.columns) {
        const auto here = [&](std::size_t row) { return reaches(panel, row, column, common.threshold); };
        if (std::ranges::all_of(rows, here)) found.push_back(column);
    }
    return found;
}

/// The named rows that are among `rows`, and the others.
std::pair<Places, Places> parted(const Common& common, std::span<const std::size_t> rows) {
    std::pair<Places, Places> found;
    for (const std::size_t row : common.rows) (among(rows, row) ? found.first : found.second).push_back(row);
    return found;
}

/// What else is asked of the cells of others that common areas look at.
class Ties {
public:
    Ties(const Panel& panel, const Constraints& constraints) : panel_(panel), constraints_(constraints) {}

    void look(const Common& common, std::span<const std::size_t> rows) {
        const auto [inside, others] = parted(common, rows);
        if (inside.empty() || others.empty()) return;
        const Places may = reached_by(panel_, common, common.rows, possibly);
        const Places sure = reached_by(panel_, common, others, surely);
        const auto undecided = [&](std::size_t column) { return !among(sure, column); };
        if (std::ranges::none_of(may, undecided)) return;
        ++concerned_;
        add(common.minimum > 0, common.maximum < may.size());
        for (const std::size_t column : may) {
            for (const std::size_t row : others) {
                if (undecided(column) && open(panel_, row, column, common.threshold)) look(common, row, column);
            }
        }
    }
    [[nodiscard]] bool follow() const { return !joint_ && (!more_ || !less_ || (concerned_ == 1 && !tied_)); }

private:
    void add(bool more, bool less) {
        more_ = more_ || more;
        less_ = less_ || less;
    }

    void look(const Common& common, std::size_t row, std::size_t column) {
        const auto here = [&](Depth threshold) { return open(panel_, row, column, threshold); };
        for (const ListLength& length : constraints_.lengths) {
            if (length.row != row || !here(length.threshold)) continue;
            tied_ = true;
            add(true, length.maximum < panel_.columns() && !has_room(length));
        }
        for (const AtLeastOne& block : constraints_.blocks) {
            if (block.row != row || !here(block.threshold) || !among(block.columns, column)) continue;
            tied_ = true;
            add(true, false);
        }
        for (const Common& other : constraints_.common) {
            const bool same = &other == &common;
            if (same || !among(other.rows, row) || !among(other.columns, column) || !here(other.threshold)) continue;
            tied_ = true;
            add(other.minimum > 0, limits(other));
        }
        for (const JointDomain& domain : constraints_.joint) {
            joint_ = joint_ || (domain.column == column && among(domain.rows, row));
        }
    }

    [[nodiscard]] bool limits(const Common& common) const {
        return common.maximum < reached_by(panel_, common, common.rows, possibly).size();
    }

    [[nodiscard]] bool has_room(const ListLength& length) const {
        const auto same_row = [&](const auto& one) { return one.row == length.row; };
        const auto names = [&](const auto& one) { return among(one.rows, length.row); };
        if (std::ranges::count_if(constraints_.lengths, same_row) > 1) return false;
        if (std::ranges::any_of(constraints_.blocks, same_row)) return false;
        if (std::ranges::any_of(constraints_.joint, names)) return false;
        std::size_t needed = 0;
        for (std::size_t column = 0; column < panel_.columns(); ++column) {
            needed += surely(panel_, length.row, column, length.threshold) ? 1 : 0;
        }
        for (const Common& common : constraints_.common) {
            if (!names(common)) continue;
            if (limits(common)) return false;
            needed += common.minimum;
        }
        return needed <= length.maximum;
    }

    const Panel& panel_;
    const Constraints& constraints_;
    std::size_t concerned_ = 0;
    bool more_ = false;   ///< something asks for more of these cells
    bool less_ = false;   ///< something asks for less
    bool tied_ = false;   ///< by more than the common areas looked at
    bool joint_ = false;  ///< a joint domain names one
};

}  // namespace

std::vector<Common> projected(const Panel& panel, const Common& common, std::span<const std::size_t> rows) {
    const auto [inside, others] = parted(common, rows);
    if (inside.empty()) return {};
    Places may = reached_by(panel, common, others, possibly);
    Places sure = reached_by(panel, common, others, surely);
    const std::size_t most = std::min(common.maximum, sure.size());
    if (may == sure) return {{inside, std::move(sure), common.minimum, most, common.threshold}};
    std::vector<Common> found;
    if (common.minimum > 0) {
        const std::size_t all = may.size();
        found.push_back({inside, std::move(may), common.minimum, all, common.threshold});
    }
    if (most < sure.size()) found.push_back({inside, std::move(sure), 0, most, common.threshold});
    return found;
}

bool projects_exactly(const Panel& panel, const Constraints& constraints, std::span<const std::size_t> rows) {
    Ties ties(panel, constraints);
    for (const Common& common : constraints.common) ties.look(common, rows);
    return ties.follow();
}

}  // namespace chirograph
