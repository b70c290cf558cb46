#include "analyzer/graph/node_roles.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/graph/link_nodes.h"
#include "analyzer/graph/link_permissions.h"
#include "analyzer/syntax/holes.h"
#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kEc2 =
    R"({"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"},
        "Action": "sts:AssumeRole"})";

std::string Ec2Role(std::string_view name) { return GetRole(name, Policy({std::string(kEc2)})); }

std::string NodeGroup(std::string_view role_arn, std::string_view cluster = "shop") {
  return fmt::format(
      R"({{"nodegroup": {{"nodegroupName": "g", "clusterName": "{}", "nodeRole": "{}"}}}})",
      cluster, role_arn);
}

std::string RolePolicy(std::string_view role) {
  return fmt::format(
      R"({{"RoleName": "{}", "PolicyName": "p", "PolicyDocument": {{"Statement":
          {{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}}}}})",
      role);
}

std::string NodeClass(std::string_view field, std::string_view value) {
  return fmt::format(
      "apiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\nmetadata: {{name: x}}\n"
      "spec: {{{}: '{}'}}\n",
      field, value);
}

std::string AwsAuth(std::string_view role_arn, std::string_view groups) {
  return fmt::format(
      "kind: ConfigMap\nmetadata: {{name: aws-auth, namespace: kube-system}}\ndata:\n"
      "  mapRoles: |\n    - {{rolearn: '{}', groups: [{}]}}\n",
      role_arn, groups);
}

std::string Config(std::string_view cluster, std::string_view group, std::string_view iam = "{}") {
  return fmt::format(
      "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {{name: {}}}\n"
      "managedNodeGroups: [{{name: {}, iam: {}}}]\n",
      cluster, group, iam);
}

// `NAME basis, N policies` of each node role; a `?` for one of which no document is in the input.
std::vector<std::string> NodeRoles(const Linked& linked) {
  constexpr const char* kBasis[] = {"stated", "inferred", "candidate"};
  std::vector<std::string> roles;
  for (const NodeRole& role : NodeRolesOf(*linked)) {
    roles.push_back(fmt::format("{}{} {}, {} policies", RoleNameOf(role.arn).Written(),
                                role.role.has_value() ? "" : "?",
                                kBasis[static_cast<size_t>(role.basis)], role.permissions.size()));
  }
  return roles;
}

TEST(NodeRolesTest, ByTheArnOfANodeGroupFromAnyUnit) {
  EXPECT_THAT(NodeRoles(Linked({{"iam/role.json", Ec2Role("n")},
                                {"iam/policy.json", RolePolicy("n")},
                                {"eks/group.json", NodeGroup(RoleArn("n"))}})),
              ElementsAre("n stated, 1 policies"));
}

TEST(NodeRolesTest, ByAwsAuthOfNodesOnly) {
  const auto roles = [](std::string_view groups) {
    return NodeRoles(Linked({{"a/role.json", GetRole("n", Policy({}))},
                             {"a/auth.yaml", AwsAuth(RoleArn("n"), groups)}}));
  };
  EXPECT_THAT(roles("system:bootstrappers, system:nodes"), ElementsAre("n stated, 0 policies"));
  EXPECT_THAT(roles("system:masters"), IsEmpty());
  EXPECT_THAT(roles("system:nodes, system:node-proxier"), IsEmpty()) << "Fargate";
}

TEST(NodeRolesTest, AwsAuthKnowsNoPathsButAccounts) {
  const std::string role =
      R"({"Role": {"RoleName": "n", "Arn": "arn:aws:iam::493827165038:role/team/n"}})";
  EXPECT_THAT(NodeRoles(Linked(
                  {{"a/role.json", role}, {"a/auth.yaml", AwsAuth(RoleArn("n"), "system:nodes")}})),
              ElementsAre("n stated, 0 policies"));
  EXPECT_THAT(
      NodeRoles(Linked({{"a/role.json", role},
                        {"a/auth.yaml", AwsAuth(RoleArn("n", "518843920175"), "system:nodes")}})),
      ElementsAre("n? stated, 0 policies"));
}

TEST(NodeRolesTest, ByNameToTheNearestRoleThatEc2CanTake) {
  EXPECT_THAT(
      NodeRoles(Linked({{"a/role.json", Ec2Role("n")}, {"a/nodes.yaml", NodeClass("role", "n")}})),
      ElementsAre("n inferred, 0 policies"));
  EXPECT_THAT(NodeRoles(Linked({{"a/role.json", GetRole("n", Policy({Allow(Subject("a", "b"))}))},
                                {"a/nodes.yaml", NodeClass("role", "n")}})),
              ElementsAre("n? stated, 0 policies"));
}

