#include "analyzer/explain/role_who.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/explain/linked_input.h"
#include "tests/graph/linked.h"

namespace irsalint::explain {
namespace {

using graph::kIssuer;
using ::testing::HasSubstr;
using ::testing::Not;

RoleWho Ask(const LinkedFiles& files, const std::string& role) {
  return WhoOf(files.graph(), graph::FindRoles(files.graph(), role).found.at(0));
}

std::string Text(const LinkedFiles& files, const std::string& role) {
  const RoleWho who = Ask(files, role);
  return RoleWhoText(files.graph(), who, files.Lines(PlacesOf(files.graph(), who)));
}

std::string Json(const LinkedFiles& files, const std::string& role) {
  const RoleWho who = Ask(files, role);
  return RoleWhoJson(files.graph(), who, files.Lines(PlacesOf(files.graph(), who)));
}

constexpr char kRole[] = R"({"Role": {
  "RoleName": "uploader",
  "Arn": "arn:aws:iam::493827165038:role/uploader",
  "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{
    "Effect": "Allow",
    "Principal": {
      "Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {"StringLike": {
      "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub":
        "system:serviceaccount:media:*"}}}, {
    "Effect": "Allow",
    "Principal": {
      "Service": "ec2.amazonaws.com",
      "AWS": "arn:aws:iam::503827165038:root"},
    "Action": ["sts:AssumeRole", "sts:TagSession"],
    "Condition": {"StringEquals": {"sts:ExternalId": "x"}}}, {
    "Effect": "Deny",
    "Principal": {"AWS": "arn:aws:iam::503827165038:role/x"},
    "Action": "sts:AssumeRole"}]}}}
)";

LinkedFiles Everything() {
  return LinkedFiles({{"iam/role.json", kRole},
                      {"k8s/app.yaml", graph::AccountWithRole("media", "uploader", "uploader") +
                                           graph::Pod("media", "up", "uploader") +
                                           graph::Pod("", "maybe", "uploader") +
                                           graph::ServiceAccount("media", "encoder") +
                                           graph::AccountWithRole("web", "app", "uploader")},
                      {"k8s/pia.json", fmt::format(
                                           R"({{"associations": [
{{"clusterName": "prod", "namespace": "db", "serviceAccount": "x", "roleArn": "{0}"}},
{{"clusterName": "prod", "namespace": "db", "serviceAccount": "y", "roleArn": "{1}",
 "targetRoleArn": "{0}"}}]}})",
                                           graph::RoleArn("uploader"), graph::RoleArn("other"))}});
}

TEST(RoleWho, SaysWhoGetsItByEachWay) {
  EXPECT_EQ(Text(Everything(), "uploader"), R"(role      arn:aws:iam::493827165038:role/uploader
          named at iam/role.json:3
policy    iam/role.json:4

any-sa-in-namespace: every service account of one or more namespaces
  through: arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F
    at iam/role.json:7
  for example: system:serviceaccount:media:a, system:serviceaccount:media:b, system:serviceaccount:media:c, system:serviceaccount:media:d, system:serviceaccount:media:e
  whole namespaces: media
  because: "system:serviceaccount:media:*", every account of a namespace
    at iam/role.json:11

accounts that claim the role and are admitted:
  media/uploader at k8s/app.yaml:4
    claims the role at k8s/app.yaml:7
    Pod media/up at k8s/app.yaml:14
    Pod <namespace>/maybe, perhaps, at k8s/app.yaml:22

accounts that claim the role and are refused (`irsalint why` says by what):
  web/app at k8s/app.yaml:33
    claims the role at k8s/app.yaml:36

accounts that do not claim the role, and are admitted where their cluster's issuer is trusted:
  media/encoder at k8s/app.yaml:28

others who may assume it:
  the service ec2.amazonaws.com, by sts:AssumeRole, sts:TagSession, on conditions
    at iam/role.json:14
  the account 503827165038, by sts:AssumeRole, sts:TagSession, on conditions
    at iam/role.json:15

a Deny statement may take some of this back: iam/role.json:17

EKS Pod Identity gives it to:
  db/x on cluster prod
    at k8s/pia.json:2
  db/y on cluster prod, as target role
    at k8s/pia.json:3
)");
}

