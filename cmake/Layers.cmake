# irsalint_layer(NAME [PUBLIC dependency…] [PRIVATE dependency…]): the static library irsalint_NAME of
# all of analyzer/NAME/*.cc but main.cc. A folder that has only headers becomes an interface library.
function(irsalint_layer name)
  cmake_parse_arguments(ARG "" "" "PUBLIC;PRIVATE" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/analyzer/${name}/*.cc)
  list(FILTER sources EXCLUDE REGEX "/main\\.cc$")
  if(sources)
    add_library(irsalint_${name} STATIC ${sources})
    target_include_directories(irsalint_${name} PUBLIC ${CMAKE_SOURCE_DIR})
    target_link_libraries(irsalint_${name} PUBLIC ${ARG_PUBLIC}
                          PRIVATE ${ARG_PRIVATE} irsalint_warnings irsalint_size irsalint_fmt)
    irsalint_precompile(irsalint_${name})
  else()
    add_library(irsalint_${name} INTERFACE)
    target_include_directories(irsalint_${name} INTERFACE ${CMAKE_SOURCE_DIR})
    target_link_libraries(irsalint_${name} INTERFACE ${ARG_PUBLIC})
  endif()
endfunction()