TEST(NodeRolesTest, NothingForANameThatTwoNearestRolesHave) {
  const auto role = [](std::string_view account) {
    return fmt::format(R"({{"Role": {{"RoleName": "n", "Arn": "{}"}}}})", RoleArn("n", account));
  };
  const Linked linked({{"a/one.json", role("493827165038")},
                       {"a/two.json", role("518843920175")},
                       {"a/nodes.yaml", NodeClass("role", "n")}});
  EXPECT_THAT(NodeRoles(linked), ElementsAre("n? stated, 0 policies"));
}

TEST(NodeRolesTest, ThroughAnInstanceProfileThatKarpenterNames) {
  const std::string profile = fmt::format(
      R"({{"InstanceProfile": {{"InstanceProfileName": "p",
          "Roles": [{{"RoleName": "n", "Arn": "{}"}}]}}}})",
      RoleArn("n"));
  EXPECT_THAT(NodeRoles(Linked({{"a/p.json", profile}})), IsEmpty());
  EXPECT_THAT(NodeRoles(Linked(
                  {{"a/p.json", profile}, {"a/nodes.yaml", NodeClass("instanceProfile", "p")}})),
              ElementsAre("n inferred, 0 policies"));
}

TEST(NodeRolesTest, TheNameThatEksctlMakesUpTakesThePoliciesOfItsGroup) {
  const std::string iam = "{attachPolicyARNs: [arn:aws:iam::aws:policy/AmazonS3FullAccess]}";
  EXPECT_THAT(
      NodeRoles(Linked({{"a/role.json", Ec2Role("eksctl-shop-nodegroup-g-NodeInstanceRole-1A2B")},
                        {"a/cluster.yaml", Config("shop", "g", iam)}})),
      ElementsAre("eksctl-shop-nodegroup-g-NodeInstanceRole-1A2B inferred, 1 policies"));
  EXPECT_THAT(NodeRoles(Linked({{"a/cluster.yaml", Config("shop", "g", iam)}})),
              ElementsAre("eksctl-shop-nodegroup-g-NodeInstanceRole-suffix? stated, 1 policies"));
}

TEST(NodeRolesTest, ARoleThatIsNotInTheInputStillHasPolicies) {
  EXPECT_THAT(NodeRoles(Linked({{"a/group.json", NodeGroup(RoleArn("n"))},
                                {"a/policy.json", RolePolicy("n")},
                                {"a/other.json", RolePolicy("m")}})),
              ElementsAre("n? stated, 1 policies"));
}

TEST(NodeRolesTest, NameForms) {
  const auto roles = [](std::string_view name) {
    return NodeRoles(Linked({{"a/role.json", Ec2Role(name)}}));
  };
  EXPECT_THAT(roles("eksctl-a-nodegroup-b-NodeInstanceRole-1A"),
              ElementsAre("eksctl-a-nodegroup-b-NodeInstanceRole-1A inferred, 0 policies"));
  EXPECT_THAT(roles("nodes.k8s.example.org"),
              ElementsAre("nodes.k8s.example.org inferred, 0 policies"));
  EXPECT_THAT(roles("nodes.x"), ElementsAre("nodes.x candidate, 0 policies"));
  EXPECT_THAT(roles("bastion"), ElementsAre("bastion candidate, 0 policies"));
  EXPECT_THAT(roles("masters.k8s.example.org"), IsEmpty());
  EXPECT_THAT(roles("control-plane.k8s.example.org"), IsEmpty());
}

TEST(NodeRolesTest, ThePolicyThatOnlyNodesNeed) {
  const std::string details = fmt::format(
      R"({{"RoleDetailList": [{{"RoleName": "n", "Arn": "{}", "AssumeRolePolicyDocument": {},
          "AttachedManagedPolicies":
            [{{"PolicyArn": "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy"}}]}}]}})",
      RoleArn("n"), Policy({std::string(kEc2)}));
  EXPECT_THAT(NodeRoles(Linked({{"a/details.json", details}})),
              ElementsAre("n inferred, 1 policies"));
}

TEST(NodeRolesTest, WhoTrustsMoreThanEc2IsNoCandidate) {
  EXPECT_THAT(
      NodeRoles(Linked(
          {{"a/role.json", GetRole("n", Policy({std::string(kEc2), Allow(Subject("a", "b"))}))}})),
      IsEmpty());
}

std::string PlainPod(std::string_view name) {
  return fmt::format(
      "---\nkind: Pod\nmetadata: {{name: {}, namespace: one}}\n"
      "spec: {{containers: [{{name: app}}]}}\n",
      name);
}

