#include "analyzer/graph/meant_issuer.h"

#include <algorithm>
#include <set>
#include <vector>

#include "analyzer/base/issuer.h"
#include "analyzer/base/strings.h"
#include "analyzer/graph/trusted_issuers.h"
#include "analyzer/iam/issuer_fault.h"
#include "analyzer/syntax/holes.h"

namespace irsalint::graph {
namespace {

// The issuers whose id is one of `parts`.
class Candidates {
 public:
  explicit Candidates(std::vector<std::string_view> parts) : parts_(std::move(parts)) {}

  void Consider(std::string_view issuer) {
    const auto eks = base::ParseEksIssuer(issuer);
    if (!eks.has_value() || iam::FaultOfEksIssuer(issuer).has_value()) return;
    if (syntax::HoldsDummy(issuer)) return;
    if (std::ranges::find(parts_, eks->id) != parts_.end()) found_.emplace(issuer);
  }

  std::string Only() const { return found_.size() == 1 ? *found_.begin() : std::string(); }

 private:
  std::vector<std::string_view> parts_;
  std::set<std::string> found_;
};

}  // namespace

std::string MeantIssuer(const IdentityGraph& graph, PolicyId policy, std::string_view malformed) {
  Candidates candidates(base::SplitBy(malformed, '/'));
  for (const Cluster& cluster : graph.clusters()) candidates.Consider(cluster.issuer);
  for (const OidcProvider& provider : graph.oidc_providers()) {
    candidates.Consider(provider.issuer.literal());
  }
  for (const syntax::Text& issuer : NamedKubernetesIssuers(graph[policy].object->document)) {
    candidates.Consider(issuer.literal());
  }
  return candidates.Only();
}

}  // namespace irsalint::graph
