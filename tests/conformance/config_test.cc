// What every key of `.irsalint.yaml` changes, from files to findings.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/harness/run.h"

namespace irsalint::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::string_view kIssuer =
    "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F";
constexpr std::string_view kOtherIssuer =
    "oidc.eks.eu-central-1.amazonaws.com/id/0F1E2D3C4B5A69788796A5B4C3D2E1F0";

std::string Account(const std::string& annotations) {
  return "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: reader\n  namespace: web\n"
         "  annotations:\n    " +
         annotations + "\n";
}
const std::string kRoleArn = "arn:aws:iam::493827165038:role/web-reader";

std::string Role(std::string_view issuer, const std::string& audience = "sts.amazonaws.com",
                 const std::string& subject = "system:serviceaccount:web:reader") {
  const std::string provider(issuer);
  return R"({"Role": {"RoleName": "web-reader", "Arn": ")" + kRoleArn +
         R"(", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [
 {"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
  "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/)" +
         provider + R"("},
  "Condition": {"StringEquals": {
    ")" + provider +
         R"(:sub": ")" + subject + R"(",
    ")" + provider +
         R"(:aud": ")" + audience + R"("}}}]}}}
)";
}

// The rules that find something at warning or above.
std::vector<std::string> RulesOf(const Tree& tree, const Settings& settings = {}) {
  std::vector<std::string> rules;
  for (const rule::LocatedFinding& finding : RunTree(tree, settings).findings) {
    if (finding.severity != rule::Severity::kNote) rules.push_back(finding.rule);
  }
  return rules;
}

const std::string kAnnotation = "eks.amazonaws.com/role-arn: " + kRoleArn;

TEST(ConfigKeys, TheIssuerDecidesForTheFoldersOfTheCluster) {
  Tree tree = {{"prod/sa.yaml", Account(kAnnotation)}, {"prod/role.json", Role(kIssuer)}};
  EXPECT_THAT(RulesOf(tree), IsEmpty());
  const std::string config =
      "clusters:\n  - name: blue\n    issuer: https://" + std::string(kOtherIssuer) + "\n";
  tree[".irsalint.yaml"] = config + "    paths: [prod]\n";
  EXPECT_THAT(RulesOf(tree), SizeIs(1));
  tree[".irsalint.yaml"] = config + "    paths: [stage]\n";
  EXPECT_THAT(RulesOf(tree), IsEmpty());
  tree[".irsalint.yaml"] = config;
  EXPECT_THAT(RulesOf(tree), IsEmpty());
}

}  // namespace
}  // namespace irsalint::test
