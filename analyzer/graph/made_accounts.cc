#include "analyzer/graph/made_accounts.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "analyzer/graph/external.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using syntax::HoleRange;
using syntax::Text;

// In kube-system of every new EKS cluster.
constexpr auto kAccountsOfEks =
    std::to_array<std::string_view>({"aws-node", "coredns", "kube-proxy"});

Truth Makes(const facts::MadeAccount& made, const Text& namespace_name, const Text& name) {
  if (!made.name.HasValue() || !made.namespace_name.HasValue()) return Truth::kMaybe;
  return And(Equal(*made.name, name, HoleRange::kWithoutColon),
             Equal(*made.namespace_name, namespace_name, HoleRange::kWithoutColon));
}

Truth IsOfEks(const Text& namespace_name, const Text& name) {
  const bool is_named =
      name.IsLiteral() && std::ranges::find(kAccountsOfEks, name.literal()) != kAccountsOfEks.end();
  return is_named ? Equal(namespace_name, Text::Literal("kube-system"), HoleRange::kWithoutColon)
                  : Truth::kNo;
}

}  // namespace

MadeAccounts::MadeAccounts(const IdentityGraph& graph) : graph_(graph) {
  for (const Unit& unit : graph.units()) {
    for (const facts::MadeAccount& made : unit.facts->made_accounts) by_eksctl_.push_back(&made);
  }
}

Truth MadeAccounts::Holds(const Text& namespace_name, const Text& name) const {
  if (name.IsLiteral() && name.literal() == "default") return Truth::kYes;
  if (MayBeExternalAccount(graph_, namespace_name, name)) return Truth::kMaybe;
  Truth holds = IsOfEks(namespace_name, name);
  for (const facts::MadeAccount* made : by_eksctl_) {
    holds = Or(holds, Makes(*made, namespace_name, name));
  }
  return holds;
}

}  // namespace irsalint::graph
