// The reader of datasets, as Python sees it.
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "binding/arrays.hpp"
#include "binding/binding.hpp"
#include "binding/watched.hpp"
#include "io/dataset/coding.hpp"
#include "io/dataset/dataset.hpp"
#include "io/json/gate.hpp"

namespace chirograph::binding {

namespace {

std::vector<std::string> programme_ids(const io::Dataset& dataset) {
    std::vector<std::string> ids;
    for (const io::Programme& programme : dataset.programmes) ids.push_back(programme.id);
    return ids;
}

/// The bytes stay where they are: Python keeps them unchanged while the argument lives.
io::Dataset read(const py::bytes& data, const std::string& file) {
    const std::string_view bytes = data;
    std::optional<io::Dataset> dataset;
    watched([&] { dataset = io::read_dataset(bytes, file); });
    return std::move(*dataset);
}

py::dict cells(const io::Dataset& dataset, const std::string& evidence, const std::string& coders) {
    io::Cells coded;
    watched([&] { coded = io::code_cells(dataset, io::find_grade(dataset, evidence), coders); });
    const auto rows = [&coded](const auto& cells) -> Matrix<std::uint8_t> {
        return rows_of(std::span(cells), coded.rows, coded.columns);
    };
    py::dict result;
    result["programmes"] = programme_ids(dataset);
    result["areas"] = dataset.areas;
    result["lower"] = rows(coded.lower);
    result["upper"] = rows(coded.upper);
    result["status"] = rows(coded.status);
    result["statuses"] = dataset.statuses;
    result["max_depth"] = static_cast<int>(dataset.max_depth);
    return result;
}

py::list list_lengths(const io::Dataset& dataset, const std::string& evidence) {
    py::list result;
    for (const io::ListRange& range : io::list_ranges(dataset, io::find_grade(dataset, evidence))) {
        py::dict row;
        row["programme"] = dataset.programmes[range.programme].id;
        row["minimum"] = range.minimum;
        row["maximum"] = range.maximum;
        row["stated_total"] = range.stated_total;
        row["titles_read"] = range.titles_read;
        result.append(row);
    }
    return result;
}

py::list deciding(const io::Dataset& dataset, const std::string& evidence, const std::string& coders) {
    std::vector<io::Decision> decisions;
    watched([&] { decisions = io::decisions(dataset, io::find_grade(dataset, evidence), coders); });
    py::list result;
    for (const io::Decision& decision : decisions) {
        std::vector<std::pair<std::string, std::string>> records;
        for (const io::RecordName& record : decision.records) records.emplace_back(record.table, record.id);
        py::dict row;
        row["programme"] = dataset.programmes[decision.programme].id;
        row["area"] = dataset.areas[decision.area];
        row["records"] = records;
        result.append(row);
    }
    return result;
}

}  // namespace

void bind_dataset(py::module_& module) {
    const py::arg_v evidence = py::arg("evidence") = "";
    const py::arg_v coders = py::arg("coders") = "";
    py::class_<io::Dataset>(module, "Dataset", "A validated dataset; made by read_dataset, immutable.")
        .def_property_readonly(
            "text", [](const io::Dataset& self) { return py::str(self.text); }, "The validated JSON, as it was read.")
        .def_property_readonly(
            "grades", [](const io::Dataset& self) { return self.grades; }, "Ids of the evidence grades.")
        .def_property_readonly(
            "default_grade", [](const io::Dataset& self) { return self.grades[self.default_grade]; },
            "The evidence grade that an empty name stands for.")
        .def("cells", &cells, evidence, coders,
             "Depth intervals and statuses of every programme and area in one evidence grade.")
        .def(
            "without",
            [](const io::Dataset& self, const std::string& table, const std::string& id) {
                return io::without(self, {table, id});
            },
            py::arg("table"), py::arg("id"),
            "The same as if a listing or a commitment had not been found; it has no text.")
        .def("list_lengths", &list_lengths, evidence,
             "The number of areas that each stated total of titles allows, where it may be used.")
        .def("deciding", &deciding, evidence, coders,
             "The records, as table and id, that make each cell what it is; cells without any are left out.");
    module.def(
        "most_bytes", [] { return io::Limits{}.bytes; }, "The largest file that read_dataset takes.");
    module.def("read_dataset", &read, py::arg("data"), py::arg("file"),
               "Reads a dataset; raises DataError with every fault found.");
    module.def(
        "schema", [] { return py::str(std::string(io::dataset_schema_text())); },
        "The published JSON Schema of datasets.");
}

}  // namespace chirograph::binding
