#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace irsalint::load {

// The bytes without which no text is a suppression.
inline constexpr std::string_view kSuppressionMark = "irsalint";

// What one suppression says (docs/suppressions.md). Offsets are bytes of the text it was read from.
struct SuppressionText {
  struct Name {
    std::string_view id;
    uint32_t begin = 0;
  };

  uint32_t begin = 0;
  uint32_t end = 0;
  std::vector<Name> rules;  // empty: every rule
  std::string reason;
  std::string_view expires;
  std::string problem;  // why it means nothing, one sentence without a full stop
};

// Reads a comment, from its `#` to the end of its line. Nothing for a comment that is none of ours;
// one that plainly was meant to be has a problem.
std::optional<SuppressionText> ReadSuppressionComment(std::string_view comment);

// The API server refuses an object with more bytes of annotations than these.
inline constexpr size_t kMaxAnnotationBytes = size_t{256} << 10;

// Reads the value of the annotation `irsalint.dev/ignore`: at least one suppression, at most
// kMaxSuppressionsOfAnnotation.
inline constexpr size_t kMaxSuppressionsOfAnnotation = 100;
std::vector<SuppressionText> ReadSuppressionAnnotation(std::string_view value);

}  // namespace irsalint::load
