#include "analyzer/graph/link_trust.h"

#include <algorithm>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "analyzer/base/arn.h"
#include "analyzer/base/strings.h"
#include "analyzer/graph/decide.h"
#include "analyzer/graph/trusted_issuers.h"

namespace irsalint::graph {
namespace {

using base::Truth;

std::string_view RoleNameOf(const Claim& claim) {
  if (!claim.role_arn->IsLiteral()) return {};
  const auto parts = base::ParseRoleArn(claim.role_arn->literal());
  return parts.has_value() ? parts->name : std::string_view();
}

// Only a policy that names a Kubernetes issuer somewhere, or the Pod Identity service, can be the
// missing trust policy of a service account's role.
bool MayBelongToAccount(const TrustPolicy& policy) {
  return TrustsPodIdentity(policy.object->document) ||
         std::ranges::any_of(
             policy.issuers,
             [](const TrustedIssuer& issuer) { return issuer.kubernetes == Truth::kYes; }) ||
         !NamedKubernetesIssuers(policy.object->document).empty();
}

// The account names that a policy can admit, as far as a look at its values tells.
struct Mentions {
  bool anybody = false;  // a wildcard, a hole, a negation, or no subject at all
  std::vector<std::string_view> names;
};

void AddMentions(const iam::Condition& condition, Mentions& mentions, bool& tests_subject) {
  for (const iam::Value& value : condition.values) {
    const std::string_view text = value.text.literal();
    if (value.text.IsLiteral() && !text.starts_with("system:")) continue;
    tests_subject = true;
    const bool exact = value.text.IsLiteral() && text.find_first_of("*?$") == text.npos &&
                       condition.op.has_value() && !iam::IsNegated(condition.op->base);
    if (exact) {
      mentions.names.push_back(text.substr(text.rfind(':') + 1));
    } else {
      mentions.anybody = true;
    }
  }
}

Mentions MentionsOf(const iam::PolicyDocument& policy) {
  Mentions mentions;
  for (const iam::Statement& statement : policy.statements) {
    if (statement.effect != iam::Effect::kAllow) continue;
    bool tests_subject = false;
    for (const iam::Condition& condition : statement.conditions) {
      AddMentions(condition, mentions, tests_subject);
    }
    mentions.anybody |= !tests_subject;
  }
  return mentions;
}

// The trust policies that no document gives to a role, and which role has taken each.
class UnnamedPolicies {
 public:
  explicit UnnamedPolicies(const GraphData& data) : data_(data) {
    for (uint32_t p = 0; p < data.trust_policies.size(); ++p) {
      const TrustPolicy& policy = data.trust_policies[p];
      if (policy.role.has_value() || !MayBelongToAccount(policy)) continue;
      all_.push_back(PolicyId{p});
      const Mentions mentions = MentionsOf(policy.object->document);
      if (mentions.anybody) anybody_.push_back(PolicyId{p});
      for (const std::string_view name : mentions.names) by_name_[name].push_back(PolicyId{p});
    }
  }

  const std::vector<PolicyId>& all() const { return all_; }

  // Those that may admit the claim, so that only a few need to be evaluated.
  std::vector<PolicyId> ThatMayAdmit(const Claim& claim) const {
    if (!claim.account_name.IsLiteral()) return all_;
    std::vector<PolicyId> may = anybody_;
    const auto named = by_name_.find(claim.account_name.literal());
    if (named != by_name_.end()) {
      may.insert(may.end(), named->second.begin(), named->second.end());
    }
    std::ranges::sort(may);
    may.erase(std::unique(may.begin(), may.end()), may.end());
    return may;
  }

  // Of `policies`, those that no other role has taken and `test` accepts, reduced to the nearest.
  struct Found {
    Level level = Level::kWholeInput;
    std::vector<PolicyId> policies;
  };
  Found Nearest(const Scopes& scopes, const Claim& claim, const std::vector<PolicyId>& policies,
                const std::function<bool(PolicyId)>& test) const {
    std::vector<PolicyId> offered;
    std::vector<size_t> units;
    for (const PolicyId id : policies) {
      const auto taken = taken_.find(id.value);
      if (taken != taken_.end() && taken->second != claim.role_arn->Written()) continue;
      if (!test(id)) continue;
      offered.push_back(id);
      units.push_back(data_.trust_policies[id.value].unit.value);
    }
    const Scopes::Winners winners = scopes.Resolve(claim.unit.value, units);
    Found found{.level = winners.level, .policies = {}};
    for (const size_t i : winners.candidates) found.policies.push_back(offered[i]);
    return found;
  }

  void Take(PolicyId id, const Claim& claim) {
    taken_.emplace(id.value, claim.role_arn->Written());
  }

