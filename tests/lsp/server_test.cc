#include "analyzer/lsp/server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/lsp/fake_client.h"

namespace irsalint::lsp {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::string_view kAccount = R"(apiVersion: v1
kind: ServiceAccount
metadata:
  name: reader
  namespace: web
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::493827165038:role/web-reader
    eks.amazonaws.com/sts-regional-endpoints: "true"
)";

std::string RoleFor(std::string_view subject) {
  return R"({
  "Role": {
    "RoleName": "web-reader",
    "Arn": "arn:aws:iam::493827165038:role/web-reader",
    "AssumeRolePolicyDocument": {
      "Version": "2012-10-17",
      "Statement": [{
        "Effect": "Allow",
        "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/5C7E1A90B3D24F68A1C0E2D4F6B8A9C7"},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringEquals": {
          "oidc.eks.eu-west-1.amazonaws.com/id/5C7E1A90B3D24F68A1C0E2D4F6B8A9C7:aud": "sts.amazonaws.com",
          "oidc.eks.eu-west-1.amazonaws.com/id/5C7E1A90B3D24F68A1C0E2D4F6B8A9C7:sub": ")" +
         std::string(subject) + R"("
        }}
      }]
    }
  }
})";
}

constexpr std::string_view kRight = "system:serviceaccount:web:reader";
constexpr std::string_view kWrong = "system:serviceaccount:web:raeder";

class ServerTest : public ::testing::Test {
 protected:
  void AddBrokenChain() {
    client_.files().AddFile("/repo/account.yaml", std::string(kAccount));
    client_.files().AddFile("/repo/role.json", RoleFor(kWrong));
  }

  FakeClient client_;
};

TEST_F(ServerTest, SaysWhatItCan) {
  const Json can = client_.Start();
  EXPECT_EQ(can["positionEncoding"], "utf-16");
  EXPECT_EQ(can["textDocumentSync"]["change"], 2);
  EXPECT_FALSE(can.contains("diagnosticProvider"));
}

TEST_F(ServerTest, TellsWhatIsFoundInFilesThatAreNotOpen) {
  AddBrokenChain();
  client_.Start();
  client_.Wait();
  EXPECT_THAT(client_.AllPublished(), ElementsAre("role.json 12:86 sub-mismatch"));
  const Json diagnostic = client_.Published("role.json")[0];
  EXPECT_EQ(diagnostic["severity"], 1);
  EXPECT_EQ(diagnostic["source"], "irsalint");
}

// The point of it all: the other half is in another file.
TEST_F(ServerTest, AnEditOfThePolicyClearsAndSetsWhatIsFoundInTheManifest) {
  client_.files().AddFile("/repo/account.yaml", std::string(kAccount));
  client_.files().AddFile("/repo/role.json", RoleFor(kRight));
  client_.Start();
  client_.Open("account.yaml", std::string(kAccount));
  client_.Open("role.json", RoleFor(kRight));
  client_.Wait();
  EXPECT_THAT(client_.AllPublished(), IsEmpty());
  client_.Change("role.json", RoleFor(kWrong));
  client_.Wait();
  EXPECT_THAT(client_.AllPublished(), ElementsAre("role.json 12:86 sub-mismatch"));
  // The reverse: the account takes the name that the policy wants.
  client_.Edit("account.yaml", {{3, 8}, {3, 14}}, "raeder");
  client_.Wait();
  EXPECT_THAT(client_.AllPublished(), IsEmpty());
  EXPECT_EQ(client_.Published("role.json"), Json::array());
}

TEST_F(ServerTest, WaitsForSilenceButNotWhenItIsAsked) {
  AddBrokenChain();
  client_.Start();
  client_.Wait();
  const size_t before = client_.Publications("role.json");
  client_.Open("role.json", RoleFor(kWrong));
  client_.Change("role.json", RoleFor(kRight));
  EXPECT_EQ(client_.Publications("role.json"), before);
  client_.Ask("textDocument/codeAction", {{"textDocument", {{"uri", FakeClient::Uri("role.json")}}},
                                          {"range", Range{}},
                                          {"context", {{"diagnostics", Json::array()}}}});
  EXPECT_EQ(client_.Published("role.json"), Json::array());
}

