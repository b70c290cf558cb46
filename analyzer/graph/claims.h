#pragma once

#include "analyzer/graph/graph_data.h"

namespace irsalint::graph {

// The annotation keys that the webhook reads (docs/reference/semantics.md §3.3).
inline constexpr std::string_view kRoleArnAnnotation = "eks.amazonaws.com/role-arn";
inline constexpr std::string_view kAudienceAnnotation = "eks.amazonaws.com/audience";

// Fills the claims: one for each annotated account, and one for each role that the environment of a
// container presets together with a web-identity token file.
void CollectClaims(GraphData& data);

}  // namespace irsalint::graph
