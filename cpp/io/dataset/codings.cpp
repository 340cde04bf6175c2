#include "io/dataset/codings.hpp"

#include <algorithm>
#include <cstdint>

#include "engine/base/error.hpp"
#include "io/json/text.hpp"

namespace chirograph::io {

namespace {

struct Interval {
    Depth lower = 0;
    Depth upper = 0;
    std::size_t status = 0;
};

/// What coders say together, and what was decided, before anything else is looked at.
Interval combined(const Dataset& dataset, const CellCodings& cell, Combine::Kind kind) {
    const CodingsRule& rule = *dataset.coding.codings;
    if (cell.decision != nullptr && cell.decision->decided) {
        return {cell.decision->lower, cell.decision->upper, rule.adjudicated_status};
    }
    const Coded& first = *cell.codings.front();
    Interval made{first.lower, first.upper, first.status};
    bool same = true;
    for (const Coded* coded : cell.codings) {
        same = same && coded->lower == first.lower && coded->upper == first.upper;
        made.lower = std::min(made.lower, coded->lower);
        made.upper = std::max(made.upper, coded->upper);
    }
    if (same) return made;
    if (kind == Combine::Kind::agreed) return {0, dataset.max_depth, rule.differ_status};
    made.status = rule.differ_status;
    return made;
}

}  // namespace

Combine find_combine(const Dataset& dataset, std::string_view name) {
    const auto& rule = dataset.coding.codings;
    if (!rule && name.empty()) return {};
    if (!rule) {
        throw Error(Fault{Code::parameter, "", "parameter coders", in_quotes(name), "the dataset has no codings",
                          "leave it out"});
    }
    const auto found = combine_named(*rule, name);
    if (found) return *found;
    std::vector<std::string_view> known;
    for (const auto& [word, kind] : combine_words) known.push_back(word);
    known.insert(known.end(), rule->coders.begin(), rule->coders.end());
    throw Error(Fault{Code::parameter, "", "parameter coders", in_quotes(name),
                      "span, agreed, adjudicated, or a coder of the codebook",
                      suggestion(name, known, "use " + any_of(quoted_names(known)))});
}

std::map<std::size_t, CellCodings> counting_codings(const Dataset& dataset, std::size_t grade, const Combine& combine) {
    std::map<std::size_t, CellCodings> cells;
    const auto& rule = dataset.coding.codings;
    if (!rule || rule->grades[grade] == 0) return cells;
    const auto at = [&](const auto& record) { return record.programme * dataset.areas.size() + record.area; };
    for (const Coded& coded : dataset.codings) {
        if (combine.kind == Combine::Kind::one && coded.coder != combine.coder) continue;
        cells[at(coded)].codings.push_back(&coded);
    }
    for (auto& [cell, found] : cells) {
        std::sort(found.codings.begin(), found.codings.end(),
                  [](const Coded* one, const Coded* other) { return one->coder < other->coder; });
    }
    if (combine.kind != Combine::Kind::adjudicated) return cells;
    for (const Adjudication& decision : dataset.adjudications) cells.at(at(decision)).decision = &decision;
    return cells;
}

bool code_from(const Dataset& dataset, const CellCodings& cell, const Shown& shown, Cells& cells, std::size_t at,
               Combine::Kind kind) {
    Interval made = combined(dataset, cell, kind);
    const bool counts = shown.lower > made.lower;
    if (shown.lower > made.upper) {
        made.upper = shown.lower;
        made.status = dataset.coding.codings->conflict_status;
    } else if (counts) {
        made.lower = shown.lower;
        made.status = shown.status;
    }
    cells.lower[at] = made.lower;
    cells.upper[at] = made.upper;
    cells.status[at] = static_cast<std::uint8_t>(made.status);
    return counts;
}

}  // namespace chirograph::io
