#include "analyzer/explain/hover.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/explain/linked_input.h"
#include "tests/graph/association_text.h"
#include "tests/graph/linked.h"

namespace irsalint::explain {
namespace {

using graph::kIssuer;
using graph::Mention;
using graph::MentionKind;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// What is said of the nth mention of a kind in files.
std::string At(const LinkedFiles& files, MentionKind kind, size_t nth = 0) {
  const graph::MentionLinks links(files.graph());
  const graph::PodWalks walks(files.graph());
  for (const Mention& mention : links.mentions()) {
    if (mention.kind != kind || nth-- > 0) continue;
    const Hover hover = HoverOf(links, walks, mention);
    return HoverText(hover, files.Lines(PlacesOf(hover)));
  }
  throw std::runtime_error("no such mention");
}

std::string CreateProvider() {
  return fmt::format(R"({{"Url": "https://{}", "ClientIDList": ["sts.amazonaws.com"]}})", kIssuer);
}

// A pod, its account, and the account's role, which trusts the account `subject`.
LinkedFiles ChainFor(std::string_view subject) {
  return LinkedFiles(
      {{"account.yaml", graph::AccountWithRole("shop", "app", "app")},
       {"cluster.json", graph::DescribeCluster("media", kIssuer)},
       {"pod.yaml", graph::Pod("shop", "web", "app")},
       {"provider.json", CreateProvider()},
       {"role.json",
        graph::GetRole("app", graph::Policy({graph::Allow(graph::Subject("shop", subject))}))}});
}

LinkedFiles PolicyOf(const std::string& condition) {
  return LinkedFiles({{"account.yaml", graph::ServiceAccount("shop", "app")},
                      {"trust.json", graph::Policy({fmt::format(
                                         R"({{"Effect": "Allow", "Principal": {{"Federated": "{}"}},
          "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {}}})",
                                         graph::Provider(kIssuer), condition)})}});
}

TEST(HoverTest, APodsAccountTellsAsWhomItsContainersRun) {
  EXPECT_EQ(At(ChainFor("app"), MentionKind::kWorkloadAccount), R"(service account shop/app

  defined  account.yaml:4
  role arn:aws:iam::493827165038:role/app: the account's annotation  account.yaml:7
✓ the trust policy admits shop/app  role.json:1
✓ container "app" runs as arn:aws:iam::493827165038:role/app
)");
}

TEST(HoverTest, ARefusedPodsAccountTellsTheClause) {
  EXPECT_EQ(At(ChainFor("apps"), MentionKind::kWorkloadAccount), R"(service account shop/app

  defined  account.yaml:4
  role arn:aws:iam::493827165038:role/app: the account's annotation  account.yaml:7
✗ the trust policy refuses shop/app  role.json:1
✓   principal: the caller "arn:aws:iam::493827165038:oidc-provider/ISSUER" is trusted  role.json:1
✓   action: the action sts:AssumeRoleWithWebIdentity is covered  role.json:2
✓   condition StringEquals ISSUER:aud: StringEquals holds for ISSUER:aud  role.json:3
✗   condition StringEquals ISSUER:sub: ISSUER:sub is "system:serviceaccount:shop:app", StringEquals demands "system:serviceaccount:shop:apps"  role.json:3
    ISSUER is oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F
? container "app" runs as the role of the node if the pod reaches it or error
)");
}

TEST(HoverTest, AnAccountThatIsNotThereIsNotKnown) {
  EXPECT_EQ(At(LinkedFiles({{"pod.yaml", graph::Pod("shop", "web", "app")}}),
               MentionKind::kWorkloadAccount),
            R"(service account shop/app

? it is not in the input, and is taken for one without annotations
? no role and no EKS Pod Identity association is known for the account
? container "app" runs as the role of the node if the pod reaches it or no credentials, unless its account has a role
)");
}

TEST(HoverTest, AnAccountTellsItsRoleAndItsPods) {
  EXPECT_EQ(At(ChainFor("app"), MentionKind::kAccount), R"(service account shop/app

  defined  account.yaml:4
  role arn:aws:iam::493827165038:role/app  account.yaml:7
✓ the trust policy admits shop/app  role.json:1
✓   principal: the caller "arn:aws:iam::493827165038:oidc-provider/ISSUER" is trusted  role.json:1
✓   action: the action sts:AssumeRoleWithWebIdentity is covered  role.json:2
✓   condition StringEquals ISSUER:aud: StringEquals holds for ISSUER:aud  role.json:3
✓   condition StringEquals ISSUER:sub: StringEquals holds for ISSUER:sub  role.json:3
    ISSUER is oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F
  Pod web runs as it  pod.yaml:7
)");
}

TEST(HoverTest, AnAnnotationTellsWhetherTheRoleAdmitsTheAccount) {
  EXPECT_EQ(At(ChainFor("apps"), MentionKind::kAnnotation),
            R"(role arn:aws:iam::493827165038:role/app

  defined  role.json:1
✗ the trust policy refuses shop/app  role.json:1
✓   principal: the caller "arn:aws:iam::493827165038:oidc-provider/ISSUER" is trusted  role.json:1
✓   action: the action sts:AssumeRoleWithWebIdentity is covered  role.json:2
✓   condition StringEquals ISSUER:aud: StringEquals holds for ISSUER:aud  role.json:3
✗   condition StringEquals ISSUER:sub: ISSUER:sub is "system:serviceaccount:shop:app", StringEquals demands "system:serviceaccount:shop:apps"  role.json:3
    ISSUER is oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F
)");
}

TEST(HoverTest, ARoleThatIsNotThereIsNotKnown) {
  EXPECT_EQ(At(LinkedFiles({{"account.yaml", graph::AccountWithRole("shop", "app", "app")}}),
               MentionKind::kAnnotation),
            R"(role arn:aws:iam::493827165038:role/app

  its own document is not in the input
? its trust policy is not in the input
)");
}

TEST(HoverTest, APolicyThatIsTakenForTheRolesSaysWhy) {
  const LinkedFiles files(
      {{"app.json", graph::Policy({graph::Allow(graph::Subject("shop", "app"))})},
       {"account.yaml", graph::AccountWithRole("shop", "app", "app")}});
  EXPECT_THAT(At(files, MentionKind::kAnnotation),
              StartsWith(R"(role arn:aws:iam::493827165038:role/app

  its own document is not in the input
? assuming that this is its trust policy: )"));
}

TEST(HoverTest, ARoleTellsWhomItAdmits) {
  const std::string said = R"(

  defined  role.json:1
  admits exactly one service account of oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F  role.json:1
✓ the trust policy admits shop/app  account.yaml:4
)";
  EXPECT_EQ(At(ChainFor("app"), MentionKind::kRole),
            "role arn:aws:iam::493827165038:role/app" + said);
  EXPECT_EQ(At(ChainFor("app"), MentionKind::kTrustStatement),
            "trust policy arn:aws:iam::493827165038:role/app" + said);
}

TEST(HoverTest, APolicyOfNobodyTellsWhomItAdmits) {
  const LinkedFiles files = PolicyOf("{}");
  EXPECT_EQ(At(files, MentionKind::kTrustStatement), R"(trust policy trust.json

? which role it belongs to is not known
✗ admits every service account of the cluster of oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F  trust.json:1
? admits shop/app, which does not claim the role, where its cluster's issuer is trusted  account.yaml:4
)");
}

TEST(HoverTest, ASubjectTellsWhomItNames) {
  EXPECT_EQ(At(ChainFor("app"), MentionKind::kSubject),
            R"(subject system:serviceaccount:shop:app

  names exactly one service account
✓ shop/app: claims the role, admitted  account.yaml:4
)");
  EXPECT_EQ(At(ChainFor("apps"), MentionKind::kSubject),
            R"(subject system:serviceaccount:shop:apps

  names exactly one service account
  no service account of the input is meant
✗ shop/app claims the role and is refused  account.yaml:4
)");
  const LinkedFiles near(
      {{"account.yaml", graph::ServiceAccount("shop", "uploader")},
       {"trust.json", graph::Policy({graph::Allow(graph::Subject("shop", "uploaders"))})}});
  EXPECT_EQ(At(near, MentionKind::kSubject), R"(subject system:serviceaccount:shop:uploaders

  names exactly one service account
  no service account of the input is meant
  the input holds shop/uploader, which is nearly the same
)");
}

TEST(HoverTest, APatternTellsItsClassAndItsAccounts) {
  const auto said = [](std::string_view op) {
    return At(PolicyOf(fmt::format(R"({{"{}": {{"{}:sub": "system:serviceaccount:shop:*"}}}})", op,
                                   kIssuer)),
              MentionKind::kSubject);
  };
  const std::string heading = "subject system:serviceaccount:shop:*\n\n";
  EXPECT_EQ(said("StringLike"), heading + R"(  names every service account of one or more namespaces
  shop/app  account.yaml:4
)");
  EXPECT_EQ(said("StringNotLike"),
            heading + R"(  names every service account of one or more namespaces
  the operator excludes what it names
  shop/app  account.yaml:4
)");
  EXPECT_EQ(said("StringEquals"),
            heading + R"(✗ names no service account: under StringEquals a wildcard stands for itself
  no service account of the input is meant
)");
}

TEST(HoverTest, ConditionKeysTellWhatTheyAre) {
  EXPECT_EQ(At(ChainFor("app"), MentionKind::kConditionKey, 1), fmt::format(R"(condition key {}:sub

  the subject of the token: system:serviceaccount:NAMESPACE:NAME
  issuer of an EKS cluster in eu-central-1
  of cluster media  cluster.json:2
  its provider in IAM, for sts.amazonaws.com  provider.json:1
)",
                                                                            kIssuer));
}

TEST(HoverTest, ConditionKeysOfOthersAreNotOfServiceAccounts) {
  const LinkedFiles files = PolicyOf(R"({"StringEquals": {
      "token.actions.githubusercontent.com:sub": "repo:a/b:ref:refs/heads/main"}})");
  EXPECT_THAT(At(files, MentionKind::kConditionKey), HasSubstr("\n\n  the subject of the token\n"));
}

