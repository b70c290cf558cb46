#include "analyzer/graph/mentions.h"

#include <string>
#include <utility>

#include "analyzer/base/subject.h"
#include "analyzer/iam/key_fault.h"

namespace irsalint::graph {
namespace {

using facts::KnownText;

class MentionCollector {
 public:
  explicit MentionCollector(const IdentityGraph& graph) : graph_(graph) {}

  std::vector<Mention> Collect() {
    for (uint32_t a = 0; a < graph_.accounts().size(); ++a) AddAccount(AccountId{a});
    for (uint32_t w = 0; w < graph_.workloads().size(); ++w) AddWorkload(WorkloadId{w});
    for (uint32_t c = 0; c < graph_.claims().size(); ++c) AddClaim(ClaimId{c});
    for (uint32_t a = 0; a < graph_.associations().size(); ++a) AddAssociation(AssociationId{a});
    for (uint32_t u = 0; u < graph_.units().size(); ++u) AddUnit(UnitId{u});
    for (uint32_t r = 0; r < graph_.roles().size(); ++r) AddRole(RoleId{r});
    for (uint32_t p = 0; p < graph_.trust_policies().size(); ++p) AddPolicy(PolicyId{p});
    for (uint32_t p = 0; p < graph_.oidc_providers().size(); ++p) AddProvider(ProviderId{p});
    return std::move(mentions_);
  }

 private:
  // Null for a text that is not there.
  Mention* Add(MentionKind kind, UnitId unit, const KnownText& text) {
    if (!text.HasValue() || text->IsEmpty() || !text.place().IsValid()) return nullptr;
    return &Add(kind, unit, *text, text.place());
  }

  Mention& Add(MentionKind kind, UnitId unit, syntax::Text text, syntax::Place place) {
    return mentions_.emplace_back(
        Mention{.kind = kind, .unit = unit, .place = std::move(place), .text = std::move(text)});
  }

  void AddAccount(AccountId id) {
    const Account& account = graph_[id];
    Mention* mention = Add(MentionKind::kAccount, account.unit, account.object->meta.name);
    if (mention != nullptr) mention->account = id;
  }

  void AddWorkload(WorkloadId id) {
    const Workload& workload = graph_[id];
    const bool names_it =
        workload.account.origin != kube::EffectiveServiceAccount::Origin::kOmitted;
    if (names_it && !workload.account.name.IsEmpty()) {
      Add(MentionKind::kWorkloadAccount, workload.unit, workload.account.name,
          *workload.account.place)
          .workload = id;
    }
    for (const kube::Container& container : workload.object->spec.containers) {
      for (const kube::EnvVar& variable : container.env) {
        if (variable.name != "AWS_ROLE_ARN") continue;
        Mention* mention = Add(MentionKind::kEnvironment, workload.unit, variable.value);
        if (mention == nullptr) continue;
        mention->workload = id;
        mention->claim = ClaimAt(id, variable.value.place());
      }
    }
  }

  // The claim that a variable of a workload makes.
  std::optional<ClaimId> ClaimAt(WorkloadId workload, const syntax::Place& place) const {
    for (uint32_t c = 0; c < graph_.claims().size(); ++c) {
      const Claim& claim = graph_.claims()[c];
      if (claim.origin == Claim::Origin::kEnvironment && claim.workloads.front() == workload &&
          claim.role_arn.place() == place) {
        return ClaimId{c};
      }
    }
    return std::nullopt;
  }

  void AddClaim(ClaimId id) {
    const Claim& claim = graph_[id];
    if (claim.origin != Claim::Origin::kAnnotation) return;
    Mention* mention = Add(MentionKind::kAnnotation, claim.unit, claim.role_arn);
    if (mention == nullptr) return;
    mention->claim = id;
    mention->account = claim.account;
  }

  void AddAssociation(AssociationId id) {
    const Association& association = graph_[id];
    const facts::PodIdentityAssociation& object = *association.object;
    const auto add = [&](MentionKind kind, const KnownText& text) {
      Mention* mention = Add(kind, association.unit, text);
      if (mention != nullptr) mention->association = id;
    };
    add(MentionKind::kAssociationAccount, object.service_account);
    add(MentionKind::kAssociationRole, object.role_arn);
    add(MentionKind::kAssociationTarget, object.target_role_arn);
  }

