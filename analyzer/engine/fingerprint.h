#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "analyzer/rule/finding.h"

namespace irsalint::engine {

inline constexpr int kFingerprintVersion = 1;

inline constexpr size_t kFingerprintBits = 128;
inline constexpr size_t kFingerprintDigits = kFingerprintBits / 4;  // hexadecimal

// Names a finding across runs: 128 bits of SHA-256, in hexadecimal, over rule, path, subject, the
// keys of the primary route and the offending value. Never line, message or severity, so it
// survives edits elsewhere in the file.
[[nodiscard]] std::string Fingerprint(const rule::Finding& finding, std::string_view path);

// Equal findings are told apart by an ordinal behind the fingerprint, which changes when one of
// them goes: the fingerprint alone.
[[nodiscard]] std::string_view WithoutOrdinal(std::string_view fingerprint);

}  // namespace irsalint::engine
