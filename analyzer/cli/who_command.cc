#include <CLI/App.hpp>
#include <memory>
#include <string>

#include "analyzer/cli/commands.h"
#include "analyzer/cli/linking.h"
#include "analyzer/cli/role_argument.h"
#include "analyzer/explain/role_who.h"

namespace irsalint::cli {
namespace {

struct WhoOptions {
  std::string role;
  LinkingOptions linking;
  std::string format = "text";
};

ExitCode PrintWho(const WhoOptions& options, const CommandContext& context) {
  const base::Result<engine::LinkedInput> input = ReadLinked(options.linking, context);
  if (!input.has_value()) return StatusOf(input.error());
  const graph::IdentityGraph& graph = *input->graph;
  const ExitCode read = TellProblems(*input, options.linking, context);

  const base::Result<graph::NamedRole> role = RoleOfArgument(graph, options.role);
  if (!role.has_value()) return context.console.Fail(role.error());
  const explain::RoleWho who = explain::WhoOf(graph, *role);
  const explain::PlaceLines lines = LinesOf(explain::PlacesOf(graph, who), *input, context);
  if (options.format == "json") {
    context.console.Print(explain::RoleWhoJson(graph, who, lines), TextKind::kJson);
  } else {
    context.console.Print(explain::RoleWhoText(graph, who, lines));
  }
  return read;
}

constexpr const char* kExamples =
    "Examples:\n"
    "  irsalint who uploader\n"
    "  irsalint who arn:aws:iam::402913857266:role/uploader k8s iam --format json\n\n"
    "Exit status: 0 answered; 2 wrong usage or unreadable input, also where the input holds no "
    "such "
    "role.";

}  // namespace

void AddWhoCommand(CLI::App& app, CommandContext& context) {
  const auto options = std::make_shared<WhoOptions>();
  CLI::App* command = app.add_subcommand("who", "Say who can assume a role");
  command
      ->add_option("ROLE", options->role,
                   "The role: its ARN, its name, or the file of its trust policy")
      ->required();
  AddLinkingOptions(*command, options->linking);
  AddConfigOption(*command, options->linking.config);
  command->option_defaults()->group("How it is shown");
  command->add_option("--format", options->format, "Output format")
      ->check(CLI::IsMember({"text", "json"}))
      ->option_text("{text,json}");
  command->footer(kExamples);
  command->callback([options, &context] { context.exit_code = PrintWho(*options, context); });
}

}  // namespace irsalint::cli
