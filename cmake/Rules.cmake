# Every rules/<group>/<rule>.cc defines one `extern constinit const Rule kRule` in its own namespace;
# the table of all rules is written here, so that a new rule edits no other file.
file(GLOB rule_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/rules/*/*.cc)
list(SORT rule_sources)

set(declarations "")
set(entries "")
foreach(source IN LISTS rule_sources)
  get_filename_component(rule ${source} NAME_WE)
  get_filename_component(folder ${source} DIRECTORY)
  get_filename_component(group ${folder} NAME)
  string(APPEND declarations "namespace irsalint::rules::${group}::${rule} {\n"
                             "extern constinit const rule::Rule kRule;\n}\n")
  string(APPEND entries "    &${group}::${rule}::kRule,\n")
endforeach()

set(table ${CMAKE_BINARY_DIR}/generated/all_rules.cc)
file(GENERATE OUTPUT ${table} CONTENT
"// Generated from the folder rules/.
#include \"rules/all_rules.h\"

#include <vector>

${declarations}
namespace irsalint::rules {

std::span<const rule::Rule* const> AllRules() {
  static const std::vector<const rule::Rule*> rules = {
${entries}  };
  return rules;
}

}  // namespace irsalint::rules
")

add_library(irsalint_rules STATIC ${table} ${rule_sources})
target_include_directories(irsalint_rules PUBLIC ${CMAKE_SOURCE_DIR})
target_link_libraries(irsalint_rules PUBLIC irsalint_rule
                      PRIVATE irsalint_warnings irsalint_small irsalint_fmt)
irsalint_precompile(irsalint_rules)
