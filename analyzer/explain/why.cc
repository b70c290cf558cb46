#include "analyzer/explain/why.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <utility>

#include "analyzer/base/utf8.h"
#include "analyzer/explain/decision.h"
#include "analyzer/explain/decision_value.h"
#include "analyzer/explain/json_text.h"
#include "analyzer/explain/role_policy.h"
#include "analyzer/explain/role_value.h"
#include "analyzer/rule/chain.h"

namespace irsalint::explain {
namespace {

using Json = nlohmann::ordered_json;
using base::Truth;
using graph::AccountId;
using graph::Claim;
using graph::IdentityGraph;
using graph::IssuerDecision;

constexpr int kJsonVersion = 1;
constexpr std::string_view kNoIssuer = "the policy trusts no issuer of service accounts' tokens";

std::string_view Word(Truth admits) {
  switch (admits) {
    case Truth::kNo:
      return "deny";
    case Truth::kMaybe:
      return "unknown";
    case Truth::kYes:
      return "allow";
  }
  return "";
}

std::string Shown(const syntax::Text& text) { return base::EscapeForDisplay(rule::Show(text)); }

// Whence the audience of a token is known.
enum class AudienceOrigin { kAnnotation, kProjection, kWebhook, kDefault, kUnknown };

AudienceOrigin OriginOfAudience(const graph::Asking& asking, const IssuerDecision& decided) {
  const Claim& claim = asking.claim;
  if (claim.audience.HasValue()) {
    return claim.origin == Claim::Origin::kAnnotation ? AudienceOrigin::kAnnotation
                                                      : AudienceOrigin::kProjection;
  }
  if (claim.audience.IsAbsent() && asking.source.self_hosted != nullptr) {
    return AudienceOrigin::kWebhook;
  }
  const bool known =
      graph::TokenAudience(claim, decided.issuer, asking.source.self_hosted).IsLiteral();
  return known ? AudienceOrigin::kDefault : AudienceOrigin::kUnknown;
}

std::string_view ToString(AudienceOrigin origin) {
  switch (origin) {
    case AudienceOrigin::kAnnotation:
      return "annotation";
    case AudienceOrigin::kProjection:
      return "projection";
    case AudienceOrigin::kWebhook:
      return "webhook";
    case AudienceOrigin::kDefault:
      return "default";
    case AudienceOrigin::kUnknown:
      return "unknown";
  }
  return "";
}

// Blocks of `name  value`, with lines below a value that say more of it.
class Facts {
 public:
  void Add(std::string_view name, std::string_view value) {
    text_ += fmt::format("{:<{}}{}\n", name, kWidth, value);
  }
  void More(std::string_view value) { Add("", value); }

  std::string Take() { return std::move(text_); }

 private:
  static constexpr int kWidth = 10;

  std::string text_;
};

// The cluster whose issuer the tokens certainly have; null where that is not known.
const graph::Cluster* ClusterOf(const IdentityGraph& graph, const graph::Asking& asking) {
  if (!asking.unit.has_value() || !asking.source.issuer.has_value()) return nullptr;
  return &graph[*graph[*asking.unit].cluster];
}

syntax::Place PlaceOf(const graph::Cluster& cluster) {
  return cluster.object != nullptr ? cluster.object->place : cluster.declared->place;
}

syntax::Place PlaceOf(const graph::Account& account) { return account.object->meta.name.place(); }

bool NamesNamespace(const graph::Account& account) { return account.namespace_name.IsLiteral(); }

// Whether the decision stands for tokens of whichever issuer, as the policy trusts none.
bool IsAnyIssuer(const IssuerDecision& decided) {
  return !decided.issuer.place.IsValid() && !decided.issuer.issuer.IsLiteral();
}

class WhyPrinter {
 public:
  WhyPrinter(const IdentityGraph& graph, const Why& why, const PlaceLines& lines)
      : graph_(graph), why_(why), lines_(lines) {}

  std::string Print() const {
    std::string text = Answer();
    const size_t count = CountOfDecisions();
    size_t number = 0;
    for (const WhyCase& one : why_.cases) {
      if (one.decisions.empty()) {
        text += Heading(++number, count) + Premises(one, nullptr) +
                fmt::format("\ndeny: {}\n", kNoIssuer);
      }
      for (const IssuerDecision& decided : one.decisions) {
        text += Heading(++number, count) + Premises(one, &decided) + "\n" +
                DecisionText(DocumentOf(one), decided.decision,
                             {.lines = lines_, .issuer = decided.issuer.issuer.Written()}) +
                Doubt(decided);
      }
    }
    return text;
  }

