#include "analyzer/load/eksctl.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "analyzer/facts/json.h"
#include "analyzer/load/extract.h"
#include "analyzer/syntax/locate.h"

namespace irsalint::load {
namespace {

using facts::Facts;
using facts::NodeRole;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view kHead =
    "apiVersion: eksctl.io/v1alpha5\n"
    "kind: ClusterConfig\n"
    "metadata: {name: shop, region: eu-central-1, version: \"1.33\"}\n";

Facts Read(std::string_view text) {
  return ExtractFile({.source = source::SourceId{0},
                      .path = "cluster.yaml",
                      .bytes = text,
                      .form = FileForm::kYaml})
      .facts;
}

Facts ReadConfig(std::string_view rest) { return Read(std::string(kHead) + std::string(rest)); }

std::string Written(const facts::KnownText& known) {
  if (!known.HasValue()) return known.IsAbsent() ? "(absent)" : "(unresolved)";
  if (known->IsLiteral()) return std::string(known->literal());
  std::string written;
  for (const syntax::Text::Piece& piece : known->pieces()) {
    written += piece.is_hole ? "<" + piece.hole.expression + ">" : piece.literal;
  }
  return written;
}

std::string At(std::string_view text, const syntax::Place& place) {
  syntax::Locator locator(source::SourceId{0}, text, syntax::Syntax::kYaml);
  const source::Span span = locator.Locate(place);
  return std::string(text.substr(span.begin, span.end - span.begin));
}

TEST(EksctlTest, Cluster) {
  const Facts facts = ReadConfig("");
  ASSERT_EQ(facts.clusters.size(), 1u);
  EXPECT_EQ(Written(facts.clusters[0].name), "shop");
  EXPECT_EQ(Written(facts.clusters[0].region), "eu-central-1");
  EXPECT_EQ(Written(facts.clusters[0].version), "1.33");
  EXPECT_EQ(Written(facts.clusters[0].issuer), "(absent)");
}

TEST(EksctlTest, OtherObjectsAreNone) {
  EXPECT_THAT(
      Read("apiVersion: kops.k8s.io/v1\nkind: ClusterConfig\nmetadata: {name: a}\n").clusters,
      IsEmpty());
  EXPECT_THAT(Read("apiVersion: eksctl.io/v1alpha5\nkind: Other\nmetadata: {name: a}\n").clusters,
              IsEmpty());
}

TEST(EksctlTest, RolesOfNodeGroups) {
  const Facts facts = ReadConfig(
      "managedNodeGroups:\n"
      "  - name: made\n"
      "  - {name: by-arn, iam: {instanceRoleARN: arn:aws:iam::493827165038:role/a, "
      "instanceProfileARN: arn:aws:iam::493827165038:instance-profile/a}}\n"
      "nodeGroups:\n"
      "  - {name: by-name, iam: {instanceRoleName: b}}\n"
      "  - {name: by-profile, iam: {instanceProfileARN: "
      "arn:aws:iam::493827165038:instance-profile/c}}\n"
      "  - minSize: 1\n");
  std::vector<std::string> roles;
  for (const NodeRole& role : facts.node_roles) {
    EXPECT_EQ(role.evidence, NodeRole::Evidence::kEksctl);
    EXPECT_EQ(Written(role.cluster), "shop");
    roles.push_back(Written(role.name) + " " + Written(role.role_arn));
  }
  EXPECT_THAT(
      roles, ElementsAre("by-name arn:<partition>:iam::<account>:role/b", "by-profile (unresolved)",
                         "(absent) arn:<partition>:iam::<account>:role/"
                         "eksctl-shop-nodegroup-<node group>-NodeInstanceRole-<suffix>",
                         "made arn:<partition>:iam::<account>:role/"
                         "eksctl-shop-nodegroup-made-NodeInstanceRole-<suffix>",
                         "by-arn arn:aws:iam::493827165038:role/a"));
}

TEST(EksctlTest, PoliciesOfANodeGroupCarryItsRole) {
  const std::string text = std::string(kHead) +
                           "managedNodeGroups:\n"
                           "  - name: workers\n"
                           "    iam:\n"
                           "      attachPolicyARNs:\n"
                           "        - arn:aws:iam::aws:policy/AmazonS3FullAccess\n"
                           "      attachPolicy:\n"
                           "        Version: \"2012-10-17\"\n"
                           "        Statement: [{Effect: Allow, Action: s3:*, Resource: \"*\"}]\n"
                           "      withAddonPolicies: {ebs: true, efs: false, xRay: true}\n";
  const Facts facts = Read(text);
  ASSERT_EQ(facts.node_roles.size(), 1u);
  ASSERT_EQ(facts.permissions.size(), 2u);
  for (const facts::PermissionAttachment& attachment : facts.permissions) {
    EXPECT_EQ(*attachment.role_arn, *facts.node_roles[0].role_arn);
  }
  EXPECT_EQ(Written(facts.permissions[0].managed_policy_arn),
            "arn:aws:iam::aws:policy/AmazonS3FullAccess");
  EXPECT_EQ(At(text, facts.permissions[0].managed_policy_arn.place()),
            "arn:aws:iam::aws:policy/AmazonS3FullAccess");
  ASSERT_TRUE(facts.permissions[1].document.has_value());
  EXPECT_EQ(At(text, facts.permissions[1].document->statements[0].actions[0].place), "s3:*");
  std::vector<std::string> addons;
  for (const iam::Value& addon : facts.node_roles[0].addon_policies) {
    addons.push_back(addon.text.Written() + " at " + At(text, addon.place));
  }
  EXPECT_THAT(addons, ElementsAre("ebs at ebs: true", "xRay at xRay: true"));
}

TEST(EksctlTest, ABoundaryLeavesUnknownWhatThePoliciesAllow) {
  const Facts facts = ReadConfig(
      "nodeGroups:\n"
      "  - name: workers\n"
      "    iam:\n"
      "      instanceRolePermissionsBoundary: arn:aws:iam::493827165038:policy/boundary\n"
      "      attachPolicyARNs: [arn:aws:iam::aws:policy/AdministratorAccess]\n"
      "      withAddonPolicies: {ebs: true}\n");
  ASSERT_EQ(facts.node_roles.size(), 1u);
  EXPECT_THAT(facts.node_roles[0].addon_policies, IsEmpty());
  EXPECT_THAT(facts.permissions, IsEmpty());
}

std::vector<std::string> MadeAccounts(const Facts& facts) {
  std::vector<std::string> made;
  for (const facts::MadeAccount& account : facts.made_accounts) {
    made.push_back(fmt::format("{}/{} {} {}", Written(account.namespace_name),
                               Written(account.name), Written(account.role_arn),
                               Written(account.role_name)));
  }
  return made;
}

TEST(EksctlTest, ServiceAccounts) {
  EXPECT_THAT(MadeAccounts(ReadConfig(
                  "iam:\n"
                  "  serviceAccounts:\n"
                  "    - metadata: {name: a}\n"
                  "    - {metadata: {name: b, namespace: shop}, roleName: shop-b}\n"
                  "    - {metadata: {name: c}, attachRoleARN: arn:aws:iam::493827165038:role/c}\n"
                  "    - {metadata: {name: d}, roleOnly: true}\n"
                  "    - {metadata: {namespace: shop}}\n"
                  "    - {roleName: e}\n")),
              ElementsAre("default/a (absent) (absent)", "shop/b (absent) shop-b",
                          "default/c arn:aws:iam::493827165038:role/c (absent)"));
}

TEST(EksctlTest, PodIdentityAssociations) {
  const Facts facts = ReadConfig(
      "iam:\n"
      "  podIdentityAssociations:\n"
      "    - {namespace: one, serviceAccountName: a, roleARN: arn:aws:iam::493827165038:role/a,\n"
      "       targetRoleARN: arn:aws:iam::518843920175:role/t, disableSessionTags: true}\n"
      "    - {namespace: one, serviceAccountName: b, roleName: shop-b, createServiceAccount: "
      "true}\n"
      "    - {namespace: one, serviceAccountName: c, permissionPolicyARNs: []}\n"
      "    - {namespace: one}\n");
  std::vector<std::string> associations;
  for (const facts::PodIdentityAssociation& association : facts.pod_identity_associations) {
    associations.push_back(fmt::format(
        "{} {}/{} {} {} {}", Written(association.cluster), Written(association.namespace_name),
        Written(association.service_account), Written(association.role_arn),
        Written(association.target_role_arn), *association.disable_session_tags));
  }
  EXPECT_THAT(associations, ElementsAre("shop one/a arn:aws:iam::493827165038:role/a "
                                        "arn:aws:iam::518843920175:role/t true",
                                        "shop one/b arn:<partition>:iam::<account>:role/shop-b "
                                        "(absent) false",
                                        "shop one/c (unresolved) (absent) false"));
  EXPECT_THAT(MadeAccounts(facts), ElementsAre("one/b (absent) (absent)"));
}

TEST(EksctlTest, AccessEntriesOfNodes) {
  const Facts facts = ReadConfig(
      "accessConfig:\n"
      "  accessEntries:\n"
      "    - {principalARN: arn:aws:iam::493827165038:role/nodes, type: EC2_LINUX}\n"
      "    - {principalARN: arn:aws:iam::493827165038:role/people, type: STANDARD}\n"
      "    - {principalARN: arn:aws:iam::493827165038:role/people}\n");
  ASSERT_EQ(facts.node_roles.size(), 1u);
  EXPECT_EQ(facts.node_roles[0].evidence, NodeRole::Evidence::kAccessEntry);
  EXPECT_EQ(Written(facts.node_roles[0].role_arn), "arn:aws:iam::493827165038:role/nodes");
}

TEST(EksctlTest, WrongShapesAreLeftOut) {
  const Facts facts = ReadConfig(
      "iam: [a]\n"
      "nodeGroups: {a: b}\n"
      "managedNodeGroups:\n"
      "  - text\n"
      "  - {name: [x], iam: {withAddonPolicies: [ebs], attachPolicyARNs: text, attachPolicy: "
      "text}}\n"
      "accessConfig: 1\n");
  ASSERT_EQ(facts.node_roles.size(), 1u);
  EXPECT_THAT(facts.permissions, IsEmpty());
  EXPECT_THAT(facts.made_accounts, IsEmpty());
}

// Facts of node groups survive being stored.
TEST(EksctlTest, RoundTripsThroughJson) {
  Facts facts = ReadConfig(
      "managedNodeGroups:\n"
      "  - {name: workers, iam: {withAddonPolicies: {ebs: true}, attachPolicyARNs: [a]}}\n"
      "iam: {serviceAccounts: [{metadata: {name: a}}]}\n");
  const std::string json = facts::ToJson(facts);
  source::SourceTable sources;
  const base::Result<Facts> again = facts::FromJson(json, sources);
  ASSERT_TRUE(again);
  EXPECT_EQ(facts::ToJson(*again), json);
}

}  // namespace
}  // namespace irsalint::load
