#include "io/dataset/coding.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "engine/base/error.hpp"
#include "io/dataset/codings.hpp"
#include "io/json/text.hpp"

namespace chirograph::io {

namespace {

/// The listing rule that gives a cell its status, and how far listings alone raise it.
struct Listed {
    bool any = false;
    std::size_t rule = 0;  ///< the first in the order of the codebook
    Depth lower = 0;
};

bool counts(const Dataset& dataset, const Listing& listing, std::size_t grade) {
    return dataset.coding.listing[listing.rule].grades[grade] != 0;
}

bool counts(const Dataset& dataset, const Commitment& commitment, std::size_t grade) {
    return commitment.counts && dataset.coding.grades[grade].links[commitment.link] != 0;
}

std::vector<Listed> listed_cells(const Dataset& dataset, std::size_t grade) {
    const std::size_t columns = dataset.areas.size();
    std::vector<Listed> cells(dataset.programmes.size() * columns);
    for (const Listing& listing : dataset.listings) {
        if (!counts(dataset, listing, grade)) continue;
        for (const std::size_t area : listing.areas) {
            Listed& cell = cells[listing.programme * columns + area];
            cell.rule = cell.any ? std::min(cell.rule, listing.rule) : listing.rule;
            cell.lower = std::max(cell.lower, dataset.coding.listing[listing.rule].lower);
            cell.any = true;
        }
    }
    return cells;
}

void code_cell(const Dataset& dataset, const Programme& programme, const Listed& listed, Cells& cells, std::size_t at) {
    const Coding& coding = dataset.coding;
    const Coding::UnlistedRule& unlisted = coding.unlisted[programme.list_rule];
    cells.lower[at] = listed.any ? listed.lower : unlisted.lower;
    cells.upper[at] = listed.any ? coding.listed_upper : unlisted.upper;
    const std::size_t status = listed.any ? coding.listing[listed.rule].status : unlisted.status;
    cells.status[at] = static_cast<std::uint8_t>(status);
}

/// Commitments raise the lower end; a cell that was not listed becomes one that is named by what is done in it.
void raise(const Dataset& dataset, std::size_t grade, const std::vector<Listed>& listed, Cells& cells) {
    const Coding& coding = dataset.coding;
    for (const Commitment& commitment : dataset.commitments) {
        const std::size_t at = commitment.programme * cells.columns + commitment.area;
        if (!counts(dataset, commitment, grade)) continue;
        if (!listed[at].any && coding.grades[grade].raise_only_listed) continue;
        if (!listed[at].any && commitment.shown > cells.lower[at]) {
            cells.upper[at] = coding.listed_upper;
            cells.status[at] = static_cast<std::uint8_t>(coding.raised_status);
        }
        cells.lower[at] = std::max(cells.lower[at], commitment.shown);
    }
}

/// The records behind cells, by their place.
using CellRecords = std::map<std::size_t, std::vector<RecordName>>;

/// The counting listings of every cell, and the commitments that raise it furthest.
CellRecords listed_records(const Dataset& dataset, std::size_t grade, const std::vector<Listed>& listed,
                           const Cells& cells) {
    CellRecords records;
    for (const Listing& listing : dataset.listings) {
        if (!counts(dataset, listing, grade)) continue;
        for (const std::size_t area : listing.areas) {
            records[listing.programme * cells.columns + area].push_back({"listings", listing.id});
        }
    }
    for (const Commitment& commitment : dataset.commitments) {
        const std::size_t at = commitment.programme * cells.columns + commitment.area;
        if (!counts(dataset, commitment, grade) || commitment.shown != cells.lower[at]) continue;
        if (!listed[at].any && dataset.coding.grades[grade].raise_only_listed) continue;
        const Depth before = listed[at].any
                                 ? listed[at].lower
                                 : dataset.coding.unlisted[dataset.programmes[commitment.programme].list_rule].lower;
        if (commitment.shown > before) records[at].push_back({"commitments", commitment.id});
    }
    return records;
}

/// What is shown of each coded cell besides its codings. It counts as listed, so commitments inside raise it too.
std::map<std::size_t, Shown> shown_cells(const Dataset& dataset, std::size_t grade, const std::vector<Listed>& listed,
                                         const std::map<std::size_t, CellCodings>& codings) {
    std::map<std::size_t, Shown> shown;
    for (const auto& [at, cell] : codings) {
        const bool any = listed[at].any;
        const auto& rules = dataset.coding.listing;
        shown[at] = {listed[at].lower, any ? rules[listed[at].rule].status : dataset.coding.raised_status, {}};
    }
    const auto each = [&](const auto& visit) {
        for (const Listing& listing : dataset.listings) {
            for (const std::size_t area : listing.areas) {
                const auto cell = shown.find(listing.programme * dataset.areas.size() + area);
                if (cell == shown.end() || !counts(dataset, listing, grade)) continue;
                visit(cell->second, dataset.coding.listing[listing.rule].lower, RecordName{"listings", listing.id});
            }
        }
        for (const Commitment& commitment : dataset.commitments) {
            const auto cell = shown.find(commitment.programme * dataset.areas.size() + commitment.area);
            if (cell == shown.end() || !counts(dataset, commitment, grade)) continue;
            visit(cell->second, commitment.shown, RecordName{"commitments", commitment.id});
        }
    };
    each([](Shown& cell, Depth depth, const RecordName&) { cell.lower = std::max(cell.lower, depth); });
    each([](Shown& cell, Depth depth, const RecordName& name) {
        if (depth == cell.lower) cell.records.push_back(name);
    });
    return shown;
}

/// Every cell; with `records` also what makes it so.
Cells coded_cells(const Dataset& dataset, std::size_t grade, std::string_view coders, CellRecords* records) {
    Cells cells;
    cells.rows = dataset.programmes.size();
    cells.columns = dataset.areas.size();
    cells.lower.resize(cells.rows * cells.columns);
    cells.upper.resize(cells.rows * cells.columns);
    cells.status.resize(cells.rows * cells.columns);
    const std::vector<Listed> listed = listed_cells(dataset, grade);
    for (std::size_t at = 0; at < listed.size(); ++at) {
        code_cell(dataset, dataset.programmes[at / cells.columns], listed[at], cells, at);
    }
    raise(dataset, grade, listed, cells);
    if (records != nullptr) *records = listed_records(dataset, grade, listed, cells);
    const Combine combine = find_combine(dataset, coders);
    const auto codings = counting_codings(dataset, grade, combine);
    const auto shown = shown_cells(dataset, grade, listed, codings);
    for (const auto& [at, cell] : codings) {
        const bool more = code_from(dataset, cell, shown.at(at), cells, at, combine.kind);
        if (records == nullptr) continue;
        std::vector<RecordName> names;
        for (const Coded* coded : cell.codings) names.push_back({"codings", coded->id});
        if (cell.decision != nullptr) names.push_back({"adjudications", cell.decision->id});
        const auto& others = shown.at(at).records;
        if (more) names.insert(names.end(), others.begin(), others.end());
        (*records)[at] = std::move(names);
    }
    return cells;
}

/// Position of the latest programme of a kind for each partner that has one.
std::map<std::size_t, std::size_t> latest_programmes(const Dataset& dataset, std::string_view kind) {
    std::map<std::size_t, std::size_t> latest;
    for (std::size_t i = 0; i < dataset.programmes.size(); ++i) {
        const Programme& programme = dataset.programmes[i];
        if (!programme.partner || programme.kind != kind) continue;
        const auto [found, fresh] = latest.emplace(*programme.partner, i);
        if (!fresh && dataset.programmes[found->second].concluded_by <= programme.concluded_by) found->second = i;
    }
    if (!latest.empty()) return latest;
    std::set<std::string_view> kinds;
    for (const Programme& programme : dataset.programmes) kinds.insert(programme.kind);
    throw Error(Fault{Code::index, "", "kind", in_quotes(kind), "no partner has a programme of this kind",
                      suggestion(kind, {kinds.begin(), kinds.end()}, "use a kind of the dataset")});
}

}  // namespace

Cells code_cells(const Dataset& dataset, std::size_t grade, std::string_view coders) {
    return coded_cells(dataset, grade, coders, nullptr);
}

Dataset without(Dataset dataset, const RecordName& record) {
    const auto named = [&](const auto& one) { return one.id == record.id; };
    dataset.text.clear();
    if (record.table == "listings") {
        std::erase_if(dataset.listings, named);
    } else if (record.table == "commitments") {
        std::erase_if(dataset.commitments, named);
    } else {
        throw Error(Fault{Code::parameter, "", "table", in_quotes(record.table),
                          "it is a table that cells are read from", "name listings or commitments"});
    }
    return dataset;
}

std::vector<Decision> decisions(const Dataset& dataset, std::size_t grade, std::string_view coders) {
    CellRecords records;
    const Cells cells = coded_cells(dataset, grade, coders, &records);
    std::vector<Decision> result;
    for (auto& [at, names] : records) result.push_back({at / cells.columns, at % cells.columns, std::move(names)});
    return result;
}

std::vector<ListRange> list_ranges(const Dataset& dataset, std::size_t grade) {
    if (!dataset.coding.grades[grade].list_length) return {};
    std::vector<std::size_t> titles(dataset.programmes.size());
    std::vector<std::set<std::size_t>> covered(dataset.programmes.size());
    for (const Listing& listing : dataset.listings) {
        if (!counts(dataset, listing, grade)) continue;
        ++titles[listing.programme];
        covered[listing.programme].insert(listing.areas.begin(), listing.areas.end());
    }
    std::set<std::size_t> coded;
    for (const auto& [at, cell] : counting_codings(dataset, grade, Combine{})) coded.insert(at / dataset.areas.size());
    std::vector<ListRange> ranges;
    for (std::size_t i = 0; i < dataset.programmes.size(); ++i) {
        const auto& total = dataset.programmes[i].own_list;
        if (!total || coded.contains(i)) continue;
        const std::size_t unread = *total - std::min(*total, titles[i]);
        const std::size_t most = covered[i].size() + dataset.coding.areas_per_title * unread;
        ranges.push_back({i, covered[i].size(), std::min(dataset.areas.size(), most), *total, titles[i]});
    }
    return ranges;
}

NamedPanel latest_panel(const Dataset& dataset, std::string_view kind, std::string_view grade) {
    const std::size_t position = find_grade(dataset, grade);
    const auto chosen = latest_programmes(dataset, kind);
    const Cells cells = code_cells(dataset, position);
    const std::vector<ListRange> ranges = list_ranges(dataset, position);
    std::vector<Depth> lower;
    std::vector<Depth> upper;
    std::vector<std::string> rows;
    Constraints constraints;
    for (const auto& [partner, programme] : chosen) {
        const auto first = static_cast<std::ptrdiff_t>(programme * cells.columns);
        const auto last = first + static_cast<std::ptrdiff_t>(cells.columns);
        lower.insert(lower.end(), cells.lower.begin() + first, cells.lower.begin() + last);
        upper.insert(upper.end(), cells.upper.begin() + first, cells.upper.begin() + last);
        for (const ListRange& range : ranges) {
            if (range.programme != programme) continue;
            constraints.lengths.push_back({rows.size(), range.minimum, range.maximum, 1});
        }
        rows.push_back(dataset.partners[partner]);
    }
    return {Panel(rows.size(), cells.columns, std::move(lower), std::move(upper), {}, dataset.max_depth), rows,
            dataset.areas, std::move(constraints)};
}

}  // namespace chirograph::io
