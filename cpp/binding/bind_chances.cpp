// Completions under a prior: given, drawn, and the laws of an index.
#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "binding/arrays.hpp"
#include "binding/binding.hpp"
#include "binding/known.hpp"
#include "binding/watched.hpp"
#include "engine/base/error.hpp"
#include "engine/chances/draw.hpp"
#include "engine/chances/law.hpp"
#include "engine/chances/nodes.hpp"
#include "engine/chances/tally.hpp"
#include "engine/chances/values.hpp"

namespace chirograph::binding {
namespace {

template <class T>
std::span<const T> numbers(const Array<T>& array) {
    return {array.data(), static_cast<std::size_t>(array.size())};
}

RowPairs pairs_of(const Known& known, const Array<std::int64_t>& given) {
    RowPairs pairs;
    const auto rows = static_cast<std::int64_t>(known.panel.rows());
    for (py::ssize_t at = 0; at + 1 < given.size(); at += 2) {
        for (const std::int64_t row : {given.data()[at], given.data()[at + 1]}) {
            if (row >= 0 && row < rows) continue;
            throw Error({Code::index, "", "row", std::to_string(row), "the row exists", "name a row of the panel"});
        }
        pairs.emplace_back(given.data()[at], given.data()[at + 1]);
    }
    return pairs;
}

Nodes nodes_of(const Known& known, const Array<double>& weights, const Array<double>& chance) {
    return {known.panel, weights.ndim() == 2 ? static_cast<std::size_t>(weights.shape(1)) : 0, numbers(weights),
            numbers(chance)};
}

Array<double> values(const Known& known, const std::string& key, const Parameters& parameters,
                     const Array<std::int64_t>& pairs, const Array<Depth>& cells, unsigned threads,
                     const std::optional<Array<double>>& weights) {
    const auto [indicator, arguments] = row_of(key, parameters, known.panel.max_depth());
    const auto size = static_cast<py::ssize_t>(known.panel.rows() * known.panel.columns());
    if (cells.ndim() != 3 || cells.size() != cells.shape(0) * size ||
        cells.shape(1) != static_cast<py::ssize_t>(known.panel.rows())) {
        throw Error({Code::shape, "", "cells", std::to_string(cells.size()) + " depths",
                     "completions have the shape (completions, programmes, areas)", "give one depth for each cell"});
    }
    if (weights && weights->size() != cells.shape(0) * cells.shape(2)) {
        throw Error({Code::shape, "", "weights", std::to_string(weights->size()) + " numbers",
                     "weights have the shape (completions, areas)", "give one for each area of each completion"});
    }
    const RowPairs asked = pairs_of(known, pairs);
    Array<double> found({static_cast<std::size_t>(cells.shape(0)), asked.size()});
    const std::span<double> out = fill(found);
    watched([&, row = indicator, &given = arguments] {
        values_of(known.panel, *row, given, asked, numbers(cells),
                  weights ? numbers(*weights) : std::span<const double>{}, threads, out);
    });
    return found;
}

Array<Depth> draw_cells(const Known& known, const Array<double>& weights, const Array<double>& chance,
                        std::uint64_t seed, std::uint64_t first, std::size_t count, unsigned threads) {
    Array<Depth> cells({count, known.panel.rows(), known.panel.columns()});
    const std::span<Depth> out = fill(cells);
    watched([&] {
        draw(known.panel, known.constraints, nodes_of(known, weights, chance), {seed, first, count}, threads, out);
    });
    return cells;
}

std::pair<Array<double>, Array<double>> sample_values(const Known& known, const std::string& key,
                                                      const Parameters& parameters, const Array<std::int64_t>& pairs,
                                                      const Array<double>& weights, const Array<double>& chance,
                                                      std::uint64_t seed, std::uint64_t first, std::size_t count,
                                                      unsigned threads, double concentration) {
    const auto [indicator, arguments] = row_of(key, parameters, known.panel.max_depth());
    const RowPairs asked = pairs_of(known, pairs);
    Array<double> found({count, asked.size()});
    Array<double> drawn({concentration > 0.0 ? count : 0, known.panel.columns()});
    const std::span<double> out = fill(found);
    const DrawnWeights areas{concentration, fill(drawn)};
    watched([&, row = indicator, &given = arguments] {
        sample(known.panel, known.constraints, *row, given, asked, nodes_of(known, weights, chance),
               {seed, first, count}, threads, out, areas);
    });
    return {std::move(found), std::move(drawn)};
}

std::optional<Array<double>> terms_of(const Known& known, const std::string& key, const Parameters& parameters) {
    const auto [indicator, arguments] = row_of(key, parameters, known.panel.max_depth());
    if (indicator->terms == nullptr) return std::nullopt;
    const std::size_t levels = std::size_t{known.panel.max_depth()} + 1;
    Array<double> found({levels, levels, std::size_t{2}});
    auto out = fill(found).begin();
    for (std::size_t at = 0; at < levels * levels; ++at) {
        const Cell cell{static_cast<Depth>(at / levels), static_cast<Depth>(at % levels)};
        const Terms terms = indicator->terms(cell, arguments);
        *out++ = terms.f;
        *out++ = terms.g;
    }
    return found;
}

py::object law_or_none(const std::optional<Law>& law) {
    if (!law) return py::none();
    return py::make_tuple(vector(law->values), vector(law->chances));
}

/// Matrices over pairs; NaN where it is not known exactly.
py::dict square(const std::vector<std::optional<Beats>>& found, std::size_t pairs) {
    const auto size = static_cast<Eigen::Index>(pairs);
    Matrix<double> above = Matrix<double>::Constant(size, size, std::numeric_limits<double>::quiet_NaN());
    Matrix<double> equal = above;
    std::size_t at = 0;
    for (Eigen::Index i = 0; i < size; ++i) {
        for (Eigen::Index j = i + 1; j < size; ++j, ++at) {
            if (!found[at]) continue;
            above(i, j) = found[at]->above;
            above(j, i) = found[at]->below;
            equal(i, j) = equal(j, i) = found[at]->equal;
        }
    }
    py::dict answer;
    answer["above"] = std::move(above);
    answer["equal"] = std::move(equal);
    return answer;
}

py::dict laws_of(const Known& known, const std::string& key, const Parameters& parameters,
                 const Array<std::int64_t>& pairs, const Array<double>& weights, const Array<double>& chance,
                 double convention, double most, bool compared, unsigned threads) {
    const auto [indicator, arguments] = row_of(key, parameters, known.panel.max_depth());
    const RowPairs asked = pairs_of(known, pairs);
    std::vector<std::optional<Law>> laws_found;
    std::vector<std::optional<Beats>> orders_found;
    watched([&, row = indicator, &given = arguments] {
        const Nodes nodes = nodes_of(known, weights, chance);
        const Chances chances{known.panel, known.constraints, *row, given, nodes, convention};
        laws_found = laws(chances, asked, most, threads);
        if (compared) orders_found = orders(chances, asked, laws_found, most, threads);
    });
    py::dict answer = compared ? square(orders_found, asked.size()) : py::dict();
    py::list laws_told;
    for (const auto& law : laws_found) laws_told.append(law_or_none(law));
    answer["laws"] = std::move(laws_told);
    return answer;
}

py::dict tally_of(const Array<double>& values, unsigned threads) {
    const std::size_t pairs = values.ndim() == 2 ? static_cast<std::size_t>(values.shape(1)) : 0;
    Tally found;
    watched([&] { found = tally(numbers(values), pairs, threads); });
    const auto matrix = [&](const auto& list) {
        using Number = typename std::decay_t<decltype(list)>::value_type;
        return Matrix<Number>(rows_of<Number>(std::span<const Number>(list), pairs, pairs));
    };
    py::dict answer;
    answer["ranked"] = matrix(found.ranked);
    answer["squared"] = matrix(found.squared);
    answer["above"] = matrix(found.above);
    answer["equal"] = matrix(found.equal);
    answer["defined"] = vector(found.defined);
    return answer;
}

}  // namespace

void bind_chances(py::module_& module) {
    auto panel = py::reinterpret_borrow<py::class_<Known, std::shared_ptr<Known>>>(module.attr("Panel"));
    panel
        .def("values", &values, py::arg("key"), py::arg("parameters"), py::arg("pairs").noconvert(),
             py::arg("cells").noconvert(), py::arg("threads") = 1U, py::arg("weights").noconvert() = std::nullopt,
             "Pairs in completions, each with weights where given, (completions, pairs); NaN where it is 0/0.")
        .def("terms", &terms_of, py::arg("key"), py::arg("parameters"),
             "What an area adds above and below in a ratio, (depths, depths, 2); None for other indices.")
        .def("draw", &draw_cells, py::arg("weights").noconvert(), py::arg("chance").noconvert(), py::arg("seed"),
             py::arg("first"), py::arg("count"), py::arg("threads") = 1U,
             "Completions drawn from nodes, replicates first, first + 1, ... of the seed.")
        .def("sample", &sample_values, py::arg("key"), py::arg("parameters"), py::arg("pairs").noconvert(),
             py::arg("weights").noconvert(), py::arg("chance").noconvert(), py::arg("seed"), py::arg("first"),
             py::arg("count"), py::arg("threads") = 1U, py::arg("dirichlet") = 0.0,
             "values(draw()) without keeping completions, and weights of areas where they are drawn.")
        .def("laws", &laws_of, py::arg("key"), py::arg("parameters"), py::arg("pairs").noconvert(),
             py::arg("weights").noconvert(), py::arg("chance").noconvert(), py::arg("convention"), py::arg("most"),
             py::arg("compared") = true, py::arg("threads") = 1U,
             "Exact laws of pairs as values and chances, else None, and how likely one pair is above another.");
    module.def("tally", &tally_of, py::arg("values").noconvert(), py::arg("threads") = 1U,
               "Ranks of pairs and who is above whom, counted over completions, (completions, pairs).");
}

}  // namespace chirograph::binding
