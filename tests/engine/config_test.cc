// Reading a configuration: what is kept, and exactly what is said, and where, of what is wrong.

#include "analyzer/engine/config.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace irsalint::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

void SaysNothing(const rule::RuleContext&, rule::FindingSink&) {}

const rule::Rule kSubMismatch = {.meta = {.id = "sub-mismatch", .group = "trust"},
                                 .check = SaysNothing};
constexpr rule::RuleParameter kParameters[] = {
    {.name = "limit",
     .shape = rule::RuleParameter::Shape::kNumber,
     .expects = "a number from 3 to 90",
     .least = 3,
     .most = 90},
    {.name = "allowed",
     .expects = "a list of words with an x",
     .accepts = [](std::string_view text) { return text.find('x') != text.npos; }},
};
const rule::Rule kWithParameters = {
    .meta = {.id = "with-parameters", .group = "trust", .parameters = kParameters},
    .check = SaysNothing};
const rule::Rule kRoleShared = {.meta = {.id = "role-shared", .group = "trust"},
                                .check = SaysNothing};
const rule::Rule kTokenAutomounted = {.meta = {.id = "token-automounted", .group = "token"},
                                      .check = SaysNothing};
void JudgesNothing(const rule::RuleContext&, const rule::JudgedSuppression&, rule::FindingSink&) {}
const rule::Rule kSuppressionUnused = {.meta = {.id = "suppression-unused", .group = "hygiene"},
                                       .check = JudgesNothing};
constexpr const rule::Rule* kCatalogue[] = {&kSubMismatch, &kRoleShared, &kTokenAutomounted,
                                            &kSuppressionUnused, &kWithParameters};

// `line:column-column: message` of each problem.
std::vector<std::string> ProblemsOf(std::string_view text) {
  std::vector<std::string> lines;
  for (const ConfigProblem& problem : ParseConfig(text, kCatalogue).problems) {
    lines.push_back(fmt::format("{}:{}-{}: {}", problem.line, problem.column, problem.end_column,
                                problem.message));
  }
  return lines;
}

Config Read(std::string_view text) {
  ParsedConfig parsed = ParseConfig(text, kCatalogue);
  for (const ConfigProblem& problem : parsed.problems) {
    ADD_FAILURE() << problem.line << ":" << problem.column << ": " << problem.message;
  }
  return std::move(parsed.config);
}

TEST(ParseConfig, NothingIsAnEmptyConfiguration) {
  for (const std::string_view text :
       {"", "# only a comment\n", "---\n", "{}\n", "clusters:\nexternal:\nrules:\n"}) {
    const Config config = Read(text);
    EXPECT_TRUE(config.clusters.empty() && config.rules.empty()) << text;
    EXPECT_EQ(config.fail_on, "") << text;
  }
}

TEST(ParseConfig, UnknownKeysAreNamedWithTheNearest) {
  EXPECT_THAT(ProblemsOf("clusers: []\n"),
              ElementsAre("1:1-8: unknown key \"clusers\" (did you mean \"clusters\"?)"));
  EXPECT_THAT(ProblemsOf("clusters:\n  - name: prod\n    regoin: eu-central-1\n"),
              ElementsAre("3:5-11: unknown key \"regoin\" (did you mean \"region\"?)"));
  EXPECT_THAT(
      ProblemsOf("external:\n  buckets: []\n"),
      ElementsAre("2:3-10: unknown key \"buckets\"; known here are service-accounts, roles"));
  EXPECT_THAT(ProblemsOf("clusters[].name: x\n"),
              ElementsAre("1:1-16: unknown key \"clusters[].name\"; known here are clusters, "
                          "namespace, external, rules, ignore, fail-on, baseline"));
}

// One cluster with the lines given below its name.
std::string Cluster(const std::string& lines) { return "clusters:\n  - name: prod\n" + lines; }

