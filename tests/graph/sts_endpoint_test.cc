#include "analyzer/graph/sts_endpoint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string ClusterWith(std::string_view version, std::string_view region = "eu-central-1") {
  return fmt::format(
      R"({{"cluster": {{"name": "c", "arn": "arn:aws:eks:{}:493827165038:cluster/c", "version": "{}"}}}})",
      region, version);
}

// `NAME REGION webhook` and what else is known, of each endpoint.
std::vector<std::string> Endpoints(const Files& files, const LinkOptions& options = {}) {
  const Linked linked(files, options);
  std::vector<std::string> endpoints;
  for (const StsEndpoint& endpoint : StsEndpointsOf(*linked)) {
    constexpr const char* kWebhook[] = {"regional", "off", "unknown"};
    const char* annotated = !endpoint.annotated.has_value() ? " ignored"
                            : *endpoint.annotated           ? " on"
                                                            : " off";
    endpoints.push_back(fmt::format(
        "{} {} {}{}{}", (*linked)[endpoint.claim].account_name.Written(),
        endpoint.region.empty() ? "-" : endpoint.region,
        kWebhook[static_cast<size_t>(endpoint.webhook)],
        endpoint.annotation == nullptr ? "" : annotated, endpoint.set_by_pods ? " set" : ""));
  }
  return endpoints;
}

TEST(EksMakesStsRegionalTest, From122On) {
  for (const char* version : {"1.22", "1.30", "v1.22.3", "1.22+", "2.0"}) {
    EXPECT_EQ(EksMakesStsRegional(version), true) << version;
  }
  for (const char* version : {"1.21", "1.9", "v1.21.14-eks-1"}) {
    EXPECT_EQ(EksMakesStsRegional(version), false) << version;
  }
  for (const char* version : {"", "1", "latest", "1.x", "${VERSION}"}) {
    EXPECT_EQ(EksMakesStsRegional(version), std::nullopt) << version;
  }
}

TEST(StsEndpointTest, TheClusterOfTheUnitDecides) {
  const std::string account = AccountWithRole("one", "app", "r");
  EXPECT_THAT(Endpoints({{"a/x.yaml", account}}), ElementsAre("app - unknown"));
  EXPECT_THAT(Endpoints({{"a/x.yaml", account}, {"a/c.json", ClusterWith("1.21")}}),
              ElementsAre("app eu-central-1 off"));
  EXPECT_THAT(Endpoints({{"a/x.yaml", account}, {"a/c.json", ClusterWith("1.30")}}),
              ElementsAre("app eu-central-1 regional"));
  EXPECT_THAT(Endpoints({{"a/x.yaml", account}, {"a/c.json", ClusterWith("1.21", "eu-south-1")}}),
              IsEmpty());
}

TEST(StsEndpointTest, TheIssuerOfTheTrustPolicyTellsRegionAndCluster) {
  const Files files = {{"apps/x.yaml", AccountWithRole("one", "app", "r")},
                       {"iam/r.json", GetRole("r", Policy({Allow(Subject("one", "app"))}))}};
  EXPECT_THAT(Endpoints(files), ElementsAre("app eu-central-1 unknown"));
  Files with_cluster = files;
  std::string cluster = DescribeCluster("c", kIssuer);
  cluster.insert(cluster.find("\"name\""), "\"version\": \"1.30\", ");
  with_cluster.emplace_back("clusters/c.json", cluster);
  EXPECT_THAT(Endpoints(with_cluster), ElementsAre("app eu-central-1 regional"));
}

TEST(StsEndpointTest, ReadsAnnotationsAsTheWebhookDoes) {
  const std::string role = "role-arn: " + RoleArn("r");
  EXPECT_THAT(Endpoints({{"a/x.yaml",
                          ServiceAccount("n", "a", {role, "sts-regional-endpoints: \"t\""}) +
                              ServiceAccount("n", "b", {role, "sts-regional-endpoints: \"0\""}) +
                              ServiceAccount("n", "c", {role, "sts-regional-endpoints: \"no\""})}}),
              ElementsAre("a - unknown on", "b - unknown off", "c - unknown ignored"));
}

TEST(StsEndpointTest, PodsSetItIfAllContainersDo) {
  const std::string account = AccountWithRole("n", "app", "r");
  const std::string set = "      env: [{name: AWS_STS_REGIONAL_ENDPOINTS, value: regional}]\n";
  EXPECT_THAT(Endpoints({{"a/x.yaml", account + Pod("n", "p", "app") + set}}),
              ElementsAre("app - unknown set"));
  EXPECT_THAT(
      Endpoints({{"a/x.yaml", account + Pod("n", "p", "app") + set + Pod("n", "q", "app")}}),
      ElementsAre("app - unknown"));
}

TEST(StsEndpointTest, LeavesOutWhatHasNoGlobalEndpoint) {
  EXPECT_THAT(
      Endpoints({{"a/x.yaml", ServiceAccount("n", "a", {"role-arn: arn:aws-cn:iam::1:role/r"}) +
                                  ServiceAccount("n", "plain")}}),
      IsEmpty());
}

}  // namespace
}  // namespace irsalint::graph
