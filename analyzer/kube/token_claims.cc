#include "analyzer/kube/token_claims.h"

#include <algorithm>

#include "analyzer/base/subject.h"

namespace irsalint::kube {
namespace {

constexpr int64_t kDefaultExpiration = 3600;  // of a projection that names none

// What admission asks for, and by which the API server knows a token that old clients may use on
// after its end.
constexpr int64_t kAutomountExpiration = 3607;

// The kubelet renews a token at four fifths of its life, or when it is a day old.
constexpr int64_t RenewedAt(int64_t lifetime) { return std::min(lifetime * 4 / 5, kSecondsOfADay); }

Expiration Exactly(int64_t seconds) { return {.least = seconds, .most = seconds}; }

}  // namespace

bool TokenRequest::IsForApiServer() const {
  return audience.IsAbsent() || (audience.HasValue() && audience->IsEmpty());
}

TokenRequest RequestOf(const TokenProjection& token) {
  const syntax::Known<int64_t>& asked = token.expiration_seconds;
  if (asked.IsUnresolved()) return {.audience = token.audience};
  return {.audience = token.audience, .seconds = Exactly(asked.ValueOr(kDefaultExpiration))};
}

TokenRequest RequestOf(const InjectionSettings& settings) {
  return {.audience = KnownText::Of(settings.audience.value, settings.audience.place),
          .seconds = settings.expiration.value};
}

TokenRequest RequestOfAutomount() {
  return {.audience = {}, .seconds = Exactly(kAutomountExpiration)};
}

TokenLifetime LifetimeOf(const TokenRequest& request, const TokenLimits& limits) {
  TokenLifetime lifetime = {.requested = request.seconds};
  if (!request.seconds.has_value()) return lifetime;
  Expiration granted = *request.seconds;
  if (limits.longest.has_value()) {
    granted.least = std::min(granted.least, *limits.longest);
    granted.most = std::min(granted.most, *limits.longest);
  }
  lifetime.effective = granted;
  // By what was granted: the kubelet is not told of an extension.
  lifetime.renewed = Expiration{.least = RenewedAt(granted.least), .most = RenewedAt(granted.most)};
  if (request.IsForApiServer() && granted == Exactly(kAutomountExpiration)) {
    lifetime.effective = Exactly(limits.extended);
    lifetime.warn_after = kAutomountExpiration;
  }
  return lifetime;
}

TokenClaims ClaimsOf(const TokenRequest& request, const syntax::Text& subject,
                     const TokenLimits& limits) {
  return {
      .subject = subject, .audience = request.audience, .lifetime = LifetimeOf(request, limits)};
}

syntax::Text SubjectOf(const syntax::Text& namespace_name, const syntax::Text& account_name) {
  return syntax::Text::Literal(base::kSubjectPrefix)
      .Append(namespace_name)
      .Append(":")
      .Append(account_name);
}

}  // namespace irsalint::kube
