#include "analyzer/explain/identity_hints.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "analyzer/base/arn.h"
#include "analyzer/base/strings.h"
#include "analyzer/explain/who.h"
#include "analyzer/graph/role_accounts.h"
#include "analyzer/rule/chain.h"

namespace irsalint::explain {
namespace {

using base::Truth;
using graph::IdentityGraph;
using graph::Outcome;

constexpr size_t kMaxIdentities = 3;

// `role/NAME`: the account of AWS is the same all over a file.
std::string ShortRole(const syntax::Text& arn) {
  const std::string_view text = arn.literal();
  return base::ParseRoleArn(text).has_value() ? std::string(text.substr(text.find(":role/") + 1))
                                              : rule::Show(arn);
}

std::string NounFor(const IdentityGraph& graph, const graph::PodWalk& walk,
                    const graph::EffectiveIdentity& identity, Outcome outcome) {
  switch (outcome) {
    case Outcome::kWebIdentityRole:
      return identity.claim.has_value() ? ShortRole(*graph[*identity.claim].role_arn)
                                        : "the role of its web identity";
    case Outcome::kPodIdentityRole: {
      if (!walk.pod_identity.has_value()) return "the role of its association";
      const graph::PodIdentityDecision& decision = *walk.pod_identity;
      return ShortRole(**(decision.target.has_value() ? decision.target->arn : decision.role.arn));
    }
    case Outcome::kNodeRole:
      return "the node's role";
    case Outcome::kStaticKeys:
      return "the owner of its static keys";
    case Outcome::kProfile:
      return "its AWS profile says";
    case Outcome::kOtherEndpoint:
      return "another endpoint says";
    case Outcome::kError:
    case Outcome::kNothing:
      break;
  }
  return "nobody";
}

// What decides whether an identity that is not certain comes to be.
std::string_view ConditionFor(const graph::PodWalk& walk, Outcome outcome) {
  if (outcome == Outcome::kWebIdentityRole && walk.sts.has_value() &&
      walk.sts->accepts == Truth::kMaybe) {
    return " if STS gives it";
  }
  if (outcome == Outcome::kPodIdentityRole && walk.pod_identity.has_value() &&
      walk.pod_identity->admits == Truth::kMaybe) {
    return " if EKS gives it";
  }
  if (outcome == Outcome::kNodeRole && walk.imds.reachable == Truth::kMaybe) {
    return " if the pod reaches it";
  }
  return ", perhaps";
}

void AddOnce(std::string text, std::vector<std::string>& texts) {
  if (std::ranges::find(texts, text) == texts.end()) texts.push_back(std::move(text));
}

// As whom a container runs: all that its SDKs certainly come to; where that is not certain, the
// first that it may be, and on what that depends.
void AddIdentities(const IdentityGraph& graph, const graph::PodWalk& walk,
                   const graph::EffectiveIdentity& identity, std::vector<std::string>& texts) {
  std::set<Outcome> outcomes;
  bool is_proved = true;
  for (const graph::FamilyOutcome& family : identity.families) {
    outcomes.insert(family.outcomes.begin(), family.outcomes.end());
    is_proved = is_proved && family.IsProved();
  }
  if (outcomes.empty()) return;
  const Outcome first = *outcomes.begin();
  if (!is_proved) {
    AddOnce(fmt::format("{}{}", NounFor(graph, walk, identity, first), ConditionFor(walk, first)),
            texts);
    return;
  }
  for (const Outcome outcome : outcomes) AddOnce(NounFor(graph, walk, identity, outcome), texts);
}

std::vector<std::string> IdentitiesOf(const IdentityGraph& graph,
                                      const std::vector<graph::PodWalk>& ways) {
  std::vector<std::string> identities;
  for (const graph::PodWalk& walk : ways) {
    for (const graph::EffectiveIdentity& identity : walk.containers) {
      AddIdentities(graph, walk, identity, identities);
    }
  }
  return identities;
}

bool MayHaveAnotherRole(const graph::PodWalk& walk) {
  return walk.account_is_unknown && walk.injection.mode() == kube::CredentialMode::kNone;
}

syntax::Place PlaceFor(const graph::NamedRole& role, const syntax::Place& policy) {
  for (const facts::Role* object : role.objects) {
    const syntax::Place& place =
        object->arn.HasValue() ? object->arn.place() : object->name.place();
    if (place.document == policy.document) return place;
  }
  return policy;
}

// Accounts by `NAMESPACE/NAME` that a trust policy lets in.
struct Assumers {
  std::set<std::string> certain;
  std::set<std::string> perhaps;  // of those that are not certain

  void Add(const syntax::Text& namespace_name, const syntax::Text& name, Truth admits) {
    std::string account = fmt::format("{}/{}", namespace_name.Written(), name.Written());
    if (admits == Truth::kYes) certain.insert(std::move(account));
    if (admits == Truth::kMaybe) perhaps.insert(std::move(account));
  }
};

Assumers AssumersOf(const IdentityGraph& graph, const graph::NamedRole& role,
                    graph::PolicyId policy) {
  Assumers assumers;
  for (const graph::RoleAccount& account : graph::AccountsOfRole(graph, role, policy)) {
    if (account.IsMeant()) assumers.Add(account.namespace_name, account.name, account.admits);
  }
  for (const graph::AssociationId id : role.associations) {
    const graph::PodIdentityDecision decision = graph::DecidePodIdentity(graph, id);
    assumers.Add(decision.pod.namespace_name, decision.pod.service_account,
                 graph::AdmissionBy(decision, policy));
  }
  for (const std::string& account : assumers.certain) assumers.perhaps.erase(account);
  return assumers;
}

std::string Accounts(size_t count) {
  if (count == 0) return "no service account of the input";
  return count == 1 ? "1 service account" : fmt::format("{} service accounts", count);
}

}  // namespace

std::optional<Hint> EffectiveIdentityHint(const IdentityGraph& graph, const graph::PodWalks& walks,
                                          graph::WorkloadId workload) {
  const std::vector<graph::PodWalk> ways = walks.Of(workload);
  std::vector<std::string> identities = IdentitiesOf(graph, ways);
  if (identities.empty()) return std::nullopt;
  if (identities.size() > kMaxIdentities) {
    identities.resize(kMaxIdentities);
    identities.back() = "others";
  }
  std::string text = "runs as " + base::Join(identities, " or ");
  if (std::ranges::any_of(ways, MayHaveAnotherRole)) text += ", unless its account has a role";
  return Hint{.text = std::move(text), .place = *graph[workload].account.place};
}

std::vector<Hint> AssumableBy(const IdentityGraph& graph, const graph::NamedRole& role) {
  std::vector<Hint> hints;
  for (const graph::NamedRole::Policy& policy : role.policies) {
    const iam::PolicyDocument& document = graph[policy.policy].object->document;
    const Assumers assumers = AssumersOf(graph, role, policy.policy);
    std::string text = fmt::format("assumable by {}", Accounts(assumers.certain.size()));
    if (!assumers.perhaps.empty()) {
      text += fmt::format(", perhaps {} more", assumers.perhaps.size());
    }
    for (const AdmittedByProvider& admitted : WhoIsAdmitted(document)) {
      if (admitted.wide.empty()) continue;
      text += fmt::format("; admits {}", WordsFor(admitted.subjects.subject_class));
      break;
    }
    hints.push_back({.text = std::move(text), .place = PlaceFor(role, document.place)});
  }
  return hints;
}

}  // namespace irsalint::explain
