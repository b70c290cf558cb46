#include "analyzer/base/sha256.h"

#include <algorithm>
#include <bit>
#include <cassert>

namespace irsalint::base {
namespace {

// FIPS 180-4 §4.2.2: fractional parts of the cube roots of the first 64 primes.
constexpr std::array<uint32_t, 64> kRoundConstants = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

// FIPS 180-4 §5.3.3: fractional parts of the square roots of the first eight primes.
constexpr std::array<uint32_t, 8> kInitialState = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                                   0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

// One round of FIPS 180-4 §6.2.2, written so that the eight words keep their places: the caller
// turns their names instead.
inline void Round(uint32_t a, uint32_t b, uint32_t c, uint32_t& d, uint32_t e, uint32_t f,
                  uint32_t g, uint32_t& h, uint32_t constant_and_word) {
  const uint32_t s1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
  const uint32_t choice = g ^ (e & (f ^ g));
  h += s1 + choice + constant_and_word;
  d += h;
  const uint32_t s0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
  const uint32_t majority = (a & b) | (c & (a | b));
  h += s0 + majority;
}

}  // namespace

Sha256::Sha256() : state_(kInitialState) {}

void Sha256::Block(const uint8_t* block) {
  std::array<uint32_t, 64> w;
  for (size_t i = 0; i < 16; ++i) {
    w[i] = uint32_t{block[4 * i]} << 24 | uint32_t{block[4 * i + 1]} << 16 |
           uint32_t{block[4 * i + 2]} << 8 | uint32_t{block[4 * i + 3]};
  }
  for (size_t i = 16; i < 64; ++i) {
    const uint32_t s0 = std::rotr(w[i - 15], 7) ^ std::rotr(w[i - 15], 18) ^ (w[i - 15] >> 3);
    const uint32_t s1 = std::rotr(w[i - 2], 17) ^ std::rotr(w[i - 2], 19) ^ (w[i - 2] >> 10);
    w[i] = w[i - 16] + s0 + w[i - 7] + s1;
  }
  auto [a, b, c, d, e, f, g, h] = state_;
  for (size_t i = 0; i < 64; i += 8) {
    Round(a, b, c, d, e, f, g, h, kRoundConstants[i] + w[i]);
    Round(h, a, b, c, d, e, f, g, kRoundConstants[i + 1] + w[i + 1]);
    Round(g, h, a, b, c, d, e, f, kRoundConstants[i + 2] + w[i + 2]);
    Round(f, g, h, a, b, c, d, e, kRoundConstants[i + 3] + w[i + 3]);
    Round(e, f, g, h, a, b, c, d, kRoundConstants[i + 4] + w[i + 4]);
    Round(d, e, f, g, h, a, b, c, kRoundConstants[i + 5] + w[i + 5]);
    Round(c, d, e, f, g, h, a, b, kRoundConstants[i + 6] + w[i + 6]);
    Round(b, c, d, e, f, g, h, a, kRoundConstants[i + 7] + w[i + 7]);
  }
  const std::array<uint32_t, 8> added = {a, b, c, d, e, f, g, h};
  for (size_t i = 0; i < state_.size(); ++i) state_[i] += added[i];
}

void Sha256::Update(std::string_view bytes) {
  total_bytes_ += bytes.size();
  while (!bytes.empty()) {
    // Whole blocks are hashed where they lie.
    if (buffered_ == 0 && bytes.size() >= buffer_.size()) {
      Block(reinterpret_cast<const uint8_t*>(bytes.data()));
      bytes.remove_prefix(buffer_.size());
      continue;
    }
    const size_t taken = std::min(bytes.size(), buffer_.size() - buffered_);
    std::copy_n(bytes.begin(), taken, buffer_.begin() + static_cast<std::ptrdiff_t>(buffered_));
    bytes.remove_prefix(taken);
    buffered_ += taken;
    if (buffered_ == buffer_.size()) {
      Block(buffer_.data());
      buffered_ = 0;
    }
  }
}

Sha256::Digest Sha256::Finish() {
  const uint64_t total_bits = total_bytes_ * 8;
  const auto pad = [this](uint8_t byte) {
    buffer_[buffered_++] = byte;
    if (buffered_ == buffer_.size()) {
      Block(buffer_.data());
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
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  for (size_t i = 0; i < bits / 4; ++i) {
    const uint8_t byte = digest[i / 2];
    hex += kDigits[i % 2 == 0 ? byte >> 4 : byte & 0xF];
  }
  return hex;
}

std::string Sha256Hex(std::string_view bytes, size_t bits) { return ToHex(Sha256Of(bytes), bits); }

}  // namespace irsalint::base
