#include "analyzer/graph/claims.h"

#include <algorithm>
#include <string_view>

#include "analyzer/graph/association_cluster.h"
#include "analyzer/graph/webhook.h"
#include "analyzer/kube/token_claims.h"
#include "analyzer/kube/token_file.h"
#include "analyzer/kube/webhook_annotations.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using facts::KnownText;
using syntax::HoleRange;
using syntax::Text;

// Whether a Pod Identity association of a cluster on which the account may be names it. New pods
// then get no web identity (docs/reference/semantics.md §3.2).
Truth NamedByAssociation(const GraphData& data, AccountId id) {
  const Account& account = data.accounts[id.value];
  Truth named = Truth::kNo;
  for (const AssociationId association_id : account.associations) {
    const Association& association = data.associations[association_id.value];
    if (RunsOnClusterOf(data, association, account.unit) == Truth::kNo) continue;
    for (const AccountEdge& edge : association.accounts) {
      if (edge.account == id) named = Or(named, edge.truth);
    }
  }
  return named;
}

const kube::Annotation* AnnotationOf(const kube::ObjectMeta& meta, kube::WebhookKey key,
                                     std::string_view prefix) {
  return meta.FindAnnotation(kube::AnnotationOf(key, prefix));
}

void ClaimByAnnotation(AccountId id, GraphData& data) {
  const Account& account = data.accounts[id.value];
  const kube::ObjectMeta& meta = account.object->meta;
  const std::string_view prefix = WebhookPrefixOf(data, account.unit);
  const kube::Annotation* role = AnnotationOf(meta, kube::WebhookKey::kRoleArn, prefix);
  if (role == nullptr || !meta.name.HasValue()) return;
  // An empty annotation counts as none (docs/reference/semantics.md §3.3).
  if (!role->value.HasValue() || role->value->IsEmpty()) return;
  const kube::Annotation* audience = AnnotationOf(meta, kube::WebhookKey::kAudience, prefix);
  data.claims.push_back({
      .origin = Claim::Origin::kAnnotation,
      .unit = account.unit,
      .namespace_name = account.namespace_name,
      .account_name = *meta.name,
      .account_place = meta.name.place(),
      .account = id,
      .role_arn = ComposedRoleArn(data, account.unit, role->value),
      .audience = audience == nullptr ? KnownText::Absent(role->key_place) : audience->value,
      .workloads = account.workloads,
      .superseded = NamedByAssociation(data, id),
      .edges = {},
      .admitted = Truth::kMaybe,
  });
}

const kube::EnvVar* LiteralEnv(const kube::Container& container, std::string_view name) {
  // Of two entries with one name the last counts.
  const kube::EnvVar* found = nullptr;
  for (const kube::EnvVar& variable : container.env) {
    if (variable.name == name) found = &variable;
  }
  const bool literal = found != nullptr && found->value.HasValue() && found->value->IsLiteral() &&
                       !found->value->IsEmpty();
  return literal ? found : nullptr;
}

// The token that a projected volume puts at `file` inside the container; null for any other file.
const kube::TokenProjection* TokenAt(const kube::PodSpec& spec, const kube::Container& container,
                                     const Text& file) {
  return kube::TokenFileAt(spec, container, file, std::nullopt).token;
}

bool SameClaim(const Claim& claim, WorkloadId workload, const KnownText& role_arn) {
  return claim.origin == Claim::Origin::kEnvironment && claim.role_arn == role_arn &&
         std::ranges::find(claim.workloads, workload) != claim.workloads.end();
}

void ClaimByEnvironment(WorkloadId id, GraphData& data) {
  const Workload& workload = data.workloads[id.value];
  if (!workload.glance.speaks_of_aws) return;
  const kube::PodSpec& spec = workload.object->spec;
  for (const kube::Container& container : spec.containers) {
    const kube::EnvVar* role = LiteralEnv(container, "AWS_ROLE_ARN");
    if (role == nullptr) continue;
    const kube::EnvVar* file = LiteralEnv(container, "AWS_WEB_IDENTITY_TOKEN_FILE");
    if (file == nullptr) continue;
    const kube::TokenProjection* token = TokenAt(spec, container, *file->value);
    // Without the volume nothing is known of the token: perhaps another webhook mounts it.
    if (token == nullptr) continue;
    const bool known = std::ranges::any_of(
        data.claims, [&](const Claim& claim) { return SameClaim(claim, id, role->value); });
    if (known) continue;
    data.claims.push_back({
        .origin = Claim::Origin::kEnvironment,
        .unit = workload.unit,
        .namespace_name = workload.namespace_name,
        .account_name = workload.account.name,
        .account_place = *workload.account.place,
        .account = workload.accounts.size() == 1 ? std::optional(workload.accounts[0].account)
                                                 : std::nullopt,
        .role_arn = role->value,
        // A projection without audience carries the API server's, which nobody here knows.
        .audience =
            token->audience.IsAbsent() ? KnownText::Unresolved(token->place) : token->audience,
        .workloads = {id},
        .superseded = Truth::kNo,
        .edges = {},
        .admitted = Truth::kMaybe,
    });
  }
}

}  // namespace

Text Claim::Subject() const { return kube::SubjectOf(namespace_name, account_name); }

void CollectClaims(GraphData& data) {
  for (uint32_t i = 0; i < data.accounts.size(); ++i) ClaimByAnnotation(AccountId{i}, data);
  for (uint32_t i = 0; i < data.workloads.size(); ++i) ClaimByEnvironment(WorkloadId{i}, data);
  for (uint32_t i = 0; i < data.claims.size(); ++i) {
    if (const auto account = data.claims[i].account; account.has_value()) {
      data.accounts[account->value].claims.push_back(ClaimId{i});
    }
  }
}

}  // namespace irsalint::graph
