#include "analyzer/graph/mention_links.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/format.h>

#include "analyzer/syntax/place_at.h"
#include "tests/graph/association_text.h"
#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

// `PATH ROUTE` with a `?` for a key.
class Shown {
 public:
  explicit Shown(const Linked& linked) : linked_(linked) {}

  std::string operator()(const syntax::Place& place) const {
    const std::string route = syntax::ToString(place.route);
    const char* part = place.part == syntax::Part::kKey ? "?" : "";
    return fmt::format("{} {}{}", PathOf(place.document.source), route, part);
  }

  std::string PathOf(source::SourceId source) const {
    for (const Unit& unit : linked_->units()) {
      for (const facts::FileRecord& file : unit.facts->files) {
        if (file.source == source) return file.path;
      }
    }
    return "?";
  }

 private:
  const Linked& linked_;
};

std::vector<std::string> ShowAll(const Linked& linked, const std::vector<syntax::Place>& places) {
  std::vector<std::string> shown;
  for (const syntax::Place& place : places) shown.push_back(Shown(linked)(place));
  return shown;
}

// Files, their graph and its links.
class Chain {
 public:
  explicit Chain(Files files, const LinkOptions& options = {})
      : files_(std::move(files)), linked_(files_, options), links_(*linked_) {}

  // The only mention of a kind in a file.
  const Mention& Of(MentionKind kind, std::string_view path, size_t nth = 0) const {
    for (const Mention& mention : links_.mentions()) {
      const bool is_in = Shown(linked_).PathOf(mention.place.document.source) == path;
      if (mention.kind == kind && is_in && nth-- == 0) return mention;
    }
    throw std::runtime_error(fmt::format("no such mention in {}", path));
  }

  std::vector<std::string> DefinitionsOf(MentionKind kind, std::string_view path) const {
    return ShowAll(linked_, links_.DefinitionsOf(Of(kind, path)));
  }
  std::vector<std::string> ReferencesOf(MentionKind kind, std::string_view path) const {
    return ShowAll(linked_, links_.ReferencesOf(Of(kind, path)));
  }

  // The places of the mentions at the first byte of `text` in a file.
  std::vector<std::string> At(std::string_view path, std::string_view text) const {
    for (const auto& [name, bytes] : files_) {
      if (name != path) continue;
      const size_t offset = bytes.find(text);
      if (offset == bytes.npos) throw std::runtime_error("no such text");
      for (const Unit& unit : linked_->units()) {
        for (const facts::FileRecord& file : unit.facts->files) {
          if (file.path != path) continue;
          const auto syntax =
              path.ends_with(".json") ? syntax::Syntax::kJson : syntax::Syntax::kYaml;
          const auto found =
              syntax::PlaceAt(file.source, bytes, syntax, static_cast<uint32_t>(offset));
          if (!found.has_value()) return {};
          return Show(links_.At(found->place, found->text_offset));
        }
      }
    }
    throw std::runtime_error("no such file");
  }

  const MentionLinks& links() const { return links_; }
  const Linked& linked() const { return linked_; }

 private:
  std::vector<std::string> Show(const std::vector<const Mention*>& mentions) const {
    std::vector<std::string> shown;
    for (const Mention* mention : mentions) {
      shown.push_back(fmt::format("{} {}", static_cast<int>(mention->kind),
                                  syntax::ToString(mention->place.route)));
    }
    return shown;
  }

  Files files_;
  Linked linked_;
  MentionLinks links_;
};

