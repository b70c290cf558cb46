#include "analyzer/graph/trusted_issuers.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "analyzer/base/arn.h"
#include "analyzer/base/issuer.h"
#include "analyzer/base/strings.h"
#include "analyzer/iam/pod_identity_request.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using syntax::Text;

constexpr std::string_view kProviderMark = "oidc-provider/";
constexpr std::string_view kSubjectPrefix = "system:serviceaccount";

// `${PROVIDER_ARN}` alone may be anything; only what cannot be an OIDC provider is left out.
bool MayBeOidcProvider(const Text& federated) {
  if (!federated.IsLiteral()) return true;
  return base::OidcProviderIssuer(federated.literal()).has_value();
}

// Whether the condition key `key` is `issuer:sub`.
Truth IsSubjectKey(const Text& key, const Text& issuer) {
  return Equal(key, issuer.Append(":sub"));
}

// Keeps the issuer inside a provider ARN, a URL or a bare issuer if it is one of service accounts.
void AddNamedIssuer(std::string_view written, std::vector<Text>& issuers) {
  const size_t mark = written.find(kProviderMark);
  if (mark != written.npos) written.remove_prefix(mark + kProviderMark.size());
  const std::string_view issuer = base::NormalizeIssuer(written);
  if (!base::IsKubernetesLikeIssuer(issuer)) return;
  Text named = Text::Literal(issuer);
  if (std::ranges::find(issuers, named) == issuers.end()) issuers.push_back(std::move(named));
}

}  // namespace

Text IssuerOfProviderArn(const Text& arn) {
  if (arn.IsLiteral()) {
    const std::optional<std::string_view> issuer = base::OidcProviderIssuer(arn.literal());
    return Text::Literal(issuer.value_or(""));
  }
  const std::vector<Text::Piece>& pieces = arn.pieces();
  for (size_t i = 0; i < pieces.size(); ++i) {
    if (pieces[i].is_hole) continue;
    const size_t mark = pieces[i].literal.find(kProviderMark);
    if (mark == std::string::npos) continue;
    std::vector<Text::Piece> rest(pieces.begin() + static_cast<ptrdiff_t>(i), pieces.end());
    rest.front().literal.erase(0, mark + kProviderMark.size());
    if (rest.front().literal.empty()) rest.erase(rest.begin());
    return Text::FromPieces(std::move(rest));
  }
  return Text::OfHole({.syntax = syntax::HoleSyntax::kMissing,
                       .expression = "issuer of " + arn.Written(),
                       .scope = {}});
}

std::vector<TrustedIssuer> TrustedIssuersOf(const iam::PolicyDocument& policy) {
  std::vector<TrustedIssuer> issuers;
  for (const iam::Statement& statement : policy.statements) {
    if (statement.effect != iam::Effect::kAllow) continue;
    for (const iam::Principal& principal : statement.principals) {
      if (principal.kind != iam::PrincipalKind::kFederated) continue;
      if (!MayBeOidcProvider(principal.value.text)) continue;
      const bool known = std::ranges::any_of(issuers, [&](const TrustedIssuer& other) {
        return other.provider_arn == principal.value.text;
      });
      if (known) continue;
      Text issuer = IssuerOfProviderArn(principal.value.text);
      const Truth kubernetes = KubernetesByPolicy(policy, issuer);
      issuers.push_back({.provider_arn = principal.value.text,
                         .issuer = std::move(issuer),
                         .place = principal.value.place,
                         .kubernetes = kubernetes,
                         .providers = {}});
    }
  }
  return issuers;
}

Truth KubernetesByPolicy(const iam::PolicyDocument& policy, const Text& issuer) {
  if (issuer.IsLiteral()) {
    if (base::IsKubernetesLikeIssuer(issuer.literal())) return Truth::kYes;
    if (base::ClassifyIssuer(issuer.literal()) == base::IssuerKind::kShared) return Truth::kNo;
  } else if (base::Contains(issuer.Written(), "oidc.eks.")) {
    return Truth::kYes;
  }
  for (const iam::Statement& statement : policy.statements) {
    for (const iam::Condition& condition : statement.conditions) {
      if (IsSubjectKey(condition.key.text, issuer) == Truth::kNo) continue;
      for (const iam::Value& value : condition.values) {
        if (value.text.Written().starts_with(kSubjectPrefix)) return Truth::kYes;
      }
    }
  }
  return Truth::kMaybe;
}

