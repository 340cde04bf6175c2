// One function per area; module.cpp is only the door.
#pragma once

#include <pybind11/pybind11.h>

namespace chirograph::binding {

void bind_errors(pybind11::module_& module);
void bind_catalogue(pybind11::module_& module);
void bind_panel(pybind11::module_& module);
void bind_dataset(pybind11::module_& module);
void bind_interoperability(pybind11::module_& module);

}  // namespace chirograph::binding
