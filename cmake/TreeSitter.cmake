# The tree-sitter core and grammars as static libraries, from the packages that
# third_party/grammars/package-lock.json pins. IRSALINT_GRAMMARS_DIR names a node_modules folder that
# is there already (packagers, builds without a network).
set(IRSALINT_GRAMMARS_DIR "" CACHE PATH "node_modules folder with the tree-sitter packages")

set(grammars_lock ${CMAKE_SOURCE_DIR}/third_party/grammars/package-lock.json)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${grammars_lock})
if(IRSALINT_GRAMMARS_DIR)
  set(grammars ${IRSALINT_GRAMMARS_DIR})
else()
  # One copy beside the lock file serves every build folder; the stamp is the lock's own hash.
  set(grammars ${CMAKE_SOURCE_DIR}/third_party/grammars/node_modules)
  file(SHA256 ${grammars_lock} lock_hash)
  set(stamp ${grammars}/.irsalint-lock)
  set(stamped "")
  if(EXISTS ${stamp})
    file(READ ${stamp} stamped)
  endif()
  if(NOT stamped STREQUAL lock_hash)
    find_program(NPM npm REQUIRED)
    message(STATUS "Fetching the tree-sitter packages that package-lock.json pins")
    execute_process(
      COMMAND ${NPM} ci --ignore-scripts --no-fund --no-audit --legacy-peer-deps --loglevel=error
      WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}/third_party/grammars
      RESULT_VARIABLE npm_result)
    if(NOT npm_result EQUAL 0)
      message(FATAL_ERROR "npm could not fetch the tree-sitter packages; "
                          "set IRSALINT_GRAMMARS_DIR to a folder that holds them")
    endif()
    file(WRITE ${stamp} ${lock_hash})
  endif()
endif()

set(core ${grammars}/tree-sitter/vendor/tree-sitter/lib)
add_library(tree_sitter_core STATIC ${core}/src/lib.c)
target_include_directories(tree_sitter_core SYSTEM PUBLIC ${core}/include PRIVATE ${core}/src)
target_compile_definitions(tree_sitter_core PRIVATE _DEFAULT_SOURCE)
target_compile_options(tree_sitter_core PRIVATE -w)
set_target_properties(tree_sitter_core PROPERTIES C_STANDARD 11)

function(irsalint_grammar name folder)
  file(GLOB sources ${grammars}/${folder}/src/parser.c ${grammars}/${folder}/src/scanner.c)
  add_library(tree_sitter_${name} STATIC ${sources})
  target_include_directories(tree_sitter_${name} SYSTEM PRIVATE ${grammars}/${folder}/src)
  target_compile_options(tree_sitter_${name} PRIVATE -w)
  set_target_properties(tree_sitter_${name} PROPERTIES C_STANDARD 11)
endfunction()
irsalint_grammar(yaml @tree-sitter-grammars/tree-sitter-yaml)
irsalint_grammar(json tree-sitter-json)

add_library(irsalint_tree_sitter INTERFACE)
target_link_libraries(irsalint_tree_sitter INTERFACE tree_sitter_yaml tree_sitter_json
                      tree_sitter_core)
