#include "analyzer/graph/role_sharing.h"

#include <algorithm>
#include <string_view>

#include "analyzer/base/subject.h"

namespace irsalint::graph {
namespace {

using Namespaces = std::vector<RoleSharing::Namespace>;

// Adds the namespace of a value that admits accounts of this one alone.
void AddNamespace(const iam::Value& value, const base::Language& admitted, Namespaces& namespaces) {
  const auto parts = base::ParseSubject(value.text.literal());
  if (!parts.has_value() || parts->namespace_name.find_first_of("*?") != std::string_view::npos) {
    return;
  }
  // Some subject that the value may stand for; under operators without wildcards there is none.
  std::string subject(value.text.literal());
  std::ranges::replace_if(
      subject, [](char c) { return c == '*' || c == '?'; }, 'x');
  if (!admitted.Matches(subject)) return;
  const bool known = std::ranges::any_of(namespaces, [&](const RoleSharing::Namespace& other) {
    return other.name == parts->namespace_name;
  });
  if (!known) namespaces.push_back({.name = std::string(parts->namespace_name), .value = &value});
}

void AddNamespaces(const iam::PolicyDocument& document, const Exposure& exposure,
                   Namespaces& namespaces) {
  const base::Language subjects = iam::AllSubjects();
  for (const iam::SubjectSet::Contribution& contribution : exposure.subjects.contributions) {
    const base::Language admitted = Intersection(contribution.language, subjects);
    const iam::Statement& statement = document.statements[contribution.statement];
    for (const size_t condition : contribution.subject_conditions) {
      for (const iam::Value& value : statement.conditions[condition].values) {
        AddNamespace(value, admitted, namespaces);
      }
    }
  }
}

// EKS serves one cluster's issuer under two host names.
bool IsSameCluster(const TrustedIssuer& a, const TrustedIssuer& b) {
  if (a.issuer == b.issuer) return true;
  const auto left = base::ParseEksIssuer(a.issuer.literal());
  const auto right = base::ParseEksIssuer(b.issuer.literal());
  return left.has_value() && right.has_value() && left->region == right->region &&
         left->id == right->id;
}

void AddCluster(const TrustedIssuer& issuer, std::vector<const TrustedIssuer*>& clusters) {
  if (!issuer.issuer.IsLiteral()) return;
  const bool known = std::ranges::any_of(
      clusters, [&](const TrustedIssuer* other) { return IsSameCluster(*other, issuer); });
  if (!known) clusters.push_back(&issuer);
}

std::optional<RoleSharing::Environments> EnvironmentsOf(const IdentityGraph& graph,
                                                        PolicyId policy) {
  std::vector<std::string> clusters;
  for (const Cluster& cluster : graph.clusters()) {
    if (!cluster.name.empty()) clusters.push_back(cluster.name);
  }
  const std::vector<ClaimId> claims = graph.ClaimsAdmittedBy(policy);
  for (size_t i = 1; i < claims.size(); ++i) {
    const std::string& first = graph[graph[claims.front()].unit].facts->unit;
    const std::string& other = graph[graph[claims[i]].unit].facts->unit;
    if (EnvironmentsConflict(first, other, clusters)) {
      return RoleSharing::Environments{.one = claims.front(), .other = claims[i]};
    }
  }
  return std::nullopt;
}

bool AdmitsSomebody(const Exposure& exposure) {
  return exposure.subjects.subject_class != iam::SubjectClass::kNeverMatches &&
         exposure.subjects.subject_class != iam::SubjectClass::kUnknown;
}

}  // namespace

RoleSharing SharingOf(const IdentityGraph& graph, PolicyId id) {
  const TrustPolicy& policy = graph[id];
  RoleSharing sharing;
  for (const Exposure& exposure : policy.exposures) {
    if (!AdmitsSomebody(exposure)) continue;
    AddNamespaces(policy.object->document, exposure, sharing.namespaces);
    AddCluster(policy.issuers[exposure.issuer], sharing.clusters);
  }
  std::ranges::sort(sharing.namespaces, {}, &RoleSharing::Namespace::name);
  std::ranges::sort(sharing.clusters, {},
                    [](const TrustedIssuer* issuer) { return issuer->issuer.literal(); });
  sharing.environments = EnvironmentsOf(graph, id);
  return sharing;
}

}  // namespace irsalint::graph
