#include "analyzer/graph/roleless_account.h"

#include <algorithm>
#include <string_view>

#include "analyzer/base/issuer.h"
#include "analyzer/graph/annotation_prefixes.h"
#include "analyzer/graph/trusted_issuers.h"
#include "analyzer/kube/preset_identity.h"
#include "analyzer/kube/webhook_annotations.h"
#include "analyzer/syntax/holes.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using kube::WebhookKey;
using syntax::HoleRange;

// Of so many accounts of one name none can be told to be the one that is meant.
constexpr size_t kMostAccounts = 256;

// Whether annotations say anything about a role, also misspelt or with a value that is not known:
// then that is the fault, and another rule's.
bool SpeakOfRole(const IdentityGraph& graph, UnitId unit,
                 const std::vector<kube::Annotation>& annotations) {
  const std::vector<std::string_view> prefixes = AnnotationPrefixes(graph, unit);
  return std::ranges::any_of(annotations, [&](const kube::Annotation& annotation) {
    const bool is_empty =
        annotation.value.IsAbsent() || (annotation.value.HasValue() && annotation.value->IsEmpty());
    return !is_empty && std::ranges::any_of(prefixes, [&](std::string_view prefix) {
      return kube::WebhookKeyOf(annotation.key, prefix) == WebhookKey::kRoleArn ||
             kube::MeantWebhookKey(annotation.key, prefix) == WebhookKey::kRoleArn;
    });
  });
}

bool PresetsIdentity(const kube::Workload& workload) {
  return std::ranges::any_of(workload.spec.containers, kube::PresetsIdentity);
}

std::vector<WorkloadId> WorkloadsWithoutRole(const IdentityGraph& graph, AccountId id) {
  std::vector<WorkloadId> users;
  for (const WorkloadId user : graph[id].workloads) {
    const Workload& workload = graph[user];
    const auto edge = std::ranges::find(workload.accounts, id, &AccountEdge::account);
    const kube::Workload& object = *workload.object;
    if (edge == workload.accounts.end() || edge->truth != Truth::kYes) continue;
    if (PresetsIdentity(object) || SpeakOfRole(graph, workload.unit, object.meta.annotations) ||
        SpeakOfRole(graph, workload.unit, object.template_annotations)) {
      continue;
    }
    users.push_back(user);
  }
  return users;
}

// Whether a policy is meant for a web identity of the account's cluster, on EKS. Elsewhere the
// tools that make a cluster give roles by means of their own. An issuer with a placeholder is a
// sample, and a policy that trusts Pod Identity as
// well may serve an association that is not in the input.
bool IsForClusterOf(const IdentityGraph& graph, UnitId unit, const TrustPolicy& policy) {
  if (TrustsPodIdentity(policy.object->document)) return false;
  const auto cluster = graph[unit].cluster;
  const std::string_view own =
      cluster.has_value() ? std::string_view(graph[*cluster].issuer) : std::string_view();
  return std::ranges::any_of(policy.issuers, [own](const TrustedIssuer& trusted) {
    const std::string_view issuer = trusted.issuer.literal();
    return base::LooksLikeEksIssuer(issuer) && !syntax::HoldsDummy(issuer) &&
           (own.empty() || own == issuer);
  });
}

// Whether another unit defines an account of this namespace and name too.
bool IsAlsoElsewhere(const IdentityGraph& graph, const Account& account) {
  return std::ranges::any_of(
      graph.AccountsNamed(account.object->meta.name->literal()), [&](AccountId id) {
        return graph[id].unit != account.unit && graph[id].namespace_name == account.namespace_name;
      });
}

}  // namespace

RolelessAccounts::RolelessAccounts(const IdentityGraph& graph)
    : graph_(graph), mentions_(graph), made_(graph), config_map_(graph) {}

std::optional<RolelessAccount> RolelessAccounts::Of(AccountId id) const {
  const Account& account = graph_[id];
  const kube::KnownText& name = account.object->meta.name;
  const bool is_known = name.HasValue() && name->IsLiteral() && account.namespace_name.IsLiteral();
  if (!is_known || graph_[account.unit].open) return std::nullopt;
  const SubjectMentions::Nearest nearest =
      mentions_.Of(account.unit, account.namespace_name.literal(), name->literal());
  if (nearest.mentions.empty() || graph_.AccountsNamed(name->literal()).size() > kMostAccounts ||
      MayHaveRole(account)) {
    return std::nullopt;
  }
  // Of several accounts of that name none can be told to be the one that is meant.
  if (nearest.level == Level::kNearestFolder && IsAlsoElsewhere(graph_, account)) {
    return std::nullopt;
  }
  RolelessAccount roleless{
      .level = nearest.level, .policies = {}, .workloads = WorkloadsWithoutRole(graph_, id)};
  for (const SubjectMention* mention : nearest.mentions) {
    if (mention->policy.has_value() &&
        IsForClusterOf(graph_, account.unit, graph_[*mention->policy])) {
      roleless.policies.push_back(mention);
    }
  }
  if (roleless.policies.empty() || roleless.workloads.empty()) return std::nullopt;
  return roleless;
}

// Whether any definition of the account, in whatever unit, may give it a role.
bool RolelessAccounts::MayHaveRole(const Account& account) const {
  const syntax::Text& name = *account.object->meta.name;
  for (const AccountId id : graph_.AccountsNamed(name.literal())) {
    const Account& other = graph_[id];
    if (Equal(other.namespace_name, account.namespace_name, HoleRange::kWithoutColon) ==
        Truth::kNo) {
      continue;
    }
    if (!other.claims.empty() || !other.associations.empty()) return true;
    if (SpeakOfRole(graph_, other.unit, other.object->meta.annotations)) return true;
  }
  return made_.Holds(account.namespace_name, name) != Truth::kNo ||
         config_map_.GivenTo(account.namespace_name.literal(), name.literal()) != Truth::kNo;
}

}  // namespace irsalint::graph
