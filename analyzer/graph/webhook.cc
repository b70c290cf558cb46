#include "analyzer/graph/webhook.h"

#include "analyzer/graph/sts_endpoint.h"

namespace irsalint::graph {
namespace {

using syntax::Text;

const DeclaredWebhook* SelfHosted(const Cluster& cluster) {
  const bool self_hosted = cluster.declared != nullptr && cluster.declared->webhook.self_hosted;
  return self_hosted ? &cluster.declared->webhook : nullptr;
}

std::string_view PrefixOf(const DeclaredWebhook* webhook) {
  return webhook == nullptr ? kube::kWebhookPrefix : std::string_view(webhook->annotation_prefix);
}

// What the webhook puts before a bare name. The account is a hole where nobody names it.
Text RolePrefixOf(const Cluster& cluster) {
  const std::string& partition = cluster.declared->partition;
  const Text account = cluster.account.empty()
                           ? Text::OfHole({.syntax = syntax::HoleSyntax::kMissing,
                                           .expression = "account of " + cluster.name,
                                           .scope = {}})
                           : Text::Literal(cluster.account);
  return kube::RoleArnPrefix(partition.empty() ? "aws" : std::string_view(partition), account);
}

base::Truth FromOptional(std::optional<bool> value) {
  return value.has_value() ? base::FromBool(*value) : base::Truth::kMaybe;
}

}  // namespace

std::string_view WebhookPrefixOf(const IdentityGraph& graph, UnitId unit) {
  return PrefixOf(SelfHostedWebhookOf(graph, unit));
}

std::string_view WebhookPrefixOf(const GraphData& data, UnitId unit) {
  return PrefixOf(SelfHostedWebhookOf(data, unit));
}

const DeclaredWebhook* SelfHostedWebhookOf(const IdentityGraph& graph, UnitId unit) {
  const std::optional<ClusterId> cluster = graph[unit].cluster;
  return cluster.has_value() ? SelfHosted(graph[*cluster]) : nullptr;
}

const DeclaredWebhook* SelfHostedWebhookOf(const GraphData& data, UnitId unit) {
  const std::optional<ClusterId> cluster = data.units[unit.value].cluster;
  return cluster.has_value() ? SelfHosted(data.clusters[cluster->value]) : nullptr;
}

kube::WebhookFlags WebhookFlagsOf(const IdentityGraph& graph, UnitId unit) {
  const std::optional<ClusterId> id = graph[unit].cluster;
  const Cluster unknown;
  const Cluster& cluster = id.has_value() ? graph[*id] : unknown;
  const DeclaredWebhook* webhook = SelfHosted(cluster);
  kube::WebhookFlags flags;
  if (webhook == nullptr) {
    flags.aws_default_region = cluster.region.empty()
                                   ? facts::KnownText::Unresolved({})
                                   : facts::KnownText::Of(Text::Literal(cluster.region), {});
    flags.sts_regional_endpoint = FromOptional(EksMakesStsRegional(cluster.version));
    return flags;
  }
  flags.annotation_prefix = webhook->annotation_prefix;
  flags.token_audience = webhook->token_audience;
  flags.token_mount_path = webhook->token_mount_path;
  flags.token_expiration = webhook->token_expiration;
  flags.sts_regional_endpoint = FromOptional(webhook->regional_sts);
  if (!webhook->aws_default_region.empty()) {
    flags.aws_default_region = facts::KnownText::Of(Text::Literal(webhook->aws_default_region), {});
  }
  if (webhook->compose_role_arn) flags.role_arn_prefix = RolePrefixOf(cluster);
  return flags;
}

facts::KnownText ComposedRoleArn(const GraphData& data, UnitId unit,
                                 const facts::KnownText& written) {
  const DeclaredWebhook* webhook = SelfHostedWebhookOf(data, unit);
  if (webhook == nullptr || !webhook->compose_role_arn || !written.HasValue()) return written;
  const Cluster& cluster = data.clusters[data.units[unit.value].cluster->value];
  const kube::WebhookFlags flags = {.role_arn_prefix = RolePrefixOf(cluster)};
  return facts::KnownText::Of(kube::InjectedRoleArn(*written, flags), written.place());
}

}  // namespace irsalint::graph
