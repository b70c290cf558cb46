#include "analyzer/kube/token_claims.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

#include "analyzer/kube/read_object.h"
#include "tests/kube/parsed_yaml.h"

namespace irsalint::kube {
namespace {

std::string Show(const std::optional<Expiration>& seconds) {
  if (!seconds.has_value()) return "?";
  if (seconds->least == seconds->most) return fmt::format("{}", seconds->least);
  return fmt::format("{}-{}", seconds->least, seconds->most);
}

// `requested 600, lives 600, renewed at 480`, then what there is of `warnafter 3607`.
std::string Show(const TokenLifetime& lifetime) {
  std::string text = fmt::format("requested {}, lives {}, renewed at {}", Show(lifetime.requested),
                                 Show(lifetime.effective), Show(lifetime.renewed));
  if (lifetime.warn_after.has_value()) text += fmt::format(", warnafter {}", *lifetime.warn_after);
  return text;
}

// A request by the fields of a `serviceAccountToken` source.
TokenRequest Request(std::string_view fields) {
  const ParsedYaml yaml(
      "kind: Pod\nspec:\n  volumes: [{name: t, projected: {sources: [{"
      "serviceAccountToken: {path: t" +
      std::string(fields) + "}}]}}]\n");
  return RequestOf(ReadWorkload(*yaml, "unit")->spec.volumes.at(0).tokens.at(0));
}

std::string OnEks(std::string_view fields) {
  return Show(LifetimeOf(Request(fields), kEksTokenLimits));
}
std::string Upstream(std::string_view fields) {
  return Show(LifetimeOf(Request(fields), kUpstreamTokenLimits));
}

TEST(TokenLifetimeTest, IsWhatWasAskedFor) {
  EXPECT_EQ(OnEks(", audience: a, expirationSeconds: 600"),
            "requested 600, lives 600, renewed at 480");
  EXPECT_EQ(OnEks(", audience: a"), "requested 3600, lives 3600, renewed at 2880");
  EXPECT_EQ(OnEks(", audience: a, expirationSeconds: x"), "requested ?, lives ?, renewed at ?");
}

TEST(TokenLifetimeTest, EksShortensToADay) {
  EXPECT_EQ(OnEks(", audience: a, expirationSeconds: 604800"),
            "requested 604800, lives 86400, renewed at 69120");
  // Elsewhere the API server may set a limit, but need not. The kubelet waits no longer than a day.
  EXPECT_EQ(Upstream(", audience: a, expirationSeconds: 604800"),
            "requested 604800, lives 604800, renewed at 86400");
}

TEST(TokenLifetimeTest, ThatOfTheApiServersTokenIsExtended) {
  EXPECT_EQ(Show(LifetimeOf(RequestOfAutomount(), kEksTokenLimits)),
            "requested 3607, lives 7776000, renewed at 2885, warnafter 3607");
  EXPECT_EQ(Show(LifetimeOf(RequestOfAutomount(), kUpstreamTokenLimits)),
            "requested 3607, lives 31536000, renewed at 2885, warnafter 3607");
  // Whoever asks for it.
  EXPECT_EQ(OnEks(", expirationSeconds: 3607"),
            "requested 3607, lives 7776000, renewed at 2885, warnafter 3607");
}

TEST(TokenLifetimeTest, NothingElseIsExtended) {
  EXPECT_EQ(OnEks(", audience: sts.amazonaws.com, expirationSeconds: 3607"),
            "requested 3607, lives 3607, renewed at 2885");
  EXPECT_EQ(OnEks(", expirationSeconds: 3600"), "requested 3600, lives 3600, renewed at 2880");
}

TEST(TokenLifetimeTest, OneDrawnAtRandomIsARange) {
  InjectionSettings settings;
  settings.audience.value = syntax::Text::Literal("pods.eks.amazonaws.com");
  settings.expiration.value = Expiration{.least = 79200, .most = 86400};
  EXPECT_EQ(Show(LifetimeOf(RequestOf(settings), kEksTokenLimits)),
            "requested 79200-86400, lives 79200-86400, renewed at 63360-69120");
}

TEST(TokenClaimsTest, NameTheAccountAndTheAudience) {
  const syntax::Text subject =
      SubjectOf(syntax::Text::Literal("media"), syntax::Text::Literal("uploader"));
  const TokenClaims claims =
      ClaimsOf(Request(", audience: sts.amazonaws.com"), subject, kEksTokenLimits);
  EXPECT_EQ(claims.subject.literal(), "system:serviceaccount:media:uploader");
  EXPECT_EQ(claims.audience->literal(), "sts.amazonaws.com");
  EXPECT_EQ(Show(claims.lifetime), "requested 3600, lives 3600, renewed at 2880");
  EXPECT_TRUE(ClaimsOf(RequestOfAutomount(), subject, kEksTokenLimits).audience.IsAbsent());
}

// An empty audience of the webhook's settings is none.
TEST(TokenRequestTest, WithoutAudienceIsForTheApiServer) {
  EXPECT_TRUE(Request("").IsForApiServer());
  EXPECT_TRUE(RequestOf(InjectionSettings{}).IsForApiServer());
  EXPECT_FALSE(Request(", audience: a").IsForApiServer());
  EXPECT_FALSE(Request(", audience: 5").IsForApiServer());
}

}  // namespace
}  // namespace irsalint::kube
