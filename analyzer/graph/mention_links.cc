#include "analyzer/graph/mention_links.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>

#include "analyzer/graph/trusting_statements.h"

namespace irsalint::graph {
namespace {

using base::Truth;

void AddOnce(const syntax::Place& place, std::vector<syntax::Place>& places) {
  if (!place.IsValid() || std::ranges::find(places, place) != places.end()) return;
  places.push_back(place);
}

template <typename T>
bool Overlap(const std::vector<T>& a, const std::vector<T>& b) {
  return std::ranges::any_of(a,
                             [&b](const T& one) { return std::ranges::find(b, one) != b.end(); });
}

bool Holds(const Mention& mention, uint32_t text_offset) {
  const std::optional<syntax::TextRange>& range = mention.place.range;
  return !range.has_value() || (range->begin <= text_offset && text_offset <= range->end);
}

bool IsOfKey(const syntax::Place& place) { return place.part == syntax::Part::kKey; }

syntax::Place PlaceOf(const facts::Role& object) {
  return object.arn.HasValue() ? object.arn.place() : object.name.place();
}

syntax::Place PlaceOf(const facts::OidcProvider& object) {
  if (object.arn.HasValue()) return object.arn.place();
  return object.issuer.HasValue() ? object.issuer.place() : object.place;
}

}  // namespace

MentionLinks::MentionLinks(const IdentityGraph& graph)
    : graph_(graph), mentions_(MentionsOf(graph)), accounts_(graph), roles_(graph) {
  for (size_t m = 0; m < mentions_.size(); ++m) {
    const syntax::Place& place = mentions_[m].place;
    by_route_[{place.document, syntax::NumbersOf(place.route)}].push_back(m);
  }
}

std::vector<const Mention*> MentionLinks::At(const syntax::Place& place,
                                             uint32_t text_offset) const {
  syntax::Route route = place.route;
  while (true) {
    const auto found = by_route_.find({place.document, syntax::NumbersOf(route)});
    if (found != by_route_.end()) {
      const bool is_whole = route.size() == place.route.size();
      // What is nearest to what is asked for, of all that stands here.
      const auto distance = [&](const Mention& mention) {
        const bool is_same_part = is_whole && IsOfKey(mention.place) == IsOfKey(place);
        return is_same_part ? (Holds(mention, text_offset) ? 0 : 1) : 2;
      };
      int nearest = 2;
      for (const size_t m : found->second) nearest = std::min(nearest, distance(mentions_[m]));
      std::vector<const Mention*> mentions;
      for (const size_t m : found->second) {
        if (distance(mentions_[m]) == nearest) mentions.push_back(&mentions_[m]);
      }
      return mentions;
    }
    if (route.empty()) return {};
    route.pop_back();
  }
}

std::vector<syntax::Place> MentionLinks::DefinitionsOf(const Mention& mention) const {
  std::vector<syntax::Place> places;
  const NamedAccounts named = AccountsOf(mention);
  for (const AccountId id : named.accounts) {
    AddOnce(graph_[id].object->meta.name.place(), places);
  }
  for (const facts::MadeAccount* made : named.made) AddOnce(made->name.place(), places);
  for (const NamedRole* role : RolesOf(mention)) {
    for (const facts::Role* object : role->objects) AddOnce(PlaceOf(*object), places);
    for (const NamedRole::Policy& policy : role->policies) {
      const iam::PolicyDocument& document = graph_[policy.policy].object->document;
      for (const size_t s : StatementsFor(graph_, mention, policy.policy)) {
        AddOnce(document.statements[s].place, places);
      }
    }
  }
  const NamedIssuer issuer = IssuerOf(mention);
  for (const ProviderId id : issuer.providers) AddOnce(PlaceOf(*graph_[id].object), places);
  for (const ClusterId id : issuer.clusters) {
    const facts::Cluster* object = graph_[id].object;
    const DeclaredCluster* declared = graph_[id].declared;
    if (object != nullptr) AddOnce(object->issuer.place(), places);
    if (declared != nullptr) AddOnce(declared->place, places);
  }
  return places;
}

std::vector<syntax::Place> MentionLinks::ReferencesOf(const Mention& mention) const {
  std::vector<syntax::Place> places;
  const NamedAccounts named = AccountsOf(mention);
  if (TopicOf(mention.kind) == MentionTopic::kAccount && named.IsEmpty()) {
    for (const Mention* other : NamesakesOf(mention)) AddOnce(other->place, places);
    return places;
  }
  for (const Mention& other : mentions_) {
    if (IsDefinition(other.kind) || TopicOf(other.kind) != TopicOf(mention.kind)) continue;
    if (NameTheSame(mention, named, other)) AddOnce(other.place, places);
  }
  return places;
}

std::vector<const Mention*> MentionLinks::NamesakesOf(const Mention& mention) const {
  std::vector<const Mention*> namesakes;
  for (const MentionKind kind :
       {MentionKind::kWorkloadAccount, MentionKind::kSubject, MentionKind::kAssociationAccount}) {
    std::vector<const Mention*> candidates;
    for (const Mention& other : mentions_) {
      const bool is_namesake =
          &other == &mention ||
          (accounts_.AreNamesakes(mention, other) == Truth::kYes && AccountsOf(other).IsEmpty());
      if (other.kind == kind && is_namesake) candidates.push_back(&other);
    }
    std::ranges::move(accounts_.Nearest(mention.unit, candidates), std::back_inserter(namesakes));
  }
  return namesakes;
}

bool MentionLinks::NameTheSame(const Mention& mention, const NamedAccounts& named,
                               const Mention& other) const {
  if (&mention == &other) return true;
  switch (TopicOf(mention.kind)) {
    case MentionTopic::kAccount:
      return NameTheSameAccount(named, other);
    case MentionTopic::kRole:
      return NameTheSameRole(mention, other);
    case MentionTopic::kIssuer:
      break;
  }
  const syntax::Text issuer = graph::IssuerOf(graph_, mention);
  return !issuer.IsEmpty() && Equal(issuer, graph::IssuerOf(graph_, other)) == Truth::kYes;
}

bool MentionLinks::NameTheSameAccount(const NamedAccounts& named, const Mention& other) const {
  const auto may_mean = [&](const syntax::Text& namespace_name, const syntax::Text& name) {
    return accounts_.MayMean(other, namespace_name, name) != Truth::kNo;
  };
  const bool is_possible = std::ranges::any_of(named.accounts,
                                               [&](AccountId id) {
                                                 return may_mean(graph_[id].namespace_name,
                                                                 *graph_[id].object->meta.name);
                                               }) ||
                           std::ranges::any_of(named.made, [&](const facts::MadeAccount* made) {
                             return may_mean(*made->namespace_name, *made->name);
                           });
  if (!is_possible) return false;
  const NamedAccounts others = AccountsOf(other);
  return Overlap(named.accounts, others.accounts) || Overlap(named.made, others.made);
}

bool MentionLinks::NameTheSameRole(const Mention& mention, const Mention& other) const {
  const std::vector<const NamedRole*> roles = RolesOf(mention);
  if (!roles.empty()) return Overlap(roles, RolesOf(other));
  return !mention.text.IsEmpty() && mention.text == other.text;
}

}  // namespace irsalint::graph
