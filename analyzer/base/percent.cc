#include "analyzer/base/percent.h"

#include <optional>

namespace irsalint::base {
namespace {

enum class PlusSign { kKept, kBlank };

std::optional<int> HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return std::nullopt;
}

PercentDecoded Decode(std::string_view raw, PlusSign plus) {
  PercentDecoded decoded;
  decoded.text.reserve(raw.size());
  decoded.raw_offsets.reserve(raw.size() + 1);
  for (size_t i = 0; i < raw.size();) {
    decoded.raw_offsets.push_back(static_cast<uint32_t>(i));
    if (raw[i] == '%') {
      const auto high = i + 2 < raw.size() ? HexValue(raw[i + 1]) : std::nullopt;
      const auto low = high ? HexValue(raw[i + 2]) : std::nullopt;
      if (low) {
        decoded.text += static_cast<char>(*high * 16 + *low);
        i += 3;
        continue;
      }
      decoded.malformed = true;
    }
    const bool is_blank = raw[i] == '+' && plus == PlusSign::kBlank;
    decoded.text += is_blank ? ' ' : raw[i];
    ++i;
  }
  decoded.raw_offsets.push_back(static_cast<uint32_t>(raw.size()));
  return decoded;
}

}  // namespace

PercentDecoded PercentDecode(std::string_view raw) { return Decode(raw, PlusSign::kKept); }

PercentDecoded PercentDecodeForm(std::string_view raw) { return Decode(raw, PlusSign::kBlank); }

}  // namespace irsalint::base
