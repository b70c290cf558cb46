// `irsalint check` as it is run by people and machines: the real binary.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/harness/program.h"

namespace irsalint::cli {
namespace {

using test::Outcome;
using test::ProgramFolder;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kIssuer[] = "oidc.eks.eu-west-1.amazonaws.com/id/0F1E2D3C4B5A69788796A5B4C3D2E1F0";

std::string Account(const std::string& name) {
  return "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: " + name +
         "\n  namespace: web\n  annotations:\n"
         "    eks.amazonaws.com/role-arn: arn:aws:iam::418273645091:role/web-reader\n"
         "    eks.amazonaws.com/sts-regional-endpoints: \"true\"\n";
}

// The answer of `aws iam get-role` with a policy for one subject.
std::string Role(const std::string& subject, const std::string& audience = "sts.amazonaws.com") {
  const std::string issuer = kIssuer;
  return R"({"Role": {"RoleName": "web-reader", "Path": "/",
 "Arn": "arn:aws:iam::418273645091:role/web-reader",
 "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
  "Principal": {"Federated": "arn:aws:iam::418273645091:oidc-provider/)" +
         issuer + R"("},
  "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": {"StringEquals": {
   ")" + issuer +
         R"(:aud": ")" + audience + R"(",
   ")" + issuer +
         R"(:sub": ")" + subject + R"("}}}]}}}
)";
}

class CheckTest : public ::testing::Test {
 protected:
  void WriteGood() {
    folder_.Write("sa.yaml", Account("reader"));
    folder_.Write("role.json", Role("system:serviceaccount:web:reader"));
  }
  void WriteBad() {
    folder_.Write("sa.yaml", Account("reader"));
    folder_.Write("role.json", Role("system:serviceaccount:web:writer"));
  }

  ProgramFolder folder_;
};

TEST_F(CheckTest, ACorrectSetIsSilent) {
  WriteGood();
  const Outcome outcome = folder_({});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out, "no findings in 2 files\n");
  EXPECT_EQ(outcome.err, "");
}

TEST_F(CheckTest, AFindingIsExitOneAtItsPlace) {
  WriteBad();
  const Outcome outcome = folder_({"."});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.out, StartsWith("error[sub-mismatch]: "));
  EXPECT_THAT(outcome.out, HasSubstr("--> role.json:8:80\n"));
  EXPECT_THAT(outcome.out, HasSubstr("\n1 error in 2 files\n"));
}

TEST_F(CheckTest, CheckIsTheDefaultCommandAndTheDirectoryTheDefaultPath) {
  WriteBad();
  const Outcome expected = folder_({"check", "."});
  for (const std::vector<std::string>& arguments : {std::vector<std::string>{},
                                                    {"."},
                                                    {"check"},
                                                    {"--fail-on=warning"},
                                                    {"sa.yaml", "role.json"}}) {
    const Outcome outcome = folder_(arguments);
    EXPECT_EQ(outcome.out, expected.out);
    EXPECT_EQ(outcome.status, expected.status);
  }
}

TEST_F(CheckTest, FailOnAndExitZero) {
  WriteBad();
  EXPECT_EQ(folder_({"--fail-on", "error"}).status, 1);
  EXPECT_EQ(folder_({"--fail-on", "never"}).status, 0);
  EXPECT_EQ(folder_({"--exit-zero"}).status, 0);
}

TEST_F(CheckTest, SelectAndIgnore) {
  WriteBad();
  EXPECT_EQ(folder_({"--select", "sub-mismatch"}).status, 1);
  EXPECT_EQ(folder_({"--select", "sub-missing,aud-mismatch"}).status, 0);
  EXPECT_EQ(folder_({"--ignore", "trust"}).status, 0);
  const Outcome unknown = folder_({"--select", "sub-mismtach"});
  EXPECT_EQ(unknown.status, 2);
  EXPECT_EQ(unknown.err,
            "irsalint: no rule is called \"sub-mismtach\" (did you mean \"sub-mismatch\"?); "
            "`irsalint rules` lists them\n");
}

