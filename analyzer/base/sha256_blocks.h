#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace irsalint::base::sha256 {

inline constexpr size_t kBlockBytes = 64;

using State = std::array<uint32_t, 8>;

// Takes `count` blocks of 64 bytes into `state` (FIPS 180-4 §6.2.2), by the processor's own
// instructions where it has them: files are hashed at a fifth of the time then.
void HashBlocks(const uint8_t* blocks, size_t count, State& state);

// The two ways to do it. The second does nothing and returns false on a processor without.
void HashBlocksPortably(const uint8_t* blocks, size_t count, State& state);
[[nodiscard]] bool HashBlocksByInstructions(const uint8_t* blocks, size_t count, State& state);

}  // namespace irsalint::base::sha256
