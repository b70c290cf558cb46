#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "analyzer/base/automaton.h"
#include "analyzer/explain/hover_lines.h"
#include "analyzer/explain/walk_steps.h"
#include "analyzer/explain/who.h"
#include "analyzer/graph/asked_account.h"
#include "analyzer/iam/compare.h"
#include "analyzer/iam/demands_value.h"
#include "analyzer/iam/literal_wildcard.h"
#include "analyzer/rule/chain.h"

namespace irsalint::explain {
namespace {

using graph::AccountId;
using graph::IdentityGraph;
using graph::Mention;
using graph::MentionKind;

constexpr size_t kMaxAccounts = 8;
constexpr size_t kMaxWorkloads = 4;

void AddRest(size_t all, size_t shown, std::vector<WalkLine>& lines) {
  if (shown < all) lines.push_back({.text = fmt::format("and {} more", all - shown)});
}

std::string NameOf(const IdentityGraph& graph, AccountId id) {
  const graph::Account& account = graph[id];
  return AccountName(account.namespace_name, *account.object->meta.name);
}

std::string NameOf(const IdentityGraph& graph, const Mention& mention) {
  switch (mention.kind) {
    case MentionKind::kAccount:
      return NameOf(graph, *mention.account);
    case MentionKind::kMadeAccount:
      return AccountName(*mention.made->namespace_name, *mention.made->name);
    case MentionKind::kWorkloadAccount:
      return AccountName(graph[*mention.workload].namespace_name,
                         graph[*mention.workload].account.name);
    default:
      break;
  }
  const facts::PodIdentityAssociation& object = *graph[*mention.association].object;
  return AccountName(*object.namespace_name, *object.service_account);
}

void AddMade(const std::vector<const facts::MadeAccount*>& made, std::vector<WalkLine>& lines) {
  for (const facts::MadeAccount* one : made) {
    lines.push_back({.text = "made by eksctl", .place = one->name.place()});
    if (one->role_arn.HasValue()) {
      lines.push_back({.text = fmt::format("with role {}", rule::Show(*one->role_arn)),
                       .place = one->role_arn.place()});
    }
  }
}

// The account, its role, and as whom each container runs: one way that the pod may go.
void AddWalk(const IdentityGraph& graph, const graph::PodWalk& walk, Hover& hover) {
  if (walk.injection.account.has_value()) {
    const graph::Account& account = graph[*walk.injection.account];
    hover.lines.push_back({.text = "defined", .place = account.object->meta.name.place()});
  } else {
    hover.lines.push_back(AccountStep(graph, walk).lines.back());
  }
  hover.lines.push_back(WebhookStep(graph, walk).lines.front());
  if (walk.sts.has_value() && walk.sts->edge != nullptr) {
    const graph::TrustEdge& edge = *walk.sts->edge;
    const iam::PolicyDocument& policy = graph[edge.policy].object->document;
    hover.lines.push_back(AdmissionLine(hover.name, edge.admits, policy.place));
    if (edge.admits != base::Truth::kYes && walk.sts->decision.has_value()) {
      AddClauses(policy, walk.sts->decision->decision, walk.sts->decision->issuer.issuer.Written(),
                 hover.lines);
    }
  }
  if (walk.pod_identity.has_value()) {
    const WalkStep step = PodIdentityStep(graph, walk);
    hover.lines.push_back({.text = step.title, .mark = step.mark});
  }
  if (!walk.faults.empty()) {
    hover.lines.push_back({.text = "the API server refuses the pod", .mark = Mark::kFault});
  }
  for (const graph::EffectiveIdentity& identity : walk.containers) {
    hover.lines.push_back(ResultOf(graph, walk, identity));
  }
}

void AddWorkload(const graph::MentionLinks& links, const graph::PodWalks& walks,
                 const Mention& mention, Hover& hover) {
  const IdentityGraph& graph = links.graph();
  AddMade(links.AccountsOf(mention).made, hover.lines);
  const std::vector<graph::PodWalk> ways = walks.Of(*mention.workload);
  for (size_t i = 0; i < ways.size(); ++i) {
    if (ways.size() > 1) {
      hover.lines.push_back({.text = fmt::format("way {} of {}:", i + 1, ways.size())});
    }
    AddWalk(graph, ways[i], hover);
  }
}

void AddWorkloads(const IdentityGraph& graph, const graph::Account& account, Hover& hover) {
  const size_t shown = std::min(account.workloads.size(), kMaxWorkloads);
  for (size_t i = 0; i < shown; ++i) {
    const graph::Workload& workload = graph[account.workloads[i]];
    const kube::ObjectMeta& meta = workload.object->meta;
    hover.lines.push_back(
        {.text = fmt::format("{} {} runs as it", meta.kind, rule::Show(*meta.name)),
         .place = *workload.account.place});
  }
  AddRest(account.workloads.size(), shown, hover.lines);
}

void AddAccount(const IdentityGraph& graph, AccountId id, Hover& hover) {
  const graph::Account& account = graph[id];
  hover.lines.push_back({.text = "defined", .place = account.object->meta.name.place()});
  for (const graph::ClaimId claim : account.claims) {
    hover.lines.push_back({.text = fmt::format("role {}", rule::Show(*graph[claim].role_arn)),
                           .place = graph[claim].role_arn.place()});
    AddClaimVerdicts(graph, graph[claim], hover.lines);
  }
  for (const graph::AssociationId association : account.associations) {
    const facts::PodIdentityAssociation& object = *graph[association].object;
    if (!object.role_arn.HasValue()) continue;
    hover.lines.push_back({.text = fmt::format("an EKS Pod Identity association gives it {}",
                                               rule::Show(*object.role_arn)),
                           .place = object.role_arn.place()});
  }
  if (account.claims.empty() && account.associations.empty()) {
    hover.lines.push_back({.text = "no role and no EKS Pod Identity association is known for it"});
  }
  AddWorkloads(graph, account, hover);
}

const iam::Condition& ConditionOf(const IdentityGraph& graph, const Mention& mention) {
  return graph[*mention.policy]
      .object->document.statements[mention.statement]
      .conditions[*mention.condition];
}

// How many accounts a value may mean, whatever the input holds.
WalkLine ClassLine(const IdentityGraph& graph, const Mention& mention) {
  const iam::Condition& condition = ConditionOf(graph, mention);
  const iam::Variables variables = iam::VariablesOf(graph[*mention.policy].object->document);
  if (iam::HoldsLiteralWildcard(condition, {.text = mention.text, .place = mention.place},
                                variables, "*?")) {
    return {.text = fmt::format("names no service account: under {} a wildcard stands for itself",
                                condition.operator_name.text.Written()),
            .mark = Mark::kFault};
  }
  const auto pattern = condition.op.has_value()
                           ? iam::SubjectPattern(condition.op->base, mention.text, {}, variables)
                           : std::nullopt;
  if (!pattern.has_value() || !mention.text.IsLiteral()) {
    return {.text = "whom it names is not known before something else fills it in",
            .mark = Mark::kUnknown};
  }
  const iam::SubjectSet subjects = iam::ClassifySubjects(base::Language::Of(*pattern), 1);
  return {.text = fmt::format("names {}", WordsFor(subjects.subject_class))};
}

// Where the value takes from whom the policy admits.
void AddExclusion(const IdentityGraph& graph, const Mention& mention, Hover& hover) {
  const iam::Statement& statement =
      graph[*mention.policy].object->document.statements[mention.statement];
  const bool excludes = !iam::DemandsValue(ConditionOf(graph, mention));
  if (statement.effect == iam::Effect::kDeny) {
    hover.lines.push_back(
        {.text = excludes ? "a Deny statement spares it" : "a Deny statement names it"});
  } else if (excludes) {
    hover.lines.push_back({.text = "the operator excludes what it names"});
  }
}

std::string_view WordFor(base::Truth admits) {
  return admits == base::Truth::kYes  ? "admitted"
         : admits == base::Truth::kNo ? "refused"
                                      : "perhaps admitted";
}

// Who claims the role in vain is the one who may have been meant.
void AddRefused(const IdentityGraph& graph, graph::PolicyId policy, Hover& hover) {
  for (const graph::ClaimId id : graph[policy].claims) {
    const graph::Claim& claim = graph[id];
    for (const graph::TrustEdge& edge : claim.edges) {
      if (edge.policy != policy || edge.admits != base::Truth::kNo) continue;
      hover.lines.push_back(
          {.text = fmt::format("{} claims the role and is refused",
                               AccountName(claim.namespace_name, claim.account_name)),
           .mark = Mark::kFault,
           .place = claim.account_place});
    }
  }
}

// The accounts of the input, and what comes of those that claim the policy's role.
void AddNamed(const graph::MentionLinks& links, const Mention& mention, Hover& hover) {
  const IdentityGraph& graph = links.graph();
  const graph::NamedAccounts named = links.AccountsOf(mention);
  const size_t shown = std::min(named.accounts.size(), kMaxAccounts);
  for (size_t i = 0; i < shown; ++i) {
    const graph::Account& account = graph[named.accounts[i]];
    WalkLine line = {.text = NameOf(graph, named.accounts[i]),
                     .place = account.object->meta.name.place()};
    for (const graph::ClaimId claim : account.claims) {
      for (const graph::TrustEdge& edge : graph[claim].edges) {
        if (edge.policy != *mention.policy) continue;
        line.text += fmt::format(": claims the role, {}", WordFor(edge.admits));
        line.mark = MarkOf(edge.admits);
      }
    }
    hover.lines.push_back(std::move(line));
  }
  AddRest(named.accounts.size(), shown, hover.lines);
  AddMade(named.made, hover.lines);
  if (!named.IsEmpty()) return;
  hover.lines.push_back({.text = "no service account of the input is meant"});
  AddRefused(graph, *mention.policy, hover);
  const auto asked = graph::ParseAskedAccount(mention.text.literal());
  if (!asked.has_value()) return;
  for (const std::string& like : graph::AccountsLike(graph, *asked)) {
    hover.lines.push_back(
        {.text = fmt::format("the input holds {}, which is nearly the same", like)});
  }
}

}  // namespace

Hover AccountHover(const graph::MentionLinks& links, const graph::PodWalks& walks,
                   const Mention& mention) {
  const IdentityGraph& graph = links.graph();
  Hover hover = {.kind = "service account", .name = NameOf(graph, mention), .lines = {}};
  if (mention.kind == MentionKind::kWorkloadAccount) {
    AddWorkload(links, walks, mention, hover);
    return hover;
  }
  const graph::NamedAccounts named = links.AccountsOf(mention);
  for (const AccountId id : named.accounts) AddAccount(graph, id, hover);
  AddMade(named.made, hover.lines);
  if (named.IsEmpty()) {
    hover.lines.push_back({.text = "is not in the input", .mark = Mark::kUnknown});
  }
  return hover;
}

Hover SubjectHover(const graph::MentionLinks& links, const Mention& mention) {
  Hover hover = {.kind = "subject", .name = rule::Show(mention.text), .lines = {}};
  hover.lines.push_back(ClassLine(links.graph(), mention));
  AddExclusion(links.graph(), mention, hover);
  AddNamed(links, mention, hover);
  return hover;
}

}  // namespace irsalint::explain