 private:
  const iam::PolicyDocument& DocumentOf(const WhyCase& one) const {
    return graph_[one.policy.policy].object->document;
  }

  size_t CountOfDecisions() const {
    size_t count = 0;
    for (const WhyCase& one : why_.cases) count += std::max<size_t>(one.decisions.size(), 1);
    return count;
  }

  size_t CountOfAllowing() const {
    size_t count = 0;
    for (const WhyCase& one : why_.cases) {
      count += static_cast<size_t>(
          std::ranges::count(one.decisions, Truth::kYes, &IssuerDecision::admits));
    }
    return count;
  }

  static std::string Heading(size_t number, size_t count) {
    return count == 1 ? "\n" : fmt::format("\ndecision {} of {}\n\n", number, count);
  }

  // What STS says to a token that the policy refuses; another error where IAM refuses the policy.
  bool IsRefusedBySts() const {
    if (why_.Admits() != Truth::kNo) return false;
    return std::ranges::all_of(why_.cases, [](const WhyCase& one) {
      return std::ranges::all_of(one.decisions, [](const IssuerDecision& decided) {
        return decided.decision.outcome == iam::Outcome::kDeny;
      });
    });
  }

  std::string Answer() const {
    const Truth admits = why_.Admits();
    const std::string_view verb = admits == Truth::kYes  ? "may assume"
                                  : admits == Truth::kNo ? "may not assume"
                                                         : "may or may not assume";
    Facts facts;
    std::string text =
        fmt::format("{}: the account {} the role with its token\n", Word(admits), verb);
    facts.Add("subject", graph::SubjectOf(why_.account));
    facts.Add("role", base::EscapeForDisplay(graph::LabelOf(why_.role)));
    const size_t allowing = CountOfAllowing();
    if (allowing > 0 && allowing < CountOfDecisions()) {
      facts.Add("allowed",
                fmt::format("by {} of the {} decisions below", allowing, CountOfDecisions()));
    }
    if (IsRefusedBySts()) facts.Add("error", rule::kAccessDenied);
    AddAssociations(facts);
    return text + facts.Take();
  }

  void AddAssociations(Facts& facts) const {
    for (const graph::AssociationOfAccount& one : why_.associations) {
      const facts::PodIdentityAssociation& object = *graph_[one.association].object;
      const std::string cluster =
          object.cluster.HasValue() ? " on cluster " + Shown(*object.cluster) : "";
      facts.Add("but", fmt::format("an EKS Pod Identity association {} this account{}: {}",
                                   one.names_it == Truth::kYes ? "names" : "may name", cluster,
                                   lines_.At(object.place)));
      facts.More("pods that are made while it exists get no such token, but the credentials of");
      facts.More(object.role_arn.HasValue() ? Shown(*object.role_arn) : "a role that is not known");
    }
  }

  // What the decision rests on. `decided` is null where there is no issuer to ask for.
  std::string Premises(const WhyCase& one, const IssuerDecision* decided) const {
    Facts facts;
    AddAccounts(one, facts);
    AddPolicy(one, facts);
    if (decided == nullptr) return facts.Take();
    if (IsAnyIssuer(*decided)) {
      facts.Add("issuer", "not known, and the policy trusts none");
      return facts.Take();
    }
    AddIssuer(one, *decided, facts);
    AddAudience(one, *decided, facts);
    return facts.Take();
  }

  void AddAccounts(const WhyCase& one, Facts& facts) const {
    std::string_view name = "account";
    for (const AccountId id : one.asking.accounts) {
      facts.Add(name, lines_.At(PlaceOf(graph_[id])));
      name = "";
      if (!NamesNamespace(graph_[id])) {
        facts.More(fmt::format("assuming that it is applied to namespace {}: it names none",
                               why_.account.namespace_name));
      }
      if (one.asking.claims.empty()) facts.More(OtherRoleOf(id));
    }
    if (one.asking.accounts.empty()) {
      facts.Add("account", "not in the input; asked for all the same");
      for (const std::string& like : graph::AccountsLike(graph_, why_.account)) {
        facts.More(fmt::format("the input holds {}, which is nearly the same",
                               base::EscapeForDisplay(like)));
      }
    }
    for (const graph::ClaimId id : one.asking.claims) {
      facts.More(fmt::format("the role is claimed at {}", lines_.At(graph_[id].role_arn.place())));
    }
  }

