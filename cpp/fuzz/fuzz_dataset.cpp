// The reader refuses with Error or gives cells within bounds; nothing else leaves it.
//
// An input that begins with 'E' is a script of edits to a valid dataset, so that the fuzzer gets past the schema;
// any other input is the file itself.
#include <array>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>

#include "io/dataset/coding.hpp"
#include "io/dataset/dataset.hpp"
#include "refusal.hpp"

namespace chirograph::io {
std::string_view minimal_dataset_text();
}

namespace {

using chirograph::fuzz::broken;
using nlohmann::json;
namespace io = chirograph::io;

/// Reads the script byte by byte; zeros after its end.
class Script {
public:
    explicit Script(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}
    [[nodiscard]] bool done() const { return at_ >= bytes_.size(); }
    std::size_t next(std::size_t choices) {
        const std::size_t byte = done() ? 0 : bytes_[at_];
        ++at_;
        return choices == 0 ? 0 : byte % choices;
    }
    std::string word() {
        const std::size_t length = next(24);
        std::string text;
        for (std::size_t i = 0; i < length; ++i) text += static_cast<char>(next(256));
        return text;
    }

private:
    std::span<const std::uint8_t> bytes_;
    std::size_t at_ = 0;
};

json value_of(Script& script) {
    static const std::array<const char*, 16> texts{"",           "XAA",       "XBB",    "P-XAA",        "P-XBB",  "S1",
                                                   "A1",         "A3",        "strict", "complete",     "inside", "NET",
                                                   "2025-02-30", "2024/2023", "derive", "complete_list"};
    switch (script.next(6)) {
        case 0:
            return nullptr;
        case 1:
            return script.next(2) == 1;
        case 2:
            return script.next(12);
        case 3:
            return static_cast<double>(script.next(40)) / 4.0 - 1.0;
        case 4:
            return texts[script.next(texts.size())];
        default:
            return script.word();
    }
}

json* child(json& parent, std::size_t index) {
    auto item = parent.begin();
    for (; index > 0; --index) ++item;
    return &*item;
}

void edit(json& document, Script& script) {
    json* at = &document;
    json* parent = nullptr;
    while (at->is_structured() && !at->empty()) {
        const std::size_t step = script.next(at->size() + (parent == nullptr ? 0 : 1));
        if (step == at->size()) break;
        parent = at;
        at = child(*at, step);
    }
    const std::size_t kind = script.next(5);
    if (kind == 0 && at->is_array() && !at->empty()) {
        at->push_back(at->front());
    } else if (kind == 1 && at->is_object()) {
        (*at)[script.word()] = value_of(script);
    } else if (kind == 2 && at->is_array() && !at->empty()) {
        at->erase(script.next(at->size()));
    } else if (kind == 3 && at->is_object() && !at->empty()) {
        auto item = at->begin();
        for (std::size_t i = script.next(at->size()); i > 0; --i) ++item;
        at->erase(item);
    } else {
        *at = value_of(script);
    }
}

std::string edited(std::span<const std::uint8_t> bytes) {
    static const json minimal = json::parse(io::minimal_dataset_text());
    json document = minimal;
    Script script(bytes);
    for (int i = 0; i < 16 && !script.done(); ++i) edit(document, script);
    return document.dump(-1, ' ', false, json::error_handler_t::replace);
}

void check_cells(const io::Dataset& dataset, std::size_t grade) {
    const io::Cells cells = io::code_cells(dataset, grade);
    const std::size_t size = dataset.programmes.size() * dataset.areas.size();
    if (cells.lower.size() != size || cells.upper.size() != size || cells.status.size() != size)
        broken("the shape of cells");
    for (std::size_t i = 0; i < size; ++i) {
        if (cells.lower[i] > cells.upper[i] || cells.upper[i] > dataset.max_depth)
            broken("lower <= upper <= top of the scale");
        if (cells.status[i] >= dataset.statuses.size()) broken("a status of the codebook");
    }
    for (const io::ListRange& range : io::list_ranges(dataset, grade)) {
        if (range.minimum > range.maximum || range.maximum > dataset.areas.size()) broken("a range of list lengths");
        if (range.titles_read > range.stated_total) broken("no more titles than the total");
    }
    for (const io::Decision& decision : io::decisions(dataset, grade)) {
        const std::size_t at = decision.programme * cells.columns + decision.area;
        const bool coded = !decision.records.empty() && decision.records.front().table == "codings";
        if (decision.records.empty() || (!coded && cells.upper[at] < dataset.coding.listed_upper)) {
            broken("a cell with records reaches up to listed_upper, unless it was coded from a text");
        }
    }
}

void check_dataset(const io::Dataset& dataset) {
    for (std::size_t grade = 0; grade < dataset.grades.size(); ++grade) check_cells(dataset, grade);
    for (const io::Programme& programme : dataset.programmes) {
        if (!programme.partner) continue;
        const io::NamedPanel named = io::latest_panel(dataset, programme.kind);
        check(named.constraints, named.panel);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span<const std::uint8_t> bytes(data, size);
    const bool script = !bytes.empty() && bytes.front() == 'E';
    const std::string text = script ? edited(bytes.subspan(1)) : std::string(bytes.begin(), bytes.end());
    try {
        check_dataset(io::read_dataset(text, "fuzz"));
    } catch (const chirograph::Error& error) {
        chirograph::fuzz::check_refusal(error);
    }
    return 0;
}
