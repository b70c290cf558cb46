// Repositories in which the same names stand several times: correct sets are silent, and one wrong
// character in prod gives exactly one finding, in prod's file.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/strings.h"
#include "analyzer/base/subject.h"
#include "tests/harness/fixture.h"
#include "tests/harness/paths.h"
#include "tests/harness/run.h"

namespace irsalint::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

struct Set {
  std::string_view folder;  // of testdata/inputs/scopes
  std::string_view policy;  // the file of prod that holds the policy
  std::string_view subject_severity;
};

constexpr Set kSets[] = {
    {"overlays", "overlays/prod/role.json", "error"},
    {"clusters", "prod/role.json", "error"},
    {"two-issuers", "prod/role.json", "error"},
    {"patches", "overlays/prod/role.json", "error"},
    {"bare", "prod/trust.json", "warning"},
};

Tree Read(const Set& set) { return ReadTree(Testdata("inputs/scopes/" + std::string(set.folder))); }

class ScopesTest : public ::testing::TestWithParam<Set> {};
INSTANTIATE_TEST_SUITE_P(Set, ScopesTest, ::testing::ValuesIn(kSets),
                         [](const ::testing::TestParamInfo<Set>& set) {
                           std::string name(set.param.folder);
                           std::erase(name, '-');
                           return name;
                         });

TEST_P(ScopesTest, ACorrectSetIsSilent) {
  EXPECT_THAT(FindingsOf(Read(GetParam())), IsEmpty());
  EXPECT_THAT(FindingsOf(Read(GetParam()), {.link = {.namespace_name = "media"}}), IsEmpty());
}

// Every character of the subject, one at a time.
TEST_P(ScopesTest, OneWrongCharacterInProdGivesOneFindingThere) {
  const std::string subject = "system:serviceaccount:media:uploader";
  for (size_t i = 0; i < subject.size(); ++i) {
    Tree tree = Read(GetParam());
    std::string wrong = subject;
    wrong[i] = wrong[i] == 'x' ? 'y' : 'x';
    std::string& policy = tree.at(std::string(GetParam().policy));
    policy = ReplaceOnce(policy, subject, wrong);
    const rule::Report report = RunTree(tree);
    ASSERT_EQ(report.findings.size(), 1u)
        << wrong << ::testing::PrintToString(PrimaryLines(report));
    const rule::LocatedFinding& finding = report.findings.front();
    EXPECT_EQ(finding.primary.path, GetParam().policy);
    // Outside of namespace and name it is the subject of nobody, whoever claims the role.
    const bool of_nobody = i < base::kSubjectPrefix.size() || subject[i] == ':';
    EXPECT_EQ(finding.rule, of_nobody ? "subject-malformed" : "sub-mismatch");
    EXPECT_EQ(rule::ToString(finding.severity), of_nobody ? "error" : GetParam().subject_severity);
    const std::string quoted = "\"" + wrong + "\"";
    const std::string_view shown = TextAt(tree, finding.primary);
    EXPECT_TRUE(of_nobody ? base::Contains(quoted, shown) : shown == quoted) << shown;
  }
}

TEST_P(ScopesTest, AWrongAudienceInProdGivesOneFindingThere) {
  Tree tree = Read(GetParam());
  std::string& policy = tree.at(std::string(GetParam().policy));
  const size_t at = policy.rfind("sts.amazonaws.com");
  policy.replace(at, std::string_view("sts.amazonaws.com").size(), "sts.amazonavs.com");
  const rule::Report report = RunTree(tree);
  ASSERT_EQ(report.findings.size(), 1u) << ::testing::PrintToString(PrimaryLines(report));
  EXPECT_EQ(report.findings.front().rule, "aud-mismatch");
  EXPECT_EQ(report.findings.front().primary.path, GetParam().policy);
  EXPECT_EQ(TextAt(tree, report.findings.front().primary), "\"sts.amazonavs.com\"");
}

Tree Load(std::string_view folder) {
  return ReadTree(Testdata("inputs/scopes/" + std::string(folder)));
}

