#include "analyzer/base/issuer.h"

#include <algorithm>
#include <array>

#include "analyzer/base/partition.h"
#include "analyzer/base/regex.h"
#include "analyzer/base/strings.h"

namespace irsalint::base {
namespace {

constexpr std::string_view kScheme = "https://";
constexpr size_t kEksIdDigits = 32;
constexpr size_t kMinMaskedLetters = 4;

// docs/reference/iam.md §4, in its order.
constexpr std::array<SharedIssuerInfo, 22> kSharedIssuers = {{
    {"cognito-identity.amazonaws.com", "Cognito identity pools", ":aud"},
    {"sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d", "Microsoft Sentinel",
     "sts:RoleSessionName"},
    {"agent.buildkite.com", "Buildkite", ":sub"},
    {"oidc.codefresh.io", "Codefresh", ":sub"},
    {"studio.datachain.ai/api", "DVC Studio", ":sub"},
    {"token.actions.githubusercontent.com", "GitHub Actions", ":sub"},
    {"oidc-configuration.audit-log.githubusercontent.com", "GitHub audit-log streaming", ":sub"},
    {"vstoken.actions.githubusercontent.com", "GitHub vstoken", ":sub"},
    {"gitlab.com", "GitLab SaaS", ":sub"},
    {"oidc.op1.openshiftapps.com/2f785sojlpb85i7402pk3qogugim5nfb", "IBM Turbonomic", ":sub"},
    {"oidc.op1.openshiftapps.com/2c51blsaqa9gkjt0o9rt11mle8mmropu", "IBM Turbonomic", ":sub"},
    {"rh-oidc.s3.us-east-1.amazonaws.com/22ejnvnnturfmt6km08idd0nt4hekbn7", "IBM Turbonomic",
     ":sub"},
    {"rh-oidc.s3.us-east-1.amazonaws.com/23e3sd27sju1hoou6ohfs68vbno607tr", "IBM Turbonomic",
     ":sub"},
    {"rh-oidc.s3.us-east-1.amazonaws.com/23ne21h005qjl3n33d8dui5dlrmv2tmg", "IBM Turbonomic",
     ":sub"},
    {"rh-oidc.s3.us-east-1.amazonaws.com/24jrf12m5dj7ljlfb4ta2frhrcoadm26", "IBM Turbonomic",
     ":sub"},
    {"api.pulumi.com/oidc", "Pulumi Cloud", ":aud"},
    {"sandboxes.cloud", "Crafting sandboxes", ":aud"},
    {"scalr.io", "Scalr", ":sub"},
    {"tokens.cloud.shisho.dev", "Shisho Cloud", ":sub"},
    {"app.terraform.io", "HCP Terraform", ":sub"},
    {"proidc.upbound.io", "Upbound", ":sub"},
    {"oidc.vercel.com", "Vercel", ":aud"},
}};

std::string_view PathOf(std::string_view issuer) {
  issuer = NormalizeIssuer(issuer);
  return issuer.substr(IssuerHost(issuer).size());
}

bool HasMaskedId(std::string_view path) {
  const size_t at = path.rfind("/id/");
  if (at == std::string_view::npos) return false;
  const std::string_view id = path.substr(at + 4);
  return id.size() >= kMinMaskedLetters && id.find_first_not_of("xX") == std::string_view::npos;
}

bool IsOpenShiftHost(std::string_view host) {
  return host.starts_with("rh-oidc.s3.") || host.ends_with(".openshiftapps.com");
}

bool IsClusterOnlyHost(std::string_view host) {
  host = host.substr(0, host.find(':'));
  return host == "kubernetes" || host == "kubernetes.default" || host == "kubernetes.default.svc" ||
         host.starts_with("kubernetes.default.svc.");
}

// Path style `s3.<region>.<suffix>`, virtual host `<bucket>.s3.<region>.<suffix>`, the older
// `s3-<region>` and the dual-stack forms.
bool IsObjectStoreHost(std::string_view host) {
  static const Regex kHost(
      R"(([a-z0-9][a-z0-9.-]*\.)?s3([.-](dualstack\.)?[a-z0-9-]+)?\.(amazonaws\.com|amazonaws\.com\.cn|amazonaws\.eu|c2s\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov))");
  return kHost.FullMatch(host);
}

}  // namespace

std::string_view NormalizeIssuer(std::string_view issuer) {
  return StripPrefix(issuer, kScheme).value_or(issuer);
}

std::string_view IssuerHost(std::string_view issuer) {
  issuer = NormalizeIssuer(issuer);
  return issuer.substr(0, issuer.find('/'));
}

std::optional<EksIssuer> ParseEksIssuer(std::string_view issuer) {
  const std::string_view host = IssuerHost(issuer);
  const std::optional<std::string_view> id = StripPrefix(PathOf(issuer), "/id/");
  if (!id || id->empty() || !std::ranges::all_of(*id, IsAsciiAlnum)) return std::nullopt;

  const std::optional<std::string_view> single = StripPrefix(host, "oidc.eks.");
  const std::optional<std::string_view> dual = StripPrefix(host, "oidc-eks.");
  if (!single && !dual) return std::nullopt;
  const std::optional<SplitPair> split = SplitOnce(single ? *single : *dual, '.');
  if (!split || split->before.empty()) return std::nullopt;
  const auto is_region_char = [](char c) { return IsAsciiLower(c) || IsAsciiDigit(c) || c == '-'; };
  if (!std::ranges::all_of(split->before, is_region_char)) return std::nullopt;
  const auto suffix = single ? &Partition::dns_suffix : &Partition::dual_stack_suffix;
  if (std::ranges::find(Partitions(), split->after, suffix) == Partitions().end()) {
    return std::nullopt;
  }
  return EksIssuer{.region = split->before, .id = *id, .dns_suffix = split->after};
}

bool IsCanonicalEksId(std::string_view id) {
  return id.size() == kEksIdDigits &&
         std::ranges::all_of(id, [](char c) { return IsAsciiDigit(c) || (c >= 'A' && c <= 'F'); });
}

bool LooksLikeEksIssuer(std::string_view issuer) {
  const std::string host = AsciiLower(IssuerHost(issuer));
  return host.starts_with("oidc.eks") || host.starts_with("oidc-eks") || Contains(host, ".eks.") ||
         HasMaskedId(PathOf(issuer));
}

std::string_view ToString(IssuerKind kind) {
  switch (kind) {
    case IssuerKind::kEks:
      return "eks";
    case IssuerKind::kObjectStore:
      return "object-store";
    case IssuerKind::kOpenShift:
      return "openshift";
    case IssuerKind::kClusterOnly:
      return "cluster-only";
    case IssuerKind::kShared:
      return "shared";
    case IssuerKind::kOther:
      return "other";
  }
  return "";
}

IssuerKind ClassifyIssuer(std::string_view issuer) {
  if (SharedIssuer(issuer) != nullptr) return IssuerKind::kShared;
  if (LooksLikeEksIssuer(issuer)) return IssuerKind::kEks;
  const std::string host = AsciiLower(IssuerHost(issuer));
  if (IsOpenShiftHost(host)) return IssuerKind::kOpenShift;
  if (IsObjectStoreHost(host)) return IssuerKind::kObjectStore;
  if (IsClusterOnlyHost(host)) return IssuerKind::kClusterOnly;
  return IssuerKind::kOther;
}

bool IsKubernetesLikeIssuer(std::string_view issuer) {
  switch (ClassifyIssuer(issuer)) {
    case IssuerKind::kEks:
    case IssuerKind::kObjectStore:
    case IssuerKind::kOpenShift:
    case IssuerKind::kClusterOnly:
      return true;
    case IssuerKind::kShared:
    case IssuerKind::kOther:
      return false;
  }
  return false;
}

const SharedIssuerInfo* SharedIssuer(std::string_view issuer) {
  const std::string_view host = IssuerHost(issuer);
  const std::string_view path = PathOf(issuer);
  for (const SharedIssuerInfo& row : kSharedIssuers) {
    if (EqualsIgnoreAsciiCase(IssuerHost(row.issuer), host) && PathOf(row.issuer) == path) {
      return &row;
    }
  }
  return nullptr;
}

std::span<const SharedIssuerInfo> SharedIssuers() { return kSharedIssuers; }

}  // namespace irsalint::base
