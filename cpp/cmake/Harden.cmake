# What a build of any kind carries against faults in memory; a release also checks the sizes of what it copies.
add_library(chirograph_hardening INTERFACE)
target_compile_options(chirograph_hardening INTERFACE -fstack-protector-strong -fvisibility=hidden
                                                      -fvisibility-inlines-hidden)
if(NOT CMAKE_CXX_FLAGS MATCHES "-fsanitize")
  target_compile_options(chirograph_hardening INTERFACE $<$<CONFIG:Release>:-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3>)
endif()
