#include "analyzer/load/extract.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "analyzer/base/in_memory_file_system.h"
#include "analyzer/base/sha256.h"
#include "analyzer/load/assemble.h"
#include "analyzer/syntax/locate.h"
#include "tests/harness/paths.h"

namespace irsalint::load {
namespace {

using facts::ClosedSet;
using facts::Facts;
using facts::OpenReason;
using testing::ElementsAre;
using testing::HasSubstr;

FileFacts Extract(std::string_view path, std::string_view text, FileForm form,
                  const ExtractOptions& options = {}) {
  return ExtractFile({.source = source::SourceId{0}, .path = path, .bytes = text, .form = form},
                     options);
}

FileFacts Yaml(std::string_view text) { return Extract("a.yaml", text, FileForm::kYaml); }
FileFacts Json(std::string_view text) { return Extract("a.json", text, FileForm::kJson); }

FileFacts Hostile(std::string_view name) {
  const std::string text = test::ReadFile(test::Testdata("inputs/hostile/" + std::string(name)));
  return Extract(name, text, *FormOfName(name));
}

// `offset: message` of each reason.
std::vector<std::string> Reasons(const FileFacts& file) {
  std::vector<std::string> reasons;
  for (const OpenReason& reason : file.facts.open_reasons) {
    reasons.push_back(std::to_string(reason.place.document.begin) + ": " + reason.message);
  }
  return reasons;
}

constexpr std::string_view kAccount = "kind: ServiceAccount\nmetadata: {name: a}\n";

TEST(ExtractTest, EveryDocumentOfAStream) {
  const std::string text = std::string(kAccount) + "---\nkind: Service\n---\n" +
                           "kind: Pod\nmetadata: {name: p}\nspec: {containers: []}\n";
  const FileFacts file = Yaml(text);
  EXPECT_EQ(file.facts.service_accounts.size(), 1U);
  EXPECT_EQ(file.facts.workloads.size(), 1U);
  EXPECT_EQ(file.stats.files, 1U);
  EXPECT_EQ(file.stats.bytes, text.size());
  EXPECT_EQ(file.stats.documents, 3U);
  EXPECT_EQ(file.stats.parsed, 2U);
  EXPECT_EQ(file.stats.skipped, 1U);
  EXPECT_EQ(file.stats.parse_ns, 0U);
  ASSERT_EQ(file.facts.files.size(), 1U);
  EXPECT_EQ(file.facts.files[0].path, "a.yaml");
  EXPECT_EQ(file.facts.files[0].sha256, base::Sha256Hex(text));
}

TEST(ExtractTest, AFileThatSaysNothingIsNotRecorded) {
  EXPECT_TRUE(load::IsEmpty(Yaml("kind: Namespace\n").facts));
  EXPECT_THAT(Yaml("kind: Namespace\n").facts.files, testing::IsEmpty());
}

TEST(ExtractTest, NamespacesMatterWithAnAnnotationOfAws) {
  const Facts facts = Yaml(
                          "kind: Namespace\nmetadata:\n  name: media\n  annotations:\n"
                          "    iam.amazonaws.com/permitted: \".*\"\n")
                          .facts;
  ASSERT_EQ(facts.namespaces.size(), 1U);
  EXPECT_EQ(facts.namespaces[0].name->Written(), "media");
  EXPECT_TRUE(load::IsEmpty(
      Yaml("kind: Namespace\nmetadata:\n  annotations: {note: see eks.amazonaws.com/role-arn}\n")
          .facts));
}

TEST(ExtractTest, ListsAndTypedLists) {
  EXPECT_EQ(Json(R"({"kind": "List", "items": [{"kind": "ServiceAccount"}, {"kind": "List",
                     "items": [{"kind": "ServiceAccount"}]}]})")
                .facts.service_accounts.size(),
            2U);
  EXPECT_EQ(Json(R"({"kind": "ServiceAccountList", "items": [{"metadata": {"name": "a"}}]})")
                .facts.service_accounts.size(),
            1U);
}

