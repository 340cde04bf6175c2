#include "binding/watched.hpp"

#include <chrono>
#include <exception>
#include <thread>

#include "engine/base/watch.hpp"

namespace chirograph::binding {
namespace {

namespace py = pybind11;
using Clock = std::chrono::steady_clock;

/// Looks at the clock for a watch, and now and then at Python.
class Warden {
public:
    explicit Warden(const Held& held) : held_(held), begun_(Clock::now()), next_(begun_ + pause) {}

    Wish ask(const Progress& progress) {
        if (progress.waiting) std::this_thread::sleep_for(std::chrono::milliseconds(1));
        const Clock::time_point now = Clock::now();
        if (now >= next_) {
            next_ = now + pause;
            if (!python(progress)) return Wish::stop;
        }
        const bool late = held_.seconds && std::chrono::duration<double>(now - begun_).count() > *held_.seconds;
        return late ? Wish::hurry : Wish::go_on;
    }
    /// What Python raised meanwhile, if it did.
    void rethrow() const {
        if (raised_) std::rethrow_exception(raised_);
    }

private:
    static constexpr std::chrono::milliseconds pause{25};

    bool python(const Progress& progress) {
        const py::gil_scoped_acquire locked;
        try {
            if (PyErr_CheckSignals() != 0) throw py::error_already_set();
            if (!held_.progress.is_none() && progress.all > 0) held_.progress(progress.done, progress.all);
            return true;
        } catch (...) {
            raised_ = std::current_exception();
            return false;
        }
    }

    const Held& held_;
    Clock::time_point begun_;
    Clock::time_point next_;
    std::exception_ptr raised_;
};

}  // namespace

bool watched(const Held& held, const std::function<void()>& compute) {
    Warden warden(held);
    Watch watch([&](const Progress& progress) { return warden.ask(progress); });
    try {
        const py::gil_scoped_release unlocked;
        compute();
    } catch (const Stopped&) {
        warden.rethrow();
        throw;
    }
    return watch.cut();
}

}  // namespace chirograph::binding