 private:
  const GraphData& data_;
  std::vector<PolicyId> all_;
  std::vector<PolicyId> anybody_;
  std::unordered_map<std::string_view, std::vector<PolicyId>> by_name_;
  std::unordered_map<uint32_t, std::string> taken_;
};

TrustEdge EdgeTo(PolicyId policy, LinkBasis basis, Level level, const Verdict& verdict) {
  return {.policy = policy,
          .basis = basis,
          .level = level,
          .witnessed = false,
          .admits = verdict.admits,
          .cause = verdict.cause};
}

// Variants of the claim's own unit come first. `policies` are in the order of units.
std::vector<PolicyId> OwnFirst(const GraphData& data, const Claim& claim,
                               const std::vector<PolicyId>& policies) {
  const auto unit_of = [&data](PolicyId policy) {
    return data.trust_policies[policy.value].unit.value;
  };
  std::vector<PolicyId> ordered;
  for (auto own = std::ranges::lower_bound(policies, claim.unit.value, {}, unit_of);
       own != policies.end() && unit_of(*own) == claim.unit.value; ++own) {
    if (ordered.size() > kMaxVariants) return ordered;
    ordered.push_back(*own);
  }
  for (const PolicyId policy : policies) {
    if (ordered.size() > kMaxVariants) return ordered;
    if (unit_of(policy) != claim.unit.value) ordered.push_back(policy);
  }
  return ordered;
}

// A role of which documents of the input hold the trust policy: all of them are variants.
void LinkByDocument(const Scopes& scopes, const GraphData& data, Claim& claim) {
  if (!claim.role_arn->IsLiteral()) return;
  const auto role = data.roles_by_arn.find(std::string(claim.role_arn->literal()));
  if (role == data.roles_by_arn.end()) return;
  const std::vector<PolicyId> variants =
      OwnFirst(data, claim, data.roles[role->second.value].trust_policies);
  for (size_t i = 0; i < variants.size(); ++i) {
    const Verdict verdict = i < kMaxVariants
                                ? Decide(data, claim, variants[i])
                                : Verdict{.admits = Truth::kMaybe, .cause = std::nullopt};
    const Level level =
        scopes.Between(claim.unit.value, data.trust_policies[variants[i].value].unit.value);
    claim.edges.push_back(EdgeTo(variants[i], LinkBasis::kDocument, level, verdict));
  }
}

void LinkByFileName(const Scopes& scopes, const GraphData& data, UnnamedPolicies& unnamed,
                    Claim& claim) {
  const std::string_view role = RoleNameOf(claim);
  if (role.empty()) return;
  const auto found = unnamed.Nearest(scopes, claim, unnamed.all(), [&](PolicyId id) {
    return PathNamesRole(data.trust_policies[id.value].object->path, role);
  });
  for (const PolicyId policy : found.policies) {
    Verdict verdict = Decide(data, claim, policy);
    // In the whole input a name alone proves nothing broken.
    if (found.level == Level::kWholeInput && verdict.admits == Truth::kNo) continue;
    unnamed.Take(policy, claim);
    claim.edges.push_back(EdgeTo(policy, LinkBasis::kFileName, found.level, verdict));
  }
}

// The unnamed policies that admit, or may admit, a claim.
struct Admission {
  ClaimId claim;
  std::vector<PolicyId> policies;
  std::unordered_map<uint32_t, Verdict> verdicts;
};

Admission AdmissionOf(const GraphData& data, const UnnamedPolicies& unnamed, ClaimId id) {
  Admission admission{.claim = id, .policies = {}, .verdicts = {}};
  const Claim& claim = data.claims[id.value];
  for (const PolicyId policy : unnamed.ThatMayAdmit(claim)) {
    Verdict verdict = Decide(data, claim, policy);
    if (verdict.admits == Truth::kNo) continue;
    admission.policies.push_back(policy);
    admission.verdicts.emplace(policy.value, std::move(verdict));
  }
  return admission;
}

// Links a claim to the policies of `level` that admit it, if no nearer ones do.
void LinkByAdmission(const Scopes& scopes, Level level, const Admission& admission, GraphData& data,
                     UnnamedPolicies& unnamed) {
  Claim& claim = data.claims[admission.claim.value];
  const auto found =
      unnamed.Nearest(scopes, claim, admission.policies, [](PolicyId) { return true; });
  if (found.level != level) return;
  for (const PolicyId policy : found.policies) {
    const Verdict& verdict = admission.verdicts.at(policy.value);
    if (verdict.admits == Truth::kYes) unnamed.Take(policy, claim);
    claim.edges.push_back(EdgeTo(policy, LinkBasis::kAdmission, level, verdict));
  }
}

// Whether something beside "there is no other" says that the policy is meant for this account: a
// subject like the account's, or a file or folder that is called like the account or the role.
bool Witnesses(const TrustPolicy& policy, const Claim& claim) {
  if (!claim.account_name.IsLiteral()) return false;
  const std::string_view name = claim.account_name.literal();
  if (PathMentions(policy.object->path, name)) return true;
  const std::string_view role = RoleNameOf(claim);
  if (!role.empty() && PathMentions(policy.object->path, role)) return true;
  for (const iam::Statement& statement : policy.object->document.statements) {
    for (const iam::Condition& condition : statement.conditions) {
      for (const iam::Value& value : condition.values) {
        if (ResemblesSubject(value.text, claim)) return true;
      }
    }
  }
  return false;
}

bool SameRole(const Claim& a, const Claim& b) {
  return a.role_arn->Written() == b.role_arn->Written();
}

// Whether all unresolved claims that are nearest to the policy are of one role.
bool IsNearestToOneRole(const Scopes& scopes, const GraphData& data, PolicyId policy,
                        const std::vector<ClaimId>& unresolved) {
  std::vector<size_t> units;
  for (const ClaimId id : unresolved) units.push_back(data.claims[id.value].unit.value);
  const Scopes::Winners nearest =
      scopes.Resolve(data.trust_policies[policy.value].unit.value, units);
  const auto claim_of = [&](size_t i) -> const Claim& { return data.claims[unresolved[i].value]; };
  return std::ranges::all_of(nearest.candidates, [&](size_t i) {
    return SameRole(claim_of(i), claim_of(nearest.candidates.front()));
  });
}

void LinkOnlyOne(const Scopes& scopes, GraphData& data, const UnnamedPolicies& unnamed,
                 const std::vector<ClaimId>& unresolved) {
  std::unordered_map<uint32_t, bool> is_alone;
  for (const ClaimId id : unresolved) {
    Claim& claim = data.claims[id.value];
    const auto found = unnamed.Nearest(scopes, claim, unnamed.all(), [](PolicyId) { return true; });
    if (found.policies.size() != 1 || found.level == Level::kWholeInput) continue;
    const PolicyId policy = found.policies.front();
    // The other way round: no other unresolved role is as near to the policy.
    const auto [alone, is_new] = is_alone.try_emplace(policy.value, false);
    if (is_new) alone->second = IsNearestToOneRole(scopes, data, policy, unresolved);
    if (!alone->second) continue;
    TrustEdge edge = EdgeTo(policy, LinkBasis::kOnlyOne, found.level, Decide(data, claim, policy));
    edge.witnessed = Witnesses(data.trust_policies[policy.value], claim);
    claim.edges.push_back(std::move(edge));
  }
}

}  // namespace

bool PathNamesRole(std::string_view path, std::string_view role_name) {
  if (path.find(role_name) == std::string_view::npos) return false;
  for (std::string_view component : base::SplitBy(path, '/')) {
    if (component == role_name) return true;
    const auto kops = base::StripPrefix(component, "aws_iam_role_");
    if (kops.has_value() && base::StripSuffix(*kops, "_policy") == role_name) return true;
    const auto extension = base::StripPrefix(component, role_name);
    if (extension.has_value() && extension->starts_with('.')) return true;
  }
  return false;
}

bool PathMentions(std::string_view path, std::string_view name) {
  const auto is_word = [](char c) { return base::IsAsciiAlnum(c); };
  for (size_t at = path.find(name); at != std::string_view::npos; at = path.find(name, at + 1)) {
    const size_t end = at + name.size();
    const bool begins = at == 0 || !is_word(path[at - 1]);
    const bool ends = end == path.size() || !is_word(path[end]);
    if (begins && ends) return true;
  }
  return false;
}

void LinkTrust(const Scopes& scopes, GraphData& data) {
  UnnamedPolicies unnamed(data);
  std::vector<ClaimId> unresolved;
  for (uint32_t c = 0; c < data.claims.size(); ++c) {
    Claim& claim = data.claims[c];
    if (!claim.role_arn.HasValue()) continue;
    LinkByDocument(scopes, data, claim);
    if (claim.edges.empty() && !unnamed.all().empty()) {
      LinkByFileName(scopes, data, unnamed, claim);
      if (claim.edges.empty()) unresolved.push_back(ClaimId{c});
    }
  }
  // Names first, then what is nearest, for all claims: a policy that one role took is not offered
  // to another, and no role takes that of another environment before that environment's own.
  std::vector<Admission> admissions;
  for (const ClaimId id : unresolved) admissions.push_back(AdmissionOf(data, unnamed, id));
  for (const Level level : {Level::kSameUnit, Level::kRelatedUnit, Level::kSameCluster,
                            Level::kNearestFolder, Level::kWholeInput}) {
    for (const Admission& admission : admissions) {
      if (!data.claims[admission.claim.value].edges.empty()) continue;
      LinkByAdmission(scopes, level, admission, data, unnamed);
    }
  }
  std::erase_if(unresolved, [&](ClaimId id) { return !data.claims[id.value].edges.empty(); });
  LinkOnlyOne(scopes, data, unnamed, unresolved);
  for (uint32_t c = 0; c < data.claims.size(); ++c) {
    Claim& claim = data.claims[c];
    if (claim.edges.empty()) continue;
    claim.admitted = Truth::kNo;
    for (const TrustEdge& edge : claim.edges) {
      claim.admitted = Or(claim.admitted, edge.admits);
      std::vector<ClaimId>& claims = data.trust_policies[edge.policy.value].claims;
      if (claims.empty() || claims.back() != ClaimId{c}) claims.push_back(ClaimId{c});
    }
  }
}

}  // namespace irsalint::graph
