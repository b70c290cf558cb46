#include "analyzer/graph/token_expirations.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

using Strings = std::vector<std::string>;

// `OBJECT ASKED: KIND to GRANTED`, and what the API server says.
Strings Found(const Files& files, const LinkOptions& options = {}) {
  constexpr const char* kKinds[] = {"raised", "shortened", "refused"};
  const Linked linked(files, options);
  Strings found;
  for (const TokenExpirationFault& fault : TokenExpirationFaults(*linked)) {
    found.push_back(fmt::format("{} {}: {} to {}{}{}", fault.object->kind, fault.asked,
                                kKinds[static_cast<size_t>(fault.kind)], fault.granted,
                                fault.inferred ? ", inferred" : "",
                                fault.refusal.empty() ? "" : ": " + fault.refusal));
  }
  return found;
}

Files Account(std::string_view seconds) {
  return {{"a/x.yaml", ServiceAccount("media", "app",
                                      {"role-arn: " + RoleArn("r"),
                                       fmt::format("token-expiration: \"{}\"", seconds)})}};
}

TEST(TokenExpirationsTest, OfAnAccount) {
  EXPECT_EQ(Found(Account("599")), Strings{"ServiceAccount 599: raised to 600"});
  EXPECT_EQ(Found(Account("-1")), Strings{"ServiceAccount -1: raised to 600"});
  EXPECT_EQ(Found(Account("600")), Strings{});
  EXPECT_EQ(Found(Account("86400")), Strings{});
  EXPECT_EQ(Found(Account("86401")), Strings{"ServiceAccount 86401: shortened to 86400, inferred"});
  EXPECT_EQ(Found(Account("4294967296")),
            Strings{"ServiceAccount 4294967296: shortened to 86400, inferred"});
  EXPECT_EQ(
      Found(Account("4294967297")),
      Strings{"ServiceAccount 4294967297: refused to 86400: expirationSeconds may not specify "
              "a duration larger than 2^32 seconds"});
  EXPECT_EQ(Found(Account("1h")), Strings{});
}

TEST(TokenExpirationsTest, OfAKnownCluster) {
  Files files = Account("90000");
  files.push_back({"a/c.json", DescribeCluster("media-prod", kIssuer)});
  EXPECT_EQ(Found(files), Strings{"ServiceAccount 90000: shortened to 86400"});
}

TEST(TokenExpirationsTest, OfAnotherApiServer) {
  LinkOptions options;
  options.clusters.push_back(
      {.name = "c", .paths = {"a"}, .webhook = {.self_hosted = true}, .place = {}});
  EXPECT_EQ(Found(Account("90000"), options), Strings{});
  EXPECT_EQ(Found(Account("599"), options), Strings{"ServiceAccount 599: raised to 600"});
}

TEST(TokenExpirationsTest, OnlyWhereTheWebhookInjects) {
  const std::string pod =
      "---\nkind: Pod\nmetadata:\n  name: p\n  namespace: media\n"
      "  annotations: {eks.amazonaws.com/token-expiration: '5'}\n"
      "spec:\n  serviceAccountName: app\n  containers: [{name: a}]\n";
  EXPECT_EQ(Found({{"a/x.yaml", AccountWithRole("media", "app", "r") + pod}}),
            Strings{"Pod 5: raised to 600"});
  EXPECT_EQ(Found({{"a/x.yaml", ServiceAccount("media", "app", {"token-expiration: '5'"}) + pod}}),
            Strings{});
}

TEST(TokenExpirationsTest, OfAProjectedToken) {
  const auto pod = [](std::string_view seconds) {
    return Files{{"a/x.yaml", Pod("media", "p", "app") +
                                  fmt::format("  volumes: [{{name: t, projected: {{sources: "
                                              "[{{serviceAccountToken: {{audience: vault, path: t, "
                                              "expirationSeconds: {}}}}}]}}}}]\n",
                                              seconds)}};
  };
  EXPECT_EQ(Found(pod("599")),
            Strings{"Pod 599: refused to 600: "
                    "spec.volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds: "
                    "Invalid value: 599: may not specify a duration less than 10 minutes"});
  EXPECT_EQ(Found(pod("4294967297")).size(), 1u);
  EXPECT_EQ(Found(pod("600")), Strings{});
  EXPECT_EQ(Found(pod("604800")), Strings{});
}

}  // namespace
}  // namespace irsalint::graph
