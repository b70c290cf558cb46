#pragma once

#include <span>

#include "analyzer/facts/facts.h"
#include "analyzer/graph/graph_data.h"
#include "analyzer/graph/unit_digest.h"

namespace irsalint::graph {

// Fills units, accounts and workloads, and resolves each workload's account by namespace and name
// (docs/reference/semantics.md §2.1; docs/architecture.md, Scopes).
void LinkAccounts(std::span<const facts::Facts* const> facts, std::span<const UnitDigest> digests,
                  const Scopes& scopes, GraphData& data);

// The namespace of an object of `unit`: as written, else the option, else one hole for the unit.
syntax::Text NamespaceOf(const kube::ObjectMeta& meta, const facts::Facts& unit,
                         const LinkOptions& options);

}  // namespace irsalint::graph
