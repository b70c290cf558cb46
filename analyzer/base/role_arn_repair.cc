#include "analyzer/base/role_arn_repair.h"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include "analyzer/base/arn.h"
#include "analyzer/base/partition.h"
#include "analyzer/base/strings.h"

namespace irsalint::base {
namespace {

// What people write for "role/", the longest first.
constexpr std::array<std::string_view, 4> kRolePrefixes = {"role:role/", "roles/", "role/",
                                                           "role:"};

// Without blanks and quotes around it, and without blanks beside its colons and slashes.
std::string WithoutBlanks(std::string_view text) {
  constexpr std::string_view kQuotes = "\"'`";
  constexpr std::string_view kSeparators = ":/";
  constexpr std::string_view kBlanks = " \t\r\n";
  text = TrimAscii(text);
  while (text.size() > 1 && text.front() == text.back() &&
         kQuotes.find(text.front()) != kQuotes.npos) {
    text = TrimAscii(text.substr(1, text.size() - 2));
  }
  std::string result;
  while (!text.empty()) {
    const size_t word = std::min(text.find_first_of(kBlanks), text.size());
    result += text.substr(0, word);
    text.remove_prefix(word);
    const size_t blanks = std::min(text.find_first_not_of(kBlanks), text.size());
    if (blanks < text.size() && !Contains(kSeparators, text.substr(blanks, 1)) &&
        !Contains(kSeparators, result.substr(result.size() - 1))) {
      result += text.substr(0, blanks);
    }
    text.remove_prefix(blanks);
  }
  return result;
}

// `4938-2716-5038`, as the console shows an account, and `493827165038/role/…`.
std::string WithPlainAccount(std::string_view arn) {
  constexpr size_t kDigits = 12;
  std::vector<std::string> parts;
  for (const std::string_view part : SplitBy(arn, ':')) {
    std::string plain(part);
    const bool is_grouped = part.size() == kDigits + 2 && part[4] == '-' && part[9] == '-';
    if (is_grouped) std::erase(plain, '-');
    const bool lacks_colon = IsAccountId(part.substr(0, kDigits)) && part.substr(kDigits, 1) == "/";
    if (lacks_colon) plain[kDigits] = ':';
    parts.push_back(is_grouped && !IsAccountId(plain) ? std::string(part) : std::move(plain));
  }
  return Join(parts, ":");
}

// The resource with "role/" before the role's path and name; nothing for another resource.
std::optional<std::string> RoleResource(std::string_view resource) {
  const std::string lower = AsciiLower(resource);
  for (const std::string_view prefix : kRolePrefixes) {
    if (StartsWith(lower, prefix)) {
      return "role/" + std::string(resource.substr(prefix.size()));
    }
  }
  return std::nullopt;
}

// The name of a partition that was written in capitals or with underscores; "" for none.
std::string_view MeantPartition(std::string_view text) {
  std::string name = AsciiLower(text);
  std::ranges::replace(name, '_', '-');
  const Partition* partition = FindPartition(name);
  return partition == nullptr ? std::string_view() : partition->name;
}

}  // namespace

std::optional<std::string> RepairedRoleArn(std::string_view text) {
  constexpr size_t kService = 2;
  constexpr size_t kRegion = 3;
  if (WebhookAcceptsRoleArn(text)) return std::nullopt;
  const std::string arn = WithPlainAccount(WithoutBlanks(text));
  const std::vector<std::string_view> parts = SplitBy(arn, ':');
  const auto account =
      static_cast<size_t>(std::ranges::find_if(parts, IsAccountId) - parts.begin());
  const bool has_frame = account >= kRegion && account + 1 < parts.size() &&
                         EditDistance(AsciiLower(parts[0]), "arn", 1) <= 1 &&
                         EqualsIgnoreAsciiCase(parts[kService], "iam");
  if (!has_frame) return std::nullopt;
  // A region, or any number of colons: nothing that IAM has stands between service and account.
  for (size_t i = kRegion; i < account; ++i) {
    const bool is_region = i == kRegion && account == kRegion + 1 && IsRegion(parts[i]);
    if (!is_region && !parts[i].empty()) return std::nullopt;
  }
  const std::string_view partition = MeantPartition(parts[1]);
  const auto behind = static_cast<size_t>(parts[account + 1].data() - arn.data());
  const auto resource = RoleResource(std::string_view(arn).substr(behind));
  if (partition.empty() || !resource.has_value()) return std::nullopt;
  std::string repaired = fmt::format("arn:{}:iam::{}:{}", partition, parts[account], *resource);
  if (!WebhookAcceptsRoleArn(repaired) || !ParseRoleArn(repaired).has_value()) return std::nullopt;
  return repaired;
}

std::string InPartition(std::string_view arn, std::string_view partition) {
  const std::optional<Arn> parts = ParseArn(arn);
  if (!parts.has_value()) return std::string(arn);
  return fmt::format("arn:{}:{}:{}:{}:{}", partition, parts->service, parts->region, parts->account,
                     parts->resource);
}

}  // namespace irsalint::base
