// One correct chain, from the pod to the provider, and what a single wrong field in it gives: the
// one rule that names it. The fields of the trust policy have a test of their own
// (mutations_test.cc).

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "tests/harness/fixture.h"
#include "tests/harness/run.h"

namespace irsalint::test {
namespace {

using ::testing::IsEmpty;

constexpr std::string_view kAccount = R"(apiVersion: v1
kind: ServiceAccount
metadata:
  name: uploader
  namespace: media
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::493827165038:role/media-uploader
    eks.amazonaws.com/sts-regional-endpoints: "true"
)";

constexpr std::string_view kWorkload = R"(apiVersion: apps/v1
kind: Deployment
metadata:
  name: uploader
  namespace: media
spec:
  template:
    metadata:
      annotations:
        example.com/team: media
    spec:
      serviceAccountName: uploader
      automountServiceAccountToken: false
      containers:
        - name: app
          image: registry.example.com/uploader:1.4
          env:
            - name: BUCKET
              value: media-uploads
)";

constexpr std::string_view kRole = R"({
  "Role": {
    "RoleName": "media-uploader",
    "Arn": "arn:aws:iam::493827165038:role/media-uploader",
    "AssumeRolePolicyDocument": {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"},
          "Action": "sts:AssumeRoleWithWebIdentity",
          "Condition": {
            "StringEquals": {
              "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:aud": "sts.amazonaws.com",
              "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub": "system:serviceaccount:media:uploader"
            }
          }
        }
      ]
    }
  }
}
)";

constexpr std::string_view kProvider = R"({
  "Url": "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F",
  "ClientIDList": ["sts.amazonaws.com"],
  "ThumbprintList": ["9e99a48a9960b14926bb7f3b02e22da2b0ab7280"],
  "CreateDate": "2026-03-02T10:11:12+00:00"
}
)";

constexpr std::string_view kCluster = R"({
  "cluster": {
    "name": "media",
    "arn": "arn:aws:eks:eu-central-1:493827165038:cluster/media",
    "version": "1.33",
    "identity": {"oidc": {"issuer": "https://oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"}}
  }
}
)";

Tree CorrectChain() {
  return {{"account.yaml", std::string(kAccount)},
          {"workload.yaml", std::string(kWorkload)},
          {"role.json", std::string(kRole)},
          {"provider.json", std::string(kProvider)},
          {"cluster.json", std::string(kCluster)}};
}

struct Mutation {
  std::string_view name;
  std::string_view file;
  std::string_view from;
  std::string_view to;
  std::string_view finding;  // `severity: rule`
};

constexpr std::string_view kArn = "arn:aws:iam::493827165038:role/media-uploader";
constexpr std::string_view kRoleKey = "eks.amazonaws.com/role-arn";
constexpr std::string_view kRegional = R"(sts-regional-endpoints: "true")";

