// The catalogue as plain Python values: the only list of indicators that Python ever sees.
#include <pybind11/pybind11.h>

#include <string_view>

#include "binding/binding.hpp"
#include "engine/catalogue/catalogue.hpp"

namespace chirograph::binding {
namespace {

namespace py = pybind11;

const char* name(Arity arity) {
    switch (arity) {
        case Arity::pair:
            return "pair";
        case Arity::dyad:
            return "dyad";
        case Arity::programme:
            return "programme";
        case Arity::group:
            return "group";
    }
    return "";
}

const char* name(Direction direction) {
    switch (direction) {
        case Direction::similarity:
            return "similarity";
        case Direction::dissimilarity:
            return "dissimilarity";
        case Direction::neutral:
            return "neutral";
    }
    return "";
}

py::list choices(std::string_view text) {
    py::list list;
    while (!text.empty()) {
        const auto bar = text.find('|');
        list.append(py::str(std::string(text.substr(0, bar))));
        text = bar == std::string_view::npos ? std::string_view{} : text.substr(bar + 1);
    }
    return list;
}

py::list parameters(const Indicator& row) {
    py::list list;
    for (std::size_t i = 0; i < row.parameter_count(); ++i) {
        const Parameter& parameter = row.parameters[i];
        py::dict entry;
        entry["name"] = parameter.name;
        entry["default"] = parameter.preset;
        entry["low"] = parameter.low;
        entry["high"] = parameter.high;
        entry["whole"] = parameter.whole;
        entry["within_scale"] = parameter.within_scale;
        entry["meaning"] = parameter.meaning;
        entry["choices"] = choices(parameter.choices);
        list.append(entry);
    }
    return list;
}

py::dict traits(const Traits& traits) {
    py::dict entry;
    entry["symmetric"] = traits.symmetric;
    entry["identity"] = traits.identity;
    entry["ignores_joint_absence"] = traits.ignores_joint_absence;
    entry["weighted"] = traits.weighted;
    entry["uses_levels"] = traits.uses_levels;
    return entry;
}

py::dict described(const Indicator& row) {
    py::dict entry;
    entry["key"] = row.key;
    entry["title"] = row.title;
    entry["question"] = row.question;
    entry["formula"] = row.formula;
    entry["reference"] = row.reference;
    entry["undefined"] = row.undefined;
    entry["family"] = row.solver != nullptr ? row.solver->family : row.family;
    entry["arity"] = name(row.arity);
    entry["direction"] = name(row.direction);
    entry["low"] = row.low;
    entry["high"] = row.high;
    entry["traits"] = traits(row.traits);
    entry["parameters"] = parameters(row);
    return entry;
}

}  // namespace

void bind_catalogue(py::module_& module) {
    module.def(
        "catalogue",
        [] {
            py::list rows;
            for (const Indicator& row : catalogue) rows.append(described(row));
            return rows;
        },
        "Every indicator as a dictionary, in the order of the table.");
}

}  // namespace chirograph::binding
