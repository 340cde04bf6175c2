#include "engine/panel/constraints.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "engine/base/error.hpp"

namespace chirograph {
namespace {

class Checker {
public:
    explicit Checker(const Panel& panel) : panel_(panel) {}

    void row(const std::string& place, std::size_t row) {
        if (row >= panel_.rows()) add(place, "row " + std::to_string(row), "the row exists", "name a row of the panel");
    }
    void column(const std::string& place, std::size_t column) {
        if (column >= panel_.columns()) {
            add(place, "column " + std::to_string(column), "the column exists", "name a column of the panel");
        }
    }
    void threshold(const std::string& place, Depth threshold) {
        if (threshold < 1 || threshold > panel_.max_depth()) {
            add(place, "threshold " + std::to_string(threshold), "thresholds lie in 1..max_depth", "correct it");
        }
    }
    void distinct(const std::string& place, std::vector<std::size_t> items, const std::string& what) {
        std::sort(items.begin(), items.end());
        if (items.empty()) add(place, "no " + what, "at least one " + what + " is named", "name one");
        if (std::adjacent_find(items.begin(), items.end()) != items.end()) {
            add(place, "a " + what + " twice", "each " + what + " is named once", "remove the repetition");
        }
    }
    void add(const std::string& place, std::string value, std::string rule, std::string repair) {
        faults_.push_back({Code::constraint, "", place, std::move(value), std::move(rule), std::move(repair)});
    }
    void finish() {
        if (!faults_.empty()) throw Error(std::move(faults_));
    }

private:
    const Panel& panel_;
    std::vector<Fault> faults_;
};

void check_length(const ListLength& length, const std::string& place, const Panel& panel, Checker& checker) {
    checker.row(place, length.row);
    checker.threshold(place, length.threshold);
    if (length.minimum > length.maximum || length.maximum > panel.columns()) {
        checker.add(place, std::to_string(length.minimum) + ".." + std::to_string(length.maximum),
                    "0 <= minimum <= maximum <= number of areas (" + std::to_string(panel.columns()) + ")",
                    "correct the range");
    }
}

void check_common(const Common& common, const std::string& place, Checker& checker) {
    checker.threshold(place, common.threshold);
    checker.distinct(place, common.rows, "row");
    checker.distinct(place, common.columns, "column");
    for (const std::size_t row : common.rows) checker.row(place, row);
    for (const std::size_t column : common.columns) checker.column(place, column);
    if (common.minimum > common.maximum || common.maximum > common.columns.size()) {
        checker.add(place, std::to_string(common.minimum) + ".." + std::to_string(common.maximum),
                    "0 <= minimum <= maximum <= number of areas (" + std::to_string(common.columns.size()) + ")",
                    "correct the range");
    }
}

void check_joint(const JointDomain& domain, const std::string& place, const Panel& panel, Checker& checker) {
    checker.column(place, domain.column);
    checker.distinct(place, domain.rows, "row");
    for (const std::size_t row : domain.rows) checker.row(place, row);
    if (domain.allowed.empty()) checker.add(place, "no allowed depths", "at least one is allowed", "add one");
    for (const auto& depths : domain.allowed) {
        const bool deep = std::any_of(depths.begin(), depths.end(), [&](Depth d) { return d > panel.max_depth(); });
        if (depths.size() != domain.rows.size() || deep) {
            checker.add(place, std::to_string(depths.size()) + " depths",
                        "each allowed entry has one depth in 0..max_depth per row", "correct the entry");
        }
    }
}

}  // namespace

void check(const Constraints& constraints, const Panel& panel) {
    Checker checker(panel);
    for (std::size_t i = 0; i < constraints.lengths.size(); ++i) {
        check_length(constraints.lengths[i], "list length " + std::to_string(i), panel, checker);
    }
    for (std::size_t i = 0; i < constraints.joint.size(); ++i) {
        check_joint(constraints.joint[i], "joint domain " + std::to_string(i), panel, checker);
    }
    for (std::size_t i = 0; i < constraints.blocks.size(); ++i) {
        const AtLeastOne& block = constraints.blocks[i];
        const std::string place = "block " + std::to_string(i);
        checker.row(place, block.row);
        checker.threshold(place, block.threshold);
        checker.distinct(place, block.columns, "column");
        for (const std::size_t column : block.columns) checker.column(place, column);
    }
    for (std::size_t i = 0; i < constraints.common.size(); ++i) {
        check_common(constraints.common[i], "common areas " + std::to_string(i), checker);
    }
    checker.finish();
}

}  // namespace chirograph
