// Many pairs as plain numbers. What is written goes into arrays of the caller.
#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <memory>
#include <optional>
#include <string>

#include "binding/arrays.hpp"
#include "binding/binding.hpp"
#include "binding/known.hpp"
#include "binding/watched.hpp"
#include "engine/base/error.hpp"
#include "engine/pairs/kernels.hpp"
#include "engine/pairs/many_pairs.hpp"

namespace chirograph::binding {
namespace {

std::shared_ptr<ManyPairs> make(const Known& known, const std::string& key, const Parameters& parameters,
                                double undefined) {
    const auto [indicator, arguments] = row_of(key, parameters, known.panel.max_depth());
    std::shared_ptr<ManyPairs> pairs;
    watched([&, row = indicator, &values = arguments] {
        pairs = std::make_shared<ManyPairs>(known.panel, known.constraints, *row, values, undefined);
    });
    return pairs;
}

/// A caller's array, in one piece, of this type and of the size that is written.
template <class Real>
std::span<Real> room(const std::optional<py::array>& array, std::size_t size) {
    if (!array) return {};
    const bool fits =
        py::isinstance<Array<Real>>(*array) && array->writeable() && static_cast<std::size_t>(array->size()) == size;
    if (!fits) {
        throw Error({Code::shape, "", "out", std::to_string(array->size()) + " numbers",
                     "it has " + std::to_string(size) + " of float32 or float64, in one piece, and can be written",
                     "give an array of that kind"});
    }
    return {static_cast<Real*>(py::array(*array).mutable_data()), size};
}

/// Numbers of single precision where the caller's arrays are, else of double precision.
template <class Write>
void in_type_of(const py::array& array, const Write& write) {
    py::isinstance<Array<float>>(array) ? write(float{}) : write(double{});
}

RowRange checked(std::size_t from, std::size_t to, std::size_t rows) {
    if (from > to || to > rows) {
        throw Error({Code::index, "", "rows", std::to_string(from) + " to " + std::to_string(to),
                     "they are rows of the panel", "name rows from 0 to " + std::to_string(rows)});
    }
    return {from, to};
}

using FromTo = std::pair<std::size_t, std::size_t>;

void block(const ManyPairs& pairs, FromTo rows, FromTo others, const py::array& lower,
           const std::optional<py::array>& upper, unsigned threads, const py::object& progress) {
    const RowRange one = checked(rows.first, rows.second, pairs.rows());
    const RowRange two = checked(others.first, others.second, pairs.rows());
    in_type_of(lower, [&](auto number) {
        using Real = decltype(number);
        const auto low = room<Real>(lower, one.size() * two.size());
        const auto high = room<Real>(upper, one.size() * two.size());
        watched({{}, progress}, [&] { pairs.block<Real>(one, two, threads, low, high); });
    });
}

void condensed(const ManyPairs& pairs, FromTo rows, const py::array& lower, const std::optional<py::array>& upper,
               unsigned threads, const py::object& progress) {
    const RowRange some = checked(rows.first, rows.second, pairs.rows());
    const auto before = [&](std::size_t row) { return row * (2 * pairs.rows() - row - 1) / 2; };
    const std::size_t size = before(some.to) - before(some.from);
    in_type_of(lower, [&](auto number) {
        using Real = decltype(number);
        const auto low = room<Real>(lower, size);
        const auto high = room<Real>(upper, size);
        watched({{}, progress}, [&] { pairs.condensed<Real>(some, threads, low, high); });
    });
}

void at_least_one(const char* name, std::size_t given) {
    if (given > 0) return;
    throw Error({Code::parameter, "", name, "0", "it is at least 1", "give a whole number above 0"});
}

py::dict top(const ManyPairs& pairs, FromTo rows, std::size_t k, unsigned threads, const py::object& progress) {
    const RowRange some = checked(rows.first, rows.second, pairs.rows());
    at_least_one("k", k);
    const std::vector<std::size_t> shape{some.size(), k};
    Array<std::int64_t> others(shape);
    Array<double> lower(shape);
    Array<double> upper(shape);
    Array<bool> certain(shape);
    Array<std::int64_t> possible(std::vector<std::size_t>{some.size()});
    const std::span<bool> flags = fill(certain);
    const ManyPairs::Top out{fill(others),
                             fill(lower),
                             fill(upper),
                             {reinterpret_cast<std::uint8_t*>(flags.data()), flags.size()},
                             fill(possible)};
    watched({{}, progress}, [&] { pairs.top(some, k, threads, out); });
    py::dict answer;
    answer["others"] = std::move(others);
    answer["lower"] = std::move(lower);
    answer["upper"] = std::move(upper);
    answer["certain"] = std::move(certain);
    answer["possible"] = std::move(possible);
    return answer;
}

py::dict reaching(const ManyPairs& pairs, double least, std::size_t part, std::size_t parts, unsigned threads,
                  const py::object& progress) {
    at_least_one("parts", parts);
    std::vector<ManyPairs::Hit> hits;
    watched({{}, progress}, [&] { hits = pairs.reaching(least, part, parts, threads); });
    Array<std::int64_t> pair({hits.size(), std::size_t{2}});
    Array<double> ends({hits.size(), std::size_t{2}});
    const auto of_pair = fill(pair);
    const auto of_ends = fill(ends);
    for (std::size_t at = 0; at < hits.size(); ++at) {
        of_pair[2 * at] = static_cast<std::int64_t>(hits[at].row);
        of_pair[2 * at + 1] = static_cast<std::int64_t>(hits[at].other);
        of_ends[2 * at] = hits[at].lower;
        of_ends[2 * at + 1] = hits[at].upper;
    }
    py::dict answer;
    answer["pairs"] = std::move(pair);
    answer["ends"] = std::move(ends);
    return answer;
}

}  // namespace

void bind_many(py::module_& module) {
    module.def(
        "kernels",
        [] {
            std::vector<std::string> names;
            for (const Kernel* one : kernels()) names.emplace_back(one->name);
            return names;
        },
        "Counting kernels that this processor can run, the fastest first.");
    module.def("use_kernel", &use_kernel, py::arg("name"), "Counts with this kernel from now on, to compare them.");
    py::class_<ManyPairs, std::shared_ptr<ManyPairs>> pairs(module, "Pairs",
                                                            "An index of every pair, packed to be counted.");
    pairs.def(py::init(&make), py::arg("panel"), py::arg("key"), py::arg("parameters"), py::arg("undefined"))
        .def_property_readonly("rows", &ManyPairs::rows)
        .def_property_readonly("values", &ManyPairs::values)
        .def_property_readonly("effort", &ManyPairs::effort)
        .def("block", &block, py::arg("rows"), py::arg("others"), py::arg("lower"), py::arg("upper"),
             py::arg("threads"), py::arg("progress") = py::none(),
             "Writes the ends of some rows with some others into arrays (rows, others).")
        .def("condensed", &condensed, py::arg("rows"), py::arg("lower"), py::arg("upper"), py::arg("threads"),
             py::arg("progress") = py::none(), "Writes the ends of some rows with all that come after each.")
        .def("top", &top, py::arg("rows"), py::arg("k"), py::arg("threads"), py::arg("progress") = py::none(),
             "Of some rows the k others with the greatest lower ends.")
        .def("reaching", &reaching, py::arg("least"), py::arg("part"), py::arg("parts"), py::arg("threads"),
             py::arg("progress") = py::none(), "Every pair whose upper end is at least so much.");
}

}  // namespace chirograph::binding
