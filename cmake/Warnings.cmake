# Warnings and sanitizers for our own targets only; third-party code is not ours to warn about.
add_library(irsalint_warnings INTERFACE)
target_compile_options(irsalint_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wswitch -Wnon-virtual-dtor -Woverloaded-virtual
  $<$<CXX_COMPILER_ID:GNU>:-Wno-missing-field-initializers>
  $<$<BOOL:${IRSALINT_WERROR}>:-Werror>)
if(IRSALINT_SANITIZE)
  add_compile_options(-fsanitize=${IRSALINT_SANITIZE} -fno-omit-frame-pointer
                      -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${IRSALINT_SANITIZE})
endif()
