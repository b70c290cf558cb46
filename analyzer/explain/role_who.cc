#include "analyzer/explain/role_who.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "analyzer/base/strings.h"
#include "analyzer/base/utf8.h"
#include "analyzer/explain/json_text.h"
#include "analyzer/explain/role_policy.h"
#include "analyzer/explain/role_value.h"
#include "analyzer/explain/who_value.h"
#include "analyzer/rule/chain.h"

namespace irsalint::explain {
namespace {

using Json = nlohmann::ordered_json;
using base::Truth;
using graph::IdentityGraph;
using graph::NamedRole;
using graph::RoleAccount;
using graph::WorkloadId;

constexpr int kJsonVersion = 1;

// In text; JSON has them all.
constexpr size_t kMaxAccounts = 20;
constexpr size_t kMaxWorkloads = 10;

std::string Shown(const syntax::Text& text) { return base::EscapeForDisplay(rule::Show(text)); }

std::string Shown(const syntax::Text& namespace_name, const syntax::Text& name) {
  return Shown(namespace_name) + "/" + Shown(name);
}

// Where the account is named: by its own manifest, else by the workload that runs as it.
const syntax::Place& PlaceOf(const IdentityGraph& graph, const RoleAccount& account) {
  return account.account.has_value() ? graph[*account.account].object->meta.name.place()
                                     : graph[account.claims.front()].account_place;
}

// The workloads that run as it, surely or perhaps.
const std::vector<WorkloadId>& WorkloadsOf(const IdentityGraph& graph, const RoleAccount& account) {
  return account.account.has_value() ? graph[*account.account].workloads
                                     : graph[account.claims.front()].workloads;
}

// Whether a workload runs as the account, one of those that it may run as. An account that is not
// in the input is the workload's own.
Truth RunsAs(const graph::Workload& workload, std::optional<graph::AccountId> account) {
  const auto edge = std::ranges::find_if(
      workload.accounts,
      [account](const graph::AccountEdge& one) { return one.account == account; });
  return edge == workload.accounts.end() ? Truth::kYes : edge->truth;
}

bool IsSuperseded(const IdentityGraph& graph, const RoleAccount& account) {
  return std::ranges::any_of(
      account.claims, [&graph](graph::ClaimId id) { return graph[id].superseded != Truth::kNo; });
}

// Where it is said that nodes have the role.
syntax::Place PlaceOf(const facts::NodeRole& evidence) {
  return evidence.role_arn.HasValue() ? evidence.role_arn.place() : evidence.place;
}

std::optional<graph::NodeRole> NodesOf(const IdentityGraph& graph, const NamedRole& role) {
  for (graph::NodeRole& nodes : graph::NodeRolesOf(graph)) {
    const bool certain = nodes.basis != graph::NodeBasis::kCandidate;
    if (certain && !role.arn.IsEmpty() && nodes.arn == role.arn) return std::move(nodes);
  }
  return std::nullopt;
}

bool IsTarget(const facts::PodIdentityAssociation& object, const NamedRole& role) {
  return object.target_role_arn.HasValue() && *object.target_role_arn == role.arn;
}

// Accounts that are shown below one heading.
struct Group {
  enum class Claim { kOfRole, kNone };

  std::string_view heading;
  Claim claim;
  Truth admits;
};

constexpr std::array kGroups = {
    Group{"accounts that claim the role and are admitted", Group::Claim::kOfRole, Truth::kYes},
    Group{"accounts that claim the role; whether they are admitted is not known",
          Group::Claim::kOfRole, Truth::kMaybe},
    Group{"accounts that claim the role and are refused (`irsalint why` says by what)",
          Group::Claim::kOfRole, Truth::kNo},
    Group{"accounts that do not claim the role, and are admitted", Group::Claim::kNone,
          Truth::kYes},
    Group{"accounts that do not claim the role, and are admitted where their cluster's issuer is "
          "trusted",
          Group::Claim::kNone, Truth::kMaybe},
};

bool IsIn(const Group& group, const RoleAccount& account) {
  const bool claims = !account.claims.empty();
  return account.admits == group.admits && claims == (group.claim == Group::Claim::kOfRole);
}

class WhoPrinter {
 public:
  WhoPrinter(const IdentityGraph& graph, const RoleWho& who, const PlaceLines& lines)
      : graph_(graph), who_(who), lines_(lines) {}

