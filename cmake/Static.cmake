# The program for people who have none of our libraries: linked from the same layers, with nothing left
# to load. The packages of those libraries describe the shared ones alone, so archives are looked for
# by name.
#
# irsalint_either(NAME TARGET ARCHIVE): the interface library irsalint_NAME stands for TARGET, and for
# the file ARCHIVE in a program whose property IRSALINT_STATIC is on.
set(IRSALINT_HAS_ARCHIVES TRUE)
function(irsalint_either name target archive)
  find_library(IRSALINT_ARCHIVE_${name} ${archive})
  mark_as_advanced(IRSALINT_ARCHIVE_${name})
  add_library(irsalint_${name} INTERFACE)
  if(IRSALINT_ARCHIVE_${name})
    set(is_static $<BOOL:$<TARGET_PROPERTY:IRSALINT_STATIC>>)
    target_link_libraries(irsalint_${name} INTERFACE
                          $<IF:${is_static},${IRSALINT_ARCHIVE_${name}},${target}>)
  else()
    target_link_libraries(irsalint_${name} INTERFACE ${target})
    set(IRSALINT_HAS_ARCHIVES FALSE PARENT_SCOPE)
  endif()
endfunction()

# Some distributions have no archive of fmt either: packaging/static/fmt.cc takes its place.
function(irsalint_add_fmt)
  add_library(irsalint_fmt INTERFACE)
  set(is_static $<BOOL:$<TARGET_PROPERTY:IRSALINT_STATIC>>)
  target_link_libraries(irsalint_fmt INTERFACE $<$<NOT:${is_static}>:fmt::fmt>)
endfunction()

irsalint_either(yaml_cpp yaml-cpp libyaml-cpp.a)
irsalint_either(re2 PkgConfig::RE2 libre2.a)
irsalint_add_fmt()

# lld, where it is there, keeps one of functions that are the same code: 300 KB less.
find_program(IRSALINT_LLD ld.lld)
mark_as_advanced(IRSALINT_LLD)
if(IRSALINT_LLD)
  set(IRSALINT_STATIC_LINKING -fuse-ld=lld -Wl,--gc-sections,--icf=all,--pack-dyn-relocs=relr,-O2)
else()
  set(IRSALINT_STATIC_LINKING -Wl,--gc-sections,-z,pack-relative-relocs)
endif()

# irsalint_static_program(NAME SOURCE…): a stripped program that loads no library and can itself be
# loaded at any address.
function(irsalint_static_program name)
  add_executable(${name} ${ARGN} packaging/static/fmt.cc)
  target_link_libraries(${name} PRIVATE irsalint_cli irsalint_warnings irsalint_small)
  target_link_options(${name} PRIVATE -static-pie -s ${IRSALINT_STATIC_LINKING})
  set_target_properties(${name} PROPERTIES IRSALINT_STATIC ON
                        RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
endfunction()
