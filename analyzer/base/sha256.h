#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "analyzer/base/sha256_blocks.h"

namespace irsalint::base {

// FIPS 180-4. For fingerprints and cache keys, not for secrets.
class Sha256 {
 public:
  using Digest = std::array<uint8_t, 32>;

  Sha256();
  void Update(std::string_view bytes);
  // Ends the computation; the object must not be used afterwards.
  [[nodiscard]] Digest Finish();

 private:
  sha256::State state_;
  std::array<uint8_t, sha256::kBlockBytes> buffer_ = {};
  size_t buffered_ = 0;
  uint64_t total_bytes_ = 0;
};

[[nodiscard]] Sha256::Digest Sha256Of(std::string_view bytes);

// Lower-case hexadecimal of the first `bits` bits (a multiple of 4, at most 256).
[[nodiscard]] std::string Sha256Hex(std::string_view bytes, size_t bits = 256);
[[nodiscard]] std::string ToHex(const Sha256::Digest& digest, size_t bits = 256);

}  // namespace irsalint::base