  // Of an account that does not claim the role.
  std::string OtherRoleOf(AccountId id) const {
    for (const graph::ClaimId claim : graph_[id].claims) {
      return fmt::format("it claims another role at {}: {}",
                         lines_.At(graph_[claim].role_arn.place()), Shown(*graph_[claim].role_arn));
    }
    return "it claims no role";
  }

  void AddPolicy(const WhyCase& one, Facts& facts) const {
    facts.Add("policy", lines_.At(DocumentOf(one).place));
    const std::string assumed = WhyAssumed(graph_, why_.role, one.policy);
    if (assumed.empty()) return;
    facts.More("assuming that this is the role's trust policy:");
    facts.More(base::EscapeForDisplay(assumed));
  }

  void AddIssuer(const WhyCase& one, const IssuerDecision& decided, Facts& facts) const {
    facts.Add("ISSUER", Shown(decided.issuer.issuer));
    if (const graph::Cluster* cluster = ClusterOf(graph_, one.asking); cluster != nullptr) {
      const std::string name = cluster->name.empty() ? "" : " " + cluster->name;
      facts.More(fmt::format("of cluster{}, {}", base::EscapeForDisplay(name),
                             lines_.At(PlaceOf(*cluster))));
    }
    const std::string trusted = lines_.At(decided.issuer.place);
    facts.More(trusted.empty() ? "the policy does not trust it"
                               : fmt::format("the policy trusts it at {}", trusted));
  }

  void AddAudience(const WhyCase& one, const IssuerDecision& decided, Facts& facts) const {
    const Claim& claim = one.asking.claim;
    const AudienceOrigin origin = OriginOfAudience(one.asking, decided);
    facts.Add("audience", origin == AudienceOrigin::kUnknown
                              ? "not known"
                              : Shown(graph::TokenAudience(claim, decided.issuer,
                                                           one.asking.source.self_hosted)));
    switch (origin) {
      case AudienceOrigin::kAnnotation:
        return facts.More(
            fmt::format("of the annotation at {}", lines_.At(claim.audience.place())));
      case AudienceOrigin::kProjection:
        return facts.More(
            fmt::format("of the projected token at {}", lines_.At(claim.audience.place())));
      case AudienceOrigin::kWebhook:
        return facts.More("of the cluster's own webhook, as the configuration says");
      case AudienceOrigin::kDefault:
        return facts.More("what EKS puts into every token; no annotation asks for another");
      case AudienceOrigin::kUnknown:
        return facts.More("nothing in the input says which one the tokens have");
    }
  }

  // Where more is unknown than the decision itself says.
  static std::string Doubt(const IssuerDecision& decided) {
    if (decided.admits != Truth::kMaybe || decided.decision.outcome == iam::Outcome::kUnknown) {
      return "";
    }
    if (decided.decision.outcome == iam::Outcome::kReject) {
      return "\nunknown: IAM may have stored the document before it refused such ones\n";
    }
    return "\nunknown: which issuer the policy trusts is filled in later\n";
  }

