#include "analyzer/iam/oidc_provider.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace irsalint::iam {
namespace {

struct Case {
  std::string_view text;
  std::string_view what;
  std::string_view shown;
};

void Expect(const Case& c, const std::optional<TextFault>& fault) {
  ASSERT_TRUE(fault.has_value()) << c.text;
  EXPECT_EQ(fault->what, c.what) << c.text;
  EXPECT_EQ(c.text.substr(fault->begin, fault->end - fault->begin), c.shown) << c.text;
}

constexpr std::string_view kEks =
    "https://oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F";

TEST(OidcProviderTest, FaultsOfUrls) {
  constexpr Case kCases[] = {
      {"oidc.example.net/blue", "does not begin with \"https://\"", ""},
      {"http://oidc.example.net/blue", "does not begin with \"https://\"", "http://"},
      {"https:///blue", "has no host", "https:///blue"},
      {"https://OIDC.example.net/Blue",
       "has upper-case letters in its host, which no token carries", "OIDC.example.net"},
      {"https://oidc.example.net:443/blue", "has a port (\":443\"), which IAM refuses", ":443"},
      {"https://oidc.example.net/blue?a=b", "has a query (\"?a=b\"), which IAM refuses", "?a=b"},
      {"https://oidc.example.net/blue#a", "has a fragment (\"#a\"), which IAM refuses", "#a"},
      {"https://oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F/",
       "ends in a slash, and the tokens of EKS carry none", "/"},
  };
  for (const Case& c : kCases) Expect(c, FaultOfProviderUrl(c.text));
  const std::string longest = "https://oidc.example.net/" + std::string(230, 'a');
  EXPECT_EQ(FaultOfProviderUrl(longest), std::nullopt);
  Expect({longest + "b", "has 256 characters, and IAM takes at most 255", "b"},
         FaultOfProviderUrl(longest + "b"));
}

TEST(OidcProviderTest, RightUrls) {
  // An issuer of its own may end in a slash: tokens then carry it.
  for (const std::string_view url : {kEks, std::string_view("https://oidc.example.net"),
                                     std::string_view("https://tenant.auth.example.net/"),
                                     std::string_view("https://oidc.example.net/Blue")}) {
    EXPECT_EQ(FaultOfProviderUrl(url), std::nullopt) << url;
  }
}

TEST(OidcProviderTest, RepairsUrlsThatCanOnlyMeanOne) {
  const auto repaired = [](std::string_view url) { return RepairedProviderUrl(url).value_or("-"); };
  constexpr std::string_view kRight = "https://oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C";
  EXPECT_EQ(repaired("oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C"), kRight);
  EXPECT_EQ(repaired("http://oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C"), kRight);
  EXPECT_EQ(repaired("HTTPS://oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C/"), kRight);
  EXPECT_EQ(repaired("https://oidc.eks.eu-central-1.amazonaws.com:443/id/7D3F9A1C"), kRight);
  EXPECT_EQ(repaired("https://OIDC.example.net/Blue/"), "https://oidc.example.net/Blue/")
      << "the slash may be the issuer's";
  EXPECT_EQ(repaired("oidc.example.net/blue"), "https://oidc.example.net/blue");
}

TEST(OidcProviderTest, RepairsNoUrlThatMayMeanSeveral) {
  for (const std::string_view url :
       {"http://oidc.example.net/blue", "https://oidc.example.net:8443/blue",
        "https://oidc.example.net/blue?v=2", "https://", "",
        "ftp://oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C",
        "https://oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C"}) {
    EXPECT_FALSE(RepairedProviderUrl(url).has_value()) << url;
  }
}

TEST(OidcProviderTest, FaultsOfThumbprints) {
  constexpr Case kCases[] = {
      {"9e99a48a9960b14926bb7f3b02e22da2b0ab728", "has 39 characters, not 40",
       "9e99a48a9960b14926bb7f3b02e22da2b0ab728"},
      {"", "has 0 characters, not 40", ""},
      {"9e:99", "has colons between its digits", "9e:99"},
      {"9e99a48a9960b14926bb7f3b02e22da2b0ab728g", "has 'g', which is no hexadecimal digit", "g"},
      {"ffffffffffffffffffffffffffffffffffffffff", "is filled in with anything",
       "ffffffffffffffffffffffffffffffffffffffff"},
      {"1234567890123456789012345678901234567890", "is filled in with anything",
       "1234567890123456789012345678901234567890"},
      {"9e99a48a9960b14926bb7f3b02e22da2b0ab72809e99a48a9960b14926bb7f3b",
       "has 64 digits, as SHA-256 has; IAM wants the 40 of SHA-1",
       "9e99a48a9960b14926bb7f3b02e22da2b0ab72809e99a48a9960b14926bb7f3b"},
  };
  for (const Case& c : kCases) Expect(c, FaultOfThumbprint(c.text));
  EXPECT_EQ(FaultOfThumbprint("9e99a48a9960b14926bb7f3b02e22da2b0ab7280"), std::nullopt);
  EXPECT_EQ(FaultOfThumbprint("9E99A48A9960B14926BB7F3B02E22DA2B0AB7280"), std::nullopt);
}

TEST(OidcProviderTest, IssuersThatAwsCannotReach) {
  const auto why = [](std::string_view issuer) { return WhyNotPublic(issuer).value_or(""); };
  EXPECT_EQ(why("kubernetes.default.svc"), "a name inside the cluster");
  EXPECT_EQ(why("https://kubernetes.default.svc.cluster.local"), "a name inside the cluster");
  EXPECT_EQ(why("oidc.infra.svc"), "a name inside the cluster");
  EXPECT_EQ(why("api.blue.corp.internal:6443"), "a name of a private network");
  EXPECT_EQ(why("http://oidc.example.net"), "no HTTPS address");
  EXPECT_EQ(why("localhost:8443"), "a name of the machine itself");
  EXPECT_EQ(why("10.0.12.7"), "an address of a private network");
  EXPECT_EQ(why("172.31.0.1/x"), "an address of a private network");
}

TEST(OidcProviderTest, IssuersThatMayBeReached) {
  for (const std::string_view issuer :
       {kEks, std::string_view("oidc.example.net/blue"), std::string_view("8.8.8.8"),
        std::string_view("172.32.0.1"), std::string_view("ISSUER"),
        std::string_view("s3.eu-west-1.amazonaws.com/oidc-blue")}) {
    EXPECT_EQ(WhyNotPublic(issuer), std::nullopt) << issuer;
  }
}

}  // namespace
}  // namespace irsalint::iam
