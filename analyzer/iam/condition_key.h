#pragma once

#include <cstdint>
#include <string_view>

#include "analyzer/iam/request.h"

namespace irsalint::iam {

// What a request holds for a condition key.
struct KeyLookup {
  base::Truth present = base::Truth::kNo;
  std::vector<syntax::Text> values;
  // A key with a hole may be several keys of the request: the values of those after the first.
  std::vector<std::vector<syntax::Text>> other_values;
};
KeyLookup Lookup(const Request& request, const syntax::Text& key);

// What a condition key is, seen from a request of one issuer. It names why a key is absent.
enum class KeyKind : uint8_t {
  kSubject,      // ISSUER:sub of the request's own issuer
  kAudience,     // ISSUER:aud
  kOtherClaim,   // ISSUER:…, a claim that STS does not offer for Kubernetes tokens
  kMalformed,    // https://…, a whole ARN, a slash before the claim, a claim without issuer
  kOtherIssuer,  // a claim of another issuer
  kGlobal,       // aws:…, sts:…
  kUnknown,      // a hole decides
};
KeyKind ClassifyKey(const Request& request, const syntax::Text& key);

}  // namespace irsalint::iam
