#include "analyzer/engine/config_values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <vector>

#include "analyzer/base/arn.h"
#include "analyzer/base/date.h"
#include "analyzer/base/issuer.h"
#include "analyzer/base/partition.h"
#include "analyzer/base/path.h"
#include "analyzer/base/strings.h"
#include "analyzer/engine/selection.h"

namespace irsalint::engine {
namespace {

// The words of which one stands before the number of every region.
constexpr std::array<std::string_view, 9> kDirections = {"north",     "south",     "east",
                                                         "west",      "central",   "northeast",
                                                         "northwest", "southeast", "southwest"};

// `eu-central-1`: where the word before the number lies.
struct DirectionRange {
  size_t begin = 0;
  size_t end = 0;
};
std::optional<DirectionRange> DirectionIn(std::string_view region) {
  const size_t end = region.rfind('-');
  if (end == std::string_view::npos || end == 0) return std::nullopt;
  const size_t before = region.rfind('-', end - 1);
  if (before == std::string_view::npos) return std::nullopt;
  return DirectionRange{.begin = before + 1, .end = end};
}

}  // namespace

// The partition table takes any word for a direction, as a region that is new may have one; here a
// slip of the pen is likelier.
bool IsRegion(std::string_view text) {
  const auto direction = DirectionIn(text);
  if (!direction.has_value() || !base::IsRegion(text)) return false;
  const std::string_view word = text.substr(direction->begin, direction->end - direction->begin);
  return std::ranges::find(kDirections, word) != kDirections.end();
}

std::string NearestRegion(std::string_view text) {
  const auto direction = DirectionIn(text);
  if (!direction.has_value()) return {};
  const std::string_view word = text.substr(direction->begin, direction->end - direction->begin);
  std::string region(text.substr(0, direction->begin));
  region += NearestName(word, kDirections);
  region += text.substr(direction->end);
  return IsRegion(region) ? region : std::string();
}

std::string NearestPartition(std::string_view text) {
  std::vector<std::string_view> names;
  for (const base::Partition& partition : base::Partitions()) names.push_back(partition.name);
  return std::string(NearestName(text, names));
}

bool IsPartition(std::string_view text) { return base::FindPartition(text) != nullptr; }

bool IsVersion(std::string_view text) {
  const auto parts = base::SplitOnce(text, '.');
  const auto is_number = [](std::string_view digits) {
    return !digits.empty() && std::ranges::all_of(digits, base::IsAsciiDigit);
  };
  return parts.has_value() && is_number(parts->before) && is_number(parts->after);
}

bool IsMountPath(std::string_view text) {
  return text.starts_with('/') && !base::Contains(text, ":");
}

std::optional<int64_t> SecondsOf(std::string_view text) {
  constexpr size_t kMostDigits = 9;
  if (text.empty() || text.size() > kMostDigits) return std::nullopt;
  if (!std::ranges::all_of(text, base::IsAsciiDigit)) return std::nullopt;
  int64_t seconds = 0;
  std::from_chars(text.data(), text.data() + text.size(), seconds);
  return seconds;
}

bool IsSeconds(std::string_view text) { return SecondsOf(text).has_value(); }

bool IsIssuer(std::string_view text) {
  const std::string_view issuer = base::NormalizeIssuer(text);
  const std::string_view host = base::IssuerHost(issuer);
  const bool readable = !host.empty() && base::Contains(host, ".") &&
                        issuer.find_first_of(" \t*?#\"") == std::string_view::npos &&
                        !base::Contains(issuer, "://");
  return readable &&
         (!base::LooksLikeEksIssuer(issuer) || base::ParseEksIssuer(issuer).has_value());
}

bool IsDnsName(std::string_view text) {
  const auto is_label = [](std::string_view label) {
    constexpr size_t kMaxLabel = 63;
    return !label.empty() && label.size() <= kMaxLabel && label.front() != '-' &&
           label.back() != '-' && std::ranges::all_of(label, [](char c) {
             return base::IsAsciiLower(c) || base::IsAsciiDigit(c) || c == '-';
           });
  };
  const std::vector<std::string_view> labels = base::SplitBy(text, '.');
  return std::ranges::all_of(labels, is_label);
}

bool IsNamespace(std::string_view text) { return IsDnsName(text) && !base::Contains(text, "."); }

bool IsFolderGlob(std::string_view text) {
  return !text.empty() && !base::path::IsAbsolute(text) && !base::Contains(text, "\\");
}

bool IsAccountGlob(std::string_view text) {
  const auto parts = base::SplitOnce(text, '/');
  return parts.has_value() && !parts->before.empty() && !parts->after.empty() &&
         !base::Contains(parts->after, "/");
}

bool IsRoleGlob(std::string_view text) {
  const std::string_view literal = text.substr(0, text.find_first_of("*?"));
  constexpr std::string_view kArn = "arn:";
  const size_t common = std::min(literal.size(), kArn.size());
  const bool fits = literal.substr(0, common) == kArn.substr(0, common);
  return fits && (literal.size() < text.size() || base::ParseRoleArn(text).has_value());
}

bool IsFileBelow(std::string_view text) {
  if (!IsFolderGlob(text) || text.ends_with('/')) return false;
  const std::string normal = base::path::Normalize(text);
  const std::vector<std::string_view> components = base::path::Components(normal);
  return !components.empty() && components.front() != "..";
}

bool IsResourceGlob(std::string_view text) {
  const std::vector<std::string_view> parts = base::SplitBy(text, '/');
  if (base::Contains(parts.front(), ":")) return IsRoleGlob(text);
  return parts.size() == 3 &&
         std::ranges::none_of(parts, [](std::string_view part) { return part.empty(); });
}

bool IsDate(std::string_view text) { return base::ParseDate(text).has_value(); }

}  // namespace irsalint::engine
