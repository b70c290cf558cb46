// All commands but `check`, through the real binary.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/all_rules.h"
#include "tests/harness/program.h"

namespace irsalint::cli {
namespace {

using test::Outcome;
using test::ProgramFolder;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kPolicy[] = R"({"Version": "2012-10-17", "Statement": [{"Sid": "Pods",
 "Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::418273645091:oidc-provider/id.example.com"},
 "Action": "sts:AssumeRoleWithWebIdentity",
 "Condition": {"StringLike": {"id.example.com:sub": "system:serviceaccount:web:*"}}}]}
)";

std::string Request(const std::string& subject) {
  return R"({"action": "sts:AssumeRoleWithWebIdentity",
 "principal": "arn:aws:iam::418273645091:oidc-provider/id.example.com",
 "roleArn": "arn:aws:iam::418273645091:role/r", "account": "418273645091",
 "context": {"id.example.com:sub": ")" +
         subject + "\"}}\n";
}

TEST(Program, VersionAndHelp) {
  const ProgramFolder folder;
  EXPECT_EQ(folder({"--version"}).out, "irsalint 0.1.0\n");
  EXPECT_EQ(folder({"--version"}).status, 0);
  const Outcome help = folder({"--help"});
  EXPECT_EQ(help.status, 0);
  EXPECT_THAT(help.out, AllOf(HasSubstr("check"), HasSubstr("policy"), HasSubstr("facts"),
                              HasSubstr("explain"), HasSubstr("rules"), HasSubstr("Exit status")));
  for (const char* command :
       {"check", "why", "who", "baseline", "config", "policy", "facts", "explain", "rules"}) {
    const Outcome outcome = folder({command, "--help"});
    EXPECT_EQ(outcome.status, 0) << command;
    EXPECT_THAT(outcome.out, HasSubstr(std::string("Usage: irsalint ") + command)) << command;
  }
}

TEST(Program, TheHelpOfCheckGroupsItsOptions) {
  const std::string help = ProgramFolder()({"check", "--help"}).out;
  size_t last = 0;
  for (const char* line :
       {"\nWhat is read:\n", "\n  --strict ", "\nWhich findings are shown:\n",
        "\n  --select RULE,... ", "\nFixes:\n", "\n  --fix [=unsafe] ", "\nHow it is shown:\n",
        "\n  --full ", "\nExit status:\n", "\n  --exit-zero "}) {
    const size_t at = help.find(line, last);
    ASSERT_NE(at, std::string::npos) << line << "in\n" << help;
    last = at;
  }
}

TEST(Program, WrongUsageIsExitTwoWithOneLineAndAHint) {
  const ProgramFolder folder;
  const Outcome outcome = folder({"policy", "why"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.err, "irsalint: FILE is required\nTry `irsalint policy why --help`.\n");
  EXPECT_EQ(folder({"policy"}).status, 2);
  EXPECT_EQ(folder({"rules", "--format", "xml"}).status, 2);
  EXPECT_EQ(folder({"check", "--threads", "0"}).status, 2);
}

TEST(Rules, ListTheCatalogue) {
  const ProgramFolder folder;
  const Outcome text = folder({"rules"});
  const Outcome json = folder({"rules", "--format", "json"});
  EXPECT_EQ(text.status, 0);
  EXPECT_EQ(json.status, 0);
  for (const rule::Rule* rule : rules::AllRules()) {
    EXPECT_THAT(text.out, HasSubstr(std::string(rule->meta.id) + " "));
    EXPECT_THAT(json.out, HasSubstr("\"id\": \"" + std::string(rule->meta.id) + "\""));
  }
}

TEST(Explain, PrintsARulesDocumentation) {
  const ProgramFolder folder;
  const Outcome outcome = folder({"explain", "sub-mismatch"});
  EXPECT_THAT(outcome.out, HasSubstr("    # irsalint: ignore[sub-mismatch] REASON\n"));
  EXPECT_THAT(folder({"explain", "suppression-unused"}).out, Not(HasSubstr("How to accept it")));
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out, StartsWith("# sub-mismatch\n\n"));
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("severity: error"), HasSubstr("\n## What it proves\n"),
                                 HasSubstr("\n## References\n")));
}

