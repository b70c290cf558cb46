#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/graph/identity_graph.h"

namespace irsalint::graph {

// A role that the input names: in a document of its own, or where somebody claims it.
struct NamedRole {
  // A document that is taken to be its trust policy.
  struct Policy {
    PolicyId policy;
    LinkBasis basis = LinkBasis::kDocument;
  };

  syntax::Text arn;                         // empty where only the name is known
  std::string name;                         // without path; "" where it cannot be read
  std::vector<const facts::Role*> objects;  // the documents that define it
  std::vector<ClaimId> claims;
  std::vector<AssociationId> associations;      // of which it is the role or the target role
  std::vector<const facts::MadeAccount*> made;  // accounts that eksctl makes for it
  std::vector<Policy> policies;                 // variants of its trust policy
};

// All of them, by ARN; those of which only the name is known come last, by name.
std::vector<NamedRole> NamedRolesOf(const IdentityGraph& graph);

// How a role is asked for: by its ARN as written, else by its name.
std::string LabelOf(const NamedRole& role);

// Where the input names a role: a document, else the first who claims it, else the file that is
// called as the role.
syntax::Place PlaceOfName(const IdentityGraph& graph, const NamedRole& role);

// What comes of asking for a role.
struct RoleSearch {
  std::vector<NamedRole> found;      // several where roles share the name
  std::vector<std::string> nearest;  // labels of roles that may be meant, where none is found
};

// Looks for an ARN as written, or a name. Where no role has it, for a file: one that is called so
// and holds one trust policy without a role, or the path of one that holds one trust policy. Then
// no more is known of the role.
RoleSearch FindRoles(const IdentityGraph& graph, std::string_view asked);

}  // namespace irsalint::graph