  std::string Print() {
    Line("role      {}", base::EscapeForDisplay(graph::LabelOf(who_.role)));
    const std::string named = lines_.At(graph::PlaceOfName(graph_, who_.role));
    if (!named.empty()) Line("          named at {}", named);
    if (who_.policies.empty()) {
      Line("policy    not in the input: whom it admits is not known");
      PrintAccounts(who_.claimants);
    }
    for (const WhoPolicy& policy : who_.policies) PrintPolicy(policy);
    PrintAssociations();
    PrintMade();
    PrintNodes();
    return std::move(text_);
  }

 private:
  template <typename... Args>
  void Line(fmt::format_string<Args...> format, Args&&... args) {
    text_ += fmt::format(format, std::forward<Args>(args)...) + "\n";
  }

  void PrintPolicy(const WhoPolicy& who) {
    if (who_.policies.size() > 1) Line("");
    Line("policy    {}", lines_.At(graph_[who.policy.policy].object->document.place));
    const std::string assumed = WhyAssumed(graph_, who_.role, who.policy);
    if (!assumed.empty()) {
      Line("          assuming that this is the role's trust policy:");
      Line("          {}", base::EscapeForDisplay(assumed));
    }
    Line("");
    text_ += WhoText(who.providers, lines_);
    PrintAccounts(who.accounts);
    PrintOthers(who.others);
    PrintDenies(graph_[who.policy.policy].object->document);
  }

  void PrintAccounts(const std::vector<RoleAccount>& accounts) {
    if (accounts.empty()) {
      Line("\nno account of the input {}",
           who_.policies.empty() ? "claims the role" : "claims the role or is admitted");
      return;
    }
    for (const Group& group : kGroups) {
      std::vector<const RoleAccount*> members;
      for (const RoleAccount& account : accounts) {
        if (IsIn(group, account)) members.push_back(&account);
      }
      if (!members.empty()) PrintGroup(group, members);
    }
  }

  void PrintGroup(const Group& group, const std::vector<const RoleAccount*>& members) {
    Line("\n{}:", group.heading);
    const size_t shown = std::min(members.size(), kMaxAccounts);
    for (size_t i = 0; i < shown; ++i) PrintAccount(*members[i]);
    PrintRest("  ", shown, members.size());
  }

  void PrintAccount(const RoleAccount& account) {
    Line("  {} at {}", Shown(account.namespace_name, account.name),
         lines_.At(PlaceOf(graph_, account)));
    for (const graph::ClaimId claim : account.claims) {
      Line("    claims the role at {}", lines_.At(graph_[claim].role_arn.place()));
    }
    if (IsSuperseded(graph_, account)) {
      Line("    but a Pod Identity association takes the claim's place");
    }
    PrintWorkloads("    ", WorkloadsOf(graph_, account), account.account);
  }

  // `account` is the one that they run as.
  void PrintWorkloads(std::string_view indent, const std::vector<WorkloadId>& workloads,
                      std::optional<graph::AccountId> account) {
    const size_t shown = std::min(workloads.size(), kMaxWorkloads);
    for (size_t i = 0; i < shown; ++i) {
      const graph::Workload& workload = graph_[workloads[i]];
      Line("{}{} {}{} at {}", indent, base::EscapeForDisplay(workload.object->meta.kind),
           Shown(workload.namespace_name, *workload.object->meta.name),
           RunsAs(workload, account) == Truth::kYes ? "" : ", perhaps,",
           lines_.At(*workload.account.place));
    }
    PrintRest(indent, shown, workloads.size());
  }

  void PrintRest(std::string_view indent, size_t shown, size_t all) {
    if (shown < all) Line("{}and {} more; --format json lists all", indent, all - shown);
  }

  void PrintOthers(const std::vector<OtherPrincipal>& others) {
    if (others.empty()) return;
    Line("\nothers who may assume it:");
    for (const OtherPrincipal& other : others) {
      Line("  {}, by {}{}", base::EscapeForDisplay(Describe(other)),
           base::EscapeForDisplay(base::Join(other.actions, ", ")),
           other.has_conditions ? ", on conditions" : "");
      Line("    at {}", lines_.At(other.place));
    }
  }

  void PrintDenies(const iam::PolicyDocument& policy) {
    for (const iam::Statement& statement : policy.statements) {
      if (statement.effect != iam::Effect::kDeny) continue;
      Line("\na Deny statement may take some of this back: {}", lines_.At(statement.place));
    }
  }

  void PrintAssociations() {
    if (who_.role.associations.empty()) return;
    Line("\nEKS Pod Identity gives it to:");
    for (const graph::AssociationId id : who_.role.associations) {
      const facts::PodIdentityAssociation& object = *graph_[id].object;
      const std::string cluster =
          object.cluster.HasValue() ? " on cluster " + Shown(*object.cluster) : "";
      Line("  {}{}{}", Shown(*object.namespace_name, *object.service_account), cluster,
           IsTarget(object, who_.role) ? ", as target role" : "");
      Line("    at {}", lines_.At(object.place));
    }
  }

