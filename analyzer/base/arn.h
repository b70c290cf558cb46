#pragma once

#include <optional>
#include <string_view>

namespace irsalint::base {

// `arn:partition:service:region:account:resource`. Views into the text that was parsed.
struct Arn {
  std::string_view partition;
  std::string_view service;
  std::string_view region;
  std::string_view account;
  std::string_view resource;  // may contain colons

  friend bool operator==(const Arn&, const Arn&) = default;
};

// Nothing unless the text starts with "arn:" and has six colon-separated parts. Parts may be empty;
// nothing else is checked (docs/reference/iam.md §2.2: a sixth part may contain colons).
[[nodiscard]] std::optional<Arn> ParseArn(std::string_view text);

// The parts of `arn:<partition>:iam::<account>:role<path><name>`.
struct RoleArnParts {
  std::string_view partition;
  std::string_view account;  // any text: dummies such as ACCOUNT_ID are not refused
  std::string_view path;     // starts and ends with '/': "/" or "/team/app/"
  std::string_view name;

  friend bool operator==(const RoleArnParts&, const RoleArnParts&) = default;
};

// Nothing unless it is an ARN of service iam, without region, whose resource is `role/…` with a
// name.
[[nodiscard]] std::optional<RoleArnParts> ParseRoleArn(std::string_view text);

// Whether the webhook accepts the annotation without its warning: the pattern
// `^arn:aws[a-z0-9-]*:iam::\d{12}:role\/[\w-\/.@+=,]+$` (docs/reference/semantics.md §3.4).
// Blanks are not trimmed, as there.
[[nodiscard]] bool WebhookAcceptsRoleArn(std::string_view text);

// The issuer of `arn:<partition>:iam::<account>:oidc-provider/<issuer>`, without scheme, as
// written. Nothing for other ARNs and for an empty issuer.
[[nodiscard]] std::optional<std::string_view> OidcProviderIssuer(std::string_view arn);

// Exactly twelve ASCII digits.
[[nodiscard]] bool IsAccountId(std::string_view text);

}  // namespace irsalint::base
