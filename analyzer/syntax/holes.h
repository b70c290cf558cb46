#pragma once

#include <cstdint>
#include <string_view>

#include "analyzer/syntax/text.h"

namespace irsalint::syntax {

// What kind of identity field is read; it decides which hole syntaxes are legal there.
enum class Field : uint8_t {
  kName,            // metadata.name, serviceAccountName, a container's name
  kNamespace,       // metadata.namespace
  kArn,             // a role, provider or principal ARN
  kIssuer,          // an issuer URL
  kAudience,        // an audience
  kConditionKey,    // key of a condition
  kConditionValue,  // value of a condition: `${aws:…}` is a policy variable, not a hole
  kEnvValue,        // env[].value: `$(X)` is Kubernetes' own reference, kept literal
};

// Splits `text` into literal pieces and holes of `scope`. Dummies (111122223333, EXAMPLE…, bare
// words such as ACCOUNT_ID) stay literal.
Text ReadText(std::string_view text, Field field, std::string_view scope);

// A value that only somebody else can fill: dummies and documentation ids that rules about shape or
// existence never speak about (111122223333, EXAMPLE…, XXXX, YOUR_OIDC_ID, ACCOUNT_ID).
bool HoldsDummy(std::string_view literal);

}  // namespace irsalint::syntax
