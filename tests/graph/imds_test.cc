#include "analyzer/graph/imds.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/graph/node_roles.h"
#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kEc2 =
    R"({"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"},
        "Action": "sts:AssumeRole"})";

constexpr std::string_view kTemplateId = "lt-05c1d7be38f2a9460";

// The answer of describe-nodegroup; `rest` are further members.
std::string Group(std::string_view name, std::string_view rest = "") {
  return fmt::format(
      R"({{"nodegroup": {{"nodegroupName": "{}", "clusterName": "shop", "nodeRole": "{}"{}}}}})",
      name, RoleArn("n"), rest);
}

std::string GroupWithTemplate(std::string_view version) {
  return Group("g", fmt::format(R"(, "launchTemplate": {{"id": "{}", "name": "t",
      "version": "{}"}})",
                                kTemplateId, version));
}

std::string Options(std::string_view tokens, int hops) {
  return fmt::format(R"("MetadataOptions": {{"HttpTokens": "{}", "HttpPutResponseHopLimit": {}}})",
                     tokens, hops);
}

struct Version {
  int number = 1;
  std::string data;
  bool is_default = false;
  std::string_view id = kTemplateId;
};

std::string Templates(const std::vector<Version>& versions) {
  std::string list;
  for (const Version& version : versions) {
    list += fmt::format(
        R"({}{{"LaunchTemplateId": "{}", "LaunchTemplateName": "t", "VersionNumber": {},
            "DefaultVersion": {}, "LaunchTemplateData": {{{}}}}})",
        list.empty() ? "" : ", ", version.id, version.number, version.is_default, version.data);
  }
  return "{\"LaunchTemplateVersions\": [" + list + "]}";
}

std::string Profile(std::string_view name, std::string_view role) {
  return fmt::format(
      R"({{"InstanceProfile": {{"InstanceProfileName": "{}", "Roles": [{{"RoleName": "{}",
          "Arn": "{}"}}]}}}})",
      name, role, RoleArn(role));
}

std::string NodeClass(std::string_view options) {
  return fmt::format(
      "apiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\nmetadata: {{name: x}}\n"
      "spec: {{role: 'n'{}}}\n",
      options);
}

std::string PodWith(std::string_view spec, std::string_view labels = "") {
  return fmt::format(
      "---\nkind: Pod\nmetadata: {{name: p, namespace: one, labels: {{{}}}}}\n"
      "spec: {{{}containers: [{{name: c}}]}}\n",
      labels, spec);
}

std::string Egress(std::string_view namespace_name) {
  return fmt::format(
      "---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n"
      "metadata: {{name: deny, namespace: '{}'}}\nspec: {{policyTypes: [Egress]}}\n",
      namespace_name);
}

constexpr std::string_view kClusterWide =
    "---\napiVersion: cilium.io/v2\nkind: CiliumClusterwideNetworkPolicy\n"
    "metadata: {name: all}\nspec: {egress: [{}]}\n";

constexpr std::string_view kKube2iam =
    "---\nkind: DaemonSet\nmetadata: {name: kube2iam}\n"
    "spec: {template: {spec: {containers: [{name: c, image: jtblin/kube2iam}]}}}\n";

// `TRUTH: CLAUSE | CLAUSE; missing X`.
std::string Written(const ImdsAnswer& answer) {
  std::vector<std::string> clauses;
  for (const ImdsClause& clause : answer.because) clauses.push_back(clause.text);
  std::string text =
      fmt::format("{}: {}", base::ToString(answer.reachable), fmt::join(clauses, " | "));
  if (!answer.missing.empty()) text += "; missing " + answer.missing;
  return text;
}

// What the first pod of the input gets on nodes with the only node role, or on unknown nodes.
std::string Reach(const Linked& linked) {
  const std::vector<NodeRole> roles = NodeRolesOf(*linked);
  EXPECT_LE(roles.size(), 1u);
  return Written(ImdsReach(*linked).Of(WorkloadId{0}, roles.empty() ? nullptr : &roles.front()));
}

