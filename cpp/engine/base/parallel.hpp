// A loop over rows on several threads, at most one a row: every row once, the first exception rethrown, the rest
// stopped early.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "engine/base/watch.hpp"

namespace chirograph {

template <class Work>
void parallel_rows(std::size_t rows, unsigned threads, const Work& work) {
    std::atomic<std::size_t> next{0};
    std::exception_ptr first;
    std::mutex guard;
    const auto keep = [&] {
        next = rows;
        const std::lock_guard lock(guard);
        if (!first) first = std::current_exception();
    };
    const auto run = [&] {
        try {
            for (std::size_t row = next++; row < rows; row = next++) {
                checkpoint();
                work(row);
            }
        } catch (...) {
            keep();
        }
    };
    if (threads <= 1 || rows <= 1) {
        run();
    } else {
        Watch* watch = Watch::here();
        std::atomic<std::size_t> running{0};
        std::vector<std::jthread> pool;
        for (std::size_t i = 1; i < std::min<std::size_t>(threads, rows); ++i) {
            ++running;
            pool.emplace_back([&] {
                const Watch::Lent lent(watch);
                run();
                --running;
            });
        }
        run();
        try {
            while (watch != nullptr && running > 0) watch->pass(true);
        } catch (...) {
            keep();
        }
    }
    if (first) std::rethrow_exception(first);
}

}  // namespace chirograph
