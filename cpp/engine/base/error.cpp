#include "engine/base/error.hpp"

#include <cstddef>

namespace chirograph {

std::string sentence(const Fault& fault) {
    std::string text;
    if (!fault.file.empty()) text += fault.file + ": ";
    if (!fault.place.empty()) text += fault.place + ": ";
    if (!fault.value.empty()) text += "found " + fault.value + "; ";
    text += fault.rule;
    if (!fault.repair.empty()) text += "; " + fault.repair;
    return text;
}

namespace {

std::string all_sentences(const std::vector<Fault>& faults) {
    std::string text;
    for (std::size_t i = 0; i < faults.size(); ++i) {
        if (i != 0) text += '\n';
        text += sentence(faults[i]);
    }
    return text;
}

}  // namespace

Error::Error(std::vector<Fault> faults) : std::runtime_error(all_sentences(faults)), faults_(std::move(faults)) {}

}  // namespace chirograph
