#include "analyzer/graph/pod_identity_refusal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/graph/association_text.h"

namespace irsalint::graph {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kKinds[] = {"grammar", "deny", "principal", "tag-session", "condition"};

// `KIND STATEMENT[.CONDITION] for ASSOCIATIONS` of each refusal by the policy with an id, with
// `target` before and what the request carries behind.
std::vector<std::string> Refusals(const Files& files, uint32_t policy = 0) {
  const Linked linked(files);
  std::vector<std::string> told;
  for (const PodIdentityRefusal& refusal : RefusalsBy(*linked, PolicyId{policy})) {
    std::string line =
        fmt::format("{}{} {}", refusal.step == PodIdentityRefusal::Step::kRole ? "" : "target ",
                    kKinds[static_cast<size_t>(refusal.kind)],
                    refusal.statement.has_value() ? std::to_string(*refusal.statement) : "-");
    if (refusal.condition.has_value()) line += fmt::format(".{}", *refusal.condition);
    line += " for";
    for (const AssociationId id : refusal.associations) line += fmt::format(" {}", id.value);
    if (!refusal.carried.IsEmpty()) line += fmt::format(" with {}", refusal.carried.Shown());
    told.push_back(std::move(line));
  }
  return told;
}

Files WithRole(const std::string& policy, const Files& associations = {}) {
  Files files = associations;
  files.emplace_back("r/role.json", GetRole("uploader", policy));
  return files;
}

const Files kTwo = {{"a/1.json", DescribeAssociation("media", "uploader", "uploader")},
                    {"a/2.json", DescribeAssociation("video", "uploader", "uploader")}};

TEST(RefusalsByTest, OneForEachFaultWithAllThatItRefuses) {
  EXPECT_THAT(Refusals(WithRole(Policy({Allow("x")}), kTwo)), ElementsAre("principal - for 0 1"));
  EXPECT_THAT(Refusals(WithRole(Policy({AllowPods("", R"("sts:AssumeRole")")}), kTwo)),
              ElementsAre("tag-session 0 for 0 1"));
  EXPECT_THAT(Refusals(WithRole(Policy({AllowPods(
                                    R"({"StringEquals": {"aws:RequestTag/kubernetes-namespace":
                                        "video"}})")}),
                                kTwo)),
              ElementsAre("condition 0.0 for 0 with media"));
  EXPECT_THAT(Refusals(WithRole(Policy({AllowPods()}), kTwo)), IsEmpty());
}

TEST(RefusalsByTest, NamesTheStatementThatLetsTheCallerInForTheRest) {
  EXPECT_THAT(Refusals(WithRole(Policy({Allow("x"), AllowPods("", R"("sts:TagSession")")}), kTwo)),
              ElementsAre("principal 1 for 0 1"));
  EXPECT_THAT(Refusals(WithRole(Policy({Allow("x"), AllowPods("", R"("sts:AssumeRole")")}), kTwo)),
              ElementsAre("tag-session 1 for 0 1"));
}

TEST(RefusalsByTest, ADenyStatementIsNamed) {
  EXPECT_THAT(Refusals(WithRole(
                  Policy({AllowPods(),
                          R"({"Effect": "Deny", "Principal": {"Service": "pods.eks.amazonaws.com"},
                      "Action": "sts:*", "Condition": {"StringEquals":
                      {"aws:RequestTag/kubernetes-namespace": "video"}}})"}),
                  kTwo)),
              ElementsAre("deny 1 for 1"));
}

TEST(RefusalsByTest, OfSeveralVariantsTheFirstIsToBeMended) {
  const std::string refusing = GetRole("uploader", Policy({Allow("x")}));
  Files files = kTwo;
  files.emplace_back("r/role.json", refusing);
  files.emplace_back("s/role.json", refusing);
  EXPECT_THAT(Refusals(files, 0), ElementsAre("principal - for 0 1"));
  EXPECT_THAT(Refusals(files, 1), IsEmpty());
  files.emplace_back("t/role.json", GetRole("uploader", Policy({AllowPods()})));
  EXPECT_THAT(Refusals(files, 0), IsEmpty());
}

TEST(RefusalsByTest, ThePolicyOfATargetRole) {
  Files files = {{"a/1.json", DescribeAssociation(
                                  "media", "uploader", "uploader",
                                  fmt::format(R"(, "targetRoleArn": "{}")", RoleArn("archive")))},
                 {"r/role.json", GetRole("archive", Policy({AllowPods()}))}};
  EXPECT_THAT(Refusals(files), ElementsAre("target principal - for 0"));
}

TEST(RefusalsByTest, WithoutAssociationsWhatRefusesAllOfThem) {
  EXPECT_THAT(Refusals(WithRole(Policy({AllowPods("", R"("sts:AssumeRole")")}))),
              ElementsAre("tag-session 0 for"));
  EXPECT_THAT(Refusals(WithRole(Policy({AllowPods(R"({"ArnLike": {"aws:SourceArn":
                  "arn:aws:eks:*:493827165038:podidentityassociation/media/*"}})")}))),
              ElementsAre("condition 0.0 for with "
                          "arn:aws:eks:<region>:493827165038:cluster/<cluster>"));
  EXPECT_THAT(Refusals(WithRole(Policy({AllowPods(
                  R"({"StringEquals": {"aws:RequestTag/kubernetes-namespace": "video"}})")}))),
              IsEmpty());
  EXPECT_THAT(Refusals(WithRole(Policy({AllowPods("", R"("sts:TagSession")")}))), IsEmpty());
  EXPECT_THAT(Refusals(WithRole(Policy({Allow("x")}))), IsEmpty());
}

// A condition that only tags meet is met by none where they are off.
TEST(RefusalsByTest, TagsMayBeOffWhereNoAssociationIsKnown) {
  const std::string policy =
      Policy({AllowPods(R"({"Null": {"aws:RequestTag/kubernetes-namespace": "true"}})")});
  EXPECT_THAT(Refusals(WithRole(policy)), IsEmpty());
  EXPECT_THAT(Refusals(WithRole(policy, kTwo)), ElementsAre("condition 0.0 for 0 1 with media"));
}

TEST(RefusalsByTest, LeavesFaultsOfThePolicyToTheirRules) {
  const std::string wrong_action =
      R"({"Effect": "Allow", "Principal": {"Service": "pods.eks.amazonaws.com"},
          "Action": "sts:AssumeRoleWithWebIdentity"})";
  EXPECT_THAT(Refusals(WithRole(Policy({wrong_action}), kTwo)), IsEmpty());
  const std::string grammar =
      R"({"Effect": "Allow", "Principal": {"Service": "pods.eks.amazonaws.com"},
          "Action": "sts:AssumeRole", "Resource": "*"})";
  EXPECT_THAT(Refusals(WithRole(Policy({grammar}), kTwo)), IsEmpty());
  EXPECT_THAT(
      Refusals(WithRole(Policy({AllowPods(
                            R"({"StringEquals": {"aws:RequestTag/kubernetes-namespace": "media"},
                      "StringNotEquals": {"aws:RequestTag/kubernetes-namespace": "media"}})")}),
                        kTwo)),
      IsEmpty());
}

