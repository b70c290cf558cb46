#include "analyzer/graph/sdk_chain.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace irsalint::graph {
namespace {

using base::Truth;

// A container that offers nothing, on a node whose metadata service it reaches.
ChainInput Bare() {
  const Premise no = {.holds = Truth::kNo};
  const Premise yes = {.holds = Truth::kYes};
  return {.static_keys = no,
          .profile_named = no,
          .shared_files = no,
          .shared_keys = no,
          .role_variable = no,
          .token_file_variable = no,
          .token_file_usable = yes,
          .sts_accepts = yes,
          .full_uri = no,
          .full_uri_is_agent = yes,
          .relative_uri = no,
          .agent_answers = yes,
          .imds_disabled = no,
          .imds_reachable = yes};
}

// What the webhook injects for IRSA, all of it in order.
ChainInput WebIdentity() {
  ChainInput input = Bare();
  input.role_variable.holds = Truth::kYes;
  input.token_file_variable.holds = Truth::kYes;
  return input;
}

// The same for EKS Pod Identity.
ChainInput PodIdentity() {
  ChainInput input = Bare();
  input.full_uri.holds = Truth::kYes;
  return input;
}

FamilyOutcome Of(SdkFamily family, const ChainInput& input) {
  const std::vector<FamilyOutcome> all = Resolve(input);
  return *std::ranges::find(all, family, &FamilyOutcome::family);
}

std::string Joined(const auto& items, auto name) {
  std::string text;
  for (const auto& item : items) {
    if (!text.empty()) text += ", ";
    text += name(item);
  }
  return text;
}

// "node role, error".
std::string Outcomes(SdkFamily family, const ChainInput& input) {
  return Joined(Of(family, input).outcomes, [](Outcome outcome) { return NameOf(outcome); });
}

// One row for each family: what comes of one input for all of them.
struct Row {
  SdkFamily family;
  std::string expected;
};

void ExpectRows(const ChainInput& input, const std::vector<Row>& rows) {
  EXPECT_EQ(rows.size(), kSdkFamilies.size());
  for (const Row& row : rows) {
    SCOPED_TRACE(NameOf(row.family));
    EXPECT_EQ(Outcomes(row.family, input), row.expected);
  }
}

using enum SdkFamily;

std::vector<Row> AllRows(const std::string& expected) {
  std::vector<Row> rows;
  for (const SdkFamily family : kSdkFamilies) rows.push_back({family, expected});
  return rows;
}

std::vector<Row> AllRowsBut(const std::string& expected, const std::vector<Row>& others) {
  std::vector<Row> rows = AllRows(expected);
  for (const Row& other : others) {
    std::ranges::find(rows, other.family, &Row::family)->expected = other.expected;
  }
  return rows;
}

TEST(SdkChainTest, FamiliesComeInTheOrderOfTheTable) {
  EXPECT_EQ(Joined(Resolve(Bare()), [](const FamilyOutcome& of) { return NameOf(of.family); }),
            "boto3 and AWS CLI, Go v2, Java v2, JavaScript v3, JavaScript v2, .NET v4, .NET v3, "
            "C++, PHP, Ruby, Rust");
}

// docs/reference/semantics.md §11.1, row by row.
TEST(SdkChainTest, Order) {
  const std::vector<Row> rows = {
      {kBoto3,
       "environment keys, profile's role, process or sign-in, web identity, profile, container "
       "credentials, instance metadata"},
      {kGoV2, "environment keys, web identity, profile, container credentials, instance metadata"},
      {kJavaV2,
       "environment keys, web identity, profile, container credentials, instance metadata"},
      {kJsV3, "environment keys, profile, web identity, container credentials, instance metadata"},
      {kJsV2,
       "environment keys, profile, container credentials, profile's role, process or sign-in, web "
       "identity, instance metadata"},
      {kDotnetV4,
       "environment keys, web identity, profile, container credentials, instance metadata"},
      {kDotnetV3,
       "web identity, profile, environment keys, container credentials, instance metadata"},
      {kCpp,
       "environment keys, profile, web identity, profile's role, process or sign-in, container "
       "credentials, instance metadata"},
      {kPhp, "environment keys, web identity, profile, container credentials, instance metadata"},
      {kRuby, "environment keys, web identity, profile, container credentials, instance metadata"},
      {kRust, "environment keys, profile, web identity, container credentials, instance metadata"},
  };
  ASSERT_EQ(rows.size(), kSdkFamilies.size());
  for (const Row& row : rows) {
    SCOPED_TRACE(NameOf(row.family));
    EXPECT_EQ(Joined(Of(row.family, Bare()).steps,
                     [](const ChainStep& step) { return NameOf(step.provider); }),
              row.expected);
  }
}

TEST(SdkChainTest, WithoutAnythingItIsTheNode) {
  ExpectRows(Bare(), AllRows("node role"));
  ChainInput fargate = Bare();
  fargate.imds_reachable.holds = Truth::kNo;
  ExpectRows(fargate, AllRows("no credentials"));
  ChainInput disabled = Bare();
  disabled.imds_disabled.holds = Truth::kYes;
  ExpectRows(disabled, AllRows("no credentials"));
}

TEST(SdkChainTest, WebIdentityThatWorks) {
  ExpectRows(WebIdentity(), AllRows("web identity role"));
}

TEST(SdkChainTest, PodIdentityThatWorks) {
  ExpectRows(PodIdentity(), AllRows("Pod Identity role"));
}

// §11.2, first column.
TEST(SdkChainTest, TokenFileVariableWithoutRoleVariable) {
  ChainInput input = WebIdentity();
  input.role_variable.holds = Truth::kNo;
  ExpectRows(input, {{kBoto3, "error"},
                     {kGoV2, "error"},
                     {kJavaV2, "node role"},
                     {kJsV3, "node role"},
                     {kJsV2, "node role"},
                     {kDotnetV4, "node role"},
                     {kDotnetV3, "node role"},
                     {kCpp, "node role"},
                     {kPhp, "node role"},
                     {kRuby, "node role"},
                     {kRust, "node role, error"}});
}

// §11.2, second column: trap T1 of §4.3.
TEST(SdkChainTest, RoleVariableWithoutTokenFileVariable) {
  ChainInput input = WebIdentity();
  input.token_file_variable.holds = Truth::kNo;
  ExpectRows(input, {{kBoto3, "node role"},
                     {kGoV2, "node role"},
                     {kJavaV2, "node role"},
                     {kJsV3, "node role"},
                     {kJsV2, "node role"},
                     {kDotnetV4, "node role"},
                     {kDotnetV3, "node role"},
                     {kCpp, "node role"},
                     {kPhp, "node role"},
                     {kRuby, "node role"},
                     {kRust, "node role, error"}});
}

// §11.2, third column, for either reason.
TEST(SdkChainTest, WebIdentityThatFails) {
  const std::vector<Row> rows = {
      {kBoto3, "error"},    {kGoV2, "error"},     {kJavaV2, "node role"}, {kJsV3, "error"},
      {kJsV2, "node role"}, {kDotnetV4, "error"}, {kDotnetV3, "error"},   {kCpp, "node role"},
      {kPhp, "node role"},  {kRuby, "error"},     {kRust, "error"},
  };
  ChainInput no_file = WebIdentity();
  no_file.token_file_usable.holds = Truth::kNo;
  ExpectRows(no_file, rows);
  ChainInput refused = WebIdentity();
  refused.sts_accepts.holds = Truth::kNo;
  ExpectRows(refused, rows);
}

// Without a node to fall back to, a failure is what remains.
TEST(SdkChainTest, WebIdentityThatFailsAwayFromTheNode) {
  ChainInput input = WebIdentity();
  input.sts_accepts.holds = Truth::kNo;
  input.imds_reachable.holds = Truth::kNo;
  ExpectRows(input, AllRows("error"));
}

// §11.2, the paragraph on container credentials.
TEST(SdkChainTest, PodIdentityThatFails) {
  ChainInput input = PodIdentity();
  input.agent_answers.holds = Truth::kNo;
  ExpectRows(input, {{kBoto3, "error"},
                     {kGoV2, "error"},
                     {kJavaV2, "node role"},
                     {kJsV3, "error"},
                     {kJsV2, "node role, error"},
                     {kDotnetV4, "error"},
                     {kDotnetV3, "error"},
                     {kCpp, "error"},
                     {kPhp, "error"},
                     {kRuby, "error"},
                     {kRust, "error"}});
}

// Trap T10 of §4.3.
TEST(SdkChainTest, BothIdentities) {
  ChainInput input = WebIdentity();
  input.full_uri.holds = Truth::kYes;
  ExpectRows(input, AllRowsBut("web identity role", {{kJsV2, "Pod Identity role"}}));
}

// A failing web identity leads on to Pod Identity where the chain goes on.
TEST(SdkChainTest, PodIdentityAfterWebIdentityThatFails) {
  ChainInput input = WebIdentity();
  input.full_uri.holds = Truth::kYes;
  input.sts_accepts.holds = Truth::kNo;
  ExpectRows(input, AllRowsBut("error", {{kJavaV2, "Pod Identity role"},
                                         {kJsV2, "Pod Identity role"},
                                         {kCpp, "Pod Identity role"},
                                         {kPhp, "Pod Identity role"}}));
}

// Trap T8 of §4.3.
TEST(SdkChainTest, StaticKeysBesideWebIdentity) {
  ChainInput input = WebIdentity();
  input.static_keys.holds = Truth::kYes;
  ExpectRows(input, AllRowsBut("static keys", {{kDotnetV3, "web identity role"}}));
  ChainInput beside_agent = PodIdentity();
  beside_agent.static_keys.holds = Truth::kYes;
  ExpectRows(beside_agent, AllRows("static keys"));
}

TEST(SdkChainTest, KeysOfASharedFileBesideWebIdentity) {
  ChainInput input = WebIdentity();
  input.shared_files.holds = Truth::kYes;
  input.shared_keys.holds = Truth::kYes;
  ExpectRows(
      input,
      AllRowsBut("web identity role",
                 {{kJsV3, "profile"}, {kJsV2, "profile"}, {kCpp, "profile"}, {kRust, "profile"}}));
  ChainInput alone = Bare();
  alone.shared_files.holds = Truth::kYes;
  alone.shared_keys.holds = Truth::kYes;
  ExpectRows(alone, AllRows("profile"));
}

// What an unread file holds may be anything that a profile can say.
TEST(SdkChainTest, AnUnreadSharedFile) {
  ChainInput input = WebIdentity();
  input.shared_files.holds = Truth::kYes;
  input.shared_keys.holds = Truth::kMaybe;
  const std::string both = "profile, web identity role";
  ExpectRows(
      input,
      AllRowsBut("web identity role",
                 {{kBoto3, both}, {kJsV3, both}, {kJsV2, both}, {kCpp, both}, {kRust, both}}));
}

// One that is named may be missing, which is an error. Go then reads nothing of the environment,
// JavaScript v3 no keys.
TEST(SdkChainTest, ANamedProfile) {
  ChainInput input = WebIdentity();
  input.static_keys.holds = Truth::kYes;
  input.profile_named.holds = Truth::kYes;
  input.shared_files.holds = Truth::kMaybe;
  input.shared_keys.holds = Truth::kMaybe;
  ExpectRows(input, AllRowsBut("static keys", {{kGoV2, "profile, node role, error"},
                                               {kJsV3, "profile, web identity role, error"},
                                               {kDotnetV3, "web identity role"}}));
  input.profile_named.holds = Truth::kMaybe;
  ExpectRows(input,
             AllRowsBut("static keys", {{kGoV2, "static keys, profile, node role, error"},
                                        {kJsV3, "static keys, profile, web identity role, error"},
                                        {kDotnetV3, "web identity role"}}));
}

// AWS_CONTAINER_CREDENTIALS_RELATIVE_URI beats the full one in boto and Go (§11.3).
TEST(SdkChainTest, ARelativeUri) {
  ChainInput input = PodIdentity();
  input.relative_uri.holds = Truth::kYes;
  const std::string other = "credentials of another endpoint, error";
  ExpectRows(
      input,
      AllRowsBut(
          "Pod Identity role, " + other,
          {{kBoto3, other},
           {kGoV2, other},
           {kJavaV2, "Pod Identity role, credentials of another endpoint, node role"},
           {kJsV2, "Pod Identity role, credentials of another endpoint, node role, error"}}));
}

TEST(SdkChainTest, AFullUriOfAnotherEndpoint) {
  ChainInput input = PodIdentity();
  input.full_uri_is_agent.holds = Truth::kNo;
  EXPECT_EQ(Outcomes(kBoto3, input), "credentials of another endpoint, error");
  EXPECT_EQ(Outcomes(kJavaV2, input), "credentials of another endpoint, node role");
}

// Each unknown widens what can come of it, and no more than that.
TEST(SdkChainTest, UnknownsWiden) {
  ChainInput keys = WebIdentity();
  keys.static_keys.holds = Truth::kMaybe;
  ExpectRows(keys,
             AllRowsBut("static keys, web identity role", {{kDotnetV3, "web identity role"}}));

  ChainInput sts = WebIdentity();
  sts.sts_accepts.holds = Truth::kMaybe;
  const std::string or_node = "web identity role, node role";
  ExpectRows(sts,
             AllRowsBut("web identity role, error",
                        {{kJavaV2, or_node}, {kJsV2, or_node}, {kCpp, or_node}, {kPhp, or_node}}));

  ChainInput role = WebIdentity();
  role.role_variable.holds = Truth::kMaybe;
  ExpectRows(role, AllRowsBut(or_node, {{kBoto3, "web identity role, error"},
                                        {kGoV2, "web identity role, error"},
                                        {kRust, "web identity role, node role, error"}}));

  ChainInput imds = Bare();
  imds.imds_reachable.holds = Truth::kMaybe;
  ExpectRows(imds, AllRows("node role, no credentials"));
  imds.imds_reachable.holds = Truth::kYes;
  imds.imds_disabled.holds = Truth::kMaybe;
  ExpectRows(imds, AllRows("node role, no credentials"));

  ChainInput uri = Bare();
  uri.full_uri.holds = Truth::kMaybe;
  ExpectRows(uri, AllRows("Pod Identity role, node role"));
}

TEST(SdkChainTest, WhereNothingIsKnownAnythingCanBe) {
  for (const FamilyOutcome& outcome : Resolve(ChainInput{})) {
    SCOPED_TRACE(NameOf(outcome.family));
    EXPECT_FALSE(outcome.IsProved());
    EXPECT_EQ(Joined(outcome.outcomes, [](Outcome one) { return NameOf(one); }),
              "static keys, profile, web identity role, Pod Identity role, credentials of another "
              "endpoint, node role, error, no credentials");
  }
}

// `PROVIDER EFFECTS: WHY` of each step.
std::vector<std::string> Steps(SdkFamily family, const ChainInput& input) {
  std::vector<std::string> lines;
  for (const ChainStep& step : Of(family, input).steps) {
    lines.push_back(std::string(NameOf(step.provider)) + " " +
                    Joined(step.effects, [](Effect effect) { return NameOf(effect); }) + ": " +
                    step.why);
  }
  return lines;
}

using Strings = std::vector<std::string>;

TEST(SdkChainTest, StepsSayWhatHappenedAndWhy) {
  ChainInput input = WebIdentity();
  input.role_variable.why = "AWS_ROLE_ARN is arn:aws:iam::493827165038:role/r";
  input.token_file_usable.why = "volume \"aws-iam-token\" projects the token";
  input.sts_accepts = {.holds = Truth::kNo, .why = "the trust policy denies it"};
  EXPECT_EQ(Steps(kJavaV2, input),
            (Strings{"environment keys skips: an access key is not set",
                     "web identity fails: AWS_ROLE_ARN is arn:aws:iam::493827165038:role/r; "
                     "AWS_WEB_IDENTITY_TOKEN_FILE is set; volume \"aws-iam-token\" projects the "
                     "token; the trust policy denies it",
                     "profile skips: there are no shared files",
                     "container credentials skips: AWS_CONTAINER_CREDENTIALS_FULL_URI is not set",
                     "instance metadata gives: the metadata service can be reached"}));
  // The chain ends with the first that gives or stops.
  EXPECT_EQ(Steps(kGoV2, input).size(), 2u);
  EXPECT_EQ(Steps(kBoto3, input).back(),
            "web identity stops: AWS_ROLE_ARN is arn:aws:iam::493827165038:role/r; "
            "AWS_WEB_IDENTITY_TOKEN_FILE is set; volume \"aws-iam-token\" projects the token; the "
            "trust policy denies it");
}

TEST(SdkChainTest, StepsSayWhatIsNotConfirmed) {
  ChainInput input = Bare();
  input.role_variable.holds = Truth::kYes;
  EXPECT_EQ(Steps(kRust, input).at(2),
            "web identity skips, stops: AWS_ROLE_ARN is set; AWS_WEB_IDENTITY_TOKEN_FILE is not "
            "set; what this SDK does then is not confirmed");
}

TEST(SdkChainTest, StepsSayWhatIsNotKnown) {
  ChainInput input = Bare();
  input.static_keys.holds = Truth::kMaybe;
  input.imds_reachable.holds = Truth::kMaybe;
  const Strings steps = Steps(kPhp, input);
  EXPECT_EQ(steps.front(),
            "environment keys skips, gives: it is not known whether an access key is set");
  EXPECT_EQ(steps.back(),
            "instance metadata skips, gives: it is not known whether the metadata service can be "
            "reached");
}

TEST(SdkChainTest, StepsSayWhatAnSdkNeeds) {
  EXPECT_EQ(Steps(kJavaV2, WebIdentity()).back(),
            "web identity gives: AWS_ROLE_ARN is set; AWS_WEB_IDENTITY_TOKEN_FILE is set; this SDK "
            "needs the module sts on the class path for it");
  EXPECT_EQ(NeedsForWebIdentity(kDotnetV3), "the package AWSSDK.SecurityToken");
  EXPECT_EQ(NeedsForWebIdentity(kDotnetV4), "the package AWSSDK.SecurityToken");
  EXPECT_EQ(NeedsForWebIdentity(kBoto3), "");
}

// For most families the node's role is no way out of Pod Identity.
TEST(SdkChainTest, StepsEndWhereTheNodeIsNotAsked) {
  ChainInput input = PodIdentity();
  input.agent_answers = {.holds = Truth::kNo, .why = "no agent runs on Fargate"};
  EXPECT_EQ(Steps(kRuby, input).back(),
            "container credentials stops: AWS_CONTAINER_CREDENTIALS_FULL_URI is set; no agent runs "
            "on Fargate");
}

TEST(FamilyOutcomeTest, TellsWhatItMayBe) {
  const FamilyOutcome outcome = Of(kRust, [] {
    ChainInput input = Bare();
    input.role_variable.holds = Truth::kYes;
    return input;
  }());
  EXPECT_TRUE(outcome.MayBe(Outcome::kNodeRole));
  EXPECT_TRUE(outcome.MayBe(Outcome::kError));
  EXPECT_FALSE(outcome.MayBe(Outcome::kWebIdentityRole));
  EXPECT_FALSE(outcome.IsProved());
  EXPECT_TRUE(Of(kPhp, WebIdentity()).IsProved());
}

}  // namespace
}  // namespace irsalint::graph
