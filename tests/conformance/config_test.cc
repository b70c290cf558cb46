// What every key of `.irsalint.yaml` changes, from files to findings.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

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

std::string Policy(std::string_view issuer, std::string_view audience, std::string_view subject) {
  return fmt::format(R"({{"Version": "2012-10-17", "Statement": [
 {{"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
  "Principal": {{"Federated": "arn:aws:iam::493827165038:oidc-provider/{0}"}},
  "Condition": {{"StringEquals": {{"{0}:sub": "{2}", "{0}:aud": "{1}"}}}}}}]}}
)",
                     issuer, audience, subject);
}

// The answer of `aws iam get-role`.
std::string Role(std::string_view issuer, std::string_view audience = "sts.amazonaws.com",
                 std::string_view subject = "system:serviceaccount:web:reader") {
  return fmt::format(
      R"({{"Role": {{"RoleName": "web-reader", "Arn": "{}", "AssumeRolePolicyDocument": {}}}}})",
      kRoleArn, Policy(issuer, audience, subject));
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

// The one finding of a rule; fails the test if there is not exactly one.
rule::LocatedFinding FindingOf(std::string_view rule, const rule::Report& report) {
  EXPECT_EQ(std::ranges::count(report.findings, rule, &rule::LocatedFinding::rule), 1);
  const auto found = std::ranges::find(report.findings, rule, &rule::LocatedFinding::rule);
  return found == report.findings.end() ? rule::LocatedFinding() : *found;
}

// The input of one cluster below `prod/`.
Tree ProdTree(std::string_view issuer, const std::string& annotations,
              const std::string& audience = "sts.amazonaws.com") {
  return {{"prod/sa.yaml", Account(annotations)}, {"prod/role.json", Role(issuer, audience)}};
}

Tree WithConfig(Tree tree, const std::string& config) {
  tree[".irsalint.yaml"] = config;
  return tree;
}

// A cluster of the folder `prod` with these lines below its name.
std::string Prod(const std::string& lines) {
  return "clusters:\n  - name: prod\n    paths: [prod]\n" + lines;
}

TEST(ConfigEffect, OfIssuerAndPaths) {
  const Tree tree = ProdTree(kIssuer, kAnnotation);
  EXPECT_THAT(RulesOf(tree), IsEmpty());
  const std::string issuer = fmt::format("    issuer: https://{}\n", kOtherIssuer);
  EXPECT_THAT(RulesOf(WithConfig(tree, Prod(issuer))), SizeIs(1));
  EXPECT_THAT(RulesOf(WithConfig(tree, Prod(fmt::format("    issuer: {}\n", kIssuer)))), IsEmpty());
  EXPECT_THAT(RulesOf(WithConfig(tree, "clusters:\n  - name: prod\n" + issuer)), IsEmpty());
  EXPECT_THAT(RulesOf(WithConfig(tree, "clusters:\n  - name: prod\n    paths: [stage]\n" + issuer)),
              IsEmpty());
  EXPECT_THAT(
      RulesOf(WithConfig(tree, "clusters:\n  - name: prod\n    paths: ['**/prod']\n" + issuer)),
      SizeIs(1));
}

TEST(ConfigEffect, OfRegion) {
  const Tree tree = ProdTree(kIssuer, kAnnotation);
  EXPECT_THAT(RulesOf(WithConfig(tree, Prod("    region: us-east-1\n"))),
              ElementsAre("issuer-region-mismatch"));
  EXPECT_THAT(RulesOf(WithConfig(tree, Prod("    region: eu-central-1\n"))), IsEmpty());
}

TEST(ConfigEffect, APlaceOfTheConfigurationIsShown) {
  const Tree tree = WithConfig(ProdTree(kIssuer, kAnnotation), Prod("    region: us-east-1\n"));
  const rule::LocatedFinding finding = FindingOf("issuer-region-mismatch", RunTree(tree));
  const auto place =
      std::ranges::find(finding.related, std::string(".irsalint.yaml"), &rule::LocatedPlace::path);
  ASSERT_NE(place, finding.related.end());
  EXPECT_EQ(place->line, 2U);
}

TEST(ConfigEffect, OfName) {
  const Tree tree = {{"edge/sa.yaml", Account(kAnnotation)},
                     {"core/web-reader.json",
                      Policy(kIssuer, "sts.amazonaws.com", "system:serviceaccount:web:writer")}};
  EXPECT_THAT(RulesOf(tree), ElementsAre("sub-mismatch"));
  EXPECT_THAT(RulesOf(WithConfig(tree, "clusters: [{name: edge}, {name: core}]\n")), IsEmpty());
}

size_t CountOf(std::string_view rule, const Tree& tree) {
  const rule::Report report = RunTree(tree, {.persona = rule::Persona::kAuditor});
  return static_cast<size_t>(
      std::ranges::count(report.findings, rule, &rule::LocatedFinding::rule));
}

TEST(ConfigEffect, OfVersion) {
  const Tree tree = ProdTree(kIssuer, kAnnotation);
  constexpr std::string_view kRule = "sts-regional-endpoint-missing";
  EXPECT_EQ(CountOf(kRule, WithConfig(tree, Prod(""))), 1U);
  EXPECT_EQ(CountOf(kRule, WithConfig(tree, Prod("    version: 1.30\n"))), 0U);
}

TEST(ConfigEffect, OfRegionalSts) {
  const Tree tree = ProdTree(kIssuer, kAnnotation);
  const auto with = [&tree](const std::string& value) {
    return WithConfig(tree, Prod(fmt::format("    webhook: {{regional-sts: {}}}\n", value)));
  };
  constexpr std::string_view kRule = "sts-regional-endpoint-missing";
  EXPECT_EQ(CountOf(kRule, with("true")), 0U);
  EXPECT_EQ(CountOf(kRule, with("false")), 1U);
  EXPECT_THAT(RulesOf(with("false")), ElementsAre(kRule));
}

TEST(ConfigEffect, OfSelfHosted) {
  const Tree tree = ProdTree(kIssuer, kAnnotation);
  EXPECT_THAT(RulesOf(WithConfig(tree, Prod("    version: 1.30\n"))), IsEmpty());
  EXPECT_THAT(
      RulesOf(WithConfig(tree, Prod("    version: 1.30\n    webhook: {self-hosted: true}\n"))),
      ElementsAre("sts-regional-endpoint-missing"));
}

TEST(ConfigEffect, OfTokenAudience) {
  constexpr std::string_view kSelfHosted = "oidc.edge.example.org/prod";
  const std::string config =
      Prod("    webhook: {token-audience: amazonaws.com, regional-sts: true}\n");
  EXPECT_THAT(RulesOf(WithConfig(ProdTree(kSelfHosted, kAnnotation), config)),
              ElementsAre("aud-mismatch"));
  EXPECT_THAT(RulesOf(WithConfig(ProdTree(kSelfHosted, kAnnotation, "amazonaws.com"), config)),
              IsEmpty());
}

TEST(ConfigEffect, OfAnnotationPrefix) {
  Tree tree = ProdTree(kIssuer, "iam.example.net/role-arn: " + kRoleArn);
  tree["prod/role.json"] = Role(kIssuer, "sts.amazonaws.com", "system:serviceaccount:web:writer");
  EXPECT_THAT(RulesOf(tree), IsEmpty());
  EXPECT_THAT(
      RulesOf(WithConfig(
          tree, Prod("    webhook: {annotation-prefix: iam.example.net, regional-sts: true}\n"))),
      ElementsAre("sub-mismatch"));
}

TEST(ConfigEffect, OfComposeRoleArn) {
  const Tree tree = ProdTree(kIssuer, "eks.amazonaws.com/role-arn: web-reader");
  EXPECT_THAT(RulesOf(tree), ElementsAre("role-arn-malformed"));
  const std::string webhook = "    webhook: {compose-role-arn: true, regional-sts: true}\n";
  EXPECT_THAT(RulesOf(WithConfig(tree, Prod("    account: 493827165038\n" + webhook))), IsEmpty());
  const Tree broken = {
      {"prod/sa.yaml", Account("eks.amazonaws.com/role-arn: web-reader")},
      {"prod/role.json", Role(kIssuer, "sts.amazonaws.com", "system:serviceaccount:web:writer")}};
  EXPECT_THAT(RulesOf(WithConfig(broken, Prod("    account: 493827165038\n" + webhook))),
              ElementsAre("sub-mismatch"));
}

TEST(ConfigEffect, OfPartition) {
  // The ARN that is composed is of another role then, which the input does not hold.
  const Tree tree = {
      {"prod/sa.yaml", Account("eks.amazonaws.com/role-arn: web-reader")},
      {"prod/role.json", Role(kIssuer, "sts.amazonaws.com", "system:serviceaccount:web:writer")}};
  const std::string cluster =
      "    account: 493827165038\n    webhook: {compose-role-arn: true, regional-sts: true}\n";
  EXPECT_THAT(RulesOf(WithConfig(tree, Prod(cluster + "    partition: aws\n"))),
              ElementsAre("sub-mismatch"));
  EXPECT_THAT(RulesOf(WithConfig(tree, Prod(cluster + "    partition: aws-cn\n"))), IsEmpty());
}

TEST(ConfigEffect, OfCompleteAndAccount) {
  const Tree tree = ProdTree(kIssuer, kAnnotation);
  EXPECT_THAT(RulesOf(WithConfig(tree, Prod("    complete: true\n"))), IsEmpty());
  EXPECT_THAT(RulesOf(WithConfig(tree, Prod("    account: 493827165038\n"))), IsEmpty());
  EXPECT_THAT(RulesOf(WithConfig(tree, Prod("    account: 493827165038\n    complete: true\n"))),
              ElementsAre("oidc-provider-not-found"));
}

TEST(ConfigEffect, OfExternalRoles) {
  const Tree tree = {{"sa.yaml", Account(kAnnotation)},
                     {"roles.json", R"({"Roles": [{"Path": "/", "RoleName": "writer",
  "Arn": "arn:aws:iam::493827165038:role/writer"}]})"}};
  EXPECT_THAT(RulesOf(tree), ElementsAre("role-not-found"));
  EXPECT_THAT(RulesOf(WithConfig(tree, "external:\n  roles: ['arn:aws:iam::*:role/web-*']\n")),
              IsEmpty());
}