TEST_F(ServerTest, AClosedDocumentIsTheFileAgain) {
  AddBrokenChain();
  client_.Start();
  client_.Open("role.json", RoleFor(kRight));
  client_.Wait();
  EXPECT_THAT(client_.AllPublished(), IsEmpty());
  client_.Close("role.json");
  client_.Wait();
  EXPECT_THAT(client_.AllPublished(), ElementsAre("role.json 12:86 sub-mismatch"));
}

TEST_F(ServerTest, HearsOfFilesThatOthersChange) {
  AddBrokenChain();
  client_.Start();
  client_.Wait();
  client_.files().AddFile("/repo/role.json", RoleFor(kRight));
  client_.Tell("workspace/didChangeWatchedFiles",
               {{"changes", {{{"uri", FakeClient::Uri("role.json")}, {"type", 2}}}}});
  client_.Wait();
  EXPECT_THAT(client_.AllPublished(), IsEmpty());
}

TEST_F(ServerTest, ADocumentThatDoesNotParseKeepsWhatItSaid) {
  client_.files().AddFile("/repo/account.yaml", std::string(kAccount));
  client_.files().AddFile("/repo/role.json", RoleFor(kWrong));
  client_.Start();
  client_.Open("account.yaml", std::string(kAccount));
  client_.Wait();
  ASSERT_THAT(client_.AllPublished(), ElementsAre("role.json 12:86 sub-mismatch"));
  client_.Edit("account.yaml", {{4, 0}, {4, 0}}, "  labels: [\n");
  client_.Wait();
  EXPECT_THAT(client_.AllPublished(),
              ElementsAre("account.yaml 6:13 parse-error", "role.json 12:86 sub-mismatch"));
  client_.Edit("account.yaml", {{4, 0}, {5, 0}}, "");
  client_.Wait();
  EXPECT_THAT(client_.AllPublished(), ElementsAre("role.json 12:86 sub-mismatch"));
}

TEST_F(ServerTest, TheConfigurationCounts) {
  AddBrokenChain();
  client_.files().AddFile("/repo/.irsalint.yaml", "rules: {sub-mismatch: off}\n");
  client_.Start();
  client_.Wait();
  EXPECT_THAT(client_.AllPublished(), IsEmpty());
  client_.Open(".irsalint.yaml", "rules: {sub-mismatch: error}\n");
  client_.Wait();
  EXPECT_THAT(client_.AllPublished(), ElementsAre("role.json 12:86 sub-mismatch"));
  client_.Change(".irsalint.yaml", "rules: {sub-mis: off} # \xF0\x9F\x94\x91\n");
  client_.Wait();
  // What is wrong is said, and the last one that was right is in force.
  EXPECT_THAT(client_.AllPublished(),
              ElementsAre(".irsalint.yaml 0:8 ", "role.json 12:86 sub-mismatch"));
}

TEST_F(ServerTest, ADocumentOutsideOfTheFoldersIsLookedAtByItself) {
  client_.Start();
  client_.Wait();
  client_.Tell("textDocument/didOpen", {{"textDocument",
                                         {{"uri", "file:///elsewhere/role.json"},
                                          {"languageId", "json"},
                                          {"version", 1},
                                          {"text", RoleFor("system:serviceaccount:*:*")}}}});
  client_.Wait();
  const std::vector<Json> published = client_.Take("textDocument/publishDiagnostics");
  ASSERT_THAT(published, SizeIs(1));
  EXPECT_EQ(published[0]["uri"], "file:///elsewhere/role.json");
  EXPECT_EQ(published[0]["version"], 1);
  EXPECT_FALSE(published[0]["diagnostics"].empty());
}

TEST_F(ServerTest, RequestsOutOfTheirTime) {
  EXPECT_EQ(client_.Ask("textDocument/codeAction", Json::object())["code"], -32002);
  client_.Start();
  EXPECT_EQ(client_.Ask("initialize", Json::object())["code"], -32600);
  EXPECT_EQ(client_.Ask("no/such", Json::object())["code"], -32601);
  EXPECT_EQ(client_.Ask("textDocument/codeAction", Json::object())["code"], -32602);
  client_.Tell("$/unknown", Json::object());
  client_.Tell("textDocument/didOpen", {{"textDocument", 5}});
  EXPECT_THAT(client_.Take("window/logMessage"), SizeIs(1));
  EXPECT_EQ(client_.Ask("shutdown", nullptr), nullptr);
  EXPECT_EQ(client_.Ask("shutdown", nullptr)["code"], -32600);
  EXPECT_EQ(client_.server().exit_status(), std::nullopt);
  client_.Tell("exit", nullptr);
  EXPECT_EQ(client_.server().exit_status(), 0);
}

