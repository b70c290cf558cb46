#include "analyzer/graph/identity_graph.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "analyzer/base/in_memory_file_system.h"
#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Kind = facts::ClosedSet::Kind;

// `issuer index: class, forms` of each exposure of the only policy.
std::vector<std::string> Exposures(const Linked& linked) {
  std::vector<std::string> exposures;
  for (const Exposure& exposure : linked->trust_policies().at(0).exposures) {
    std::string line =
        fmt::format("{}: {}", exposure.issuer, iam::ToString(exposure.subjects.subject_class));
    for (const iam::Grant& grant : exposure.wide) {
      line += fmt::format(" {}", static_cast<int>(grant.form));
    }
    exposures.push_back(line);
  }
  return exposures;
}

std::vector<std::string> ExposuresOf(const std::string& policy) {
  return Exposures(Linked({{"a/trust.json", policy}}));
}

constexpr int kNoSubject = static_cast<int>(iam::GrantForm::kNoSubject);
constexpr int kWholeNamespace = static_cast<int>(iam::GrantForm::kWholeNamespace);

std::string AllowLike(std::string_view subject, std::string_view issuer = kIssuer) {
  return fmt::format(
      R"({{"Effect": "Allow", "Principal": {{"Federated": "{}"}},
          "Action": "sts:AssumeRoleWithWebIdentity",
          "Condition": {{"StringLike": {{"{}:sub": "{}"}}}}}})",
      Provider(issuer), issuer, subject);
}

TEST(ExposureTest, IsJudgedPerIssuerAndNeedsNoAccount) {
  EXPECT_THAT(ExposuresOf(Policy({Allow(Subject("one", "app"))})), ElementsAre("0: exact"));
  EXPECT_THAT(ExposuresOf(Policy({Allow("")})),
              ElementsAre(fmt::format("0: any-sa-in-cluster {}", kNoSubject)));
  EXPECT_THAT(ExposuresOf(Policy(
                  {Allow(Subject("one", "app")), AllowLike(Subject("one", "*"), kOtherIssuer)})),
              ElementsAre("0: exact", fmt::format("1: any-sa-in-namespace {}", kWholeNamespace)));
}

TEST(ExposureTest, OnlyOfServiceAccounts) {
  EXPECT_THAT(ExposuresOf(Policy({AllowLike("repo:a/*", "token.actions.githubusercontent.com")})),
              IsEmpty());
  EXPECT_THAT(ExposuresOf(Policy({Allow("", "login.example.com")})), IsEmpty());
}

TEST(ExposureTest, AnAccountThatClaimsTheRoleTellsWhoseTokensTheyAre) {
  const std::string role = GetRole("r", Policy({Allow("", "login.example.com")}));
  EXPECT_THAT(Exposures(Linked({{"a/role.json", role}})), IsEmpty());
  EXPECT_THAT(
      Exposures(Linked({{"a/role.json", role}, {"a/x.yaml", AccountWithRole("one", "app", "r")}})),
      ElementsAre(fmt::format("0: any-sa-in-cluster {}", kNoSubject)));
}

TEST(ExposureTest, AnAudienceThatIsExcludedAdmitsNobodyKnown) {
  const std::string policy = fmt::format(
      R"({{"Effect": "Allow", "Principal": {{"Federated": "{}"}},
          "Action": "sts:AssumeRoleWithWebIdentity",
          "Condition": {{"StringNotEquals": {{"{}:aud": "sts.amazonaws.com"}}}}}})",
      Provider(kIssuer), kIssuer);
  EXPECT_THAT(ExposuresOf(Policy({policy})), ElementsAre("0: never-matches"));
}

TEST(OtherAccountsTest, AreThoseBesideTheClaimants) {
  const Linked linked(
      {{"a/x.yaml", AccountWithRole("one", "app", "r") + ServiceAccount("one", "web") +
                        ServiceAccount("two", "web")},
       {"b/x.yaml", ServiceAccount("three", "far")},
       {"a/role.json", GetRole("r", Policy({Allow("")}))}});
  EXPECT_THAT(linked->OtherAccountsThatCanAssume(PolicyId{0}), ElementsAre("one/web", "two/web"));
  EXPECT_THAT(linked->ClaimsAdmittedBy(PolicyId{0}), ElementsAre(ClaimId{0}));
}

TEST(IsClosedTest, AListOfServiceAccountsClosesItsUnit) {
  const std::string list =
      "apiVersion: v1\nkind: List\nitems:\n- kind: ServiceAccount\n  metadata: "
      "{name: app, namespace: one}\n";
  const Linked linked({{"a/x.yaml", list}, {"b/x.yaml", ServiceAccount("one", "app")}});
  ASSERT_EQ(linked.PathOf(UnitId{0}), "a");
  EXPECT_FALSE(linked->IsClosed(Kind::kServiceAccounts, "", UnitId{1}));
  EXPECT_FALSE(linked->IsClosed(Kind::kWorkloads, "", UnitId{0}));
}

TEST(IsClosedTest, AnExportClosesItsAccountForAllUnits) {
  const std::string roles = fmt::format(
      R"({{"Roles": [{{"RoleName": "r", "Arn": "{}", "AssumeRolePolicyDocument": {}}}]}})",
      RoleArn("r"), Policy({Allow("x")}));
  const Linked linked({{"a/roles.json", roles}, {"b/x.yaml", ServiceAccount("one", "app")}});
  EXPECT_TRUE(linked->IsClosed(Kind::kRoles, "493827165038", UnitId{1}));
  EXPECT_FALSE(linked->IsClosed(Kind::kRoles, "218450937716", UnitId{1}));
  EXPECT_FALSE(linked->IsClosed(Kind::kRoles, "", UnitId{1}));
  EXPECT_FALSE(linked->IsClosed(Kind::kOidcProviders, "493827165038", UnitId{1}));
}