  void AddUnit(UnitId id) {
    const facts::Facts& unit = *graph_[id].facts;
    for (const facts::MadeAccount& made : unit.made_accounts) {
      for (const auto& [kind, text] : {std::pair(MentionKind::kMadeAccount, &made.name),
                                       std::pair(MentionKind::kMadeAccountRole, &made.role_arn)}) {
        Mention* mention = Add(kind, id, *text);
        if (mention != nullptr) mention->made = &made;
      }
    }
    // An ARN with a hole may be made of a name: then it does not stand there.
    for (const facts::NodeRole& nodes : unit.node_roles) {
      if (nodes.role_arn->IsLiteral()) Add(MentionKind::kNodeRole, id, nodes.role_arn);
    }
    for (const facts::Cluster& cluster : unit.clusters) AddCluster(id, cluster);
  }

  void AddRole(RoleId id) {
    const Role& role = graph_[id];
    for (size_t i = 0; i < role.objects.size(); ++i) {
      for (const KnownText* text : {&role.objects[i]->arn, &role.objects[i]->name}) {
        Mention* mention = Add(MentionKind::kRole, role.units[i], *text);
        if (mention != nullptr) mention->role = id;
      }
    }
  }

  void AddPolicy(PolicyId id) {
    const TrustPolicy& policy = graph_[id];
    const std::vector<iam::Statement>& statements = policy.object->document.statements;
    for (size_t s = 0; s < statements.size(); ++s) {
      const auto add = [&](MentionKind kind, const syntax::Text& text,
                           const syntax::Place& place) -> Mention& {
        Mention& mention = Add(kind, policy.unit, text, place);
        mention.policy = id;
        mention.statement = s;
        return mention;
      };
      add(MentionKind::kTrustStatement, {}, statements[s].place);
      for (const iam::Principal& principal : statements[s].principals) {
        if (principal.kind != iam::PrincipalKind::kFederated) continue;
        add(MentionKind::kFederated, principal.value.text, principal.value.place);
      }
      for (size_t c = 0; c < statements[s].conditions.size(); ++c) {
        const iam::Condition& condition = statements[s].conditions[c];
        if (iam::ParseProviderKey(condition.key.text).has_value()) {
          Mention& key = add(MentionKind::kConditionKey, condition.key.text, condition.key.place);
          key.condition = c;
          key.place.range = IssuerRange(condition.key.text);
        }
        for (const iam::Value& value : condition.values) {
          if (!value.text.Written().starts_with(base::kSubjectPrefix)) continue;
          add(MentionKind::kSubject, value.text, value.place).condition = c;
        }
      }
    }
  }

  static syntax::TextRange IssuerRange(const syntax::Text& key) {
    return {.begin = 0, .end = static_cast<uint32_t>(key.Written().rfind(':'))};
  }

  void AddProvider(ProviderId id) {
    const OidcProvider& provider = graph_[id];
    const facts::OidcProvider& object = *provider.object;
    for (const KnownText* text : {&object.arn, &object.issuer}) {
      if (text == &object.issuer && object.issuer.place() == object.arn.place()) continue;
      Mention* mention = Add(MentionKind::kProvider, provider.unit, *text);
      if (mention != nullptr) mention->provider = id;
    }
  }

  void AddCluster(UnitId unit, const facts::Cluster& object) {
    for (uint32_t c = 0; c < graph_.clusters().size(); ++c) {
      if (graph_.clusters()[c].object != &object) continue;
      Mention* mention = Add(MentionKind::kClusterIssuer, unit, object.issuer);
      if (mention != nullptr) mention->cluster = ClusterId{c};
    }
  }

  const IdentityGraph& graph_;
  std::vector<Mention> mentions_;
};

}  // namespace

MentionTopic TopicOf(MentionKind kind) {
  switch (kind) {
    case MentionKind::kAccount:
    case MentionKind::kMadeAccount:
    case MentionKind::kWorkloadAccount:
    case MentionKind::kSubject:
    case MentionKind::kAssociationAccount:
      return MentionTopic::kAccount;
    case MentionKind::kRole:
    case MentionKind::kTrustStatement:
    case MentionKind::kAnnotation:
    case MentionKind::kEnvironment:
    case MentionKind::kAssociationRole:
    case MentionKind::kAssociationTarget:
    case MentionKind::kMadeAccountRole:
    case MentionKind::kNodeRole:
      return MentionTopic::kRole;
    case MentionKind::kProvider:
    case MentionKind::kClusterIssuer:
    case MentionKind::kFederated:
    case MentionKind::kConditionKey:
      break;
  }
  return MentionTopic::kIssuer;
}

bool IsDefinition(MentionKind kind) {
  return kind == MentionKind::kAccount || kind == MentionKind::kMadeAccount ||
         kind == MentionKind::kRole || kind == MentionKind::kTrustStatement ||
         kind == MentionKind::kProvider || kind == MentionKind::kClusterIssuer;
}

std::vector<Mention> MentionsOf(const IdentityGraph& graph) {
  return MentionCollector(graph).Collect();
}

}  // namespace irsalint::graph
