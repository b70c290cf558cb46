#pragma once

#include <cstdint>
#include <optional>

#include "analyzer/graph/identity_graph.h"

namespace irsalint::graph {

// A Pod Identity association for an account that carries the annotation of a role: new pods get the
// association's (docs/reference/semantics.md §3.2, §8.8).
struct ReplacedAnnotation {
  enum class Kind : uint8_t {
    kOtherRole,     // and that is another
    kSameRole,      // and that is the same
    kUnknownRole,   // which is not known
    kOtherCluster,  // but the annotation counts: the association is for another cluster
  };

  Kind kind = Kind::kOtherRole;
  AssociationId association;
  const facts::KnownText* role = nullptr;  // that pods get by it: its target role, if it has one
  // Nothing says on which cluster the account is, but the input knows one alone.
  bool is_inferred = false;
};

// Of several associations the one that says most. Nothing for claims that are no annotations, where
// the association may be meant for another account, and where the account may be on a cluster of
// which nothing is known.
std::optional<ReplacedAnnotation> ReplacedAnnotationOf(const IdentityGraph& graph, ClaimId claim);

}  // namespace irsalint::graph
