// What this machine can do at most: counts of common bits, and stores into a buffer. Compiled and called by limits.py.
//
// The inner step of every kernel that counts is and + popcount + add (or, without a popcount of vectors, a look-up
// of four columns at once + add). Here it runs on registers alone, in as many independent chains as hide its latency,
// and so says what no kernel can pass.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <thread>
#include <vector>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace {

/// Seconds from a common start until the last of the threads is done; `work` gets the number of its thread.
template <class Work>
double seconds(int threads, Work work) {
    using Clock = std::chrono::steady_clock;
    std::atomic<int> waiting{0}, running{threads};
    std::atomic<bool> started{false};
    std::vector<std::thread> others;
    for (int id = 1; id < threads; ++id) {
        others.emplace_back([&, id] {
            ++waiting;
            while (!started.load(std::memory_order_acquire)) {
            }
            work(id);
            --running;
        });
    }
    while (waiting.load() < threads - 1) {
    }
    const auto begun = Clock::now();
    started.store(true, std::memory_order_release);
    work(0);
    --running;
    while (running.load() > 0) {
    }
    const std::chrono::duration<double> taken = Clock::now() - begun;
    for (auto& other : others) other.join();
    return taken.count();
}

// Eight chains with a name each: in an array compilers keep them in memory, and then memory is measured.
#define EIGHT(DO) DO(0) DO(1) DO(2) DO(3) DO(4) DO(5) DO(6) DO(7)

/// The loop of a way to count: `REGISTER` is the letter of a register for what it counts in; `VALUE` makes one of a
/// number; `STEP` is what it adds to a sum. Nothing is known of `word` from one turn to the next, and every sum is
/// used.
#define BEGIN(i) auto sum##i = VALUE(0), other##i = VALUE(i + 1);
#define TURN(i) sum##i = STEP(sum##i, other##i);
#define END(i) __asm__ volatile("" : : REGISTER(sum##i));
#define LOOP                                              \
    auto word = VALUE(0x01020301);                        \
    EIGHT(BEGIN)                                          \
    for (std::size_t step = 0; step < steps; step += 8) { \
        __asm__ volatile("" : "+" REGISTER(word));        \
        EIGHT(TURN)                                       \
    }                                                     \
    EIGHT(END)

/// 64 columns of one pair in a step.
#define REGISTER "r"
#define VALUE(number) (std::uint64_t{number})
#define STEP(sum, other) ((sum) + static_cast<std::uint64_t>(__builtin_popcountll(word & (other))))
void words(std::size_t steps) {
    LOOP
}
#if defined(__x86_64__)
__attribute__((target("popcnt"))) void counted_words(std::size_t steps) {
    LOOP
}
#undef REGISTER
#undef VALUE
#undef STEP

/// 4 columns of 32 pairs in a step: what a row has in 4 columns chooses a table of 16 counts.
#define REGISTER "x"
#define VALUE(number) _mm256_set1_epi32(number)
#define STEP(sum, other) _mm256_add_epi8(sum, _mm256_shuffle_epi8(word, other))
__attribute__((target("avx2"))) void tables(std::size_t steps) {
    LOOP
}
#undef REGISTER
#undef VALUE
#undef STEP

/// 32 columns of 16 pairs in a step.
#define REGISTER "v"
#define VALUE(number) _mm512_set1_epi32(number)
#define STEP(sum, other) _mm512_add_epi32(sum, _mm512_popcnt_epi32(_mm512_and_si512(word, other)))
__attribute__((target("avx512f,avx512vpopcntdq"))) void vectors(std::size_t steps) {
    LOOP
}

/// Stores that pass the caches by; `to` stands at a multiple of 16 bytes.
void streamed(char* to, std::size_t bytes) {
    const __m128i value = _mm_set1_epi32(0x3f000000);
    for (std::size_t at = 0; at + 16 <= bytes; at += 16) _mm_stream_si128(reinterpret_cast<__m128i*>(to + at), value);
    _mm_sfence();
}
#endif

struct Way {
    const char* name;
    void (*run)(std::size_t steps);
    double bits;  // pairs times columns of a step
    bool there;
};

const std::vector<Way>& ways() {
#if defined(__x86_64__)
    static const std::vector<Way> all{
        {"words", words, 64, true},
        {"words, POPCNT", counted_words, 64, __builtin_cpu_supports("popcnt") != 0},
        {"tables, AVX2", tables, 128, __builtin_cpu_supports("avx2") != 0},
        {"vectors, VPOPCNTDQ", vectors, 512, __builtin_cpu_supports("avx512vpopcntdq") != 0}};
#else
    static const std::vector<Way> all{{"words", words, 64, true}};
#endif
    return all;
}

}  // namespace

extern "C" {

/// The name of a way to count; null where there are no more, empty where this processor lacks it.
const char* way(int number) {
    if (number >= static_cast<int>(ways().size())) return nullptr;
    const Way& found = ways()[static_cast<std::size_t>(number)];
    return found.there ? found.name : "";
}

/// Seconds in which so many columns of pairs are counted.
double count(int number, double bits, int threads) {
    const Way& found = ways()[static_cast<std::size_t>(number)];
    const auto steps = static_cast<std::size_t>(bits / found.bits / threads) + 1;
    return seconds(threads, [&](int) { found.run(steps); });
}

/// Seconds in which a buffer is filled once, by ordinary stores or past the caches; below 0 where the latter do not
/// exist.
double fill(char* to, std::size_t bytes, int past_caches, int threads) {
    const std::size_t part = bytes / static_cast<std::size_t>(threads) / 64 * 64;
#if !defined(__x86_64__)
    if (past_caches != 0) return -1;
#endif
    return seconds(threads, [&](int id) {
        char* from = to + static_cast<std::size_t>(id) * part;
        const std::size_t mine = id + 1 == threads ? static_cast<std::size_t>(to + bytes - from) : part;
#if defined(__x86_64__)
        if (past_caches != 0) return streamed(from, mine);
#endif
        std::memset(from, 0x3f, mine);
    });
}
}