std::vector<Text> NamedKubernetesIssuers(const iam::PolicyDocument& policy) {
  std::vector<Text> issuers;
  for (const iam::Statement& statement : policy.statements) {
    for (const iam::Principal& principal : statement.principals) {
      if (principal.kind == iam::PrincipalKind::kFederated) {
        AddNamedIssuer(principal.value.text.literal(), issuers);
      }
    }
  }
  for (const iam::Statement& statement : policy.statements) {
    for (const iam::Condition& condition : statement.conditions) {
      const std::string_view key = condition.key.text.literal();
      const size_t claim = key.rfind(':');
      if (claim != key.npos) AddNamedIssuer(key.substr(0, claim), issuers);
    }
  }
  return issuers;
}

bool TrustsPodIdentity(const iam::PolicyDocument& policy) {
  return std::ranges::any_of(policy.statements, [](const iam::Statement& statement) {
    return iam::TrustsPodIdentity(statement);
  });
}

namespace {

void CollectProviders(GraphData& data) {
  for (uint32_t u = 0; u < data.units.size(); ++u) {
    for (const facts::OidcProvider& object : data.units[u].facts->oidc_providers) {
      Text issuer = object.issuer.HasValue() ? *object.issuer
                    : object.arn.HasValue()  ? IssuerOfProviderArn(*object.arn)
                                             : Text();
      data.oidc_providers.push_back(
          {.unit = UnitId{u}, .object = &object, .issuer = std::move(issuer), .clusters = {}});
    }
  }
  for (OidcProvider& provider : data.oidc_providers) {
    for (uint32_t c = 0; c < data.clusters.size(); ++c) {
      const std::string& issuer = data.clusters[c].issuer;
      if (!issuer.empty() && issuer == provider.issuer.literal()) {
        provider.clusters.push_back(ClusterId{c});
      }
    }
  }
}

// An issuer is joined to the providers with its ARN, and to those that name no ARN with its URL.
void JoinProviders(const std::vector<OidcProvider>& providers, TrustedIssuer& issuer) {
  for (uint32_t p = 0; p < providers.size(); ++p) {
    const facts::KnownText& arn = providers[p].object->arn;
    const Truth same = arn.HasValue() ? Equal(*arn, issuer.provider_arn)
                                      : Equal(providers[p].issuer, issuer.issuer);
    if (same == Truth::kYes) issuer.providers.push_back(ProviderId{p});
  }
}

// The role of a literal ARN is one node, however many documents define it; a role without a literal
// ARN is a node of its own.
RoleId RoleFor(const facts::Role& object, UnitId unit, GraphData& data) {
  const RoleId next{static_cast<uint32_t>(data.roles.size())};
  RoleId id = next;
  if (object.arn.HasValue() && object.arn->IsLiteral()) {
    id = data.roles_by_arn.try_emplace(std::string(object.arn->literal()), next).first->second;
  }
  if (id == next) {
    data.roles.push_back({.arn = *object.arn,
                          .objects = {},
                          .trust_policies = {},
                          .units = {},
                          .permissions = {},
                          .node_evidence = {}});
  }
  data.roles[id.value].objects.push_back(&object);
  data.roles[id.value].units.push_back(unit);
  return id;
}

}  // namespace

void CollectPolicies(GraphData& data) {
  CollectProviders(data);
  for (uint32_t u = 0; u < data.units.size(); ++u) {
    const facts::Facts& unit = *data.units[u].facts;
    const auto first = static_cast<uint32_t>(data.trust_policies.size());
    for (const facts::TrustPolicy& object : unit.trust_policies) {
      TrustPolicy policy{.unit = UnitId{u},
                         .object = &object,
                         .issuers = TrustedIssuersOf(object.document),
                         .role = {},
                         .exposures = {},
                         .claims = {}};
      for (TrustedIssuer& issuer : policy.issuers) JoinProviders(data.oidc_providers, issuer);
      data.trust_policies.push_back(std::move(policy));
    }
    for (const facts::Role& object : unit.roles) {
      const RoleId role = RoleFor(object, UnitId{u}, data);
      if (!object.trust_policy.has_value()) continue;
      const PolicyId policy{first + static_cast<uint32_t>(*object.trust_policy)};
      data.trust_policies[policy.value].role = role;
      data.roles[role.value].trust_policies.push_back(policy);
    }
  }
}

}  // namespace irsalint::graph
