#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace irsalint::base {

// A decoded text and where each of its bytes came from.
struct PercentDecoded {
  std::string text;
  // raw_offsets[i] is the offset in the raw text at which decoded byte i starts; one more entry at
  // the end is the raw text's length. So decoded range [b, e) is raw range [raw[b], raw[e]).
  std::vector<uint32_t> raw_offsets;
  bool malformed = false;  // a '%' without two hexadecimal digits was kept as it is
};

// RFC 3986 §2.1: each %XX is a byte; '+' stays '+'. The way IAM encodes documents.
[[nodiscard]] PercentDecoded PercentDecode(std::string_view raw);

// Form style (application/x-www-form-urlencoded): as above, and '+' is a blank.
[[nodiscard]] PercentDecoded PercentDecodeForm(std::string_view raw);

}  // namespace irsalint::base