TEST_F(ServerTest, ExitWithoutShutdownIsAFailure) {
  client_.Start();
  client_.Tell("exit", nullptr);
  EXPECT_EQ(client_.server().exit_status(), 1);
}

TEST(PullingClient, AsksAndIsNotTold) {
  FakeClient client(Json{{"textDocument", {{"diagnostic", Json::object()}}},
                         {"workspace", {{"diagnostics", {{"refreshSupport", true}}}}}});
  client.files().AddFile("/repo/account.yaml", std::string(kAccount));
  client.files().AddFile("/repo/role.json", RoleFor(kWrong));
  const Json can = client.Start();
  EXPECT_EQ(can["diagnosticProvider"]["interFileDependencies"], true);
  client.Wait();
  EXPECT_THAT(client.Take("textDocument/publishDiagnostics"), IsEmpty());
  EXPECT_THAT(client.Take("workspace/diagnostic/refresh"), SizeIs(1));

  const Json document = {{"uri", FakeClient::Uri("role.json")}};
  const Json full = client.Ask("textDocument/diagnostic", {{"textDocument", document}});
  EXPECT_EQ(full["kind"], "full");
  ASSERT_EQ(full["items"].size(), 1u);
  EXPECT_EQ(full["items"][0]["code"], "sub-mismatch");
  EXPECT_EQ(full["items"][0]["codeDescription"]["href"], "https://irsalint.dev/rules/sub-mismatch");
  const Json again =
      client.Ask("textDocument/diagnostic",
                 {{"textDocument", document}, {"previousResultId", full["resultId"]}});
  EXPECT_EQ(again["kind"], "unchanged");

  const Json all = client.Ask("workspace/diagnostic", {{"previousResultIds", Json::array()}});
  ASSERT_EQ(all["items"].size(), 1u);
  EXPECT_EQ(all["items"][0]["uri"], document["uri"]);
  client.Open("role.json", RoleFor(kRight));
  const Json cleared = client.Ask(
      "workspace/diagnostic",
      {{"previousResultIds", {{{"uri", document["uri"]}, {"value", full["resultId"]}}}}});
  ASSERT_EQ(cleared["items"].size(), 1u);
  EXPECT_EQ(cleared["items"][0]["items"], Json::array());
  EXPECT_EQ(cleared["items"][0]["version"], 1);
  // It is to ask again where anything else is found, and only there.
  EXPECT_THAT(client.Take("workspace/diagnostic/refresh"), SizeIs(1));
  client.Change("role.json", RoleFor(kRight) + "\n");
  client.Wait();
  EXPECT_THAT(client.Take("workspace/diagnostic/refresh"), IsEmpty());
}

TEST(EagerClient, IsToldOfTheFirstScanAndAskedForItsSettings) {
  FakeClient client(Json{
      {"window", {{"workDoneProgress", true}}},
      {"workspace",
       {{"configuration", true}, {"didChangeWatchedFiles", {{"dynamicRegistration", true}}}}}});
  client.files().AddFile("/repo/account.yaml", std::string(kAccount));
  client.Start();
  const std::vector<Json> registered = client.Take("client/registerCapability");
  ASSERT_THAT(registered, SizeIs(1));
  EXPECT_EQ(registered[0]["registrations"][0]["method"], "workspace/didChangeWatchedFiles");
  client.Answer("window/workDoneProgress/create", nullptr);
  client.Answer("workspace/configuration", {{{"persona", "auditor"}}});
  client.Wait();
  const std::vector<Json> progress = client.Take("$/progress");
  ASSERT_GE(progress.size(), 2u);
  EXPECT_EQ(progress.front()["value"]["kind"], "begin");
  EXPECT_EQ(progress.back()["value"]["kind"], "end");
}

TEST(SettingsOfAClient, ChangeWhatIsShown) {
  FakeClient client;
  client.files().AddFile("/repo/account.yaml", std::string(kAccount.substr(
                                                   0, kAccount.find("    eks.amazonaws.com/sts"))));
  client.Start();
  client.Wait();
  const std::vector<std::string> before = client.AllPublished();
  client.Tell("workspace/didChangeConfiguration",
              {{"settings", {{"irsalint", {{"persona", "auditor"}}}}}});
  client.Wait();
  EXPECT_GT(client.AllPublished().size(), before.size());
}

}  // namespace
}  // namespace irsalint::lsp
