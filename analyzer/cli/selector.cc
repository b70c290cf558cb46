#include "analyzer/cli/selector.h"

#include "analyzer/base/strings.h"

namespace irsalint::cli {

std::optional<WorkloadSelector> ParseSelector(std::string_view text) {
  const auto first = base::SplitOnce(text, '/');
  if (!first.has_value() || first->before.empty() || first->after.empty()) return std::nullopt;
  const auto second = base::SplitOnce(first->after, '/');
  if (!second.has_value()) {
    return WorkloadSelector{.kind = {},
                            .namespace_name = std::string(first->before),
                            .name = std::string(first->after)};
  }
  const bool is_whole =
      !second->before.empty() && !second->after.empty() && !base::Contains(second->after, "/");
  if (!is_whole) return std::nullopt;
  return WorkloadSelector{.kind = std::string(first->before),
                          .namespace_name = std::string(second->before),
                          .name = std::string(second->after)};
}

std::vector<graph::WorkloadId> SelectedWorkloads(const graph::IdentityGraph& graph,
                                                 const WorkloadSelector& selector) {
  const syntax::Text namespace_name = syntax::Text::Literal(selector.namespace_name);
  std::vector<graph::WorkloadId> selected;
  for (uint32_t i = 0; i < graph.workloads().size(); ++i) {
    const graph::Workload& workload = graph.workloads()[i];
    const kube::ObjectMeta& meta = workload.object->meta;
    const bool is_of_kind =
        selector.kind.empty() || base::AsciiLower(meta.kind) == base::AsciiLower(selector.kind);
    if (!is_of_kind || !meta.name.HasValue() || meta.name->Written() != selector.name) continue;
    const base::Truth same =
        Equal(workload.namespace_name, namespace_name, syntax::HoleRange::kWithoutColon);
    if (same != base::Truth::kNo) selected.push_back(graph::WorkloadId{i});
  }
  return selected;
}

}  // namespace irsalint::cli
