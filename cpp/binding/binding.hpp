// One function per area; module.cpp is only the door.
#pragma once

#include <pybind11/pybind11.h>

#include <cstddef>
#include <optional>

namespace chirograph::binding {

/// The steps asked for; the preset where none are.
template <class Budget>
Budget budget_of(std::optional<std::size_t> steps) {
    Budget budget;
    if (steps) budget.steps = *steps;
    return budget;
}

void bind_agreement(pybind11::module_& module);
void bind_errors();
void bind_catalogue(pybind11::module_& module);
void bind_chances(pybind11::module_& module);
void bind_many(pybind11::module_& module);
void bind_panel(pybind11::module_& module);
void bind_dataset(pybind11::module_& module);
void bind_interoperability(pybind11::module_& module);
void bind_orders(pybind11::module_& module);

}  // namespace chirograph::binding
