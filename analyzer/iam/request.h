#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/result.h"
#include "analyzer/base/truth.h"
#include "analyzer/iam/policy_document.h"
#include "analyzer/syntax/node.h"
#include "analyzer/syntax/text.h"

namespace irsalint::iam {

// One condition key of a request.
struct ContextKey {
  syntax::Text name;  // lower case: key names are compared without case
  base::Truth present = base::Truth::kYes;
  std::vector<syntax::Text> values;  // several for a multivalued key

  friend bool operator==(const ContextKey&, const ContextKey&) = default;
};

// What a caller asks STS for, as far as it is known.
struct Request {
  std::string action;
  PrincipalKind principal_kind = PrincipalKind::kFederated;
  syntax::Text principal;  // ARN of the provider, of an AWS principal, or the service's name
  syntax::Text role_arn;
  std::string account;              // of the role; "" if unknown
  std::vector<ContextKey> context;  // keys that are not listed are absent

  friend bool operator==(const Request&, const Request&) = default;
};

// A pod's AssumeRoleWithWebIdentity: the keys of its own issuer, those that STS always sets, and as
// unknown those that depend on where the call comes from (docs/reference/iam.md §2.7). `audience`
// may be a hole. `issuer` is without scheme.
struct WebIdentity {
  syntax::Text provider_arn;
  syntax::Text issuer;
  syntax::Text subject;
  syntax::Text audience;
  syntax::Text role_arn;
};
Request WebIdentityRequest(const WebIdentity& identity);

// Reads `{"action", "principal", "roleArn", "account", "context"}`, the form of `policy why
// --request`; every character means itself. An error says which field is wrong.
base::Result<Request> ReadRequest(const syntax::Node& root);

// The lower-case form of a condition key; holes stay as they are.
syntax::Text LowerKey(const syntax::Text& key);

}  // namespace irsalint::iam
