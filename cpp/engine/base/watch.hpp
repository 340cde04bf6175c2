// Whoever calls the engine may watch the call: stop it, let its searches end early, see how far it is. Solvers pass by
// here now and then, and know no more of it.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>

namespace chirograph {

/// A call was stopped. Nothing is kept of it.
class Stopped : public std::exception {
public:
    [[nodiscard]] const char* what() const noexcept override { return "the call was stopped"; }
};

enum class Wish : std::uint8_t {
    go_on,
    hurry,  ///< searches end with what they have, as if their steps were spent
    stop    ///< the call ends with Stopped
};

/// How far a call is, in whatever it does many of.
struct Progress {
    std::size_t done = 0;
    std::size_t all = 0;   ///< 0: not known
    bool waiting = false;  ///< the calling thread has nothing to do itself
};

/// While it lives, calls of the thread that made it, and threads these start, are watched.
class Watch {
public:
    /// Called from the thread that made the watch, every microsecond or so: it is for the caller to look at a clock.
    using Ask = std::function<Wish(const Progress&)>;

    explicit Watch(Ask ask);
    ~Watch();
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

    /// The watch of this thread, if there is one.
    [[nodiscard]] static Watch* here() noexcept { return current; }
    /// Did a search end early because of hurry?
    [[nodiscard]] bool cut() const noexcept { return cut_; }

    void pass(bool waiting = false);
    [[nodiscard]] bool late() noexcept;
    void expect(std::size_t work) noexcept { all_ += work; }
    void advance(std::size_t work) noexcept { done_ += work; }

    /// Lets another thread take part.
    class Lent {
    public:
        explicit Lent(Watch* watch) noexcept : before_(current) { current = watch; }
        ~Lent() { current = before_; }
        Lent(const Lent&) = delete;
        Lent& operator=(const Lent&) = delete;

    private:
        Watch* before_;
    };

private:
    static thread_local Watch* current;

    Ask ask_;
    Watch* before_;
    const void* owner_;
    std::atomic<std::size_t> done_{0};
    std::atomic<std::size_t> all_{0};
    std::atomic<bool> stopped_{false};
    std::atomic<bool> late_{false};
    std::atomic<bool> cut_{false};
};

/// Solvers call it at least every few milliseconds and at most every microsecond or so. Throws Stopped.
inline void checkpoint() {
    if (Watch* watch = Watch::here()) watch->pass();
}
/// Shall a search end with what it has?
[[nodiscard]] inline bool late() noexcept {
    Watch* watch = Watch::here();
    return watch != nullptr && watch->late();
}

}  // namespace chirograph