TEST(HoverTest, ConditionKeysThatNoTokenHasSaySo) {
  const LinkedFiles other =
      PolicyOf(fmt::format(R"({{"StringEquals": {{"{}:sub": "system:serviceaccount:shop:app"}}}})",
                           graph::kOtherIssuer));
  EXPECT_THAT(At(other, MentionKind::kConditionKey),
              HasSubstr("✗ the statement trusts another issuer, whose tokens do not have this key  "
                        "trust.json:1\n"));
  const LinkedFiles claim =
      PolicyOf(fmt::format(R"({{"StringEquals": {{"{}:email": "x"}}}})", kIssuer));
  EXPECT_THAT(At(claim, MentionKind::kConditionKey),
              HasSubstr("✗ no token has it: the key names the claim \"email\", which STS does not "
                        "offer of a Kubernetes token\n"));
}

TEST(HoverTest, ProvidersTellWhoseTokensTheyKnow) {
  const std::string said = R"(

  issuer of an EKS cluster in eu-central-1
  of cluster media  cluster.json:2
  its provider in IAM, for sts.amazonaws.com  provider.json:1
  named at 3 places of trust policies
)";
  const LinkedFiles files = ChainFor("app");
  EXPECT_EQ(At(files, MentionKind::kFederated),
            fmt::format("identity provider {}{}", graph::Provider(kIssuer), said));
  EXPECT_EQ(At(files, MentionKind::kProvider),
            fmt::format("identity provider {}{}", kIssuer, said));
  EXPECT_EQ(At(files, MentionKind::kClusterIssuer), fmt::format("issuer {}{}", kIssuer, said));
}

