# What the C++ side needs: Eigen, for products over all pairs, and nlohmann/json, for the reader. The system's copy, else
# a pinned release whose hash is checked. No installed header includes either.
include(FetchContent)
set(CMAKE_FIND_PACKAGE_TARGETS_GLOBAL ON)

# need(NAME VERSIONS TARGET DEBIAN_PACKAGE URL HASH): the first of these versions that is there, or a later one that says it
# is compatible with it.
function(need name versions target package url hash)
  foreach(version IN LISTS versions)
    find_package(${name} ${version} QUIET)
    if(TARGET ${target})
      return()
    endif()
  endforeach()
  list(GET versions 0 version)
  string(TOUPPER ${name} upper)
  if(FETCHCONTENT_FULLY_DISCONNECTED AND NOT FETCHCONTENT_SOURCE_DIR_${upper})
    message(FATAL_ERROR
      "${name} ${version} or later was not found and FETCHCONTENT_FULLY_DISCONNECTED forbids a download. "
      "Install it (Debian: ${package}) or set FETCHCONTENT_SOURCE_DIR_${upper} to an unpacked release.")
  endif()
  foreach(option JSON_BuildTests JSON_Install BUILD_TESTING EIGEN_BUILD_DOC EIGEN_BUILD_PKGCONFIG)
    set(${option} OFF)
  endforeach()
  FetchContent_Declare(${name} URL ${url} URL_HASH SHA256=${hash} SYSTEM)
  FetchContent_MakeAvailable(${name})
endfunction()

need(Eigen3 "3.4;5" Eigen3::Eigen libeigen3-dev
     https://gitlab.com/libeigen/eigen/-/archive/3.4.0/eigen-3.4.0.tar.gz
     8586084f71f9bde545ee7fa6d00288b264a2b7ac3607b974e54d13e7162c1c72)
need(nlohmann_json 3.11 nlohmann_json::nlohmann_json nlohmann-json3-dev
     https://github.com/nlohmann/json/releases/download/v3.11.3/json.tar.xz
     d6c65aca6b1ed68e7a182f4757257b107ae403032760ed6ef121c9d55e81757d)
