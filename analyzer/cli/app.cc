#include "analyzer/cli/app.h"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <memory>
#include <sstream>
#include <string_view>

#include "analyzer/base/utf8.h"
#include "analyzer/base/version.h"
#include "analyzer/cli/commands.h"
#include "analyzer/engine/selection.h"

namespace irsalint::cli {
namespace {

constexpr std::string_view kFooter =
    "irsalint [PATH...] is irsalint check [PATH...]; without a path it lints the working "
    "directory.\n"
    "Exit status: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage or unreadable input, "
    "3 a fault of irsalint.";

// `--fix` instead of `--fix{safe}`, which is how CLI11 writes down what a flag without a value
// means.
class HelpFormatter : public CLI::Formatter {
 public:
  std::string make_option_name(const CLI::Option* option, bool is_positional) const override {
    const std::string name = CLI::Formatter::make_option_name(option, is_positional);
    return name.substr(0, name.find('{'));
  }
};

bool IsGlobalFlag(std::string_view argument) {
  return argument == "-h" || argument == "--help" || argument == "--version";
}

bool IsCommand(std::string_view argument) {
  return std::ranges::find(kCommandNames, argument) != kCommandNames.end();
}

void PutDefaultCommandFirst(std::vector<std::string>& arguments) {
  const bool is_given =
      !arguments.empty() && (IsGlobalFlag(arguments.front()) || IsCommand(arguments.front()));
  if (!is_given) arguments.insert(arguments.begin(), "check");
}

// The command that the arguments lead to: `policy why` is two deep.
const CLI::App& CommandOf(const CLI::App& app, std::span<const std::string> arguments) {
  const CLI::App* command = &app;
  for (const std::string& argument : arguments) {
    const auto commands = command->get_subcommands({});
    const auto found = std::ranges::find_if(
        commands, [&argument](const CLI::App* other) { return other->get_name() == argument; });
    if (found == commands.end()) break;
    command = *found;
  }
  return *command;
}

// A hint for the first flag that the command does not have, else "".
std::string UnknownFlagHint(const CLI::App& command, std::span<const std::string> arguments) {
  std::vector<std::string> storage;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) storage.push_back("--" + name);
  }
  const std::vector<std::string_view> names(storage.begin(), storage.end());
  for (const std::string& argument : arguments) {
    if (argument == "--") break;
    if (!argument.starts_with("--")) continue;
    const std::string_view flag = std::string_view(argument).substr(0, argument.find('='));
    if (std::ranges::find(names, flag) == names.end()) return engine::NearestNameHint(flag, names);
  }
  return "";
}

ExitCode ReportParseError(const CLI::App& app, const CLI::ParseError& error,
                          std::span<const std::string> arguments, const Console& console) {
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) {
    std::ostringstream out;
    std::ostringstream unused;
    (void)app.exit(error, out, unused);
    console.Print(out.str());
    return ExitCode::kOk;
  }
  const CLI::App& command = CommandOf(app, arguments);
  std::string name;
  for (const CLI::App* at = &command; at != nullptr && at != &app; at = at->get_parent()) {
    name = " " + at->get_name() + name;
  }
  console.PrintError(fmt::format("irsalint: {}{}\nTry `irsalint{} --help`.\n",
                                 base::EscapeForDisplay(error.what()),
                                 UnknownFlagHint(command, arguments), name));
  return ExitCode::kUsage;
}

}  // namespace

ExitCode RunProgram(std::vector<std::string> arguments, const World& world,
                    std::span<const rule::Rule* const> catalogue) {
  const Console console(world);
  CommandContext context = {.world = world, .console = console, .catalogue = catalogue};
  CLI::App app("Proves offline which AWS identity every container on EKS gets.", "irsalint");
  app.set_version_flag("--version", fmt::format("irsalint {}", base::kVersion));
  app.footer(std::string(kFooter));
  app.formatter(std::make_shared<HelpFormatter>());
  app.require_subcommand(1);
  AddCheckCommand(app, context);
  AddTraceCommand(app, context);
  AddWhyCommand(app, context);
  AddWhoCommand(app, context);
  AddGraphCommand(app, context);
  AddMutateCommand(app, context);
  AddBaselineCommand(app, context);
  AddConfigCommand(app, context);
  AddPolicyCommand(app, context);
  AddFactsCommand(app, context);
  AddExplainCommand(app, context);
  AddRulesCommand(app, context);
  AddLspCommand(app, context);
  AddCompletionCommand(app, context);
  AddManCommand(app, context);

  PutDefaultCommandFirst(arguments);
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    app.parse(std::move(reversed));
  } catch (const CLI::ParseError& error) {
    return ReportParseError(app, error, arguments, console);
  }
  return context.exit_code;
}

}  // namespace irsalint::cli
