#include "analyzer/base/sha256.h"

#include <algorithm>
#include <cassert>

#include "analyzer/base/hex.h"

namespace irsalint::base {
namespace {

// FIPS 180-4 §5.3.3: fractional parts of the square roots of the first eight primes.
constexpr sha256::State kInitialState = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

}  // namespace

Sha256::Sha256() : state_(kInitialState) {}

void Sha256::Update(std::string_view bytes) {
  total_bytes_ += bytes.size();
  if (buffered_ > 0) {
    const size_t taken = std::min(bytes.size(), buffer_.size() - buffered_);
    std::copy_n(bytes.begin(), taken, buffer_.begin() + static_cast<std::ptrdiff_t>(buffered_));
    bytes.remove_prefix(taken);
    buffered_ += taken;
    if (buffered_ < buffer_.size()) return;
    sha256::HashBlocks(buffer_.data(), 1, state_);
  }
  // Whole blocks are hashed where they lie.
  const size_t blocks = bytes.size() / buffer_.size();
  sha256::HashBlocks(reinterpret_cast<const uint8_t*>(bytes.data()), blocks, state_);
  bytes.remove_prefix(blocks * buffer_.size());
  std::copy_n(bytes.begin(), bytes.size(), buffer_.begin());
  buffered_ = bytes.size();
}

Sha256::Digest Sha256::Finish() {
  const uint64_t total_bits = total_bytes_ * 8;
  const auto pad = [this](uint8_t byte) {
    buffer_[buffered_++] = byte;
    if (buffered_ == buffer_.size()) {
      sha256::HashBlocks(buffer_.data(), 1, state_);
      buffered_ = 0;
    }
  };
  pad(0x80);
  while (buffered_ != 56) pad(0);
  for (int shift = 56; shift >= 0; shift -= 8) pad(static_cast<uint8_t>(total_bits >> shift));
  Digest digest = {};
  for (size_t i = 0; i < digest.size(); ++i) {
    digest[i] = static_cast<uint8_t>(state_[i / 4] >> (24 - 8 * (i % 4)));
  }
  return digest;
}

Sha256::Digest Sha256Of(std::string_view bytes) {
  Sha256 hash;
  hash.Update(bytes);
  return hash.Finish();
}

std::string ToHex(const Sha256::Digest& digest, size_t bits) {
  assert(bits % 4 == 0 && bits <= 256);
  const std::string_view bytes(reinterpret_cast<const char*>(digest.data()), digest.size());
  return Hex(bytes).substr(0, bits / 4);
}

std::string Sha256Hex(std::string_view bytes, size_t bits) { return ToHex(Sha256Of(bytes), bits); }

}  // namespace irsalint::base
