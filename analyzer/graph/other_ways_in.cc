#include "analyzer/graph/other_ways_in.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "analyzer/base/arn.h"
#include "analyzer/graph/node_roles.h"
#include "analyzer/graph/trusted_issuers.h"
#include "analyzer/iam/covers_action.h"

namespace irsalint::graph {
namespace {

using base::Truth;

// Services that run code of whoever may use them in the account.
constexpr auto kComputeServices = std::to_array<std::string_view>({
    "batch",
    "build.apprunner",
    "codebuild",
    "ec2",
    "ecs",
    "ecs-tasks",
    "edgelambda",
    "eks",
    "eks-fargate-pods",
    "glue",
    "lambda",
    "sagemaker",
    "tasks.apprunner",
});

bool IsComputeService(std::string_view service) {
  for (const std::string_view domain : {".amazonaws.com", ".amazonaws.com.cn"}) {
    if (!service.ends_with(domain)) continue;
    service.remove_suffix(domain.size());
    break;
  }
  return std::ranges::find(kComputeServices, service) != kComputeServices.end();
}

// The account that the role belongs to: as its ARN says, else that of a provider that it trusts
// (docs/reference/iam.md §3.1). "" if neither is known.
std::string AccountOfRole(const IdentityGraph& graph, const TrustPolicy& policy) {
  std::vector<std::string_view> arns;
  if (policy.role.has_value()) arns.push_back(graph[*policy.role].arn.literal());
  for (const TrustedIssuer& issuer : policy.issuers) arns.push_back(issuer.provider_arn.literal());
  for (const std::string_view text : arns) {
    const auto arn = base::ParseArn(text);
    if (arn.has_value() && base::IsAccountId(arn->account)) return std::string(arn->account);
  }
  return {};
}

std::optional<OtherWayIn::Kind> KindOf(const iam::Principal& principal, std::string_view account) {
  const std::string text = principal.value.text.Written();
  if (principal.kind == iam::PrincipalKind::kService) {
    if (IsComputeService(text)) return OtherWayIn::Kind::kComputeService;
    return std::nullopt;
  }
  if (principal.kind != iam::PrincipalKind::kAws) return std::nullopt;
  if (base::IsAccountId(text) || text.ends_with(":root")) return OtherWayIn::Kind::kWholeAccount;
  const auto arn = base::ParseArn(text);
  const bool foreign = arn.has_value() && base::IsAccountId(arn->account) && !account.empty() &&
                       arn->account != account;
  if (foreign) return OtherWayIn::Kind::kForeignAccount;
  return std::nullopt;
}

// The account of a principal: an id alone, or that of an ARN. "" for others.
std::string AccountOf(const iam::Principal& principal) {
  const std::string text = principal.value.text.Written();
  if (base::IsAccountId(text)) return text;
  const auto arn = base::ParseArn(text);
  return arn.has_value() && base::IsAccountId(arn->account) ? std::string(arn->account) : "";
}

bool IsOfNodes(const IdentityGraph& graph, const TrustPolicy& policy) {
  if (!policy.role.has_value()) return false;
  return std::ranges::any_of(NodeRolesOf(graph),
                             [&policy](const NodeRole& role) { return role.role == policy.role; });
}

}  // namespace

bool TrustsServiceAccounts(const TrustPolicy& policy) {
  return std::ranges::any_of(
      policy.issuers, [](const TrustedIssuer& issuer) { return issuer.kubernetes == Truth::kYes; });
}

std::vector<OtherWayIn> OtherWaysInto(const IdentityGraph& graph, PolicyId id) {
  const TrustPolicy& policy = graph[id];
  const iam::PolicyDocument& document = policy.object->document;
  if (!TrustsServiceAccounts(policy) && !TrustsPodIdentity(document)) return {};
  const std::string account = AccountOfRole(graph, policy);
  std::vector<OtherWayIn> ways;
  for (size_t s = 0; s < document.statements.size(); ++s) {
    const iam::Statement& statement = document.statements[s];
    if (statement.effect != iam::Effect::kAllow || statement.not_principal) continue;
    if (iam::CoversAction(statement, "sts:AssumeRole") == Truth::kNo) continue;
    for (const iam::Principal& principal : statement.principals) {
      const auto kind = KindOf(principal, account);
      if (!kind.has_value()) continue;
      ways.push_back({.kind = *kind,
                      .statement = s,
                      .principal = &principal,
                      .account = AccountOf(principal)});
    }
  }
  // Asked last: few policies have other ways in, and all roles must be looked at for it.
  if (!ways.empty() && IsOfNodes(graph, policy)) return {};
  return ways;
}

}  // namespace irsalint::graph
