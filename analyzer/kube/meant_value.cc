#include "analyzer/kube/meant_value.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "analyzer/base/strings.h"

namespace irsalint::kube {
namespace {

constexpr auto kMeansTrue =
    std::to_array<std::string_view>({"true", "yes", "y", "on", "enabled", "enable", "regional"});
constexpr auto kMeansFalse =
    std::to_array<std::string_view>({"false", "no", "n", "off", "disabled", "disable", "legacy"});

std::optional<std::string> MeantBoolean(std::string_view value) {
  const std::string word = base::AsciiLower(base::TrimAscii(value));
  if (std::ranges::find(kMeansTrue, word) != kMeansTrue.end()) return "true";
  if (std::ranges::find(kMeansFalse, word) != kMeansFalse.end()) return "false";
  return std::nullopt;
}

// The seconds of a unit of time; 0 for what is none.
int64_t SecondsOf(std::string_view unit) {
  if (unit == "d") return int64_t{24} * 60 * 60;
  if (unit == "h") return int64_t{60} * 60;
  if (unit == "m") return 60;
  return unit == "s" || unit.empty() ? 1 : 0;
}

// `24h`, `1h30m`, ` 3600 `: numbers with their units, the greatest first.
std::optional<std::string> MeantSeconds(std::string_view value) {
  constexpr size_t kMostDigits = 9;
  const std::string text = base::AsciiLower(base::TrimAscii(value));
  std::string_view rest = text;
  int64_t total = 0;
  int64_t last_unit = INT64_MAX;
  while (!rest.empty()) {
    const size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
    if (digits == 0 || digits > kMostDigits) return std::nullopt;
    const int64_t number = std::stoll(std::string(rest.substr(0, digits)));
    rest.remove_prefix(digits);
    const size_t letters = std::min(rest.find_first_of("0123456789"), rest.size());
    const int64_t unit = SecondsOf(rest.substr(0, letters));
    rest.remove_prefix(letters);
    if (unit == 0 || unit >= last_unit) return std::nullopt;
    last_unit = unit;
    total += number * unit;
  }
  // The webhook raises what is shorter, so that it cannot be meant.
  if (total < kLeastTokenExpiration) return std::nullopt;
  return std::to_string(total);
}

bool IsContainerName(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return base::IsAsciiLower(c) || base::IsAsciiDigit(c) || c == '-';
  });
}

// Names with blanks and line breaks around them.
std::optional<std::string> MeantContainers(std::string_view value) {
  std::string lines(base::TrimAscii(value));
  std::ranges::replace(lines, '\n', ',');
  std::vector<std::string_view> names;
  for (const std::string_view part : base::SplitBy(lines, ',')) {
    const std::string_view name = base::TrimAscii(part);
    if (name.empty()) continue;
    if (!IsContainerName(name)) return std::nullopt;
    names.push_back(name);
  }
  if (names.empty()) return std::nullopt;
  return base::Join(names, ",");
}

}  // namespace

std::optional<std::string> MeantValue(WebhookKey key, std::string_view value) {
  switch (key) {
    case WebhookKey::kStsRegionalEndpoints:
      return MeantBoolean(value);
    case WebhookKey::kTokenExpiration:
      return MeantSeconds(value);
    case WebhookKey::kSkipContainers:
      return MeantContainers(value);
    case WebhookKey::kRoleArn:
    case WebhookKey::kAudience:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace irsalint::kube
