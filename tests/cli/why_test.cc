// `irsalint why` through the real binary.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/harness/paths.h"
#include "tests/harness/program.h"

namespace irsalint::cli {
namespace {

using test::Outcome;
using test::ProgramFolder;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr char kRole[] = R"({"Role": {"RoleName": "uploader",
 "Arn": "arn:aws:iam::402913857266:role/uploader",
 "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
 "Principal": {"Federated": "arn:aws:iam::402913857266:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/8F2C61D07B3E4A95C0D1E2F3A4B5C6D7"},
 "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {
 "oidc.eks.eu-west-1.amazonaws.com/id/8F2C61D07B3E4A95C0D1E2F3A4B5C6D7:sub":
 "system:serviceaccount:media:uploader"}}}]}}}
)";

constexpr char kAccount[] =
    "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: uploader\n  annotations:\n"
    "    eks.amazonaws.com/role-arn: arn:aws:iam::402913857266:role/uploader\n";

TEST(WhyCommand, TheExitStatusIsTheAnswer) {
  const ProgramFolder folder;
  folder.Write("role.json", kRole);
  const Outcome allowed = folder({"why", "media/uploader", "uploader"});
  EXPECT_EQ(allowed.status, 0) << allowed.err;
  EXPECT_THAT(allowed.out, StartsWith("allow: the account may assume the role with its token\n"));
  EXPECT_EQ(allowed.err, "");
  const Outcome denied = folder({"why", "system:serviceaccount:web:uploader",
                                 "arn:aws:iam::402913857266:role/uploader", "role.json"});
  EXPECT_EQ(denied.status, 1);
  EXPECT_THAT(denied.out, StartsWith("deny: "));
  const Outcome json = folder({"why", "web/uploader", "uploader", "--format", "json"});
  EXPECT_EQ(json.status, 1);
  EXPECT_THAT(json.out, StartsWith("{\n  \"version\": 1,\n  \"decision\": \"deny\",\n"));
}

TEST(WhyCommand, WhatIsNotKnownIsNoDenial) {
  const ProgramFolder folder;
  std::string role = kRole;
  role.replace(role.find(":media:uploader"), 7, ":${NS}:");
  folder.Write("role.json", role);
  const Outcome unknown = folder({"why", "media/uploader", "uploader"});
  EXPECT_THAT(unknown.out, StartsWith("unknown: "));
  EXPECT_EQ(unknown.status, 0);
}

TEST(WhyCommand, StandardInputAndTheNamespaceAreRead) {
  const ProgramFolder folder;
  folder.Write("role.json", kRole);
  const Outcome assumed = folder.Execute(
      {.arguments = {"why", "media/uploader", "uploader", "role.json", "-"}, .input = kAccount});
  EXPECT_THAT(assumed.out, HasSubstr("account   -:4\n"
                                     "          assuming that it is applied to namespace media: "
                                     "it names none\n"));
  const Outcome named = folder.Execute(
      {.arguments = {"why", "media/uploader", "uploader", "role.json", "-", "--namespace", "web"},
       .input = kAccount});
  EXPECT_THAT(named.out, HasSubstr("account   not in the input; asked for all the same\n"));
}

TEST(WhyCommand, TheConfigurationSaysTheCluster) {
  const ProgramFolder folder;
  folder.Write("iam/role.json", kRole);
  folder.Write("k8s/sa.yaml", std::string(kAccount) + "  namespace: media\n");
  folder.Write(".irsalint.yaml",
               "clusters:\n  - name: prod\n    issuer: "
               "https://oidc.eks.eu-west-1.amazonaws.com/id/0F1E2D3C4B5A69788796A5B4C3D2E1F0\n"
               "    paths: [k8s]\n");
  const Outcome denied = folder({"why", "media/uploader", "uploader"});
  EXPECT_EQ(denied.status, 1) << denied.err;
  EXPECT_THAT(denied.out, HasSubstr("          of cluster prod, .irsalint.yaml:2\n"
                                    "          the policy does not trust it\n"));
  EXPECT_EQ(folder({"why", "media/uploader", "uploader", "--config", "none"}).status, 0);
  folder.Write(".irsalint.yaml", "clusters: 3\n");
  const Outcome broken = folder({"why", "media/uploader", "uploader"});
  EXPECT_EQ(broken.status, 2);
  EXPECT_EQ(broken.out, "");
  EXPECT_THAT(broken.err, StartsWith("irsalint: .irsalint.yaml:1:11: "));
}

