// The order of pairs, and what documents settle of it.
#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "binding/arrays.hpp"
#include "binding/binding.hpp"
#include "binding/known.hpp"
#include "binding/watched.hpp"
#include "engine/base/error.hpp"
#include "engine/orders/compare.hpp"
#include "engine/orders/documents.hpp"
#include "engine/pair/bounds.hpp"
#include "engine/pair/tighten.hpp"

namespace chirograph::binding {
namespace {

using Pairs = Array<std::int64_t>;

constexpr const char* test_names[] = {"counting", "ranges", "search"};

std::vector<Comparison> comparisons_of(const Pairs& asked, std::size_t rows) {
    if (asked.ndim() != 2 || asked.shape(1) != 4) {
        throw Error({Code::shape, "", "asked", std::to_string(asked.size()) + " numbers",
                     "it has four rows for every comparison", "give a matrix (comparisons, 4)"});
    }
    std::vector<Comparison> found;
    for (py::ssize_t i = 0; i < asked.size(); ++i) {
        if (asked.data()[i] < 0 || asked.data()[i] >= static_cast<std::int64_t>(rows)) {
            throw Error(
                {Code::index, "", "row", std::to_string(asked.data()[i]), "the row exists", "name a row of the panel"});
        }
    }
    for (py::ssize_t i = 0; i < asked.shape(0); ++i) {
        const auto at = [&](py::ssize_t j) { return static_cast<std::size_t>(asked.at(i, j)); };
        found.push_back({{at(0), at(1)}, {at(2), at(3)}});
    }
    return found;
}

py::dict compare_pairs(const Known& known, const std::string& key, const Parameters& parameters, double convention,
                       const Pairs& asked, unsigned threads, std::size_t steps, std::optional<double> seconds,
                       const py::object& progress) {
    const auto [indicator, arguments] = row_of(key, parameters, known.panel.max_depth());
    const std::vector<Comparison> wanted = comparisons_of(asked, known.panel.rows());
    std::vector<Compared> found(wanted.size());
    watched({seconds, progress}, [&, row = indicator, &values = arguments] {
        compare(known.panel, known.constraints, *row, values, convention, wanted, threads, steps, found);
    });
    Matrix<std::int8_t> signs(found.size(), 5);
    std::vector<std::string> tests;
    for (std::size_t i = 0; i < found.size(); ++i) {
        const Signs& one = found[i].signs;
        const std::array<int, 5> row{one.least, one.least_attained, one.greatest_attained, one.greatest,
                                     one.defined ? 1 : 0};
        for (std::size_t j = 0; j < row.size(); ++j) {
            signs(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = static_cast<std::int8_t>(row[j]);
        }
        tests.emplace_back(test_names[static_cast<std::size_t>(found[i].test)]);
    }
    py::dict answer;
    answer["signs"] = std::move(signs);
    answer["tests"] = tests;
    return answer;
}

std::optional<Presence> presence_of(const Known& known, const std::string& key, const Parameters& parameters) {
    const auto [indicator, arguments] = row_of(key, parameters, known.panel.max_depth());
    require_pair_indicator(*indicator, known.panel);
    return Presence::of(tightened(known.panel, known.constraints), known.constraints, *indicator, arguments);
}

std::unique_ptr<Document> make_document(const Known& known, const std::string& key, const Parameters& parameters,
                                        const Array<bool>& owned, double steps, unsigned threads) {
    auto presence = presence_of(known, key, parameters);
    if (!presence) {
        throw Error({Code::unsupported, "", "indicator '" + key + "'", "cells, weights or constraints",
                     "documents are counted where an index looks at presence and grows with the Jaccard index, areas "
                     "weigh the same and nothing but the length of a list ties them",
                     "ask whether it can be counted first"});
    }
    if (static_cast<std::size_t>(owned.size()) != presence->rows() * presence->columns()) {
        throw Error({Code::shape, "", "owned", std::to_string(owned.size()) + " flags", "it has one for every cell",
                     "give a matrix (programmes, areas)"});
    }
    const std::vector<std::uint8_t> cells(owned.data(), owned.data() + owned.size());
    std::unique_ptr<Document> document;
    watched([&] { document = std::make_unique<Document>(std::move(*presence), cells, steps, threads); });
    return document;
}

py::tuple extreme(const Extreme& end) {
    return py::make_tuple(end.proven, end.found);
}

py::dict document_ends(const Document& document) {
    DocumentEnds ends;
    watched([&] { ends = document.ends(); });
    py::dict answer;
    answer["worst"] = extreme(ends.worst);
    answer["best"] = extreme(ends.best);
    answer["worst_one_sided"] = extreme(ends.worst_one_sided);
    answer["best_one_sided"] = extreme(ends.best_one_sided);
    answer["least_total"] = extreme(ends.least_total);
    answer["most_total"] = extreme(ends.most_total);
    answer["always"] = vector(ends.always);
    answer["possibly"] = vector(ends.possibly);
    answer["least_width"] = vector(ends.least_width);
    answer["most_width"] = vector(ends.most_width);
    answer["completions"] = ends.completions;
    answer["worst_says"] = vector(ends.worst_says);
    answer["best_says"] = vector(ends.best_says);
    return answer;
}

py::dict chances(const DocumentChance& found) {
    py::dict answer;
    answer["settled"] = vector(found.settled);
    answer["one_sided"] = vector(found.one_sided);
    answer["counts"] = vector(found.counts);
    return answer;
}

std::size_t cells_of(const Document& document) {
    return document.rows() * document.columns();
}

py::object document_chance(const Document& document, const Array<double>& weights, const Array<double>& present,
                           bool counts) {
    const std::size_t cells = cells_of(document);
    if (static_cast<std::size_t>(present.size()) != static_cast<std::size_t>(weights.size()) * cells) {
        throw Error({Code::shape, "", "present", std::to_string(present.size()) + " chances",
                     "it has one for every component and cell", "give an array (components, programmes, areas)"});
    }
    std::vector<Component> mixture;
    for (std::size_t i = 0; i < static_cast<std::size_t>(weights.size()); ++i) {
        mixture.push_back({weights.data()[i], {present.data() + i * cells, cells}});
    }
    std::optional<DocumentChance> found;
    watched([&] { found = document.chance(mixture, counts); });
    return found ? py::object(chances(*found)) : py::none();
}

py::dict document_sampled(const Document& document, const Array<bool>& present) {
    const std::size_t cells = cells_of(document);
    if (present.size() == 0 || static_cast<std::size_t>(present.size()) % cells != 0) {
        throw Error({Code::shape, "", "present", std::to_string(present.size()) + " flags",
                     "it has one for every completion and cell", "give an array (completions, programmes, areas)"});
    }
    const std::span<const std::uint8_t> given{reinterpret_cast<const std::uint8_t*>(present.data()),
                                              static_cast<std::size_t>(present.size())};
    DocumentChance found;
    watched([&] { found = document.sampled(given); });
    return chances(found);
}

}  // namespace

void bind_orders(py::module_& module) {
    module.def("compare", &compare_pairs, py::arg("panel"), py::arg("key"), py::arg("parameters"),
               py::arg("convention"), py::arg("asked").noconvert(), py::arg("threads"), py::arg("steps"),
               py::arg("seconds") = std::nullopt, py::arg("progress") = py::none(),
               "Signs of I(first) - I(second): least, attained, attained, greatest, defined; and each test.");
    module.def(
        "countable",
        [](const Known& known, const std::string& key, const Parameters& parameters) {
            return presence_of(known, key, parameters).has_value();
        },
        py::arg("panel"), py::arg("key"), py::arg("parameters"), "Whether orders of pairs follow from counting areas.");
    py::class_<Document>(module, "Document", "Open cells that become known together.")
        .def(py::init(&make_document), py::arg("panel"), py::arg("key"), py::arg("parameters"),
             py::arg("owned").noconvert(), py::arg("steps"), py::arg("threads"))
        .def("cost", &Document::cost, "What looking at one completion takes, in steps.")
        .def("ends", &document_ends, "What it settles at worst and at best.")
        .def("chance", &document_chance, py::arg("weights").noconvert(), py::arg("present").noconvert(),
             py::arg("counts"),
             "Chances under a mixture of independent cells; None where exact ones take too many steps.")
        .def("sampled", &document_sampled, py::arg("present").noconvert(), "How often in given completions.");
}

}  // namespace chirograph::binding
