#include "analyzer/iam/request.h"

#include <array>
#include <utility>

#include "analyzer/base/arn.h"
#include "analyzer/base/strings.h"
#include "analyzer/iam/built_in_provider.h"
#include "analyzer/iam/global_keys.h"

namespace irsalint::iam {
namespace {

using base::Truth;
using syntax::Node;
using syntax::Text;

std::string AccountOf(const Text& arn) {
  const auto parts = base::ParseArn(arn.literal());
  return parts.has_value() ? std::string(parts->account) : std::string();
}

base::Error Wrong(std::string message) {
  return {.code = base::ErrorCode::kInvalid, .message = std::move(message), .path = {}, .line = 0};
}

PrincipalKind KindOf(std::string_view principal) {
  if (base::Contains(principal, ":oidc-provider/") ||
      base::Contains(principal, ":saml-provider/")) {
    return PrincipalKind::kFederated;
  }
  if (IsBuiltInProvider(principal)) return PrincipalKind::kFederated;
  if (base::ParseArn(principal).has_value() || base::IsAccountId(principal)) {
    return PrincipalKind::kAws;
  }
  return PrincipalKind::kService;
}

}  // namespace

Text LowerKey(const Text& key) {
  if (key.IsLiteral()) return Text::Literal(base::AsciiLower(key.literal()));
  std::vector<Text::Piece> pieces = key.pieces();
  for (Text::Piece& piece : pieces) piece.literal = base::AsciiLower(piece.literal);
  return Text::FromPieces(std::move(pieces));
}

Request WebIdentityRequest(const WebIdentity& identity) {
  Request request{.action = "sts:AssumeRoleWithWebIdentity",
                  .principal_kind = PrincipalKind::kFederated,
                  .principal = identity.provider_arn,
                  .role_arn = identity.role_arn,
                  .account = AccountOf(identity.role_arn),
                  .context = {}};
  const Text issuer = LowerKey(identity.issuer);
  request.context.push_back({.name = issuer.Append(":sub"), .values = {identity.subject}});
  request.context.push_back({.name = issuer.Append(":aud"), .values = {identity.audience}});
  request.context.push_back(
      {.name = issuer.Append(":oaud"), .present = Truth::kMaybe, .values = {identity.audience}});
  request.context.push_back(
      {.name = Text::Literal("aws:securetransport"), .values = {Text::Literal("true")}});
  request.context.push_back({.name = Text::Literal("aws:federatedprovider"),
                             .present = Truth::kMaybe,
                             .values = {identity.provider_arn}});
  AddGlobalKeys(&request);
  return request;
}

base::Result<Request> ReadRequest(const Node& root) {
  if (!root.IsMap()) return Wrong("a request must be one JSON object");
  Request request;
  struct Field {
    std::string_view name;
    std::string text;
  };
  std::array fields = {Field{"action", {}}, Field{"principal", {}}, Field{"roleArn", {}},
                       Field{"account", {}}};
  for (Field& field : fields) {
    const Node* value = Find(&root, field.name);
    if (value == nullptr) continue;
    if (!value->IsString()) return Wrong(std::string(field.name) + " must be a string");
    field.text = value->text;
  }
  for (const size_t required : {size_t{0}, size_t{1}}) {
    if (fields[required].text.empty()) {
      return Wrong("the request has no " + std::string(fields[required].name));
    }
  }
  request.action = fields[0].text;
  request.principal = Text::Literal(fields[1].text);
  request.principal_kind = KindOf(fields[1].text);
  request.role_arn = Text::Literal(fields[2].text);
  request.account = fields[3].text.empty() ? AccountOf(request.role_arn) : fields[3].text;
  const Node* context = Find(&root, "context");
  if (context == nullptr) return request;
  if (!context->IsMap()) return Wrong("context must be an object");
  for (const syntax::Pair& pair : context->pairs) {
    ContextKey key{.name = Text::Literal(base::AsciiLower(pair.key->text)), .values = {}};
    const auto add = [&](const Node& value) {
      if (value.IsScalar()) key.values.push_back(Text::Literal(value.text));
      return value.IsScalar();
    };
    bool good = true;
    if (pair.value->IsList()) {
      for (const Node* item : pair.value->items) good &= add(*item);
    } else {
      good = add(*pair.value);
    }
    if (!good)
      return Wrong("context: " + std::string(pair.key->text) +
                   " must be a string or a list of strings");
    request.context.push_back(std::move(key));
  }
  return request;
}

}  // namespace irsalint::iam