TEST(ParseConfig, KeepsWhatAClusterSays) {
  const Config config = Read(
      "clusters:\n"
      "  - name: prod\n"
      "    account: 012345678901\n"
      "    partition: aws-cn\n"
      "    region: cn-north-1\n"
      "    issuer: https://oidc.eks.cn-north-1.amazonaws.com.cn/id/7D3F9A1C5B2E8046\n"
      "    version: 1.30\n"
      "    paths: [clusters/prod, 'apps/*/prod']\n"
      "    complete: yes\n"
      "    webhook:\n"
      "      annotation-prefix: sts.amazonaws.com\n"
      "      token-audience: amazonaws.com\n"
      "      regional-sts: false\n"
      "      compose-role-arn: true\n"
      "      aws-default-region: cn-northwest-1\n"
      "      token-mount-path: /tokens\n"
      "      token-expiration: 3600\n"
      "      watch-config-map: true\n");
  ASSERT_EQ(config.clusters.size(), 1U);
  const graph::DeclaredCluster& cluster = config.clusters[0];
  EXPECT_EQ(cluster.name, "prod");
  EXPECT_EQ(cluster.account, "012345678901");
  EXPECT_EQ(cluster.partition, "aws-cn");
  EXPECT_EQ(cluster.region, "cn-north-1");
  EXPECT_EQ(cluster.issuer, "oidc.eks.cn-north-1.amazonaws.com.cn/id/7D3F9A1C5B2E8046");
  EXPECT_EQ(cluster.version, "1.30");
  EXPECT_THAT(cluster.paths, ElementsAre("clusters/prod", "apps/*/prod"));
  EXPECT_TRUE(cluster.complete);
  EXPECT_TRUE(cluster.webhook.self_hosted);
  EXPECT_EQ(cluster.webhook.annotation_prefix, "sts.amazonaws.com");
  EXPECT_EQ(cluster.webhook.token_audience, "amazonaws.com");
  EXPECT_EQ(cluster.webhook.regional_sts, false);
  EXPECT_TRUE(cluster.webhook.compose_role_arn);
  EXPECT_EQ(cluster.webhook.aws_default_region, "cn-northwest-1");
  EXPECT_EQ(cluster.webhook.token_mount_path, "/tokens");
  EXPECT_EQ(cluster.webhook.token_expiration, 3600);
  EXPECT_TRUE(cluster.webhook.watch_config_map);
  EXPECT_EQ(syntax::ToString(cluster.place.route), "clusters[0]");
}

TEST(ParseConfig, FillsInWhatFollows) {
  const Config config = Read(Cluster("    issuer: oidc.eks.us-gov-west-1.amazonaws.com/id/0A\n"));
  EXPECT_EQ(config.clusters[0].region, "us-gov-west-1");
  EXPECT_EQ(config.clusters[0].partition, "aws-us-gov");
  EXPECT_FALSE(config.clusters[0].complete);
  EXPECT_FALSE(config.clusters[0].webhook.self_hosted);
  EXPECT_EQ(config.clusters[0].webhook.regional_sts, std::nullopt);
}

TEST(ParseConfig, KeepsTheRest) {
  const Config config = Read(
      "namespace: web\n"
      "external:\n"
      "  service-accounts: ['*/shared', platform/*]\n"
      "  roles:\n"
      "    - arn:aws:iam::493827165038:role/team/uploader\n"
      "    - '*-shared'\n"
      "fail-on: never\n");
  EXPECT_EQ(config.namespace_name, "web");
  EXPECT_THAT(config.external.service_accounts, ElementsAre("*/shared", "platform/*"));
  EXPECT_THAT(config.external.roles,
              ElementsAre("arn:aws:iam::493827165038:role/team/uploader", "*-shared"));
  EXPECT_EQ(config.fail_on, "never");
}

TEST(ParseConfig, KeepsWhatIsIgnored) {
  const Config config = Read(
      "ignore:\n"
      "  - rule: sub-mismatch\n"
      "    reason: moved soon\n"
      "    expires: 2027-01-31\n"
      "  - rule: [role-shared, token-automounted]\n"
      "    path: apps/**/role.json\n"
      "    resource: 'arn:*:role/ci-*'\n"
      "  - path: legacy\n");
  ASSERT_EQ(config.ignore.size(), 3U);
  EXPECT_THAT(config.ignore[0].rules, ElementsAre("sub-mismatch"));
  EXPECT_EQ(config.ignore[0].reason, "moved soon");
  EXPECT_EQ(config.ignore[0].expires, "2027-01-31");
  EXPECT_EQ(config.ignore[0].path, "");
  EXPECT_THAT(config.ignore[1].rules, ElementsAre("role-shared", "token-automounted"));
  EXPECT_EQ(config.ignore[1].path, "apps/**/role.json");
  EXPECT_EQ(config.ignore[1].resource, "arn:*:role/ci-*");
  EXPECT_THAT(config.ignore[2].rules, IsEmpty());
  EXPECT_EQ(syntax::ToString(config.ignore[2].place.route), "ignore[2]");
}

