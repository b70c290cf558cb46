// Steps 1, 5, 7, 11, 12 and 16 of testdata/walkthrough, as `irsalint trace` answers them through
// the real binary.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/harness/paths.h"
#include "tests/harness/program.h"

namespace irsalint::test {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kRole[] =
    "arn:aws:iam::111122223333:role/"
    "eksctl-eks-oidc-demo-addon-iamserviceaccount-Role1-1SJZ3F7H39X72";
constexpr char kNodeRole[] =
    "arn:aws:iam::111122223333:role/eksctl-eks-oidc-demo-nodegroup-ng-NodeInstanceRole-EXAMPLE";

// `trace` over some files of the walkthrough.
Outcome Trace(const std::string& workload, const std::vector<std::string>& files,
              const std::vector<std::string>& flags = {}) {
  std::vector<std::string> arguments = {"trace", workload};
  for (const std::string& file : files) arguments.push_back(Testdata("walkthrough/" + file));
  arguments.insert(arguments.end(), flags.begin(), flags.end());
  Outcome outcome = ProgramFolder()(arguments);
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  return outcome;
}

json OnlyWalk(const std::string& workload, const std::vector<std::string>& files) {
  const json all = json::parse(Trace(workload, files, {"--format", "json"}).out);
  EXPECT_EQ(all["version"], 1);
  EXPECT_EQ(all["walks"].size(), 1u);
  return all["walks"][0];
}

// The texts of one step's lines.
std::vector<std::string> LinesOf(const json& walk, const std::string& id) {
  std::vector<std::string> lines;
  for (const json& step : walk["steps"]) {
    if (step["step"] != id) continue;
    for (const json& line : step["lines"]) lines.push_back(line["text"]);
  }
  return lines;
}

std::string TitleOf(const json& walk, const std::string& id) {
  for (const json& step : walk["steps"]) {
    if (step["step"] == id) return step["title"];
  }
  return "";
}

// What every SDK of the only container may end with; fails unless all agree.
std::vector<std::string> OutcomesOf(const json& walk) {
  std::vector<std::string> outcomes;
  for (const json& sdk : walk["containers"].at(0)["sdks"]) {
    const std::vector<std::string> own = sdk["outcomes"];
    if (outcomes.empty()) outcomes = own;
    EXPECT_EQ(own, outcomes) << sdk["sdk"];
  }
  EXPECT_EQ(walk["containers"][0]["sdks"].size(), 11u);
  return outcomes;
}

// Step 1: no account, no role; the chain ends at the metadata service, which may be out of reach.
TEST(WalkthroughTraceTest, APodWithoutAccountGetsTheRoleOfTheNodeIfItReachesIt) {
  const json walk = OnlyWalk("default/eks-iam-test1",
                             {"pod-test1.yaml", "eksctl-cluster.yaml", "node-role.json"});
  EXPECT_THAT(walk["assumptions"], ElementsAre("namespace default, as the manifest names none"));
  EXPECT_EQ(TitleOf(walk, "service-account"), "Service account: default/default");
  EXPECT_EQ(TitleOf(walk, "webhook"), "Webhook: leaves the pod alone");
  EXPECT_THAT(OutcomesOf(walk), ElementsAre("node role", "no credentials"));
  EXPECT_EQ(walk["result"][0]["mark"], "unknown");
  EXPECT_THAT(std::string(walk["result"][0]["text"]),
              HasSubstr(std::string(kNodeRole) + ", the role of the node if the pod reaches it"));
  EXPECT_THAT(walk["missing"], ElementsAre(HasSubstr("aws eks describe-nodegroup")));
}

// Step 5: the claims of the API server's own token.
TEST(WalkthroughTraceTest, TheDefaultTokenIsForTheApiServer) {
  const json walk = OnlyWalk("default/eks-iam-test2", {"pod-test2.yaml"});
  EXPECT_THAT(LinesOf(walk, "tokens"),
              ElementsAre("that of the API server, of no use for STS",
                          "iss           <issuer of the cluster>",
                          "sub           system:serviceaccount:default:default",
                          "aud           [\"https://kubernetes.default.svc\"]",
                          "exp           iat + 7776000 s, where 3607 s are asked for",
                          "warnafter     iat + 3607 s",
                          "kubernetes.io namespace default, serviceaccount default, the pod and "
                          "its node"));
}

// Step 7: the patch of the article's pod, without region as none is known.
TEST(WalkthroughTraceTest, MutatedIsThePatchOfTheWebhook) {
  const std::vector<std::string> files = {"pod-test3.yaml", "sa-my-sa.yaml"};
  const json patch = json::parse(
      Trace("default/eks-iam-test3", files, {"--namespace", "default", "--mutated=patch"}).out);
  ASSERT_EQ(patch.size(), 2u);
  EXPECT_EQ(patch[0], json::parse(R"({"op": "add", "path": "/spec/volumes", "value": [
      {"name": "aws-iam-token", "projected": {"sources": [{"serviceAccountToken": {
          "audience": "sts.amazonaws.com", "expirationSeconds": 86400, "path": "token"}}]}}]})"));
  EXPECT_EQ(patch[1]["path"], "/spec/containers");
  const json& container = patch[1]["value"][0];
  EXPECT_EQ(container["env"],
            json::parse(R"([{"name": "AWS_ROLE_ARN", "value": ")" + std::string(kRole) + R"("},
      {"name": "AWS_WEB_IDENTITY_TOKEN_FILE",
       "value": "/var/run/secrets/eks.amazonaws.com/serviceaccount/token"}])"));
  EXPECT_EQ(container["volumeMounts"], json::parse(R"([{"name": "aws-iam-token", "readOnly": true,
      "mountPath": "/var/run/secrets/eks.amazonaws.com/serviceaccount"}])"));
  const std::string pod = Trace("default/eks-iam-test3", files, {"--mutated"}).out;
  EXPECT_THAT(pod, AllOf(HasSubstr("kind: Pod\n"), HasSubstr("    - name: AWS_ROLE_ARN\n"),
                         HasSubstr("    - \"36000\"\n"), HasSubstr("expirationSeconds: 86400\n")));
}

