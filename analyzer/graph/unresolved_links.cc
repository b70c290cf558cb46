#include "analyzer/graph/unresolved_links.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "analyzer/graph/external.h"
#include "analyzer/graph/role_directory.h"
#include "analyzer/graph/role_reference.h"
#include "analyzer/syntax/holes.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using Cause = UnresolvedLink::Cause;
using Holder = UnresolvedLink::Holder;

Holder HolderOf(const RoleReference& reference) {
  return {.place = reference.arn->place(),
          .kind = "ServiceAccount",
          .namespace_name = reference.namespace_name,
          .name = reference.account_name};
}

// The one edge of a claim that rests on nothing but "there is no other", and proves nothing.
const TrustEdge* UnsureEdge(const Claim& claim) {
  if (claim.edges.size() != 1 || claim.admitted == Truth::kYes) return nullptr;
  const TrustEdge& edge = claim.edges.front();
  return edge.basis == LinkBasis::kOnlyOne && !edge.witnessed ? &edge : nullptr;
}

bool IsMissing(const syntax::Text& text) {
  return std::ranges::any_of(text.pieces(), [](const syntax::Text::Piece& piece) {
    return piece.is_hole && piece.hole.syntax == syntax::HoleSyntax::kMissing;
  });
}

class Collector {
 public:
  explicit Collector(const IdentityGraph& graph) : graph_(graph), roles_(graph) {
    for (const Role& role : graph.roles()) {
      if (!role.trust_policies.empty()) answered_.insert(role.arn.Written());
    }
  }

  std::vector<UnresolvedLink> Collect() {
    for (const Workload& workload : graph_.workloads()) AddWorkload(workload);
    for (const RoleReference& reference : RoleReferencesOf(graph_)) AddReference(reference);
    for (UnresolvedLink& link : links_) {
      std::ranges::stable_sort(link.holders, {}, [](const Holder& holder) {
        return std::tuple(holder.place.document.source, holder.kind,
                          holder.namespace_name.Written(), holder.name.Written());
      });
    }
    return std::move(links_);
  }

 private:
  void AddWorkload(const Workload& workload) {
    if (workload.account.name.IsLiteral()) return;
    const kube::ObjectMeta& meta = workload.object->meta;
    LinkFor(Cause::kAccountUnknown, workload.account.name.Written())
        .holders.push_back({.place = *workload.account.place,
                            .kind = meta.kind,
                            .namespace_name = workload.namespace_name,
                            .name = *meta.name});
  }

  void AddReference(const RoleReference& reference) {
    const std::string arn = (*reference.arn)->Written();
    switch (FormOf(graph_, reference)) {
      case RoleArnForm::kUnknown:
        // What nobody writes, as in the ARN of a role that eksctl makes, no tool fills in.
        if (IsMissing(**reference.arn)) return;
        LinkFor(Cause::kRoleUnknown, arn).holders.push_back(HolderOf(reference));
        return;
      case RoleArnForm::kArn:
        AddRole(reference, arn);
        return;
      case RoleArnForm::kBareName:
      case RoleArnForm::kPlaceholder:
      case RoleArnForm::kMalformed:
        return;
    }
  }

  // A role whose ARN is known.
  void AddRole(const RoleReference& reference, const std::string& arn) {
    if (syntax::HoldsDummy(arn) || IsExternalRole(graph_, arn)) return;
    const Claim* claim = reference.claim;
    const bool has_policy = answered_.contains(arn) || (claim != nullptr && !claim->edges.empty());
    if (!has_policy) {
      if (roles_.Missing(reference).has_value()) return;
      LinkFor(Cause::kTrustPolicyAbsent, arn).holders.push_back(HolderOf(reference));
    } else if (claim != nullptr) {
      AddUndecided(*claim, reference, arn);
    }
  }

  void AddUndecided(const Claim& claim, const RoleReference& reference, const std::string& arn) {
    if (const TrustEdge* edge = UnsureEdge(claim); edge != nullptr) {
      UnresolvedLink& link = LinkFor(Cause::kTrustPolicyUnsure, arn);
      link.policy = edge->policy;
      link.holders.push_back(HolderOf(reference));
    } else if (claim.admitted == Truth::kMaybe && IsMissing(claim.namespace_name)) {
      Holder holder = HolderOf(reference);
      holder.place = claim.account_place;
      LinkFor(Cause::kNamespaceUnknown, graph_[claim.unit].facts->unit)
          .holders.push_back(std::move(holder));
    }
  }

  UnresolvedLink& LinkFor(Cause cause, std::string value) {
    const auto [entry, is_new] = index_.try_emplace({cause, value}, links_.size());
    if (is_new) {
      links_.push_back(
          {.cause = cause, .value = std::move(value), .holders = {}, .policy = std::nullopt});
    }
    return links_[entry->second];
  }

  const IdentityGraph& graph_;
  RoleDirectory roles_;
  std::set<std::string> answered_;  // roles of which a document has the trust policy
  std::vector<UnresolvedLink> links_;
  std::map<std::pair<Cause, std::string>, size_t> index_;
};

}  // namespace

std::vector<UnresolvedLink> UnresolvedLinksOf(const IdentityGraph& graph) {
  return Collector(graph).Collect();
}

}  // namespace irsalint::graph
