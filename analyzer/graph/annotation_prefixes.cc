#include "analyzer/graph/annotation_prefixes.h"

#include <algorithm>

#include "analyzer/graph/webhook.h"

namespace irsalint::graph {

std::vector<std::string_view> AnnotationPrefixes(const IdentityGraph& graph, UnitId unit) {
  std::vector<std::string_view> prefixes = {WebhookPrefixOf(graph, unit)};
  if (graph[unit].cluster.has_value()) return prefixes;
  for (const DeclaredCluster& declared : graph.options().clusters) {
    const std::string_view prefix = declared.webhook.annotation_prefix;
    if (std::ranges::find(prefixes, prefix) == prefixes.end()) prefixes.push_back(prefix);
  }
  return prefixes;
}

}  // namespace irsalint::graph
