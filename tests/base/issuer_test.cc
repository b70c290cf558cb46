#include "analyzer/base/issuer.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>

namespace irsalint::base {
namespace {

constexpr std::string_view kId = "D48675832CA65BD10A532F597OIDCID1";

TEST(IssuerTest, NormalizeStripsTheSchemeOnly) {
  EXPECT_EQ(NormalizeIssuer("https://a.B/C/"), "a.B/C/");
  EXPECT_EQ(NormalizeIssuer("http://a"), "http://a");
  EXPECT_EQ(NormalizeIssuer("HTTPS://a"), "HTTPS://a");
  EXPECT_EQ(NormalizeIssuer("a"), "a");
  EXPECT_EQ(IssuerHost("https://a.b/c"), "a.b");
  EXPECT_EQ(IssuerHost("a.b"), "a.b");
}

TEST(IssuerTest, ParsesEksIssuersOfAllPartitions) {
  EXPECT_EQ(ParseEksIssuer("https://oidc.eks.us-east-1.amazonaws.com/id/" + std::string(kId)),
            (EksIssuer{.region = "us-east-1", .id = kId, .dns_suffix = "amazonaws.com"}));
  EXPECT_EQ(ParseEksIssuer("oidc.eks.cn-north-1.amazonaws.com.cn/id/A"),
            (EksIssuer{.region = "cn-north-1", .id = "A", .dns_suffix = "amazonaws.com.cn"}));
  EXPECT_EQ(ParseEksIssuer("oidc-eks.eu-west-1.api.aws/id/A"),
            (EksIssuer{.region = "eu-west-1", .id = "A", .dns_suffix = "api.aws"}));
  EXPECT_EQ(ParseEksIssuer("oidc.eks.eusc-de-east-1.amazonaws.eu/id/A"),
            (EksIssuer{.region = "eusc-de-east-1", .id = "A", .dns_suffix = "amazonaws.eu"}));
}

TEST(IssuerTest, MalformedEksIssuersDoNotParseButLookLikeIt) {
  for (const std::string_view malformed :
       {"oidc.eks.us-east-1.amazonaws.com", "oidc.eks.us-east-1.amazonaws.com/id/",
        "oidc.eks.us-east-1.amazonaws.com/ID/A", "oidc.eks.us-east-1.amazonaws.com/id/A/",
        "oidc.eks.amazonaws.com/id/A", "oidc.eks..amazonaws.com/id/A",
        "oidc.eks.us-east-1.api.aws/id/A", "oidc-eks.us-east-1.amazonaws.com/id/A",
        "OIDC.EKS.us-east-1.amazonaws.com/id/A", "A.gr7.us-east-1.eks.amazonaws.com/id/A",
        "oidc.eks.us_east_1.amazonaws.com/id/A", "oidc.eks.us-east-1.amazonaws.com/id/A-B",
        "example.com/id/xxxx"}) {
    EXPECT_EQ(ParseEksIssuer(malformed), std::nullopt) << malformed;
    EXPECT_TRUE(LooksLikeEksIssuer(malformed)) << malformed;
  }
  for (const std::string_view other :
       {"gitlab.com", "example.com/id/xxx", "example.com/id/xxxxa", "eks.example.com", ""}) {
    EXPECT_FALSE(LooksLikeEksIssuer(other)) << other;
  }
}

TEST(IssuerTest, CanonicalIdIs32UpperCaseHexDigits) {
  EXPECT_TRUE(IsCanonicalEksId("0123456789ABCDEF0123456789ABCDEF"));
  EXPECT_FALSE(IsCanonicalEksId("0123456789abcdef0123456789abcdef"));
  EXPECT_FALSE(IsCanonicalEksId("0123456789ABCDEF0123456789ABCDE"));
  EXPECT_FALSE(IsCanonicalEksId("EXAMPLED539D4633E53DE1B71EXAMPLE"));
}

TEST(IssuerTest, SharedIssuersAreEqualNotPrefixes) {
  const SharedIssuerInfo* github = SharedIssuer("https://token.actions.githubusercontent.com");
  ASSERT_NE(github, nullptr);
  EXPECT_EQ(github->service, "GitHub Actions");
  EXPECT_EQ(github->required_key, ":sub");
  EXPECT_EQ(SharedIssuer("GitLab.com"), SharedIssuer("gitlab.com"));
  EXPECT_EQ(SharedIssuer("api.pulumi.com/oidc")->required_key, ":aud");
  EXPECT_EQ(SharedIssuer("api.pulumi.com"), nullptr);
  EXPECT_EQ(SharedIssuer("api.pulumi.com/OIDC"), nullptr);
  EXPECT_EQ(SharedIssuer("token.actions.githubusercontent.com/my-enterprise"), nullptr);
  EXPECT_EQ(SharedIssuer("oidc.eks.us-east-1.amazonaws.com/id/A"), nullptr);
}

TEST(IssuerTest, SharedTableHasNoDuplicates) {
  std::set<std::string_view> seen;
  for (const SharedIssuerInfo& row : SharedIssuers()) {
    EXPECT_TRUE(seen.insert(row.issuer).second) << row.issuer;
    EXPECT_EQ(NormalizeIssuer(row.issuer), row.issuer);
    EXPECT_EQ(SharedIssuer(row.issuer), &row);
  }
  EXPECT_EQ(seen.size(), 22U);
}

TEST(IssuerTest, Classify) {
  const auto name = [](std::string_view issuer) { return ToString(ClassifyIssuer(issuer)); };
  EXPECT_EQ(name("oidc.eks.us-east-1.amazonaws.com/id/A"), "eks");
  EXPECT_EQ(name("https://bucket.s3.eu-west-1.amazonaws.com/cluster"), "object-store");
  EXPECT_EQ(name("my.dotted.bucket.s3.dualstack.eu-west-1.amazonaws.com/c"), "object-store");
  EXPECT_EQ(name("s3.us-east-1.amazonaws.com/bucket"), "object-store");
  EXPECT_EQ(name("s3-us-west-2.amazonaws.com/bucket"), "object-store");
  EXPECT_EQ(name("bucket.s3.amazonaws.com"), "object-store");
  EXPECT_EQ(name("rh-oidc.s3.us-east-1.amazonaws.com/abc"), "openshift");
  EXPECT_EQ(name("rh-oidc.s3.us-east-1.amazonaws.com/22ejnvnnturfmt6km08idd0nt4hekbn7"), "shared");
  EXPECT_EQ(name("oidc.op1.openshiftapps.com/abc"), "openshift");
  EXPECT_EQ(name("https://kubernetes.default.svc.cluster.local"), "cluster-only");
  EXPECT_EQ(name("kubernetes.default.svc"), "cluster-only");
  EXPECT_EQ(name("gitlab.com"), "shared");
  EXPECT_EQ(name("keycloak.example.com/realms/x"), "other");
  EXPECT_EQ(name("s3.example.com"), "other");
  EXPECT_TRUE(IsKubernetesLikeIssuer("bucket.s3.amazonaws.com"));
  EXPECT_TRUE(IsKubernetesLikeIssuer("oidc.eks.x"));
  EXPECT_FALSE(IsKubernetesLikeIssuer("gitlab.com"));
  EXPECT_FALSE(IsKubernetesLikeIssuer("example.com"));
}

}  // namespace
}  // namespace irsalint::base
