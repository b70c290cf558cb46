// What the editor asks, along one chain: pod, account, role, trust policy, provider.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/lsp/fake_client.h"

namespace irsalint::lsp {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

constexpr std::string_view kPod = R"(apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: web
spec:
  serviceAccountName: reader
  automountServiceAccountToken: false
  containers:
    - {name: app, image: app}
)";

constexpr std::string_view kAccount = R"(apiVersion: v1
kind: ServiceAccount
metadata:
  name: reader
  namespace: web
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::493827165038:role/web-reader
)";

constexpr std::string_view kRole = R"({"Role": {
  "RoleName": "web-reader",
  "Arn": "arn:aws:iam::493827165038:role/web-reader",
  "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{
    "Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/5C7E1A90B3D24F68A1C0E2D4F6B8A9C7"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {"StringEquals": {
      "oidc.eks.eu-west-1.amazonaws.com/id/5C7E1A90B3D24F68A1C0E2D4F6B8A9C7:aud": "sts.amazonaws.com",
      "oidc.eks.eu-west-1.amazonaws.com/id/5C7E1A90B3D24F68A1C0E2D4F6B8A9C7:sub": "system:serviceaccount:web:reader"
    }}}]}}}
)";

// `file START-END` of a location, positions as `line:character`.
std::string Show(const Json& range) {
  return fmt::format("{}:{}-{}:{}", range["start"]["line"].get<int>(),
                     range["start"]["character"].get<int>(), range["end"]["line"].get<int>(),
                     range["end"]["character"].get<int>());
}

std::vector<std::string> Places(const Json& locations) {
  std::vector<std::string> shown;
  for (const Json& location : locations) {
    shown.push_back(location["uri"].get<std::string>().substr(FakeClient::Uri("").size()) + " " +
                    Show(location["range"]));
  }
  return shown;
}

class FeaturesTest : public ::testing::Test {
 protected:
  explicit FeaturesTest(Json options = nullptr)
      : client_(
            Json{{"textDocument",
                  {{"codeAction",
                    {{"codeActionLiteralSupport", Json::object()}, {"isPreferredSupport", true}}},
                   {"hover", {{"contentFormat", {"plaintext", "markdown"}}}},
                   {"documentSymbol", {{"hierarchicalDocumentSymbolSupport", true}}}}},
                 {"workspace", {{"workspaceEdit", {{"documentChanges", true}}}}}},
            std::move(options)) {
    Add("pod.yaml", kPod);
    Add("account.yaml", kAccount);
    Add("role.json", kRole);
    client_.Start();
    client_.Wait();
  }

  void Add(const std::string& path, std::string_view text) {
    client_.files().AddFile("/repo/" + path, std::string(text));
    texts_[path] = text;
  }

  void Open(const std::string& path) { client_.Open(path, texts_[path]); }

  // The position of the first byte of `word` in a file.
  Json At(const std::string& path, const std::string& word) const {
    const std::string& text = texts_.at(path);
    return Positions(text, PositionEncoding::kUtf16).At(text.find(word));
  }

  Json Ask(const std::string& method, const std::string& path, const std::string& word) {
    return client_.Ask("textDocument/" + method,
                       {{"textDocument", {{"uri", FakeClient::Uri(path)}}},
                        {"position", At(path, word)},
                        {"context", {{"includeDeclaration", true}}}});
  }

  Json AskOfAll(const std::string& method, const std::string& path) {
    return client_.Ask(
        "textDocument/" + method,
        {{"textDocument", {{"uri", FakeClient::Uri(path)}}}, {"range", Range{{0, 0}, {99, 0}}}});
  }

  FakeClient client_;
  std::map<std::string, std::string> texts_;
};

TEST_F(FeaturesTest, DefinitionsLeadDownTheChain) {
  for (const char* path : {"pod.yaml", "account.yaml", "role.json"}) Open(path);
  EXPECT_THAT(Places(Ask("definition", "pod.yaml", "reader")),
              ElementsAre("account.yaml 3:8-3:14"));
  EXPECT_THAT(Places(Ask("definition", "account.yaml", "arn:")),
              ElementsAre("role.json 2:9-2:52", "role.json 3:70-10:7"));
  EXPECT_THAT(Places(Ask("definition", "role.json", "system:")),
              ElementsAre("account.yaml 3:8-3:14"));
  EXPECT_THAT(Places(Ask("definition", "pod.yaml", "image")), IsEmpty());
}

