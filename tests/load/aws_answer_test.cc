#include "analyzer/load/aws_answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "analyzer/load/extract.h"
#include "analyzer/syntax/locate.h"
#include "tests/harness/paths.h"

namespace irsalint::load {
namespace {

using facts::ClosedSet;
using facts::Facts;
using facts::InputFormat;
using facts::NodeRole;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view kIssuer =
    "oidc.eks.eu-west-1.amazonaws.com/id/7C1B5A9E30D24F6881B2C3D4E5F60718";

std::string Text(std::string_view name) {
  return test::ReadFile(test::Testdata("inputs/aws_cli/" + std::string(name)));
}

Facts Read(std::string_view path, std::string_view text) {
  const FileForm form = path.ends_with(".yaml") ? FileForm::kYaml : FileForm::kJson;
  return ExtractFile({.source = source::SourceId{0}, .path = path, .bytes = text, .form = form})
      .facts;
}

Facts ReadFixture(std::string_view name) { return Read(name, Text(name)); }

// The bytes that a place points at.
std::string At(std::string_view text, const syntax::Place& place) {
  syntax::Locator locator(source::SourceId{0}, text, syntax::Syntax::kJson);
  const source::Span span = locator.Locate(place);
  return std::string(text.substr(span.begin, span.end - span.begin));
}

std::string Written(const facts::KnownText& known) {
  return known.HasValue() ? known->Written() : known.IsAbsent() ? "(absent)" : "(unresolved)";
}

std::string OnlySubject(const facts::TrustPolicy& policy) {
  for (const iam::Condition& condition : policy.document.statements.at(0).conditions) {
    if (condition.key.text.Written().ends_with(":sub")) {
      return condition.values.at(0).text.Written();
    }
  }
  return {};
}

struct RoleCase {
  std::string_view file;
  std::string_view arn;
};

class GetRoleTest : public testing::TestWithParam<RoleCase> {};

TEST_P(GetRoleTest, GivesARoleWithItsTrustPolicy) {
  const Facts facts = ReadFixture(GetParam().file);
  EXPECT_THAT(facts.open_reasons, IsEmpty());
  EXPECT_THAT(facts.closed_sets, IsEmpty());
  ASSERT_EQ(facts.roles.size(), 1U);
  EXPECT_EQ(Written(facts.roles[0].arn), GetParam().arn);
  EXPECT_EQ(Written(facts.roles[0].name), "orders-reader");
  EXPECT_EQ(facts.roles[0].format, InputFormat::kAwsCli);
  ASSERT_EQ(facts.trust_policies.size(), 1U);
  EXPECT_EQ(facts.roles[0].trust_policy, 0U);
  EXPECT_EQ(facts.trust_policies[0].format, InputFormat::kAwsCli);
  EXPECT_EQ(facts.trust_policies[0].path, GetParam().file);
  EXPECT_EQ(OnlySubject(facts.trust_policies[0]), "system:serviceaccount:shop:orders");
}

INSTANTIATE_TEST_SUITE_P(
    AwsCli, GetRoleTest,
    testing::Values(RoleCase{"get-role.json", "arn:aws:iam::418273645091:role/orders-reader"},
                    RoleCase{"get-role.yaml", "arn:aws:iam::418273645091:role/orders-reader"},
                    RoleCase{"get-role-query.json", "arn:aws:iam::418273645091:role/orders-reader"},
                    RoleCase{"get-role-string.json",
                             "arn:aws:iam::418273645091:role/orders-reader"},
                    RoleCase{"get-role-aws-cn.json",
                             "arn:aws-cn:iam::530918264705:role/team/shop/orders-reader"},
                    RoleCase{"get-role-us-gov-percent-encoded.json",
                             "arn:aws-us-gov:iam::641029375816:role/orders-reader"}));

TEST(AwsAnswerTest, PlacesInAPercentEncodedDocumentAreExact) {
  const std::string text = Text("get-role-us-gov-percent-encoded.json");
  const Facts facts = Read("x.json", text);
  const iam::Statement& statement = facts.trust_policies.at(0).document.statements.at(0);
  EXPECT_EQ(At(text, statement.conditions.at(0).values.at(0).place),
            "%22system%3Aserviceaccount%3Ashop%3Aorders%22");
}

TEST(AwsAnswerTest, PlacesInAJsonStringAreExact) {
  const std::string text = Text("get-role-string.json");
  const Facts facts = Read("x.json", text);
  const iam::Statement& statement = facts.trust_policies.at(0).document.statements.at(0);
  EXPECT_EQ(At(text, statement.actions.at(0).place), "\\\"sts:AssumeRoleWithWebIdentity\\\"");
}

TEST(AwsAnswerTest, ABrokenEncodedDocumentOpensTheUnit) {
  const std::string text =
      R"({"Role": {"RoleName": "a", "Arn": "arn:aws:iam::418273645091:role/a",)"
      R"( "AssumeRolePolicyDocument": "%7B%22Statement%22"}})";
  const Facts facts = Read("x.json", text);
  ASSERT_EQ(facts.roles.size(), 1U);
  EXPECT_FALSE(facts.roles[0].trust_policy.has_value());
  ASSERT_EQ(facts.open_reasons.size(), 1U);
  EXPECT_THAT(facts.open_reasons[0].message,
              testing::StartsWith("the policy in this text cannot be read: "));
  EXPECT_EQ(At(text, facts.open_reasons[0].place), "\"%7B%22Statement%22\"");
}

TEST(AwsAnswerTest, ListRolesClosesTheAccount) {
  const Facts facts = ReadFixture("list-roles.json");
  ASSERT_EQ(facts.roles.size(), 3U);
  EXPECT_EQ(facts.roles[2].format, InputFormat::kAwsCliListing);
  EXPECT_EQ(facts.trust_policies.size(), 3U);
  ASSERT_EQ(facts.closed_sets.size(), 1U);
  EXPECT_EQ(facts.closed_sets[0].kind, ClosedSet::Kind::kRoles);
  EXPECT_EQ(facts.closed_sets[0].owner, "418273645091");
}

TEST(AwsAnswerTest, ATruncatedOrFilteredListClosesNothing) {
  for (const char* name : {"list-roles-truncated.json", "list-roles-path-prefix.json",
                           "list-pod-identity-associations-truncated.json"}) {
    const Facts facts = ReadFixture(name);
    EXPECT_FALSE(facts.roles.empty() && facts.pod_identity_associations.empty()) << name;
    EXPECT_THAT(facts.closed_sets, IsEmpty()) << name;
  }
}

TEST(AwsAnswerTest, AuthorizationDetails) {
  const Facts facts = ReadFixture("get-account-authorization-details.json");
  ASSERT_EQ(facts.roles.size(), 2U);
  EXPECT_EQ(Written(facts.roles[1].name), "orders-reader");
  ASSERT_EQ(facts.permissions.size(), 3U);
  EXPECT_TRUE(facts.permissions[0].managed_policy_arn.IsAbsent());
  EXPECT_EQ(facts.permissions[0].document->statements.at(0).actions.at(0).text.Written(),
            "s3:GetObject");
  EXPECT_EQ(Written(facts.permissions[1].managed_policy_arn),
            "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy");
  EXPECT_FALSE(facts.permissions[1].document.has_value());
  EXPECT_EQ(Written(facts.permissions[2].role_arn), "arn:aws:iam::418273645091:role/nodes");
  ASSERT_TRUE(facts.permissions[2].document.has_value());
  EXPECT_EQ(facts.permissions[2].document->statements.at(0).actions.at(0).text.Written(),
            "sqs:SendMessage");
  ASSERT_EQ(facts.node_roles.size(), 1U);
  EXPECT_EQ(facts.node_roles[0].evidence, NodeRole::Evidence::kInstanceProfile);
  EXPECT_EQ(Written(facts.node_roles[0].name), "nodes-profile");
  ASSERT_EQ(facts.closed_sets.size(), 1U);
  EXPECT_EQ(facts.closed_sets[0].owner, "418273645091");
}

TEST(AwsAnswerTest, AuthorizationDetailsWithoutRolesCloseNothing) {
  EXPECT_THAT(Read("x.json", R"({"RoleDetailList": [], "Policies": []})").closed_sets, IsEmpty());
}

TEST(AwsAnswerTest, GetRolePolicy) {
  const Facts facts = ReadFixture("get-role-policy.json");
  ASSERT_EQ(facts.permissions.size(), 1U);
  EXPECT_EQ(Written(facts.permissions[0].role_name), "orders-reader");
  EXPECT_EQ(facts.permissions[0].document->statements.at(0).actions.size(), 2U);
}

TEST(AwsAnswerTest, AttachedPoliciesNameNoRole) {
  const Facts facts = ReadFixture("list-attached-role-policies.json");
  ASSERT_EQ(facts.permissions.size(), 2U);
  EXPECT_EQ(Written(facts.permissions[0].role_name), "(absent)");
  EXPECT_EQ(Written(facts.permissions[0].managed_policy_arn),
            "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy");
  EXPECT_EQ(facts.permissions[0].path, "list-attached-role-policies.json");
}

TEST(AwsAnswerTest, GetOidcProvider) {
  const Facts facts = ReadFixture("get-open-id-connect-provider.json");
  ASSERT_EQ(facts.oidc_providers.size(), 1U);
  EXPECT_EQ(Written(facts.oidc_providers[0].arn), "(absent)");
  EXPECT_EQ(Written(facts.oidc_providers[0].issuer), kIssuer);
  ASSERT_EQ(facts.oidc_providers[0].client_ids.size(), 1U);
  EXPECT_EQ(facts.oidc_providers[0].client_ids[0].text.Written(), "sts.amazonaws.com");
  EXPECT_EQ(syntax::ToString(facts.oidc_providers[0].client_ids_place.route), "ClientIDList");
  EXPECT_EQ(facts.oidc_providers[0].thumbprints.size(), 1U);
}

TEST(AwsAnswerTest, ListOidcProviders) {
  const std::string text = Text("list-open-id-connect-providers.json");
  const Facts facts = Read("x.json", text);
  ASSERT_EQ(facts.oidc_providers.size(), 2U);
  EXPECT_EQ(Written(facts.oidc_providers[0].issuer), kIssuer);
  EXPECT_EQ(At(text, facts.oidc_providers[0].issuer.place()), kIssuer);
  EXPECT_EQ(facts.oidc_providers[0].format, InputFormat::kAwsCliListing);
  ASSERT_EQ(facts.closed_sets.size(), 1U);
  EXPECT_EQ(facts.closed_sets[0].kind, ClosedSet::Kind::kOidcProviders);
  EXPECT_EQ(facts.closed_sets[0].owner, "418273645091");
}

TEST(AwsAnswerTest, AnEmptyListIsAnAnswerToo) {
  const Facts facts = ReadFixture("list-open-id-connect-providers-empty.json");
  EXPECT_THAT(facts.oidc_providers, IsEmpty());
  ASSERT_EQ(facts.closed_sets.size(), 1U);
  EXPECT_EQ(facts.closed_sets[0].owner, "");
}

TEST(AwsAnswerTest, DescribeCluster) {
  const std::string text = Text("describe-cluster.json");
  const Facts facts = Read("x.json", text);
  ASSERT_EQ(facts.clusters.size(), 1U);
  EXPECT_EQ(Written(facts.clusters[0].name), "shop");
  EXPECT_EQ(Written(facts.clusters[0].arn), "arn:aws:eks:eu-west-1:418273645091:cluster/shop");
  EXPECT_EQ(Written(facts.clusters[0].version), "1.33");
  EXPECT_EQ(Written(facts.clusters[0].issuer), kIssuer);
  EXPECT_EQ(At(text, facts.clusters[0].issuer.place()), kIssuer);
}

TEST(AwsAnswerTest, DescribeNodegroup) {
  const Facts facts = ReadFixture("describe-nodegroup.json");
  ASSERT_EQ(facts.node_roles.size(), 1U);
  EXPECT_EQ(facts.node_roles[0].evidence, NodeRole::Evidence::kNodeGroup);
  EXPECT_EQ(Written(facts.node_roles[0].role_arn), "arn:aws:iam::418273645091:role/nodes");
  EXPECT_EQ(Written(facts.node_roles[0].cluster), "shop");
  EXPECT_EQ(Written(facts.node_roles[0].name), "general");
  EXPECT_EQ(Written(facts.node_roles[0].ami_type), "AL2023_x86_64_STANDARD");
  ASSERT_TRUE(facts.node_roles[0].launch_template.has_value());
  EXPECT_EQ(Written(facts.node_roles[0].launch_template->id), "lt-05c1d7be38f2a9460");
  EXPECT_EQ(Written(facts.node_roles[0].launch_template->name), "shop-nodes");
  EXPECT_EQ(Written(facts.node_roles[0].launch_template->version), "2");
  EXPECT_FALSE(facts.node_roles[0].metadata_options.has_value());
}

TEST(AwsAnswerTest, VersionsOfALaunchTemplateThatAreWords) {
  const auto version = [](std::string_view written) {
    const Facts facts =
        Read("group.json",
             R"({"nodegroup": {"nodegroupName": "general", "clusterName": "shop", "launchTemplate":
            {"id": "lt-1", "version": ")" +
                 std::string(written) + "\"}}}");
    return facts.node_roles.at(0).launch_template->version;
  };
  for (const std::string_view word : {"$Latest", "$Default", "7"}) {
    EXPECT_EQ(version(word)->literal(), word);
  }
  EXPECT_FALSE(version("$VERSION")->IsLiteral());
}

TEST(AwsAnswerTest, DescribeNodegroupWithoutALaunchTemplate) {
  const Facts facts = Read("group.json", R"({"nodegroup": {"nodegroupName": "general",
      "nodeRole": "arn:aws:iam::418273645091:role/nodes"}})");
  ASSERT_EQ(facts.node_roles.size(), 1U);
  EXPECT_EQ(Written(facts.node_roles[0].ami_type), "(absent)");
  EXPECT_FALSE(facts.node_roles[0].launch_template.has_value());
}

TEST(AwsAnswerTest, DescribeLaunchTemplateVersions) {
  const std::string text = Text("describe-launch-template-versions.json");
  const Facts facts = Read("template.json", text);
  ASSERT_EQ(facts.launch_templates.size(), 2U);
  const facts::LaunchTemplate& second = facts.launch_templates[0];
  EXPECT_EQ(Written(second.name.id), "lt-05c1d7be38f2a9460");
  EXPECT_EQ(Written(second.name.name), "shop-nodes");
  EXPECT_EQ(Written(second.name.version), "2");
  EXPECT_TRUE(second.is_default.HasValue() && *second.is_default);
  EXPECT_EQ(Written(second.instance_profile), "nodes-profile");
  ASSERT_TRUE(second.metadata_options.has_value());
  EXPECT_EQ(Written(second.metadata_options->http_endpoint), "enabled");
  EXPECT_EQ(Written(second.metadata_options->http_tokens), "required");
  EXPECT_EQ(At(text, second.metadata_options->http_tokens.place()), "\"required\"");
  ASSERT_TRUE(second.metadata_options->hop_limit.HasValue());
  EXPECT_EQ(*second.metadata_options->hop_limit, 2);
  EXPECT_EQ(At(text, second.metadata_options->hop_limit.place()), "2");

  const facts::LaunchTemplate& first = facts.launch_templates[1];
  EXPECT_EQ(Written(first.name.version), "1");
  EXPECT_TRUE(first.is_default.HasValue() && !*first.is_default);
  EXPECT_EQ(Written(first.instance_profile),
            "arn:aws:iam::418273645091:instance-profile/nodes-profile");
  EXPECT_FALSE(first.metadata_options.has_value());
}

TEST(AwsAnswerTest, MetadataOptionsThatAreNotThereOrNotReadable) {
  const Facts facts = Read("template.json", R"({"LaunchTemplateVersions": [
      {"LaunchTemplateId": "lt-1", "LaunchTemplateData": {"MetadataOptions":
        {"HttpTokens": null, "HttpPutResponseHopLimit": "2"}}},
      {"LaunchTemplateId": "lt-2"}]})");
  ASSERT_EQ(facts.launch_templates.size(), 2U);
  const facts::LaunchTemplate& first = facts.launch_templates[0];
  ASSERT_TRUE(first.metadata_options.has_value());
  EXPECT_EQ(Written(first.metadata_options->http_tokens), "(absent)");
  EXPECT_EQ(Written(first.metadata_options->http_endpoint), "(absent)");
  EXPECT_TRUE(first.metadata_options->hop_limit.IsUnresolved());
  EXPECT_EQ(Written(first.name.version), "(absent)");
  EXPECT_TRUE(first.is_default.IsAbsent());
  EXPECT_FALSE(facts.launch_templates[1].metadata_options.has_value());
  EXPECT_EQ(Written(facts.launch_templates[1].instance_profile), "(absent)");
}