  const IdentityGraph& graph_;
  const Why& why_;
  const PlaceLines& lines_;
};

Json AssociationsJson(const IdentityGraph& graph, const Why& why, const PlaceLines& lines) {
  Json list = Json::array();
  for (const graph::AssociationOfAccount& one : why.associations) {
    const facts::PodIdentityAssociation& object = *graph[one.association].object;
    Json item;
    item["namesAccount"] = base::ToString(one.names_it);
    if (object.cluster.HasValue()) item["cluster"] = object.cluster->Written();
    if (object.role_arn.HasValue()) item["role"] = object.role_arn->Written();
    AddPlace(lines, object.place, item);
    list.push_back(std::move(item));
  }
  return list;
}

Json AccountsJson(const IdentityGraph& graph, const graph::Asking& asking,
                  const PlaceLines& lines) {
  Json list = Json::array();
  for (const AccountId id : asking.accounts) {
    Json item;
    AddPlace(lines, PlaceOf(graph[id]), item);
    item["namesNamespace"] = NamesNamespace(graph[id]);
    list.push_back(std::move(item));
  }
  return list;
}

Json PlacesJson(const IdentityGraph& graph, const std::vector<graph::ClaimId>& claims,
                const PlaceLines& lines) {
  Json list = Json::array();
  for (const graph::ClaimId id : claims) {
    Json item = Json::object();
    AddPlace(lines, graph[id].role_arn.place(), item);
    list.push_back(std::move(item));
  }
  return list;
}

// One policy and one issuer; `decided` is null where there is no issuer to ask for.
Json CaseJson(const IdentityGraph& graph, const WhyCase& one, const IssuerDecision* decided,
              const PlaceLines& lines) {
  const iam::PolicyDocument& document = graph[one.policy.policy].object->document;
  Json json;
  json["accounts"] = AccountsJson(graph, one.asking, lines);
  json["claimedAt"] = PlacesJson(graph, one.asking.claims, lines);
  json["policy"] = PolicyJson(graph, one.policy, lines);
  if (decided == nullptr) {
    json["admits"] = base::ToString(Truth::kNo);
    json["reason"] = kNoIssuer;
    return json;
  }
  json["issuer"] = rule::Show(decided->issuer.issuer);
  json["audience"] = rule::Show(
      graph::TokenAudience(one.asking.claim, decided->issuer, one.asking.source.self_hosted));
  json["audienceOrigin"] = ToString(OriginOfAudience(one.asking, *decided));
  json["admits"] = base::ToString(decided->admits);
  json.update(DecisionValue(document, decided->decision, lines));
  return json;
}

}  // namespace

Truth Why::Admits() const {
  Truth admits = Truth::kNo;
  for (const WhyCase& one : cases) {
    for (const IssuerDecision& decided : one.decisions) admits = Or(admits, decided.admits);
  }
  return admits;
}

Why WhyOf(const IdentityGraph& graph, const graph::AskedAccount& account,
          const graph::NamedRole& role) {
  Why why{.account = account,
          .role = role,
          .cases = {},
          .associations = graph::AssociationsOf(graph, account)};
  for (const graph::Asking& asking : graph::AskingsOf(graph, account, role)) {
    for (const graph::NamedRole::Policy& policy : role.policies) {
      why.cases.push_back(
          {.asking = asking,
           .policy = policy,
           .decisions = graph::DecideByIssuer(asking.claim, graph[policy.policy], asking.source)});
    }
  }
  return why;
}

std::vector<syntax::Place> PlacesOf(const IdentityGraph& graph, const Why& why) {
  std::vector<syntax::Place> places = {graph::PlaceOfName(graph, why.role)};
  for (const graph::AssociationOfAccount& one : why.associations) {
    places.push_back(graph[one.association].object->place);
  }
  for (const WhyCase& one : why.cases) {
    const iam::PolicyDocument& document = graph[one.policy.policy].object->document;
    places.push_back(document.place);
    places.push_back(one.asking.claim.audience.place());
    for (const AccountId id : one.asking.accounts) {
      places.push_back(PlaceOf(graph[id]));
      for (const graph::ClaimId claim : graph[id].claims) {
        places.push_back(graph[claim].role_arn.place());
      }
    }
    for (const graph::ClaimId id : one.asking.claims) places.push_back(graph[id].role_arn.place());
    if (const graph::Cluster* cluster = ClusterOf(graph, one.asking); cluster != nullptr) {
      places.push_back(PlaceOf(*cluster));
    }
    for (const IssuerDecision& decided : one.decisions) {
      places.push_back(decided.issuer.place);
      std::ranges::move(PlacesOfDecision(document, decided.decision), std::back_inserter(places));
    }
  }
  return places;
}

std::string WhyText(const IdentityGraph& graph, const Why& why, const PlaceLines& lines) {
  return WhyPrinter(graph, why, lines).Print();
}

std::string WhyJson(const IdentityGraph& graph, const Why& why, const PlaceLines& lines) {
  Json cases = Json::array();
  for (const WhyCase& one : why.cases) {
    if (one.decisions.empty()) cases.push_back(CaseJson(graph, one, nullptr, lines));
    for (const IssuerDecision& decided : one.decisions) {
      cases.push_back(CaseJson(graph, one, &decided, lines));
    }
  }
  Json json;
  json["version"] = kJsonVersion;
  json["decision"] = Word(why.Admits());
  json["subject"] = graph::SubjectOf(why.account);
  json["role"] = RoleJson(graph, why.role, lines);
  json["podIdentity"] = AssociationsJson(graph, why, lines);
  json["cases"] = std::move(cases);
  return ToText(json);
}

}  // namespace irsalint::explain
