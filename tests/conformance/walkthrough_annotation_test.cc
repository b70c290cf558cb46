// Step 9 of testdata/walkthrough: the role's ARN as an annotation on the account. Every malformed
// or misplaced form is its own finding. The account id of the article is one of documentation,
// about which rules of shape never speak, so it is replaced by another.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/harness/fixture.h"
#include "tests/harness/paths.h"
#include "tests/harness/run.h"

namespace irsalint::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kAccountFile = "sa-my-sa.yaml";
constexpr std::string_view kPodFile = "pod-test3.yaml";

std::string WithRealIds(std::string text) {
  for (const auto& [from, to] :
       {std::pair<std::string_view, std::string_view>{"111122223333", "493827165038"},
        {"EXAMPLED539D4633E53DE1B71EXAMPLE", "7D3F9A1C5B2E8046AF93D1E0C6B7825F"}}) {
    for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
      text.replace(at, from.size(), to);
    }
  }
  return text;
}

Tree Step9() {
  Tree tree;
  for (const std::string_view file :
       {kAccountFile, kPodFile, std::string_view("trust-my-sa.json")}) {
    const std::string name(file);
    tree[name] = WithRealIds(ReadFile(Testdata("walkthrough/" + name)));
  }
  return tree;
}

// The rules of errors and warnings, by severity.
std::vector<std::string> FaultsOf(const Tree& tree) {
  std::vector<std::string> faults;
  for (const rule::LocatedFinding& finding :
       RunTree(tree, {.link = {.namespace_name = "default"}}).findings) {
    if (finding.severity == rule::Severity::kNote || finding.rule == "token-automounted") continue;
    faults.push_back(std::string(rule::ToString(finding.severity)) + ": " + finding.rule);
  }
  return faults;
}

struct Form {
  std::string_view name;
  std::string_view from;
  std::string_view to;
  std::string_view fault;
};

constexpr std::string_view kRole = "arn:aws:iam::493827165038:role/";

constexpr Form kForms[] = {
    {"ElevenDigits", "493827165038", "49382716503", "error: role-arn-malformed"},
    {"InstanceProfile", ":role/", ":instance-profile/", "error: role-arn-malformed"},
    {"RoleTwice", ":role/", ":role:role/", "error: role-arn-malformed"},
    {"WithoutScheme", "arn:aws:iam", "an:aws:iam", "error: role-arn-malformed"},
    {"NameOnly", kRole, "", "error: role-arn-malformed"},
    {"China", "arn:aws:iam", "arn:aws-cn:iam", "error: role-partition-mismatch"},
    {"KeyWithUnderscore", "role-arn", "role_arn", "error: identity-annotation-typo"},
    {"KeyOfAnotherDomain", "eks.amazonaws.com/", "eks.amazon.com/",
     "error: identity-annotation-typo"},
};

std::string NameOf(const ::testing::TestParamInfo<Form>& info) {
  return std::string(info.param.name);
}
void PrintTo(const Form& form, std::ostream* out) { *out << form.name; }

TEST(WalkthroughAnnotationTest, TheRightFormIsSilent) { EXPECT_THAT(FaultsOf(Step9()), IsEmpty()); }

class WalkthroughAnnotationFormTest : public ::testing::TestWithParam<Form> {};
INSTANTIATE_TEST_SUITE_P(Form, WalkthroughAnnotationFormTest, ::testing::ValuesIn(kForms), NameOf);

TEST_P(WalkthroughAnnotationFormTest, IsItsOwnFinding) {
  Tree tree = Step9();
  std::string& account = tree[std::string(kAccountFile)];
  account = ReplaceOnce(account, GetParam().from, GetParam().to);
  EXPECT_THAT(FaultsOf(tree), ElementsAre(GetParam().fault))
      << ::testing::PrintToString(FindingsOf(tree, {.link = {.namespace_name = "default"}}));
}

TEST(WalkthroughAnnotationTest, OnThePodItDoesNothing) {
  Tree tree = Step9();
  std::string& pod = tree[std::string(kPodFile)];
  pod = ReplaceOnce(pod, "metadata:\n",
                    "metadata:\n  annotations:\n    eks.amazonaws.com/role-arn: "
                    "arn:aws:iam::493827165038:role/another\n");
  EXPECT_THAT(FaultsOf(tree), ElementsAre("error: identity-annotation-misplaced"));
}

}  // namespace
}  // namespace irsalint::test
