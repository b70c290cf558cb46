#include "analyzer/cli/output.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "analyzer/base/strings.h"
#include "analyzer/engine/selection.h"

namespace irsalint::cli {
namespace {

// In the order of Format.
constexpr std::array<std::string_view, 9> kFormatNames = {
    "text", "json", "sarif", "github", "markdown", "junit", "gitlab", "rdjson", "azure"};

base::Error UsageError(std::string message) {
  return {.code = base::ErrorCode::kUsage, .message = std::move(message)};
}

}  // namespace

std::string ListFormats(std::string_view last_word) {
  const std::span<const std::string_view> names = kFormatNames;
  return fmt::format("{} {} {}", fmt::join(names.first(names.size() - 1), ", "), last_word,
                     names.back());
}

std::optional<Format> FormatOfName(std::string_view name) {
  const auto found = std::ranges::find(kFormatNames, name);
  if (found == kFormatNames.end()) return std::nullopt;
  return static_cast<Format>(found - kFormatNames.begin());
}

base::Result<std::vector<Output>> ParseOutputs(const std::vector<std::string>& values) {
  std::vector<Output> outputs;
  for (const std::string& value : values) {
    const auto parts = base::SplitOnce(value, '=');
    const std::string_view name = parts.has_value() ? parts->before : value;
    const std::optional<Format> format = FormatOfName(name);
    if (!format.has_value()) {
      return UsageError(fmt::format("unknown format \"{}\"{}; there are {}", name,
                                    engine::NearestNameHint(name, kFormatNames),
                                    ListFormats("and")));
    }
    if (parts.has_value() && parts->after.empty()) {
      return UsageError(fmt::format("--format {} names no file", value));
    }
    Output output = {.format = *format,
                     .file = parts.has_value() ? std::string(parts->after) : std::string()};
    const auto same_place = [&output](const Output& other) { return other.file == output.file; };
    if (std::ranges::any_of(outputs, same_place)) {
      return UsageError(output.file.empty()
                            ? std::string("two formats go to standard output; give all but one a "
                                          "file: --format sarif=out.sarif")
                            : fmt::format("two formats go to {}", output.file));
    }
    outputs.push_back(std::move(output));
  }
  if (outputs.empty()) outputs.emplace_back();
  return outputs;
}

std::span<const std::string_view> FormatNames() { return kFormatNames; }

}  // namespace irsalint::cli
