#include "analyzer/graph/asked_account.h"

#include <algorithm>
#include <utility>

#include "analyzer/base/strings.h"
#include "analyzer/base/subject.h"
#include "analyzer/graph/as_if_claimed.h"
#include "analyzer/graph/near_miss.h"
#include "analyzer/iam/subject_set.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using syntax::HoleRange;
using syntax::Text;

bool IsOfRole(const Claim& claim, const NamedRole& role) {
  return claim.role_arn.HasValue() && !role.arn.IsEmpty() && *claim.role_arn == role.arn;
}

// A name in which holes may be anything is no name that somebody asks about; a namespace may be.
bool Names(const Text& namespace_name, const Text& name, const AskedAccount& account) {
  if (!name.IsLiteral() || name.literal() != account.name) return false;
  return Equal(namespace_name, Text::Literal(account.namespace_name), HoleRange::kWithoutColon) !=
         Truth::kNo;
}

bool AskAlike(const Asking& a, const Asking& b) {
  return a.claims.empty() == b.claims.empty() && a.claim.origin == b.claim.origin &&
         a.claim.audience.state() == b.claim.audience.state() &&
         *a.claim.audience == *b.claim.audience && a.source.issuer == b.source.issuer &&
         a.source.self_hosted == b.source.self_hosted;
}

class AskingCollector {
 public:
  AskingCollector(const IdentityGraph& graph, const AskedAccount& account, const NamedRole& role)
      : graph_(graph), account_(account), role_(role) {}

  std::vector<Asking> Collect() {
    for (uint32_t c = 0; c < graph_.claims().size(); ++c) {
      const Claim& claim = graph_[ClaimId{c}];
      const bool asks =
          IsOfRole(claim, role_) && Names(claim.namespace_name, claim.account_name, account_);
      if (asks) Add(claim, claim.account, ClaimId{c});
    }
    for (const AccountId account : AccountsOf(graph_, account_)) {
      if (!Knows(account)) Add(ClaimAsIf(graph_, account, role_), account, std::nullopt);
    }
    if (askings_.empty()) Add(ClaimAsIf(role_), std::nullopt, std::nullopt);
    return std::move(askings_);
  }

 private:
  bool Knows(AccountId account) const {
    return std::ranges::any_of(askings_, [account](const Asking& asking) {
      return std::ranges::find(asking.accounts, account) != asking.accounts.end();
    });
  }

  void Add(Claim claim, std::optional<AccountId> account, std::optional<ClaimId> id) {
    Asking asking;
    if (account.has_value()) asking.accounts.push_back(*account);
    if (id.has_value()) asking.claims.push_back(*id);
    if (account.has_value() || id.has_value()) {
      asking.unit = claim.unit;
      asking.source = TokenSourceOf(graph_, claim.unit);
    }
    asking.claim = std::move(claim);
    asking.claim.namespace_name = Text::Literal(account_.namespace_name);
    asking.claim.account_name = Text::Literal(account_.name);
    for (Asking& other : askings_) {
      if (!AskAlike(asking, other)) continue;
      other.accounts.insert(other.accounts.end(), asking.accounts.begin(), asking.accounts.end());
      other.claims.insert(other.claims.end(), asking.claims.begin(), asking.claims.end());
      return;
    }
    askings_.push_back(std::move(asking));
  }

  const IdentityGraph& graph_;
  const AskedAccount& account_;
  const NamedRole& role_;
  std::vector<Asking> askings_;
};

}  // namespace

std::optional<AskedAccount> ParseAskedAccount(std::string_view text) {
  AskedAccount account;
  if (const auto subject = base::ParseSubject(text); subject.has_value()) {
    account = {.namespace_name = std::string(subject->namespace_name),
               .name = std::string(subject->name)};
  } else if (const auto parts = base::SplitOnce(text, '/'); parts.has_value()) {
    account = {.namespace_name = std::string(parts->before), .name = std::string(parts->after)};
  }
  if (!iam::AllSubjects().Matches(SubjectOf(account))) return std::nullopt;
  return account;
}

std::string SubjectOf(const AskedAccount& account) {
  return std::string(base::kSubjectPrefix) + account.namespace_name + ":" + account.name;
}

std::vector<AccountId> AccountsOf(const IdentityGraph& graph, const AskedAccount& account) {
  std::vector<AccountId> accounts;
  for (const AccountId id : graph.AccountsNamed(account.name)) {
    if (Names(graph[id].namespace_name, *graph[id].object->meta.name, account)) {
      accounts.push_back(id);
    }
  }
  return accounts;
}

std::vector<std::string> AccountsLike(const IdentityGraph& graph, const AskedAccount& account) {
  std::vector<std::string> like;
  for (const Account& other : graph.accounts()) {
    const Text& name = *other.object->meta.name;
    const Text& namespace_name = other.namespace_name;
    if (!name.IsLiteral() || !namespace_name.IsLiteral()) continue;
    const bool same_name = name.literal() == account.name;
    const bool same_namespace = namespace_name.literal() == account.namespace_name;
    const bool is_like =
        (same_namespace && IsNearMiss(account.name, name.literal())) ||
        (same_name && IsNearMiss(account.namespace_name, namespace_name.literal()));
    if (is_like) like.push_back(namespace_name.Written() + "/" + name.Written());
  }
  std::ranges::sort(like);
  like.erase(std::unique(like.begin(), like.end()), like.end());
  return like;
}

std::vector<Asking> AskingsOf(const IdentityGraph& graph, const AskedAccount& account,
                              const NamedRole& role) {
  return AskingCollector(graph, account, role).Collect();
}

std::vector<AssociationOfAccount> AssociationsOf(const IdentityGraph& graph,
                                                 const AskedAccount& account) {
  std::vector<AssociationOfAccount> found;
  for (uint32_t a = 0; a < graph.associations().size(); ++a) {
    const facts::PodIdentityAssociation& object = *graph[AssociationId{a}].object;
    const Truth names_it =
        And(Equal(*object.service_account, Text::Literal(account.name), HoleRange::kWithoutColon),
            Equal(*object.namespace_name, Text::Literal(account.namespace_name),
                  HoleRange::kWithoutColon));
    if (names_it == Truth::kNo) continue;
    found.push_back({.association = AssociationId{a}, .names_it = names_it});
  }
  return found;
}

}  // namespace irsalint::graph
