#pragma once

#include <cstddef>
#include <string_view>

#include "analyzer/graph/graph_data.h"

namespace irsalint::graph {

// A role with more variants is not looked at in all of them, and then nothing is proved broken: the
// work is bounded by the claims and associations, however many documents define one role.
inline constexpr size_t kMaxVariants = 32;

// Gives each claim the trust policies of its role: those that a document names as the role's, else
// unnamed ones by inference (docs/architecture.md, Unnamed trust policies), and decides each edge.
void LinkTrust(const Scopes& scopes, GraphData& data);

// Whether a file or folder on `path` is called as the role: the name itself, with an extension, or
// in kOps' form `aws_iam_role_NAME_policy`.
bool PathNamesRole(std::string_view path, std::string_view role_name);

// Whether a file or folder name on `path` contains `name` as whole words.
bool PathMentions(std::string_view path, std::string_view name);

}  // namespace irsalint::graph
