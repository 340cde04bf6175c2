// The door: opens the rooms, computes nothing.
#include <pybind11/pybind11.h>

#include "binding/binding.hpp"

namespace py = pybind11;

PYBIND11_MODULE(_core, module, py::mod_gil_not_used()) {
    module.doc() = "The compiled engine of chirograph. Use the package `chirograph`, which labels and explains.";
    module.attr("__version__") = CHIROGRAPH_VERSION;
    module.def(
        "build_info",
        [] {
            py::dict info;
            info["compiler"] = py::str(__VERSION__);
            info["standard"] = py::int_(__cplusplus);
            info["build_type"] = py::str(CHIROGRAPH_BUILD_TYPE);
            return info;
        },
        "Compiler, language standard and build type of this module.");
    chirograph::binding::bind_errors();
    chirograph::binding::bind_catalogue(module);
    chirograph::binding::bind_panel(module);
    chirograph::binding::bind_many(module);
    chirograph::binding::bind_chances(module);
    chirograph::binding::bind_dataset(module);
    chirograph::binding::bind_interoperability(module);
    chirograph::binding::bind_agreement(module);
    chirograph::binding::bind_orders(module);
}
