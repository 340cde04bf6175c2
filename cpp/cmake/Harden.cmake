# What a build of any kind carries against faults in memory; a release also checks the sizes of what it copies. MSVC guards
# stacks and hides names unasked; it is told what others take for granted, that texts are UTF-8 and which standard this is.
add_library(chirograph_hardening INTERFACE)
if(MSVC)
  target_compile_options(chirograph_hardening INTERFACE /utf-8 /Zc:__cplusplus /bigobj)
else()
  target_compile_options(chirograph_hardening INTERFACE -fstack-protector-strong -fvisibility=hidden
                                                        -fvisibility-inlines-hidden)
  if(NOT CMAKE_CXX_FLAGS MATCHES "-fsanitize")
    target_compile_options(chirograph_hardening INTERFACE $<$<CONFIG:Release>:-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3>)
  endif()
endif()
