#include "analyzer/engine/config_keys.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/base/arn.h"
#include "analyzer/base/issuer.h"
#include "analyzer/base/partition.h"
#include "analyzer/base/path.h"
#include "analyzer/base/strings.h"
#include "analyzer/engine/selection.h"

namespace irsalint::engine {
namespace {

using rule::Severity;

constexpr std::array<std::string_view, 4> kFailOn = {"error", "warning", "note", "never"};
constexpr std::array<std::string_view, 4> kRuleLevels = {"off", "error", "warning", "note"};
constexpr std::array<std::string_view, 3> kSeverities = {"error", "warning", "note"};

graph::DeclaredCluster& LastCluster(Config& config) { return config.clusters.back(); }
graph::DeclaredWebhook& LastWebhook(Config& config) { return config.clusters.back().webhook; }

// The words of which one stands before the number of every region.
constexpr std::array<std::string_view, 9> kDirections = {"north",     "south",     "east",
                                                         "west",      "central",   "northeast",
                                                         "northwest", "southeast", "southwest"};

// `eu-central-1`: where the word before the number lies.
struct DirectionRange {
  size_t begin = 0;
  size_t end = 0;
};
std::optional<DirectionRange> DirectionIn(std::string_view region) {
  const size_t end = region.rfind('-');
  if (end == std::string_view::npos || end == 0) return std::nullopt;
  const size_t before = region.rfind('-', end - 1);
  if (before == std::string_view::npos) return std::nullopt;
  return DirectionRange{.begin = before + 1, .end = end};
}

// The partition table takes any word for a direction, as a region that is new may have one; here a
// slip of the pen is likelier.
bool IsRegion(std::string_view text) {
  const auto direction = DirectionIn(text);
  if (!direction.has_value() || !base::IsRegion(text)) return false;
  const std::string_view word = text.substr(direction->begin, direction->end - direction->begin);
  return std::ranges::find(kDirections, word) != kDirections.end();
}

std::string NearestRegion(std::string_view text) {
  const auto direction = DirectionIn(text);
  if (!direction.has_value()) return {};
  const std::string_view word = text.substr(direction->begin, direction->end - direction->begin);
  std::string region(text.substr(0, direction->begin));
  region += NearestName(word, kDirections);
  region += text.substr(direction->end);
  return IsRegion(region) ? region : std::string();
}

std::string NearestPartition(std::string_view text) {
  std::vector<std::string_view> names;
  for (const base::Partition& partition : base::Partitions()) names.push_back(partition.name);
  return std::string(NearestName(text, names));
}

bool IsPartition(std::string_view text) { return base::FindPartition(text) != nullptr; }

// `1.30`.
bool IsVersion(std::string_view text) {
  const auto parts = base::SplitOnce(text, '.');
  const auto is_number = [](std::string_view digits) {
    return !digits.empty() && std::ranges::all_of(digits, base::IsAsciiDigit);
  };
  return parts.has_value() && is_number(parts->before) && is_number(parts->after);
}

// An https URL with or without its scheme.
bool IsIssuer(std::string_view text) {
  const std::string_view issuer = base::NormalizeIssuer(text);
  const std::string_view host = base::IssuerHost(issuer);
  const bool readable = !host.empty() && base::Contains(host, ".") &&
                        issuer.find_first_of(" \t*?#\"") == std::string_view::npos &&
                        !base::Contains(issuer, "://");
  return readable &&
         (!base::LooksLikeEksIssuer(issuer) || base::ParseEksIssuer(issuer).has_value());
}

// A name of DNS labels, as Kubernetes wants them for namespaces and prefixes of annotations.
bool IsDnsName(std::string_view text) {
  const auto is_label = [](std::string_view label) {
    constexpr size_t kMaxLabel = 63;
    return !label.empty() && label.size() <= kMaxLabel && label.front() != '-' &&
           label.back() != '-' && std::ranges::all_of(label, [](char c) {
             return base::IsAsciiLower(c) || base::IsAsciiDigit(c) || c == '-';
           });
  };
  const std::vector<std::string_view> labels = base::SplitBy(text, '.');
  return std::ranges::all_of(labels, is_label);
}

bool IsNamespace(std::string_view text) { return IsDnsName(text) && !base::Contains(text, "."); }

// A folder or glob below the configuration's folder, or beside it.
bool IsFolderGlob(std::string_view text) {
  return !text.empty() && !base::path::IsAbsolute(text) && !base::Contains(text, "\\");
}

// `NAMESPACE/NAME`, each of them possibly a glob.
bool IsAccountGlob(std::string_view text) {
  const auto parts = base::SplitOnce(text, '/');
  return parts.has_value() && !parts->before.empty() && !parts->after.empty() &&
         !base::Contains(parts->after, "/");
}

bool IsRoleGlob(std::string_view text) {
  const std::string_view literal = text.substr(0, text.find_first_of("*?"));
  constexpr std::string_view kArn = "arn:";
  const size_t common = std::min(literal.size(), kArn.size());
  const bool fits = literal.substr(0, common) == kArn.substr(0, common);
  return fits && (literal.size() < text.size() || base::ParseRoleArn(text).has_value());
}

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

constexpr std::array kKeys = std::to_array<ConfigKey>({
    {.path = "clusters",
     .shape = ConfigShape::kListOfMaps,
     .expects = "a list of clusters",
     .set = [](Config& config, std::string_view) { config.clusters.emplace_back(); },
     .summary = "Clusters that the input is applied to."},
    {.path = "clusters[].name",
     .expects = "the name of the cluster",
     .set = [](Config& config, std::string_view text) { LastCluster(config).name = text; },
     .summary = "Its name; required. A folder of that name is its environment, as `prod` or "
                "`us-east-1` would be."},
    {.path = "clusters[].account",
     .expects = "an AWS account id of 12 digits",
     .accepts = base::IsAccountId,
     .set = [](Config& config, std::string_view text) { LastCluster(config).account = text; },
     .summary = "The AWS account that it runs in, 12 digits."},
    {.path = "clusters[].partition",
     .expects = "an AWS partition, such as aws, aws-cn or aws-us-gov",
     .accepts = IsPartition,
     .nearest = NearestPartition,
     .set = [](Config& config, std::string_view text) { LastCluster(config).partition = text; },
     .summary = "The partition of its account; by default that of its region."},
    {.path = "clusters[].region",
     .expects = "an AWS region, such as eu-central-1",
     .accepts = IsRegion,
     .nearest = NearestRegion,
     .set = [](Config& config, std::string_view text) { LastCluster(config).region = text; },
     .summary = "The region that it runs in; by default that of its issuer."},
    {.path = "clusters[].issuer",
     .expects = "the URL of an OIDC issuer, such as "
                "oidc.eks.REGION.amazonaws.com/id/ID",
     .accepts = IsIssuer,
     .set = [](Config& config,
               std::string_view text) { LastCluster(config).issuer = base::NormalizeIssuer(text); },
     .summary = "Its OIDC issuer, with or without `https://`."},
    {.path = "clusters[].version",
     .expects = "a version of Kubernetes, such as 1.30",
     .accepts = IsVersion,
     .set = [](Config& config, std::string_view text) { LastCluster(config).version = text; },
     .summary = "Its version of Kubernetes, such as `1.30`."},
    {.path = "clusters[].paths",
     .shape = ConfigShape::kListOfTexts,
     .expects = "a list of folders relative to the configuration, such as clusters/prod or "
                "apps/*/prod",
     .accepts = IsFolderGlob,
     .set = [](Config& config,
               std::string_view text) { LastCluster(config).paths.emplace_back(text); },
     .summary = "Folders whose content is applied to it, relative to the folder of the "
                "configuration. `*` and `?` stand for parts of a name, `**` for any folders, `.` "
                "is everything. Of several clusters the one with the deepest folder wins, then the "
                "one with fewer wildcards; a folder that two clusters name alike belongs to both, "
                "and is judged for every issuer again."},
    {.path = "clusters[].webhook",
     .shape = ConfigShape::kMap,
     .expects = "a map of the webhook's settings",
     .summary = "How its pod identity webhook is set up, where it is not the one of EKS."},
    {.path = "clusters[].webhook.self-hosted",
     .shape = ConfigShape::kFlag,
     .expects = "true or false",
     .set = [](Config& config,
               std::string_view text) { LastWebhook(config).self_hosted = text == "true"; },
     .summary =
         "`true` where the cluster runs its own webhook; so it does where a key below is set."},
    {.path = "clusters[].webhook.annotation-prefix",
     .expects = "a prefix of annotations, such as eks.amazonaws.com",
     .accepts = IsDnsName,
     .set =
         [](Config& config, std::string_view text) {
           LastWebhook(config).self_hosted = true;
           LastWebhook(config).annotation_prefix = text;
         },
     .summary = "Its flag `--annotation-prefix`: what stands before `/role-arn`. By default "
                "`eks.amazonaws.com`."},
    {.path = "clusters[].webhook.token-audience",
     .expects = "the audience of tokens, such as sts.amazonaws.com",
     .set =
         [](Config& config, std::string_view text) {
           LastWebhook(config).self_hosted = true;
           LastWebhook(config).token_audience = text;
         },
     .summary = "Its flag `--token-audience`: the audience of tokens where an account asks for "
                "none. By default `sts.amazonaws.com`."},
    {.path = "clusters[].webhook.regional-sts",
     .shape = ConfigShape::kFlag,
     .expects = "true or false",
     .set =
         [](Config& config, std::string_view text) {
           LastWebhook(config).self_hosted = true;
           LastWebhook(config).regional_sts = text == "true";
         },
     .summary = "Its flag `--sts-regional-endpoint`."},
    {.path = "clusters[].webhook.compose-role-arn",
     .shape = ConfigShape::kFlag,
     .expects = "true or false",
     .set =
         [](Config& config, std::string_view text) {
           LastWebhook(config).self_hosted = true;
           LastWebhook(config).compose_role_arn = text == "true";
         },
     .summary = "`true` where it makes a role's ARN of a bare name and the cluster's account."},
    {.path = "clusters[].complete",
     .shape = ConfigShape::kFlag,
     .expects = "true or false",
     .set = [](Config& config,
               std::string_view text) { LastCluster(config).complete = text == "true"; },
     .summary = "`true`: the input holds everything of this cluster, so what is not there does not "
                "exist. That is said of its ServiceAccounts, workloads and Pod Identity "
                "associations, and with `account` of the roles, OIDC providers and clusters of "
                "that account. It does not hold while some of its files could not be read in full "
                "(a template, a patch that is not applied)."},
    {.path = "namespace",
     .expects = "the name of a namespace",
     .accepts = IsNamespace,
     .set = [](Config& config, std::string_view text) { config.namespace_name = text; },
     .summary = "The namespace of manifests that name none. `--namespace` wins over it."},
    {.path = "external",
     .shape = ConfigShape::kMap,
     .expects = "a map of service-accounts and roles",
     .summary = "What lives elsewhere and is never missed here."},
    {.path = "external.service-accounts",
     .shape = ConfigShape::kListOfTexts,
     .expects = "a list of service accounts as NAMESPACE/NAME, such as platform/*",
     .accepts = IsAccountGlob,
     .set = [](Config& config,
               std::string_view text) { config.external.service_accounts.emplace_back(text); },
     .summary = "ServiceAccounts as `NAMESPACE/NAME`; `*` and `?` are wildcards."},
    {.path = "external.roles",
     .shape = ConfigShape::kListOfTexts,
     .expects = "a list of ARNs of roles, such as arn:aws:iam::*:role/shared-*",
     .accepts = IsRoleGlob,
     .set = [](Config& config, std::string_view text) { config.external.roles.emplace_back(text); },
     .summary = "Roles by their ARN; `*` and `?` are wildcards."},
    {.path = "rules",
     .shape = ConfigShape::kMapByRule,
     .expects = "a map from rules to off or a severity",
     .set = [](Config& config,
               std::string_view text) { config.rules.push_back({.name = std::string(text)}); },
     .summary = "What this repository wants of a rule, or of all rules of a group."},
    {.path = "rules.RULE",
     .expects = "off, error, warning or note, or a map",
     .choices = kRuleLevels,
     .set = SetRuleLevel,
     .summary = "`off`: the rule does not run, unless `--select` asks for it. `error`, `warning` "
                "or `note`: the severity of all its findings."},
    {.path = "rules.RULE.severity",
     .expects = "error, warning or note",
     .choices = kSeverities,
     .set = SetRuleLevel,
     .summary = "The same severity, written as a map."},
    {.path = "fail-on",
     .expects = "error, warning, note or never",
     .choices = kFailOn,
     .set = [](Config& config, std::string_view text) { config.fail_on = text; },
     .summary = "The severity from which on the exit status is 1: `error`, `warning` (the "
                "default), `note`, or `never`. `--fail-on` wins over it."},
});

}  // namespace

std::string_view ConfigKey::Name() const {
  const size_t dot = path.rfind('.');
  return dot == std::string_view::npos ? path : path.substr(dot + 1);
}

std::string_view ConfigKey::Parent() const {
  const size_t dot = path.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : path.substr(0, dot);
}

std::span<const ConfigKey> ConfigKeys() { return kKeys; }

}  // namespace irsalint::engine