// The answers of all sets of nodes with the only node role.
std::vector<std::string> Sets(const Linked& linked) {
  const std::vector<NodeRole> roles = NodeRolesOf(*linked);
  std::vector<std::string> sets;
  for (const NodeSet& set : ImdsReach(*linked).NodesOf(roles.at(0))) {
    sets.push_back(set.name + " " + Written(set.pods));
  }
  return sets;
}

TEST(NodeSetsTest, NodeGroupWithTheVersionOfItsLaunchTemplate) {
  const auto sets = [](std::string_view version) {
    return Sets(
        Linked({{"a/group.json", GroupWithTemplate(version)},
                {"b/template.json", Templates({{.number = 3, .data = Options("required", 1)},
                                               {.number = 2, .data = "", .is_default = true},
                                               {.number = 1, .data = Options("optional", 1)}})}}));
  };
  EXPECT_THAT(sets("1"),
              ElementsAre("node group \"g\" yes: launch template \"t\" sets httpTokens to "
                          "\"optional\": IMDSv1 answers pods whatever the hop limit"));
  EXPECT_THAT(sets("3"), ElementsAre("node group \"g\" no: launch template \"t\" requires tokens "
                                     "(httpTokens), and its hop limit of 1 ends at the node"));
  EXPECT_EQ(sets("$Latest"), sets("3"));
  EXPECT_THAT(sets("2"),
              ElementsAre("node group \"g\" maybe: launch template \"t\" sets no MetadataOptions; "
                          "missing MetadataOptions of launch template \"t\""));
  EXPECT_EQ(sets("$Default"), sets("2"));
  EXPECT_THAT(
      sets("4"),
      ElementsAre("node group \"g\" maybe: version 4 of launch template \"t\" is not in the "
                  "input; missing aws ec2 describe-launch-template-versions "
                  "--launch-template-id lt-05c1d7be38f2a9460"));
}

TEST(NodeSetsTest, ALaunchTemplateThatIsNotThere) {
  const Linked linked(
      {{"a/group.json", GroupWithTemplate("1")},
       {"a/template.json", Templates({{.data = Options("optional", 1), .id = "lt-0another"}})}});
  EXPECT_THAT(
      Sets(linked),
      ElementsAre("node group \"g\" maybe: launch template \"t\" of node group \"g\" is not "
                  "in the input; missing aws ec2 describe-launch-template-versions "
                  "--launch-template-id lt-05c1d7be38f2a9460"));
}

TEST(NodeSetsTest, ByNameTheNearestLaunchTemplate) {
  const std::string group = Group("g", R"(, "launchTemplate": {"name": "t", "version": "1"})");
  const auto sets = [&group](const Files& more) {
    Files files = {{"dev/group.json", group}};
    files.insert(files.end(), more.begin(), more.end());
    return Sets(Linked(files));
  };
  const std::string required = Templates({{.data = Options("required", 1), .id = "lt-1"}});
  const std::string optional = Templates({{.data = Options("optional", 1), .id = "lt-2"}});
  EXPECT_THAT(sets({{"dev/t.json", required}, {"prod/t.json", optional}}),
              ElementsAre(::testing::HasSubstr("\"g\" no: ")));
  EXPECT_THAT(sets({{"prod/t.json", required}}),
              ElementsAre(::testing::HasSubstr("is not in the input; missing aws ec2 "
                                               "describe-launch-template-versions "
                                               "--launch-template-name t")));
  EXPECT_THAT(sets({{"dev/a.json", required}, {"dev/b.json", optional}}),
              ElementsAre(::testing::HasSubstr("is not in the input")))
      << "one name in two regions";
}

