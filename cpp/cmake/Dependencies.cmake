# nlohmann/json: the system's copy, else a pinned release whose hash is checked.
find_package(nlohmann_json 3.11 QUIET)
if(NOT nlohmann_json_FOUND)
  include(FetchContent)
  FetchContent_Declare(nlohmann_json
    URL https://github.com/nlohmann/json/releases/download/v3.11.3/json.tar.xz
    URL_HASH SHA256=d6c65aca6b1ed68e7a182f4757257b107ae403032760ed6ef121c9d55e81757d)
  set(JSON_BuildTests OFF)
  set(JSON_Install OFF)
  FetchContent_MakeAvailable(nlohmann_json)
endif()
