// Agreement of coders: sets of values in, the table and ranges with witnesses out.
#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "binding/arrays.hpp"
#include "binding/binding.hpp"
#include "binding/watched.hpp"
#include "engine/agreement/agreement.hpp"

namespace chirograph::binding {
namespace {

py::list table_of_coefficients() {
    py::list rows;
    for (const Coefficient& row : coefficients) {
        py::dict entry;
        entry["key"] = row.key;
        entry["title"] = row.title;
        entry["question"] = row.question;
        entry["formula"] = row.formula;
        entry["observed"] = row.observed;
        entry["expected"] = row.expected;
        entry["undefined"] = row.undefined;
        entry["reference"] = row.reference;
        py::list metrics;
        for (std::size_t i = 0; i < row.metric_count(); ++i) metrics.append(row.metrics[i].name);
        entry["metrics"] = metrics;
        entry["two_coders"] = row.two_coders;
        entry["low"] = row.chance == Chance::none ? 0.0 : -std::numeric_limits<double>::infinity();
        rows.append(entry);
    }
    return rows;
}

py::object witness(const Codings& codings, const CodedUnits& values) {
    if (values.empty()) return py::none();
    return py::cast(Matrix<Depth>(rows_of(std::span<const Depth>(values), codings.coders(), codings.units())));
}

py::dict agreement(const MatrixIn<ValueSet>& sets, unsigned top, const std::string& key, const std::string& metric,
                   std::vector<double> frequencies, std::optional<std::size_t> steps, std::optional<double> seconds,
                   const py::object& progress) {
    if (top < 1 || top > depth_limit) throw py::value_error("the top of the scale is 1 to 15");
    const Codings codings(static_cast<std::size_t>(sets.rows()), static_cast<std::size_t>(sets.cols()),
                          copied<ValueSet>(sets), static_cast<Depth>(top), std::move(frequencies));
    const Coefficient& row = find_coefficient(key);
    const Metric by = find_metric(row, metric);
    AgreementRange range;
    const bool cut =
        watched({seconds, progress}, [&] { range = agreement_range(codings, row, by, budget_of<Budget>(steps)); });
    py::dict answer;
    answer["cut"] = cut;
    answer["lower"] = range.lower.value;
    answer["upper"] = range.upper.value;
    answer["sharp_lower"] = range.lower.sharp;
    answer["sharp_upper"] = range.upper.sharp;
    answer["inner_lower"] = range.lower.attained;
    answer["inner_upper"] = range.upper.attained;
    answer["gap_lower"] = range.lower.gap;
    answer["gap_upper"] = range.upper.gap;
    answer["undefined_possible"] = range.undefined_possible;
    answer["reason"] = range.reason;
    answer["spent"] = range.spent;
    answer["witness_lower"] = witness(codings, range.lower.witness);
    answer["witness_upper"] = witness(codings, range.upper.witness);
    return answer;
}

}  // namespace

void bind_agreement(py::module_& module) {
    module.def("coefficients", &table_of_coefficients, "Every coefficient of agreement, in the order of the table.");
    module.def("agreement", &agreement, py::arg("sets").noconvert(), py::arg("top"), py::arg("key"),
               py::arg("metric") = "", py::arg("frequencies") = std::vector<double>{}, py::arg("budget") = std::nullopt,
               py::arg("seconds") = std::nullopt, py::arg("progress") = py::none(),
               "Bounds and witnesses of a coefficient; bit v of a set: the value may be v, no bit: not coded.");
}

}  // namespace chirograph::binding
