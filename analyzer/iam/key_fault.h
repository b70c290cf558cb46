#pragma once

#include <optional>
#include <string_view>

#include "analyzer/iam/issuer_fault.h"
#include "analyzer/syntax/text.h"

namespace irsalint::iam {

// A condition key of an identity provider, cut at its last colon (docs/reference/iam.md §2.4).
struct ProviderKey {
  syntax::Text issuer;
  std::string_view claim;  // as written; views the key
};

// Nothing for keys of AWS itself (aws:SourceIp, sts:…, s3:prefix) and for texts without a claim.
// An issuer with holes counts as one.
std::optional<ProviderKey> ParseProviderKey(const syntax::Text& key);

// Why no request carries a key of this form, whoever issued its token: a scheme, an ARN, blanks, no
// issuer, no claim. `repaired` is the whole key.
std::optional<Repairable> FaultOfConditionKey(const syntax::Text& key);

// The same for a key that is well formed, of an issuer whose tokens are those of Kubernetes service
// accounts: a claim that STS does not offer (docs/reference/iam.md §2.7), a slash before the claim.
std::optional<Repairable> FaultOfKubernetesKey(const syntax::Text& key);

}  // namespace irsalint::iam
