// Engine errors become the classes of chirograph.errors, chosen by code and never by message.
#include <pybind11/pybind11.h>

#include <exception>

#include "binding/binding.hpp"
#include "engine/base/error.hpp"

namespace chirograph::binding {
namespace {

namespace py = pybind11;

struct Named {
    const char* code;
    const char* python_class;
};

Named named(Code code) {
    switch (code) {
        case Code::shape:
            return {"shape", "DataError"};
        case Code::depth:
            return {"depth", "DataError"};
        case Code::weight:
            return {"weight", "DataError"};
        case Code::gate:
            return {"gate", "DataError"};
        case Code::schema:
            return {"schema", "DataError"};
        case Code::reference:
            return {"reference", "DataError"};
        case Code::index:
            return {"index", "UnknownLabel"};
        case Code::unknown_key:
            return {"unknown_key", "UnknownIndicator"};
        case Code::parameter:
            return {"parameter", "ParameterError"};
        case Code::unsupported:
            return {"unsupported", "ParameterError"};
        case Code::constraint:
            return {"constraint", "AssumptionError"};
        case Code::infeasible:
            return {"infeasible", "AssumptionError"};
    }
    return {"internal", "ChirographError"};
}

void raise(const Error& error) {
    const py::module_ errors = py::module_::import("chirograph.errors");
    py::list faults;
    for (const Fault& fault : error.faults()) {
        faults.append(errors.attr("Fault")(py::arg("file") = fault.file, py::arg("place") = fault.place,
                                           py::arg("value") = fault.value, py::arg("rule") = fault.rule,
                                           py::arg("repair") = fault.repair, py::arg("code") = named(fault.code).code));
    }
    const py::object type = errors.attr(named(error.code()).python_class);
    PyErr_SetObject(type.ptr(), type(faults).ptr());
}

}  // namespace

void bind_errors() {
    py::register_local_exception_translator([](std::exception_ptr pointer) {
        try {
            if (pointer) std::rethrow_exception(pointer);
        } catch (const Error& error) {
            raise(error);
        }
    });
}

}  // namespace chirograph::binding