// Step 11: the claims of the injected token are those of the article's.
TEST(WalkthroughTraceTest, TheClaimsAreThoseOfTheArticle) {
  const json walk =
      OnlyWalk("default/eks-iam-test3", {"pod-test3.yaml", "sa-my-sa.yaml", "trust-my-sa.json"});
  const json token = json::parse(ReadFile(Testdata("walkthrough/token-iam.json")))["payload"];
  const int64_t lifetime = token["exp"].get<int64_t>() - token["iat"].get<int64_t>();
  const std::vector<std::string> lines = LinesOf(walk, "tokens");
  ASSERT_GE(lines.size(), 6u);
  EXPECT_EQ(lines[0], "that of volume \"aws-iam-token\"");
  EXPECT_EQ(lines[1], "iss           " + token["iss"].get<std::string>());
  EXPECT_EQ(lines[2], "sub           " + token["sub"].get<std::string>());
  EXPECT_EQ(lines[3], "aud           " + token["aud"].dump());
  EXPECT_EQ(lines[4], "exp           iat + " + std::to_string(lifetime) + " s");
}

// Step 12: the order of the variables, with the region of the cluster.
TEST(WalkthroughTraceTest, TheRegionIsThatOfTheCluster) {
  const json walk =
      OnlyWalk("default/eks-iam-test3", {"pod-test3.yaml", "sa-my-sa.yaml", "eksctl-cluster.yaml"});
  std::vector<std::string> variables;
  for (const std::string& line : LinesOf(walk, "webhook")) {
    if (line.starts_with("AWS_")) variables.push_back(line);
  }
  EXPECT_THAT(variables,
              ElementsAre("AWS_STS_REGIONAL_ENDPOINTS=regional (it is not known whether)",
                          "AWS_DEFAULT_REGION=us-east-2", "AWS_REGION=us-east-2",
                          std::string("AWS_ROLE_ARN=") + kRole,
                          "AWS_WEB_IDENTITY_TOKEN_FILE="
                          "/var/run/secrets/eks.amazonaws.com/serviceaccount/token"));
}