void ReplaceAll(std::string_view from, std::string_view to, std::string& text) {
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

// The statement that names the account, or comes nearest to it, is the one to mend, wherever it
// stands.
TEST(TwoIssuersTest, TheOrderOfStatementsDoesNotMatter) {
  Tree tree = Load("two-issuers");
  std::string& policy = tree.at("prod/role.json");
  ReplaceAll("media:uploader", "media:OTHER", policy);
  ReplaceAll("media:thumbnailer", "media:uploadr", policy);
  ReplaceAll("media:OTHER", "media:thumbnailer", policy);
  const rule::Report report = RunTree(tree);
  ASSERT_EQ(report.findings.size(), 1u) << ::testing::PrintToString(PrimaryLines(report));
  EXPECT_EQ(TextAt(tree, report.findings.front().primary),
            R"("system:serviceaccount:media:uploadr")");
}

// The manifests of prod before those of staging: prod's account must not take staging's policy.
TEST(BareTest, NoEnvironmentTakesThePolicyOfAnother) {
  Tree tree;
  for (auto& [path, text] : Load("bare")) {
    std::string moved = path;
    ReplaceAll("dev/", "staging/", moved);
    // One account, two roles: only the folder tells whose policy it is.
    if (moved.starts_with("staging/")) {
      ReplaceAll("218450937716", "493827165038", text);
      ReplaceAll("role/media-uploader", "role/media-uploader-staging", text);
    }
    tree[moved] = text;
  }
  EXPECT_THAT(FindingsOf(tree), IsEmpty());
  std::string& policy = tree.at("prod/trust.json");
  policy = ReplaceOnce(policy, "media:uploader", "media:uplaoder");
  EXPECT_THAT(FindingsOf(tree),
              ElementsAre(StartsWith("prod/trust.json:13:90-128: warning: sub-mismatch: ")));
}

// A patch may replace the annotation. What it replaces is not judged.
TEST(PatchesTest, AnAnnotationThatAPatchReplacesIsSilent) {
  Tree tree = Load("patches");
  const std::string account = tree.at("overlays/dev/service-account.yaml");
  tree["base/service-account.yaml"] = account;
  tree["base/kustomization.yaml"] += "  - service-account.yaml\n";
  for (const std::string environment : {"dev", "prod"}) {
    const std::string folder = "overlays/" + environment + "/";
    tree[folder + "service-account-patch.yaml"] = tree.at(folder + "service-account.yaml");
    tree.erase(folder + "service-account.yaml");
    std::string& kustomization = tree.at(folder + "kustomization.yaml");
    kustomization = ReplaceOnce(kustomization, "  - service-account.yaml\n", "");
    kustomization =
        ReplaceOnce(kustomization, "namespace: media", "namespace: media-" + environment);
    std::string& policy = tree.at(folder + "role.json");
    policy =
        ReplaceOnce(policy, "serviceaccount:media:", "serviceaccount:media-" + environment + ":");
  }
  EXPECT_THAT(FindingsOf(tree), IsEmpty());
}

// The name of a file in another environment proves nothing.
TEST(BareTest, AFileOfAnotherEnvironmentThatIsCalledAsTheRoleIsSilent) {
  Tree tree = Load("bare");
  tree["dev/media-uploader.json"] = tree.at("dev/trust.json");
  tree.erase("dev/trust.json");
  tree.erase("prod/trust.json");
  EXPECT_THAT(FindingsOf(tree), IsEmpty());
}

// Overlays that only differ in their names' suffix, with the policies in one folder of their own.
TEST(OverlaysTest, RolesByNameInOneFolder) {
  Tree tree = Load("overlays");
  for (const std::string environment : {"dev", "prod"}) {
    const std::string folder = "overlays/" + environment + "/";
    tree["iam/" + environment + ".json"] = tree.at(folder + "role.json");
    tree.erase(folder + "role.json");
  }
  EXPECT_THAT(FindingsOf(tree), IsEmpty());
  std::string& policy = tree.at("iam/prod.json");
  policy = ReplaceOnce(policy, "media:uploader", "media:uploaded");
  EXPECT_THAT(FindingsOf(tree),
              ElementsAre(StartsWith("iam/prod.json:18:94-132: error: sub-mismatch: ")));
}

}  // namespace
}  // namespace irsalint::test
