#include "analyzer/graph/api_audience.h"

#include <algorithm>
#include <string_view>

#include "analyzer/base/strings.h"

namespace irsalint::graph {
namespace {

// What the audiences of API servers have in common, whichever domain the cluster has.
constexpr std::string_view kApiServerName = "kubernetes.default";

bool NamesApiServer(const std::vector<iam::Value>& values) {
  return std::ranges::any_of(values, [](const iam::Value& value) {
    return base::Contains(value.text.Written(), kApiServerName);
  });
}

bool Demands(const TrustPolicy& policy) {
  return std::ranges::any_of(
      policy.object->document.statements, [](const iam::Statement& statement) {
        return std::ranges::any_of(statement.conditions, [](const iam::Condition& condition) {
          return NamesApiServer(condition.values);
        });
      });
}

}  // namespace

bool MayAcceptApiAudience(const IdentityGraph& graph) {
  return std::ranges::any_of(graph.oidc_providers(),
                             [](const OidcProvider& provider) {
                               return NamesApiServer(provider.object->client_ids);
                             }) ||
         std::ranges::any_of(graph.trust_policies(), Demands);
}

}  // namespace irsalint::graph
