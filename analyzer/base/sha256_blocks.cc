#include "analyzer/base/sha256_blocks.h"

#include <bit>

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif

namespace irsalint::base::sha256 {
namespace {

// FIPS 180-4 §4.2.2: fractional parts of the cube roots of the first 64 primes.
alignas(16) constexpr std::array<uint32_t, 64> kRoundConstants = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

// One round, written so that the eight words keep their places: the caller turns their names
// instead.
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

void HashBlock(const uint8_t* block, State& state) {
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
  auto [a, b, c, d, e, f, g, h] = state;
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
  const State added = {a, b, c, d, e, f, g, h};
  for (size_t i = 0; i < state.size(); ++i) state[i] += added[i];
}

#if defined(__x86_64__)

bool HasInstructions() {
  constexpr unsigned kSse41 = 1U << 19;
  constexpr unsigned kSha = 1U << 29;
  unsigned a = 0;
  unsigned b = 0;
  unsigned c = 0;
  unsigned d = 0;
  if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c & kSse41) == 0) return false;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & kSha) != 0;
}

// The instructions keep the state as the words (f, e, b, a) and (h, g, d, c), lowest first, and do
// two rounds each.
__attribute__((target("sha,sse4.1"))) void HashByInstructions(const uint8_t* blocks, size_t count,
                                                              State& state) {
  const auto as_vector = [](const auto* at) { return reinterpret_cast<const __m128i*>(at); };
  const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);

  __m128i feba = _mm_set_epi32(static_cast<int>(state[0]), static_cast<int>(state[1]),
                               static_cast<int>(state[4]), static_cast<int>(state[5]));
  __m128i hgdc = _mm_set_epi32(static_cast<int>(state[2]), static_cast<int>(state[3]),
                               static_cast<int>(state[6]), static_cast<int>(state[7]));
  for (; count > 0; --count, blocks += kBlockBytes) {
    const __m128i feba_before = feba;
    const __m128i hgdc_before = hgdc;
    __m128i words[4];  // the last sixteen, four in each
    for (size_t i = 0; i < 16; ++i) {
      __m128i& word = words[i % 4];
      if (i < 4) {
        word = _mm_shuffle_epi8(_mm_loadu_si128(as_vector(blocks + 16 * i)), big_endian);
      } else {
        const __m128i last = words[(i + 3) % 4];
        const __m128i seven_back = _mm_alignr_epi8(last, words[(i + 2) % 4], 4);
        word = _mm_add_epi32(_mm_sha256msg1_epu32(word, words[(i + 1) % 4]), seven_back);
        word = _mm_sha256msg2_epu32(word, last);
      }
      const __m128i sum =
          _mm_add_epi32(word, _mm_load_si128(as_vector(kRoundConstants.data() + 4 * i)));
      hgdc = _mm_sha256rnds2_epu32(hgdc, feba, sum);
      feba = _mm_sha256rnds2_epu32(feba, hgdc, _mm_shuffle_epi32(sum, 0x0E));
    }
    feba = _mm_add_epi32(feba, feba_before);
    hgdc = _mm_add_epi32(hgdc, hgdc_before);
  }
  alignas(16) std::array<uint32_t, 4> low = {};
  alignas(16) std::array<uint32_t, 4> high = {};
  _mm_store_si128(reinterpret_cast<__m128i*>(low.data()), feba);
  _mm_store_si128(reinterpret_cast<__m128i*>(high.data()), hgdc);
  state = {low[3], low[2], high[3], high[2], low[1], low[0], high[1], high[0]};
}

#endif

}  // namespace

void HashBlocksPortably(const uint8_t* blocks, size_t count, State& state) {
  for (; count > 0; --count, blocks += kBlockBytes) HashBlock(blocks, state);
}

bool HashBlocksByInstructions([[maybe_unused]] const uint8_t* blocks, [[maybe_unused]] size_t count,
                              [[maybe_unused]] State& state) {
#if defined(__x86_64__)
  static const bool has_instructions = HasInstructions();
  if (!has_instructions) return false;
  HashByInstructions(blocks, count, state);
  return true;
#else
  return false;
#endif
}

void HashBlocks(const uint8_t* blocks, size_t count, State& state) {
  if (!HashBlocksByInstructions(blocks, count, state)) HashBlocksPortably(blocks, count, state);
}

}  // namespace irsalint::base::sha256
