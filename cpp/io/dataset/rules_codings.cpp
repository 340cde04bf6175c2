#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "io/dataset/dataset.hpp"
#include "io/dataset/reader.hpp"
#include "io/dataset/rules.hpp"
#include "io/json/text.hpp"

namespace chirograph::io {

namespace {

using nlohmann::json;
using Cell = std::pair<std::string_view, std::string_view>;

std::string nth(std::string_view table, std::size_t i) {
    return std::string(table) + "/" + std::to_string(i);
}

Cell cell_of(const json& record) {
    return {text_view(record, "programme"), text_view(record, "area")};
}

/// The way of combining is one of the words or a coder, and no coder is called by such a word.
void check_combine(const json& rules, FaultList& faults) {
    std::vector<std::string_view> known;
    for (const auto& [word, kind] : combine_words) known.push_back(word);
    const std::vector<std::string_view> words = known;
    const json& coders = list(rules, "coders");
    for (std::size_t i = 0; i < coders.size(); ++i) {
        const std::string_view name = text_view(coders[i], "id");
        if (std::find(words.begin(), words.end(), name) != words.end()) {
            faults.add(Code::reference, nth("/codebook/coding/codings/coders", i) + "/id", in_quotes(name),
                       "the word stands for a way of combining codings", "give the coder another name");
        }
        known.push_back(name);
    }
    const std::string_view combine = text_view(rules, "combine");
    if (std::find(known.begin(), known.end(), combine) != known.end()) return;
    faults.add(Code::reference, "/codebook/coding/codings/combine", in_quotes(combine),
               "span, agreed, adjudicated, or a coder of codebook.coding.codings.coders",
               suggestion(combine, known, "use one of them"));
}

void check_once(const json& document, FaultList& faults) {
    std::map<std::tuple<Cell, std::string_view>, std::size_t> seen;
    const json& codings = list(document, "codings");
    for (std::size_t i = 0; i < codings.size(); ++i) {
        const std::string_view coder = text_view(codings[i], "coder");
        const auto [first, fresh] = seen.emplace(std::tuple(cell_of(codings[i]), coder), i);
        if (fresh) continue;
        faults.add(Code::reference, nth("/codings", i), "a second coding by " + in_quotes(coder),
                   "a coder codes a cell once",
                   "remove one of the two; the first is " + nth("/codings", first->second));
    }
}

void check_decisions(const json& document, FaultList& faults) {
    std::map<Cell, std::size_t> coded;
    std::map<Cell, std::size_t> decided;
    for (const json& record : list(document, "codings")) coded.emplace(cell_of(record), 0);
    const json& decisions = list(document, "adjudications");
    for (std::size_t i = 0; i < decisions.size(); ++i) {
        const json& record = decisions[i];
        const std::string place = nth("/adjudications", i);
        if (!coded.contains(cell_of(record))) {
            faults.add(Code::reference, place,
                       joined({text_view(record, "programme"), ", ", text_view(record, "area")}),
                       "a decision is about a cell that was coded", "add the codings, or remove the decision");
        }
        const auto [first, fresh] = decided.emplace(cell_of(record), i);
        if (!fresh) {
            faults.add(Code::reference, place, "a second decision", "a cell is decided once",
                       "remove one of the two; the first is " + nth("/adjudications", first->second));
        }
        if (whole_if_any(record, "lower").has_value() != whole_if_any(record, "upper").has_value()) {
            faults.add(Code::reference, place,
                       "lower " + field(record, "lower").dump() + ", upper " + field(record, "upper").dump(),
                       "both ends are given, or both are null", "write null in both where it stays open");
        }
    }
}

}  // namespace

void check_codings(const json& document, FaultList& faults) {
    const json& coding = field(field(document, "codebook"), "coding");
    if (coding.contains("codings")) check_combine(field(coding, "codings"), faults);
    check_once(document, faults);
    check_decisions(document, faults);
}

}  // namespace chirograph::io
