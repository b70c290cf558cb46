#include "analyzer/base/find_bytes.h"

#include <cstddef>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>

#include <bit>
#endif

namespace irsalint::base {
namespace {

bool HoldsByLibrary(std::string_view bytes, std::string_view part) {
  return memmem(bytes.data(), bytes.size(), part.data(), part.size()) != nullptr;
}

}  // namespace

#ifdef __SSE2__

// Sixteen places at a time, by the first and the last byte of the part.
bool HoldsBytes(std::string_view bytes, std::string_view part) {
  constexpr size_t kLanes = sizeof(__m128i);
  if (part.size() < 2) return HoldsByLibrary(bytes, part);
  const auto load = [](const char* at) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  };
  const __m128i first = _mm_set1_epi8(part.front());
  const __m128i last = _mm_set1_epi8(part.back());
  size_t at = 0;
  for (; at + kLanes + part.size() - 1 <= bytes.size(); at += kLanes) {
    const char* block = bytes.data() + at;
    const __m128i both = _mm_and_si128(_mm_cmpeq_epi8(load(block), first),
                                       _mm_cmpeq_epi8(load(block + part.size() - 1), last));
    auto places = static_cast<unsigned>(_mm_movemask_epi8(both));
    for (; places != 0; places &= places - 1) {
      const char* place = block + std::countr_zero(places);
      if (std::memcmp(place, part.data(), part.size()) == 0) return true;
    }
  }
  return HoldsByLibrary(bytes.substr(at), part);
}

#else

bool HoldsBytes(std::string_view bytes, std::string_view part) {
  return HoldsByLibrary(bytes, part);
}

#endif

}  // namespace irsalint::base