TEST_F(CheckTest, SeveralFormatsAtOnceAndFilesLeaveNoTrace) {
  WriteBad();
  const Outcome outcome =
      folder_({"--format", "text", "--format", "json=out.json", "--format", "sarif=out.sarif"});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.out, StartsWith("error[sub-mismatch]"));
  EXPECT_THAT(folder_.Read("out.json"), StartsWith("{\n  \"version\": 1,\n  \"findings\": ["));
  EXPECT_THAT(folder_.Read("out.sarif"), HasSubstr("\"ruleId\": \"sub-mismatch\""));
  EXPECT_THAT(folder_.Names(), ElementsAre("out.json", "out.sarif", "role.json", "sa.yaml"));
}

TEST_F(CheckTest, AFileHoldsAllThatStandardOutputFoldsAndTheSummary) {
  for (int i = 0; i < 5; ++i) {
    folder_.Write("broken" + std::to_string(i) + ".yaml",
                  "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: [a\n");
  }
  const Outcome outcome = folder_({"--format=text=out.txt"});
  EXPECT_EQ(outcome.out, "");
  const std::string written = folder_.Read("out.txt");
  EXPECT_THAT(written, HasSubstr("\n --> broken4.yaml:3:"));
  EXPECT_THAT(written, EndsWith("\n5 errors in 5 files\nnot read: 5 broken documents\n"));
  EXPECT_THAT(folder_({}).out, HasSubstr("error[parse-error]: ...and 2 more like this\n"
                                         "  broken3.yaml:3:"));
}

