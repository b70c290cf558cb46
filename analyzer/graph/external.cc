#include "analyzer/graph/external.h"

#include <algorithm>

#include "analyzer/base/pattern.h"
#include "analyzer/base/strings.h"

namespace irsalint::graph {
namespace {

bool MayMatch(std::string_view glob, const syntax::Text& text) {
  return !text.IsLiteral() || base::Pattern::Like(glob).Matches(text.literal());
}

}  // namespace

bool IsExternalAccount(const IdentityGraph& graph, std::string_view namespace_name,
                       std::string_view name) {
  return MayBeExternalAccount(graph, syntax::Text::Literal(namespace_name),
                              syntax::Text::Literal(name));
}

bool MayBeExternalAccount(const IdentityGraph& graph, const syntax::Text& namespace_name,
                          const syntax::Text& name) {
  return std::ranges::any_of(
      graph.options().external.service_accounts, [&](const std::string& glob) {
        const auto parts = base::SplitOnce(glob, '/');
        return parts.has_value() && MayMatch(parts->before, namespace_name) &&
               MayMatch(parts->after, name);
      });
}

bool IsExternalRole(const IdentityGraph& graph, std::string_view arn) {
  return std::ranges::any_of(graph.options().external.roles, [arn](const std::string& glob) {
    return base::Pattern::Like(glob).Matches(arn);
  });
}

}  // namespace irsalint::graph