constexpr Mutation kMutations[] = {
    // The annotation's value.
    {"ArnElevenDigits", "account.yaml", "493827165038", "49382716503", "error: role-arn-malformed"},
    {"ArnThirteenDigits", "account.yaml", "493827165038", "4938271650381",
     "error: role-arn-malformed"},
    {"ArnAccountWithHyphens", "account.yaml", "493827165038", "4938-2716-5038",
     "error: role-arn-malformed"},
    {"ArnWithoutAccount", "account.yaml", "493827165038", "", "error: role-arn-malformed"},
    {"ArnScheme", "account.yaml", "arn:aws", "an:aws", "error: role-arn-malformed"},
    {"ArnRegion", "account.yaml", "iam::", "iam:eu-central-1:", "error: role-arn-malformed"},
    {"ArnOneColon", "account.yaml", "iam::", "iam:", "error: role-arn-malformed"},
    {"ArnColonBeforeName", "account.yaml", "role/media-uploader", "role:media-uploader",
     "error: role-arn-malformed"},
    {"ArnInstanceProfile", "account.yaml", "role/media", "instance-profile/media",
     "error: role-arn-malformed"},
    {"ArnUser", "account.yaml", "role/media", "user/media", "error: role-arn-malformed"},
    {"ArnPolicy", "account.yaml", "role/media", "policy/media", "error: role-arn-malformed"},
    {"ArnAssumedRole", "account.yaml", "iam::493827165038:role/media-uploader",
     "sts::493827165038:assumed-role/media-uploader/app", "error: role-arn-malformed"},
    {"ArnWithoutName", "account.yaml", "role/media-uploader", "role/", "error: role-arn-malformed"},
    {"ArnBlankInside", "account.yaml", "media-uploader", "media uploader",
     "error: role-arn-malformed"},
    {"ArnBlankBehind", "account.yaml", kArn, R"("arn:aws:iam::493827165038:role/media-uploader ")",
     "error: role-arn-malformed"},
    {"ArnNewlineBehind", "account.yaml", kArn,
     R"("arn:aws:iam::493827165038:role/media-uploader\n")", "error: role-arn-malformed"},
    {"ArnBareName", "account.yaml", kArn, "media-uploader", "error: role-arn-malformed"},
    {"ArnIsANumber", "account.yaml", kArn, "493827165038", "error: annotation-not-string"},
    {"ArnIsAList", "account.yaml", kArn, "[arn:aws:iam::493827165038:role/media-uploader]",
     "error: annotation-not-string"},
    {"ArnPartition", "account.yaml", "arn:aws:", "arn:aws-cn:", "error: role-partition-mismatch"},

    // The annotation's key.
    {"KeyUnderscore", "account.yaml", kRoleKey, "eks.amazonaws.com/role_arn",
     "error: identity-annotation-typo"},
    {"KeyCamelCase", "account.yaml", kRoleKey, "eks.amazonaws.com/roleArn",
     "error: identity-annotation-typo"},
    {"KeyUpperCase", "account.yaml", kRoleKey, "eks.amazonaws.com/role-ARN",
     "error: identity-annotation-typo"},
    {"KeyOtherDomain", "account.yaml", kRoleKey, "eks.amazon.com/role-arn",
     "error: identity-annotation-typo"},
    {"KeyWithoutEks", "account.yaml", kRoleKey, "iam.amazonaws.com/role-arn",
     "warning: role-annotation-missing"},
    {"KeyLetterTooFew", "account.yaml", kRoleKey, "eks.amazonaws.com/role-an",
     "error: identity-annotation-typo"},
    {"KeyOfRegionalSingular", "account.yaml", "sts-regional-endpoints", "sts-regional-endpoint",
     "error: identity-annotation-typo"},

    // The other annotations.
    {"RegionalUnquoted", "account.yaml", kRegional, "sts-regional-endpoints: true",
     "error: annotation-not-string"},
    {"RegionalWord", "account.yaml", kRegional, R"(sts-regional-endpoints: "regional")",
     "warning: annotation-value-ignored"},
    {"RegionalYes", "account.yaml", kRegional, R"(sts-regional-endpoints: "yes")",
     "warning: annotation-value-ignored"},
    {"ExpirationUnquoted", "account.yaml", kRegional,
     "token-expiration: 3600\n    eks.amazonaws.com/sts-regional-endpoints: \"true\"",
     "error: annotation-not-string"},
    {"ExpirationHours", "account.yaml", kRegional,
     "token-expiration: \"24h\"\n    eks.amazonaws.com/sts-regional-endpoints: \"true\"",
     "warning: annotation-value-ignored"},
    {"AudienceOfTheAccount", "account.yaml", kRegional,
     "audience: sts.amazon.com\n    eks.amazonaws.com/sts-regional-endpoints: \"true\"",
     "error: aud-mismatch"},

    // The pod.
    {"PodAccountLetterTooFew", "workload.yaml", "serviceAccountName: uploader",
     "serviceAccountName: uploadr", "error: service-account-not-found"},
    {"PodAccountUnderscore", "workload.yaml", "serviceAccountName: uploader",
     "serviceAccountName: up-loader", "error: service-account-not-found"},
    {"PodNamespace", "workload.yaml", "  namespace: media\nspec", "  namespace: video\nspec",
     "error: service-account-other-namespace"},
    {"PodAutomountDefault", "workload.yaml", "      automountServiceAccountToken: false\n", "",
     "warning: token-automounted"},
    {"PodAutomountTrue", "workload.yaml", "automountServiceAccountToken: false",
     "automountServiceAccountToken: true", "warning: token-automounted"},
    {"PodRoleAnnotation", "workload.yaml", "example.com/team: media",
     "eks.amazonaws.com/role-arn: arn:aws:iam::493827165038:role/other",
     "error: identity-annotation-misplaced"},
    {"PodAudienceAnnotation", "workload.yaml", "example.com/team: media",
     "eks.amazonaws.com/audience: sts.amazonaws.com", "error: identity-annotation-misplaced"},
    {"PodSkipTypo", "workload.yaml", "example.com/team: media",
     "eks.amazonaws.com/skip-container: app", "error: identity-annotation-typo"},
    {"PodSkipBlank", "workload.yaml", "example.com/team: media",
     "eks.amazonaws.com/skip-containers: \"proxy, app\"", "warning: annotation-value-ignored"},
    {"PodStaticKeys", "workload.yaml", "            - name: BUCKET\n",
     "            - name: AWS_ACCESS_KEY_ID\n              value: AKIAQX7VN3M2KD4HJ6PT\n           "
     " - name: AWS_SECRET_ACCESS_KEY\n              value: "
     "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\n            - name: BUCKET\n",
     "error: static-credentials, error: static-credentials-shadow"},
    {"PodLegacyEndpoint", "workload.yaml", "name: BUCKET\n              value: media-uploads",
     "name: AWS_STS_REGIONAL_ENDPOINTS\n              value: legacy",
     "warning: sts-legacy-endpoint"},

    // The cluster and the provider.
    {"ClusterId", "cluster.json", "825F", "825A", "error: trust-denies-subject"},
    {"ProviderWithoutClient", "provider.json", R"(["sts.amazonaws.com"])", "[]",
     "error: oidc-provider-client-id-missing"},
    {"ProviderOtherClient", "provider.json", R"(["sts.amazonaws.com"])", R"(["sts.amazon.com"])",
     "error: oidc-provider-client-id-missing"},
    {"ProviderClientUpperCase", "provider.json", R"(["sts.amazonaws.com"])",
     R"(["STS.amazonaws.com"])", "error: oidc-provider-client-id-missing"},
};

