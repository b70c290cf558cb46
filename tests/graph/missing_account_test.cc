#include "analyzer/graph/missing_account.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

// What is said of the only workload: "there", or the proof and the near miss.
std::string Said(const Linked& linked) {
  constexpr const char* kProofs[] = {"closed", "near-miss", "mention", "none"};
  const auto missing = MissingAccounts(*linked).Of(WorkloadId{0});
  if (!missing.has_value()) return "there";
  std::string said = kProofs[static_cast<size_t>(missing->proof)];
  if (missing->near_miss.has_value()) {
    said += " " + (*linked)[*missing->near_miss].object->meta.name->Written();
  }
  return said;
}
std::string Said(const Files& files, const LinkOptions& options = {}) {
  return Said(Linked(files, options));
}

const std::string kPod = Pod("one", "pod", "uploader");

TEST(MissingAccountTest, ProvedByANearMissOfItsUnit) {
  EXPECT_EQ(Said({{"a/x.yaml", kPod + ServiceAccount("one", "uplaoder")}}), "near-miss uplaoder");
  EXPECT_EQ(Said({{"a/x.yaml", kPod}, {"b/x.yaml", ServiceAccount("one", "uplaoder")}}), "none");
  EXPECT_EQ(Said({{"a/x.yaml", kPod + ServiceAccount("two", "uplaoder")}}), "none");
}

TEST(MissingAccountTest, ANearMissMustBeTheOnlyOneAndUnused) {
  EXPECT_EQ(Said({{"a/x.yaml",
                   kPod + ServiceAccount("one", "uplaoder") + ServiceAccount("one", "uploadre")}}),
            "none");
  EXPECT_EQ(Said({{"a/x.yaml",
                   kPod + ServiceAccount("one", "uplaoder") + Pod("one", "other", "uplaoder")}}),
            "none");
}

TEST(MissingAccountTest, ProvedWhereAllAccountsAreThere) {
  EXPECT_EQ(Said({{"a/x.yaml", kPod}}, {.assume_complete = true}), "closed");
  EXPECT_EQ(
      Said({{"a/x.yaml", kPod + ServiceAccount("one", "uplaoder")}}, {.assume_complete = true}),
      "closed uplaoder");
}

TEST(MissingAccountTest, ProvedWhereItsSubjectIsMeantToHaveARole) {
  const std::string policy = Policy({Allow(Subject("one", "uploader"))});
  EXPECT_EQ(Said({{"a/x.yaml", kPod}, {"a/trust.json", policy}}), "mention");
  EXPECT_EQ(Said({{"a/x.yaml", Pod("", "pod", "uploader")}, {"a/trust.json", policy}}), "none");
  EXPECT_EQ(
      Said({{"a/x.yaml", kPod}, {"a/trust.json", policy}, {"b/x.yaml", "kind: Pod\nmetadata: ["}}),
      "none")
      << "what could not be read may make it";
  EXPECT_EQ(Said({{"a/x.yaml", kPod}, {"a/trust.json", policy}}, {.has_unread_code = true}),
            "none");
}

TEST(MissingAccountTest, SomethingElseMayMakeIt) {
  EXPECT_EQ(Said({{"a/x.yaml", Pod("one", "pod", "default")}}), "there");
  EXPECT_EQ(Said({{"a/x.yaml", Pod("kube-system", "pod", "aws-node")}}, {.assume_complete = true}),
            "there");
  EXPECT_EQ(Said({{"a/x.yaml", Pod("one", "pod", "aws-node")}}), "none");
  const std::string cluster =
      "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {name: c, region: "
      "eu-west-1}\n"
      "iam: {serviceAccounts: [{metadata: {name: uploader, namespace: one}}]}\n";
  EXPECT_EQ(Said({{"a/x.yaml", kPod}, {"b/cluster.yaml", cluster}}), "there");
}

TEST(MissingAccountTest, ItMayLiveElsewhere) {
  LinkOptions options;
  options.external.service_accounts = {"one/up*"};
  EXPECT_EQ(Said({{"a/x.yaml", kPod + ServiceAccount("one", "uplaoder")}}, options), "there");
  options.external.service_accounts = {"two/*"};
  EXPECT_EQ(Said({{"a/x.yaml", kPod + ServiceAccount("one", "uplaoder")}}, options),
            "near-miss uplaoder");
}

TEST(MissingAccountTest, PlaceholdersAreNotMissed) {
  EXPECT_EQ(Said({{"a/x.yaml", Pod("one", "pod", "${ACCOUNT}")}}), "there");
  EXPECT_EQ(Said({{"a/x.yaml", Pod("one", "pod", "YOUR_ACCOUNT")}}), "there");
  EXPECT_EQ(Said({{"a/x.yaml", Pod("one", "pod", "YourAccount")}}), "none");
}

TEST(MissingAccountTest, AnAccountInAnotherNamespaceIsAnotherFault) {
  EXPECT_EQ(Said({{"a/x.yaml", kPod + ServiceAccount("two", "uploader")}}), "there");
  EXPECT_EQ(Said({{"a/x.yaml", kPod}, {"b/x.yaml", ServiceAccount("two", "uploader")}}), "none");
}

}  // namespace
}  // namespace irsalint::graph
