#include "analyzer/base/sha256_blocks.h"

#include <gtest/gtest.h>

#include <vector>

namespace irsalint::base::sha256 {
namespace {

// Bytes without a pattern that a mistake in the order of words could leave as they are.
std::vector<uint8_t> Noise(size_t size) {
  std::vector<uint8_t> noise;
  uint32_t state = 1;
  for (size_t i = 0; i < size; ++i) {
    state = state * 1664525U + 1013904223U;
    noise.push_back(static_cast<uint8_t>(state >> 24));
  }
  return noise;
}

// FIPS 180-4's "abc" as one padded block, so that this fails even if both ways are wrong alike.
TEST(Sha256BlocksTest, OneBlock) {
  std::vector<uint8_t> block(kBlockBytes);
  block[0] = 'a';
  block[1] = 'b';
  block[2] = 'c';
  block[3] = 0x80;
  block[63] = 24;
  const State initial = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  const State expected = {0xba7816bf, 0x8f01cfea, 0x414140de, 0x5dae2223,
                          0xb00361a3, 0x96177a9c, 0xb410ff61, 0xf20015ad};
  State portable = initial;
  HashBlocksPortably(block.data(), 1, portable);
  EXPECT_EQ(portable, expected);
  State chosen = initial;
  HashBlocks(block.data(), 1, chosen);
  EXPECT_EQ(chosen, expected);
}

TEST(Sha256BlocksTest, InstructionsAgreeWithPortableCode) {
  State probe = {};
  if (!HashBlocksByInstructions(nullptr, 0, probe)) {
    GTEST_SKIP() << "this processor has no instructions for SHA-256";
  }
  EXPECT_EQ(probe, State{});
  const std::vector<uint8_t> noise = Noise(64 * kBlockBytes + 3);
  for (size_t count = 1; count <= 64; count += 7) {
    for (const size_t offset : {size_t{0}, size_t{3}}) {  // files lie at any address
      State portable = {1, 2, 3, 4, 5, 6, 7, 8};
      State by_instructions = portable;
      HashBlocksPortably(noise.data() + offset, count, portable);
      ASSERT_TRUE(HashBlocksByInstructions(noise.data() + offset, count, by_instructions));
      EXPECT_EQ(by_instructions, portable) << count << " blocks at " << offset;
    }
  }
}

}  // namespace
}  // namespace irsalint::base::sha256
