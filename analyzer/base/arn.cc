#include "analyzer/base/arn.h"

#include <algorithm>
#include <array>

#include "analyzer/base/regex.h"
#include "analyzer/base/strings.h"

namespace irsalint::base {
namespace {

constexpr size_t kAccountIdDigits = 12;

}  // namespace

std::optional<Arn> ParseArn(std::string_view text) {
  std::array<std::string_view, 5> parts;
  for (std::string_view& part : parts) {
    const std::optional<SplitPair> split = SplitOnce(text, ':');
    if (!split) return std::nullopt;
    part = split->before;
    text = split->after;
  }
  if (parts[0] != "arn") return std::nullopt;
  return Arn{.partition = parts[1],
             .service = parts[2],
             .region = parts[3],
             .account = parts[4],
             .resource = text};
}

std::optional<RoleArnParts> ParseRoleArn(std::string_view text) {
  const std::optional<Arn> arn = ParseArn(text);
  if (!arn || arn->service != "iam" || !arn->region.empty()) return std::nullopt;
  if (!arn->resource.starts_with("role/")) return std::nullopt;
  const std::string_view full_path = arn->resource.substr(std::string_view("role").size());
  const size_t name_begin = full_path.rfind('/') + 1;
  if (name_begin == full_path.size()) return std::nullopt;
  return RoleArnParts{.partition = arn->partition,
                      .account = arn->account,
                      .path = full_path.substr(0, name_begin),
                      .name = full_path.substr(name_begin)};
}

bool WebhookAcceptsRoleArn(std::string_view text) {
  // Go's `$` without (?m) is the end of the text, as RE2's FullMatch is.
  static const Regex kAccepted(R"(^arn:aws[a-z0-9-]*:iam::\d{12}:role\/[\w-\/.@+=,]+$)");
  return kAccepted.FullMatch(text);
}

std::optional<std::string_view> OidcProviderIssuer(std::string_view text) {
  const std::optional<Arn> arn = ParseArn(text);
  if (!arn || arn->service != "iam" || !arn->region.empty()) return std::nullopt;
  const std::optional<std::string_view> issuer = StripPrefix(arn->resource, "oidc-provider/");
  if (!issuer || issuer->empty()) return std::nullopt;
  return issuer;
}

bool IsAccountId(std::string_view text) {
  return text.size() == kAccountIdDigits && std::ranges::all_of(text, IsAsciiDigit);
}

}  // namespace irsalint::base
