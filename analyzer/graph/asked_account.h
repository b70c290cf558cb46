#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/graph/decide.h"
#include "analyzer/graph/identity_graph.h"
#include "analyzer/graph/named_roles.h"

// A service account that somebody asks about. The input need not hold it.
namespace irsalint::graph {

struct AskedAccount {
  std::string namespace_name;
  std::string name;

  friend bool operator==(const AskedAccount&, const AskedAccount&) = default;
};

// Reads `NAMESPACE/NAME` or `system:serviceaccount:NAMESPACE:NAME`. Nothing for another form, and
// for names that Kubernetes does not allow: no token has such a subject.
std::optional<AskedAccount> ParseAskedAccount(std::string_view text);

// `system:serviceaccount:NAMESPACE:NAME`.
std::string SubjectOf(const AskedAccount& account);

// Accounts of the input that are this one, or are if their namespace, which is not known, is the
// one that is asked about.
std::vector<AccountId> AccountsOf(const IdentityGraph& graph, const AskedAccount& account);

// Accounts of the input of which the name is nearly this one, as `NAMESPACE/NAME`; sorted.
std::vector<std::string> AccountsLike(const IdentityGraph& graph, const AskedAccount& account);

// How pods of the account ask for a role: as the input has it, and where it says nothing of this
// role, as they would if they claimed it.
struct Asking {
  std::vector<AccountId> accounts;  // of the input; empty where it holds none
  std::vector<ClaimId> claims;      // that claim the role; empty where nobody does
  Claim claim;                      // what is decided on; namespace and name are as asked
  TokenSource source;
  std::optional<UnitId> unit;  // nothing where the account is not in the input
};

// The different ways, in the graph's order: more than one where accounts of several units ask for
// tokens of different issuers or audiences. Never empty.
std::vector<Asking> AskingsOf(const IdentityGraph& graph, const AskedAccount& account,
                              const NamedRole& role);

// A Pod Identity association that names the account, surely or perhaps. Pods that are made while it
// exists get their credentials from it, and no web identity (docs/reference/semantics.md §3.2).
struct AssociationOfAccount {
  AssociationId association;
  base::Truth names_it = base::Truth::kYes;
};
std::vector<AssociationOfAccount> AssociationsOf(const IdentityGraph& graph,
                                                 const AskedAccount& account);

}  // namespace irsalint::graph
