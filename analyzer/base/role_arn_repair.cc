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
constexpr std::array<std::string_view, 5> kRolePrefixes = {"role:role/", "roles/", "role//",
                                                           "role/", "role:"};

// Without blanks and quotes around it, and without blanks beside its colons and slashes.
std::string WithoutBlanks(std::string_view text) {
  constexpr std::string_view kQuotes = "\"'`";
  constexpr std::string_view kSeparators = ":/";
  text = TrimAscii(text);
  while (text.size() > 1 && text.front() == text.back() &&
         kQuotes.find(text.front()) != kQuotes.npos) {
    text = TrimAscii(text.substr(1, text.size() - 2));
  }
  std::string result;
  for (size_t i = 0; i < text.size(); ++i) {
    const size_t next = text.find_first_not_of(" \t\r\n", i);
    const bool is_beside = next > i && (kSeparators.find(text[next]) != kSeparators.npos ||
                                        kSeparators.find(result.back()) != kSeparators.npos);
    if (is_beside) i = next;
    result.push_back(text[i]);
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
  if (WebhookAcceptsRoleArn(text)) return std::nullopt;
  const std::string arn = WithPlainAccount(WithoutBlanks(text));
  const std::vector<std::string_view> parts = SplitBy(arn, ':');
  const auto account = std::ranges::find_if(parts, IsAccountId);
  const bool has_head = account - parts.begin() >= 3 &&
                        EditDistance(AsciiLower(parts[0]), "arn", 1) <= 1 &&
                        EqualsIgnoreAsciiCase(parts[2], "iam");
  if (!has_head || account + 1 == parts.end()) return std::nullopt;
  // A region, or any number of colons: nothing that IAM has stands between service and account.
  const bool is_region = account - parts.begin() == 4 && IsRegion(parts[3]);
  if (!is_region && !std::all_of(parts.begin() + 3, account,
                                 [](std::string_view part) { return part.empty(); })) {
    return std::nullopt;
  }
  const std::string_view partition = MeantPartition(parts[1]);
  const auto resource = RoleResource(
      std::string_view(arn).substr(static_cast<size_t>((account + 1)->data() - arn.data())));
  if (partition.empty() || !resource.has_value()) return std::nullopt;
  std::string repaired = fmt::format("arn:{}:iam::{}:{}", partition, *account, *resource);
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