TEST(HoverTest, AssociationsTellWhatRefuses) {
  const LinkedFiles files(
      {{"account.yaml", graph::ServiceAccount("shop", "app")},
       {"association.json", graph::DescribeAssociation("shop", "app", "app")},
       {"role.json",
        graph::GetRole("app", graph::Policy({graph::AllowPods(
                                  R"({"StringEquals": {"aws:SourceAccount": "1"}})")}))}});
  EXPECT_EQ(At(files, MentionKind::kAssociationRole), R"(role arn:aws:iam::493827165038:role/app

  defined  role.json:1
✗ the trust policy refuses EKS Pod Identity  role.json:1
    sts:AssumeRole:
✓   principal: the caller "pods.eks.amazonaws.com" is trusted  role.json:1
✓   action: the action sts:AssumeRole is covered  role.json:2
✗   condition StringEquals aws:SourceAccount: aws:SourceAccount is "493827165038", StringEquals demands "1"  role.json:2
)");
  EXPECT_EQ(At(files, MentionKind::kAssociationAccount), R"(service account shop/app

  defined  account.yaml:4
  an EKS Pod Identity association gives it arn:aws:iam::493827165038:role/app  association.json:2
)");
  EXPECT_EQ(At(files, MentionKind::kRole), R"(role arn:aws:iam::493827165038:role/app

  defined  role.json:1
✗ EKS Pod Identity gives it to shop/app  association.json:1
)");
}