// "off", a severity, both joined by a space, or "".
std::string SettingOf(const Config& config, const rule::Rule& rule) {
  const RuleSetting setting = config.SettingOf(rule.meta);
  std::string text = setting.off.value_or(false) ? "off" : "";
  if (setting.severity.has_value()) text += rule::ToString(*setting.severity);
  return text;
}

TEST(ParseConfig, ARuleWinsOverItsGroup) {
  const Config config = Read(
      "rules:\n"
      "  sub-mismatch: warning\n"
      "  trust: off\n"
      "  token: {severity: error}\n");
  EXPECT_EQ(SettingOf(config, kSubMismatch), "warning");
  EXPECT_EQ(SettingOf(config, kRoleShared), "off");
  EXPECT_EQ(SettingOf(config, kTokenAutomounted), "error");
  EXPECT_EQ(SettingOf(Read(""), kRoleShared), "");
}

TEST(ParseConfig, KeepsParametersOfARule) {
  const Config config = Read(
      "rules:\n"
      "  trust: note\n"
      "  with-parameters:\n"
      "    limit: 12\n"
      "    allowed: [x1, 'x2']\n"
      "    severity: error\n");
  const RuleSetting setting = config.SettingOf(kWithParameters.meta);
  EXPECT_EQ(setting.severity, rule::Severity::kError);
  EXPECT_EQ(setting.parameters.Number("limit", 7), 12U);
  EXPECT_THAT(setting.parameters.Texts("allowed"), ElementsAre("x1", "x2"));
  EXPECT_TRUE(setting.parameters.Holds("allowed", "x2"));
  EXPECT_FALSE(setting.parameters.Holds("allowed", "x3"));
  EXPECT_EQ(config.SettingOf(kRoleShared.meta).parameters, rule::ParameterValues());
  EXPECT_THAT(Read("rules: {with-parameters: {allowed: }}\n")
                  .SettingOf(kWithParameters.meta)
                  .parameters.Texts("allowed"),
              IsEmpty());
}

TEST(ParseConfig, BadParametersAreToldWhereTheyStand) {
  const std::pair<const char*, const char*> cases[] = {
      {"limit: 91", "1:34-36: \"limit\" must be a number from 3 to 90, not \"91\""},
      {"limit: 2.5", "1:34-37: \"limit\" must be a number from 3 to 90, not \"2.5\""},
      {"limit: [9]", "1:34-37: \"limit\" must be a number from 3 to 90, not a list"},
      {"limit: ", "1:33-33: \"limit\" must be a number from 3 to 90, not nothing"},
      {"allowed: x", "1:36-37: \"allowed\" must be a list of words with an x, not \"x\""},
      {"allowed: [x, z]", "1:40-41: \"allowed\" must be a list of words with an x, not \"z\""},
      {"allow: [x]", "1:27-32: unknown key \"allow\" (did you mean \"allowed\"?)"},
      {"quota: 1", "1:27-32: unknown key \"quota\"; known here are severity, limit, allowed"},
  };
  for (const auto& [parameter, problem] : cases) {
    EXPECT_THAT(ProblemsOf(fmt::format("rules: {{with-parameters: {{{}}}}}\n", parameter)),
                ElementsAre(problem))
        << parameter;
  }
  EXPECT_THAT(
      ProblemsOf("rules: {trust: {limit: 9}}\n"),
      ElementsAre("1:17-22: \"limit\" is a parameter of the rule with-parameters, not of its "
                  "group"));
  EXPECT_THAT(ProblemsOf("rules: {role-shared: {limit: 9}}\n"),
              ElementsAre("1:23-28: unknown key \"limit\"; known here are severity"));
}

TEST(ParseConfig, KeepsTheBaseline) {
  EXPECT_EQ(Read("baseline: ci/known.json\n").baseline, "ci/known.json");
  for (const std::string_view elsewhere :
       {"/known.json", "../known.json", "a/../../b.json", "ci/"}) {
    EXPECT_THAT(ProblemsOf(fmt::format("baseline: {}\n", elsewhere)),
                ElementsAre(HasSubstr("\"baseline\" must be a file at or below the folder of the "
                                      "configuration")))
        << elsewhere;
  }
}