// Step 16: with everything right every SDK gets the role.
TEST(WalkthroughTraceTest, TheWalkEndsWithTheRole) {
  const json walk = OnlyWalk("default/eks-iam-test4", {"pod-test4.yaml", "sa-my-sa.yaml",
                                                       "trust-my-sa.json", "oidc-provider.json"});
  EXPECT_EQ(TitleOf(walk, "sts"), "STS: gives the role");
  EXPECT_THAT(
      LinesOf(walk, "sts"),
      ElementsAre("role: it is the ARN of a role", HasSubstr("OIDC provider: the account has"),
                  "audience: \"sts.amazonaws.com\" is a client id of the provider",
                  "trust policy: the trust policy admits the token"));
  EXPECT_THAT(OutcomesOf(walk), ElementsAre("web identity role"));
  EXPECT_EQ(walk["result"][0]["text"], std::string("container \"my-aws-cli\" runs as ") + kRole);
  EXPECT_EQ(walk["result"][0]["mark"], "good");
  EXPECT_TRUE(walk["missing"].empty());
}

TEST(WalkthroughTraceTest, ADeniedTokenIsSaidWithTheErrorOfSts) {
  const ProgramFolder folder;
  std::string policy = ReadFile(Testdata("walkthrough/trust-my-sa.json"));
  const size_t at = policy.find("default:my-sa");
  ASSERT_NE(at, policy.npos);
  policy.replace(at, 13, "default:other");
  folder.Write("trust-my-sa.json", policy);
  for (const char* name : {"pod-test4.yaml", "sa-my-sa.yaml", "oidc-provider.json"}) {
    folder.Write(name, ReadFile(Testdata(std::string("walkthrough/") + name)));
  }
  const Outcome outcome = folder({"trace", "default/eks-iam-test4", "."});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("5. STS: refuses\n"),
                                 HasSubstr(" ! STS: AccessDenied, Not authorized to perform "
                                           "sts:AssumeRoleWithWebIdentity\n"),
                                 HasSubstr("trust-my-sa.json:13"), Not(HasSubstr("\x1b"))));
}

TEST(WalkthroughTraceTest, WhatIsNotThereIsSaidWithWhatIs) {
  const ProgramFolder folder;
  folder.Write("pod.yaml", ReadFile(Testdata("walkthrough/pod-test4.yaml")));
  const Outcome missing = folder({"trace", "media/other"});
  EXPECT_EQ(missing.status, 2);
  EXPECT_EQ(
      missing.err,
      "irsalint: no workload media/other is in the input, which has Pod/media/eks-iam-test4\n");
  const Outcome malformed = folder({"trace", "other"});
  EXPECT_EQ(malformed.status, 2);
  EXPECT_EQ(malformed.err,
            "irsalint: name a workload as NAMESPACE/NAME or KIND/NAMESPACE/NAME, or give --all\n");
  EXPECT_EQ(folder({"trace", "pod/default/eks-iam-test4"}).status, 0);
  EXPECT_EQ(folder({"trace", "Job/default/eks-iam-test4"}).status, 2);
}

TEST(WalkthroughTraceTest, EveryWorkloadOfTheCorpusIsWalked) {
  const auto corpus = Shared("corpus");
  IRSALINT_REQUIRE_SHARED(corpus);
  const Outcome outcome = ProgramFolder()({"trace", "--all", "--format", "json", *corpus});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_GT(json::parse(outcome.out)["walks"].size(), 1000u);
}

}  // namespace
}  // namespace irsalint::test
