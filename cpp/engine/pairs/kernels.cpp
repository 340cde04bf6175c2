#include "engine/pairs/kernels.hpp"

#include <algorithm>
#include <atomic>
#include <string>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/pairs/kernels_of.hpp"

namespace chirograph {
namespace {

std::vector<const Kernel*> found() {
    std::vector<const Kernel*> usable;
#if defined(CHIROGRAPH_X86_KERNELS)
    __builtin_cpu_init();
    const bool wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
    if (wide && __builtin_cpu_supports("avx512bitalg")) usable.push_back(&avx512_kernel);
    if (wide) usable.push_back(&avx512bw_kernel);
    if (__builtin_cpu_supports("avx2")) usable.push_back(&avx2_kernel);
#elif defined(__aarch64__)
    usable.push_back(&neon_kernel);
#endif
    usable.push_back(&portable_kernel);
    return usable;
}

std::atomic<const Kernel*>& in_use() {
    static std::atomic<const Kernel*> chosen{kernels().front()};
    return chosen;
}

}  // namespace

std::span<const Kernel* const> kernels() {
    static const std::vector<const Kernel*> usable = found();
    return usable;
}

const Kernel& kernel() {
    return *in_use().load(std::memory_order_relaxed);
}

void use_kernel(std::string_view name) {
    std::string names;
    for (const Kernel* one : kernels()) {
        if (one->name == name) {
            in_use() = one;
            return;
        }
        names += (names.empty() ? "" : ", ") + std::string(one->name);
    }
    throw Error(
        {Code::unknown_key, "", "kernel", std::string(name), "this processor can run it", "choose of " + names});
}

}  // namespace chirograph
