#include "analyzer/iam/condition_key.h"

#include <array>

#include "analyzer/base/strings.h"

namespace irsalint::iam {
namespace {

using base::Truth;
using syntax::Text;

constexpr std::array kServicePrefixes =
    std::to_array<std::string_view>({"aws:", "sts:", "iam:", "saml:", "ec2:", "eks:"});

// The last colon parts issuer and claim (docs/reference/iam.md §2.4).
std::string_view ClaimOf(std::string_view key) {
  const size_t colon = key.rfind(':');
  return colon == key.npos ? std::string_view() : key.substr(colon + 1);
}

bool IsMalformed(std::string_view key) {
  if (key.starts_with("https:") || key.starts_with("http:") || key.starts_with("arn:")) return true;
  if (key.starts_with("oidc-provider/") || base::Contains(key, "//")) return true;
  const size_t colon = key.rfind(':');
  if (colon == key.npos || colon == 0) return true;
  // A slash before the claim belongs to issuers that have one; EKS issuers have none.
  return key[colon - 1] == '/' && base::Contains(key, "oidc.eks.");
}

}  // namespace

KeyLookup Lookup(const Request& request, const Text& key) {
  KeyLookup found;
  const Text lower = LowerKey(key);
  for (const ContextKey& entry : request.context) {
    const Truth same = Equal(lower, entry.name);
    if (same == Truth::kNo) continue;
    if (same == Truth::kYes) {
      return {.present = entry.present, .values = entry.values, .other_values = {}};
    }
    if (found.present == Truth::kNo) {
      found = {.present = Truth::kMaybe, .values = entry.values, .other_values = {}};
    } else {
      found.other_values.push_back(entry.values);
    }
  }
  return found;
}

KeyKind ClassifyKey(const Request& request, const Text& key) {
  const Text lower = LowerKey(key);
  for (const ContextKey& entry : request.context) {
    if (Equal(lower, entry.name) != Truth::kYes) continue;
    const std::string_view claim =
        ClaimOf(entry.name.IsLiteral() ? entry.name.literal()
                                       : std::string_view(entry.name.pieces().back().literal));
    if (claim == "sub") return KeyKind::kSubject;
    if (claim == "aud") return KeyKind::kAudience;
    return KeyKind::kGlobal;
  }
  if (!lower.IsLiteral()) return KeyKind::kUnknown;
  const std::string_view text = lower.literal();
  for (const std::string_view prefix : kServicePrefixes) {
    if (text.starts_with(prefix)) return KeyKind::kGlobal;
  }
  if (IsMalformed(text)) return KeyKind::kMalformed;
  const size_t colon = text.rfind(':');
  // An issuer is a host name; `s3:prefix` is a key of a service.
  if (text.substr(0, text.find_first_of(":/")).find('.') == text.npos) return KeyKind::kGlobal;
  const Text issuer = Text::Literal(text.substr(0, colon));
  for (const ContextKey& entry : request.context) {
    if (Equal(issuer.Append(":sub"), entry.name) == Truth::kYes) return KeyKind::kOtherClaim;
  }
  return KeyKind::kOtherIssuer;
}

}  // namespace irsalint::iam