TEST(IsClosedTest, ATruncatedExportClosesNothing) {
  const std::string roles = fmt::format(
      R"({{"Roles": [{{"RoleName": "r", "Arn": "{}", "AssumeRolePolicyDocument": {}}}],
          "NextToken": "more"}})",
      RoleArn("r"), Policy({Allow("x")}));
  const Linked linked({{"a/roles.json", roles}});
  EXPECT_FALSE(linked->IsClosed(Kind::kRoles, "493827165038", UnitId{0}));
}

TEST(IsClosedTest, SingleAnswersAndManifestsCloseNothingUnlessAssumed) {
  const Files files = {{"a/role.json", GetRole("r", Policy({Allow("x")}))},
                       {"a/x.yaml", ServiceAccount("one", "app")},
                       {"open/x.yaml", ServiceAccount("one", "app")},
                       {"open/broken.yaml", "kind: Pod\nmetadata: {name: [\n"}};
  const Linked linked(files);
  const Linked assumed(files, {.namespace_name = "", .assume_complete = true});
  ASSERT_EQ(linked.PathOf(UnitId{1}), "open");
  for (const Kind kind :
       {Kind::kRoles, Kind::kOidcProviders, Kind::kClusters, Kind::kPodIdentityAssociations,
        Kind::kServiceAccounts, Kind::kWorkloads}) {
    EXPECT_FALSE(linked->IsClosed(kind, "493827165038", UnitId{0}));
    EXPECT_TRUE(assumed->IsClosed(kind, "493827165038", UnitId{0}));
    EXPECT_FALSE(assumed->IsClosed(kind, "493827165038", UnitId{1}));
  }
}

TEST(MayBePatchedTest, IsAboutPatchesThatAreNotApplied) {
  const Linked linked({{"a/kustomization.yaml", "resources: [x.yaml]\n"},
                       {"a/x.yaml", ServiceAccount("one", "app")},
                       {"b/kustomization.yaml", "resources: [x.yaml]\npatches: [{path: p.yaml}]\n"},
                       {"b/x.yaml", ServiceAccount("one", "app")},
                       {"b/p.yaml", AccountWithRole("one", "app", "r")}});
  ASSERT_EQ(linked->units().size(), 2u);
  EXPECT_FALSE(linked->MayBePatched(UnitId{0}));
  EXPECT_TRUE(linked->MayBePatched(UnitId{1}));
  EXPECT_THAT(linked->claims(), IsEmpty());  // a patch is no object
}

TEST(WorkloadsInTest, AreThoseOfOneUnit) {
  const Linked linked({{"a/x.yaml", Pod("one", "p", "app") + Pod("one", "q", "app")},
                       {"b/x.yaml", ServiceAccount("one", "app")},
                       {"c/x.yaml", Pod("one", "r", "app")}});
  EXPECT_THAT(linked->WorkloadsIn(UnitId{0}), ElementsAre(WorkloadId{0}, WorkloadId{1}));
  EXPECT_THAT(linked->WorkloadsIn(UnitId{1}), IsEmpty());
  EXPECT_THAT(linked->WorkloadsIn(UnitId{2}), ElementsAre(WorkloadId{2}));
}

TEST(LinkTest, ADigestStaysGoodWhereTheFactsAreMoved) {
  base::InMemoryFileSystem fs;
  fs.AddFile("a/x.yaml", Pod("one", "p", "app") + ServiceAccount("one", "app"));
  load::Loaded loaded = load::Load(fs, {"."});
  ASSERT_EQ(loaded.units.size(), 1U);
  const std::vector<UnitDigest> digests = {DigestOf(loaded.units[0])};
  const facts::Facts moved = std::move(loaded.units[0]);
  const std::vector<const facts::Facts*> units = {&moved};
  const IdentityGraph graph = Link(units, digests, {});
  ASSERT_EQ(graph.workloads().size(), 1U);
  const Workload& workload = graph.workloads()[0];
  EXPECT_EQ(workload.account.name.literal(), "app");
  EXPECT_EQ(workload.account.place, &moved.workloads[0].spec.service_account_name.place());
  ASSERT_EQ(workload.accounts.size(), 1U);
  EXPECT_EQ(graph[workload.accounts[0].account].object, moved.service_accounts.data());
}

TEST(LinkTest, EqualFactsGiveEqualAnswers) {
  const Files files = {{"a/x.yaml", AccountWithRole("one", "app", "r") + Pod("one", "p", "app")},
                       {"a/role.json", GetRole("r", Policy({Allow(Subject("one", "apq"))}))}};
  const Linked first(files);
  const Linked second(files);
  const Evidence a =
      first->Explain(first->claims()[0], PolicyId{0}, first->trust_policies()[0].issuers[0]);
  const Evidence b =
      second->Explain(second->claims()[0], PolicyId{0}, second->trust_policies()[0].issuers[0]);
  EXPECT_EQ(a.request, b.request);
  EXPECT_EQ(a.decision, b.decision);
  EXPECT_EQ(a.decision.outcome, iam::Outcome::kDeny);
}

}  // namespace
}  // namespace irsalint::graph