TEST(NodeSetsTest, ALaunchTemplateByItsInstanceProfile) {
  const auto sets = [](std::string_view evidence, std::string_view data) {
    return Sets(
        Linked({{"a/auth.yaml", fmt::format("kind: ConfigMap\n"
                                            "metadata: {{name: aws-auth, namespace: kube-system}}\n"
                                            "data:\n  mapRoles: |\n    - {{rolearn: '{}', groups: "
                                            "[system:nodes]}}\n",
                                            RoleArn("n"))},
                {"a/group.json", std::string(evidence)},
                {"a/profile.json", Profile("p", "n")},
                {"b/template.json",
                 Templates({{.data = std::string(data) + ", " + Options("optional", 1)}})}}));
  };
  const auto is_optional = ::testing::StartsWith("launch template \"t\" yes: ");
  const std::string by_name = R"("IamInstanceProfile": {"Name": "p"})";
  EXPECT_THAT(sets("{}", by_name), ElementsAre(is_optional));
  EXPECT_THAT(sets("{}", R"("IamInstanceProfile":
                           {"Arn": "arn:aws:iam::493827165038:instance-profile/team/p"})"),
              ElementsAre(is_optional));
  EXPECT_THAT(sets("{}", R"("IamInstanceProfile":
                           {"Arn": "arn:aws:iam::518843920175:instance-profile/p"})"),
              IsEmpty());
  EXPECT_THAT(sets("{}", R"("IamInstanceProfile": {"Name": "other"})"), IsEmpty());
  EXPECT_THAT(sets(Group("g"), by_name), ElementsAre(is_optional)) << "EKS made it for the group";
}

TEST(NodeSetsTest, VersionsInUseThatNobodyKnows) {
  const auto sets = [](std::string_view other) {
    const std::string profile = R"("IamInstanceProfile": {"Name": "p"}, )";
    return Sets(Linked(
        {{"a/group.json", Group("g")},
         {"a/profile.json", Profile("p", "n")},
         {"a/template.json", Templates({{.number = 2, .data = profile + Options("optional", 1)},
                                        {.number = 1, .data = profile + Options(other, 1)}})}}));
  };
  EXPECT_THAT(sets("required"),
              ElementsAre("launch template \"t\" maybe: the versions of launch template \"t\" "
                          "differ; missing the version of launch template \"t\" that the nodes "
                          "use"));
  EXPECT_THAT(sets("optional"), ElementsAre(::testing::HasSubstr("\"t\" yes: ")));
}

TEST(NodeSetsTest, NodeGroupsOfWhichNoMoreIsKnown) {
  EXPECT_THAT(
      Sets(Linked({{"a/group.json", Group("g")}})),
      ElementsAre("node group \"g\" maybe: node group \"g\" names no launch template; missing "
                  "aws ec2 describe-launch-template-versions and aws iam "
                  "get-instance-profile of the one that EKS made for node group \"g\""));
  const std::string config =
      "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {name: shop}\n"
      "managedNodeGroups: [{name: g, iam: {instanceRoleARN: '" +
      RoleArn("n") + "'}}]\n";
  EXPECT_THAT(Sets(Linked({{"a/cluster.yaml", config}})),
              ElementsAre("node group \"g\" maybe: nothing says how node group \"g\" is set up; "
                          "missing aws eks describe-nodegroup, and aws ec2 "
                          "describe-launch-template-versions"));
  EXPECT_THAT(Sets(Linked({{"a/cluster.yaml", config},
                           {"a/group.json", GroupWithTemplate("1")},
                           {"a/t.json", Templates({{.data = Options("optional", 1)}})}})),
              ElementsAre(::testing::StartsWith("node group \"g\" yes: ")))
      << "one group, described twice";
}

TEST(NodeSetsTest, Karpenter) {
  EXPECT_THAT(Sets(Linked({{"a/nodes.yaml", NodeClass(", metadataOptions: {httpTokens: required, "
                                                      "httpPutResponseHopLimit: 2}")}})),
              ElementsAre("nodes of Karpenter yes: the node class of Karpenter sets a hop limit of "
                          "2, which reaches pods"));
  EXPECT_THAT(Sets(Linked({{"a/nodes.yaml", NodeClass("")}})),
              ElementsAre("nodes of Karpenter maybe: the node class of Karpenter sets no "
                          "metadataOptions; missing metadataOptions of the node class of "
                          "Karpenter"));
}

Files Optional(const std::string& kubernetes) {
  return {{"a/group.json", GroupWithTemplate("1")},
          {"a/template.json", Templates({{.data = Options("optional", 1)}})},
          {"a/k8s.yaml", kubernetes}};
}