TEST_F(FeaturesTest, ReferencesAreAllWhoNameIt) {
  Open("account.yaml");
  EXPECT_THAT(Places(Ask("references", "account.yaml", "reader")),
              ElementsAre("account.yaml 3:8-3:14", "pod.yaml 6:22-6:28", "role.json 9:82-9:116"));
}

TEST_F(FeaturesTest, HoverSaysWhatComesOfIt) {
  Open("pod.yaml");
  const Json hover = Ask("hover", "pod.yaml", "reader");
  EXPECT_EQ(Show(hover["range"]), "6:22-6:28");
  EXPECT_EQ(hover["contents"]["kind"], "markdown");
  EXPECT_EQ(hover["contents"]["value"], R"(**service account** `web/reader`

```text
  defined  account.yaml:4
  role arn:aws:iam::493827165038:role/web-reader: the account's annotation  account.yaml:7
✓ the trust policy admits web/reader  role.json:4
? container "app" runs as arn:aws:iam::493827165038:role/web-reader, the role of the node if the pod reaches it or error
```
)");
  EXPECT_EQ(Ask("hover", "pod.yaml", "image"), nullptr);
}

TEST_F(FeaturesTest, HoverInABaseSaysWhatComesOfItInEachOverlay) {
  Add("base/kustomization.yaml", "resources: [pod.yaml]\n");
  Add("base/pod.yaml", kPod);
  for (const std::string name : {"prod", "stage"}) {
    Add(name + "/kustomization.yaml", "namespace: " + name + "\nresources: [../base]\n");
    client_.Tell(
        "workspace/didChangeWatchedFiles",
        {{"changes", {{{"uri", FakeClient::Uri(name + "/kustomization.yaml")}, {"type", 1}}}}});
  }
  Open("base/pod.yaml");
  const Json hover = Ask("hover", "base/pod.yaml", "reader");
  EXPECT_THAT(
      hover["contents"]["value"].get<std::string>(),
      AllOf(StartsWith("**service account** `prod/reader`\n"),
            HasSubstr("\n  prod/reader in prod:\n"), HasSubstr("\n  stage/reader in stage:\n")));
}

TEST_F(FeaturesTest, HoverOnASuppressionTellsOfItsRule) {
  texts_["pod.yaml"] += "# irsalint: ignore[sub-mismatch] known\n";
  Open("pod.yaml");
  const Json hover = Ask("hover", "pod.yaml", "mismatch");
  EXPECT_EQ(Show(hover["range"]), "10:19-10:31");
  EXPECT_THAT(hover["contents"]["value"].get<std::string>(),
              HasSubstr("https://irsalint.dev/rules/sub-mismatch"));
}

TEST_F(FeaturesTest, LinksSymbolsAndCompletions) {
  Open("pod.yaml");
  const Json links = AskOfAll("documentLink", "pod.yaml");
  ASSERT_EQ(links.size(), 1u);
  EXPECT_EQ(Show(links[0]["range"]), "6:22-6:28");
  EXPECT_EQ(links[0]["target"], "file:///repo/account.yaml#L4");

  Open("role.json");
  const Json symbols = AskOfAll("documentSymbol", "role.json");
  ASSERT_EQ(symbols.size(), 2u);
  EXPECT_EQ(symbols[0]["name"], "web-reader");
  EXPECT_EQ(symbols[0]["detail"], "IAM role");
  EXPECT_EQ(symbols[1]["detail"], "1 statement");

  const Json items = Ask("completion", "pod.yaml", "reader");
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(items[0]["label"], "reader");
  EXPECT_EQ(items[0]["detail"], "arn:aws:iam::493827165038:role/web-reader");
  EXPECT_EQ(Show(items[0]["textEdit"]["range"]), "6:22-6:22");
  EXPECT_EQ(Ask("completion", "role.json", "sts.amazonaws.com"), Json::array());
  const Json subjects = Ask("completion", "role.json", "system:");
  ASSERT_EQ(subjects.size(), 1u);
  EXPECT_EQ(subjects[0]["label"], "system:serviceaccount:web:reader");
}

