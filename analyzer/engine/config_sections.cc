#include "analyzer/engine/config_sections.h"

#include <array>
#include <string_view>

namespace irsalint::engine {
namespace {

constexpr std::string_view kHead =
    R"(`.irsalint.yaml` says what the files of a repository do not: which clusters they are applied to,
what lives elsewhere, and which rules this repository wants. irsalint needs none; everything
here is optional.

The configuration that holds is the nearest `.irsalint.yaml` at or above the working directory,
up to the root of the repository (the folder with `.git`) or of the file system. `--config FILE`
names another one, `--config none` uses none. The summary and every machine-readable output name
the configuration that was used and count the rules that it turned off. It is never linted
itself.

`irsalint config init` writes a first one from what it finds in the repository,
`irsalint config show` prints the one that holds with the origin of each value, and
`irsalint config schema` prints its JSON Schema, with which an editor completes and checks it.

A configuration with anything wrong in it is not used at all: each unknown key, wrong type, bad
value, duplicate key and unknown rule is told with its place and the nearest name that exists,
and the exit status is 2.

```yaml
clusters:
  - name: prod
    account: 493827165038                # the twelve digits; quotes are not needed
    partition: aws
    region: eu-central-1
    issuer: https://oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F
    version: 1.30
    paths:                               # relative to this file
      - clusters/prod
      - apps/*/overlays/prod
    complete: true
  - name: edge
    issuer: oidc.edge.example.org/prod
    paths: [clusters/edge]
    webhook:
      self-hosted: true
      annotation-prefix: sts.amazonaws.com
      token-audience: amazonaws.com
      regional-sts: true
      compose-role-arn: true
      aws-default-region: eu-central-1
      token-mount-path: /var/run/secrets/tokens
      token-expiration: 3600               # seconds
      watch-config-map: true
namespace: web
external:
  service-accounts:
    - platform/*
  roles:
    - arn:aws:iam::*:role/shared-*
rules:
  sub-too-broad: note                    # this severity for all findings of the rule
  token: off                             # a whole group
  token-long-lived:                      # wins over its group
    severity: warning
  trust-policy-too-large:
    quota: 4096                          # a parameter of the rule
ignore:
  - rule: sub-too-broad
    path: apps/legacy
    resource: arn:aws:iam::493827165038:role/legacy-*
    reason: replaced in spring
    expires: 2027-03-31
fail-on: error
baseline: irsalint-baseline.json
```)";

constexpr std::string_view kClusters =
    R"(What lies in a cluster's folders is judged for that cluster alone: a trust policy must admit
tokens of its issuer, and nobody else's. Without that, a policy is judged for every issuer that
it trusts. Two folders of one cluster see each other's ServiceAccounts and policies; folders of
two clusters do not.

A cluster of the configuration and one of the input (`aws eks describe-cluster`) are the same if
they have the same issuer, or the same name in the same account. What the configuration says
wins.)";
constexpr std::string_view kClusterKeys[] = {"clusters"};

constexpr std::string_view kWebhook =
    R"(On EKS there is nothing to set. On clusters that run their own pod identity webhook its flags
decide what annotations mean.)";
constexpr std::string_view kWebhookKeys[] = {"clusters[].webhook"};

constexpr std::string_view kElsewhereKeys[] = {"namespace", "external"};

constexpr std::string_view kRules =
    R"(`irsalint rules` lists rules and groups. A rule wins over its group whatever their order. Some
rules have parameters of their own, which stand below.)";
constexpr std::string_view kRuleKeys[] = {"rules"};

constexpr std::string_view kAccepted =
    R"(What is known and accepted, with a reason and perhaps a date, and what was there before the
first run.)";
constexpr std::string_view kAcceptedKeys[] = {"ignore", "baseline"};

constexpr std::string_view kFailKeys[] = {"fail-on"};

constexpr auto kSections = std::to_array<rule::ConfigSection>({
    {.heading = "# Configuration", .text = kHead, .keys = {}},
    {.heading = "## Clusters", .text = kClusters, .keys = kClusterKeys},
    {.heading = "### Webhook", .text = kWebhook, .keys = kWebhookKeys},
    {.heading = "## What lives elsewhere", .text = "", .keys = kElsewhereKeys},
    {.heading = "## Rules", .text = kRules, .keys = kRuleKeys},
    {.heading = "## Accepted findings", .text = kAccepted, .keys = kAcceptedKeys},
    {.heading = "## Exit status", .text = "", .keys = kFailKeys},
});

}  // namespace

std::span<const rule::ConfigSection> ConfigSections() { return kSections; }

}  // namespace irsalint::engine
