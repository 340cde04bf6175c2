// The only array crossing: what is accepted, what is copied, who owns.
#pragma once

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace chirograph::binding {

namespace py = pybind11;

/// C-contiguous arrays of exactly this type; anything else is a TypeError, never a silent cast.
template <class T>
using Array = py::array_t<T, py::array::c_style>;

template <class T>
[[nodiscard]] std::vector<T> copied(const Array<T>& array) {
    return {array.data(), array.data() + array.size()};
}

/// A read-only view of memory that `owner` keeps alive.
template <class T>
[[nodiscard]] py::array view(std::span<const T> data, std::vector<py::ssize_t> shape, const py::handle& owner) {
    py::array array(py::dtype::of<T>(), std::move(shape), {}, data.data(), owner);
    array.attr("setflags")(py::arg("write") = false);
    return array;
}

/// A fresh array for the engine to fill.
template <class T>
[[nodiscard]] py::array_t<T> matrix(std::size_t rows, std::size_t columns) {
    return py::array_t<T>({static_cast<py::ssize_t>(rows), static_cast<py::ssize_t>(columns)});
}

template <class T>
[[nodiscard]] std::span<T> fill(py::array_t<T>& array) {
    return {array.mutable_data(), static_cast<std::size_t>(array.size())};
}

/// Lists of one length as the rows of a fresh array.
template <class T>
[[nodiscard]] py::array_t<T> table(const std::vector<std::vector<T>>& lists) {
    auto array = matrix<T>(lists.size(), lists.empty() ? 0 : lists.front().size());
    const std::span<T> cells = fill(array);
    std::size_t i = 0;
    for (const auto& list : lists) {
        for (const T value : list) cells[i++] = value;
    }
    return array;
}

template <class T>
[[nodiscard]] py::array_t<T> vector(const std::vector<T>& values) {
    return py::array_t<T>(static_cast<py::ssize_t>(values.size()), values.data());
}

}  // namespace chirograph::binding