std::string AccountList(std::string_view list_metadata, std::string_view item_metadata,
                        std::string_view second_namespace) {
  return R"({"kind": "List", "metadata": {)" + std::string(list_metadata) +
         R"(}, "items": [{"kind": "ServiceAccount", "metadata": {"name": "a", "namespace": "one")" +
         std::string(item_metadata) +
         R"(}}, {"kind": "ServiceAccount", "metadata": {"name": "a", "namespace": ")" +
         std::string(second_namespace) + "\"" + std::string(item_metadata) + "}}]}";
}

TEST(ExtractTest, WhatKubectlPrintsForAllNamespacesIsClosed) {
  const auto closes = [](const std::string& text) { return !Json(text).facts.closed_sets.empty(); };
  EXPECT_TRUE(closes(AccountList(R"("resourceVersion": "")", "", "two")));
  EXPECT_TRUE(closes(AccountList("", R"(, "uid": "0")", "two")));
  EXPECT_FALSE(closes(AccountList(R"("resourceVersion": "")", "", "one"))) << "one namespace only";
  EXPECT_FALSE(closes(AccountList("", "", "two"))) << "somebody wrote it";
  EXPECT_FALSE(closes(AccountList(R"("resourceVersion": "", "continue": "x")", "", "two")));
  const Facts facts = Json(AccountList(R"("resourceVersion": "")", "", "two")).facts;
  EXPECT_EQ(facts.closed_sets.at(0).kind, ClosedSet::Kind::kServiceAccounts);
}

TEST(ExtractTest, AwsAuthRolesAreNodeRoles) {
  const Facts facts = Yaml(
                          "kind: ConfigMap\nmetadata: {name: aws-auth, namespace: kube-system}\n"
                          "data:\n  mapRoles: |\n    - rolearn: arn:aws:iam::418273645091:role/n\n"
                          "      groups: [system:nodes]\n")
                          .facts;
  ASSERT_EQ(facts.node_roles.size(), 1U);
  EXPECT_EQ(facts.node_roles[0].evidence, facts::NodeRole::Evidence::kAwsAuth);
  EXPECT_EQ(facts.node_roles[0].role_arn->Written(), "arn:aws:iam::418273645091:role/n");
  EXPECT_THAT(facts.node_roles[0].groups, ElementsAre("system:nodes"));
}

std::string Policy(std::string_view rest) {
  return R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", )" + std::string(rest) +
         "}]}";
}

TEST(ExtractTest, BarePolicies) {
  const Facts trust =
      Json(Policy(R"("Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole")"))
          .facts;
  ASSERT_EQ(trust.trust_policies.size(), 1U);
  EXPECT_EQ(trust.trust_policies[0].path, "a.json");
  EXPECT_EQ(trust.trust_policies[0].format, facts::InputFormat::kPolicyFile);
  const Facts permission = Json(Policy(R"("Action": "s3:*", "Resource": "*")")).facts;
  ASSERT_EQ(permission.permissions.size(), 1U);
  EXPECT_TRUE(permission.permissions[0].document.has_value());
  EXPECT_TRUE(permission.permissions[0].role_name.IsAbsent());
}

TEST(ExtractTest, PoliciesOfBucketsAndKeysAreNotARoles) {
  EXPECT_TRUE(load::IsEmpty(
      Json(Policy(R"("Principal": "*", "Action": "s3:GetObject", "Resource": "*")")).facts));
  EXPECT_TRUE(
      load::IsEmpty(Json(Policy(R"("Principal": {"AWS": "*"}, "Action": "ecr:Get*")")).facts));
  EXPECT_FALSE(load::IsEmpty(
      Json(Policy(R"("Principal": {"Federated": "x"}, "Action": "st:AssumeRole")")).facts));
}

