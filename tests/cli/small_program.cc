#include "tests/cli/small_program.h"

namespace irsalint::cli {

CommandInfo SmallProgram() {
  const OptionInfo help = {
      .names = {"-h", "--help"}, .description = "Help", .group = "Options", .shape = ""};
  const OptionInfo path = {.names = {"PATH"},
                           .description = "Files",
                           .group = "",
                           .shape = "PATH",
                           .value = ValueKind::kFile,
                           .is_optional = true,
                           .is_repeated = true};
  const OptionInfo rule = {.names = {"RULE"},
                           .description = "Its id",
                           .group = "",
                           .shape = "RULE",
                           .value = ValueKind::kWords,
                           .words = {"one", "two"}};
  const OptionInfo format = {.names = {"--format"},
                             .description = "It's [the] form: how",
                             .group = "Shown",
                             .shape = "{text,json}",
                             .value = ValueKind::kWords,
                             .words = {"text", "json"}};
  const OptionInfo fix = {.names = {"--fix"},
                          .description = "Fix",
                          .group = "Shown",
                          .shape = "[=unsafe]",
                          .value = ValueKind::kWords,
                          .words = {"unsafe"},
                          .is_optional = true};
  const OptionInfo config = {.names = {"--config"},
                             .description = ".a\\b",
                             .group = "Shown",
                             .shape = "FILE|none",
                             .value = ValueKind::kFile,
                             .words = {"none"}};
  const OptionInfo select = {.names = {"--select"},
                             .description = "Rules",
                             .group = "Options",
                             .shape = "RULE,...",
                             .value = ValueKind::kList,
                             .words = {"one", "two"}};
  return {.name = "irsalint",
          .description = "Answers.",
          .footer = "Exit status:\n\n0",
          .options = {help},
          .commands = {{.name = "check",
                        .description = "Lint",
                        .footer = "",
                        .options = {help, select, format, fix, config},
                        .arguments = {path}},
                       {.name = "policy",
                        .description = "Ask",
                        .footer = "",
                        .options = {help},
                        .commands = {{.name = "why",
                                      .description = "Say why",
                                      .footer = "Example: why",
                                      .options = {help},
                                      .arguments = {rule}}}}}};
}

}  // namespace irsalint::cli
