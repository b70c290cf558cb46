#pragma once

#include <optional>
#include <string_view>

#include "analyzer/facts/facts.h"
#include "analyzer/iam/policy_document.h"
#include "analyzer/syntax/node.h"

namespace irsalint::load {

// Reads a bare policy document: what `--assume-role-policy-document file://…` and
// `--policy-document file://…` take. A policy with principals that is clearly not a role's (a
// bucket's, a key's: no STS action, no federated principal) says nothing here. Whether `root` is a
// policy at all.
bool ReadPolicyFile(const syntax::Node& root, std::string_view path, facts::Facts* facts);

// The policy in a field of an answer: an object, a JSON string or a percent-encoded one
// (docs/reference/iam.md §8). Nothing when the field is missing or its text cannot be parsed; the
// latter is added to `facts` as a reason to be open.
std::optional<iam::PolicyDocument> ReadPolicyField(const syntax::Node& map, std::string_view key,
                                                   iam::PolicyKind kind, facts::Facts* facts);

}  // namespace irsalint::load