std::string RatedRules(const Tree& tree) {
  std::vector<std::string> rules;
  for (const rule::LocatedFinding& finding : RunTree(tree).findings) {
    rules.push_back(fmt::format("{}: {}", rule::ToString(finding.severity), finding.rule));
  }
  return fmt::format("{}", fmt::join(rules, ", "));
}

TEST(ChainMutationsTest, TheCorrectChainIsSilent) {
  EXPECT_THAT(FindingsOf(CorrectChain()), IsEmpty());
}

void PrintTo(const Mutation& mutation, std::ostream* out) { *out << mutation.name; }

std::string NameOf(const ::testing::TestParamInfo<Mutation>& info) {
  return std::string(info.param.name);
}

class ChainMutationTest : public ::testing::TestWithParam<Mutation> {};
INSTANTIATE_TEST_SUITE_P(Field, ChainMutationTest, ::testing::ValuesIn(kMutations), NameOf);

TEST_P(ChainMutationTest, GivesTheOneFindingThatNamesIt) {
  const Mutation& mutation = GetParam();
  Tree tree = CorrectChain();
  std::string& text = tree[std::string(mutation.file)];
  text = ReplaceOnce(text, mutation.from, mutation.to);
  EXPECT_EQ(RatedRules(tree), mutation.finding) << ::testing::PrintToString(FindingsOf(tree));
}

}  // namespace
}  // namespace irsalint::test
