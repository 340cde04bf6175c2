#include "engine/base/watch.hpp"

#include <utility>

namespace chirograph {
namespace {

/// Its address tells threads apart.
thread_local const char this_thread = 0;

}  // namespace

thread_local Watch* Watch::current = nullptr;

Watch::Watch(Ask ask) : ask_(std::move(ask)), before_(current), owner_(&this_thread) {
    current = this;
}

Watch::~Watch() {
    current = before_;
}

void Watch::pass(bool waiting) {
    if (!stopped_ && owner_ == &this_thread) {
        const Wish wish = ask_({done_, all_, waiting});
        if (wish == Wish::hurry) late_ = true;
        if (wish == Wish::stop) stopped_ = true;
    }
    if (stopped_) throw Stopped();
}

bool Watch::late() noexcept {
    if (!late_) return false;
    cut_ = true;
    return true;
}

}  // namespace chirograph
