// Every call of the engine runs with the interpreter unlocked, answers Ctrl-C, may have a time limit, and says how far
// it is.
#pragma once

#include <pybind11/pybind11.h>

#include <functional>
#include <optional>

namespace chirograph::binding {

/// Besides steps, how a call is held.
struct Held {
    std::optional<double> seconds{};               ///< after so long its searches end with what they have
    pybind11::object progress = pybind11::none();  ///< called with (done, all) a few times a second
};

/// Runs it; whether its searches were cut short by time. From the calling thread Python's signal handlers run at least
/// every 50 ms; what they or `progress` raise ends the call, with all its threads.
bool watched(const Held& held, const std::function<void()>& compute);
inline bool watched(const std::function<void()>& compute) {
    return watched({}, compute);
}

}  // namespace chirograph::binding