std::string CreateProvider(std::string_view issuer) {
  return fmt::format(R"({{"Url": "https://{}", "ClientIDList": ["sts.amazonaws.com"]}})", issuer);
}

// One chain: a pod, its account with a role, the role with its trust policy, provider and cluster.
Files WholeChain() {
  return {{"a/account.yaml", AccountWithRole("shop", "app", "app")},
          {"a/cluster.json", DescribeCluster("media", kIssuer)},
          {"a/pod.yaml", Pod("shop", "web", "app")},
          {"a/provider.json", CreateProvider(kIssuer)},
          {"a/role.json", GetRole("app", Policy({Allow(Subject("shop", "app")),
                                                 Allow(Subject("other", "x"), kOtherIssuer)}))}};
}

constexpr std::string_view kTrust = "Role.AssumeRolePolicyDocument.Statement";

TEST(MentionsTest, EveryLinkOfAChainIsMentioned) {
  const Chain chain(WholeChain());
  std::vector<std::string> said;
  for (const Mention& mention : chain.links().mentions()) {
    const bool is_of_other = mention.policy.has_value() && mention.statement == 1;
    if (!is_of_other) said.push_back(Shown(chain.linked())(mention.place));
  }
  const std::string condition =
      fmt::format("a/role.json {}[0].Condition.StringEquals.\"{}", kTrust, kIssuer);
  EXPECT_THAT(
      said, UnorderedElementsAre(
                "a/account.yaml metadata.name",
                "a/account.yaml metadata.annotations.\"eks.amazonaws.com/role-arn\"",
                "a/pod.yaml spec.serviceAccountName", "a/cluster.json cluster.identity.oidc.issuer",
                "a/provider.json Url", "a/role.json Role.Arn", "a/role.json Role.RoleName",
                fmt::format("a/role.json {}[0]", kTrust),
                fmt::format("a/role.json {}[0].Principal.Federated", kTrust), condition + ":aud\"?",
                condition + ":sub\"?", condition + ":sub\""));
}

TEST(MentionsTest, AConditionKeyNamesItsIssuer) {
  const Chain chain(WholeChain());
  const Mention& key = chain.Of(MentionKind::kConditionKey, "a/role.json");
  EXPECT_EQ(key.place.range,
            (syntax::TextRange{.begin = 0, .end = static_cast<uint32_t>(kIssuer.size())}));
  EXPECT_EQ(IssuerOf(*chain.linked(), key).literal(), kIssuer);
}

TEST(MentionsTest, KeysOfAwsAndOtherValuesMentionNothing) {
  const Chain chain(Files{{"a/trust.json", R"({"Statement": [{"Effect": "Allow",
      "Principal": {"Service": "pods.eks.amazonaws.com"}, "Action": "sts:AssumeRole",
      "Condition": {"StringEquals": {"aws:SourceAccount": "493827165038"}}}]})"}});
  ASSERT_EQ(chain.links().mentions().size(), 1U);
  EXPECT_EQ(chain.links().mentions()[0].kind, MentionKind::kTrustStatement);
}

TEST(MentionsTest, APodWithoutAnAccountMentionsNone) {
  const Chain chain(
      Files{{"a/pod.yaml", "kind: Pod\nmetadata:\n  name: web\nspec:\n  containers: []\n"}});
  EXPECT_THAT(chain.links().mentions(), IsEmpty());
}

TEST(MentionLinksTest, LooksFromTheInnermostOutwards) {
  const Chain chain(WholeChain());
  const auto at = [&chain](std::string_view text) { return chain.At("a/role.json", text); };
  const auto is = [](MentionKind kind, std::string_view route) {
    return fmt::format("{} {}", static_cast<int>(kind), route);
  };
  const std::string condition = fmt::format("{}[0].Condition.StringEquals.\"{}:", kTrust, kIssuer);
  EXPECT_THAT(at("system:serviceaccount:shop:app"),
              ElementsAre(is(MentionKind::kSubject, condition + "sub\"")));
  EXPECT_THAT(at(fmt::format("{}:aud", kIssuer)),
              ElementsAre(is(MentionKind::kConditionKey, condition + "aud\"")));
  // The value of a key that is no mention belongs to it, and the key of a value to that.
  EXPECT_THAT(at("sts.amazonaws.com"),
              ElementsAre(is(MentionKind::kConditionKey, condition + "aud\"")));
  EXPECT_THAT(at("Federated"), ElementsAre(is(MentionKind::kFederated,
                                              fmt::format("{}[0].Principal.Federated", kTrust))));
  EXPECT_THAT(at("Action"),
              ElementsAre(is(MentionKind::kTrustStatement, fmt::format("{}[0]", kTrust))));
  EXPECT_THAT(at("Version"), IsEmpty());
  EXPECT_THAT(chain.At("a/pod.yaml", "serviceAccountName"),
              ElementsAre(is(MentionKind::kWorkloadAccount, "spec.serviceAccountName")));
  EXPECT_THAT(chain.At("a/pod.yaml", "containers"), IsEmpty());
}