TEST(RoleWho, JsonHasTheDocumentedKeys) {
  EXPECT_EQ(Json(Everything(), "uploader"), R"({
  "version": 1,
  "role": {
    "arn": "arn:aws:iam::493827165038:role/uploader",
    "name": "uploader",
    "path": "iam/role.json",
    "line": 3,
    "column": 10
  },
  "policies": [
    {
      "path": "iam/role.json",
      "line": 4,
      "column": 31,
      "basis": "document",
      "providers": [
        {
          "provider": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F",
          "class": "any-sa-in-namespace",
          "examples": [
            "system:serviceaccount:media:a",
            "system:serviceaccount:media:b",
            "system:serviceaccount:media:c",
            "system:serviceaccount:media:d",
            "system:serviceaccount:media:e"
          ],
          "namespaces": [
            "media"
          ],
          "accountNames": [],
          "guards": [],
          "path": "iam/role.json",
          "line": 7,
          "column": 20,
          "wide": [
            {
              "form": "whole-namespace",
              "value": "system:serviceaccount:media:*",
              "path": "iam/role.json",
              "line": 11,
              "column": 9
            }
          ]
        }
      ],
      "accounts": [
        {
          "namespace": "media",
          "name": "uploader",
          "path": "k8s/app.yaml",
          "line": 4,
          "column": 9,
          "admits": "yes",
          "claimedAt": [
            {
              "path": "k8s/app.yaml",
              "line": 7,
              "column": 33
            }
          ],
          "workloads": [
            {
              "kind": "Pod",
              "namespace": "media",
              "name": "up",
              "certain": true,
              "path": "k8s/app.yaml",
              "line": 14,
              "column": 23
            },
            {
              "kind": "Pod",
              "namespace": "<namespace>",
              "name": "maybe",
              "certain": false,
              "path": "k8s/app.yaml",
              "line": 22,
              "column": 23
            }
          ]
        },
        {
          "namespace": "web",
          "name": "app",
          "path": "k8s/app.yaml",
          "line": 33,
          "column": 9,
          "admits": "no",
          "claimedAt": [
            {
              "path": "k8s/app.yaml",
              "line": 36,
              "column": 33
            }
          ],
          "workloads": []
        },
        {
          "namespace": "media",
          "name": "encoder",
          "path": "k8s/app.yaml",
          "line": 28,
          "column": 9,
          "admits": "maybe",
          "claimedAt": [],
          "workloads": []
        }
      ],
      "others": [
        {
          "kind": "service",
          "value": "ec2.amazonaws.com",
          "actions": [
            "sts:AssumeRole",
            "sts:TagSession"
          ],
          "hasConditions": true,
          "path": "iam/role.json",
          "line": 14,
          "column": 18
        },
        {
          "kind": "aws",
          "value": "arn:aws:iam::503827165038:root",
          "actions": [
            "sts:AssumeRole",
            "sts:TagSession"
          ],
          "hasConditions": true,
          "path": "iam/role.json",
          "line": 15,
          "column": 14
        }
      ],
      "denies": [
        {
          "path": "iam/role.json",
          "line": 17,
          "column": 62
        }
      ]
    }
  ],
  "podIdentity": [
    {
      "cluster": "prod",
      "namespace": "db",
      "account": "x",
      "isTarget": false,
      "path": "k8s/pia.json",
      "line": 2,
      "column": 1
    },
    {
      "cluster": "prod",
      "namespace": "db",
      "account": "y",
      "isTarget": true,
      "path": "k8s/pia.json",
      "line": 3,
      "column": 1
    }
  ],
  "madeByEksctl": []
}
)");
}

TEST(RoleWho, WithoutAPolicyItSaysWhatItKnows) {
  const LinkedFiles files({{"sa.yaml", graph::AccountWithRole("media", "uploader", "uploader")}});
  EXPECT_EQ(Text(files, "uploader"), R"(role      arn:aws:iam::493827165038:role/uploader
          named at sa.yaml:7
policy    not in the input: whom it admits is not known

accounts that claim the role; whether they are admitted is not known:
  media/uploader at sa.yaml:4
    claims the role at sa.yaml:7
)");
  EXPECT_THAT(Json(files, "uploader"), HasSubstr("\"policies\": [],\n  \"claimants\": [\n    {\n"));
}

