#pragma once

#include <cstdint>
#include <string_view>

namespace irsalint::load {

// What a document's `kind` says about whether it must be parsed.
enum class KindClass : uint8_t {
  kParse,          // makes pods, is an account, binds RBAC roles
  kAwsData,        // ConfigMap, Secret: only with an AWS mark
  kNetworkPolicy,  // only if it may restrict where pods connect to
  kList,           // a list: only if its content may matter
  kUnknown,        // only with a pod's containers or an identity mark: any custom resource
  kIrrelevant      // never part of the identity chain, whatever it holds
};

KindClass ClassOfKind(std::string_view kind);

// Whether parsing the slice of a YAML stream could yield a fact. False is certain, true is a guess.
// Looks at the lines that begin in the root's column, and at the bytes only where their kind leaves
// it open; reads at memory speed.
bool YamlMayMatter(std::string_view slice);

// The same for a whole JSON file: looks at the keys of the outermost object.
bool JsonMayMatter(std::string_view file);

// `part` in `bytes`.
bool HasBytes(std::string_view bytes, std::string_view part);

}  // namespace irsalint::load