TEST(AwsAnswerTest, DescribeAccessEntryOfNodes) {
  const auto entry = [](std::string_view type) {
    return Read("entry.json", R"({"accessEntry": {"clusterName": "shop",
        "principalArn": "arn:aws:iam::418273645091:role/nodes",
        "kubernetesGroups": ["system:nodes"], "type": ")" +
                                  std::string(type) + "\"}}");
  };
  for (const std::string_view type : {"EC2", "EC2_LINUX", "EC2_WINDOWS"}) {
    const Facts facts = entry(type);
    ASSERT_EQ(facts.node_roles.size(), 1U) << type;
    EXPECT_EQ(facts.node_roles[0].evidence, NodeRole::Evidence::kAccessEntry);
    EXPECT_EQ(Written(facts.node_roles[0].role_arn), "arn:aws:iam::418273645091:role/nodes");
    EXPECT_EQ(Written(facts.node_roles[0].cluster), "shop");
    EXPECT_THAT(facts.node_roles[0].groups, ElementsAre("system:nodes"));
  }
  for (const std::string_view type : {"STANDARD", "FARGATE_LINUX", "HYBRID_LINUX"}) {
    EXPECT_THAT(entry(type).node_roles, IsEmpty()) << type;
  }
}

TEST(AwsAnswerTest, GetInstanceProfile) {
  const Facts facts = ReadFixture("get-instance-profile.json");
  ASSERT_EQ(facts.roles.size(), 1U);
  EXPECT_EQ(facts.trust_policies.size(), 1U);
  ASSERT_EQ(facts.node_roles.size(), 1U);
  EXPECT_EQ(Written(facts.node_roles[0].role_arn), "arn:aws:iam::418273645091:role/nodes");
  EXPECT_EQ(Written(facts.node_roles[0].name), "nodes-profile");
}

