#include "analyzer/kube/meant_value.h"

#include <gtest/gtest.h>

#include <string>

namespace irsalint::kube {
namespace {

// "-" where nothing is meant plainly.
std::string Meant(WebhookKey key, std::string_view value) {
  return MeantValue(key, value).value_or("-");
}

TEST(MeantValueTest, ReadsWordsForTrueAndFalse) {
  constexpr auto kKey = WebhookKey::kStsRegionalEndpoints;
  EXPECT_EQ(Meant(kKey, "regional"), "true");
  EXPECT_EQ(Meant(kKey, " Yes "), "true");
  EXPECT_EQ(Meant(kKey, "tRUE"), "true");
  EXPECT_EQ(Meant(kKey, "legacy"), "false");
  EXPECT_EQ(Meant(kKey, "off"), "false");
  EXPECT_EQ(Meant(kKey, "eu-central-1"), "-");
  EXPECT_EQ(Meant(kKey, "2"), "-");
}

TEST(MeantValueTest, CountsSeconds) {
  constexpr auto kKey = WebhookKey::kTokenExpiration;
  EXPECT_EQ(Meant(kKey, "24h"), "86400");
  EXPECT_EQ(Meant(kKey, "1h30m"), "5400");
  EXPECT_EQ(Meant(kKey, "1d"), "86400");
  EXPECT_EQ(Meant(kKey, "3600s"), "3600");
  EXPECT_EQ(Meant(kKey, " 3600 "), "3600");
  EXPECT_EQ(Meant(kKey, "10m"), "600");
  EXPECT_EQ(Meant(kKey, "9m"), "-") << "below the least that the webhook gives";
  EXPECT_EQ(Meant(kKey, "1.5h"), "-");
  EXPECT_EQ(Meant(kKey, "30m1h"), "-");
  EXPECT_EQ(Meant(kKey, "1h1h"), "-");
  EXPECT_EQ(Meant(kKey, "h"), "-");
  EXPECT_EQ(Meant(kKey, "1 h"), "-");
  EXPECT_EQ(Meant(kKey, "-3600"), "-");
  EXPECT_EQ(Meant(kKey, "1000000000s"), "-");
  EXPECT_EQ(Meant(kKey, ""), "-");
}

TEST(MeantValueTest, JoinsNamesOfContainers) {
  constexpr auto kKey = WebhookKey::kSkipContainers;
  EXPECT_EQ(Meant(kKey, "a, b"), "a,b");
  EXPECT_EQ(Meant(kKey, " a ,\n b-2,\n"), "a,b-2");
  EXPECT_EQ(Meant(kKey, "a\r\nb\n"), "a,b");
  EXPECT_EQ(Meant(kKey, "[a, b]"), "-");
  EXPECT_EQ(Meant(kKey, "\"a"), "-");
  EXPECT_EQ(Meant(kKey, "a b"), "-") << "one name or two";
  EXPECT_EQ(Meant(kKey, " , "), "-");
}

TEST(MeantValueTest, SaysNothingOfRoleAndAudience) {
  EXPECT_EQ(Meant(WebhookKey::kRoleArn, "24h"), "-");
  EXPECT_EQ(Meant(WebhookKey::kAudience, "a, b"), "-");
}

}  // namespace
}  // namespace irsalint::kube
