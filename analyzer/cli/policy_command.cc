#include <CLI/App.hpp>
#include <memory>
#include <string>

#include "analyzer/cli/commands.h"
#include "analyzer/cli/policy_file.h"
#include "analyzer/explain/decision.h"
#include "analyzer/explain/who.h"
#include "analyzer/iam/evaluate.h"

namespace irsalint::cli {
namespace {

struct PolicyOptions {
  std::string file;
  std::string request;
  std::string format = "text";
};

void AddFileAndFormat(CLI::App& command, PolicyOptions& options) {
  command.add_option("FILE", options.file, "File with one trust policy; - is standard input")
      ->required();
  command.add_option("--format", options.format, "Output format")
      ->check(CLI::IsMember({"text", "json"}))
      ->option_text("{text,json}");
}

ExitCode Why(const PolicyOptions& options, const CommandContext& context) {
  const base::Result<iam::PolicyDocument> policy = ReadPolicyFile(options.file, context.world);
  if (!policy.has_value()) return context.console.Fail(policy.error());
  const base::Result<iam::Request> request = ReadRequestFile(options.request, context.world);
  if (!request.has_value()) return context.console.Fail(request.error());
  const iam::Decision decision = iam::Evaluate(*policy, *request);
  if (options.format == "json") {
    context.console.Print(explain::DecisionJson(*policy, decision), TextKind::kJson);
  } else {
    context.console.Print(explain::DecisionText(*policy, decision));
  }
  return ExitCode::kOk;
}

ExitCode Who(const PolicyOptions& options, const CommandContext& context) {
  const base::Result<iam::PolicyDocument> policy = ReadPolicyFile(options.file, context.world);
  if (!policy.has_value()) return context.console.Fail(policy.error());
  const auto admitted = explain::WhoIsAdmitted(*policy);
  if (options.format == "json") {
    context.console.Print(explain::WhoJson(admitted), TextKind::kJson);
  } else {
    context.console.Print(explain::WhoText(admitted));
  }
  return ExitCode::kOk;
}

}  // namespace

void AddPolicyCommand(CLI::App& app, CommandContext& context) {
  CLI::App* policy = app.add_subcommand("policy", "Ask one policy file");
  policy->require_subcommand(1);

  const auto why_options = std::make_shared<PolicyOptions>();
  CLI::App* why = policy->add_subcommand("why", "Decide one request, clause by clause");
  AddFileAndFormat(*why, *why_options);
  why->add_option("--request", why_options->request,
                  "File with action, principal, roleArn, account and context")
      ->required()
      ->option_text("FILE");
  why->callback([why_options, &context] { context.exit_code = Why(*why_options, context); });

  const auto who_options = std::make_shared<PolicyOptions>();
  CLI::App* who = policy->add_subcommand("who", "Say which service accounts are admitted");
  AddFileAndFormat(*who, *who_options);
  who->callback([who_options, &context] { context.exit_code = Who(*who_options, context); });
}

}  // namespace irsalint::cli