TEST(MentionLinksTest, APodLeadsToItsAccountAndBack) {
  const Chain chain(WholeChain());
  EXPECT_THAT(chain.DefinitionsOf(MentionKind::kWorkloadAccount, "a/pod.yaml"),
              ElementsAre("a/account.yaml metadata.name"));
  const std::string subject =
      fmt::format("a/role.json {}[0].Condition.StringEquals.\"{}:sub\"", kTrust, kIssuer);
  for (const auto& [kind, path] : {std::pair(MentionKind::kAccount, "a/account.yaml"),
                                   std::pair(MentionKind::kWorkloadAccount, "a/pod.yaml"),
                                   std::pair(MentionKind::kSubject, "a/role.json")}) {
    EXPECT_THAT(chain.ReferencesOf(kind, path),
                ElementsAre("a/pod.yaml spec.serviceAccountName", subject))
        << path;
  }
  EXPECT_THAT(chain.DefinitionsOf(MentionKind::kSubject, "a/role.json"),
              ElementsAre("a/account.yaml metadata.name"));
  EXPECT_THAT(chain.DefinitionsOf(MentionKind::kAccount, "a/account.yaml"),
              ElementsAre("a/account.yaml metadata.name"));
}

TEST(MentionLinksTest, AnAnnotationLeadsToItsRoleAndTheStatementForItsCluster) {
  const std::string annotation =
      "a/account.yaml metadata.annotations.\"eks.amazonaws.com/role-arn\"";
  const Chain chain(WholeChain());
  EXPECT_THAT(chain.DefinitionsOf(MentionKind::kAnnotation, "a/account.yaml"),
              ElementsAre("a/role.json Role.Arn", fmt::format("a/role.json {}[0]", kTrust)));
  EXPECT_THAT(chain.ReferencesOf(MentionKind::kRole, "a/role.json"), ElementsAre(annotation));
  EXPECT_THAT(chain.ReferencesOf(MentionKind::kTrustStatement, "a/role.json"),
              ElementsAre(annotation));
  EXPECT_THAT(chain.DefinitionsOf(MentionKind::kTrustStatement, "a/role.json"),
              ElementsAre("a/role.json Role.Arn"));
}

TEST(MentionLinksTest, WhereTheClusterIsNotKnownAnyStatementMayBeMeant) {
  Files files = WholeChain();
  std::erase_if(files, [](const auto& file) { return file.first == "a/cluster.json"; });
  EXPECT_THAT(Chain(files).DefinitionsOf(MentionKind::kAnnotation, "a/account.yaml"),
              ElementsAre("a/role.json Role.Arn", fmt::format("a/role.json {}[0]", kTrust),
                          fmt::format("a/role.json {}[1]", kTrust)));
}

TEST(MentionLinksTest, ARoleOfWhichOnlyThePolicyIsKnownIsDefinedByIt) {
  const Chain chain({{"a/account.yaml", AccountWithRole("shop", "app", "app")},
                     {"a/app.json", Policy({Allow(Subject("shop", "app"))})}});
  EXPECT_THAT(chain.DefinitionsOf(MentionKind::kAnnotation, "a/account.yaml"),
              ElementsAre("a/app.json Statement[0]"));
  EXPECT_THAT(chain.DefinitionsOf(MentionKind::kTrustStatement, "a/app.json"), IsEmpty());
  EXPECT_THAT(chain.ReferencesOf(MentionKind::kTrustStatement, "a/app.json"),
              ElementsAre("a/account.yaml metadata.annotations.\"eks.amazonaws.com/role-arn\""));
}

TEST(MentionLinksTest, AProviderIsDefinedByItsDocumentsAndItsCluster) {
  const Chain chain(WholeChain());
  const auto definitions =
      ElementsAre("a/provider.json Url", "a/cluster.json cluster.identity.oidc.issuer");
  const std::string statement = fmt::format("a/role.json {}[0].", kTrust);
  const std::string condition = fmt::format("{}Condition.StringEquals.\"{}:", statement, kIssuer);
  for (const auto& [kind, path] : {std::pair(MentionKind::kProvider, "a/provider.json"),
                                   std::pair(MentionKind::kClusterIssuer, "a/cluster.json"),
                                   std::pair(MentionKind::kFederated, "a/role.json"),
                                   std::pair(MentionKind::kConditionKey, "a/role.json")}) {
    EXPECT_THAT(chain.DefinitionsOf(kind, path), definitions) << path;
    EXPECT_THAT(
        chain.ReferencesOf(kind, path),
        ElementsAre(statement + "Principal.Federated", condition + "aud\"?", condition + "sub\"?"))
        << path;
  }
}

TEST(MentionLinksTest, ASubjectMeansWhoClaimsTheRole) {
  const std::string role = GetRole("app", Policy({Allow(Subject("shop", "app"))}));
  const Chain chain({{"apps/one/account.yaml", AccountWithRole("shop", "app", "app")},
                     {"apps/two/account.yaml", AccountWithRole("shop", "app", "other")},
                     {"apps/role.json", role}});
  EXPECT_THAT(chain.DefinitionsOf(MentionKind::kSubject, "apps/role.json"),
              ElementsAre("apps/one/account.yaml metadata.name"));
}