std::vector<size_t> Unscoped(const std::vector<std::string>& statements) {
  return UnscopedStatements(*Linked(WithRole(Policy(statements))), PolicyId{0});
}

TEST(UnscopedStatementsTest, NothingNamesAClusterOrAnAccount) {
  EXPECT_THAT(Unscoped({Allow("x"), AllowPods()}), ElementsAre(1));
  EXPECT_THAT(Unscoped({AllowPods(R"({"StringLike": {"aws:RequestTag/eks-cluster-name": "*"}})")}),
              ElementsAre(0));
  EXPECT_THAT(Unscoped({AllowPods(R"({"Bool": {"aws:SecureTransport": "true"}})")}),
              ElementsAre(0));
}

TEST(UnscopedStatementsTest, AnyOfThemIsEnough) {
  for (const std::string_view condition :
       {R"({"StringEquals": {"aws:RequestTag/kubernetes-namespace": "media"}})",
        R"({"StringLike": {"aws:RequestTag/kubernetes-service-account": "up*"}})",
        R"({"StringEquals": {"aws:RequestTag/eks-cluster-name": "media"}})",
        R"({"ArnLike": {"aws:SourceArn": "arn:aws:eks:*:493827165038:cluster/*"}})",
        R"({"StringEquals": {"aws:SourceAccount": "493827165038"}})",
        R"({"StringEquals": {"aws:SourceOrgID": "${aws:ResourceOrgID}"}})"}) {
    EXPECT_THAT(Unscoped({AllowPods(condition)}), IsEmpty()) << condition;
  }
  EXPECT_THAT(Unscoped({AllowPods(),
                        R"({"Effect": "Deny", "Principal": {"Service": "pods.eks.amazonaws.com"},
                            "Action": "sts:AssumeRole", "Condition": {"StringNotEquals":
                            {"aws:RequestTag/kubernetes-namespace": "media"}}})"}),
              IsEmpty());
  EXPECT_THAT(Unscoped({Allow("x")}), IsEmpty());
}

}  // namespace
}  // namespace irsalint::graph