TEST_F(CheckTest, AFileThatCannotBeWrittenIsExitTwo) {
  WriteBad();
  const Outcome outcome = folder_({"--format", "json=no/such/out.json"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("irsalint: no/such/out.json: cannot be written"));
}

TEST_F(CheckTest, WrongFormatsAreExitTwo) {
  const Outcome unknown = folder_({"--format", "jsno"});
  EXPECT_EQ(unknown.status, 2);
  EXPECT_EQ(unknown.err,
            "irsalint: unknown format \"jsno\" (did you mean \"json\"?); there are text, json, "
            "sarif, github, markdown, junit, gitlab, rdjson and azure\n");
  const Outcome twice = folder_({"--format", "json", "--format", "sarif"});
  EXPECT_EQ(twice.status, 2);
  EXPECT_THAT(twice.err, HasSubstr("two formats go to standard output"));
}

TEST_F(CheckTest, AnUnknownFlagNamesTheNearest) {
  const Outcome outcome = folder_({"--selct", "x"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("--selct"));
  EXPECT_THAT(outcome.err, HasSubstr("did you mean \"--select\"?"));
}

TEST_F(CheckTest, AMissingPathIsExitTwo) {
  WriteGood();
  const Outcome outcome = folder_({"sa.yaml", "nothing.yaml"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, StartsWith("error: nothing.yaml: "));
}

TEST_F(CheckTest, AMistypedCommandIsPointedOut) {
  const Outcome outcome = folder_({"chekc", "."});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("did you mean the command \"check\"?"));
}

TEST_F(CheckTest, NothingToLintIsLoud) {
  folder_.Write("readme.md", "no manifests\n");
  const Outcome outcome = folder_({});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.out, "nothing was checked\n");
  EXPECT_EQ(outcome.err,
            "error: no files were found to lint; looked for YAML, JSON and policy "
            "documents that .gitignore does not exclude\n");
}

TEST_F(CheckTest, ABrokenFileIsToldAndFailsWhenNamedOrStrict) {
  WriteGood();
  folder_.Write("broken.yaml", "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: [a\n");
  const Outcome met = folder_({});
  EXPECT_EQ(met.status, 1);
  EXPECT_THAT(met.out, StartsWith("error[parse-error]: the list opened by `[` is not closed\n"
                                  " --> broken.yaml:3:"));
  EXPECT_EQ(met.err, "");
  EXPECT_EQ(folder_({"--strict"}).status, 2);
  EXPECT_EQ(folder_({"broken.yaml"}).status, 2);
}

// A scanner failure never looks like a clean run.
TEST_F(CheckTest, ABrokenFileIsToldWithoutItsRuleToo) {
  folder_.Write("broken.yaml",
                "apiVersion: v1\nkind: ServiceAccount\n"
                "# irsalint: ignore[parse-error] known\nmetadata: @a\n");
  for (const char* ignored : {"--ignore=parse-error", "--ignore=sub-mismatch"}) {
    const Outcome outcome = folder_({ignored, "--format=sarif"});
    EXPECT_EQ(outcome.status, 0) << ignored;
    EXPECT_THAT(outcome.err, StartsWith("warning: broken.yaml:4:11: ")) << ignored;
    EXPECT_THAT(outcome.out, HasSubstr("\"toolExecutionNotifications\": [\n")) << ignored;
  }
  EXPECT_EQ(folder_({"--ignore=parse-error", "--strict"}).status, 2);
  EXPECT_EQ(folder_({"--ignore=parse-error", "broken.yaml"}).status, 2);
}

TEST_F(CheckTest, SuppressedFindingsAreCountedAndDoNotFail) {
  folder_.Write("account.yaml", Account("reader"));
  folder_.Write("pod.yaml",
                "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: elsewhere}\nspec:\n"
                "  # irsalint: ignore[service-account-other-namespace] soon expires: 2026-06-15\n"
                "  serviceAccountName: reader\n  containers: []\n");
  const std::string select = "--select=service-account-other-namespace,suppression-*";
  const Outcome before = folder_({select, "--today=2026-06-15"});
  EXPECT_EQ(before.status, 0);
  EXPECT_EQ(before.out, "no findings in 2 files\nnot shown: 1 suppressed in the files\n");
  EXPECT_EQ(before.err, "");
  EXPECT_THAT(folder_({select, "--today=2026-06-15", "--format=json"}).out,
              AllOf(HasSubstr("\"suppressed\": {\n        \"kind\": \"inSource\",\n"
                              "        \"reason\": \"soon\"\n"),
                    HasSubstr("\"suppressed\": 1\n")));
  const Outcome after = folder_({select, "--today=2026-06-16"});
  EXPECT_EQ(after.status, 1);
  EXPECT_THAT(after.out, HasSubstr("error[service-account-other-namespace]"));
  EXPECT_THAT(after.out, HasSubstr("warning[suppression-expired]"));
  EXPECT_THAT(after.out, HasSubstr("\n1 error, 1 warning in 2 files\n"));
}

TEST_F(CheckTest, EntriesOfTheConfigurationSilenceToo) {
  folder_.Write("account.yaml", Account("reader"));
  folder_.Write("apps/pod.yaml",
                "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: elsewhere}\nspec:\n"
                "  serviceAccountName: reader\n  containers: []\n");
  folder_.Write("accounts/kustomization.yaml", "resources: [../account.yaml, ../apps/pod.yaml]\n");
  folder_.Write(".irsalint.yaml",
                "ignore:\n  - rule: service-account-other-namespace\n    path: apps\n"
                "    reason: soon\n  - rule: service-account-other-namespace\n    path: legacy\n");
  const std::string select = "--select=service-account-other-namespace,suppression-*";
  const Outcome outcome = folder_({select, "accounts", "--format=json"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out, HasSubstr("\"suppressed\": {\n        \"kind\": \"config\",\n"
                                     "        \"reason\": \"soon\"\n"));
  // The folder "legacy" was not linted, so nothing is said of its entry.
  EXPECT_THAT(outcome.out, Not(HasSubstr("suppression-unused")));
  const Outcome all = folder_({select});
  EXPECT_EQ(all.status, 1);
  EXPECT_THAT(all.out, AllOf(HasSubstr("warning[suppression-unused]: this suppression is unused: "
                                       "\"service-account-other-namespace\" reports nothing in "
                                       "\"legacy\"\n"),
                             HasSubstr(".irsalint.yaml:5:5")));
}

TEST_F(CheckTest, NoIgnoresTurnsAllSuppressionsOff) {
  folder_.Write("account.yaml", Account("reader"));
  const auto pod = [](const std::string& name, const std::string& comment) {
    return "apiVersion: v1\nkind: Pod\nmetadata: {name: " + name +
           ", namespace: elsewhere}\nspec:\n  serviceAccountName: reader  # irsalint: " + comment +
           "\n  containers: []\n";
  };
  folder_.Write("a.yaml", pod("a", "ignore[sub-missing] nothing"));
  folder_.Write("b.yaml", pod("b", "ignore[service-account-other-namespace] x"));
  folder_.Write(".irsalint.yaml",
                "ignore:\n  - {rule: service-account-other-namespace, path: a.yaml, reason: x}\n");
  const std::string select = "--select=service-account-other-namespace,suppression-*";
  EXPECT_THAT(
      folder_({select}).out,
      HasSubstr("\nnot shown: 1 suppressed in the files, 1 suppressed by the configuration\n"));
  const Outcome off = folder_({select, "--no-ignores"});
  EXPECT_EQ(off.status, 1);
  EXPECT_THAT(off.out,
              HasSubstr("\n2 errors in 3 files (config .irsalint.yaml)\nsuppressions: off\n"));
}

TEST_F(CheckTest, TodayIsADate) {
  WriteGood();
  const Outcome outcome = folder_({"--today=2026-06-31"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("is no date of the form YYYY-MM-DD: 2026-06-31"));
}

TEST_F(CheckTest, StandardInputIsOneStream) {
  const Outcome outcome =
      folder_.Execute({.arguments = {"-"},
                       .input = Account("reader") + "---\n" + Role("system:serviceaccount:web:x")});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.out, HasSubstr("--> -:17:80\n"));
}

TEST_F(CheckTest, TheSameBytesWithAnyNumberOfThreads) {
  WriteBad();
  for (int i = 0; i < 20; ++i) {
    folder_.Write("more/" + std::to_string(i) + ".yaml", Account("reader" + std::to_string(i)));
  }
  for (const char* format : {"text", "json", "sarif"}) {
    const Outcome one = folder_({"--threads", "1", "--format", format});
    const Outcome many = folder_({"--threads", "8", "--format", format});
    EXPECT_EQ(one.out, many.out) << format;
    EXPECT_EQ(one.err, many.err) << format;
  }
}

TEST_F(CheckTest, ColourByFlagAndEnvironment) {
  WriteBad();
  const auto colours = [this](std::vector<std::string> environment,
                              std::vector<std::string> arguments) {
    return folder_
               .Execute({.arguments = std::move(arguments), .environment = std::move(environment)})
               .out.find('\x1b') != std::string::npos;
  };
  EXPECT_FALSE(colours({}, {}));
  EXPECT_TRUE(colours({}, {"--color=always"}));
  EXPECT_TRUE(colours({"CLICOLOR_FORCE=1"}, {}));
  EXPECT_FALSE(colours({"CLICOLOR_FORCE=1", "NO_COLOR=1"}, {}));
  EXPECT_FALSE(colours({"CLICOLOR_FORCE=1"}, {"--color=never"}));
}

TEST_F(CheckTest, StatsGoToStandardErrorAndIntoJson) {
  WriteGood();
  const Outcome outcome = folder_({"--stats", "--format", "json"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.err,
              AllOf(HasSubstr("files 2, bytes "), HasSubstr("\nlink "), HasSubstr("\nlocate ")));
  EXPECT_THAT(outcome.out, HasSubstr("\"seconds\": {"));
  EXPECT_THAT(folder_({"--format", "json"}).out, Not(HasSubstr("\"seconds\"")));
}

TEST_F(CheckTest, NothingOfTheInputIsAWorkflowCommandOrAnEscape) {
  WriteGood();
  folder_.Write("role.json", Role("system:serviceaccount:web:reader", "::error:: ##[error]x"));
  folder_.Write("sa.yaml", Account("reader # \u202e"));
  for (const char* format : {"text", "json", "sarif"}) {
    const Outcome outcome = folder_.Execute(
        {.arguments = {"--format", format}, .environment = {"GITHUB_ACTIONS=true"}});
    EXPECT_EQ(outcome.status, 1) << format;
    EXPECT_THAT(outcome.out, HasSubstr("::error::")) << format;
    EXPECT_THAT(outcome.out, Not(HasSubstr("##["))) << format;
    EXPECT_THAT(outcome.out, Not(HasSubstr("\n::"))) << format;
    EXPECT_THAT(outcome.out, Not(HasSubstr("\u202e"))) << format;
  }
}

TEST_F(CheckTest, AFileNameCannotForgeALine) {
  folder_.Write("a\n::error::b.yaml", "kind: ServiceAccount\nmetadata: {name: [a\n");
  const Outcome outcome = folder_({});
  EXPECT_THAT(outcome.out, HasSubstr("a\\u{a}::error::b.yaml"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("\n::error")));
}

}  // namespace
}  // namespace irsalint::cli
