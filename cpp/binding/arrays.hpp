// The only array crossing: what is accepted, what is copied, who owns.
#pragma once

#include <pybind11/eigen.h>
#include <pybind11/numpy.h>

#include <Eigen/Core>
#include <span>
#include <vector>

namespace chirograph::binding {

namespace py = pybind11;

/// Rows of numbers as NumPy lays them out. One that is returned goes to Python as it is, without a copy.
template <class T>
using Matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// A matrix argument, read where it lies. With noconvert another type of number is a TypeError, never a silent cast.
template <class T>
using MatrixIn = Eigen::Ref<const Matrix<T>>;

/// A C-contiguous argument of any number of axes and exactly this type.
template <class T>
using Array = py::array_t<T, py::array::c_style>;

template <class T>
[[nodiscard]] std::vector<T> copied(const MatrixIn<T>& matrix) {
    std::vector<T> cells(static_cast<std::size_t>(matrix.size()));
    Eigen::Map<Matrix<T>>(cells.data(), matrix.rows(), matrix.cols()) = matrix;
    return cells;
}
template <class T>
[[nodiscard]] std::vector<T> copied(const Array<T>& array) {
    return {array.data(), array.data() + array.size()};
}

/// Numbers that another object keeps, as rows or as one list. As a property it goes to Python read-only, uncopied, and
/// keeps that object alive; anywhere else it is copied.
template <class T>
[[nodiscard]] Eigen::Map<const Matrix<T>> rows_of(std::span<const T> data, std::size_t rows, std::size_t columns) {
    return {data.data(), static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(columns)};
}
template <class T>
[[nodiscard]] Eigen::Map<const Eigen::VectorX<T>> list_of(std::span<const T> data) {
    return {data.data(), static_cast<Eigen::Index>(data.size())};
}

/// Numbers of one's own, for Python to keep.
template <class T>
[[nodiscard]] Eigen::VectorX<T> vector(const std::vector<T>& values) {
    return list_of<T>(values);
}
/// Lists of one length as the rows of a matrix.
template <class T>
[[nodiscard]] Matrix<T> table(const std::vector<std::vector<T>>& lists) {
    Matrix<T> rows(lists.size(), lists.empty() ? 0 : lists.front().size());
    for (std::size_t i = 0; i < lists.size(); ++i)
        rows.row(static_cast<Eigen::Index>(i)) = vector(lists[i]).transpose();
    return rows;
}

/// Where the engine writes.
template <class T>
[[nodiscard]] std::span<T> fill(Matrix<T>& matrix) {
    return {matrix.data(), static_cast<std::size_t>(matrix.size())};
}
/// The same in memory that NumPy takes, which for many numbers is of large pages.
template <class T>
[[nodiscard]] std::span<T> fill(Array<T>& array) {
    return {array.mutable_data(), static_cast<std::size_t>(array.size())};
}

}  // namespace chirograph::binding