// The names of the workloads that inherit the only node role.
std::vector<std::string> InheritorsIn(const Linked& linked) {
  const std::vector<NodeRole> roles = NodeRolesOf(*linked);
  EXPECT_EQ(roles.size(), 1u);
  std::vector<std::string> names;
  for (const WorkloadId id : Inheritors(*linked).Of(roles.at(0))) {
    names.push_back((*linked)[id].object->meta.name->Written());
  }
  return names;
}

TEST(InheritorsTest, ThoseOfTheUnitThatCertainlyHaveNoRole) {
  EXPECT_THAT(InheritorsIn(Linked(
                  {{"a/group.json", NodeGroup(RoleArn("n"))},
                   {"a/pods.yaml", PlainPod("plain") + Pod("one", "bare", "bare") +
                                       Pod("one", "claims", "app") + Pod("one", "lost", "nowhere") +
                                       ServiceAccount("one", "bare") +
                                       AccountWithRole("one", "app", "r")}})),
              ElementsAre("plain", "bare"));
}

TEST(InheritorsTest, AnAccountThatGetsItsRoleOtherwiseHasOne) {
  const std::string config =
      Config("shop", "g") +
      "iam:\n  serviceAccounts: [{metadata: {name: made, namespace: one}}]\n"
      "  podIdentityAssociations: [{namespace: one, serviceAccountName: linked, roleARN: r}]\n";
  EXPECT_THAT(
      InheritorsIn(Linked(
          {{"a/cluster.yaml", config},
           {"a/pods.yaml", Pod("one", "p", "made") + Pod("one", "q", "linked") +
                               Pod("two", "r", "made") + ServiceAccount("one", "made") +
                               ServiceAccount("one", "linked") + ServiceAccount("two", "made")}})),
      ElementsAre("r"));
}

TEST(InheritorsTest, TheConfigMapOfTheWebhookGivesRoles) {
  const std::string config_map =
      "---\nkind: ConfigMap\nmetadata: {name: pod-identity-webhook, namespace: kube-system}\n"
      "data:\n  config: '{\"one/app\": {\"RoleARN\": \"" +
      RoleArn("app") + "\", \"Audience\": \"sts.amazonaws.com\"}}'\n";
  EXPECT_THAT(
      InheritorsIn(Linked({{"a/group.json", NodeGroup(RoleArn("n"))},
                           {"a/pods.yaml", Pod("one", "p", "app") + PlainPod("plain") +
                                               ServiceAccount("one", "app") + config_map}})),
      ElementsAre("plain"));
}

TEST(InheritorsTest, ContainsWhoeverCertainlyHasNone) {
  const Linked linked({{"a/pods.yaml", PlainPod("plain") + Pod("one", "claims", "app") +
                                           AccountWithRole("one", "app", "r")}});
  const Inheritors inheritors(*linked);
  EXPECT_TRUE(inheritors.Contains(WorkloadId{0}));
  EXPECT_FALSE(inheritors.Contains(WorkloadId{1}));
}

// The names of the roles of the nodes that each pod may run on.
std::vector<std::string> NodesOfPods(const Linked& linked) {
  const std::vector<NodeRole> roles = NodeRolesOf(*linked);
  const NodesOfWorkloads nodes(*linked, roles);
  std::vector<std::string> all;
  for (uint32_t w = 0; w < linked->workloads().size(); ++w) {
    std::string line = linked->workloads()[w].object->meta.name->Written() + ":";
    for (const NodeRole* role : nodes.Of(WorkloadId{w})) {
      line += role->arn.IsEmpty() ? " ?" : " " + RoleNameOf(role->arn).Written();
    }
    all.push_back(line);
  }
  return all;
}

TEST(NodesOfWorkloadsTest, RolesOfTheUnitAndOfTheClusterUnlessAGroupIsSelected) {
  const auto selects = [](std::string_view name, std::string_view group) {
    return fmt::format(
        "---\nkind: Pod\nmetadata: {{name: {}}}\nspec: {{nodeSelector: "
        "{{eks.amazonaws.com/nodegroup: {}}}, containers: [{{name: c}}]}}\n",
        name, group);
  };
  const auto group = [](std::string_view name, std::string_view role) {
    return fmt::format(
        R"({{"nodegroup": {{"nodegroupName": "{}", "clusterName": "shop", "nodeRole": "{}"}}}})",
        name, RoleArn(role));
  };
  const Linked linked(
      {{"a/g.json", group("g", "gn")},
       {"a/h.json", group("h", "hn")},
       {"a/cluster.yaml", Config("shop", "h", "{instanceProfileARN: x}")},
       {"a/pods.yaml", PlainPod("free") + selects("of-h", "h") + selects("of-other", "other")},
       {"b/pods.yaml", PlainPod("elsewhere")}});
  EXPECT_THAT(NodesOfPods(linked),
              ElementsAre("free: ? gn hn", "of-h: ? hn", "of-other: ? gn hn", "elsewhere:"));
}