TEST(ParseConfig, QuotedAndPlainOffAreTheSame) {
  for (const std::string_view off : {"off", "'off'", "\"off\""}) {
    const Config config = Read(fmt::format("rules:\n  role-shared: {}\n", off));
    EXPECT_EQ(SettingOf(config, kRoleShared), "off") << off;
  }
}

TEST(ParseConfig, BadValuesOfAClusterAreToldWhereTheyStand) {
  const std::pair<const char*, const char*> cases[] = {
      {"    region: eu-centrall-1\n",
       "3:13-26: \"region\" must be an AWS region, such as eu-central-1, not \"eu-centrall-1\" "
       "(did you mean \"eu-central-1\"?)"},
      {"    region: prod\n",
       "3:13-17: \"region\" must be an AWS region, such as eu-central-1, not \"prod\""},
      {"    account: 12345\n",
       "3:14-19: \"account\" must be an AWS account id of 12 digits, not \"12345\""},
      {"    account: 123456789012x\n",
       "3:14-27: \"account\" must be an AWS account id of 12 digits, not \"123456789012x\""},
      {"    partition: aws-china\n",
       "3:16-25: \"partition\" must be an AWS partition, such as aws, aws-cn or aws-us-gov, not "
       "\"aws-china\" (did you mean \"aws-cn\"?)"},
      {"    version: v1.30\n",
       "3:14-19: \"version\" must be a version of Kubernetes, such as 1.30, not \"v1.30\""},
      {"    issuer: oidc.eks.eu-central-1.amazonaws.com/id/\n",
       "3:13-52: \"issuer\" must be the URL of an OIDC issuer, such as "
       "oidc.eks.REGION.amazonaws.com/id/ID, not \"oidc.eks.eu-central-1.amazonaws.com/id/\""},
      {"    issuer: http://oidc.example.org\n",
       "3:13-36: \"issuer\" must be the URL of an OIDC issuer, such as "
       "oidc.eks.REGION.amazonaws.com/id/ID, not \"http://oidc.example.org\""},
      {"    paths: [/abs]\n",
       "3:13-17: \"paths\" must be a list of folders relative to the configuration, such as "
       "clusters/prod or apps/*/prod, not \"/abs\""},
      {"    paths: clusters/prod\n",
       "3:12-25: \"paths\" must be a list of folders relative to the configuration, such as "
       "clusters/prod or apps/*/prod, not \"clusters/prod\""},
      {"    complete: maybe\n", "3:15-20: \"complete\" must be true or false, not \"maybe\""},
      {"    complete: 'true'\n", "3:15-21: \"complete\" must be true or false, not \"true\""},
      {"    webhook: [x]\n",
       "3:14-17: \"webhook\" must be a map of the webhook's settings, not a list"},
      {"    webhook: {annotation-prefix: Foo/}\n",
       "3:34-38: \"annotation-prefix\" must be a prefix of annotations, such as "
       "eks.amazonaws.com, not \"Foo/\""},
      {"    webhook: {token-audience: ''}\n",
       "3:31-33: \"token-audience\" must be the audience of tokens, such as sts.amazonaws.com, "
       "not \"\""},
      {"    webhook: {self-hosted: false, regional-sts: true}\n",
       "3:28-33: the other keys of \"webhook\" are flags of a self-hosted one"},
      {"    region: us-east-1\n    issuer: oidc.eks.us-east-2.amazonaws.com/id/0A\n",
       "3:13-22: the cluster's issuer is of the region \"us-east-2\", not \"us-east-1\""},
      {"    partition: aws\n    region: cn-north-1\n",
       "3:16-19: the region \"cn-north-1\" is of the partition \"aws-cn\", not \"aws\""},
      {"  - name: prod\n",
       "3:11-15: the cluster \"prod\" is declared twice; give \"account\" or \"region\" where two "
       "clusters share a name"},
      {"  - prod\n",
       "3:5-9: a cluster must be a map of name, account, partition, region, issuer, version, "
       "paths, webhook, complete, not \"prod\""},
      {"  - region: us-east-1\n", "3:5-22: this cluster has no \"name\""},
  };
  for (const auto& [lines, problem] : cases) {
    EXPECT_THAT(ProblemsOf(Cluster(lines)), ElementsAre(problem)) << lines;
  }
}

TEST(ParseConfig, TwoClustersMayShareANameInTwoAccountsOrRegions) {
  EXPECT_THAT(ProblemsOf(Cluster("    region: us-east-1\n"
                                 "  - name: prod\n    region: us-east-2\n"
                                 "  - name: prod\n    account: 493827165038\n")),
              IsEmpty());
}