TEST(ExtractTest, PolicyTemplatesAreReadAndOtherFilesAreNot) {
  const std::string policy =
      Policy(R"("Principal": {"Federated": "arn:aws:iam::${ACCOUNT}:oidc-provider/$ISSUER"},)"
             R"( "Action": "sts:AssumeRoleWithWebIdentity")");
  const Facts facts = Extract("trust.json.template", policy, FileForm::kPolicyOnly).facts;
  ASSERT_EQ(facts.trust_policies.size(), 1U);
  EXPECT_FALSE(
      facts.trust_policies[0].document.statements.at(0).principals.at(0).value.text.IsLiteral());
  EXPECT_TRUE(load::IsEmpty(Extract("Pod", kAccount, FileForm::kPolicyOnly).facts));
  EXPECT_TRUE(load::IsEmpty(Extract("x",
                                    "\x7f"
                                    "ELF\0\1",
                                    FileForm::kPolicyOnly)
                                .facts));
  const FileFacts unrendered =
      Extract("trust.tpl", R"({"Statement": [{{ .x }}]})", FileForm::kPolicyOnly);
  EXPECT_THAT(Reasons(unrendered), ElementsAre("0: this template was not rendered"));
  EXPECT_EQ(unrendered.facts.open_reasons[0].kind, OpenReason::Kind::kTemplate);
}

TEST(ExtractTest, ContentDecidesForStdinAndNamedFiles) {
  EXPECT_EQ(Extract("-", kAccount, FileForm::kByContent).facts.service_accounts.size(), 1U);
  EXPECT_EQ(Extract("-", R"( {"kind": "ServiceAccount"})", FileForm::kByContent)
                .facts.service_accounts.size(),
            1U);
  const FileFacts stream = Extract(
      "-", "{\"kind\": \"ServiceAccount\"}\n---\n" + std::string(kAccount), FileForm::kByContent);
  EXPECT_EQ(stream.facts.service_accounts.size(), 2U);
  EXPECT_EQ(stream.stats.documents, 2U);
}

TEST(ExtractTest, TemplatesAreRecognisedAndToldOnce) {
  const FileFacts file = Yaml(
      "kind: Service\nmetadata:\n  name: {{ .x }}\n---\n"
      "kind: ServiceAccount\nmetadata:\n  name: {{ .x }}\n---\n"
      "kind: Pod\nmetadata:\n  name: {{ .x }}\n");
  EXPECT_EQ(file.stats.templates, 2U);
  EXPECT_EQ(file.stats.parsed, 0U);
  ASSERT_EQ(file.facts.open_reasons.size(), 1U);
  EXPECT_EQ(file.facts.open_reasons[0].kind, OpenReason::Kind::kTemplate);
}

TEST(ExtractTest, ParseErrorsStandAtTheirByte) {
  const std::string text = "kind: Service\na: [\n---\nkind: Pod\nmetadata: {name: ]\n";
  const FileFacts file = Yaml(text);
  ASSERT_EQ(file.facts.open_reasons.size(), 1U) << "the broken Service does not matter";
  const OpenReason& reason = file.facts.open_reasons[0];
  EXPECT_EQ(reason.kind, OpenReason::Kind::kParseError);
  EXPECT_EQ(text.substr(reason.place.document.begin, 1), "]");
  syntax::Locator locator(source::SourceId{0}, text, syntax::Syntax::kYaml);
  const source::Span span = locator.Locate(reason.place);
  EXPECT_EQ(text.substr(span.begin, span.end - span.begin), "]");
}

TEST(ExtractTest, LimitsHaveTheirOwnMessages) {
  EXPECT_THAT(Reasons(Yaml(std::string(kMaxFileBytes + 1, ' '))),
              ElementsAre("0: this file is larger than 16 MB and was not read"));
  std::string stream;
  for (int i = 0; i < 4; ++i) stream += "--- \n" + std::string(kAccount);
  ExtractOptions three;
  three.max_documents = 3;
  const FileFacts file = Extract("a.yaml", stream, FileForm::kYaml, three);
  EXPECT_EQ(file.facts.service_accounts.size(), 3U);
  ASSERT_EQ(file.facts.open_reasons.size(), 1U);
  EXPECT_EQ(file.facts.open_reasons[0].message,
            "this file has more than 3 documents; the rest was not read");
}

TEST(ExtractTest, AsksForTimeOnlyWhenTold) {
  ExtractOptions timed;
  timed.measure_time = true;
  const FileFacts file = Extract("a.yaml", kAccount, FileForm::kYaml, timed);
  EXPECT_GT(file.stats.parse_ns, 0U);
}

