#include "analyzer/engine/line_hash.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <unordered_map>

#include "analyzer/base/utf8.h"

namespace irsalint::engine {
namespace {

constexpr size_t kWindow = 100;
constexpr uint64_t kFactor = 37;
constexpr uint16_t kEndOfFile = 65535;

constexpr uint64_t Power(uint64_t base, size_t exponent) {
  uint64_t result = 1;
  for (size_t i = 0; i < exponent; ++i) result *= base;
  return result;
}

// Calls `take` with each code unit that counts; a line ends with one '\n', however it is written.
template <typename Take>
void ForEachUnit(std::string_view text, Take take) {
  for (size_t offset = 0; offset < text.size();) {
    const char32_t character = base::DecodeUtf8(text, &offset);
    if (character == ' ' || character == '\t') continue;
    if (character == '\r') {
      if (offset < text.size() && text[offset] == '\n') ++offset;
      take(uint16_t{'\n'});
    } else if (character >= base::kInvalidByteBase) {
      take(uint16_t{0xFFFD});
    } else if (character >= 0x10000) {
      const uint32_t rest = character - 0x10000;
      take(static_cast<uint16_t>(0xD800 + (rest >> 10)));
      take(static_cast<uint16_t>(0xDC00 + (rest & 0x3FF)));
    } else {
      take(static_cast<uint16_t>(character));
    }
  }
}

// The hash of the last kWindow units, and the lines that begin with the oldest of them.
class RollingHash {
 public:
  void Take(uint16_t unit) {
    Slot& slot = window_[next_];
    if (slot.starts_line) Finish(slot.line);
    hash_ = hash_ * kFactor + unit - kRemoved * slot.unit;
    slot = {.unit = unit, .starts_line = line_begins_, .line = line_};
    next_ = (next_ + 1) % kWindow;
    line_begins_ = false;
    if (unit == '\n') {
      ++line_;
      line_begins_ = true;
    }
  }

  std::vector<std::string> End() && {
    Take(kEndOfFile);
    for (size_t i = 0; i < kWindow; ++i) Take(0);
    return std::move(hashes_);
  }

 private:
  struct Slot {
    uint16_t unit = 0;
    bool starts_line = false;
    size_t line = 0;
  };
  static constexpr uint64_t kRemoved = Power(kFactor, kWindow);

  void Finish(size_t line) {
    if (hashes_.size() <= line) hashes_.resize(line + 1);
    hashes_[line] = fmt::format("{:x}:{}", hash_, ++seen_[hash_]);
  }

  std::array<Slot, kWindow> window_ = {};
  size_t next_ = 0;
  uint64_t hash_ = 0;
  bool line_begins_ = true;
  size_t line_ = 0;
  std::unordered_map<uint64_t, size_t> seen_;
  std::vector<std::string> hashes_;
};

}  // namespace

std::vector<std::string> LineHashes(std::string_view text) {
  RollingHash hash;
  ForEachUnit(text, [&hash](uint16_t unit) { hash.Take(unit); });
  return std::move(hash).End();
}

}  // namespace irsalint::engine
