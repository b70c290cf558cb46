#include "analyzer/graph/source_conflicts.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "analyzer/base/arn.h"
#include "analyzer/graph/alternatives.h"
#include "analyzer/iam/same_policy.h"
#include "analyzer/syntax/holes.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using About = SourceConflict::About;

// More sources of one thing are not compared with each other, only with the first ones.
constexpr size_t kMostVariants = 32;

// Where something was said.
struct Source {
  UnitId unit;
  syntax::Place place;
  std::string value;  // the role of an account
};

class Collector {
 public:
  explicit Collector(const IdentityGraph& graph) : graph_(graph) {}

  std::vector<SourceConflict> Collect() {
    for (const Role& role : graph_.roles()) AddTrustPolicies(role);
    CollectAccounts();
    for (const auto& [name, sources] : accounts_) AddAccount(name, sources);
    return std::move(conflicts_);
  }

 private:
  void AddTrustPolicies(const Role& role) {
    if (!role.arn.IsLiteral() || role.arn.IsEmpty() || syntax::HoldsDummy(role.arn.literal())) {
      return;
    }
    std::vector<const TrustPolicy*> variants;
    for (const PolicyId id : role.trust_policies) {
      const TrustPolicy& policy = graph_[id];
      const auto same = [&policy](const TrustPolicy* other) {
        return iam::SaySame(policy.object->document, other->object->document) == Truth::kYes;
      };
      if (std::ranges::any_of(variants, same)) continue;
      const auto other = std::ranges::find_if(
          variants, [&policy](const TrustPolicy* variant) { return Contradict(policy, *variant); });
      if (other != variants.end()) {
        conflicts_.push_back({.about = About::kTrustPolicy,
                              .name = std::string(role.arn.literal()),
                              .unit = policy.unit,
                              .earlier_value = {},
                              .later_value = {},
                              .earlier = (*other)->object->document.place,
                              .later = policy.object->document.place});
      }
      if (variants.size() < kMostVariants) variants.push_back(&policy);
    }
  }

  static bool Contradict(const TrustPolicy& a, const TrustPolicy& b) {
    return iam::SaySame(a.object->document, b.object->document) == Truth::kNo &&
           !EnvironmentsConflict(a.object->path, b.object->path, {});
  }

  void CollectAccounts() {
    for (const Claim& claim : graph_.claims()) {
      if (claim.origin != Claim::Origin::kAnnotation) continue;
      AddSource(claim.unit, claim.namespace_name, claim.account_name, claim.role_arn);
    }
    for (uint32_t u = 0; u < graph_.units().size(); ++u) {
      const facts::Facts& facts = *graph_[UnitId{u}].facts;
      // The file of one cluster beside that of another.
      if (facts.clusters.size() > 1) continue;
      for (const facts::MadeAccount& made : facts.made_accounts) {
        if (!made.namespace_name.HasValue() || !made.name.HasValue()) continue;
        AddSource(UnitId{u}, *made.namespace_name, *made.name, made.role_arn);
      }
    }
  }

  void AddSource(UnitId unit, const syntax::Text& namespace_name, const syntax::Text& name,
                 const facts::KnownText& role) {
    const bool is_known = namespace_name.IsLiteral() && name.IsLiteral() && role.HasValue() &&
                          role->IsLiteral() && !syntax::HoldsDummy(role->literal());
    if (!is_known) return;
    accounts_[namespace_name.Written() + "/" + name.Written()].push_back(
        {.unit = unit, .place = role.place(), .value = role->Written()});
  }

  void AddAccount(const std::string& name, const std::vector<Source>& sources) {
    for (size_t later = 1; later < sources.size(); ++later) {
      for (size_t earlier = 0; earlier < std::min(later, kMostVariants); ++earlier) {
        if (!Contradict(sources[earlier], sources[later])) continue;
        conflicts_.push_back({.about = About::kRoleOfAccount,
                              .name = name,
                              .unit = sources[later].unit,
                              .earlier_value = sources[earlier].value,
                              .later_value = sources[later].value,
                              .earlier = sources[earlier].place,
                              .later = sources[later].place});
        break;
      }
    }
  }

  bool Contradict(const Source& a, const Source& b) {
    if (a.value == b.value || !AreAppliedTogether(a, b)) return false;
    // Another account of AWS is another environment.
    const auto first = base::ParseRoleArn(a.value);
    const auto second = base::ParseRoleArn(b.value);
    const bool one_account =
        first.has_value() && second.has_value() && first->account == second->account;
    return one_account && !EnvironmentsConflict(PathOf(a), PathOf(b), {});
  }

  bool AreAppliedTogether(const Source& a, const Source& b) {
    if (a.unit != b.unit) {
      const auto cluster = graph_[a.unit].cluster;
      return cluster.has_value() && cluster == graph_[b.unit].cluster;
    }
    const bool one_file = a.place.document.source == b.place.document.source;
    return one_file || !AreAlternatives(a.unit);
  }

  bool AreAlternatives(UnitId unit) {
    const auto [known, is_new] = alternatives_.try_emplace(unit, false);
    if (is_new) known->second = HoldsAlternatives(*graph_[unit].facts);
    return known->second;
  }

  std::string_view PathOf(const Source& source) const {
    for (const facts::FileRecord& file : graph_[source.unit].facts->files) {
      if (file.source == source.place.document.source) return file.path;
    }
    return {};
  }

  const IdentityGraph& graph_;
  std::map<std::string, std::vector<Source>> accounts_;
  std::map<UnitId, bool> alternatives_;
  std::vector<SourceConflict> conflicts_;
};

}  // namespace

std::vector<SourceConflict> SourceConflicts(const IdentityGraph& graph) {
  return Collector(graph).Collect();
}

}  // namespace irsalint::graph
