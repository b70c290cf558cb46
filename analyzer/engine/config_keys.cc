#include "analyzer/engine/config_keys.h"

#include <array>

#include "analyzer/base/arn.h"
#include "analyzer/base/issuer.h"
#include "analyzer/engine/config_values.h"

namespace irsalint::engine {
namespace {

using rule::ConfigNeed;
using rule::Severity;

constexpr std::array<std::string_view, 4> kFailOn = {"error", "warning", "note", "never"};
constexpr std::array<std::string_view, 4> kRuleLevels = {"off", "error", "warning", "note"};
constexpr std::array<std::string_view, 3> kSeverities = {"error", "warning", "note"};

graph::DeclaredCluster& LastCluster(Config& config) { return config.clusters.back(); }
IgnoreEntry& LastIgnore(Config& config) { return config.ignore.back(); }
graph::DeclaredWebhook& LastWebhook(Config& config) { return config.clusters.back().webhook; }

Severity SeverityOf(std::string_view name) {
  for (const Severity severity : {Severity::kError, Severity::kWarning}) {
    if (rule::ToString(severity) == name) return severity;
  }
  return Severity::kNote;
}

void SetRuleLevel(Config& config, std::string_view level) {
  RuleSetting& setting = config.rules.back();
  setting.off = level == "off";
  if (level != "off") setting.severity = SeverityOf(level);
}

constexpr std::string_view kRegionPattern =
    "^[a-z]+(-[a-z]+)*-(north|south|east|west|central|northeast|northwest|southeast|southwest)-"
    "[0-9]+$";
constexpr std::string_view kRelativePattern = "^[^/\\\\][^\\\\]*$";

constexpr std::array kRows = std::to_array<ConfigRow>({
    {.key = {.path = "clusters",
             .shape = ConfigShape::kListOfMaps,
             .expects = "a list of clusters",
             .summary = "Clusters that the input is applied to."},
     .set = [](Config& config, std::string_view) { config.clusters.emplace_back(); }},
    {.key = {.path = "clusters[].name",
             .expects = "the name of the cluster",
             .need = ConfigNeed::kRequired,
             .summary =
                 "Its name; required. A folder of that name is its environment, as `prod` or "
                 "`us-east-1` would be."},
     .set = [](Config& config, std::string_view text) { LastCluster(config).name = text; }},
    {.key = {.path = "clusters[].account",
             .expects = "an AWS account id of 12 digits",
             .pattern = "^[0-9]{12}$",
             .may_be_number = true,
             .summary = "The AWS account that it runs in, 12 digits."},
     .accepts = base::IsAccountId,
     .set = [](Config& config, std::string_view text) { LastCluster(config).account = text; }},
    {.key = {.path = "clusters[].partition",
             .expects = "an AWS partition, such as aws, aws-cn or aws-us-gov",
             .pattern = "^aws(-[a-z]+)*$",
             .summary = "The partition of its account; by default that of its region."},
     .accepts = IsPartition,
     .nearest = NearestPartition,
     .set = [](Config& config, std::string_view text) { LastCluster(config).partition = text; }},
    {.key = {.path = "clusters[].region",
             .expects = "an AWS region, such as eu-central-1",
             .pattern = kRegionPattern,
             .summary = "The region that it runs in; by default that of its issuer."},
     .accepts = IsRegion,
     .nearest = NearestRegion,
     .set = [](Config& config, std::string_view text) { LastCluster(config).region = text; }},
    {.key = {.path = "clusters[].issuer",
             .expects = "the URL of an OIDC issuer, such as "
                        "oidc.eks.REGION.amazonaws.com/id/ID",
             .pattern = "^(https://)?[^\\s*?#\"/:]+\\.[^\\s*?#\"]*$",
             .summary = "Its OIDC issuer, with or without `https://`."},
     .accepts = IsIssuer,
     .set =
         [](Config& config, std::string_view text) {
           LastCluster(config).issuer = base::NormalizeIssuer(text);
         }},
    {.key = {.path = "clusters[].version",
             .expects = "a version of Kubernetes, such as 1.30",
             .pattern = "^[0-9]+\\.[0-9]+$",
             .may_be_number = true,
             .summary = "Its version of Kubernetes, such as `1.30`."},
     .accepts = IsVersion,
     .set = [](Config& config, std::string_view text) { LastCluster(config).version = text; }},
    {.key =
         {.path = "clusters[].paths",
          .shape = ConfigShape::kListOfTexts,
          .expects = "a list of folders relative to the configuration, such as clusters/prod or "
                     "apps/*/prod",
          .pattern = kRelativePattern,
          .summary =
              "Folders whose content is applied to it, relative to the folder of the "
              "configuration. `*` and `?` stand for parts of a name, `**` for any folders, `.` "
              "is everything. Of several clusters the one with the deepest folder wins, then the "
              "one with fewer wildcards; a folder that two clusters name alike belongs to both, "
              "and is judged for every issuer again."},
     .accepts = IsFolderGlob,
     .set = [](Config& config,
               std::string_view text) { LastCluster(config).paths.emplace_back(text); }},
    {.key = {.path = "clusters[].webhook",
             .shape = ConfigShape::kMap,
             .expects = "a map of the webhook's settings",
             .summary = "How its pod identity webhook is set up, where it is not the one of EKS."}},
    {.key = {.path = "clusters[].webhook.self-hosted",
             .shape = ConfigShape::kFlag,
             .expects = "true or false",
             .otherwise = "false",
             .summary = "`true` where the cluster runs its own webhook; so it does where a key "
                        "below is set."},
     .set = [](Config& config,
               std::string_view text) { LastWebhook(config).self_hosted = text == "true"; }},
    {.key = {.path = "clusters[].webhook.annotation-prefix",
             .expects = "a prefix of annotations, such as eks.amazonaws.com",
             .pattern = "^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$",
             .otherwise = "eks.amazonaws.com",
             .summary =
                 "Its flag `--annotation-prefix`: what stands before `/role-arn`. By default "
                 "`eks.amazonaws.com`."},
     .accepts = IsDnsName,
     .set =
         [](Config& config, std::string_view text) {
           LastWebhook(config).self_hosted = true;
           LastWebhook(config).annotation_prefix = text;
         }},
    {.key = {.path = "clusters[].webhook.token-audience",
             .expects = "the audience of tokens, such as sts.amazonaws.com",
             .otherwise = "sts.amazonaws.com",
             .summary =
                 "Its flag `--token-audience`: the audience of tokens where an account asks for "
                 "none. By default `sts.amazonaws.com`."},
     .set =
         [](Config& config, std::string_view text) {
           LastWebhook(config).self_hosted = true;
           LastWebhook(config).token_audience = text;
         }},
    {.key = {.path = "clusters[].webhook.regional-sts",
             .shape = ConfigShape::kFlag,
             .expects = "true or false",
             .summary = "Its flag `--sts-regional-endpoint`."},
     .set =
         [](Config& config, std::string_view text) {
           LastWebhook(config).self_hosted = true;
           LastWebhook(config).regional_sts = text == "true";
         }},
    {.key = {.path = "clusters[].webhook.compose-role-arn",
             .shape = ConfigShape::kFlag,
             .expects = "true or false",
             .otherwise = "false",
             .summary =
                 "`true` where it makes a role's ARN of a bare name and the cluster's account."},
     .set =
         [](Config& config, std::string_view text) {
           LastWebhook(config).self_hosted = true;
           LastWebhook(config).compose_role_arn = text == "true";
         }},
    {.key = {.path = "clusters[].webhook.aws-default-region",
             .expects = "an AWS region, such as eu-central-1",
             .pattern = kRegionPattern,
             .summary = "Its flag `--aws-default-region`: the region that it injects. Without it "
                        "none is injected."},
     .accepts = IsRegion,
     .nearest = NearestRegion,
     .set =
         [](Config& config, std::string_view text) {
           LastWebhook(config).self_hosted = true;
           LastWebhook(config).aws_default_region = text;
         }},
    {.key = {.path = "clusters[].webhook.token-mount-path",
             .expects = "an absolute path, such as /var/run/secrets/eks.amazonaws.com/"
                        "serviceaccount",
             .pattern = "^/[^:]*$",
             .otherwise = "/var/run/secrets/eks.amazonaws.com/serviceaccount",
             .summary = "Its flag `--token-mount-path`: where it mounts tokens. By default "
                        "`/var/run/secrets/eks.amazonaws.com/serviceaccount`."},
     .accepts = IsMountPath,
     .set =
         [](Config& config, std::string_view text) {
           LastWebhook(config).self_hosted = true;
           LastWebhook(config).token_mount_path = text;
         }},
    {.key = {.path = "clusters[].webhook.token-expiration",
             .expects = "a number of seconds, such as 86400",
             .pattern = "^[0-9]{1,9}$",
             .may_be_number = true,
             .otherwise = "86400",
             .summary = "Its flag `--token-expiration`: the lifetime of tokens in seconds where "
                        "nothing asks for another. By default 86400."},
     .accepts = IsSeconds,
     .set =
         [](Config& config, std::string_view text) {
           LastWebhook(config).self_hosted = true;
           LastWebhook(config).token_expiration = SecondsOf(text).value_or(0);
         }},
    {.key = {.path = "clusters[].webhook.watch-config-map",
             .shape = ConfigShape::kFlag,
             .expects = "true or false",
             .otherwise = "false",
             .summary = "Its flag `--watch-config-map`: accounts without annotation may get a role "
                        "from the ConfigMap `pod-identity-webhook`, as on kOps."},
     .set =
         [](Config& config, std::string_view text) {
           LastWebhook(config).self_hosted = true;
           LastWebhook(config).watch_config_map = text == "true";
         }},
    {.key =
         {.path = "clusters[].complete",
          .shape = ConfigShape::kFlag,
          .expects = "true or false",
          .otherwise = "false",
          .summary =
              "`true`: the input holds everything of this cluster, so what is not there does not "
              "exist. That is said of its ServiceAccounts, workloads and Pod Identity "
              "associations, and with `account` of the roles, OIDC providers and clusters of "
              "that account. It does not hold while some of its files could not be read in full "
              "(a template, a patch that is not applied)."},
     .set = [](Config& config,
               std::string_view text) { LastCluster(config).complete = text == "true"; }},
    {.key = {.path = "namespace",
             .expects = "the name of a namespace",
             .pattern = "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
             .may_be_number = true,
             .summary = "The namespace of manifests that name none. `--namespace` wins over it."},
     .accepts = IsNamespace,
     .set = [](Config& config, std::string_view text) { config.namespace_name = text; }},
    {.key = {.path = "external",
             .shape = ConfigShape::kMap,
             .expects = "a map of service-accounts and roles",
             .summary = "What lives elsewhere and is never missed here."}},
    {.key = {.path = "external.service-accounts",
             .shape = ConfigShape::kListOfTexts,
             .expects = "a list of service accounts as NAMESPACE/NAME, such as platform/*",
             .pattern = "^[^/]+/[^/]+$",
             .summary = "ServiceAccounts as `NAMESPACE/NAME`; `*` and `?` are wildcards."},
     .accepts = IsAccountGlob,
     .set = [](Config& config,
               std::string_view text) { config.external.service_accounts.emplace_back(text); }},
    {.key = {.path = "external.roles",
             .shape = ConfigShape::kListOfTexts,
             .expects = "a list of ARNs of roles, such as arn:aws:iam::*:role/shared-*",
             .pattern = "^(arn:|(arn|ar|a|)[*?])",
             .summary = "Roles by their ARN; `*` and `?` are wildcards."},
     .accepts = IsRoleGlob,
     .set = [](Config& config,
               std::string_view text) { config.external.roles.emplace_back(text); }},
    {.key = {.path = "rules",
             .shape = ConfigShape::kMapByRule,
             .expects = "a map from rules to off or a severity",
             .summary = "What this repository wants of a rule, or of all rules of a group."},
     .set = [](Config& config,
               std::string_view text) { config.rules.push_back({.name = std::string(text)}); }},
    {.key = {.path = "rules.RULE",
             .expects = "off, error, warning or note, or a map",
             .choices = kRuleLevels,
             .summary =
                 "`off`: the rule does not run, unless `--select` asks for it. `error`, `warning` "
                 "or `note`: the severity of all its findings."},
     .set = SetRuleLevel},
    {.key = {.path = "rules.RULE.severity",
             .expects = "error, warning or note",
             .choices = kSeverities,
             .summary = "The same severity, written as a map."},
     .set = SetRuleLevel},
    {.key = {.path = "ignore",
             .shape = ConfigShape::kListOfMaps,
             .expects = "a list of entries with rule, path, resource, reason and expires",
             .summary = "Findings that are known and accepted ([suppressions](suppressions.md)). "
                        "A finding that all of an entry fits is suppressed; each entry has a "
                        "`rule` or a `path`."},
     .set = [](Config& config, std::string_view) { config.ignore.emplace_back(); }},
    {.key = {.path = "ignore[].rule",
             .shape = ConfigShape::kRules,
             .expects = "the id of a rule, or a list of them",
             .need = ConfigNeed::kOneOfThem,
             .summary = "The rule whose findings are meant, or a list of rules, by their ids; "
                        "without it all rules."},
     .set = [](Config& config,
               std::string_view text) { LastIgnore(config).rules.emplace_back(text); }},
    {.key = {.path = "ignore[].path",
             .expects = "a file or folder relative to the configuration, such as legacy or "
                        "apps/*/role.json",
             .pattern = kRelativePattern,
             .need = ConfigNeed::kOneOfThem,
             .summary = "The file that the finding points at, or a folder above it, relative to "
                        "the folder of the configuration; `*` and `?` stand for parts of a name, "
                        "`**` for any folders."},
     .accepts = IsFolderGlob,
     .set = [](Config& config, std::string_view text) { LastIgnore(config).path = text; }},
    {.key = {.path = "ignore[].resource",
             .expects = "an object as KIND/NAMESPACE/NAME, such as ServiceAccount/web/*, or the "
                        "ARN of a role",
             .pattern = "^([^/:]+/[^/]+/[^/]+|arn:.*|(arn|ar|a|)[*?][^/]*:.*)$",
             .summary = "What the finding is about, as `KIND/NAMESPACE/NAME`; or the role whose "
                        "trust policy it points at, by its ARN. `*` and `?` are wildcards, and `*` "
                        "is also no namespace."},
     .accepts = IsResourceGlob,
     .set = [](Config& config, std::string_view text) { LastIgnore(config).resource = text; }},
    {.key = {.path = "ignore[].reason",
             .expects = "a text",
             .summary = "Why the finding is accepted. It stands in JSON and SARIF."},
     .set = [](Config& config, std::string_view text) { LastIgnore(config).reason = text; }},
    {.key = {.path = "ignore[].expires",
             .expects = "a date as YYYY-MM-DD",
             .pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
             .summary = "The last day on which the entry holds, in UTC."},
     .accepts = IsDate,
     .set = [](Config& config, std::string_view text) { LastIgnore(config).expires = text; }},
    {.key = {.path = "fail-on",
             .expects = "error, warning, note or never",
             .choices = kFailOn,
             .otherwise = "warning",
             .summary = "The severity from which on the exit status is 1: `error`, `warning` (the "
                        "default), `note`, or `never`. `--fail-on` wins over it."},
     .set = [](Config& config, std::string_view text) { config.fail_on = text; }},
    {.key = {.path = "baseline",
             .expects = "a file at or below the folder of the configuration",
             .pattern = "^(?![/\\\\]|\\.\\.(/|$))[^\\\\]*[^/\\\\]$",
             .summary = "The baseline of findings that were there before "
                        "([baselines](baselines.md)), relative to the folder of the "
                        "configuration. `--baseline` wins over it; `--baseline none` uses none."},
     .accepts = IsFileBelow,
     .set = [](Config& config, std::string_view text) { config.baseline = text; }},
});

}  // namespace

std::span<const ConfigRow> ConfigRows() { return kRows; }

std::vector<ConfigKey> ConfigKeys() {
  std::vector<ConfigKey> keys;
  for (const ConfigRow& row : kRows) keys.push_back(row.key);
  return keys;
}

}  // namespace irsalint::engine
