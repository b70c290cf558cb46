#include "analyzer/cli/webhook_options.h"

#include <CLI/App.hpp>

#include "analyzer/base/arn.h"

namespace irsalint::cli {

using syntax::Text;

void AddWebhookOptions(CLI::App& command, WebhookOptions& options) {
  CLI::Option_group* group = command.add_option_group("Flags of the webhook");
  kube::WebhookFlags& flags = options.flags;
  const auto add = [group](const std::string& names, auto& value, const std::string& what,
                           const std::string& shape) {
    group->add_option(names, value, what)->option_text(shape)->capture_default_str();
  };
  add("--annotation-prefix", flags.annotation_prefix, "What stands before /role-arn", "PREFIX");
  add("--aws-default-region", options.region, "Region to inject; none is injected without it",
      "REGION");
  group->add_flag("--sts-regional-endpoint", options.regional_sts, "Make STS regional");
  add("--token-audience", flags.token_audience, "Audience of tokens for STS", "AUDIENCE");
  add("--token-expiration", flags.token_expiration, "Lifetime of tokens, in seconds", "SECONDS");
  add("--token-mount-path", flags.token_mount_path, "Where tokens for STS are mounted", "PATH");
  group->add_flag("--compose-role-arn", options.compose_role_arn,
                  "Make an ARN of a role that is given by its name");
  add("--compose-role-arn-account", options.role_account, "The account of such a role", "ACCOUNT");
  add("--compose-role-arn-region", options.role_region,
      "The region that decides its partition; --aws-default-region unless given", "REGION");
  kube::ContainerCredentialsFlags& credentials = flags.container_credentials;
  add("--container-credentials-audience", credentials.audience,
      "Audience of tokens for EKS Pod Identity", "AUDIENCE");
  add("--container-credentials-mount-path,--container-credentials-token-mount-path",
      credentials.mount_path, "Where they are mounted", "PATH");
  add("--container-credentials-volume-name,--container-credentials-token-volume-name",
      credentials.volume_name, "The name of their volume", "NAME");
  add("--container-credentials-token-path", credentials.token_path,
      "The name of the file within it", "NAME");
  add("--container-credentials-full-uri", credentials.full_uri, "Where credentials are asked for",
      "URI");
}

base::Result<kube::WebhookFlags> FlagsOf(const WebhookOptions& options) {
  kube::WebhookFlags flags = options.flags;
  if (!options.region.empty()) {
    flags.aws_default_region = kube::KnownText::Of(Text::Literal(options.region), {});
  }
  flags.sts_regional_endpoint = base::FromBool(options.regional_sts);
  if (!options.compose_role_arn) return flags;
  if (!base::IsAccountId(options.role_account)) {
    return base::Error{.code = base::ErrorCode::kUsage,
                       .message =
                           "--compose-role-arn needs --compose-role-arn-account with an "
                           "account of 12 digits"};
  }
  const std::string& region = options.role_region.empty() ? options.region : options.role_region;
  flags.role_arn_prefix =
      kube::RoleArnPrefix(kube::PartitionForWebhook(region), Text::Literal(options.role_account));
  return flags;
}

}  // namespace irsalint::cli