// What is said of all mentions of a kind as one.
std::string AtAll(const LinkedFiles& files, MentionKind kind) {
  const graph::MentionLinks links(files.graph());
  const graph::PodWalks walks(files.graph());
  std::vector<const Mention*> mentions;
  for (const Mention& mention : links.mentions()) {
    if (mention.kind == kind) mentions.push_back(&mention);
  }
  const Hover hover = HoverOf(links, walks, std::span(mentions));
  return HoverText(hover, files.Lines(PlacesOf(hover)));
}

// A base with a pod, and an overlay for each name that sets its namespace to that.
LinkedFiles OverlaysOf(const std::vector<std::string>& names, const std::string& settings) {
  LinkedFiles::Files files = {
      {"base/kustomization.yaml", "resources: [pod.yaml]\n"},
      {"base/pod.yaml",
       "kind: Pod\nmetadata: {name: web}\nspec:\n  serviceAccountName: app\n"
       "  containers: [{name: app, image: app}]\n"}};
  for (const std::string& name : names) {
    files.emplace_back("overlays/" + name + "/kustomization.yaml",
                       "resources: [../../base]\n" + fmt::format(fmt::runtime(settings), name));
  }
  return LinkedFiles(files);
}

TEST(HoverTest, WhatIsTheSameInAllOverlaysIsSaidOnce) {
  const std::string text =
      AtAll(OverlaysOf({"prod", "stage"}, "namespace: shop\n"), MentionKind::kWorkloadAccount);
  EXPECT_THAT(text, StartsWith("service account shop/app\n\n? it is not in the input"));
  EXPECT_THAT(text, Not(HasSubstr("overlays/")));
}

TEST(HoverTest, WhatDiffersIsSaidOverlayByOverlay) {
  EXPECT_EQ(AtAll(OverlaysOf({"prod", "stage"}, "namespace: {}\n"), MentionKind::kWorkloadAccount),
            R"(service account prod/app

  prod/app in overlays/prod:
? it is not in the input, and is taken for one without annotations
? no role and no EKS Pod Identity association is known for the account
? container "app" runs as the role of the node if the pod reaches it or no credentials, unless its account has a role
  stage/app in overlays/stage:
? it is not in the input, and is taken for one without annotations
? no role and no EKS Pod Identity association is known for the account
? container "app" runs as the role of the node if the pod reaches it or no credentials, unless its account has a role
)");
}

TEST(HoverTest, OfManyOverlaysSomeAreLookedAt) {
  std::vector<std::string> names;
  for (char name = 'a'; name <= 'j'; ++name) names.emplace_back(1, name);
  EXPECT_THAT(AtAll(OverlaysOf(names, "namespace: shop\n"), MentionKind::kWorkloadAccount),
              EndsWith("\n  2 more in which it stands were not looked at\n"));
}

TEST(HoverTest, LongAnswersAreCut) {
  Hover hover = {.kind = "service account", .name = "shop/app", .lines = {}};
  for (int i = 0; i < 24; ++i) hover.lines.push_back({.text = fmt::format("line {}", i)});
  EXPECT_THAT(HoverText(hover, {}), HasSubstr("\n  line 23\n"));
  hover.lines.push_back({.text = "line 24"});
  EXPECT_THAT(HoverText(hover, {}), HasSubstr("\n  line 22\n  and 2 more\n"));
}

TEST(HoverTest, NothingOfTheInputIsMarkup) {
  const Hover hover = {
      .kind = "role",
      .name = "a`b\n**c**",
      .lines = {{.text = "<img src=x>\n```\n# x", .mark = Mark::kFault}, {.text = "```"}}};
  EXPECT_EQ(HoverMarkdown(hover, {}), R"(**role** ``a`b\u{a}**c**``

````text
✗ <img src=x>\u{a}```\u{a}# x
  ```
````
)");
}

TEST(HoverTest, ARuleTellsWhatItReports) {
  const rule::RuleMeta meta = {.id = "some-rule", .group = "trust", .summary = "what it says"};
  EXPECT_EQ(RuleMarkdown(meta, "https://example.org/some-rule"),
            "**rule** `some-rule`: what it says\n\n"
            "[documentation](<https://example.org/some-rule>)\n");
  EXPECT_EQ(RuleText(meta, "https://example.org/some-rule"),
            "rule some-rule: what it says\n\nhttps://example.org/some-rule\n");
}

}  // namespace
}  // namespace irsalint::explain
