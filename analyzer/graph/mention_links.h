#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "analyzer/graph/mentioned_accounts.h"
#include "analyzer/graph/mentioned_issuers.h"
#include "analyzer/graph/mentioned_roles.h"
#include "analyzer/graph/mentions.h"

namespace irsalint::graph {

// The mentions of one graph, where they stand, and how they hang together along the chain pod,
// service account, role, trust policy, identity provider. Keeps a reference to the graph; answers
// point into this object. Made once for many questions.
class MentionLinks {
 public:
  explicit MentionLinks(const IdentityGraph& graph);
  MentionLinks(const MentionLinks&) = delete;
  MentionLinks& operator=(const MentionLinks&) = delete;

  const IdentityGraph& graph() const { return graph_; }
  const std::vector<Mention>& mentions() const { return mentions_; }

  // The innermost mentions at a key or value, of which the byte `text_offset` of its text is meant
  // (syntax::PlaceAt): for a key that is none its value, for a value around which there is no other
  // its key, then what is around both. Several where several units hold the document.
  std::vector<const Mention*> At(const syntax::Place& place, uint32_t text_offset) const;

  // What a mention names: empty for mentions of other things.
  NamedAccounts AccountsOf(const Mention& mention) const { return accounts_.Of(mention); }
  std::vector<const NamedRole*> RolesOf(const Mention& mention) const { return roles_.Of(mention); }
  NamedIssuer IssuerOf(const Mention& mention) const { return NamedIssuerOf(graph_, mention); }

  // Where what a mention names is defined, in the graph's order and each place once. Of a service
  // account its name; of a role its documents, then the Allow statements of its trust policy that
  // are meant for whoever refers to it; of an identity provider its documents, then the clusters.
  // Empty where the input does not hold it.
  std::vector<syntax::Place> DefinitionsOf(const Mention& mention) const;

  // Where else the same thing is referred to, the mention itself included where it is a reference.
  std::vector<syntax::Place> ReferencesOf(const Mention& mention) const;

 private:
  using Key = std::pair<syntax::DocumentId, syntax::RouteNumbers>;

  // Those that name the account of `mention` alike where the input does not hold it: of each kind
  // the nearest.
  std::vector<const Mention*> NamesakesOf(const Mention& mention) const;

  bool NameTheSameAccount(const NamedAccounts& named, const Mention& other) const;
  bool NameTheSameRole(const Mention& mention, const Mention& other) const;
  bool NameTheSame(const Mention& mention, const NamedAccounts& named, const Mention& other) const;

  const IdentityGraph& graph_;
  std::vector<Mention> mentions_;
  std::map<Key, std::vector<size_t>> by_route_;
  MentionedAccounts accounts_;
  MentionedRoles roles_;
};

}  // namespace irsalint::graph
