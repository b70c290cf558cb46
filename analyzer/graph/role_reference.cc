#include "analyzer/graph/role_reference.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "analyzer/base/arn.h"
#include "analyzer/base/role_arn_fault.h"
#include "analyzer/base/strings.h"
#include "analyzer/graph/webhook.h"
#include "analyzer/syntax/holes.h"
#include "analyzer/syntax/placeholder.h"

namespace irsalint::graph {
namespace {

using Origin = RoleReference::Origin;

// Words of values that ask for being replaced, whatever their form.
constexpr std::array<std::string_view, 6> kAsking = {"your",     "replace",     "change-me",
                                                     "changeme", "placeholder", "todo"};

void AddAssociation(const Association& association, Origin origin, const facts::KnownText& arn,
                    std::vector<RoleReference>& references) {
  if (!arn.HasValue() || arn->IsEmpty()) return;
  references.push_back({.origin = origin,
                        .unit = association.unit,
                        .arn = &arn,
                        .namespace_name = *association.object->namespace_name,
                        .account_name = *association.object->service_account,
                        .claim = nullptr});
}

void AddMadeAccounts(const IdentityGraph& graph, UnitId unit,
                     std::vector<RoleReference>& references) {
  for (const facts::MadeAccount& made : graph[unit].facts->made_accounts) {
    if (!made.role_arn.HasValue() || made.role_arn->IsEmpty()) continue;
    references.push_back({.origin = Origin::kMadeAccount,
                          .unit = unit,
                          .arn = &made.role_arn,
                          .namespace_name = *made.namespace_name,
                          .account_name = *made.name,
                          .claim = nullptr});
  }
}

// Whether the cluster is not known, and the webhook of any that it may be completes bare names.
bool MayBeComposed(const IdentityGraph& graph, UnitId unit) {
  return !graph[unit].cluster.has_value() &&
         std::ranges::any_of(graph.options().clusters, [](const DeclaredCluster& declared) {
           return declared.webhook.compose_role_arn;
         });
}

// `arn:aws:iam::foo:role/x`: a word instead of an account.
bool HasWordForAccount(std::string_view text) {
  const auto arn = base::ParseArn(text);
  return arn.has_value() && !arn->account.empty() &&
         std::ranges::none_of(arn->account, base::IsAsciiDigit);
}

// Also `IAM_ROLE_ARN`: the name of a variable that nobody expands.
bool AsksToBeReplaced(std::string_view text) {
  const std::string lower = base::AsciiLower(text);
  const bool is_variable = base::IsBareRoleName(text) &&
                           std::ranges::none_of(text, base::IsAsciiLower) &&
                           (base::Contains(lower, "arn") || base::Contains(lower, "role"));
  return is_variable || std::ranges::any_of(kAsking, [&lower](std::string_view word) {
           return base::Contains(lower, word);
         });
}

RoleArnForm FormOfText(const syntax::Text& text, bool may_be_composed) {
  if (!text.IsLiteral()) {
    return syntax::IsFilledInByHand(text) ? RoleArnForm::kPlaceholder : RoleArnForm::kUnknown;
  }
  const std::string_view literal = text.literal();
  if (base::WebhookAcceptsRoleArn(literal)) return RoleArnForm::kArn;
  if (syntax::HoldsDummy(literal) || HasWordForAccount(literal) || AsksToBeReplaced(literal)) {
    return RoleArnForm::kPlaceholder;
  }
  if (may_be_composed && base::IsBareRoleName(literal)) return RoleArnForm::kBareName;
  return RoleArnForm::kMalformed;
}

}  // namespace

bool IsComposed(const IdentityGraph& graph, const Claim& claim) {
  if (claim.origin != Claim::Origin::kAnnotation || !claim.account.has_value()) return false;
  const std::string key = fmt::format("{}/role-arn", WebhookPrefixOf(graph, claim.unit));
  const kube::Annotation* written = graph[*claim.account].object->meta.FindAnnotation(key);
  return written != nullptr && written->value != claim.role_arn;
}

std::vector<RoleReference> RoleReferencesOf(const IdentityGraph& graph) {
  std::vector<RoleReference> references;
  for (const Claim& claim : graph.claims()) {
    if (!claim.role_arn.HasValue() || claim.superseded != base::Truth::kNo) continue;
    references.push_back({.origin = claim.origin == Claim::Origin::kAnnotation
                                        ? Origin::kAnnotation
                                        : Origin::kEnvironment,
                          .unit = claim.unit,
                          .arn = &claim.role_arn,
                          .namespace_name = claim.namespace_name,
                          .account_name = claim.account_name,
                          .claim = &claim});
  }
  for (const Association& association : graph.associations()) {
    AddAssociation(association, Origin::kAssociation, association.object->role_arn, references);
    AddAssociation(association, Origin::kAssociationTarget, association.object->target_role_arn,
                   references);
  }
  for (uint32_t u = 0; u < graph.units().size(); ++u) AddMadeAccounts(graph, UnitId{u}, references);
  return references;
}

RoleArnForm FormOf(const IdentityGraph& graph, const RoleReference& reference) {
  const bool is_annotation = reference.origin == Origin::kAnnotation;
  return FormOfText(**reference.arn, is_annotation && MayBeComposed(graph, reference.unit));
}

RoleArnForm FormOf(const IdentityGraph& graph, const Claim& claim) {
  const bool is_annotation = claim.origin == Claim::Origin::kAnnotation;
  return FormOfText(*claim.role_arn, is_annotation && MayBeComposed(graph, claim.unit));
}

}  // namespace irsalint::graph
