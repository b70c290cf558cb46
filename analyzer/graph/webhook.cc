#include "analyzer/graph/webhook.h"

#include <fmt/format.h>

#include "analyzer/base/strings.h"
#include "analyzer/kube/webhook_annotations.h"

namespace irsalint::graph {
namespace {

const DeclaredWebhook* SelfHosted(const Cluster& cluster) {
  const bool self_hosted = cluster.declared != nullptr && cluster.declared->webhook.self_hosted;
  return self_hosted ? &cluster.declared->webhook : nullptr;
}

std::string_view PrefixOf(const DeclaredWebhook* webhook) {
  return webhook == nullptr ? kube::kWebhookPrefix : std::string_view(webhook->annotation_prefix);
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

facts::KnownText ComposedRoleArn(const GraphData& data, UnitId unit,
                                 const facts::KnownText& written) {
  const DeclaredWebhook* webhook = SelfHostedWebhookOf(data, unit);
  const bool composes = webhook != nullptr && webhook->compose_role_arn && written.HasValue() &&
                        !base::Contains(written->Written(), "arn:");
  if (!composes) return written;
  const Cluster& cluster = data.clusters[data.units[unit.value].cluster->value];
  const std::string& partition = cluster.declared->partition;
  syntax::Text arn =
      syntax::Text::Literal(fmt::format("arn:{}:iam::", partition.empty() ? "aws" : partition));
  if (cluster.account.empty()) {
    arn = arn.Append(syntax::Text::OfHole({.syntax = syntax::HoleSyntax::kMissing,
                                           .expression = "account of " + cluster.name,
                                           .scope = {}}));
  } else {
    arn = arn.Append(cluster.account);
  }
  return facts::KnownText::Of(arn.Append(":role/").Append(*written), written.place());
}

}  // namespace irsalint::graph
