#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

#include "analyzer/base/issuer.h"
#include "analyzer/base/strings.h"
#include "analyzer/explain/hover_lines.h"
#include "analyzer/graph/trusted_issuers.h"
#include "analyzer/iam/key_fault.h"
#include "analyzer/rule/chain.h"

namespace irsalint::explain {
namespace {

using base::Truth;
using graph::IdentityGraph;
using graph::Mention;
using graph::MentionKind;

// What kind of party it is, by its text alone; "" where that tells nothing.
std::string IssuerWords(const syntax::Text& issuer) {
  if (!issuer.IsLiteral()) return "something else fills the issuer in";
  if (const auto eks = base::ParseEksIssuer(issuer.literal()); eks.has_value()) {
    return fmt::format("issuer of an EKS cluster in {}", eks->region);
  }
  if (const base::SharedIssuerInfo* shared = base::SharedIssuer(issuer.literal())) {
    return fmt::format("issuer of {}", shared->service);
  }
  return base::IsKubernetesLikeIssuer(issuer.literal()) ? "issuer of a Kubernetes cluster" : "";
}

syntax::Place PlaceOf(const facts::OidcProvider& object) {
  if (object.arn.HasValue()) return object.arn.place();
  return object.issuer.HasValue() ? object.issuer.place() : object.place;
}

void AddIssuer(const graph::MentionLinks& links, const Mention& mention, Hover& hover) {
  const IdentityGraph& graph = links.graph();
  const std::string words = IssuerWords(graph::IssuerOf(graph, mention));
  if (!words.empty()) hover.lines.push_back({.text = words});
  const graph::NamedIssuer named = links.IssuerOf(mention);
  for (const graph::ClusterId id : named.clusters) {
    const graph::Cluster& cluster = graph[id];
    const syntax::Place place =
        cluster.object != nullptr ? cluster.object->issuer.place() : cluster.declared->place;
    hover.lines.push_back({.text = cluster.name.empty()
                                       ? "of a cluster of the input"
                                       : fmt::format("of cluster {}", cluster.name),
                           .place = place});
  }
  for (const graph::ProviderId id : named.providers) {
    const facts::OidcProvider& object = *graph[id].object;
    std::string text = "its provider in IAM";
    std::vector<std::string> ids;
    for (const iam::Value& client : object.client_ids) ids.push_back(rule::Show(client.text));
    if (!ids.empty()) text += ", for " + base::Join(ids, ", ");
    hover.lines.push_back({.text = text, .place = PlaceOf(object)});
  }
  if (named.providers.empty()) {
    hover.lines.push_back(
        {.text = "its provider in IAM is not in the input", .mark = Mark::kUnknown});
  }
}

void AddCounts(const graph::MentionLinks& links, const Mention& mention, Hover& hover) {
  const size_t references = links.ReferencesOf(mention).size();
  hover.lines.push_back({.text = fmt::format("named at {} {} of trust policies", references,
                                             references == 1 ? "place" : "places")});
}

std::string_view ClaimWords(std::string_view claim, Truth kubernetes) {
  const bool is_subject = base::EqualsIgnoreAsciiCase(claim, "sub");
  if (!is_subject && !base::EqualsIgnoreAsciiCase(claim, "aud")) return "a claim of the token";
  if (kubernetes == Truth::kNo) {
    return is_subject ? "the subject of the token" : "the audience of the token";
  }
  return is_subject
             ? "the subject of the token: system:serviceaccount:NAMESPACE:NAME"
             : "the audience of the token: sts.amazonaws.com, unless the pod asks for another";
}

// What the key is to a request; why no request carries it, if none does.
WalkLine KeyLine(const IdentityGraph& graph, const Mention& mention, const iam::ProviderKey& key) {
  std::optional<iam::Repairable> fault = iam::FaultOfConditionKey(mention.text);
  const iam::PolicyDocument& policy = graph[*mention.policy].object->document;
  const Truth kubernetes = graph::KubernetesByPolicy(policy, key.issuer);
  if (!fault.has_value() && kubernetes == Truth::kYes) {
    fault = iam::FaultOfKubernetesKey(mention.text);
  }
  if (fault.has_value()) {
    return {.text = fmt::format("no token has it: the key {}", fault->what), .mark = Mark::kFault};
  }
  return {.text = std::string(ClaimWords(key.claim, kubernetes))};
}

// Keys of other issuers are absent from a request.
void AddTrust(const IdentityGraph& graph, const Mention& mention, const syntax::Text& issuer,
              Hover& hover) {
  const iam::Statement& statement =
      graph[*mention.policy].object->document.statements[mention.statement];
  Truth trusted = Truth::kNo;
  bool has_federated = false;
  for (const iam::Principal& principal : statement.principals) {
    if (principal.kind != iam::PrincipalKind::kFederated) continue;
    has_federated = true;
    trusted = Or(trusted, Equal(graph::IssuerOfProviderArn(principal.value.text), issuer));
  }
  if (!has_federated || trusted != Truth::kNo) return;
  hover.lines.push_back(
      {.text = "the statement trusts another issuer, whose tokens do not have this key",
       .mark = Mark::kFault,
       .place = statement.principal_place});
}

}  // namespace

Hover ConditionKeyHover(const graph::MentionLinks& links, const Mention& mention) {
  const IdentityGraph& graph = links.graph();
  Hover hover = {.kind = "condition key", .name = rule::Show(mention.text), .lines = {}};
  const auto key = iam::ParseProviderKey(mention.text);
  if (!key.has_value()) return hover;
  hover.lines.push_back(KeyLine(graph, mention, *key));
  AddTrust(graph, mention, key->issuer, hover);
  AddIssuer(links, mention, hover);
  return hover;
}

Hover ProviderHover(const graph::MentionLinks& links, const Mention& mention) {
  Hover hover = {
      .kind = mention.kind == MentionKind::kClusterIssuer ? "issuer" : "identity provider",
      .name = rule::Show(mention.text),
      .lines = {}};
  AddIssuer(links, mention, hover);
  AddCounts(links, mention, hover);
  return hover;
}

}  // namespace irsalint::explain
