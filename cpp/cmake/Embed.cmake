# embed_text(OUT_VAR FILE SYMBOL): a generated C++ source that defines `chirograph::io::SYMBOL` as the file's text.
function(embed_text out file symbol)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  file(READ ${file} bytes HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${symbol}.cpp)
  file(CONFIGURE OUTPUT ${source} CONTENT "#include <cstddef>
#include <string_view>

namespace chirograph::io {
namespace {
constexpr unsigned char bytes[] = {@bytes@};
}
std::string_view @symbol@() { return {reinterpret_cast<const char*>(bytes), sizeof(bytes)}; }
}  // namespace chirograph::io
" @ONLY)
  set(${out} ${source} PARENT_SCOPE)
endfunction()
