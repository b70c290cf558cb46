#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analyzer/graph/named_roles.h"
#include "analyzer/graph/pod_walk.h"

// One line each, for what an editor writes beside the text.
namespace irsalint::explain {

struct Hint {
  std::string text;  // of the input: not escaped
  syntax::Place place;
};

// As whom the containers of a workload run: "runs as role/app", "runs as the node's role"; several
// where containers, SDKs or what is not known make a difference. The place is that of
// serviceAccountName, or where it would be written. Nothing for a workload without containers.
[[nodiscard]] std::optional<Hint> EffectiveIdentityHint(const graph::IdentityGraph& graph,
                                                        const graph::PodWalks& walks,
                                                        graph::WorkloadId workload);

// Who may assume a role, for each document that is its trust policy: "assumable by 3 service
// accounts", of the input. Where the policy admits more than a list it says so. The place is that
// of the role's ARN or name where the same document holds it, else of the policy.
[[nodiscard]] std::vector<Hint> AssumableBy(const graph::IdentityGraph& graph,
                                            const graph::NamedRole& role);

}  // namespace irsalint::explain
