#include "analyzer/load/policy_file.h"

#include <algorithm>
#include <string>
#include <utility>

#include "analyzer/base/strings.h"
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
  if (is_trust) {
    facts->trust_policies.push_back({.document = std::move(document),
                                     .format = facts::InputFormat::kPolicyFile,
                                     .path = std::string(path)});
  }
  return true;
}

std::optional<iam::PolicyDocument> ReadPolicyField(const Node& map, std::string_view key,
                                                   iam::PolicyKind kind, Facts* facts) {
  const Node* value = syntax::Find(&map, key);
  if (value == nullptr || value->IsNull()) return std::nullopt;
  if (!value->IsString()) return iam::ReadPolicy(*value, kind, kNoScope);
  const syntax::Embed embed = IsPercentEncoded(base::TrimAscii(value->text))
                                  ? syntax::Embed::kPercentEncodedJson
                                  : syntax::Embed::kJson;
  const syntax::Parsed parsed = syntax::ParseEmbedded(*value, embed);
  if (!parsed.error.has_value() && parsed.document->root() != nullptr) {
    return iam::ReadPolicy(*parsed.document->root(), kind, kNoScope);
  }
  facts->open_reasons.push_back(
      {.kind = facts::OpenReason::Kind::kParseError,
       .message = "the policy in this text cannot be read: " +
                  (parsed.error.has_value() ? parsed.error->message : std::string("it is empty")),
       .place = syntax::PlaceOf(*value)});
  return std::nullopt;
}

}  // namespace irsalint::load