  void PrintMade() {
    if (who_.role.made.empty()) return;
    Line("\neksctl makes accounts for it:");
    for (const facts::MadeAccount* made : who_.role.made) {
      Line("  {} at {}", Shown(*made->namespace_name, *made->name), lines_.At(made->place));
    }
  }

  void PrintNodes() {
    if (!who_.nodes.has_value()) return;
    Line("\nit is the role of nodes:");
    for (const facts::NodeRole* evidence : who_.nodes->evidence) {
      Line("  as said at {}", lines_.At(PlaceOf(*evidence)));
    }
    if (who_.nodes->basis == graph::NodeBasis::kInferred) {
      Line("  assuming so: {}", who_.nodes->reason);
    }
    if (who_.inheritors.empty()) return;
    Line("  and of pods that have no other role, where they reach the metadata service:");
    PrintWorkloads("    ", who_.inheritors, std::nullopt);
  }

  const IdentityGraph& graph_;
  const RoleWho& who_;
  const PlaceLines& lines_;
  std::string text_;
};

Json WorkloadsJson(const IdentityGraph& graph, const std::vector<WorkloadId>& workloads,
                   std::optional<graph::AccountId> account, const PlaceLines& lines) {
  Json list = Json::array();
  for (const WorkloadId id : workloads) {
    const graph::Workload& workload = graph[id];
    Json item;
    item["kind"] = workload.object->meta.kind;
    item["namespace"] = rule::Show(workload.namespace_name);
    item["name"] = rule::Show(*workload.object->meta.name);
    item["certain"] = RunsAs(workload, account) == Truth::kYes;
    AddPlace(lines, *workload.account.place, item);
    list.push_back(std::move(item));
  }
  return list;
}

Json PlaceJson(const PlaceLines& lines, const syntax::Place& place) {
  Json json = Json::object();
  AddPlace(lines, place, json);
  return json;
}

Json AccountsJson(const IdentityGraph& graph, const std::vector<RoleAccount>& accounts,
                  const PlaceLines& lines) {
  Json list = Json::array();
  for (const RoleAccount& account : accounts) {
    Json claims = Json::array();
    for (const graph::ClaimId id : account.claims) {
      claims.push_back(PlaceJson(lines, graph[id].role_arn.place()));
    }
    Json item;
    item["namespace"] = rule::Show(account.namespace_name);
    item["name"] = rule::Show(account.name);
    AddPlace(lines, PlaceOf(graph, account), item);
    item["admits"] = base::ToString(account.admits);
    item["claimedAt"] = std::move(claims);
    if (IsSuperseded(graph, account)) item["supersededByPodIdentity"] = true;
    item["workloads"] = WorkloadsJson(graph, WorkloadsOf(graph, account), account.account, lines);
    list.push_back(std::move(item));
  }
  return list;
}

Json OthersJson(const std::vector<OtherPrincipal>& others, const PlaceLines& lines) {
  Json list = Json::array();
  for (const OtherPrincipal& other : others) {
    Json item;
    item["kind"] = ToString(other.kind);
    if (other.all_but) item["allBut"] = true;
    item["value"] = other.value;
    item["actions"] = other.actions;
    item["hasConditions"] = other.has_conditions;
    AddPlace(lines, other.place, item);
    list.push_back(std::move(item));
  }
  return list;
}

Json DeniesJson(const iam::PolicyDocument& policy, const PlaceLines& lines) {
  Json list = Json::array();
  for (const iam::Statement& statement : policy.statements) {
    if (statement.effect == iam::Effect::kDeny) list.push_back(PlaceJson(lines, statement.place));
  }
  return list;
}

Json AssociationsJson(const IdentityGraph& graph, const NamedRole& role, const PlaceLines& lines) {
  Json list = Json::array();
  for (const graph::AssociationId id : role.associations) {
    const facts::PodIdentityAssociation& object = *graph[id].object;
    Json item;
    if (object.cluster.HasValue()) item["cluster"] = object.cluster->Written();
    item["namespace"] = rule::Show(*object.namespace_name);
    item["account"] = rule::Show(*object.service_account);
    item["isTarget"] = IsTarget(object, role);
    AddPlace(lines, object.place, item);
    list.push_back(std::move(item));
  }
  return list;
}

Json NodesJson(const IdentityGraph& graph, const RoleWho& who, const PlaceLines& lines) {
  Json evidence = Json::array();
  for (const facts::NodeRole* one : who.nodes->evidence) {
    evidence.push_back(PlaceJson(lines, PlaceOf(*one)));
  }
  Json json;
  json["assumed"] = who.nodes->basis == graph::NodeBasis::kInferred;
  json["saidAt"] = std::move(evidence);
  json["workloads"] = WorkloadsJson(graph, who.inheritors, std::nullopt, lines);
  return json;
}

}  // namespace

RoleWho WhoOf(const IdentityGraph& graph, const NamedRole& role) {
  RoleWho who{.role = role,
              .policies = {},
              .claimants = {},
              .nodes = NodesOf(graph, role),
              .inheritors = {}};
  for (const NamedRole::Policy& policy : role.policies) {
    const iam::PolicyDocument& document = graph[policy.policy].object->document;
    who.policies.push_back({.policy = policy,
                            .providers = WhoIsAdmitted(document),
                            .accounts = graph::AccountsOfRole(graph, role, policy.policy),
                            .others = OtherPrincipalsOf(document)});
  }
  if (role.policies.empty()) {
    who.claimants = graph::AccountsOfRole(graph, role, std::nullopt);
  }
  if (who.nodes.has_value()) who.inheritors = graph::Inheritors(graph).Of(*who.nodes);
  return who;
}

std::vector<syntax::Place> PlacesOf(const IdentityGraph& graph, const RoleWho& who) {
  std::vector<syntax::Place> places = {graph::PlaceOfName(graph, who.role)};
  const auto add_workloads = [&](const std::vector<WorkloadId>& workloads) {
    for (const WorkloadId id : workloads) places.push_back(*graph[id].account.place);
  };
  const auto add_accounts = [&](const std::vector<RoleAccount>& accounts) {
    for (const RoleAccount& account : accounts) {
      places.push_back(PlaceOf(graph, account));
      for (const graph::ClaimId id : account.claims) places.push_back(graph[id].role_arn.place());
      add_workloads(WorkloadsOf(graph, account));
    }
  };
  for (const WhoPolicy& one : who.policies) {
    const iam::PolicyDocument& document = graph[one.policy.policy].object->document;
    places.push_back(document.place);
    std::ranges::move(PlacesOf(one.providers), std::back_inserter(places));
    add_accounts(one.accounts);
    for (const OtherPrincipal& other : one.others) places.push_back(other.place);
    for (const iam::Statement& statement : document.statements) places.push_back(statement.place);
  }
  add_accounts(who.claimants);
  for (const graph::AssociationId id : who.role.associations) {
    places.push_back(graph[id].object->place);
  }
  for (const facts::MadeAccount* made : who.role.made) places.push_back(made->place);
  if (who.nodes.has_value()) {
    for (const facts::NodeRole* one : who.nodes->evidence) places.push_back(PlaceOf(*one));
  }
  add_workloads(who.inheritors);
  return places;
}

std::string RoleWhoText(const IdentityGraph& graph, const RoleWho& who, const PlaceLines& lines) {
  return WhoPrinter(graph, who, lines).Print();
}

std::string RoleWhoJson(const IdentityGraph& graph, const RoleWho& who, const PlaceLines& lines) {
  Json policies = Json::array();
  for (const WhoPolicy& one : who.policies) {
    Json policy = PolicyJson(graph, one.policy, lines);
    policy["providers"] = ProvidersJson(one.providers, lines);
    policy["accounts"] = AccountsJson(graph, one.accounts, lines);
    policy["others"] = OthersJson(one.others, lines);
    policy["denies"] = DeniesJson(graph[one.policy.policy].object->document, lines);
    policies.push_back(std::move(policy));
  }
  Json made = Json::array();
  for (const facts::MadeAccount* one : who.role.made) {
    Json item;
    item["namespace"] = rule::Show(*one->namespace_name);
    item["name"] = rule::Show(*one->name);
    AddPlace(lines, one->place, item);
    made.push_back(std::move(item));
  }
  Json json;
  json["version"] = kJsonVersion;
  json["role"] = RoleJson(graph, who.role, lines);
  json["policies"] = std::move(policies);
  if (who.policies.empty()) json["claimants"] = AccountsJson(graph, who.claimants, lines);
  json["podIdentity"] = AssociationsJson(graph, who.role, lines);
  json["madeByEksctl"] = std::move(made);
  if (who.nodes.has_value()) json["nodes"] = NodesJson(graph, who, lines);
  return ToText(json);
}

}  // namespace irsalint::explain