TEST(ParseConfig, BadValuesOfOtherKeysAreToldWhereTheyStand) {
  const std::pair<const char*, const char*> cases[] = {
      {"- clusters\n",
       "1:1-11: the configuration must be a map of clusters, namespace, external, rules, ignore, "
       "fail-on, baseline, not a list"},
      {"namespace: Web\n", "1:12-15: \"namespace\" must be the name of a namespace, not \"Web\""},
      {"namespace: on\n", "1:12-14: \"namespace\" must be the name of a namespace, not on"},
      {"namespace:\n", "1:11-11: \"namespace\" must be the name of a namespace, not nothing"},
      {"clusters: prod\n", "1:11-15: \"clusters\" must be a list of clusters, not \"prod\""},
      {"external: [a]\n",
       "1:11-14: \"external\" must be a map of service-accounts and roles, not a list"},
      {"external: {service-accounts: [web]}\n",
       "1:31-34: \"service-accounts\" must be a list of service accounts as NAMESPACE/NAME, such "
       "as platform/*, not \"web\""},
      {"external: {roles: [uploader]}\n",
       "1:20-28: \"roles\" must be a list of ARNs of roles, such as "
       "arn:aws:iam::*:role/shared-*, not \"uploader\""},
      {"rules: {sub-mismach: off}\n",
       "1:9-20: no rule is called \"sub-mismach\" (did you mean \"sub-mismatch\"?); `irsalint "
       "rules` lists them"},
      {"rules: {quux: off}\n", "1:9-13: no rule is called \"quux\"; `irsalint rules` lists them"},
      {"rules: {trust: of}\n",
       "1:16-18: \"trust\" must be off, error, warning or note, or a map, not \"of\" (did you mean "
       "\"off\"?)"},
      {"rules: {trust: [off]}\n",
       "1:16-21: \"trust\" must be off, error, warning or note, or a map, not a list"},
      {"rules: {trust: {severity: off}}\n",
       "1:27-30: \"severity\" must be error, warning or note, not off"},
      {"rules: {trust: {severty: note}}\n",
       "1:17-24: unknown key \"severty\" (did you mean \"severity\"?)"},
      {"ignore: all\n",
       "1:9-12: \"ignore\" must be a list of entries with rule, path, resource, reason and "
       "expires, "
       "not \"all\""},
      {"ignore: [sub-mismatch]\n",
       "1:10-22: an entry of \"ignore\" must be a map of rule, path, resource, reason, expires, "
       "not "
       "\"sub-mismatch\""},
      {"ignore: [{resource: Pod/*/*}]\n", "1:10-29: this entry has neither \"rule\" nor \"path\""},
      {"ignore: [{rule: sub-mismach}]\n",
       "1:17-28: no rule is called \"sub-mismach\" (did you mean \"sub-mismatch\"?); `irsalint "
       "rules` lists them"},
      {"ignore: [{rule: trust}]\n", "1:17-22: \"trust\" is a group; name its rules"},
      {"ignore: [{rule: [role-shared, quux]}]\n",
       "1:31-35: no rule is called \"quux\"; `irsalint rules` lists them"},
      {"ignore: [{rule: []}]\n",
       "1:17-19: \"rule\" must be the id of a rule, or a list of them, not a list"},
      {"ignore: [{rule: suppression-unused}]\n",
       "1:17-35: what suppression-unused says of suppressions cannot be suppressed; `rules` turns "
       "it off"},
      {"ignore: [{path: /etc}]\n",
       "1:17-21: \"path\" must be a file or folder relative to the configuration, such as legacy "
       "or "
       "apps/*/role.json, not \"/etc\""},
      {"ignore: [{path: a, resource: Pod/x}]\n",
       "1:30-35: \"resource\" must be an object as KIND/NAMESPACE/NAME, such as "
       "ServiceAccount/web/*, or the ARN of a role, not \"Pod/x\""},
      {"ignore: [{path: a, resource: 'arn:aws:iam::1:user/x'}]\n",
       "1:30-53: \"resource\" must be an object as KIND/NAMESPACE/NAME, such as "
       "ServiceAccount/web/*, or the ARN of a role, not \"arn:aws:iam::1:user/x\""},
      {"ignore: [{path: a, expires: 2026-02-30}]\n",
       "1:29-39: \"expires\" must be a date as YYYY-MM-DD, not \"2026-02-30\""},
      {"fail-on: warnings\n",
       "1:10-18: \"fail-on\" must be error, warning, note or never, not \"warnings\" (did you mean "
       "\"warning\"?)"},
      {"fail-on: note\nnamespace: web\nfail-on: never\n",
       "3:1-8: the key \"fail-on\" stands on line 1 already"},
      {"namespace: web\n---\nnamespace: db\n",
       "2:1-1: a configuration is one document; a second one starts here"},
  };
  for (const auto& [text, problem] : cases) {
    EXPECT_THAT(ProblemsOf(text), ElementsAre(problem)) << text;
  }
}

