#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "analyzer/iam/evaluate.h"
#include "analyzer/iam/policy_document.h"
#include "analyzer/iam/request.h"
#include "analyzer/syntax/document.h"
#include "analyzer/syntax/parse.h"

namespace irsalint::iam {

inline constexpr std::string_view kIssuer =
    "oidc.eks.eu-west-1.amazonaws.com/id/7C1D2E3F4A5B6C7D8E9F0A1B2C3D4E5F";
inline constexpr std::string_view kProvider =
    "arn:aws:iam::468013579246:oidc-provider/"
    "oidc.eks.eu-west-1.amazonaws.com/id/7C1D2E3F4A5B6C7D8E9F0A1B2C3D4E5F";
inline constexpr std::string_view kRole = "arn:aws:iam::468013579246:role/shop-api";
inline constexpr std::string_view kScope = "unit";

// One JSON document and the bytes it views. `ISSUER` and `PROVIDER` in the text stand for kIssuer
// and kProvider.
class ParsedJson {
 public:
  explicit ParsedJson(std::string text) : text_(std::make_unique<std::string>(std::move(text))) {
    Replace("ISSUER", kIssuer);
    Replace("PROVIDER", kProvider);
    const syntax::DocumentId id = {
        .source = source::SourceId{0}, .begin = 0, .end = static_cast<uint32_t>(text_->size())};
    syntax::Parsed parsed = syntax::ParseJson(*text_, id);
    if (parsed.error) ADD_FAILURE() << parsed.error->message << " in " << *text_;
    document_ = std::move(parsed.document);
  }

  const syntax::Node& root() const { return *document_->root(); }

 private:
  void Replace(std::string_view mark, std::string_view by) {
    for (size_t at = text_->find(mark); at != std::string::npos;
         at = text_->find(mark, at + by.size())) {
      text_->replace(at, mark.size(), by);
    }
  }

  std::unique_ptr<std::string> text_;
  std::unique_ptr<syntax::Document> document_;
};

inline PolicyDocument TrustPolicyOf(std::string json) {
  return ReadPolicy(ParsedJson(std::move(json)).root(), PolicyKind::kTrust, kScope);
}

// An Allow statement for web identity through PROVIDER with this Condition (an object in JSON).
inline std::string AllowIf(std::string_view condition) {
  return R"({"Effect":"Allow","Principal":{"Federated":"PROVIDER"},)"
         R"("Action":"sts:AssumeRoleWithWebIdentity","Condition":)" +
         std::string(condition) + "}";
}
inline std::string DenyIf(std::string_view condition) {
  return R"({"Effect":"Deny","Principal":{"Federated":"PROVIDER"},)"
         R"("Action":"sts:AssumeRoleWithWebIdentity","Condition":)" +
         std::string(condition) + "}";
}
inline PolicyDocument PolicyOf(std::string_view statements) {
  return TrustPolicyOf(R"({"Version":"2012-10-17","Statement":[)" + std::string(statements) + "]}");
}

inline syntax::Text HoleText(std::string_view expression, std::string_view scope = kScope) {
  return syntax::Text::OfHole({.syntax = syntax::HoleSyntax::kDollarBrace,
                               .expression = std::string(expression),
                               .scope = std::string(scope)});
}

// A pod's request with a token of kIssuer.
inline Request RequestOf(const syntax::Text& subject) {
  return WebIdentityRequest({.provider_arn = syntax::Text::Literal(kProvider),
                             .issuer = syntax::Text::Literal(kIssuer),
                             .subject = subject,
                             .audience = syntax::Text::Literal("sts.amazonaws.com"),
                             .role_arn = syntax::Text::Literal(kRole)});
}
inline Request RequestOf(std::string_view subject) {
  return RequestOf(syntax::Text::Literal(subject));
}

inline base::Truth Admits(const PolicyDocument& policy, const Request& request) {
  return Evaluate(policy, request).admits;
}

// `Statement[0].Effect` for a value, `key …` for a key, `pair …` for both, `.` for the root.
inline std::string Where(const syntax::Place& place) {
  std::string text = place.part == syntax::Part::kKey    ? "key "
                     : place.part == syntax::Part::kPair ? "pair "
                                                         : "";
  text += place.route.empty() ? "." : syntax::ToString(place.route);
  if (place.range) {
    text += "@" + std::to_string(place.range->begin) + "-" + std::to_string(place.range->end);
  }
  return text;
}

}  // namespace irsalint::iam

// Truths read well in failures.
namespace irsalint::base {
inline void PrintTo(Truth truth, std::ostream* out) { *out << ToString(truth); }
}  // namespace irsalint::base