TEST(MentionLinksTest, ANameAloneJoinsNothingAcrossEnvironments) {
  const std::string policy = Policy({Allow(Subject("shop", "app"))});
  const Files files = {{"dev/account.yaml", ServiceAccount("shop", "app")},
                       {"prod/trust.json", policy}};
  EXPECT_THAT(Chain(files).DefinitionsOf(MentionKind::kSubject, "prod/trust.json"), IsEmpty());
  EXPECT_THAT(Chain({files[0], {"dev/trust.json", policy}})
                  .DefinitionsOf(MentionKind::kSubject, "dev/trust.json"),
              ElementsAre("dev/account.yaml metadata.name"));
}

TEST(MentionLinksTest, APatternMeansTheAccountsThatItAdmits) {
  const std::string statement = fmt::format(
      R"({{"Effect": "Allow", "Principal": {{"Federated": "{}"}},
          "Action": "sts:AssumeRoleWithWebIdentity",
          "Condition": {{"StringLike": {{"{}:sub": ["system:serviceaccount:shop:*"]}}}}}})",
      Provider(kIssuer), kIssuer);
  const Chain chain(
      {{"a/accounts.yaml", ServiceAccount("shop", "app") + ServiceAccount("shop", "web") +
                               ServiceAccount("other", "app")},
       {"a/pod.yaml", Pod("shop", "web", "web")},
       {"a/trust.json", Policy({statement})}});
  EXPECT_THAT(chain.DefinitionsOf(MentionKind::kSubject, "a/trust.json"),
              ElementsAre("a/accounts.yaml metadata.name", "a/accounts.yaml metadata.name"));
  EXPECT_THAT(
      chain.ReferencesOf(MentionKind::kWorkloadAccount, "a/pod.yaml"),
      ElementsAre(
          "a/pod.yaml spec.serviceAccountName",
          fmt::format("a/trust.json Statement[0].Condition.StringLike.\"{}:sub\"[0]", kIssuer)));
}

TEST(MentionLinksTest, AWildcardUnderStringEqualsMeansNobody) {
  const Chain chain({{"a/account.yaml", ServiceAccount("shop", "app")},
                     {"a/trust.json", Policy({Allow(Subject("shop", "*"))})}});
  EXPECT_THAT(chain.DefinitionsOf(MentionKind::kSubject, "a/trust.json"), IsEmpty());
}

TEST(MentionLinksTest, AnAccountThatTheInputDoesNotHoldHasItsNamesakes) {
  const std::string policy = Policy({Allow(Subject("shop", "app"))});
  const Chain chain({{"one/pod.yaml", Pod("shop", "web", "app")},
                     {"one/trust.json", policy},
                     {"two/trust.json", policy},
                     {"two/other.yaml", Pod("other", "web", "app")}});
  const std::string subject =
      fmt::format("one/trust.json Statement[0].Condition.StringEquals.\"{}:sub\"", kIssuer);
  EXPECT_THAT(chain.DefinitionsOf(MentionKind::kWorkloadAccount, "one/pod.yaml"), IsEmpty());
  EXPECT_THAT(chain.ReferencesOf(MentionKind::kWorkloadAccount, "one/pod.yaml"),
              ElementsAre("one/pod.yaml spec.serviceAccountName", subject));
  EXPECT_THAT(chain.ReferencesOf(MentionKind::kSubject, "one/trust.json"),
              ElementsAre("one/pod.yaml spec.serviceAccountName", subject));
}

TEST(MentionLinksTest, AnAssociationLeadsToItsAccountAndItsRoles) {
  const std::string target = R"({"Effect": "Allow", "Principal": {"AWS": ")" + RoleArn("app") +
                             R"("}, "Action": "sts:AssumeRole"})";
  const Chain chain(
      {{"a/account.yaml", ServiceAccount("shop", "app")},
       {"a/association.json",
        DescribeAssociation("shop", "app", "app",
                            fmt::format(R"(, "targetRoleArn": "{}")", RoleArn("target")))},
       {"a/role.json", GetRole("app", Policy({Allow(Subject("x", "y")), AllowPods()}))},
       {"a/target.json", GetRole("target", Policy({AllowPods(), target}))}});
  EXPECT_THAT(chain.DefinitionsOf(MentionKind::kAssociationAccount, "a/association.json"),
              ElementsAre("a/account.yaml metadata.name"));
  EXPECT_THAT(chain.ReferencesOf(MentionKind::kAccount, "a/account.yaml"),
              ElementsAre("a/association.json association.serviceAccount"));
  EXPECT_THAT(chain.DefinitionsOf(MentionKind::kAssociationRole, "a/association.json"),
              ElementsAre("a/role.json Role.Arn", fmt::format("a/role.json {}[1]", kTrust)));
  EXPECT_THAT(chain.DefinitionsOf(MentionKind::kAssociationTarget, "a/association.json"),
              ElementsAre("a/target.json Role.Arn", fmt::format("a/target.json {}[1]", kTrust)));
  EXPECT_THAT(chain.ReferencesOf(MentionKind::kRole, "a/target.json"),
              ElementsAre("a/association.json association.targetRoleArn"));
}