Files Required(const std::string& kubernetes) {
  return {{"a/group.json", GroupWithTemplate("1")},
          {"a/template.json", Templates({{.data = Options("required", 1)}})},
          {"a/k8s.yaml", kubernetes}};
}

constexpr std::string_view kOptional =
    "launch template \"t\" sets httpTokens to \"optional\": IMDSv1 answers pods whatever the hop "
    "limit";

TEST(ImdsReachTest, TheOptionsOfTheNodesDecide) {
  EXPECT_EQ(Reach(Linked(Optional(PodWith("")))), fmt::format("yes: {}", kOptional));
  EXPECT_EQ(
      Reach(Linked(Required(PodWith("")))),
      "no: launch template \"t\" requires tokens (httpTokens), and its hop limit of 1 ends at "
      "the node");
}

TEST(ImdsReachTest, HostNetworkReachesItWhateverTheHopLimit) {
  EXPECT_EQ(Reach(Linked(Required(PodWith("hostNetwork: true, ") + Egress("one")))),
            "yes: hostNetwork puts its pods on the node's network");
  EXPECT_EQ(Reach(Linked({{"a/p.yaml", PodWith("hostNetwork: true, ")}})),
            "yes: hostNetwork puts its pods on the node's network");
  EXPECT_EQ(
      Reach(Linked({{"a/nodes.yaml", NodeClass(", metadataOptions: {httpEndpoint: disabled}")},
                    {"a/p.yaml", PodWith("hostNetwork: true, ")}})),
      "no: the node class of Karpenter sets httpEndpoint to \"disabled\"");
  EXPECT_EQ(Reach(Linked(Required(PodWith("hostNetwork: '${X}', ")))),
            "maybe: hostNetwork is not known | launch template \"t\" requires tokens (httpTokens), "
            "and its hop limit of 1 ends at the node; missing hostNetwork of its pods");
  EXPECT_EQ(Reach(Linked(Optional(PodWith("hostNetwork: '${X}', ")))),
            fmt::format("yes: {}", kOptional));
}

TEST(ImdsReachTest, FargateHasNone) {
  const std::string no = "no: it runs on Fargate, which has no instance metadata service";
  EXPECT_EQ(
      Reach(Linked(Optional(PodWith("nodeSelector: {eks.amazonaws.com/compute-type: fargate}, ")))),
      no);
  EXPECT_EQ(Reach(Linked({{"a/p.yaml", PodWith("", "eks.amazonaws.com/fargate-profile: shop")}})),
            no);
}

TEST(ImdsReachTest, WithoutAnyNodes) {
  EXPECT_EQ(Reach(Linked({{"a/p.yaml", PodWith("")}})),
            "maybe: nothing in the input says how its nodes are set up; missing aws eks "
            "describe-nodegroup, and aws ec2 describe-launch-template-versions");
}

TEST(ImdsReachTest, APolicyOfItsNamespaceMayBlockIt) {
  EXPECT_EQ(Reach(Linked(Optional(PodWith("") + Egress("one")))),
            fmt::format("maybe: NetworkPolicy one/deny restricts where pods connect to, and may "
                        "block it | {}",
                        kOptional));
  EXPECT_EQ(Reach(Linked(Optional(PodWith("") + Egress("two")))),
            fmt::format("yes: {}", kOptional));
  EXPECT_EQ(Reach(Linked(Required(PodWith("") + Egress("one")))).substr(0, 3), "no:");
  EXPECT_EQ(Reach(Linked({{"a/k8s.yaml", PodWith("") + Egress("one")}})),
            "maybe: nothing in the input says how its nodes are set up | NetworkPolicy one/deny "
            "restricts where pods connect to, and may block it; missing aws eks "
            "describe-nodegroup, and aws ec2 describe-launch-template-versions");
}

