// Completions under a prior: given, drawn, and the laws of an index.
#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <memory>
#include <string>
#include <utility>

#include "binding/arrays.hpp"
#include "binding/binding.hpp"
#include "binding/known.hpp"
#include "binding/watched.hpp"
#include "engine/base/error.hpp"
#include "engine/chances/draw.hpp"
#include "engine/chances/nodes.hpp"
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
                     const Array<std::int64_t>& pairs, const Array<Depth>& cells, unsigned threads) {
    const auto [indicator, arguments] = row_of(key, parameters, known.panel.max_depth());
    const auto size = static_cast<py::ssize_t>(known.panel.rows() * known.panel.columns());
    if (cells.ndim() != 3 || cells.size() != cells.shape(0) * size ||
        cells.shape(1) != static_cast<py::ssize_t>(known.panel.rows())) {
        throw Error({Code::shape, "", "cells", std::to_string(cells.size()) + " depths",
                     "completions have the shape (completions, programmes, areas)", "give one depth for each cell"});
    }
    const RowPairs asked = pairs_of(known, pairs);
    Array<double> found({static_cast<std::size_t>(cells.shape(0)), asked.size()});
    const std::span<double> out = fill(found);
    watched([&, row = indicator, &given = arguments] {
        values_of(known.panel, *row, given, asked, numbers(cells), threads, out);
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

}  // namespace

void bind_chances(py::module_& module) {
    auto panel = py::reinterpret_borrow<py::class_<Known, std::shared_ptr<Known>>>(module.attr("Panel"));
    panel
        .def("values", &values, py::arg("key"), py::arg("parameters"), py::arg("pairs").noconvert(),
             py::arg("cells").noconvert(), py::arg("threads") = 1U,
             "An index of pairs in each of some completions, (completions, pairs); NaN where it is 0/0.")
        .def("draw", &draw_cells, py::arg("weights").noconvert(), py::arg("chance").noconvert(), py::arg("seed"),
             py::arg("first"), py::arg("count"), py::arg("threads") = 1U,
             "Completions drawn from nodes, replicates first, first + 1, ... of the seed.")
        .def("sample", &sample_values, py::arg("key"), py::arg("parameters"), py::arg("pairs").noconvert(),
             py::arg("weights").noconvert(), py::arg("chance").noconvert(), py::arg("seed"), py::arg("first"),
             py::arg("count"), py::arg("threads") = 1U, py::arg("concentration") = 0.0,
             "values(draw()) without keeping completions, and weights of areas where they are drawn.");
}

}  // namespace chirograph::binding