TEST(ReadAndExtractTest, AFileThatCannotBeReadOpensItsUnit) {
  base::InMemoryFileSystem fs;
  fs.AddUnreadable("a.yaml");
  const std::vector<std::string> paths = {"a.yaml"};
  const LoadPlan plan = PlanUnits(fs, paths, {});
  const FileFacts file = ReadAndExtract(fs, plan, 0);
  ASSERT_TRUE(file.read_error.has_value());
  EXPECT_EQ(file.read_error->path, "a.yaml");
  ASSERT_EQ(file.facts.open_reasons.size(), 1U);
  EXPECT_EQ(file.facts.open_reasons[0].kind, OpenReason::Kind::kUnreadable);
  EXPECT_THAT(file.facts.open_reasons[0].message, HasSubstr("this file was not read: "));
  ASSERT_EQ(file.facts.files.size(), 1U);
  EXPECT_EQ(file.facts.files[0].path, "a.yaml");
}

TEST(ReadAndExtractTest, ReadsOnlyTheFile) {
  base::InMemoryFileSystem fs;
  fs.AddFile("kustomization.yaml", "resources: [a.yaml]\n");
  fs.AddFile("a.yaml", std::string(kAccount));
  fs.AddFile("b.yaml", std::string(kAccount));
  const std::vector<std::string> paths = {"."};
  const LoadPlan plan = PlanUnits(fs, paths, {});
  EXPECT_THAT(fs.FilesRead(), ElementsAre("kustomization.yaml"));
  ReadAndExtract(fs, plan, 0);
  EXPECT_THAT(fs.FilesRead(), ElementsAre("a.yaml", "kustomization.yaml"));
}

struct HostileCase {
  std::string_view file;
  std::vector<std::string> reasons;
};

void PrintTo(const HostileCase& value, std::ostream* out) { *out << value.file; }

class HostileTest : public testing::TestWithParam<HostileCase> {};

TEST_P(HostileTest, GivesAClearMessage) {
  EXPECT_EQ(Reasons(Hostile(GetParam().file)), GetParam().reasons);
}

INSTANTIATE_TEST_SUITE_P(
    Inputs, HostileTest,
    testing::ValuesIn(std::vector<HostileCase>{
        {"empty.yaml", {}},
        {"empty.json", {}},
        {"comma.yaml", {}},
        {"lone_quote.yaml", {"20: the quoted string is never closed"}},
        {"nul.yaml", {"29: the file holds a NUL byte; it is not text"}},
        {"invalid_utf8.yaml", {"31: the file is not valid UTF-8 (byte 0xE9)"}},
        {"invalid_utf8_irrelevant.yaml", {}},
        {"utf16.yaml", {"0: the file is UTF-16; save it as UTF-8"}},
        {"self_anchor.yaml", {"33: the alias refers to a value that holds it"}},
        {"alias_bomb.yaml",
         {"329: the document holds more than 1000000 values once aliases are expanded"}},
        {"binary.json", {}},
        {"two_values.json", {"16: not valid JSON: unexpected '{'; expected end of input"}},
        {"unclosed.json", {"51: the JSON text ends before its value is complete"}},
        {"mixed_list.json", {}},
    }));

// Sizes at which anything that recurses or multiplies would show.
TEST(HostileTest, LargeInputsEnd) {
  for (const FileForm form : {FileForm::kYaml, FileForm::kJson, FileForm::kByContent}) {
    for (const char* unit :
         {"[", "{\"a\":", "- ", "&a [*a,", "\"", "? ", "!", "---\n", "{{", "# \n"}) {
      std::string text = "kind: Pod\nx: ";
      if (form == FileForm::kJson) text = R"({"kind": "Pod", "x": )";
      for (int i = 0; i < 50'000; ++i) text += unit;
      const FileFacts file = Extract("a", text, form);
      EXPECT_LE(file.facts.open_reasons.size(), 2U) << unit;
    }
  }
  const std::string long_line = "kind: Pod\nmetadata: {name: " + std::string(10'000'000, 'a') + "}";
  EXPECT_THAT(Yaml(long_line).facts.open_reasons, testing::IsEmpty());
}

}  // namespace
}  // namespace irsalint::load
