#include "analyzer/graph/token_secrets.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "analyzer/graph/link_accounts.h"
#include "analyzer/kube/mounts.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using syntax::HoleRange;

constexpr std::string_view kType = "kubernetes.io/service-account-token";
constexpr std::string_view kAccountAnnotation = "kubernetes.io/service-account.name";

bool MayBe(const syntax::Text& a, const syntax::Text& b) {
  return Equal(a, b, HoleRange::kWithoutColon) != Truth::kNo;
}

std::vector<AccountId> AccountsOf(const IdentityGraph& graph, const TokenSecret& secret) {
  std::vector<AccountId> accounts;
  if (secret.account == nullptr || !secret.account->value.HasValue()) return accounts;
  for (const AccountId id : graph[secret.unit].accounts) {
    const kube::KnownText& name = graph[id].object->meta.name;
    if (name.HasValue() && MayBe(*name, *secret.account->value) &&
        MayBe(graph[id].namespace_name, secret.namespace_name)) {
      accounts.push_back(id);
    }
  }
  return accounts;
}

bool Holds(const kube::Volume* volume, const kube::KnownText& secret) {
  return volume != nullptr && secret.HasValue() && secret->IsLiteral() &&
         std::ranges::find(volume->secrets, secret->literal()) != volume->secrets.end();
}

std::vector<TokenSecret::Use> UsesOf(const IdentityGraph& graph, const TokenSecret& secret) {
  std::vector<TokenSecret::Use> uses;
  for (const WorkloadId id : graph.WorkloadsIn(secret.unit)) {
    const Workload& workload = graph[id];
    if (!workload.glance.speaks_of_aws || !MayBe(workload.namespace_name, secret.namespace_name)) {
      continue;
    }
    for (const kube::Container& container : workload.object->spec.containers) {
      for (const kube::EnvVar& variable : container.env) {
        if (variable.name != "AWS_WEB_IDENTITY_TOKEN_FILE") continue;
        const kube::Volume* volume =
            kube::VolumeOf(workload.object->spec, container, variable.value->literal());
        if (Holds(volume, secret.object->meta.name)) {
          uses.push_back({.workload = id, .variable = &variable});
        }
      }
    }
  }
  return uses;
}

}  // namespace

std::vector<TokenSecret> TokenSecretsOf(const IdentityGraph& graph) {
  std::vector<TokenSecret> secrets;
  for (uint32_t u = 0; u < graph.units().size(); ++u) {
    const facts::Facts& unit = *graph[UnitId{u}].facts;
    for (const kube::AwsData& data : unit.aws_data) {
      if (!data.type.HasValue() || data.type->Written() != kType) continue;
      TokenSecret secret{.unit = UnitId{u},
                         .object = &data,
                         .namespace_name = NamespaceOf(data.meta, unit, graph.options()),
                         .account = data.meta.FindAnnotation(kAccountAnnotation),
                         .accounts = {},
                         .uses = {}};
      secret.accounts = AccountsOf(graph, secret);
      secret.uses = UsesOf(graph, secret);
      secrets.push_back(std::move(secret));
    }
  }
  return secrets;
}

}  // namespace irsalint::graph
