#include <fmt/format.h>

#include <CLI/App.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "analyzer/cli/commands.h"
#include "analyzer/cli/linking.h"
#include "analyzer/cli/role_argument.h"
#include "analyzer/explain/why.h"

namespace irsalint::cli {
namespace {

struct WhyOptions {
  std::string subject;
  std::string role;
  LinkingOptions linking;
  std::string format = "text";
};

base::Error NoSubject(const std::string& subject) {
  return {.code = base::ErrorCode::kUsage,
          .message = fmt::format("SUBJECT is NAMESPACE/NAME or "
                                 "system:serviceaccount:NAMESPACE:NAME, with names that Kubernetes "
                                 "allows, not \"{}\"",
                                 subject)};
}

base::Error NoPolicy(const graph::NamedRole& role, const explain::PlaceLines& lines,
                     const syntax::Place& place) {
  const std::string where = lines.At(place);
  return {
      .code = base::ErrorCode::kUsage,
      .message = fmt::format("no trust policy of {} is in the input{}", graph::LabelOf(role),
                             where.empty() ? "" : fmt::format(", which names it at {}", where))};
}

// 1 only where the refusal is proved.
ExitCode StatusOfAnswer(base::Truth admits) {
  return admits == base::Truth::kNo ? ExitCode::kFindings : ExitCode::kOk;
}

ExitCode PrintWhy(const WhyOptions& options, const CommandContext& context) {
  const std::optional<graph::AskedAccount> account = graph::ParseAskedAccount(options.subject);
  if (!account.has_value()) return context.console.Fail(NoSubject(options.subject));
  const base::Result<engine::LinkedInput> input = ReadLinked(options.linking, context);
  if (!input.has_value()) return StatusOf(input.error());
  const graph::IdentityGraph& graph = *input->graph;
  const ExitCode read = TellProblems(*input, options.linking, context);

  const base::Result<graph::NamedRole> role = RoleOfArgument(graph, options.role);
  if (!role.has_value()) return context.console.Fail(role.error());
  if (role->policies.empty()) {
    const syntax::Place place = graph::PlaceOfName(graph, *role);
    return context.console.Fail(NoPolicy(*role, LinesOf({place}, *input, context), place));
  }
  const explain::Why why = explain::WhyOf(graph, *account, *role);
  const explain::PlaceLines lines = LinesOf(explain::PlacesOf(graph, why), *input, context);
  if (options.format == "json") {
    context.console.Print(explain::WhyJson(graph, why, lines), TextKind::kJson);
  } else {
    context.console.Print(explain::WhyText(graph, why, lines));
  }
  return Worse(read, StatusOfAnswer(why.Admits()));
}

constexpr const char* kExamples =
    "Examples:\n"
    "  irsalint why media/uploader uploader\n"
    "  irsalint why system:serviceaccount:media:uploader arn:aws:iam::402913857266:role/uploader "
    "k8s iam\n\n"
    "Exit status: 0 allowed, or not known; 1 denied; 2 wrong usage or unreadable input, also where "
    "the input\nholds no such role or no trust policy of it.";

}  // namespace

void AddWhyCommand(CLI::App& app, CommandContext& context) {
  const auto options = std::make_shared<WhyOptions>();
  CLI::App* command =
      app.add_subcommand("why", "Say why a service account may assume a role, clause by clause");
  command
      ->add_option("SUBJECT", options->subject,
                   "The account: NAMESPACE/NAME, or the subject of its token")
      ->required();
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
  command->callback([options, &context] { context.exit_code = PrintWhy(*options, context); });
}

}  // namespace irsalint::cli
