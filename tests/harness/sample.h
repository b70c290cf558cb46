#pragma once

#include <cstddef>

namespace irsalint::test {

// Of how many inputs a test over very many looks at one. All of them in a plain build; in an
// instrumented one, where that takes minutes, memory shows its faults on a part of them as well.
#ifdef IRSALINT_INSTRUMENTED
inline constexpr size_t kSampling = 8;
#else
inline constexpr size_t kSampling = 1;
#endif

// Whether the input of that number is looked at.
[[nodiscard]] constexpr bool IsSampled(size_t number) { return number % kSampling == 0; }

}  // namespace irsalint::test
