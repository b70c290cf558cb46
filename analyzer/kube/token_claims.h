#pragma once

#include <cstdint>
#include <optional>

#include "analyzer/kube/injection_settings.h"
#include "analyzer/kube/pod_spec.h"

// What a projected service account token says (docs/reference/semantics.md §2.3, §5, §6).
namespace irsalint::kube {

// How long an API server lets tokens live, in seconds.
struct TokenLimits {
  std::optional<int64_t> longest = {};  // a longer request is shortened; nothing: not known
  int64_t extended = 0;                 // a token for the API server itself, see TokenLifetime
};
inline constexpr int64_t kSecondsOfADay = 86400;
inline constexpr TokenLimits kEksTokenLimits = {.longest = kSecondsOfADay,
                                                .extended = 90 * kSecondsOfADay};
// Kubernetes has no limit of its own: it is a flag of the API server.
inline constexpr TokenLimits kUpstreamTokenLimits = {.longest = std::nullopt,
                                                     .extended = 365 * kSecondsOfADay};

// What a volume asks a token for.
struct TokenRequest {
  KnownText audience = {};                 // absent or empty: the API server's own
  std::optional<Expiration> seconds = {};  // nothing: it cannot be known

  bool IsForApiServer() const;
};
TokenRequest RequestOf(const TokenProjection& token);
TokenRequest RequestOf(const InjectionSettings& settings);
TokenRequest RequestOfAutomount();

// Seconds. `effective` is from `iat` to `exp`. Where exactly 3607 s are asked for a token of the
// API server's own audience, it is extended and the claim `warnafter` says when it should have
// ended.
struct TokenLifetime {
  std::optional<Expiration> requested;
  std::optional<Expiration> effective;
  std::optional<int64_t> warn_after;  // after `iat`
  std::optional<Expiration> renewed;  // the age at which the kubelet gets a new one, within 10 s
};
TokenLifetime LifetimeOf(const TokenRequest& request, const TokenLimits& limits);

// The claims that can be told before there is a pod. The issuer is the cluster's.
struct TokenClaims {
  syntax::Text subject;
  KnownText audience;  // as in TokenRequest
  TokenLifetime lifetime;
};
TokenClaims ClaimsOf(const TokenRequest& request, const syntax::Text& subject,
                     const TokenLimits& limits);

// `system:serviceaccount:NAMESPACE:NAME`.
syntax::Text SubjectOf(const syntax::Text& namespace_name, const syntax::Text& account_name);

}  // namespace irsalint::kube