TEST(ParseConfig, AllProblemsAreToldInTheOrderOfTheFile) {
  EXPECT_THAT(ProblemsOf("namespce: web\nfail-on: x\nclusters: [{nam: prod}]\n"),
              ElementsAre("1:1-9: unknown key \"namespce\" (did you mean \"namespace\"?)",
                          "2:10-11: \"fail-on\" must be error, warning, note or never, not \"x\"",
                          "3:12-23: this cluster has no \"name\"",
                          "3:13-16: unknown key \"nam\" (did you mean \"name\"?)"));
}

TEST(ParseConfig, AnAliasIsReadAndAMergeKeyIsNot) {
  const Config config = Read(
      "clusters:\n"
      "  - {name: a, paths: &paths [x]}\n"
      "  - {name: b, paths: *paths}\n");
  EXPECT_THAT(config.clusters[1].paths, ElementsAre("x"));
  EXPECT_THAT(ProblemsOf("clusters:\n  - &a {name: a}\n  - {name: b, <<: *a}\n"),
              ElementsAre("3:15-17: unknown key \"<<\"; known here are name, account, partition, "
                          "region, issuer, version, paths, webhook, complete"));
}

TEST(ParseConfig, HostileTextIsRefusedWithAPlace) {
  EXPECT_THAT(ProblemsOf("clusters: [\n"), SizeIs(1));
  EXPECT_THAT(ProblemsOf(std::string("a: b\0c", 6)), SizeIs(1));
  EXPECT_THAT(ProblemsOf("a: \xff\n"), SizeIs(1));
  EXPECT_THAT(ProblemsOf("clusters: " + std::string(5000, '[')), SizeIs(1));
  std::string bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
  for (char name = 'b'; name < 'j'; ++name) {
    bomb += fmt::format("{0}: &{0} [", name);
    for (int i = 0; i < 10; ++i) bomb += fmt::format("*{}, ", static_cast<char>(name - 1));
    bomb += "x]\n";
  }
  EXPECT_THAT(ProblemsOf(bomb),
              ElementsAre(HasSubstr("the document holds more than 1000000 values")));
  EXPECT_THAT(ProblemsOf(fmt::format("namespace: \"{}\\e[31m\"\n", std::string(200, 'x'))),
              ElementsAre(fmt::format("1:12-220: \"namespace\" must be the name of a namespace, "
                                      "not \"{}...\"",
                                      std::string(80, 'x'))));
  EXPECT_THAT(ProblemsOf("\"\\e[31mred\": 1\n"),
              ElementsAre(HasSubstr("unknown key \"\\u{1b}[31mred\"")));
}

TEST(ParseConfig, ProblemsThatAliasesMultiplyAreToldAHundredTimes) {
  std::string text = "namespace: &a {x: 1, y: 2, z: 3}\nclusters: [";
  for (int i = 0; i < 20000; ++i) text += "*a, ";
  EXPECT_THAT(ProblemsOf(text + "]\n"), SizeIs(kMaxConfigProblems));
}

TEST(ParseConfig, MoreIgnoreEntriesThanARunCanLookAtAreRefused) {
  std::string text = "ignore:\n";
  for (int i = 0; i < 1001; ++i) text += "  - path: a\n";
  EXPECT_THAT(ProblemsOf(text), ElementsAre("1002:5-12: \"ignore\" has more than 1000 entries"));
}

TEST(ParseConfig, MorePathsThanARunCanLookAtAreRefused) {
  std::string text = Cluster("    paths:\n");
  for (int i = 0; i < 4097; ++i) text += fmt::format("      - a{}\n", i);
  EXPECT_THAT(ProblemsOf(text), ElementsAre(HasSubstr("the clusters have more than 4096 paths")));
}

}  // namespace
}  // namespace irsalint::engine
