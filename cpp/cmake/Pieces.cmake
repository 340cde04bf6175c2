# Reading the headers of a file takes longer than compiling what it says itself, so with CMAKE_UNITY_BUILD the files of a
# folder are compiled as one piece. Files that share local names with others of their folder are compiled alone.

# one_piece(TARGET NAME PATTERN [FILE...]): the sources whose path matches PATTERN, but not the FILEs.
function(one_piece target name pattern)
  get_target_property(files ${target} SOURCES)
  list(FILTER files INCLUDE REGEX "/${pattern}/[^/]+\\.cpp$")
  foreach(alone IN LISTS ARGN)
    list(FILTER files EXCLUDE REGEX "/${alone}\\.cpp$")
  endforeach()
  set_source_files_properties(${files} PROPERTIES UNITY_GROUP ${name})
  set_target_properties(${target} PROPERTIES UNITY_BUILD_MODE GROUP)
endfunction()
