// `irsalint config` through the real binary.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzer/base/strings.h"
#include "tests/harness/program.h"

namespace irsalint::cli {
namespace {

using test::Outcome;
using test::ProgramFolder;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr char kRole[] = R"({"Role": {"RoleName": "web-reader", "Path": "/",
 "Arn": "arn:aws:iam::418273645091:role/web-reader",
 "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
  "Principal": {"Federated": "arn:aws:iam::418273645091:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0F1E2D3C4B5A69788796A5B4C3D2E1F0"},
  "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": {"StringEquals": {
   "oidc.eks.eu-west-1.amazonaws.com/id/0F1E2D3C4B5A69788796A5B4C3D2E1F0:aud": "sts.amazonaws.com"}}}]}}}
)";

TEST(ConfigShow, PrintsWhatHoldsWithItsOrigin) {
  const ProgramFolder folder;
  folder.Write(".irsalint.yaml", "rules:\n  sub-missing: note\nfail-on: error\n");
  const Outcome yaml = folder({"config", "show", "--namespace", "web"});
  EXPECT_EQ(yaml.status, 0);
  EXPECT_EQ(yaml.err, "");
  EXPECT_THAT(yaml.out, AllOf(HasSubstr("# clusters:  # not set\n"),
                              HasSubstr("\nnamespace: web  # --namespace\n"),
                              HasSubstr("\nrules:\n  sub-missing: note  # .irsalint.yaml:2\n"),
                              HasSubstr("\n    # quota: 2048  # default\n"),
                              HasSubstr("\nfail-on: error  # .irsalint.yaml:3\n")));
  const Outcome json = folder({"config", "show", "--config=none", "--format=json"});
  EXPECT_THAT(json.out, StartsWith("{\n  \"version\": 1,\n  \"path\": null,\n"));
}

TEST(ConfigShow, WhatItPrintsSaysTheSame) {
  const ProgramFolder folder;
  folder.Write(".irsalint.yaml",
               "clusters:\n  - name: 'on'\n    region: eu-west-1\n    paths: ['**', a b]\n"
               "    webhook: {self-hosted: true}\n  - {name: b, account: 012345678901}\n"
               "rules:\n  token: off\n  aws-account-principal: {allowed: [418273645091]}\n"
               "ignore:\n  - {path: x, reason: \"a: b\"}\n");
  const std::string values = folder({"config", "show", "--format=json"}).out;
  const std::string shown = folder({"config", "show"}).out;
  folder.Write(".irsalint.yaml", shown);
  // The same values from other lines.
  const auto without_lines = [](const std::string& json) {
    std::string text;
    for (const std::string_view line : base::SplitBy(json, '\n')) {
      if (!base::Contains(line, "\"line\"")) text += line;
    }
    return text;
  };
  EXPECT_EQ(without_lines(folder({"config", "show", "--format=json"}).out), without_lines(values));
}

TEST(ConfigShow, ABrokenOneIsToldAsForACheck) {
  const ProgramFolder folder;
  folder.Write(".irsalint.yaml", "clusers: []\n");
  const Outcome outcome = folder({"config", "show"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, StartsWith("irsalint: .irsalint.yaml:1:1: unknown key \"clusers\""));
}

TEST(ConfigInit, ChangesNothingUntilSomebodyTakesTheSignsOff) {
  const ProgramFolder folder;
  folder.Write("iam/role.json", kRole);
  folder.Write("base/account.yaml", "kind: ServiceAccount\nmetadata: {name: reader}\n");
  folder.Write("base/kustomization.yaml", "resources: [account.yaml]\n");
  folder.Write("overlays/prod/kustomization.yaml", "resources: [../../base]\n");
  const Outcome before = folder({"--persona=auditor", "--format=json"});
  const Outcome printed = folder({"config", "init", "--stdout"});
  EXPECT_EQ(printed.status, 0);
  EXPECT_THAT(printed.out, HasSubstr("#clusters:\n"
                                     "#  - name: cluster-1\n"
                                     "#    account: 418273645091\n"
                                     "#    region: eu-west-1\n"
                                     "#    issuer: oidc.eks.eu-west-1.amazonaws.com/id/"
                                     "0F1E2D3C4B5A69788796A5B4C3D2E1F0\n"
                                     "#    paths:\n"
                                     "#      - overlays/prod\n"));
  const Outcome written = folder({"config", "init"});
  EXPECT_EQ(written.status, 0);
  EXPECT_EQ(written.out, "");
  EXPECT_EQ(folder.Read(".irsalint.yaml"), printed.out);

  const Outcome after = folder({"--persona=auditor", "--format=json"});
  EXPECT_EQ(after.status, before.status);
  const auto findings_of = [](const std::string& json) {
    return json.substr(0, json.find("\"notifications\""));
  };
  EXPECT_EQ(findings_of(after.out), findings_of(before.out));

  // Prose has one blank behind the sign, YAML none or several.
  std::string in_force;
  for (const std::string_view line : base::SplitBy(printed.out, '\n')) {
    const bool is_prose = line.starts_with("# ") && !line.starts_with("#  ");
    if (is_prose) continue;
    in_force += line.starts_with("#") ? line.substr(1) : line;
    in_force += '\n';
  }
  folder.Write(".irsalint.yaml", in_force);
  EXPECT_EQ(folder({"config", "show"}).err, "");
}

TEST(ConfigInit, LeavesOneThatIsThere) {
  const ProgramFolder folder;
  folder.Write(".irsalint.yaml", "fail-on: note\n");
  const Outcome outcome = folder({"config", "init"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.err,
            "irsalint: .irsalint.yaml: is there already and stays as it is; --stdout prints what "
            "would be written\n");
  EXPECT_EQ(folder.Read(".irsalint.yaml"), "fail-on: note\n");
  EXPECT_EQ(folder({"config", "init", "--stdout"}).status, 0);
}

TEST(ConfigSchema, IsPrinted) {
  const ProgramFolder folder;
  const Outcome schema = folder({"config", "schema"});
  EXPECT_EQ(schema.status, 0);
  EXPECT_THAT(schema.out,
              StartsWith("{\n  \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n"));
  EXPECT_THAT(folder({"config", "schema", "--format=markdown"}).out,
              StartsWith("# Configuration\n"));
  EXPECT_EQ(folder({"config"}).status, 2);
}

}  // namespace
}  // namespace irsalint::cli
