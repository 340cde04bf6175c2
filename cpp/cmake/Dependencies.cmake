# The only library the C++ side needs: nlohmann/json, for the reader. The system's copy, else a pinned release whose
# hash is checked. (The engine itself needs the standard library alone.)
find_package(nlohmann_json 3.11 QUIET)
if(NOT nlohmann_json_FOUND)
  if(FETCHCONTENT_FULLY_DISCONNECTED AND NOT FETCHCONTENT_SOURCE_DIR_NLOHMANN_JSON)
    message(FATAL_ERROR
      "nlohmann/json 3.11 or later was not found and FETCHCONTENT_FULLY_DISCONNECTED forbids a download. "
      "Install it (Debian: nlohmann-json3-dev) or set FETCHCONTENT_SOURCE_DIR_NLOHMANN_JSON to an unpacked release.")
  endif()
  include(FetchContent)
  set(JSON_BuildTests OFF)
  set(JSON_Install OFF)
  FetchContent_Declare(nlohmann_json
    URL https://github.com/nlohmann/json/releases/download/v3.11.3/json.tar.xz
    URL_HASH SHA256=d6c65aca6b1ed68e7a182f4757257b107ae403032760ed6ef121c9d55e81757d)
  FetchContent_MakeAvailable(nlohmann_json)
endif()
