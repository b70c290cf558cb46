#include "analyzer/kube/webhook_flags.h"

#include <fmt/format.h>

#include <array>

#include "analyzer/base/strings.h"

namespace irsalint::kube {
namespace {

struct RegionPrefix {
  std::string_view prefix;
  std::string_view partition;
};
constexpr auto kRegionPrefixes = std::to_array<RegionPrefix>({{"cn-", "aws-cn"},
                                                              {"us-gov-", "aws-us-gov"},
                                                              {"us-iso-", "aws-iso"},
                                                              {"us-isob-", "aws-iso-b"},
                                                              {"eusc-", "aws-eusc"}});

}  // namespace

std::string_view PartitionForWebhook(std::string_view region) {
  for (const RegionPrefix& row : kRegionPrefixes) {
    if (region.starts_with(row.prefix)) return row.partition;
  }
  return "aws";
}

syntax::Text RoleArnPrefix(std::string_view partition, const syntax::Text& account) {
  const std::string head = fmt::format("arn:{}:iam::", partition);
  return syntax::Text::Literal(head).Append(account).Append(":role/");
}

syntax::Text InjectedRoleArn(const syntax::Text& written, const WebhookFlags& flags) {
  if (flags.role_arn_prefix.IsEmpty() || base::Contains(written.Written(), "arn:")) return written;
  return flags.role_arn_prefix.Append(written);
}

}  // namespace irsalint::kube
