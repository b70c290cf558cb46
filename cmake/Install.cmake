# What `cmake --install` puts into a prefix: the program, and for other programs one library of all
# layers but the command line, with its headers and a description for find_package(irsalint).
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(layers base source syntax iam kube facts load graph rule engine render explain rules)
set(objects "")
foreach(layer IN LISTS layers)
  list(APPEND objects $<TARGET_OBJECTS:irsalint_${layer}>)
endforeach()
foreach(library tree_sitter_core tree_sitter_yaml tree_sitter_json)
  list(APPEND objects $<TARGET_OBJECTS:${library}>)
endforeach()

add_library(irsalint_library STATIC ${objects})
set_target_properties(irsalint_library PROPERTIES OUTPUT_NAME irsalint EXPORT_NAME irsalint
                      LINKER_LANGUAGE CXX)
target_compile_features(irsalint_library PUBLIC cxx_std_20)
target_include_directories(irsalint_library INTERFACE
                           $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/irsalint>)
target_link_libraries(irsalint_library PRIVATE Threads::Threads fmt::fmt yaml-cpp PkgConfig::RE2)

set(package ${CMAKE_INSTALL_LIBDIR}/cmake/irsalint)
install(TARGETS irsalint RUNTIME)
install(TARGETS irsalint_library EXPORT irsalint ARCHIVE)
install(EXPORT irsalint NAMESPACE irsalint:: FILE irsalintTargets.cmake DESTINATION ${package})
install(DIRECTORY analyzer rules DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/irsalint
        FILES_MATCHING PATTERN *.h PATTERN analyzer/cli EXCLUDE)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

configure_package_config_file(cmake/irsalintConfig.cmake.in
                              ${CMAKE_BINARY_DIR}/generated/irsalintConfig.cmake
                              INSTALL_DESTINATION ${package})
write_basic_package_version_file(${CMAKE_BINARY_DIR}/generated/irsalintConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/generated/irsalintConfig.cmake
              ${CMAKE_BINARY_DIR}/generated/irsalintConfigVersion.cmake DESTINATION ${package})
