# Warnings for our own targets only; third-party code is not ours to warn about. Designated
# initialisers leave members to their defaults on purpose, which g++ alone calls missing; -Wrestrict
# of g++ 12 fires inside std::string's own operator+.
add_library(irsalint_warnings INTERFACE)
target_compile_options(irsalint_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wswitch -Wnon-virtual-dtor -Woverloaded-virtual
  -Wimplicit-fallthrough
  $<$<CXX_COMPILER_ID:GNU>:-Wno-missing-field-initializers>
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict>
  $<$<BOOL:${IRSALINT_WERROR}>:-Werror>)