TEST_F(FeaturesTest, HintsAreOffUnlessAskedFor) {
  Open("pod.yaml");
  Open("role.json");
  EXPECT_EQ(AskOfAll("codeLens", "role.json"), Json::array());
  EXPECT_EQ(AskOfAll("inlayHint", "pod.yaml"), Json::array());
}

class HintsTest : public FeaturesTest {
 protected:
  HintsTest() : FeaturesTest(Json{{"codeLens", true}, {"inlayHints", true}}) {}
};

TEST_F(HintsTest, SayWhoMayAssumeTheRoleAndAsWhomThePodRuns) {
  Open("pod.yaml");
  Open("role.json");
  const Json lenses = AskOfAll("codeLens", "role.json");
  ASSERT_EQ(lenses.size(), 1u);
  EXPECT_EQ(lenses[0]["command"]["title"], "assumable by 1 service account");
  EXPECT_EQ(Show(lenses[0]["range"]), "2:9-2:9");
  const Json hints = AskOfAll("inlayHint", "pod.yaml");
  ASSERT_EQ(hints.size(), 1u);
  EXPECT_EQ(hints[0]["label"], "runs as role/web-reader if STS gives it");
  EXPECT_EQ(hints[0]["position"], (Json{{"line", 6}, {"character", 28}}));
}

// The two sides of one contradiction, by name; and what keeps quiet about it.
TEST_F(FeaturesTest, ActionsOfferBothSidesByName) {
  texts_["pod.yaml"] = kPod;
  texts_["role.json"].replace(texts_["role.json"].find("web:reader"), 10, "web:raeder");
  Open("role.json");
  const Json actions = AskOfAll("codeAction", "role.json");
  std::vector<std::string> titles;
  for (const Json& action : actions) titles.push_back(action["title"]);
  EXPECT_THAT(titles,
              ElementsAre("write \"system:serviceaccount:web:reader\" (changes the policy)",
                          "rename the ServiceAccount to \"raeder\" (changes the manifest)"));
  const Json& change = actions[0]["edit"]["documentChanges"][0];
  EXPECT_EQ(change["textDocument"], (Json{{"uri", FakeClient::Uri("role.json")}, {"version", 1}}));
  ASSERT_EQ(change["edits"].size(), 1u);
  EXPECT_EQ(change["edits"][0]["newText"], "\"system:serviceaccount:web:reader\"");
  EXPECT_EQ(Show(change["edits"][0]["range"]), "9:82-9:116");
  EXPECT_EQ(actions[0]["diagnostics"][0]["code"], "sub-mismatch");
  EXPECT_FALSE(actions[0].contains("isPreferred"));
}

TEST_F(FeaturesTest, ActionsSuppressWithAReason) {
  Open("account.yaml");
  const Json actions = AskOfAll("codeAction", "account.yaml");
  ASSERT_EQ(actions.size(), 2u);
  EXPECT_EQ(actions[0]["isPreferred"], true);
  EXPECT_EQ(actions[1]["title"], "Suppress sts-regional-endpoint-missing here");
  const Json& edit = actions[1]["edit"]["documentChanges"][0]["edits"][0];
  EXPECT_EQ(Show(edit["range"]), "6:0-6:0");
  EXPECT_EQ(edit["newText"],
            "    # irsalint: ignore[sts-regional-endpoint-missing] accepted, because …\n");
}

TEST_F(FeaturesTest, FixAllMakesTheSafeFixes) {
  Open("account.yaml");
  const Json actions = client_.Ask("textDocument/codeAction",
                                   {{"textDocument", {{"uri", FakeClient::Uri("account.yaml")}}},
                                    {"range", Range{{0, 0}, {0, 0}}},
                                    {"context", {{"only", {"source.fixAll"}}}}});
  ASSERT_EQ(actions.size(), 1u);
  EXPECT_EQ(actions[0]["kind"], "source.fixAll.irsalint");
  const Json& edit = actions[0]["edit"]["documentChanges"][0]["edits"][0];
  EXPECT_EQ(edit["newText"], "\n    eks.amazonaws.com/sts-regional-endpoints: \"true\"");
  EXPECT_EQ(Show(edit["range"]), "6:73-6:73");
}

}  // namespace
}  // namespace irsalint::lsp
