#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "analyzer/base/arn.h"
#include "analyzer/explain/hover_lines.h"
#include "analyzer/explain/role_policy.h"
#include "analyzer/explain/walk_steps.h"
#include "analyzer/explain/who.h"
#include "analyzer/explain/why.h"
#include "analyzer/graph/pod_identity.h"
#include "analyzer/graph/role_accounts.h"
#include "analyzer/rule/chain.h"

namespace irsalint::explain {
namespace {

using base::Truth;
using graph::IdentityGraph;
using graph::Mention;
using graph::MentionKind;
using graph::NamedRole;

constexpr size_t kMaxAccounts = 8;

void AddDocuments(const IdentityGraph& graph, const NamedRole& role, Hover& hover) {
  for (const facts::Role* object : role.objects) {
    const bool has_arn = object->arn.HasValue();
    hover.lines.push_back(
        {.text = "defined", .place = has_arn ? object->arn.place() : object->name.place()});
  }
  if (role.objects.empty()) {
    hover.lines.push_back({.text = "its own document is not in the input"});
  }
  if (role.policies.empty()) {
    hover.lines.push_back({.text = "its trust policy is not in the input", .mark = Mark::kUnknown});
  }
  for (const NamedRole::Policy& policy : role.policies) {
    const std::string assumed = WhyAssumed(graph, role, policy);
    if (assumed.empty()) continue;
    hover.lines.push_back({.text = "assuming that this is its trust policy: " + assumed,
                           .mark = Mark::kUnknown,
                           .place = graph[policy.policy].object->document.place});
  }
}

// The issuer behind the provider's ARN says as much in half the text.
std::string Through(const std::string& provider) {
  if (provider == "*") return "";
  const auto issuer = base::OidcProviderIssuer(provider);
  return " of " + (issuer.has_value() ? std::string(*issuer) : provider);
}

WalkLine AccountLine(const IdentityGraph& graph, const graph::RoleAccount& account) {
  const std::string name = AccountName(account.namespace_name, account.name);
  WalkLine line = AdmissionLine(name, account.admits, {});
  if (account.claims.empty()) {
    line.text =
        fmt::format("admits {}, which does not claim the role{}", name,
                    account.admits == Truth::kYes ? "" : ", where its cluster's issuer is trusted");
  }
  if (account.account.has_value()) {
    line.place = graph[*account.account].object->meta.name.place();
  }
  return line;
}

// Whom the trust policy lets in, and which accounts of the input these are.
void AddWho(const IdentityGraph& graph, const NamedRole& role, graph::PolicyId id, Hover& hover) {
  for (const AdmittedByProvider& one : WhoIsAdmitted(graph[id].object->document)) {
    const Mark mark = one.wide.empty() ? Mark::kPlain : Mark::kFault;
    hover.lines.push_back({.text = fmt::format("admits {}{}", WordsFor(one.subjects.subject_class),
                                               Through(one.provider)),
                           .mark = mark,
                           .place = one.place});
  }
  std::vector<graph::RoleAccount> accounts = graph::AccountsOfRole(graph, role, id);
  std::erase_if(accounts, [](const graph::RoleAccount& one) { return !one.IsMeant(); });
  const size_t shown = std::min(accounts.size(), kMaxAccounts);
  for (size_t i = 0; i < shown; ++i) hover.lines.push_back(AccountLine(graph, accounts[i]));
  if (shown < accounts.size()) {
    hover.lines.push_back({.text = fmt::format("and {} more", accounts.size() - shown)});
  }
}

void AddAssociations(const IdentityGraph& graph, const NamedRole& role, Hover& hover) {
  for (const graph::AssociationId id : role.associations) {
    const facts::PodIdentityAssociation& object = *graph[id].object;
    hover.lines.push_back(
        {.text = fmt::format("EKS Pod Identity gives it to {}",
                             AccountName(*object.namespace_name, *object.service_account)),
         .mark = MarkOf(graph::DecidePodIdentity(graph, id).admits),
         .place = object.service_account.place()});
  }
}

// What each trust policy says to EKS, and why it refuses.
void AddAssumed(const IdentityGraph& graph, std::string_view caller, const graph::AssumedRole& role,
                Hover& hover) {
  for (const graph::PodIdentityVerdict& verdict : role.policies) {
    const iam::PolicyDocument& policy = graph[verdict.policy].object->document;
    hover.lines.push_back(AdmissionLine(caller, verdict.admits, policy.place));
    if (!verdict.denial.has_value()) continue;
    hover.lines.push_back({.text = fmt::format("  {}:", verdict.denial->action)});
    AddClauses(policy, verdict.Of(verdict.denial->action).decision, "", hover.lines);
  }
}

void AddAssociation(const IdentityGraph& graph, const Mention& mention, Hover& hover) {
  const graph::PodIdentityDecision decision = graph::DecidePodIdentity(graph, *mention.association);
  if (mention.kind == MentionKind::kAssociationRole) {
    AddAssumed(graph, "EKS Pod Identity", decision.role, hover);
  } else if (decision.target.has_value()) {
    AddAssumed(graph, rule::Show(**decision.role.arn), *decision.target, hover);
  }
}

// An account that only eksctl's configuration holds is asked about as one that claims the role.
void AddMade(const IdentityGraph& graph, const Mention& mention, const NamedRole& role,
             Hover& hover) {
  const facts::MadeAccount& made = *mention.made;
  if (!made.namespace_name.HasValue() || !made.name.HasValue()) return;
  const std::string name = AccountName(*made.namespace_name, *made.name);
  const auto asked = graph::ParseAskedAccount(name);
  if (!asked.has_value()) return;
  for (const WhyCase& one : WhyOf(graph, *asked, role).cases) {
    const iam::PolicyDocument& policy = graph[one.policy.policy].object->document;
    for (const graph::IssuerDecision& decided : one.decisions) {
      hover.lines.push_back(AdmissionLine(name, decided.admits, policy.place));
      AddClauses(policy, decided.decision, decided.issuer.issuer.Written(), hover.lines);
    }
  }
}

void AddVerdict(const IdentityGraph& graph, const Mention& mention, const NamedRole& role,
                Hover& hover) {
  switch (mention.kind) {
    case MentionKind::kAnnotation:
    case MentionKind::kEnvironment:
      if (mention.claim.has_value()) {
        AddClaimVerdicts(graph, graph[*mention.claim], hover.lines);
      } else {
        hover.lines.push_back({.text = "no token of the container's own volumes goes with it",
                               .mark = Mark::kUnknown});
      }
      return;
    case MentionKind::kAssociationRole:
    case MentionKind::kAssociationTarget:
      return AddAssociation(graph, mention, hover);
    case MentionKind::kMadeAccountRole:
      return AddMade(graph, mention, role, hover);
    case MentionKind::kTrustStatement:
      AddWho(graph, role, *mention.policy, hover);
      return AddAssociations(graph, role, hover);
    default:
      for (const NamedRole::Policy& policy : role.policies) {
        AddWho(graph, role, policy.policy, hover);
      }
      return AddAssociations(graph, role, hover);
  }
}

// A trust policy of which nothing says whose it is.
void AddUnnamed(const IdentityGraph& graph, const Mention& mention, Hover& hover) {
  if (mention.kind != MentionKind::kTrustStatement) {
    hover.lines.push_back({.text = "is not in the input", .mark = Mark::kUnknown});
    return;
  }
  hover.name = graph[*mention.policy].object->path;
  hover.lines.push_back({.text = "which role it belongs to is not known", .mark = Mark::kUnknown});
  AddWho(graph, {}, *mention.policy, hover);
}

}  // namespace

Hover RoleHover(const graph::MentionLinks& links, const Mention& mention) {
  const IdentityGraph& graph = links.graph();
  const bool is_policy = mention.kind == MentionKind::kTrustStatement;
  Hover hover = {
      .kind = is_policy ? "trust policy" : "role", .name = rule::Show(mention.text), .lines = {}};
  const std::vector<const NamedRole*> roles = links.RolesOf(mention);
  if (roles.empty()) AddUnnamed(graph, mention, hover);
  for (const NamedRole* role : roles) {
    if (is_policy) hover.name = graph::LabelOf(*role);
    AddDocuments(graph, *role, hover);
    AddVerdict(graph, mention, *role, hover);
  }
  return hover;
}

}  // namespace irsalint::explain
