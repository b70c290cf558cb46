#pragma once

#include <string_view>

#include "analyzer/graph/identity_graph.h"
#include "analyzer/kube/webhook_flags.h"

// How the pod identity webhook is set up that the pods of a unit meet: as the configuration says of
// the unit's cluster, else like the one of EKS (docs/reference/semantics.md §3.1).
namespace irsalint::graph {

// What stands before `/role-arn`: "eks.amazonaws.com" unless the configuration says otherwise.
std::string_view WebhookPrefixOf(const IdentityGraph& graph, UnitId unit);
std::string_view WebhookPrefixOf(const GraphData& data, UnitId unit);

// The webhook that the configuration declares for the unit; null where it declares none of its own.
const DeclaredWebhook* SelfHostedWebhookOf(const IdentityGraph& graph, UnitId unit);
const DeclaredWebhook* SelfHostedWebhookOf(const GraphData& data, UnitId unit);

// The flags of the webhook that the pods of a unit meet. Of the one of EKS it is known that it
// injects the cluster's region, and that it makes STS regional from 1.22 on; where the input does
// not say which region or version the cluster has, they are unknown
// (docs/reference/semantics.md §10.4, §17).
kube::WebhookFlags WebhookFlagsOf(const IdentityGraph& graph, UnitId unit);

// The role that the webhook makes of an annotation's value: a bare name becomes an ARN of the
// cluster's account where the webhook composes ARNs, all else stays as written.
facts::KnownText ComposedRoleArn(const GraphData& data, UnitId unit,
                                 const facts::KnownText& written);

}  // namespace irsalint::graph
