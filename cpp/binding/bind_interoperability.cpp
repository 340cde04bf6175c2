// Interoperability and profiles: the codebook's arrays in, bounds with witnesses and explanations out.
#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "binding/arrays.hpp"
#include "binding/binding.hpp"
#include "binding/interop_detail.hpp"
#include "binding/known.hpp"
#include "binding/watched.hpp"
#include "engine/base/error.hpp"
#include "engine/catalogue/catalogue.hpp"
#include "engine/interop/interop.hpp"

namespace chirograph::binding {
namespace {

using Parameters = std::map<std::string, double>;
using Rows = std::vector<std::size_t>;
/// (area, cap, system or area needed, at least)
using Needs = std::vector<std::tuple<std::size_t, Depth, std::size_t, unsigned>>;

std::size_t size_of(const py::array& array, py::ssize_t axis) {
    return axis < array.ndim() ? static_cast<std::size_t>(array.shape(axis)) : 0;
}

InteropModel make_model(const Array<Halves>& member_low, const Array<Halves>& member_high,
                        const Array<std::uint8_t>& between, const Array<Halves>& between_low,
                        const Array<Halves>& between_high, const Array<double>& relevance,
                        const Array<double>& system_relevance, const Array<double>& system_values,
                        const Array<double>& theta, const Array<double>& alpha, const Array<Depth>& menu,
                        const Array<Halves>& offered) {
    InteropModel model;
    model.systems = size_of(system_values, 0);
    model.dimensions = size_of(alpha, 0);
    model.member_low = copied(member_low);
    model.member_high = copied(member_high);
    model.between = copied(between);
    model.between_low = copied(between_low);
    model.between_high = copied(between_high);
    model.relevance = copied(relevance);
    model.system_relevance = copied(system_relevance);
    model.system_values = copied(system_values);
    model.theta = copied(theta);
    model.alpha = copied(alpha);
    model.menu = copied(menu);
    model.offered = copied(offered);
    return model;
}

AreaSets make_sets(const std::vector<Array<std::uint8_t>>& sets, const Rows& groups) {
    AreaSets result;
    result.groups = groups;
    for (const auto& marks : sets) result.sets.push_back(copied(marks));
    return result;
}

std::shared_ptr<InteropData> make_data(const Known& known, const Array<Halves>& member_low,
                                       const Array<Halves>& member_high, const Array<std::uint8_t>& between,
                                       const Array<Halves>& between_low, const Array<Halves>& between_high,
                                       const Array<double>& relevance, const Array<double>& system_relevance,
                                       const Array<double>& system_values, const Array<double>& theta,
                                       const Array<double>& alpha, const Array<Depth>& menu,
                                       const Array<Halves>& offered, const Needs& system_needs, const Needs& area_needs,
                                       const std::vector<Array<std::uint8_t>>& sets, const Rows& groups) {
    InteropModel model = make_model(member_low, member_high, between, between_low, between_high, relevance,
                                    system_relevance, system_values, theta, alpha, menu, offered);
    for (const auto& [area, cap, system, at_least] : system_needs) {
        model.system_needs.push_back({area, cap, system, static_cast<Halves>(at_least)});
    }
    for (const auto& [area, cap, needs, at_least] : area_needs) {
        model.area_needs.push_back({area, cap, needs, static_cast<Depth>(at_least)});
    }
    return std::make_shared<InteropData>(known.panel, known.constraints, std::move(model), make_sets(sets, groups));
}

Arguments arguments_of(const InteropData& data, const Indicator& row, const Parameters& parameters) {
    const std::vector<std::pair<std::string_view, double>> given(parameters.begin(), parameters.end());
    return make_arguments(row, given, data.panel().max_depth());
}

int undefined_of(const InteropRange& range) {
    if (!range.defined_possible) return 2;
    return range.undefined_possible ? 1 : 0;
}

py::object witness(const InteropEnd& end) {
    if (!end.witness) return py::none();
    py::dict found;
    found["depths"] = table(end.witness->depths);
    found["members"] = table(end.witness->members);
    found["between"] = vector(end.witness->between);
    return found;
}

py::dict described(const InteropRange& range, bool cut) {
    py::dict answer;
    answer["cut"] = cut;
    answer["lower"] = range.lower.value;
    answer["upper"] = range.upper.value;
    answer["sharp_lower"] = range.lower.sharp;
    answer["sharp_upper"] = range.upper.sharp;
    answer["undefined"] = undefined_of(range);
    answer["inner_lower"] = range.lower.attained;
    answer["inner_upper"] = range.upper.attained;
    answer["gap_lower"] = range.lower.gap;
    answer["gap_upper"] = range.upper.gap;
    answer["witness_lower"] = witness(range.lower);
    answer["witness_upper"] = witness(range.upper);
    return answer;
}

py::dict bound(const InteropData& data, const std::string& key, const Rows& rows, const Parameters& parameters,
               std::optional<std::size_t> steps, std::optional<double> seconds) {
    const InteropRow& row = find_interop(key);
    const Arguments arguments = arguments_of(data, row.row, parameters);
    InteropRange range;
    const bool cut =
        watched({seconds}, [&] { range = bound_interop(data, row, rows, arguments, budget_of<InteropBudget>(steps)); });
    return described(range, cut);
}

py::dict effective(const InteropData& data, const std::string& key, std::size_t p, std::size_t q,
                   const Parameters& parameters, std::optional<std::size_t> steps, std::optional<double> seconds) {
    const Indicator& row = find_indicator(key);
    const Arguments arguments = arguments_of(data, row, parameters);
    InteropRange range;
    const bool cut = watched(
        {seconds}, [&] { range = bound_effective(data, row, p, q, arguments, budget_of<InteropBudget>(steps)); });
    return described(range, cut);
}

}  // namespace

void bind_interoperability(py::module_& module) {
    py::class_<InteropData, std::shared_ptr<InteropData>>(
        module, "Interoperability", "A panel with systems, dimensions, prerequisites and a hub's menu, immutable.")
        .def(py::init(&make_data), py::arg("panel"), py::kw_only(), py::arg("member_low").noconvert(),
             py::arg("member_high").noconvert(), py::arg("between").noconvert(), py::arg("between_low").noconvert(),
             py::arg("between_high").noconvert(), py::arg("relevance").noconvert(),
             py::arg("system_relevance").noconvert(), py::arg("system_values").noconvert(),
             py::arg("theta").noconvert(), py::arg("alpha").noconvert(), py::arg("menu").noconvert(),
             py::arg("offered").noconvert(), py::arg("system_needs") = Needs{}, py::arg("area_needs") = Needs{},
             py::arg("sets") = std::vector<Array<std::uint8_t>>{}, py::arg("groups") = Rows{})
        .def("bound", &bound, py::arg("key"), py::arg("rows"), py::arg("parameters") = Parameters{},
             py::arg("budget") = std::nullopt, py::arg("seconds") = std::nullopt,
             "Bounds and witnesses of an indicator for one programme, a pair or a group.")
        .def("effective", &effective, py::arg("key"), py::arg("p"), py::arg("q"), py::arg("parameters") = Parameters{},
             py::arg("budget") = std::nullopt, py::arg("seconds") = std::nullopt,
             "Bounds and witnesses of a ratio of a pair on depths after prerequisites.")
        .def("detail", &detail, py::arg("p"), py::arg("q"), py::arg("high"),
             "What holds a pair down at its lower or upper corner.")
        .def("weakest", &weakest, py::arg("p"), py::arg("q"),
             "Whether each dimension can be the weakest of a pair; None where the search could not tell.");
}

}  // namespace chirograph::binding
