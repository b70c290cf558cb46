#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace irsalint::kube {

// A piece of a text, half-open bytes.
struct SecretRange {
  size_t begin = 0;
  size_t end = 0;

  friend bool operator==(const SecretRange&, const SecretRange&) = default;
};

// Where secrets stand in the bytes of a file, in order, so that excerpts can hide them: secret
// access keys, literal or in a value of base64, session tokens and other long values of base64, and
// web tokens. Linear; hides rather too much than too little, but no ARN.
std::vector<SecretRange> FindSecrets(std::string_view bytes);

}  // namespace irsalint::kube