TEST(ImdsReachTest, APolicyOfAnotherUnitCounts) {
  const auto reach = [](std::string_view path, const std::string& policy) {
    Files files = Optional(PodWith(""));
    for (auto& [name, text] : files) name = "dev/" + name;
    files.emplace_back(path, policy);
    return Reach(Linked(files)).substr(0, 3);
  };
  EXPECT_EQ(reach("policies/p.yaml", Egress("one")), "may");
  EXPECT_EQ(reach("policies/p.yaml", Egress("two")), "yes");
  EXPECT_EQ(reach("prod/p.yaml", Egress("one")), "yes") << "another environment";
  EXPECT_EQ(reach("policies/p.yaml", Egress("${NS}")), "yes") << "nobody knows whose";
  EXPECT_EQ(reach("policies/p.yaml", std::string(kClusterWide)), "may");
  EXPECT_EQ(reach("prod/p.yaml", std::string(kClusterWide)), "yes");
}

TEST(ImdsReachTest, NamespacesThatAreNotKnown) {
  const std::string pod = "---\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c}]}\n";
  EXPECT_EQ(Reach(Linked(Optional(pod + Egress("one")))).substr(0, 5), "maybe");
  EXPECT_EQ(Reach(Linked(Optional(PodWith("") + Egress("${NS}")))).substr(0, 5), "maybe");
}

TEST(ImdsReachTest, KubeToIamMayAnswerInItsPlace) {
  EXPECT_EQ(Reach(Linked(Optional(PodWith("") + std::string(kKube2iam)))),
            fmt::format("maybe: kube2iam or kiam is in the input, and may answer in its place | {}",
                        kOptional));
  EXPECT_EQ(
      Reach(Linked(Optional(PodWith("hostNetwork: true, ") + std::string(kKube2iam)))).substr(0, 4),
      "yes:");
}

TEST(ImdsReachTest, NodesThatDiffer) {
  const auto reach = [](std::string_view spec) {
    return Reach(Linked({{"a/group.json", GroupWithTemplate("1")},
                         {"a/template.json", Templates({{.data = Options("required", 1)}})},
                         {"a/nodes.yaml", NodeClass(", metadataOptions: {httpTokens: optional}")},
                         {"a/role.json", GetRole("n", Policy({std::string(kEc2)}))},
                         {"a/p.yaml", PodWith(spec)}}));
  };
  EXPECT_EQ(
      reach(""),
      "maybe: on node group \"g\": launch template \"t\" requires tokens (httpTokens), and its "
      "hop limit of 1 ends at the node | on nodes of Karpenter: the node class of Karpenter "
      "sets httpTokens to \"optional\": IMDSv1 answers pods whatever the hop limit; missing a "
      "nodeSelector that names its nodes");
  EXPECT_EQ(reach("nodeSelector: {eks.amazonaws.com/nodegroup: g}, ").substr(0, 3), "no:");
}

// The clause of what keeps all pods away, "" for none.
std::string BlockerIn(const Files& files) {
  const Linked linked(files);
  const std::vector<NodeRole> roles = NodeRolesOf(*linked);
  const auto blocker = ImdsReach(*linked).BlockerOf(roles.at(0));
  return blocker.has_value() ? blocker->text : std::string();
}

TEST(ImdsReachTest, BlockerOfAllPods) {
  EXPECT_EQ(BlockerIn(Optional("")), "");
  EXPECT_EQ(BlockerIn(Optional(PodWith(""))), "");
  EXPECT_EQ(BlockerIn(Optional(std::string(kKube2iam))),
            "kube2iam or kiam is in the input, and may answer in its place");
  EXPECT_EQ(BlockerIn(Optional(PodWith("") + std::string(kClusterWide))),
            "CiliumClusterwideNetworkPolicy all restricts where pods connect to, and may block it");
}

TEST(ImdsReachTest, PoliciesOfAllNamespacesLeaveNoPod) {
  const std::string blocked =
      "NetworkPolicy one/deny restricts where pods connect to, and may block it";
  EXPECT_EQ(BlockerIn(Optional(PodWith("") + Egress("one"))), blocked);
  EXPECT_EQ(BlockerIn(Optional(Egress("one"))), blocked) << "no workload in the input";
  EXPECT_EQ(BlockerIn(Optional(PodWith("") + Egress("one") + Pod("two", "q", "default"))), "");
  EXPECT_EQ(BlockerIn(Optional(PodWith("hostNetwork: true, ") + Egress("one"))), blocked)
      << "not on the pod network";
}

}  // namespace
}  // namespace irsalint::graph
