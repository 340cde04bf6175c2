# Installs the engine and the reader as the CMake package `chirograph`.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/chirograph)
install(TARGETS chirograph_engine chirograph_io EXPORT chirographTargets
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY engine chirograph/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/chirograph FILES_MATCHING PATTERN "*.hpp")
# The doors of the reader only: its other headers speak nlohmann/json, which users of the package do not need.
install(FILES io/dataset/coding.hpp io/dataset/dataset.hpp DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/chirograph/io/dataset)
install(EXPORT chirographTargets NAMESPACE chirograph:: DESTINATION ${package_dir})
configure_package_config_file(cmake/chirographConfig.cmake.in ${CMAKE_CURRENT_BINARY_DIR}/chirographConfig.cmake
                              INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/chirographConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/chirographConfig.cmake
              ${CMAKE_CURRENT_BINARY_DIR}/chirographConfigVersion.cmake DESTINATION ${package_dir})
