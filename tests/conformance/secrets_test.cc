// A secret that stands in the input stands in no output.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "analyzer/base/base64.h"
#include "analyzer/base/in_memory_file_system.h"
#include "analyzer/facts/json.h"
#include "analyzer/render/azure.h"
#include "analyzer/render/github.h"
#include "analyzer/render/gitlab.h"
#include "analyzer/render/json.h"
#include "analyzer/render/junit.h"
#include "analyzer/render/markdown.h"
#include "analyzer/render/rdjson.h"
#include "analyzer/render/sarif.h"
#include "analyzer/render/text.h"
#include "rules/all_rules.h"
#include "tests/harness/run.h"
#include "tests/load/load_units.h"

namespace irsalint::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kKeyId[] = "AKIAQ3EGRZ7MPLXVBN4T";
constexpr char kSecret[] = "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";

std::string CredentialsFile() {
  return std::string("[default]\naws_access_key_id = ") + kKeyId +
         "\naws_secret_access_key = " + kSecret + "\n";
}

// Every place where a secret may stand, on one line with what findings point at where the syntax
// allows it.
Tree TreeWithSecrets() {
  const std::string id = kKeyId;
  const std::string secret = kSecret;
  Tree tree;
  tree["pod.yaml"] =
      "apiVersion: v1\nkind: Pod\nmetadata: {name: app, namespace: media}\nspec:\n  containers:\n"
      "    - name: block\n      env:\n        - name: AWS_ACCESS_KEY_ID\n          value: " +
      id + "\n        - name: AWS_SECRET_ACCESS_KEY\n          value: " + secret +
      "\n    - {name: flow, env: [{name: AWS_ACCESS_KEY_ID, value: " + id +
      "}, {name: AWS_SECRET_ACCESS_KEY, value: " + secret +
      "}]}\n    - name: text\n      env: [{name: A, value: '{\"id\": \"" + id + "\", \"key\": \"" +
      secret + "\"}'}]\n    - name: command\n      command: [run, --id=" + id +
      ", --secret=" + secret + "]\n";
  tree["data.yaml"] =
      "apiVersion: v1\nkind: Secret\nmetadata: {name: keys}\ndata: {AWS_ID: " +
      base::Base64Encode(id) + ", AWS_KEY: " + base::Base64Encode(secret) +
      ", file: " + base::Base64Encode(CredentialsFile()) +
      "}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: files}\ndata: {AWS_ID: " + id +
      ", AWS_KEY: " + secret + ", file: \"id=" + id + "\\n" + secret + "\"}\n";
  tree["list.json"] =
      R"({"apiVersion": "v1", "kind": "List", "items": [{"apiVersion": "v1", "kind": "Secret", )"
      R"("metadata": {"name": "legacy", "annotations": {"kubernetes.io/service-account.name": "a"}},)"
      R"( "type": "kubernetes.io/service-account-token", "data": {"token": ")" +
      base::Base64Encode(
          "eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.eyJpc3MiOiJrdWJlcm5ldGVzIn0.c2lnbmF0dXJlIG9m"
          "IGEgbG9uZyB0b2tlbiB0aGF0IG5vYm9keSBzaG91bGQgc2Vl") +
      R"("}}, {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "keys"}, "data": {"AWS_ID": ")" +
      base::Base64Encode(id) + R"(", "AWS_KEY": ")" + base::Base64Encode(secret) + R"("}}]})";
  return tree;
}

// What must not be seen: the secret, in pieces that no renderer can have broken up, also in base64.
void ExpectNoSecret(const std::string& output) {
  EXPECT_THAT(output, Not(HasSubstr("q8Zt/Lw3")));
  EXPECT_THAT(output, Not(HasSubstr("UaEo2TiQ9NvB")));
  EXPECT_THAT(output, Not(HasSubstr(base::Base64Encode(kSecret).substr(0, 24))));
  EXPECT_THAT(output, Not(HasSubstr(base::Base64Encode(CredentialsFile()).substr(64, 24))));
  EXPECT_THAT(output, Not(HasSubstr("ZXlKaGJHY2lP")));  // the token
}

TEST(SecretsTest, StandInNoOutput) {
  const Tree tree = TreeWithSecrets();
  const rule::Report report = RunTree(tree, {.persona = rule::Persona::kAuditor});
  size_t pairs = 0;
  for (const rule::LocatedFinding& finding : report.findings) {
    pairs += finding.rule == "static-credentials" ? 1 : 0;
  }
  EXPECT_EQ(pairs, 9u);  // all places are looked at
  std::vector<const rule::RuleMeta*> metas;
  for (const rule::Rule* rule : rules::AllRules()) metas.push_back(&rule->meta);
  ExpectNoSecret(render::RenderText(report, {}));
  ExpectNoSecret(render::RenderNotificationsText(report, render::NotificationScope::kAll, {}));
  ExpectNoSecret(render::RenderJson(report));
  ExpectNoSecret(render::RenderSarif({.report = report, .rules = metas}));
  ExpectNoSecret(render::RenderGithub(report));
  ExpectNoSecret(render::RenderAzure(report));
  ExpectNoSecret(render::RenderMarkdown(report));
  ExpectNoSecret(render::RenderJunit({.report = report, .rules = metas}));
  ExpectNoSecret(render::RenderGitlab(report));
  ExpectNoSecret(render::RenderRdjson(report, {}));
}

TEST(SecretsTest, StandInNoFacts) {
  base::InMemoryFileSystem files;
  for (const auto& [path, text] : TreeWithSecrets()) files.AddFile(path, text);
  const load::Loaded loaded = load::Load(files, {"."});
  ASSERT_FALSE(loaded.units.empty());
  for (const facts::Facts& unit : loaded.units) ExpectNoSecret(facts::ToJson(unit));
}

// Two secrets give one fingerprint: nothing of them is in it.
TEST(SecretsTest, AreNoPartOfTheFingerprint) {
  const auto fingerprints = [](const Tree& tree) {
    std::vector<std::string> all;
    for (const rule::LocatedFinding& finding : RunTree(tree).findings) {
      all.push_back(finding.fingerprint);
    }
    return all;
  };
  Tree other = TreeWithSecrets();
  for (auto& [path, text] : other) {
    for (size_t at = text.find(kSecret); at != std::string::npos; at = text.find(kSecret, at + 1)) {
      text.replace(at, 8, "Xy7+Qp2w");
    }
  }
  EXPECT_EQ(fingerprints(TreeWithSecrets()), fingerprints(other));
}

}  // namespace
}  // namespace irsalint::test