TEST(RoleWho, AnAssociationMakesAClaimVoid) {
  const LinkedFiles files(
      {{"sa.yaml", graph::AccountWithRole("media", "uploader", "uploader")},
       {"pia.json", fmt::format(R"({{"association": {{"clusterName": "prod", "namespace": "media",
 "serviceAccount": "uploader", "roleArn": "{}"}}}})",
                                graph::RoleArn("other"))}});
  EXPECT_THAT(Text(files, "uploader"),
              HasSubstr("\n    but a Pod Identity association takes the claim's place\n"));
  EXPECT_THAT(Json(files, "uploader"), HasSubstr("\"supersededByPodIdentity\": true"));
}

TEST(RoleWho, EverythingThatIsTooWideIsNamed) {
  const auto wide = [](std::string_view condition) {
    return graph::GetRole("uploader",
                          graph::Policy({fmt::format(
                              R"({{"Effect": "Allow", "Principal": {{"Federated": "{}"}},
 "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {}}})",
                              graph::Provider(kIssuer), condition)}));
  };
  EXPECT_THAT(Text(LinkedFiles({{"role.json", wide("{}")}}), "uploader"),
              HasSubstr("any-sa-in-cluster: every service account of the cluster\n"));
  EXPECT_THAT(Text(LinkedFiles({{"role.json", wide("{}")}}), "uploader"),
              HasSubstr("  because: no condition tests the subject\n    at role.json:1\n"));
  EXPECT_THAT(
      Text(LinkedFiles({{"role.json",
                         wide(fmt::format(
                             R"({{"StringLike": {{"{}:sub": "system:serviceaccount:*:app"}}}})",
                             kIssuer))}}),
           "uploader"),
      HasSubstr("  because: \"system:serviceaccount:*:app\", an account name in every namespace\n"
                "    at role.json:2\n"));
}

TEST(RoleWho, LongListsAreCutInTextAlone) {
  std::string accounts;
  for (int i = 0; i < 25; ++i) accounts += graph::ServiceAccount("media", fmt::format("a{:02}", i));
  const LinkedFiles files({{"role.json", kRole}, {"sa.yaml", accounts}});
  const std::string text = Text(files, "uploader");
  EXPECT_THAT(text, HasSubstr("\n  media/a19 at sa.yaml:"));
  EXPECT_THAT(text, Not(HasSubstr("media/a20")));
  EXPECT_THAT(text, HasSubstr("\n  and 5 more; --format json lists all\n"));
  EXPECT_THAT(Json(files, "uploader"), HasSubstr("\"a24\""));
}

TEST(RoleWho, NodesGiveTheirRoleToPodsWithoutOne) {
  const std::string role = graph::GetRole("workers", R"({"Version": "2012-10-17", "Statement": [
 {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]})");
  const std::string group = fmt::format(R"({{"nodegroup": {{"nodegroupName": "ng",
 "nodegroupArn": "arn:aws:eks:eu-central-1:493827165038:nodegroup/prod/ng/1", "clusterName": "prod",
 "nodeRole": "{}"}}}})",
                                        graph::RoleArn("workers"));
  const LinkedFiles files({{"role.json", role},
                           {"group.json", group},
                           {"pod.yaml", graph::Pod("web", "app", "default")}});
  EXPECT_THAT(Text(files, "workers"),
              HasSubstr("\nit is the role of nodes:\n"
                        "  as said at group.json:3\n"
                        "  and of pods that have no other role, where they reach the metadata "
                        "service:\n"
                        "    Pod web/app at pod.yaml:7\n"));
  EXPECT_THAT(Json(files, "workers"), HasSubstr("\"nodes\": {\n    \"assumed\": false,\n"));
}

TEST(RoleWho, NothingOfTheInputReachesTheTerminalRaw) {
  const std::string role =
      graph::GetRole("uploader", R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
 "Principal": {"Service": "a\u001b[31m\u202e"}, "Action": "sts:AssumeRole\u001b*"}, {"Effect": "Allow",
 "Principal": {"AWS": "b\u001b"}, "Action": "sts:*"}]})");
  const LinkedFiles files({{"a\x1b[2J.json", role}});
  for (const std::string& shown : {Text(files, "uploader"), Json(files, "uploader")}) {
    EXPECT_THAT(shown, Not(HasSubstr("\x1b")));
    EXPECT_THAT(shown, Not(HasSubstr("\xe2\x80\xae")));
  }
}

}  // namespace
}  // namespace irsalint::explain