TEST(Explain, AnUnknownRuleNamesTheNearest) {
  const ProgramFolder folder;
  const Outcome outcome = folder({"explain", "sub-mismach"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.err,
            "irsalint: no rule is called \"sub-mismach\" (did you mean \"sub-mismatch\"?); "
            "`irsalint rules` lists them\n");
}

TEST(PolicyWhy, DecidesClauseByClause) {
  const ProgramFolder folder;
  folder.Write("policy.json", kPolicy);
  folder.Write("good.json", Request("system:serviceaccount:web:app"));
  folder.Write("bad.json", Request("system:serviceaccount:db:app"));
  const Outcome good = folder({"policy", "why", "policy.json", "--request", "good.json"});
  EXPECT_EQ(good.status, 0);
  EXPECT_THAT(good.out,
              StartsWith("allow: an Allow statement applies and no Deny statement does\n\n"
                         "statement 1 \"Pods\", Allow: applies\n"));
  const Outcome bad = folder({"policy", "why", "policy.json", "--request", "bad.json"});
  EXPECT_EQ(bad.status, 0);
  EXPECT_THAT(bad.out, StartsWith("deny: no Allow statement applies\n\n"
                                  "statement 1 \"Pods\", Allow: does not apply\n"));
  EXPECT_THAT(bad.out, HasSubstr("\n  no    condition StringLike id.example.com:sub: "));
  const Outcome json =
      folder({"policy", "why", "policy.json", "--request", "bad.json", "--format", "json"});
  EXPECT_THAT(json.out, StartsWith("{\n  \"decision\": \"deny\",\n  \"statements\": [\n    {\n"
                                   "      \"sid\": \"Pods\",\n      \"effect\": \"Allow\",\n"
                                   "      \"applies\": \"no\",\n"));
}

TEST(PolicyWhy, SaysWhyIamWouldRefuseADocument) {
  const ProgramFolder folder;
  folder.Write("policy.json", "{\"Version\": \"2012-10-17\"}");
  folder.Write("request.json", Request("x"));
  const Outcome outcome = folder({"policy", "why", "policy.json", "--request", "request.json"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out, StartsWith("reject: IAM refuses to store this document: "));
}

TEST(PolicyWhy, UnreadableFilesAreExitTwoWithTheirLine) {
  const ProgramFolder folder;
  folder.Write("policy.json", "{\n\"Version\": }\n");
  folder.Write("request.json", Request("x"));
  const Outcome broken = folder({"policy", "why", "policy.json", "--request", "request.json"});
  EXPECT_EQ(broken.status, 2);
  EXPECT_THAT(broken.err, StartsWith("irsalint: policy.json:2: "));
  EXPECT_EQ(folder({"policy", "why", "none.json", "--request", "request.json"}).status, 2);
  folder.Write("policy.json", kPolicy);
  folder.Write("request.json", "[]");
  const Outcome request = folder({"policy", "why", "policy.json", "--request", "request.json"});
  EXPECT_EQ(request.status, 2);
  EXPECT_THAT(request.err, StartsWith("irsalint: request.json: "));
}

TEST(PolicyWho, NamesTheClassWithExamples) {
  const ProgramFolder folder;
  folder.Write("policy.json", kPolicy);
  const Outcome json = folder({"policy", "who", "policy.json", "--format", "json"});
  EXPECT_EQ(json.status, 0);
  EXPECT_THAT(json.out, StartsWith("{\n  \"class\": \"any-sa-in-namespace\",\n  \"examples\": [\n"
                                   "    \"system:serviceaccount:web:"));
  const Outcome text = folder({"policy", "who", "policy.json"});
  EXPECT_THAT(text.out,
              StartsWith("any-sa-in-namespace: every service account of one or more namespaces\n"
                         "  through: arn:aws:iam::418273645091:oidc-provider/id.example.com\n"));
}

TEST(PolicyWho, APolicyThatTrustsNoProviderAdmitsNobody) {
  const ProgramFolder folder;
  const Outcome outcome =
      folder.Execute({.arguments = {"policy", "who", "-", "--format", "json"},
                      .input = R"({"Version": "2012-10-17", "Statement": {"Effect": "Allow",
 "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}})"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out,
            "{\n  \"class\": \"never-matches\",\n  \"examples\": [],\n  \"providers\": []\n}\n");
}

TEST(Facts, AreJsonAndTellUnreadableFiles) {
  const ProgramFolder folder;
  folder.Write("sa.yaml", "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a}\n");
  const Outcome outcome = folder({"facts"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out, StartsWith("[\n{\"version\":1,"));
  EXPECT_THAT(outcome.out, HasSubstr("\"path\":\"sa.yaml\""));
  EXPECT_EQ(folder({"facts", "none.yaml"}).status, 2);
}

}  // namespace
}  // namespace irsalint::cli