TEST(InheritorsTest, UnitsOfTheSameClusterOnly) {
  const auto unit = [](std::string_view cluster, std::string_view pod) {
    return Config(cluster, "other", "{instanceProfileARN: x}") + PlainPod(pod);
  };
  const Linked linked({{"iam/group.json", NodeGroup(RoleArn("n"), "shop")},
                       {"iam/role.json", Ec2Role("n")},
                       {"one/a.yaml", unit("shop", "same")},
                       {"two/a.yaml", unit("blog", "different")},
                       {"three/a.yaml", PlainPod("unknown")}});
  std::vector<std::string> names;
  for (const NodeRole& role : NodeRolesOf(*linked)) {
    if (!role.role.has_value()) continue;
    for (const WorkloadId id : Inheritors(*linked).Of(role)) {
      names.push_back((*linked)[id].object->meta.name->Written());
    }
  }
  EXPECT_THAT(names, ElementsAre("same"));
}

TEST(InheritorsTest, NoneThatAPatchMayChange) {
  EXPECT_THAT(
      InheritorsIn(Linked({{"a/kustomization.yaml",
                            "resources: [pods.yaml, nodes.yaml]\npatches: [{path: p.yaml}]\n"},
                           {"a/p.yaml", "kind: Pod\nmetadata: {name: plain}\n"},
                           {"a/nodes.yaml", NodeClass("role", "n")},
                           {"a/pods.yaml", PlainPod("plain")}})),
      IsEmpty());
}

TEST(RightsOfTest, PoliciesOfATableComeBeforeTheirDocuments) {
  const std::string details = fmt::format(
      R"({{"RoleDetailList": [{{"RoleName": "nodes.k8s.example.org", "Arn": "{}",
          "AssumeRolePolicyDocument": {},
          "AttachedManagedPolicies":
            [{{"PolicyArn": "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"}},
             {{"PolicyArn": "arn:aws:iam::aws:policy/AmazonS3FullAccess"}}]}}],
          "Policies": [{{"Arn": "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
            "PolicyVersionList": [{{"IsDefaultVersion": true, "Document": {{"Statement":
              {{"Effect": "Allow", "Action": "ssm:GetParameter", "Resource": "*"}}}}}}]}}]}})",
      RoleArn("nodes.k8s.example.org"), Policy({std::string(kEc2)}));
  const Linked linked({{"a/details.json", details}});
  const std::vector<NodeRight> rights = RightsOf(NodeRolesOf(*linked).at(0));
  ASSERT_EQ(rights.size(), 1u);
  EXPECT_EQ(rights[0].source, NodeRight::Source::kManagedPolicy);
  EXPECT_EQ(rights[0].values.at(0).text.literal(), "arn:aws:iam::aws:policy/AmazonS3FullAccess");
}

TEST(RightsOfTest, AddonsOfEachNodeGroup) {
  const Linked linked(
      {{"a/cluster.yaml",
        Config("shop", "g", "{withAddonPolicies: {certManager: true, externalDNS: true}}")}});
  const std::vector<NodeRight> rights = RightsOf(NodeRolesOf(*linked).at(0));
  ASSERT_EQ(rights.size(), 1u);
  EXPECT_EQ(rights[0].values.size(), 2u);
  EXPECT_THAT(rights[0].grant.rights, ElementsAre("change records of Route 53"));
}

TEST(RoleNameOfTest, ReadsTheEndOfAnArn) {
  const auto name = [](std::string_view text) {
    return RoleNameOf(syntax::Text::Literal(text)).Written();
  };
  EXPECT_EQ(name("arn:aws:iam::493827165038:role/a"), "a");
  EXPECT_EQ(name("arn:aws:iam::493827165038:role/team/a"), "a");
  EXPECT_EQ(name("arn:aws:iam::493827165038:user/a"), "");
  EXPECT_EQ(RoleNameOf(syntax::ReadText("arn:aws:iam::${account}:role/team/a-${env}",
                                        syntax::Field::kArn, ""))
                .Written(),
            "a-${env}");
  EXPECT_TRUE(RoleNameOf(syntax::ReadText("${arn}", syntax::Field::kArn, "")).IsEmpty());
}

}  // namespace
}  // namespace irsalint::graph
