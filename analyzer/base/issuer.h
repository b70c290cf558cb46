#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace irsalint::base {

// The issuer as IAM names it in provider ARNs and condition keys: `https://` stripped, path and
// case kept (docs/reference/semantics.md §13.2). Nothing else changes, also not a trailing '/'.
[[nodiscard]] std::string_view NormalizeIssuer(std::string_view issuer);

// The host of a normalised or raw issuer: all up to the first '/'.
[[nodiscard]] std::string_view IssuerHost(std::string_view issuer);

// `oidc.eks.<region>.<dns suffix>/id/<ID>`, or the dual-stack host `oidc-eks.<region>.<suffix>`.
struct EksIssuer {
  std::string_view region;
  std::string_view id;
  std::string_view dns_suffix;

  friend bool operator==(const EksIssuer&, const EksIssuer&) = default;
};

// Nothing unless the host ends in a DNS suffix of the partition table (of the right stack), the
// region is non-empty text of [a-z0-9-], and the id is non-empty text of [A-Za-z0-9]. Accepts the
// issuer with or without `https://`. The id of a dummy (EXAMPLED539D…) parses like any other.
[[nodiscard]] std::optional<EksIssuer> ParseEksIssuer(std::string_view issuer);

// 32 upper-case hexadecimal digits, the shape of every real id.
[[nodiscard]] bool IsCanonicalEksId(std::string_view id);

// Whether somebody meant an EKS issuer, also when it is malformed: the host starts with `oidc.eks`
// or `oidc-eks`, or contains `.eks.`, or the last path component is a masked id (`xxxx…`, four or
// more x or X and nothing else) below `/id/`.
[[nodiscard]] bool LooksLikeEksIssuer(std::string_view issuer);

// What kind of party issues the tokens, by the issuer's text alone.
enum class IssuerKind : unsigned char {
  kEks,          // LooksLikeEksIssuer
  kObjectStore,  // an S3 endpoint: kOps and self-managed clusters (semantics.md §13.2)
  kOpenShift,    // rh-oidc buckets and *.openshiftapps.com, unless listed as shared
  kClusterOnly,  // kubernetes.default.svc…: not public, IAM cannot use it
  kShared,       // SharedIssuer
  kOther,
};

// "eks", "object-store", "openshift", "cluster-only", "shared" or "other".
[[nodiscard]] std::string_view ToString(IssuerKind kind);

[[nodiscard]] IssuerKind ClassifyIssuer(std::string_view issuer);

// kEks, kObjectStore, kOpenShift or kClusterOnly: tokens of Kubernetes service accounts.
[[nodiscard]] bool IsKubernetesLikeIssuer(std::string_view issuer);

// One row of the shared OIDC providers for which IAM demands a condition key
// (docs/reference/iam.md §4).
struct SharedIssuerInfo {
  std::string_view issuer;        // without scheme
  std::string_view service;       // for people: "GitHub Actions"
  std::string_view required_key;  // ":sub" or ":aud" after the issuer, or a whole key
};

// The row whose issuer equals `issuer` (scheme stripped, host compared without case); else null.
[[nodiscard]] const SharedIssuerInfo* SharedIssuer(std::string_view issuer);

[[nodiscard]] std::span<const SharedIssuerInfo> SharedIssuers();

}  // namespace irsalint::base
