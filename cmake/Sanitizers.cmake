# IRSALINT_SANITIZE covers third-party code that we compile too: a wrong call of ours may show there.
if(IRSALINT_SANITIZE)
  add_compile_options(-fsanitize=${IRSALINT_SANITIZE} -fno-omit-frame-pointer
                      -fno-sanitize-recover=all -pthread)
  add_link_options(-fsanitize=${IRSALINT_SANITIZE})
endif()

# irsalint_precompile(TARGET): in an instrumented build, where reading headers is half of the time,
# TARGET shares the precompiled standard headers of irsalint_base. The release build does without, so
# that a missing #include is seen.
function(irsalint_precompile target)
  if(NOT IRSALINT_SANITIZE)
    return()
  elseif(target STREQUAL irsalint_base)
    target_precompile_headers(irsalint_base PRIVATE <algorithm> <functional> <map> <optional> <set>
                              <string> <string_view> <vector> <fmt/format.h>)
    # g++ 12 takes the macros of its vector instructions for functions behind a precompiled header.
    set_source_files_properties(${CMAKE_SOURCE_DIR}/analyzer/base/sha256_blocks.cc
                                PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
  else()
    target_precompile_headers(${target} REUSE_FROM irsalint_base)
  endif()
endfunction()
