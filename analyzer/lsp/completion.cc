#include "analyzer/lsp/completion.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "analyzer/graph/named_roles.h"
#include "analyzer/lsp/completion_context.h"
#include "analyzer/lsp/cursor.h"

namespace irsalint::lsp {
namespace {

constexpr size_t kMaxItems = 1'000;

// Of LSP.
enum class ItemKind : int { kReference = 18, kProperty = 10, kValue = 12 };

class Items {
 public:
  Items(const Session& session, const Cursor& cursor, const CompletionContext& context)
      : session_(session), cursor_(cursor), context_(context) {}

  Json All() {
    if (cursor_.folder == nullptr && context_.wanted != Wanted::kRuleId) return Json::array();
    switch (context_.wanted) {
      case Wanted::kServiceAccount:
        AddAccounts();
        break;
      case Wanted::kRoleArn:
        AddRoles();
        break;
      case Wanted::kSubject:
        AddSubjects();
        break;
      case Wanted::kConditionKey:
        AddConditionKeys();
        break;
      case Wanted::kRuleId:
        AddRules();
        break;
    }
    return ToJson();
  }

 private:
  void AddRules() {
    kind_ = ItemKind::kValue;
    for (const rule::Rule* rule : session_.catalogue) {
      Add(std::string(rule->meta.id), std::string(rule->meta.summary));
    }
  }

  const graph::IdentityGraph& graph() const { return cursor_.folder->graph(); }

  // Of the namespace, and those that may be of it.
  void AddAccounts() {
    for (const graph::Account& account : graph().accounts()) {
      const kube::KnownText& name = account.object->meta.name;
      const syntax::Text& namespace_name = account.namespace_name;
      if (!name.HasValue() || !name->IsLiteral()) continue;
      const bool is_elsewhere = !context_.namespace_name.empty() && namespace_name.IsLiteral() &&
                                namespace_name.literal() != context_.namespace_name;
      if (!is_elsewhere) Add(std::string(name->literal()), RoleOf(account));
    }
  }

  std::string RoleOf(const graph::Account& account) const {
    for (const graph::ClaimId id : account.claims) {
      const kube::KnownText& arn = graph()[id].role_arn;
      if (arn.HasValue()) return arn->Shown();
    }
    return "";
  }

  void AddRoles() {
    for (const graph::NamedRole& role : graph::NamedRolesOf(graph())) {
      if (role.arn.IsLiteral() && !role.arn.IsEmpty()) {
        Add(std::string(role.arn.literal()),
            role.policies.empty() ? "" : "its trust policy is in the workspace");
      }
    }
  }

  void AddSubjects() {
    for (const graph::Account& account : graph().accounts()) {
      const kube::KnownText& name = account.object->meta.name;
      const syntax::Text& namespace_name = account.namespace_name;
      if (!name.HasValue() || !name->IsLiteral() || !namespace_name.IsLiteral()) continue;
      Add(fmt::format("system:serviceaccount:{}:{}", namespace_name.literal(), name->literal()),
          RoleOf(account));
    }
  }

  void AddConditionKeys() {
    kind_ = ItemKind::kProperty;
    for (const graph::TrustPolicy& policy : graph().trust_policies()) {
      for (const graph::TrustedIssuer& issuer : policy.issuers) AddKeysOf(issuer.issuer);
    }
    for (const graph::OidcProvider& provider : graph().oidc_providers()) {
      AddKeysOf(provider.issuer);
    }
    for (const graph::Cluster& cluster : graph().clusters()) {
      AddKeysOf(syntax::Text::Literal(cluster.issuer));
    }
  }

  void AddKeysOf(const syntax::Text& issuer) {
    if (!issuer.IsLiteral() || issuer.IsEmpty()) return;
    Add(fmt::format("{}:sub", issuer.literal()), "subject: which service account");
    Add(fmt::format("{}:aud", issuer.literal()), "audience of the token");
  }

  void Add(std::string label, std::string detail) {
    if (details_.size() < kMaxItems) details_.try_emplace(std::move(label), std::move(detail));
  }

  Json ToJson() const {
    const Positions positions(cursor_.document->text, session_.client.encoding);
    const Range range = positions.Of(context_.begin, cursor_.offset);
    Json items = Json::array();
    for (const auto& [label, detail] : details_) {
      Json item = {{"label", label},
                   {"kind", static_cast<int>(kind_)},
                   {"textEdit", {{"range", range}, {"newText", label}}}};
      if (!detail.empty()) item["detail"] = detail;
      items.push_back(std::move(item));
    }
    return items;
  }

  const Session& session_;
  const Cursor& cursor_;
  const CompletionContext& context_;
  ItemKind kind_ = ItemKind::kReference;
  std::map<std::string, std::string> details_;  // by label
};

}  // namespace

Json Completions(const Session& session, const PositionParams& params) {
  const std::optional<Cursor> cursor = CursorAt(session, params.uri, params.position);
  if (!cursor.has_value()) return Json::array();
  const std::optional<CompletionContext> context =
      CompletionContextAt(cursor->document->text, cursor->offset);
  if (!context.has_value()) return Json::array();
  return Items(session, *cursor, *context).All();
}

}  // namespace irsalint::lsp