TEST(MentionLinksTest, EksctlMakesAccountsToo) {
  const std::string config = fmt::format(R"(apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {{name: media, region: eu-central-1}}
iam:
  withOIDC: true
  serviceAccounts:
    - metadata: {{name: app, namespace: shop}}
      attachRoleARN: {}
)",
                                         RoleArn("app"));
  const Chain chain({{"a/cluster.yaml", config},
                     {"a/pod.yaml", Pod("shop", "web", "app")},
                     {"a/role.json", GetRole("app", Policy({Allow(Subject("shop", "app"))}))}});
  EXPECT_THAT(chain.DefinitionsOf(MentionKind::kWorkloadAccount, "a/pod.yaml"),
              ElementsAre("a/cluster.yaml iam.serviceAccounts[0].metadata.name"));
  EXPECT_THAT(chain.DefinitionsOf(MentionKind::kSubject, "a/role.json"),
              ElementsAre("a/cluster.yaml iam.serviceAccounts[0].metadata.name"));
  EXPECT_THAT(chain.DefinitionsOf(MentionKind::kMadeAccountRole, "a/cluster.yaml"),
              ElementsAre("a/role.json Role.Arn", fmt::format("a/role.json {}[0]", kTrust)));
  EXPECT_THAT(chain.ReferencesOf(MentionKind::kMadeAccount, "a/cluster.yaml"),
              ElementsAre("a/pod.yaml spec.serviceAccountName",
                          fmt::format("a/role.json {}[0].Condition.StringEquals.\"{}:sub\"", kTrust,
                                      kIssuer)));
}

TEST(MentionLinksTest, NodesNameTheirRole) {
  const std::string nodes = fmt::format(
      R"({{"nodegroup": {{"nodegroupName": "n", "clusterName": "media", "nodeRole": "{}",
          "nodegroupArn": "arn:aws:eks:eu-central-1:493827165038:nodegroup/media/n/1"}}}})",
      RoleArn("nodes"));
  const Chain chain({{"a/nodes.json", nodes}, {"a/role.json", GetRole("nodes", Policy({}))}});
  EXPECT_THAT(chain.DefinitionsOf(MentionKind::kNodeRole, "a/nodes.json"),
              ElementsAre("a/role.json Role.Arn"));
  EXPECT_THAT(chain.ReferencesOf(MentionKind::kRole, "a/role.json"),
              ElementsAre("a/nodes.json nodegroup.nodeRole"));
}

TEST(MentionLinksTest, ARoleThatEksctlWillNameIsNotMentioned) {
  const Chain chain(Files{{"a/cluster.yaml", R"(apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: media, region: eu-central-1}
managedNodeGroups: [{name: workers}]
)"}});
  EXPECT_THAT(chain.links().mentions(), IsEmpty());
}

TEST(MentionLinksTest, AVariableNamesARole) {
  const std::string pod = Pod("shop", "web", "app") +
                          "      env:\n        - {name: AWS_ROLE_ARN, value: '" + RoleArn("app") +
                          "'}\n";
  const Chain chain({{"a/pod.yaml", pod},
                     {"a/role.json", GetRole("app", Policy({Allow(Subject("shop", "app"))}))}});
  EXPECT_THAT(chain.DefinitionsOf(MentionKind::kEnvironment, "a/pod.yaml"),
              ElementsAre("a/role.json Role.Arn", fmt::format("a/role.json {}[0]", kTrust)));
  EXPECT_THAT(chain.ReferencesOf(MentionKind::kRole, "a/role.json"),
              ElementsAre("a/pod.yaml spec.containers[0].env[0].value"));
}

}  // namespace
}  // namespace irsalint::graph
