#include "analyzer/cli/role_argument.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "analyzer/base/strings.h"

namespace irsalint::cli {
namespace {

base::Error Wrong(std::string message) {
  return {.code = base::ErrorCode::kUsage, .message = std::move(message)};
}

base::Error Ambiguous(const std::string& argument, const std::vector<graph::NamedRole>& roles) {
  std::vector<std::string> labels;
  for (const graph::NamedRole& role : roles) labels.push_back(graph::LabelOf(role));
  return Wrong(
      fmt::format("{} roles are called \"{}\": {}; name one by its ARN, or narrow the PATH",
                  roles.size(), argument, base::JoinQuoted(labels)));
}

base::Error Unknown(const std::string& argument, const std::vector<std::string>& nearest) {
  std::string hint;
  if (nearest.size() == 1) hint = fmt::format(" (did you mean {}?)", base::JoinQuoted(nearest));
  if (nearest.size() > 1) hint = fmt::format(" (like it are {})", base::JoinQuoted(nearest));
  return Wrong(
      fmt::format("no role of the input is \"{}\"{}; `irsalint graph` shows those that "
                  "are linked",
                  argument, hint));
}

}  // namespace

base::Result<graph::NamedRole> RoleOfArgument(const graph::IdentityGraph& graph,
                                              const std::string& argument) {
  graph::RoleSearch search = graph::FindRoles(graph, argument);
  if (search.found.empty()) return Unknown(argument, search.nearest);
  if (search.found.size() > 1) return Ambiguous(argument, search.found);
  return std::move(search.found.front());
}

}  // namespace irsalint::cli
