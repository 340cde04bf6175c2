# The counting kernels are compiled each for its own kind of processor, whatever the rest is compiled for; which of them runs
# is decided when the program runs. They include nothing that another file might link to.
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64)$" AND CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
  set(wide -mavx512f -mavx512bw -mavx512vl -mavx512dq -mprefer-vector-width=512)
  set(flags_avx2 -mavx2)
  set(flags_avx512bw ${wide})
  set(flags_avx512 ${wide} -mavx512bitalg)
  target_compile_definitions(chirograph_engine PRIVATE CHIROGRAPH_X86_KERNELS)
endif()
# GCC 12 warns of values inside its own intrinsics that are set on purpose to nothing (GCC bug 105593).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  set(quiet -Wno-maybe-uninitialized -Wno-uninitialized)
endif()
# Both sides of a choice may be worked out: no one looks at the flags of floating point.
if(CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
  list(APPEND quiet -fno-trapping-math)
endif()
foreach(kind avx2 avx512bw avx512 neon portable)
  set_source_files_properties(engine/pairs/kernel_${kind}.cpp PROPERTIES
    COMPILE_OPTIONS "${flags_${kind}};${quiet};$<$<CONFIG:Release>:-O3>" SKIP_PRECOMPILE_HEADERS ON SKIP_UNITY_BUILD_INCLUSION ON)
endforeach()
