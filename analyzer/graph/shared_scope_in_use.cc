#include "analyzer/graph/shared_scope_in_use.h"

#include <algorithm>
#include <utility>

#include "analyzer/base/strings.h"
#include "analyzer/iam/demands_value.h"
#include "analyzer/iam/shared_scope.h"

namespace irsalint::graph {
namespace {

bool IsOpen(const iam::PolicyDocument& policy, const base::SharedIssuerInfo& provider) {
  return std::ranges::any_of(
      iam::UnscopedProvidersOf(policy),
      [&provider](const iam::UnscopedProvider& open) { return open.provider == &provider; });
}

// Whether a condition demands one known value, whatever else the token carries.
bool Binds(const iam::Condition& condition) {
  return iam::DemandsValue(condition) && !condition.op->if_exists &&
         condition.op->prefix == iam::SetPrefix::kNone && condition.values.size() == 1 &&
         condition.values.front().text.IsLiteral();
}

}  // namespace

std::optional<SharedScope> SharedScopeInUse(const IdentityGraph& graph,
                                            const base::SharedIssuerInfo& provider) {
  const std::string key = iam::RequiredKey(provider);
  std::optional<SharedScope> in_use;
  for (uint32_t i = 0; i < graph.trust_policies().size(); ++i) {
    const iam::PolicyDocument& policy = graph[PolicyId{i}].object->document;
    for (const iam::Statement& statement : policy.statements) {
      for (const iam::Condition& condition : statement.conditions) {
        const bool is_meant = condition.key.text.IsLiteral() &&
                              base::EqualsIgnoreAsciiCase(condition.key.text.literal(), key);
        if (!is_meant || IsOpen(policy, provider)) continue;
        if (statement.effect != iam::Effect::kAllow || !Binds(condition)) return std::nullopt;
        SharedScope scope = {.key = key,
                             .op = condition.op->base,
                             .value = std::string(condition.values.front().text.literal()),
                             .policy = PolicyId{i}};
        if (!in_use.has_value()) in_use = std::move(scope);
        if (in_use->op != condition.op->base ||
            in_use->value != condition.values.front().text.literal()) {
          return std::nullopt;
        }
      }
    }
  }
  return in_use;
}

}  // namespace irsalint::graph
