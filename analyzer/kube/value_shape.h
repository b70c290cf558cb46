#pragma once

#include <cstdint>

namespace irsalint::kube {

// What a value is for the identity chain, told by its form alone. Values that may be secrets are
// never kept: only this.
enum class ValueShape : uint8_t {
  kAccessKeyId,           // AKIA… of 20 characters
  kTemporaryKeyId,        // ASIA…, of use only with a session token
  kExampleKeyId,          // the id that AWS publishes in its examples
  kSecretAccessKey,       // 40 characters of base64
  kExampleSecretKey,      // the secret that AWS publishes in its examples
  kSessionToken,          // base64 of 100 characters and more
  kCredentials,           // a text with an id and a secret in it: a credentials file
  kTemporaryCredentials,  // the same with an ASIA… id and a session token
  kExampleCredentials,    // the same with AWS's published pair
  kRoleArn,
  kOther,
};

}  // namespace irsalint::kube
