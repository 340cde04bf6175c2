// Panels and pairs. Arguments are converted first; then the interpreter lock is released around the engine, which
// touches nothing of Python.
#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <initializer_list>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "binding/arrays.hpp"
#include "binding/binding.hpp"
#include "binding/known.hpp"
#include "binding/watched.hpp"
#include "engine/base/error.hpp"
#include "engine/catalogue/catalogue.hpp"
#include "engine/pair/bounds.hpp"
#include "engine/pairs/all_pairs.hpp"

namespace chirograph::binding {
namespace {

using Lengths = std::vector<std::tuple<std::size_t, std::size_t, std::size_t, Depth>>;
using Joints = std::vector<std::tuple<std::size_t, std::vector<std::size_t>, std::vector<std::vector<Depth>>>>;
using Blocks = std::vector<std::tuple<std::size_t, std::vector<std::size_t>, Depth>>;
using Commons =
    std::vector<std::tuple<std::vector<std::size_t>, std::vector<std::size_t>, std::size_t, std::size_t, Depth>>;

std::string shape(const MatrixIn<Depth>& cells) {
    return std::to_string(cells.rows()) + " x " + std::to_string(cells.cols());
}

std::shared_ptr<Known> make_panel(const MatrixIn<Depth>& lower, const MatrixIn<Depth>& upper,
                                  const Array<double>& weights, Depth max_depth, const Lengths& lengths,
                                  const Joints& joint, const Blocks& blocks, const Commons& common) {
    if (lower.rows() != upper.rows() || lower.cols() != upper.cols()) {
        throw Error({Code::shape, "", "lower and upper", shape(lower) + " and " + shape(upper),
                     "both have the shape (programmes, areas)", "give two matrices of one shape"});
    }
    Constraints constraints;
    for (const auto& [row, minimum, maximum, threshold] : lengths) {
        constraints.lengths.push_back({row, minimum, maximum, threshold});
    }
    for (const auto& [column, members, allowed] : joint) constraints.joint.push_back({column, members, allowed});
    for (const auto& [row, members, threshold] : blocks) constraints.blocks.push_back({row, members, threshold});
    for (const auto& [rows, columns, minimum, maximum, threshold] : common) {
        constraints.common.push_back({rows, columns, minimum, maximum, threshold});
    }
    Panel panel(static_cast<std::size_t>(lower.rows()), static_cast<std::size_t>(lower.cols()), copied(lower),
                copied(upper), copied(weights), max_depth);
    check(constraints, panel);
    return std::make_shared<Known>(Known{std::move(panel), std::move(constraints)});
}

/// The steps of a pair, where they are given; else all pairs of a call share what it may take.
CallBudget call_budget(std::optional<std::size_t> steps) {
    if (!steps) return {};
    return {budget_of<Budget>(steps), std::numeric_limits<std::size_t>::max()};
}

/// Which pairs are asked for; every pair where nothing is given.
using Asked = std::optional<Array<bool>>;

template <class Compute>
py::dict matrices(std::size_t rows, const Held& held, const Asked& asked, const Compute& compute) {
    if (asked && (asked->ndim() != 2 || asked->size() != static_cast<py::ssize_t>(rows * rows) ||
                  asked->shape(0) != asked->shape(1))) {
        throw Error({Code::shape, "", "asked", std::to_string(asked->size()) + " flags",
                     "it has one flag for every pair", "give a matrix (programmes, programmes)"});
    }
    Array<double> lower({rows, rows});
    Array<double> upper({rows, rows});
    Array<double> inner_lower({rows, rows});
    Array<double> inner_upper({rows, rows});
    Array<bool> sharp({rows, rows});
    Array<std::uint8_t> undefined({rows, rows});
    Array<std::uint64_t> spent({rows, rows});
    static_assert(sizeof(bool) == 1);
    const std::span<bool> flags = fill(sharp);
    const PairMatrices out{
        fill(lower),
        fill(upper),
        fill(inner_lower),
        fill(inner_upper),
        {reinterpret_cast<std::uint8_t*>(flags.data()), flags.size()},
        fill(undefined),
        fill(spent),
        {reinterpret_cast<const std::uint8_t*>(asked ? asked->data() : nullptr), asked ? flags.size() : 0}};
    std::size_t allotted = 0;
    const bool cut = watched(held, [&] { allotted = compute(out); });
    py::dict answer;
    answer["allotted"] = allotted;
    answer["cut"] = cut;
    answer["lower"] = std::move(lower);
    answer["upper"] = std::move(upper);
    answer["inner_lower"] = std::move(inner_lower);
    answer["inner_upper"] = std::move(inner_upper);
    answer["sharp"] = std::move(sharp);
    answer["undefined"] = std::move(undefined);
    answer["spent"] = std::move(spent);
    return answer;
}

py::dict overlap(const Known& known, const std::string& key, const Parameters& parameters, unsigned threads,
                 std::optional<std::size_t> steps, std::optional<double> seconds, const py::object& progress,
                 const Asked& asked) {
    const auto [indicator, arguments] = row_of(key, parameters, known.panel.max_depth());
    const auto compute = [&, row = indicator, &values = arguments](const PairMatrices& out) {
        return bound_all(known.panel, known.constraints, *row, values, threads, out, call_budget(steps));
    };
    return matrices(known.panel.rows(), {seconds, progress}, asked, compute);
}

void require_rows(const Panel& panel, std::initializer_list<std::size_t> rows) {
    for (const std::size_t row : rows) {
        if (row >= panel.rows()) {
            throw Error({Code::index, "", "row", std::to_string(row), "the row exists", "name a row of the panel"});
        }
    }
}

py::dict scoring_free(const Known& known, unsigned threads, const Asked& asked) {
    return matrices(known.panel.rows(), {}, asked, [&](const PairMatrices& out) {
        return scoring_free_all(known.panel, known.constraints, threads, out);
    });
}

std::tuple<double, double, bool> scoring_free_pair(const Known& known, std::size_t p, std::size_t q) {
    require_rows(known.panel, {p, q});
    Range range;
    watched([&] { range = scoring_free_range(known.panel, known.constraints, p, q); });
    return {range.lower.value, range.upper.value, range.lower.sharp && range.upper.sharp};
}

py::object witness(const std::vector<Cell>& cells) {
    if (cells.empty()) return py::none();
    Matrix<Depth> depths(2, cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
        depths.col(static_cast<Eigen::Index>(i)) << cells[i].x, cells[i].y;
    }
    return py::cast(std::move(depths));
}

py::object vector_or_none(const std::vector<double>& values) {
    if (values.empty()) return py::none();
    return py::cast(vector(values));
}

py::dict pair(const Known& known, const std::string& key, std::size_t p, std::size_t q, const Parameters& parameters,
              std::optional<std::size_t> steps, std::optional<double> seconds) {
    const auto [indicator, arguments] = row_of(key, parameters, known.panel.max_depth());
    require_rows(known.panel, {p, q});
    PairAnswer result;
    const bool cut = watched({seconds}, [&, row = indicator, &values = arguments] {
        result = bound_pair(known.panel, known.constraints, p, q, *row, values, budget_of<Budget>(steps));
    });
    py::dict answer;
    answer["cut"] = cut;
    answer["lower"] = result.range.lower.value;
    answer["upper"] = result.range.upper.value;
    answer["inner_lower"] = result.range.lower.attained;
    answer["inner_upper"] = result.range.upper.attained;
    answer["gap_lower"] = result.range.lower.gap;
    answer["gap_upper"] = result.range.upper.gap;
    answer["spent"] = result.range.spent;
    answer["sharp_lower"] = result.range.lower.sharp;
    answer["sharp_upper"] = result.range.upper.sharp;
    answer["undefined"] = static_cast<int>(undefined_state(result.range));
    answer["witness_lower"] = witness(result.range.lower.witness);
    answer["witness_upper"] = witness(result.range.upper.witness);
    answer["witness_undefined"] = witness(result.undefined_witness);
    answer["contributions_lower"] = vector_or_none(result.contributions_lower);
    answer["contributions_upper"] = vector_or_none(result.contributions_upper);
    return answer;
}

Eigen::Map<const Matrix<Depth>> depths(const Known& known, std::span<const Depth> cells) {
    return rows_of(cells, known.panel.rows(), known.panel.columns());
}

}  // namespace

void bind_panel(py::module_& module) {
    module.def(
        "widest_weight_ratio", [] { return widest_weight_ratio; },
        "The factor by which positive weights of a panel may differ.");
    py::class_<Known, std::shared_ptr<Known>>(module, "Panel", "Programmes x areas of depth intervals, immutable.")
        .def(py::init(&make_panel), py::arg("lower").noconvert(), py::arg("upper").noconvert(),
             py::arg("weights").noconvert(), py::arg("max_depth"), py::arg("lengths") = Lengths{},
             py::arg("joint") = Joints{}, py::arg("blocks") = Blocks{}, py::arg("common") = Commons{})
        .def_property_readonly("rows", [](const Known& known) { return known.panel.rows(); })
        .def_property_readonly("columns", [](const Known& known) { return known.panel.columns(); })
        .def_property_readonly("max_depth", [](const Known& known) { return known.panel.max_depth(); })
        .def_property_readonly("lower", [](const Known& known) { return depths(known, known.panel.lower()); })
        .def_property_readonly("upper", [](const Known& known) { return depths(known, known.panel.upper()); })
        .def_property_readonly("weights", [](const Known& known) { return list_of(known.panel.weights()); })
        .def("overlap", &overlap, py::arg("key"), py::arg("parameters") = Parameters{}, py::arg("threads") = 1U,
             py::arg("budget") = std::nullopt, py::arg("seconds") = std::nullopt, py::arg("progress") = py::none(),
             py::arg("asked") = std::nullopt, "Bounds of an index for every pair, or those asked for.")
        .def("scoring_free", &scoring_free, py::arg("threads") = 1U, py::arg("asked") = std::nullopt,
             "Range of Ruzicka over completions and over every increasing scoring of the levels.")
        .def("scoring_free_pair", &scoring_free_pair, py::arg("p"), py::arg("q"), "The same of one pair.")
        .def("pair", &pair, py::arg("key"), py::arg("p"), py::arg("q"), py::arg("parameters") = Parameters{},
             py::arg("budget") = std::nullopt, py::arg("seconds") = std::nullopt,
             "Bounds, witnesses and contributions of one pair.");
}

}  // namespace chirograph::binding
