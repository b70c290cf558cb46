#include "analyzer/load/policy_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "analyzer/base/strings.h"
#include "analyzer/load/duplicate_keys.h"
#include "analyzer/load/limits.h"
#include "analyzer/syntax/document.h"
#include "analyzer/syntax/parse.h"

namespace irsalint::load {
namespace {

using facts::Facts;
using syntax::Node;

constexpr std::string_view kNoScope;

bool IsTrustStatement(const iam::Statement& statement) {
  if (statement.actions.empty() || statement.not_action) return true;
  const bool sts =
      std::any_of(statement.actions.begin(), statement.actions.end(), [](const iam::Value& action) {
        const std::string text = base::AsciiLower(action.text.Written());
        return !action.text.IsLiteral() || text == "*" || base::StartsWith(text, "sts:");
      });
  return sts || std::any_of(statement.principals.begin(), statement.principals.end(),
                            [](const iam::Principal& principal) {
                              return principal.kind == iam::PrincipalKind::kFederated;
                            });
}

// Whether a trust policy may be judged; if not, says so and opens the unit.
bool IsShortEnough(const iam::PolicyDocument& document, Facts* facts) {
  if (document.size <= kMaxTrustPolicyCharacters) return true;
  facts->open_reasons.push_back(
      {.kind = facts::OpenReason::Kind::kParseError,
       .message = fmt::format(
           "this trust policy has {} characters and was not judged: IAM stores at most 8192",
           document.size),
       .place = document.place});
  return false;
}

bool IsPercentEncoded(std::string_view text) {
  return base::AsciiLower(text.substr(0, 3)) == "%7b";
}

}  // namespace

bool ReadPolicyFile(const Node& root, std::string_view path, Facts* facts) {
  if (!iam::LooksLikePolicy(root)) return false;
  if (!iam::LooksLikeTrustPolicy(root)) {
    facts::PermissionAttachment attachment;
    attachment.document = iam::ReadPolicy(root, iam::PolicyKind::kPermission, kNoScope);
    attachment.role_name = facts::KnownText::Absent(syntax::PlaceOf(root));
    attachment.role_arn = attachment.role_name;
    attachment.managed_policy_arn = attachment.role_name;
    attachment.path = path;
    attachment.place = syntax::PlaceOf(root);
    facts->permissions.push_back(std::move(attachment));
    return true;
  }
  iam::PolicyDocument document = iam::ReadPolicy(root, iam::PolicyKind::kTrust, kNoScope);
  const bool is_trust =
      std::any_of(document.statements.begin(), document.statements.end(), IsTrustStatement);
  if (is_trust && IsShortEnough(document, facts)) {
    facts->trust_policies.push_back({.document = std::move(document),
                                     .format = facts::InputFormat::kPolicyFile,
                                     .path = std::string(path)});
  }
  return true;
}

std::optional<iam::PolicyDocument> ReadPolicyField(const Node& map, std::string_view key,
                                                   iam::PolicyKind kind, Facts* facts) {
  const auto read = [&](const Node& root) -> std::optional<iam::PolicyDocument> {
    iam::PolicyDocument document = iam::ReadPolicy(root, kind, kNoScope);
    if (kind == iam::PolicyKind::kTrust && !IsShortEnough(document, facts)) return std::nullopt;
    return document;
  };
  const Node* value = syntax::Find(&map, key);
  if (value == nullptr || value->IsNull()) return std::nullopt;
  if (!value->IsString()) return read(*value);
  const syntax::Embed embed = IsPercentEncoded(base::TrimAscii(value->text))
                                  ? syntax::Embed::kPercentEncodedJson
                                  : syntax::Embed::kJson;
  const syntax::Parsed parsed = syntax::ParseEmbedded(*value, embed);
  if (!parsed.error.has_value() && parsed.document->root() != nullptr) {
    AddDuplicateKeys(*parsed.document, facts);
    return read(*parsed.document->root());
  }
  facts->open_reasons.push_back(
      {.kind = facts::OpenReason::Kind::kParseError,
       .message = "the policy in this text cannot be read: " +
                  (parsed.error.has_value() ? parsed.error->message : std::string("it is empty")),
       .place = syntax::PlaceOf(*value)});
  return std::nullopt;
}

}  // namespace irsalint::load