TEST(WhyCommand, ASubjectOfAnotherFormIsWrongUsage) {
  const ProgramFolder folder;
  folder.Write("role.json", kRole);
  const Outcome outcome = folder({"why", "uploader", "uploader"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.err,
            "irsalint: SUBJECT is NAMESPACE/NAME or system:serviceaccount:NAMESPACE:NAME, with "
            "names that Kubernetes allows, not \"uploader\"\n");
  EXPECT_EQ(folder({"why", "media/uploader"}).err,
            "irsalint: ROLE is required\nTry `irsalint why --help`.\n");
}

TEST(WhyCommand, ARoleThatIsNotThereOrNotTheOnlyOneIsExitTwo) {
  const ProgramFolder folder;
  folder.Write("role.json", kRole);
  const auto said = [&folder](const char* role) {
    const Outcome outcome = folder({"why", "media/uploader", role});
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.out, "");
    return outcome.err;
  };
  EXPECT_EQ(said("uplaoder"),
            "irsalint: no role of the input is \"uplaoder\" (did you mean "
            "\"arn:aws:iam::402913857266:role/uploader\"?); `irsalint graph` shows those that are "
            "linked\n");
  EXPECT_EQ(said("other"),
            "irsalint: no role of the input is \"other\"; `irsalint graph` shows those that are "
            "linked\n");
  folder.Write("sa.yaml",
               "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: x\n"
               "  annotations:\n    eks.amazonaws.com/role-arn: "
               "arn:aws:iam::502913857266:role/uploader\n");
  EXPECT_EQ(said("uploader"),
            "irsalint: 2 roles are called \"uploader\": "
            "\"arn:aws:iam::402913857266:role/uploader\" and "
            "\"arn:aws:iam::502913857266:role/uploader\"; name one by its ARN, or narrow the "
            "PATH\n");
  EXPECT_EQ(said("arn:aws:iam::502913857266:role/uploader"),
            "irsalint: no trust policy of arn:aws:iam::502913857266:role/uploader is in the input, "
            "which names it at sa.yaml:6\n");
}

TEST(WhyCommand, UnreadInputIsToldAndExitTwo) {
  const ProgramFolder folder;
  folder.Write("role.json", kRole);
  folder.Write("broken.yaml", "kind: ServiceAccount\nmetadata: {name: [}\n");
  const Outcome met = folder({"why", "media/uploader", "uploader"});
  EXPECT_EQ(met.status, 0);
  EXPECT_THAT(met.err, StartsWith("warning: broken.yaml:2"));
  EXPECT_EQ(folder({"why", "media/uploader", "uploader", "--strict"}).status, 2);
  const Outcome named = folder({"why", "media/uploader", "uploader", "role.json", "none.yaml"});
  EXPECT_EQ(named.status, 2);
  EXPECT_THAT(named.out, StartsWith("allow: "));
}

TEST(WhyCommand, HelpShowsExamplesAndExitStatuses) {
  const Outcome outcome = ProgramFolder()({"why", "--help"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("Usage: irsalint why [OPTIONS] SUBJECT ROLE [PATH...]"),
                                 HasSubstr("\n  irsalint why media/uploader uploader\n"),
                                 HasSubstr("\nExit status: 0 allowed, or not known; 1 denied; ")));
}

// The page of the documentation shows the program's real output.
TEST(WhyCommand, AnswersAsTheDocumentationShows) {
  const std::string page = test::ReadFile(test::SourceDir() + "/docs/questions.md");
  const std::string command = "$ irsalint why media/uploader uploader testdata/readme\n";
  const size_t begin = page.find(command);
  ASSERT_NE(begin, std::string::npos);
  const size_t from = begin + command.size();
  const std::string shown = page.substr(from, page.find("```", from) - from);
  const ProgramFolder folder;
  for (const char* name : {"testdata/readme/uploader.yaml", "testdata/readme/role.json"}) {
    folder.Write(name, test::ReadFile(test::SourceDir() + "/" + name));
  }
  const Outcome outcome = folder({"why", "media/uploader", "uploader", "testdata/readme"});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.out, shown);
}

}  // namespace
}  // namespace irsalint::cli
