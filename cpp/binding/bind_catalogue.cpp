// The catalogue as plain Python values: the only list of indicators that Python ever sees.
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "binding/binding.hpp"
#include "engine/catalogue/catalogue.hpp"
#include "engine/catalogue/nominal.hpp"

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
    py::dict known = traits(row.traits);
    if (row.arity == Arity::pair) known["kinds"] = nominal_of(row, make_arguments(row, {}, 3)) == Nominal::any;
    entry["traits"] = known;
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
    module.def(
        "nominal",
        [](const std::string& key, const std::map<std::string, double>& parameters, Depth max_depth) {
            const Indicator& row = find_indicator(key);
            const std::vector<std::pair<std::string_view, double>> given(parameters.begin(), parameters.end());
            return name(nominal_of(row, make_arguments(row, given, max_depth)));
        },
        py::arg("key"), py::arg("parameters"), py::arg("max_depth"),
        "What an index makes of kinds, codes without an order: none, one_set (for all areas) or any.");
}

}  // namespace chirograph::binding