TEST(ConfigEffect, OfNamespace) {
  Tree tree = ProdTree(kIssuer, kAnnotation);
  std::string& account = tree["prod/sa.yaml"];
  account = ReplaceOnce(account, "  namespace: web\n", "");
  EXPECT_THAT(RulesOf(tree), IsEmpty());
  EXPECT_THAT(RulesOf(WithConfig(tree, "namespace: web\n")), IsEmpty());
  EXPECT_THAT(RulesOf(WithConfig(tree, "namespace: db\n")), ElementsAre("sub-mismatch"));
  EXPECT_THAT(RulesOf(WithConfig(tree, "namespace: db\n"), {.link = {.namespace_name = "web"}}),
              IsEmpty());
}

Tree Mismatch() {
  return {{"sa.yaml", Account(kAnnotation)},
          {"role.json", Role(kIssuer, "sts.amazonaws.com", "system:serviceaccount:web:writer")}};
}

TEST(ConfigEffect, OfRules) {
  const auto severity = [](const std::string& rules) -> std::string {
    const rule::Report report = RunTree(WithConfig(Mismatch(), "rules: {" + rules + "}\n"));
    for (const rule::LocatedFinding& finding : report.findings) {
      if (finding.rule == "sub-mismatch") return std::string(rule::ToString(finding.severity));
    }
    return fmt::format("off: {}", fmt::join(report.config->rules_off, " "));
  };
  EXPECT_EQ(severity(""), "error");
  EXPECT_EQ(severity("sub-mismatch: off"), "off: sub-mismatch");
  EXPECT_EQ(severity("sub-mismatch: note"), "note");
  EXPECT_EQ(severity("sub-mismatch: {severity: warning}"), "warning");
  EXPECT_EQ(severity("trust: note"), "note");
  EXPECT_EQ(severity("trust: off, sub-mismatch: error"), "error");
}

TEST(ConfigEffect, TheFingerprintStaysWhenTheSeverityChanges) {
  const Tree changed = WithConfig(Mismatch(), "rules: {sub-mismatch: note}\n");
  EXPECT_EQ(FindingOf("sub-mismatch", RunTree(Mismatch())).fingerprint,
            FindingOf("sub-mismatch", RunTree(changed)).fingerprint);
}

TEST(ConfigEffect, TheFileItselfIsNoManifest) {
  const Tree tree = {{".irsalint.yaml", "namespace: web\n"}, {"sa.yaml", Account(kAnnotation)}};
  const rule::Report report = RunTree(tree);
  EXPECT_EQ(report.stats.files, 1U);
  ASSERT_TRUE(report.config.has_value());
  EXPECT_EQ(report.config->path, ".irsalint.yaml");
  EXPECT_THAT(report.config->rules_off, IsEmpty());
}

}  // namespace
}  // namespace irsalint::test