TEST(AwsAnswerTest, ListAssociationsNamesNoRole) {
  const Facts facts = ReadFixture("list-pod-identity-associations.json");
  ASSERT_EQ(facts.pod_identity_associations.size(), 2U);
  EXPECT_EQ(Written(facts.pod_identity_associations[1].service_account), "ebs-csi-controller-sa");
  EXPECT_EQ(Written(facts.pod_identity_associations[1].role_arn), "(absent)");
  EXPECT_EQ(Written(facts.pod_identity_associations[1].arn),
            "arn:aws:eks:eu-west-1:418273645091:podidentityassociation/shop/a-b1b2c3d4e5f6a7b8c");
  ASSERT_EQ(facts.closed_sets.size(), 1U);
  EXPECT_EQ(facts.closed_sets[0].kind, ClosedSet::Kind::kPodIdentityAssociations);
  EXPECT_EQ(facts.closed_sets[0].owner, "shop");
}

TEST(AwsAnswerTest, DescribeAssociation) {
  const Facts facts = ReadFixture("describe-pod-identity-association.json");
  ASSERT_EQ(facts.pod_identity_associations.size(), 1U);
  const facts::PodIdentityAssociation& association = facts.pod_identity_associations[0];
  EXPECT_EQ(Written(association.cluster), "shop");
  EXPECT_EQ(Written(association.namespace_name), "shop");
  EXPECT_EQ(Written(association.role_arn), "arn:aws:iam::418273645091:role/orders-reader");
  EXPECT_EQ(Written(association.target_role_arn), "arn:aws:iam::529384756012:role/orders-target");
  EXPECT_EQ(association.disable_session_tags.ValueOr(true), false);
  EXPECT_EQ(Written(association.arn),
            "arn:aws:eks:eu-west-1:418273645091:podidentityassociation/shop/a-a1b2c3d4e5f6a7b8c");
  EXPECT_EQ(Written(association.external_id), "x");
  EXPECT_THAT(facts.closed_sets, IsEmpty());
}

TEST(AwsAnswerTest, OtherJsonIsNoAnswer) {
  for (const char* text : {R"({"cluster": {"name": "x"}, "a": "arn:"})",
                           R"({"Role": "admin", "a": "arn:"})", R"({"Roles": [{"a": "arn:"}]})",
                           R"({"associations": [{"a": "arn:"}]})", R"({"AttachedPolicies": {}})"}) {
    EXPECT_TRUE(Read("x.json", text) == Facts()) << text;
  }
}

}  // namespace
}  // namespace irsalint::load
