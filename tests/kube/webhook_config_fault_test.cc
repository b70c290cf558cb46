#include "analyzer/kube/webhook_config_fault.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "analyzer/kube/read_object.h"
#include "tests/kube/parsed_yaml.h"

namespace irsalint::kube {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kKinds[] = {"no-slash", "glob", "no-audience", "short-expiration"};

// `KIND FOUND` of each fault of the one entry, whose key and value are JSON.
std::vector<std::string> Faults(const std::string& key, const std::string& value) {
  const ParsedYaml yaml("kind: ConfigMap\nmetadata: {name: pod-identity-webhook}\ndata:\n" +
                        ("  config: |\n    {\"" + key + "\": " + value + "}\n"));
  const auto identities = IdentitiesOfConfigMap(ReadAwsData(*yaml, "").value());
  std::vector<std::string> faults;
  for (const WebhookConfigFault& fault : FaultsOf(identities.value().front())) {
    faults.push_back(std::string(kKinds[static_cast<size_t>(fault.kind)]) + " " + fault.found);
  }
  return faults;
}

std::vector<std::string> FaultsOfKey(const std::string& key) {
  return Faults(key, R"({"Audience": "sts.amazonaws.com"})");
}

TEST(WebhookConfigFaultTest, KeysAreNamespaceAndName) {
  EXPECT_THAT(FaultsOfKey("media/uploader"), IsEmpty());
  EXPECT_THAT(FaultsOfKey("*/uploader"), IsEmpty());
  EXPECT_THAT(FaultsOfKey("uploader"), ElementsAre("no-slash uploader"));
  EXPECT_THAT(FaultsOfKey("*"), ElementsAre("no-slash *"));
}

TEST(WebhookConfigFaultTest, TheOnlyWildcardIsAnyNamespace) {
  EXPECT_THAT(FaultsOfKey("test-*/uploader"), ElementsAre("glob test-*/uploader"));
  EXPECT_THAT(FaultsOfKey("tes?/uploader"), ElementsAre("glob tes?/uploader"));
  EXPECT_THAT(FaultsOfKey("media/*"), ElementsAre("glob media/*"));
  EXPECT_THAT(FaultsOfKey("[ab]/uploader"), ElementsAre("glob [ab]/uploader"));
}

TEST(WebhookConfigFaultTest, TheFlagsAudienceDoesNotCount) {
  EXPECT_THAT(Faults("a/b", "{}"), ElementsAre("no-audience "));
  EXPECT_THAT(Faults("a/b", R"({"Audience": ""})"), ElementsAre("no-audience "));
  EXPECT_THAT(Faults("a/b", R"({"audience": "vault"})"), IsEmpty());
}

TEST(WebhookConfigFaultTest, ExpirationsAreNotRaised) {
  const auto faults = [](const std::string& seconds) {
    return Faults("a/b", R"({"Audience": "x", "TokenExpiration": )" + seconds + "}");
  };
  EXPECT_THAT(faults("599"), ElementsAre("short-expiration 599"));
  EXPECT_THAT(faults("-1"), ElementsAre("short-expiration -1"));
  EXPECT_THAT(faults("600"), IsEmpty());
  // The flag's own.
  EXPECT_THAT(faults("0"), IsEmpty());
}

TEST(WebhookConfigFaultTest, AllFaultsOfAnEntry) {
  EXPECT_THAT(Faults("a*/b", R"({"TokenExpiration": 300})"),
              ElementsAre("glob a*/b", "no-audience ", "short-expiration 300"));
}

}  // namespace
}  // namespace irsalint::kube
