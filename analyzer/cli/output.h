#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/result.h"

namespace irsalint::cli {

enum class Format : uint8_t {
  kText,
  kJson,
  kSarif,
  kGithub,
  kMarkdown,
  kJunit,
  kGitlab,
  kRdjson,
  kAzure,
};

// "text, json, … and azure", for messages.
[[nodiscard]] std::string ListFormats(std::string_view last_word);

// One `--format F[=FILE]`.
struct Output {
  Format format = Format::kText;
  std::string file;  // "" is standard output

  friend bool operator==(const Output&, const Output&) = default;
};

// By its name, "text" or "sarif"; nothing for names that no format has.
[[nodiscard]] std::optional<Format> FormatOfName(std::string_view name);

// Reads the values of --format; text on standard output for none. A kUsage error for an unknown
// format, an empty file name, and two outputs to one place.
[[nodiscard]] base::Result<std::vector<Output>> ParseOutputs(
    const std::vector<std::string>& values);

// The names of all formats.
[[nodiscard]] std::span<const std::string_view> FormatNames();

}  // namespace irsalint::cli
